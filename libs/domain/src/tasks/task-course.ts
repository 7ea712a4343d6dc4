import type { NewFact } from '../decider.js';
import { RuleViolation } from '../rule-violation.js';
import { requireTask, type Task, type Turn, turnOn } from './task.js';
import type { TaskEvents } from './task-events.js';

type TaskFact = NewFact<TaskEvents>;

const TURNS: Readonly<Record<'TaskSuspended' | 'TaskResumed', { from: readonly (Turn['kind'] | null)[] }>> = {
  TaskSuspended: { from: [null, 'resumed', 'accepted'] },
  TaskResumed: { from: ['suspended'] },
};

/** Suspends or resumes a task, accepts or returns it. */
export function turn(
  state: Task | null,
  fact: NewFact<Pick<TaskEvents, 'TaskSuspended' | 'TaskResumed' | 'TaskAccepted' | 'TaskReturned'>>,
): TaskFact[] {
  const t = requireTask(state, fact.data.taskId, fact.data.on);
  const now = turnOn(t, fact.data.on);
  if (fact.type === 'TaskSuspended' || fact.type === 'TaskResumed') {
    if (!TURNS[fact.type].from.includes(now)) throw new RuleViolation('not-in-that-state', `${t.id} ${now ?? 'open'}`);
  } else if (now === 'suspended' || now === 'returned') {
    throw new RuleViolation('not-in-that-state', `${t.id} ${now}`);
  }
  return [fact];
}

export function withdraw(state: Task | null, data: TaskEvents['TaskWithdrawn']): TaskFact[] {
  requireTask(state, data.taskId, data.on);
  return [{ type: 'TaskWithdrawn', data }];
}

/** Section 3: the condition of a conditional task is met; from that day it is open. */
export function activate(state: Task | null, data: TaskEvents['ScenarioActivated']): TaskFact[] {
  const t = requireTask(state, data.taskId, data.on);
  if (t.assigned.condition === null) throw new RuleViolation('task-has-no-condition', data.taskId);
  return [{ type: 'ScenarioActivated', data }];
}
