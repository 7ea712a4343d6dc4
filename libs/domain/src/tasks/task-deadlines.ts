import type { CivilDate } from '../civil-date.js';
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
  const t = requireTask(state, data.taskId, data.on);
  const current = deadlineOn(t, data.on);
  if (!current) throw new RuleViolation('nothing-to-extend', data.taskId);
  if (data.deadline <= current.deadline)
    throw new RuleViolation('extension-not-later', `${data.taskId} ${data.deadline}`);
  if (data.request) requireUndecided(t, data.request, data.on);
  return [{ type: 'ExtensionGranted', data }];
}

/** One request waits at a time; it asks for a later date than the one in force. */
export function requestExtension(state: Task | null, data: TaskEvents['ExtensionRequested']): TaskFact[] {
  const t = requireTask(state, data.taskId, data.on);
  const current = deadlineOn(t, data.on);
  if (!current) throw new RuleViolation('nothing-to-extend', data.taskId);
  if (data.deadline <= current.deadline)
    throw new RuleViolation('extension-not-later', `${data.taskId} ${data.deadline}`);
  if (t.followUp.requests.some((r) => r.decisions.length === 0))
    throw new RuleViolation('extension-request-waits', data.taskId);
  return [{ type: 'ExtensionRequested', data }];
}

export function refuseExtension(state: Task | null, data: TaskEvents['ExtensionRefused']): TaskFact[] {
  requireUndecided(requireTask(state, data.taskId, data.on), data.request, data.on);
  return [{ type: 'ExtensionRefused', data }];
}

/** A request is decided once, not before the day on which it was made. */
function requireUndecided(t: Task, id: string, on: CivilDate): void {
  const request = t.followUp.requests.find((r) => r.at.id === id);
  if (!request) throw new RuleViolation('no-such-extension-request', `${t.id} ${id}`);
  if (request.decisions.length > 0) throw new RuleViolation('extension-request-already-decided', `${t.id} ${id}`);
  if (on < request.on) throw new RuleViolation('answered-before-it-was-said', `${t.id} ${on}`);
}
