import { addDays, type CivilDate, daysBetween } from '../civil-date.js';
import type { Facts } from '../facts.js';
import type { PersonId } from '../organisation/person.js';
import type { Period } from '../spans.js';
import { answeringSpans } from '../tasks/answering-spans.js';
import { leadOn, pendingCompletion } from '../tasks/task.js';
import type { TaskId } from '../tasks/task-events.js';
import { overdueDays, restingDays, taskStatus } from '../tasks/task-status.js';
import type { AnswerLine, Capacity } from '../tasks/who-answers.js';

/**
 * In what way a head had a task. `own`: appointed, and given the task in that time; `inherited`: appointed after the unit
 * had it; `acting`; `vacancy-cover`: answering for a vacant seat below. They are shown apart and never added up in a score.
 */
export const MANNERS = ['own', 'inherited', 'acting', 'vacancy-cover'] as const;
export type Manner = (typeof MANNERS)[number];

export interface ChargedDays {
  /** Days on which the person answered for the open task. */
  answering: number;
  /** Those of them by which it grew late: lateness is charged to the days held (R7). */
  late: number;
}

/** The days of one task that are a person's. A day on which the person answers twice counts once. */
export interface TaskOfHead {
  task: TaskId;
  days: Readonly<Record<Manner, ChargedDays>>;
  /** First and last day of answering within the period. */
  first: CivilDate;
  last: CivilDate;
  evidence: readonly string[];
}

const ANSWERING: readonly Capacity[] = ['answers', 'answers-in-vacancy', 'answers-for-orphan'];

/** What of a task's days in the period is charged to whom `mine` picks out. Null: none is. */
export function chargedDays(
  facts: Facts,
  taskId: TaskId,
  period: Period,
  mine: (line: AnswerLine) => boolean,
): TaskOfHead | null {
  const days = Object.fromEntries(MANNERS.map((m) => [m, { answering: 0, late: 0 }])) as Record<Manner, ChargedDays>;
  const lateUpTo = lateDays(facts, taskId, addDays(period.until, -1));
  const evidence = new Set<string>();
  let first: CivilDate | null = null;
  let last: CivilDate | null = null;
  for (const { from, until, answer } of answeringSpans(facts, taskId, period) ?? []) {
    const lines = answer.lines.filter((line) => ANSWERING.includes(line.capacity) && mine(line));
    const manners = lines.map((line) => mannerOf(facts, taskId, line, from));
    const manner = MANNERS.find((m) => manners.includes(m));
    if (!manner) continue;
    // A completion that was verified on its own day made that day late: it is charged to those of the last open day.
    days[manner].late += lateUpTo(addDays(until, -1)) - lateUpTo(addDays(from, -1));
    if (answer.closedOn !== null && answer.closedOn <= from) continue;
    days[manner].answering += daysBetween(from, until);
    first ??= from;
    last = addDays(until, -1);
    for (const line of lines) for (const id of line.evidence) evidence.add(id);
  }
  return first === null || last === null ? null : { task: taskId, days, first, last, evidence: [...evidence] };
}

/** Days by which the task grew late within a stretch while those whom `mine` picks out answered, seen from `lastDay`. */
export function lateWithin(
  facts: Facts,
  taskId: TaskId,
  stretch: Period,
  lastDay: CivilDate,
  mine: (line: AnswerLine) => boolean,
): number {
  const lateUpTo = lateDays(facts, taskId, lastDay);
  return (answeringSpans(facts, taskId, stretch) ?? [])
    .filter(({ answer }) => answer.lines.some((line) => ANSWERING.includes(line.capacity) && mine(line)))
    .reduce((n, { from, until }) => n + lateUpTo(addDays(until, -1)) - lateUpTo(addDays(from, -1)), 0);
}

/** The person's share: by the holder of the line, whichever office it is in. */
export function daysOfPerson(facts: Facts, taskId: TaskId, period: Period, person: PersonId): TaskOfHead | null {
  return chargedDays(facts, taskId, period, (line) => line.holder === person);
}

function mannerOf(facts: Facts, taskId: TaskId, line: AnswerLine, day: CivilDate): Manner {
  if (line.capacity === 'answers-in-vacancy') return 'vacancy-cover';
  if (line.flags.some((flag) => flag.startsWith('acting:'))) return 'acting';
  const task = facts.task(taskId);
  const lead = task && leadOn(task, day);
  return lead && line.since !== null && lead.on < line.since ? 'inherited' : 'own';
}

/**
 * How many days the task was late by a day, seen from the last day of the period: days on which a report waited that was
 * then rejected are late, days after one that was accepted are not. So the shares of all who answered make the whole.
 */
function lateDays(facts: Facts, taskId: TaskId, lastDay: CivilDate): (day: CivilDate) => number {
  const task = facts.task(taskId);
  const status = taskStatus(facts, taskId, lastDay);
  if (!task || !status) return () => 0;
  const waiting = pendingCompletion(task, lastDay)?.on ?? null;
  const ended = status.completedOn ?? status.closedOn ?? waiting;
  const rests = restingDays(task, lastDay);
  return (day) => overdueDays(task.deadlines, day, ended, rests);
}
