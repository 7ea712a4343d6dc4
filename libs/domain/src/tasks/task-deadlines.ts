import type { NewFact } from '../decider.js';
import { RuleViolation } from '../rule-violation.js';
import { deadlineOn, requireTask, type Task } from './task.js';
import type { TaskEvents } from './task-events.js';

type TaskFact = NewFact<TaskEvents>;

export function clarifyDeadline(state: Task | null, data: TaskEvents['DeadlineClarified']): TaskFact[] {
  const t = requireTask(state, data.taskId, data.on);
  if (data.deadline < t.assigned.on) throw new RuleViolation('deadline-before-assignment', data.taskId);
  return [{ type: 'DeadlineClarified', data }];
}

export function grantExtension(state: Task | null, data: TaskEvents['ExtensionGranted']): TaskFact[] {
  const current = deadlineOn(requireTask(state, data.taskId, data.on), data.on);
  if (!current) throw new RuleViolation('nothing-to-extend', data.taskId);
  if (data.deadline <= current.deadline)
    throw new RuleViolation('extension-not-later', `${data.taskId} ${data.deadline}`);
  return [{ type: 'ExtensionGranted', data }];
}
