import { requirePeriod } from '../civil-date.js';
import type { NewFact } from '../decider.js';
import { RuleViolation } from '../rule-violation.js';
import { leadOn, requireTask, type Task } from './task.js';
import type { TaskEvents } from './task-events.js';

type TaskFact = NewFact<TaskEvents>;

/** R1: a task is assigned once. That leads exist and the directive is in force is checked by `assignment-rules.ts`. */
export function assign(state: Task | null, data: TaskEvents['TaskAssigned']): TaskFact[] {
  if (state) throw new RuleViolation('task-already-assigned', data.taskId);
  const twice = data.leads.find((lead, i) => data.leads.indexOf(lead) !== i);
  if (twice !== undefined) throw new RuleViolation('lead-named-twice', twice);
  if (data.deadline !== null && data.deadline < data.on)
    throw new RuleViolation('deadline-before-assignment', data.taskId);
  return [{ type: 'TaskAssigned', data }];
}

export function fanOut(state: Task | null, data: TaskEvents['TaskFannedOut']): TaskFact[] {
  const t = requireTask(state, data.taskId, data.on);
  if (!leadOn(t, data.on)?.leads.includes(data.classId)) throw new RuleViolation('class-does-not-lead', data.classId);
  const known = new Set(t.fanOuts.flatMap((f) => f.members.map((m) => m.unit)));
  for (const member of data.members) {
    if (known.has(member.unit)) throw new RuleViolation('member-already-has-the-task', member.unit);
    known.add(member.unit);
  }
  return [{ type: 'TaskFannedOut', data }];
}

export function reassign(state: Task | null, data: TaskEvents['TaskReassigned']): TaskFact[] {
  requireTask(state, data.taskId, data.on);
  return [{ type: 'TaskReassigned', data }];
}

export function delegate(state: Task | null, data: TaskEvents['TaskDelegated']): TaskFact[] {
  requirePeriod(data.on, data.until);
  const t = requireTask(state, data.taskId, data.on);
  if (data.to === data.from) throw new RuleViolation('delegation-to-oneself', data.to);
  if (t.delegations.some((d) => d.id === data.delegationId)) {
    throw new RuleViolation('delegation-already-given', data.delegationId);
  }
  return [{ type: 'TaskDelegated', data }];
}

export function endDelegation(state: Task | null, data: TaskEvents['DelegationEnded']): TaskFact[] {
  const t = requireTask(state, data.taskId, data.on);
  const delegation = t.delegations.find((d) => d.id === data.delegationId);
  if (!delegation) throw new RuleViolation('delegation-unknown', data.delegationId);
  const end = delegation.endedOn ?? delegation.until;
  if (data.on <= delegation.on || (end !== null && end <= data.on)) {
    throw new RuleViolation('not-in-that-period', data.delegationId);
  }
  return [{ type: 'DelegationEnded', data }];
}

export function decideSuccessor(state: Task | null, data: TaskEvents['TaskSuccessorDecided']): TaskFact[] {
  const t = requireTask(state, data.taskId, data.on);
  if (t.successors.some((s) => s.from === data.from)) throw new RuleViolation('successor-already-decided', data.from);
  return [{ type: 'TaskSuccessorDecided', data }];
}
