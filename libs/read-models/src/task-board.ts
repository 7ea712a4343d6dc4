import { streamOf } from '#domain/decider.js';
import type { ClauseKind } from '#domain/directives/directive.js';
import type { Facts } from '#domain/facts.js';
import { enclosing } from '#domain/organisation/succession.js';
import { coverageOf } from '#domain/tasks/coverage.js';
import { followersOn } from '#domain/tasks/follow-up.js';
import { TASK_STATUSES, type TaskStatus, taskStatus } from '#domain/tasks/task-status.js';
import { leadOn } from '#domain/tasks/task.js';
import { tasksUnder } from '#domain/tasks/work-of-unit.js';
import { nameOn } from '#domain/organisation/unit.js';
import { whoAnswers } from '#domain/tasks/who-answers.js';
import type { At, FactReader, Snapshot } from './fact-reader.js';
import { allOf, type Among, type Listing, type Page, pageOf } from './paging.js';

/** What of the tasks is asked for; nothing left out means all. */
export interface TaskFilter {
  directive?: string | undefined;
  lead?: string | undefined;
  status?: TaskStatus | undefined;
  kind?: ClauseKind | undefined;
  /** Open tasks whose deadline lies before the day. */
  dueBefore?: string | undefined;
  /** True: only what is overdue; false: only what is not. */
  overdue?: boolean | undefined;
  /** A lead is this place, or lies or sits in it. */
  place?: string | undefined;
  /** Tasks for which this office answers on the date. */
  office?: string | undefined;
  /** Tasks that this person follows on the date. */
  follower?: string | undefined;
}

export interface TaskCard {
  task: string;
  title: string;
  kind: ClauseKind;
  directive: string;
  clause: string | null;
  /** The class task of which this is one member's. */
  parent: string | null;
  leads: { unit: string; name: string }[];
  /** Is a lead a class of units? Its members' tasks stand beside it. */
  class: boolean;
  assignedOn: string;
  deadline: string | null;
  deadlineText: string | null;
  status: TaskStatus;
  overdueDays: number;
  flags: readonly string[];
  /** How far each class that leads has been fanned out: so many of so many; `total` null: nobody has said. */
  coverage: { class: string; named: number; total: number | null }[];
}

/** The board: tasks with their status on the date. */
export async function taskBoard(
  reader: FactReader,
  filter: TaskFilter,
  page: Page,
  at: At = {},
): Promise<Listing<TaskCard>> {
  return reader.snapshot(at, async (snapshot) =>
    pageOf(snapshot, 'task', page, (ids) => cards(snapshot, ids, filter), await amongOf(snapshot, filter)),
  );
}

export interface OverdueTask extends TaskCard {
  /** Heads who answer, as on the date. */
  answering: { office: string | null; holder: string | null; reason: string | null; unit: string | null }[];
}

/** Tasks past their date, with those who answer for them now. */
export async function overdueTasks(reader: FactReader, page: Page, at: At = {}): Promise<Listing<OverdueTask>> {
  return reader.snapshot(at, async (snapshot) => {
    const shown = await pageOf(snapshot, 'task', page, (ids) => cards(snapshot, ids, { status: 'open-overdue' }));
    // Who answers is worked out for those that are shown alone: of a whole country more are past their date.
    const answering = await snapshot.each(
      'answering',
      shown.items.map((card) => card.task),
      (facts, id) => answeringFor(facts, id, snapshot.asOf),
      'task',
    );
    return { ...shown, items: shown.items.map((card, i) => ({ ...card, answering: answering[i] ?? [] })) };
  });
}

function answeringFor(facts: Facts, id: string, asOf: string): OverdueTask['answering'] {
  return (whoAnswers(facts, id, asOf)?.lines ?? [])
    .filter((line) => line.capacity === 'answers' || line.capacity === 'answers-in-vacancy')
    .map(({ office, holder, reason, unit }) => ({ office, holder, reason, unit }));
}

export interface TaskSummary {
  asOf: string;
  knownAt: number;
  /** How many tasks are counted: the denominator of every rate. Member tasks of a class are counted apart. */
  total: number;
  byStatus: Record<TaskStatus, number>;
  /** Tasks that a class of units leads, and those fanned out to members (not in `total`). */
  ledByClass: number;
  memberTasks: number;
  /** Clauses that are no tasks, by kind (not in `total`). */
  otherKinds: Partial<Record<ClauseKind, number>>;
}

/** Tasks by status. Counts clauses of kind `task`; what a class task was fanned out into is counted apart. */
export async function taskSummary(reader: FactReader, filter: TaskFilter = {}, at: At = {}): Promise<TaskSummary> {
  return reader.snapshot(at, async (snapshot) => {
    const byStatus = Object.fromEntries(TASK_STATUSES.map((status) => [status, 0])) as Record<TaskStatus, number>;
    const summary: TaskSummary = {
      asOf: snapshot.asOf,
      knownAt: snapshot.knownAt,
      total: 0,
      byStatus,
      ledByClass: 0,
      memberTasks: 0,
      otherKinds: {},
    };
    for await (const ids of allOf(snapshot, 'task', await amongOf(snapshot, filter))) {
      for (const card of await cards(snapshot, ids, filter)) if (card) count(summary, card);
    }
    return summary;
  });
}

function count(summary: TaskSummary, card: TaskCard): void {
  if (card.parent !== null) summary.memberTasks += 1;
  else if (card.kind !== 'task') summary.otherKinds[card.kind] = (summary.otherKinds[card.kind] ?? 0) + 1;
  else {
    summary.total += 1;
    summary.byStatus[card.status] += 1;
  }
  if (card.parent === null && card.class) summary.ledByClass += 1;
}

/** Where a filter names what a task names, only tasks that do are looked at. */
async function amongOf(snapshot: Snapshot, filter: TaskFilter): Promise<Among | undefined> {
  const { directive, lead, office: id, follower } = filter;
  if (directive !== undefined) return { target: streamOf('directive', directive), role: 'of-directive' };
  if (lead !== undefined) return { target: streamOf('unit', lead), role: 'lead' };
  if (follower !== undefined) return { target: streamOf('person', follower), role: 'follower' };
  if (id === undefined) return undefined;
  const under = await snapshot.facts((facts) => {
    const office = facts.office(id);
    return office ? tasksUnder(facts, office, snapshot.asOf) : [];
  });
  return { streams: under.map((task) => streamOf('task', task)) };
}

async function cards(snapshot: Snapshot, ids: readonly string[], filter: TaskFilter): Promise<(TaskCard | null)[]> {
  const all = await snapshot.each('card', ids, (facts, id) => cardOf(facts, id, snapshot.asOf), 'task');
  const wanted = all.map((card) => (card && isWanted(card, filter) ? card : null));
  const { place, office, follower } = filter;
  if (place === undefined && office === undefined && follower === undefined) return wanted;
  return snapshot.facts(
    (facts) => wanted.map((card) => (card && concerns(facts, card, snapshot.asOf, filter) ? card : null)),
    wanted.flatMap((card) => (card ? [streamOf('task', card.task)] : [])),
  );
}

/** What the card itself tells. */
function isWanted(card: TaskCard, { kind, lead, status, dueBefore, overdue }: TaskFilter): boolean {
  if (kind !== undefined && card.kind !== kind) return false;
  if (lead !== undefined && !card.leads.some((unit) => unit.unit === lead)) return false;
  if (status !== undefined && card.status !== status) return false;
  if (overdue !== undefined && (card.status === 'open-overdue') !== overdue) return false;
  if (dueBefore === undefined) return true;
  return !CLOSED.includes(card.status) && card.deadline !== null && card.deadline < dueBefore;
}

const CLOSED: readonly TaskStatus[] = ['done-on-time', 'done-late', 'done', 'withdrawn'];

/** What other records tell: where the leads sit, who answers, who follows. */
function concerns(facts: Facts, card: TaskCard, asOf: string, { place, office, follower }: TaskFilter): boolean {
  if (place !== undefined && !card.leads.some(({ unit }) => enclosing(facts, unit, asOf).includes(place))) return false;
  const followUp = facts.task(card.task)?.followUp;
  const followers = followUp ? followersOn(followUp, asOf) : [];
  if (follower !== undefined && !followers.some((f) => f.person === follower)) return false;
  if (office === undefined) return true;
  const lines = whoAnswers(facts, card.task, asOf)?.lines ?? [];
  return lines.some((line) => line.office === office && line.capacity.startsWith('answers'));
}

function cardOf(facts: Facts, id: string, asOf: string): TaskCard | null {
  const task = facts.task(id);
  const status = task && taskStatus(facts, id, asOf);
  if (!status) return null;
  const lead = leadOn(task, asOf) ?? task.leads[0];
  const leads = (lead?.leads ?? []).flatMap((unitId) => facts.unit(unitId) ?? []);
  const { title, kind, directiveId, clause, deadlineText } = task.assigned;
  return {
    task: id,
    title,
    kind,
    directive: directiveId,
    clause,
    parent: task.parent,
    leads: leads.map((unit) => ({ unit: unit.id, name: nameOn(unit, asOf) })),
    class: leads.some((unit) => unit.kind === 'class'),
    assignedOn: task.assigned.on,
    deadline: status.deadline,
    deadlineText,
    status: status.status,
    overdueDays: status.overdueDays,
    flags: status.flags,
    coverage: coverageOf(facts, task, asOf).map(({ class: id, named, total }) => ({ class: id, named, total })),
  };
}
