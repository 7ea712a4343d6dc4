import { addDays, type CivilDate } from '../civil-date.js';
import type { Facts } from '../facts.js';
import type { OfficeId } from '../organisation/office.js';
import type { UnitId } from '../organisation/unit.js';
import type { Period } from '../spans.js';
import type { Task } from '../tasks/task.js';
import type { TaskId } from '../tasks/task-events.js';
import { TASK_STATUSES, type TaskStatus, taskStatus } from '../tasks/task-status.js';
import type { ChargedDays, Manner, TaskOfHead } from './charged-days.js';

/** A task as it stood when it left the hands of whom the scorecard is about, or on the last day of the period. */
export interface TaskScore {
  task: TaskId;
  title: string;
  days: Readonly<Record<Manner, ChargedDays>>;
  first: CivilDate;
  last: CivilDate;
  /** Its status when it was closed in these hands, else on `last`. */
  status: TaskStatus;
  deadline: CivilDate | null;
  completedOn: CivilDate | null;
  /** Reports of completion that somebody else has rejected by then. */
  rejected: number;
  /** What the unit or its head explained of it in these days: it stands beside the figure and changes nothing of it. */
  replies: readonly Reply[];
  evidence: readonly string[];
}

/** The word of the unit, or of its head in an office, on a task or a finding. */
export interface Reply {
  by: UnitId;
  office: OfficeId | null;
  on: CivilDate;
  text: string;
  evidence: string;
}

/** So many of so many, with the tasks that make each number: what is counted can be opened. */
export interface Rate {
  numerator: number;
  denominator: number;
  of: readonly TaskId[];
  counted: readonly TaskId[];
}

/** In the columns of Nghị định 335/2025/NĐ-CP: assigned, completed, on time, quality. */
export interface Rates {
  /** All tasks in hand on some day. */
  assigned: number;
  byStatus: Readonly<Record<TaskStatus, number>>;
  /** Completed, of those assigned. */
  completed: Rate;
  /** On time, of those completed that had a date to be judged by. */
  onTime: Rate;
  /** Accepted at the first report, of those completed. */
  acceptedAtFirst: Rate;
}

const COMPLETED: readonly TaskStatus[] = ['done-on-time', 'done-late', 'done'];

/** Null: the task is not of a kind that rates count (clauses that are principles, inspections, …). */
export function scoreOf(facts: Facts, share: TaskOfHead, period: Period): TaskScore | null {
  const task = facts.task(share.task);
  if (!task || task.assigned.kind !== 'task') return null;
  const after = addDays(share.last, 1);
  const next = taskStatus(facts, share.task, after);
  // Verified on the day after the last: it was closed in these hands, if that day is still in the period.
  const closed = next !== null && next.closedOn === after && after < period.until;
  const status = closed ? next : taskStatus(facts, share.task, share.last);
  if (!status) return null;
  const day = closed ? after : share.last;
  return {
    task: share.task,
    title: task.assigned.title,
    days: share.days,
    first: share.first,
    last: share.last,
    status: status.status,
    deadline: status.deadline,
    completedOn: status.completedOn,
    rejected: rejectedBy(task, day),
    replies: task.followUp.explanations
      .filter((e) => e.on >= share.first && e.on <= day)
      .map(({ by, office, on, text, at }) => ({ by, office, on, text, evidence: at.id })),
    evidence: [...new Set([...share.evidence, ...status.evidence.map((ref) => ref.id)])],
  };
}

function rejectedBy(task: Task, day: CivilDate): number {
  return task.completions.filter((c) => c.verdict && !c.verdict.accepted && c.verdict.on <= day).length;
}

export function ratesOf(tasks: readonly TaskScore[]): Rates {
  const ids = (list: readonly TaskScore[]) => list.map((t) => t.task);
  const rate = (counted: readonly TaskScore[], of: readonly TaskScore[]): Rate => ({
    numerator: counted.length,
    denominator: of.length,
    counted: ids(counted),
    of: ids(of),
  });
  const completed = tasks.filter((t) => COMPLETED.includes(t.status));
  const judged = completed.filter((t) => t.status !== 'done');
  const byStatus = Object.fromEntries(TASK_STATUSES.map((s) => [s, tasks.filter((t) => t.status === s).length]));
  return {
    assigned: tasks.length,
    byStatus: byStatus as Record<TaskStatus, number>,
    completed: rate(completed, tasks),
    onTime: rate(
      judged.filter((t) => t.status === 'done-on-time'),
      judged,
    ),
    acceptedAtFirst: rate(
      completed.filter((t) => t.rejected === 0),
      completed,
    ),
  };
}
