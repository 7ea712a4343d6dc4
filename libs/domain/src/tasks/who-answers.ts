import { addDays, type CivilDate } from '../civil-date.js';
import { isAfter } from '../dated.js';
import type { Facts } from '../facts.js';
import { type AnswersTo, answersTo } from '../organisation/accountability.js';
import { standingId } from '../organisation/succession.js';
import type { UnitId } from '../organisation/unit.js';
import { type AnswerLine, type Asked, bare, type Draft, together } from './answer-line.js';
import { classLines } from './answers-r1-classes.js';
import { leadLines } from './answers-r5-delegations.js';
import { otherLines } from './answers-r6-others.js';
import { orphanLines } from './answers-r8-orphans.js';
import { runningDelegations } from './delegations.js';
import { type LeadFact, leadOn, type Task } from './task.js';
import type { TaskId } from './task-events.js';
import { standingDirective, standingLead, type StatusAnswer, taskStatus } from './task-status.js';

export { type AnswerLine, CAPACITIES, type Capacity } from './answer-line.js';

export interface Coverage {
  class: UnitId;
  /** Members that have the task. */
  named: number;
  /** Members that the class has; null: nobody has said. */
  total: number | null;
}

export interface WhoAnswers {
  task: TaskId;
  asOf: CivilDate;
  knownAt: number;
  status: StatusAnswer;
  /** First day on which the task was closed; the lines are those of its last open day. */
  closedOn: CivilDate | null;
  lines: readonly AnswerLine[];
  /** Bodies to which the answering offices were declared accountable. */
  answersTo: readonly AnswersTo[];
  coverage: readonly Coverage[];
}

/**
 * Who answers for a task on a date (R1 to R9), as far as `facts` goes. Pure: the same facts give the same answer for
 * ever. Null if no such task is known. Before its assignment nobody answers.
 *
 * The rules stand in `answers-r*.ts`; R7 is asked day by day (`answering-spans.ts`), R9 with the status, and R10 is in
 * `facts`, which hold what is known and in force.
 */
export function whoAnswers(facts: Facts, taskId: TaskId, asOf: CivilDate): WhoAnswers | null {
  const answer = draftAnswer(facts, taskId, asOf);
  if (!answer) return null;
  const { status, day, drafts, coverage } = answer;
  const lines = together(drafts);
  return {
    task: taskId,
    asOf,
    knownAt: facts.knownAt,
    status,
    closedOn: status.closedOn,
    lines,
    answersTo: accountableTo(facts, taskId, lines, day),
    coverage,
  };
}

/** The lines before they are put together, as of `day`: the date asked about, or the last on which the task was open. */
function draftAnswer(
  facts: Facts,
  taskId: TaskId,
  asOf: CivilDate,
): { status: StatusAnswer; day: CivilDate; drafts: Draft[]; coverage: Coverage[] } | null {
  const task = facts.task(taskId);
  const status = taskStatus(facts, taskId, asOf);
  if (!task || !status) return null;
  const lastOpen = status.closedOn === null ? asOf : addDays(status.closedOn, -1);
  const day = lastOpen < task.assigned.on ? task.assigned.on : lastOpen;
  const lead = asOf < task.assigned.on ? null : leadOn(task, day);
  const answer = lead ? linesOf(facts, task, lead, day) : { drafts: [], coverage: [] };
  return { status, day, ...answer };
}

/** R1: each lead answers; R6: who else. */
function linesOf(facts: Facts, task: Task, lead: LeadFact, asOf: CivilDate): { drafts: Draft[]; coverage: Coverage[] } {
  const issuer = standingDirective(facts, task, asOf)?.issued.issuer ?? null;
  const governmentIssuer = issuer !== null && facts.unit(issuer)?.line === 'government';
  const running = runningDelegations(facts, task, asOf);
  const asked: Asked = { facts, task, lead, asOf, issuer, governmentIssuer, running };
  const drafts: Draft[] = [];
  const coverage: Coverage[] = [];
  for (const leadUnit of lead.leads) {
    const standing = standingLead(facts, task, leadUnit, asOf);
    if (standing.kind !== 'standing') {
      drafts.push(...orphanLines(asked, leadUnit, standing.evidence));
      continue;
    }
    const unit = facts.unit(standing.unit);
    if (unit?.kind === 'class') {
      const members = membersOf(asked, unit.id);
      coverage.push({ class: unit.id, named: members.length, total: unit.total });
      const theirs = facts.each(members, (member) => draftAnswer(facts, member, asOf)?.drafts ?? []);
      drafts.push(...classLines(asked, unit, theirs));
    } else if (unit) {
      drafts.push(...leadLines(asked, leadUnit, unit, standing.evidence));
    } else {
      // Taken off the record while the task was being given to it.
      drafts.push(bare('answers', standing.unit, 'no-head-office', [lead.at, ...standing.evidence]));
    }
  }
  return { drafts: [...drafts, ...otherLines(asked)], coverage };
}

/** Tasks of the members of a class that leads, by the fan-outs since the lead was named. */
function membersOf({ task, lead, asOf }: Asked, classId: UnitId): TaskId[] {
  return task.fanOuts
    .filter((f) => f.classId === classId && f.on <= asOf && !isAfter(lead, f))
    .flatMap((f) => f.members.map((m) => m.taskId));
}

function accountableTo(facts: Facts, task: TaskId, lines: readonly AnswerLine[], asOf: CivilDate): AnswersTo[] {
  const offices = new Set(lines.flatMap((l) => (l.capacity === 'answers' && l.office !== null ? [l.office] : [])));
  const classes = classesOf(facts, task);
  const members = facts.each(classes, ({ classId, unit }) => ({ classId, unit: standingId(facts, unit, asOf) }));
  const accountable = facts.each([...offices], (id) => {
    const office = facts.office(id);
    const body = office && facts.unit(office.body);
    if (!office || !body) return [];
    const through = members.flatMap((m) => (m.unit === body.id || m.unit === body.place ? [m.classId] : []));
    return answersTo(facts, office, asOf, through);
  });
  return accountable.flat();
}

/** The classes through which members have the task: those of its own fan-outs, or of the class task that it is part of. */
function classesOf(facts: Facts, taskId: TaskId): { classId: UnitId; unit: UnitId }[] {
  const task = facts.task(taskId);
  const whole = task?.parent ? facts.task(task.parent) : task;
  return (whole?.fanOuts ?? []).flatMap((f) => f.members.map((m) => ({ classId: f.classId, unit: m.unit })));
}
