import { addDays, type CivilDate } from '../civil-date.js';
import { latest } from '../dated.js';
import type { Facts } from '../facts.js';
import { standingId } from '../organisation/succession.js';
import type { UnitId } from '../organisation/unit.js';
import { runningDelegations } from './delegations.js';
import { pendingRequest, reminderNumber } from './follow-up.js';
import { deadlineOn, pendingCompletion, type Task } from './task.js';
import type { TaskId } from './task-events.js';
import { waitsForAcceptance } from './task-record.js';
import { standingDirective, type StatusAnswer, type TaskStatus, taskStatus } from './task-status.js';
import { tasksLedBy, tasksNaming } from './work-of-unit.js';

/** A task that somebody has in hand on the date. */
export interface WorkItem {
  task: TaskId;
  title: string;
  directive: string;
  status: TaskStatus;
  deadline: CivilDate | null;
  deadlineText: string | null;
  overdueDays: number;
  /** The deadline comes within the days asked for, today counted. */
  dueSoon: boolean;
  waitsForAcceptanceSince: CivilDate | null;
  lastReminder: { number: number; on: CivilDate; by: UnitId; evidence: string } | null;
  evidence: readonly string[];
}

/** What the issuer's side has to do on a task, in the order in which it is looked at. */
export const DECISION_KINDS = ['verify', 'decide-extension', 'assign-again', 'decide-successor', 'remind'] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** Something that waits for the body that issued the task, or one of its own, since a day. */
export interface DecisionItem {
  task: TaskId;
  title: string;
  kind: DecisionKind;
  since: CivilDate | null;
  deadline: CivilDate | null;
  overdueDays: number;
  evidence: readonly string[];
}

/** Open tasks that the unit leads or that were passed on to it, as on the date. */
export function openTasksOfUnit(facts: Facts, unit: UnitId, asOf: CivilDate): TaskId[] {
  const passedOn = tasksNaming(facts, [unit], ['delegate']).filter((id) => {
    const task = facts.task(id);
    return task && runningDelegations(facts, task, asOf).some((d) => standingId(facts, d.to, asOf) === unit);
  });
  return [...new Set([...tasksLedBy(facts, unit, asOf), ...passedOn])].filter((id) => isOpen(facts, id, asOf));
}

/** A task as whoever has it in hand sees it. Null: it is not known, or not open on the date. */
export function workItem(facts: Facts, id: TaskId, asOf: CivilDate, dueWithinDays: number): WorkItem | null {
  const task = facts.task(id);
  const status = taskStatus(facts, id, asOf);
  if (!task || !status || !isOpen(facts, id, asOf)) return null;
  const reminder = latest(task.followUp.reminders, asOf);
  return {
    task: id,
    title: task.assigned.title,
    directive: task.assigned.directiveId,
    status: status.status,
    deadline: status.deadline,
    deadlineText: status.deadlineText,
    overdueDays: status.overdueDays,
    dueSoon: isDueSoon(status, asOf, dueWithinDays),
    waitsForAcceptanceSince: waitsForAcceptance(task, status, asOf),
    lastReminder: reminder && {
      number: reminderNumber(task.followUp, reminder),
      on: reminder.on,
      by: reminder.by,
      evidence: reminder.at.id,
    },
    evidence: status.evidence.map((ref) => ref.id),
  };
}

/**
 * What waits for the unit on a task that stands on its directive. A task that is overdue or due soon waits for a reminder
 * if there was none in the last `dueWithinDays` days.
 */
export function decisionsOn(
  facts: Facts,
  id: TaskId,
  unit: UnitId,
  asOf: CivilDate,
  dueWithinDays: number,
): DecisionItem[] {
  const task = facts.task(id);
  const status = taskStatus(facts, id, asOf);
  if (!task || !status || !isOpen(facts, id, asOf)) return [];
  const issuer = standingDirective(facts, task, asOf)?.issued.issuer;
  if (issuer === undefined || standingId(facts, issuer, asOf) !== unit) return [];
  const item = (kind: DecisionKind, since: CivilDate | null, ...evidence: string[]): DecisionItem => ({
    task: id,
    title: task.assigned.title,
    kind,
    since,
    deadline: status.deadline,
    overdueDays: status.overdueDays,
    evidence,
  });
  const found: DecisionItem[] = [];
  const completion = pendingCompletion(task, asOf);
  if (completion) found.push(item('verify', completion.on, completion.at.id));
  const request = pendingRequest(task.followUp, asOf);
  if (request) found.push(item('decide-extension', request.on, request.at.id));
  const turn = latest(task.turns, asOf);
  if (status.status === 'returned' && turn) found.push(item('assign-again', turn.on, turn.at.id));
  if (status.status === 'needs-successor' || status.status === 'orphaned')
    found.push(item('decide-successor', null, ...status.evidence.map((ref) => ref.id)));
  if (toRemind(task, status, asOf, dueWithinDays)) {
    const deadline = deadlineOn(task, asOf);
    found.push(item('remind', status.deadline, ...(deadline ? [deadline.at.id] : [])));
  }
  return found;
}

/** Of a class that was fanned out each member is reminded; clauses that are no tasks are not. */
function toRemind(task: Task, status: StatusAnswer, asOf: CivilDate, days: number): boolean {
  if (task.assigned.kind !== 'task' || task.fanOuts.some((f) => f.on <= asOf)) return false;
  if (status.status !== 'open-overdue' && !isDueSoon(status, asOf, days)) return false;
  const last = latest(task.followUp.reminders, asOf);
  return last === null || last.on < addDays(asOf, -days);
}

function isDueSoon(status: StatusAnswer, asOf: CivilDate, days: number): boolean {
  return status.status === 'open-in-term' && status.deadline !== null && status.deadline <= addDays(asOf, days);
}

function isOpen(facts: Facts, id: TaskId, asOf: CivilDate): boolean {
  const status = taskStatus(facts, id, asOf);
  return status !== null && status.closedOn === null && status.status !== 'not-yet-assigned';
}

/** Overdue first, then by deadline, those without one last. */
export function byUrgency<T extends { deadline: CivilDate | null; task: TaskId }>(a: T, b: T): number {
  const [x, y] = [a.deadline ?? '9999-12-31', b.deadline ?? '9999-12-31'];
  if (x !== y) return x < y ? -1 : 1;
  return a.task < b.task ? -1 : 1;
}
