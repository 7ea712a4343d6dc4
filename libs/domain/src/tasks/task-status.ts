import { addDays, type CivilDate, daysBetween } from '../civil-date.js';
import type { Directive } from '../directives/directive.js';
import type { Facts } from '../facts.js';
import type { EventRef } from '../recorded-fact.js';
import { standingUnit, type Standing } from '../organisation/succession.js';
import { type Dated, isAfter, latest } from '../dated.js';
import {
  type Completion,
  type DeadlineFact,
  deadlineOn,
  leadOn,
  pendingCompletion,
  type Task,
  turnOn,
} from './task.js';
import type { UnitId } from '../organisation/unit.js';

/** Section 3 of domain.md, in order of precedence; `not-yet-assigned` is a date before the task. */
export const TASK_STATUSES = [
  'not-yet-assigned',
  'done-on-time',
  'done-late',
  'done',
  'withdrawn',
  'orphaned',
  'needs-successor',
  'suspended',
  'returned',
  'not-triggered',
  'awaiting-verification',
  'open-in-term',
  'open-overdue',
  'no-deadline',
] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

export interface StatusAnswer {
  status: TaskStatus;
  /** The date that binds on `asOf`; the day counts to its end in Asia/Ho_Chi_Minh. */
  deadline: CivilDate | null;
  deadlineText: string | null;
  /** Date of the completion that was verified. */
  completedOn: CivilDate | null;
  /** First day on which the task is no longer open. */
  closedOn: CivilDate | null;
  /** Days past the deadline in force on each of them, up to `asOf`, the completion, also one that waits to be verified, or the close. */
  overdueDays: number;
  /** `extended-after-expiry`, `deadline-fixed-after-completion`. */
  flags: readonly string[];
  evidence: readonly EventRef[];
}

/** The status of a task on a date. Null: no such task is known. */
export function taskStatus(facts: Facts, taskId: string, asOf: CivilDate): StatusAnswer | null {
  const task = facts.task(taskId);
  if (!task) return null;
  const deadline = deadlineOn(task, asOf);
  const done = verifiedCompletion(task, asOf);
  const withdrawn = done ? null : withdrawalOf(facts, task, asOf);
  const flags = extendedAfterExpiry(task, asOf) ? ['extended-after-expiry'] : [];
  const answer: Omit<StatusAnswer, 'status'> = {
    deadline: deadline?.deadline ?? null,
    deadlineText: task.assigned.deadlineText,
    completedOn: done?.on ?? null,
    closedOn: done?.verdict?.on ?? withdrawn?.on ?? null,
    overdueDays: overdueDays(
      task.deadlines,
      asOf,
      done?.on ?? withdrawn?.on ?? pendingCompletion(task, asOf)?.on ?? null,
      restingDays(task, asOf),
    ),
    flags,
    evidence: [
      task.at,
      ...(deadline ? [deadline.at] : []),
      ...(done ? [done.at, ...(done.verdict ? [done.verdict.at] : [])] : []),
    ],
  };
  if (asOf < task.assigned.on) return { ...answer, status: 'not-yet-assigned' };
  if (done) {
    const status = judged(task, done, deadline);
    return status === 'done' && deadline
      ? { ...answer, status, flags: [...flags, 'deadline-fixed-after-completion'] }
      : { ...answer, status };
  }
  if (withdrawn) return { ...answer, status: 'withdrawn', evidence: [...answer.evidence, withdrawn.at] };
  const lost = lostLead(facts, task, asOf);
  if (lost) return { ...answer, status: lost.kind, evidence: [...answer.evidence, ...lost.evidence] };
  const turn = turnOn(task, asOf);
  if (turn === 'suspended' || turn === 'returned') return { ...answer, status: turn };
  if (task.assigned.condition !== null && !latest(task.triggers, asOf)) return { ...answer, status: 'not-triggered' };
  if (pendingCompletion(task, asOf)) return { ...answer, status: 'awaiting-verification' };
  if (!deadline) return { ...answer, status: 'no-deadline' };
  return { ...answer, status: asOf <= deadline.deadline ? 'open-in-term' : 'open-overdue' };
}

/** The completion that somebody else has confirmed by the date. */
function verifiedCompletion(task: Task, asOf: CivilDate): Completion | null {
  return task.completions.find((c) => c.verdict?.accepted === true && c.verdict.on <= asOf) ?? null;
}

/** On time is judged by the day of completion; a date first fixed after completion was reported judges nothing. */
function judged(task: Task, done: Completion, deadline: DeadlineFact | null): 'done' | 'done-on-time' | 'done-late' {
  if (!deadline || !task.deadlines.some((d) => isAfter(done, d))) return 'done';
  return done.on <= deadline.deadline ? 'done-on-time' : 'done-late';
}

/** R9 and the task's own withdrawal: the day on which it was withdrawn, if it was by `asOf`. */
export function withdrawalOf(facts: Facts, task: Task, asOf: CivilDate): Dated | null {
  const own = task.withdrawals.filter((w) => w.on <= asOf);
  const byDirective = directiveEnd(facts, task, asOf);
  return [...own, ...(byDirective ? [byDirective] : [])].sort((a, b) => (a.on < b.on ? -1 : 1))[0] ?? null;
}

/** R9: the directive that the task stands on on the date; one that is carried over stands on the next. */
export function standingDirective(facts: Facts, task: Task, asOf: CivilDate): Directive | null {
  const seen = new Set<string>();
  let directive = facts.directive(task.assigned.directiveId);
  while (directive && !seen.has(directive.id)) {
    seen.add(directive.id);
    const { end } = directive;
    if (!end || end.on > asOf || end.kind === 'revoked' || !carries(end.carried, task)) break;
    directive = facts.directive(end.by);
  }
  return directive;
}

function carries(carried: readonly string[], task: Task): boolean {
  return carried.includes(task.id) || (task.parent !== null && carried.includes(task.parent));
}

function directiveEnd(facts: Facts, task: Task, asOf: CivilDate): Dated | null {
  const end = standingDirective(facts, task, asOf)?.end;
  return end && end.on <= asOf ? end : null;
}

/** The lead, as it stands on the date after reforms and the decisions on split units (R8). */
export function standingLead(facts: Facts, task: Task, lead: UnitId, asOf: CivilDate): Standing {
  return standingUnit(facts, lead, asOf, (from) => {
    const decision = task.successors.filter((s) => s.from === from && s.on <= asOf).at(-1);
    return decision ? { to: decision.to, at: decision.at } : null;
  });
}

function lostLead(facts: Facts, task: Task, asOf: CivilDate): Exclude<Standing, { kind: 'standing' }> | null {
  const standings = (leadOn(task, asOf)?.leads ?? []).map((lead) => standingLead(facts, task, lead, asOf));
  const lost = standings.flatMap((s) => (s.kind === 'standing' ? [] : [s]));
  return lost.find((s) => s.kind === 'orphaned') ?? lost[0] ?? null;
}

function extendedAfterExpiry(task: Task, asOf: CivilDate): boolean {
  return task.deadlines.some((d) => {
    if (d.manner !== 'extended' || d.on > asOf) return false;
    const before = latest(
      task.deadlines.filter((other) => isAfter(d, other)),
      d.on,
    );
    return before !== null && d.on > before.deadline;
  });
}

/** Days from one to the other, the last not counted. */
interface Days {
  from: CivilDate;
  until: CivilDate;
}

/**
 * Days on which the doer was not to work, each once: before the condition of a conditional task was met, and while the
 * task was suspended. They move no deadline (an extension does), and they are no days of delay.
 */
export function restingDays(task: Task, asOf: CivilDate): Days[] {
  const after = addDays(asOf, 1);
  const met = task.triggers.map((trigger) => trigger.on).sort()[0] ?? after;
  const rests = task.assigned.condition === null ? [] : [{ from: task.assigned.on, until: met }];
  const turns = task.turns.filter((turn) => turn.on <= asOf).sort((a, b) => (isAfter(a, b) ? 1 : -1));
  for (const [i, turn] of turns.entries()) {
    if (turn.kind !== 'suspended') continue;
    const before = rests.at(-1)?.until ?? turn.on;
    rests.push({ from: before > turn.on ? before : turn.on, until: turns[i + 1]?.on ?? after });
  }
  return rests;
}

/**
 * Days on which the deadline in force on that day had passed, those of rest left out. A later extension does not take
 * them back.
 */
export function overdueDays(
  deadlines: readonly (Dated & { deadline: CivilDate })[],
  asOf: CivilDate,
  ended: CivilDate | null,
  rests: readonly Days[] = [],
): number {
  const end = ended !== null && ended < asOf ? ended : asOf;
  const inOrder = deadlines.filter((d) => d.on <= end).sort((a, b) => (isAfter(a, b) ? 1 : -1));
  return inOrder.reduce((days, fact, i) => {
    const firstLate = addDays(fact.deadline, 1);
    const late = {
      from: firstLate > fact.on ? firstLate : fact.on,
      until: inOrder[i + 1]?.on ?? addDays(end, 1),
    };
    const rested = rests.reduce((sum, rest) => sum + shared(late, rest), 0);
    return days + shared(late, late) - rested;
  }, 0);
}

/** How many days the two have in common. */
function shared(a: Days, b: Days): number {
  const from = a.from > b.from ? a.from : b.from;
  const until = a.until < b.until ? a.until : b.until;
  return Math.max(0, daysBetween(from, until));
}
