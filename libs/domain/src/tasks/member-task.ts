import { isAfter } from '../dated.js';
import type { UnitId } from '../organisation/unit.js';
import { followUpOfMember } from './follow-up.js';
import type { Task } from './task.js';
import type { TaskId } from './task-events.js';

/** The name of a member's own task: the class task's, then the unit's. */
export function memberTaskId(classTask: TaskId, member: UnitId): TaskId {
  return `${classTask}~${member}`;
}

/**
 * R1: the task of one member, as its class task makes it: what was asked of the class is asked of the member from the
 * day of the fan-out, and what is decided of the class task's date, suspension and withdrawal holds for each member.
 */
export function memberTask(parent: Task, member: TaskId): Task | null {
  const fanOut = parent.fanOuts.find((f) => f.members.some((m) => m.taskId === member));
  const own = fanOut?.members.find((m) => m.taskId === member);
  if (!fanOut || !own) return null;
  const { on, at } = fanOut;
  const reassigned = parent.leads.filter((lead) => isAfter(lead, fanOut));
  return {
    ...parent,
    id: member,
    parent: parent.id,
    at,
    assigned: { ...parent.assigned, taskId: member, leads: [own.unit], answering: own.answering, on },
    leads: [{ leads: [own.unit], answering: own.answering, on, at }],
    delegations: [],
    completions: [],
    fanOuts: [],
    successors: [],
    followUp: followUpOfMember(parent.followUp, fanOut.classId),
    withdrawals: [
      ...parent.withdrawals,
      ...reassigned.map((lead) => ({ on: lead.on, at: lead.at, by: null, reason: null })),
    ],
  };
}
