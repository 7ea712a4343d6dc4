import type { CivilDate } from '../civil-date.js';
import type { Facts } from '../facts.js';
import type { UnitId } from '../organisation/unit.js';
import type { DelayReasonCode, TaskId } from './task-events.js';
import { taskStatus } from './task-status.js';

/** A reason for delay that a unit has stated, with what other units say of it side by side. */
export interface StatedReason {
  task: TaskId;
  code: DelayReasonCode;
  waitingFor: UnitId | null;
  by: UnitId;
  on: CivilDate;
  /** The report or explanation that states it. */
  evidence: string;
  confirmedBy: readonly { by: UnitId; on: CivilDate; evidence: string }[];
  contestedBy: readonly { by: UnitId; on: CivilDate; evidence: string }[];
}

/** Why a task is late, as stated by the date. Null: it is no task, or not known. */
export function delayOf(
  facts: Facts,
  id: TaskId,
  asOf: CivilDate,
): { late: boolean; overdueDays: number; reasons: StatedReason[] } | null {
  const task = facts.task(id);
  const status = taskStatus(facts, id, asOf);
  if (task?.assigned.kind !== 'task' || !status || status.status === 'not-yet-assigned') return null;
  const { progress, explanations, opinions } = task.followUp;
  const said = (confirms: boolean, statement: string, code: DelayReasonCode) =>
    opinions
      .filter((o) => o.confirms === confirms && o.statement === statement && o.code === code && o.on <= asOf)
      .map(({ by, on, at }) => ({ by, on, evidence: at.id }));
  const reasons = [...progress, ...explanations]
    .filter((statement) => statement.on <= asOf)
    .flatMap(({ by, on, at, delayReasons }) =>
      delayReasons.map(({ code, waitingFor }) => ({
        task: id,
        code,
        waitingFor,
        by,
        on,
        evidence: at.id,
        confirmedBy: said(true, at.id, code),
        contestedBy: said(false, at.id, code),
      })),
    );
  return { late: status.overdueDays > 0 || status.status === 'done-late', overdueDays: status.overdueDays, reasons };
}
