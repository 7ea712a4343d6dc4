import type { CivilDate } from '../civil-date.js';
import { isAfter } from '../dated.js';
import type { Facts } from '../facts.js';
import { membersOn, type UnitId } from '../organisation/unit.js';
import { leadOn, type Task } from './task.js';
import type { TaskId } from './task-events.js';

/** How far a class that leads has been fanned out on the date (R1). */
export interface ClassCoverage {
  class: UnitId;
  /** Numerator: members that have the task. */
  named: number;
  /** Denominator: members that the class has; null: nobody has said. */
  total: number | null;
  members: readonly { unit: UnitId; task: TaskId; on: CivilDate; evidence: string }[];
  /** Units on record as members on the day on which the class got the task, that have no task of it yet. */
  missing: readonly UnitId[];
}

/** Coverage of each class that leads on the date; empty for a task that no class leads. */
export function coverageOf(facts: Facts, task: Task, asOf: CivilDate): ClassCoverage[] {
  const lead = leadOn(task, asOf);
  if (!lead) return [];
  return lead.leads.flatMap((id) => {
    const unit = facts.unit(id);
    if (unit?.kind !== 'class') return [];
    const members = task.fanOuts
      .filter((f) => f.classId === id && f.on <= asOf && !isAfter(lead, f))
      .flatMap((f) => f.members.map((m) => ({ unit: m.unit, task: m.taskId, on: f.on, evidence: f.at.id })));
    const named = new Set(members.map((m) => m.unit));
    const missing = membersOn(unit, lead.on).filter((member) => !named.has(member));
    return [{ class: id, named: members.length, total: unit.total, members, missing }];
  });
}
