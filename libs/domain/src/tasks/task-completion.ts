import type { NewFact } from '../decider.js';
import { RuleViolation } from '../rule-violation.js';
import { requireTask, type Task } from './task.js';
import type { TaskEvents } from './task-events.js';

type TaskFact = NewFact<TaskEvents>;

export function reportCompletion(state: Task | null, data: TaskEvents['CompletionReported']): TaskFact[] {
  const t = requireTask(state, data.taskId, data.on);
  if (t.completions.some((c) => c.verdict === null))
    throw new RuleViolation('completion-already-reported', data.taskId);
  return [{ type: 'CompletionReported', data }];
}

/** Section 3: a verdict names the report that it decides; each report is decided once. */
export function decideCompletion(
  state: Task | null,
  fact: NewFact<Pick<TaskEvents, 'CompletionVerified' | 'CompletionRejected'>>,
): TaskFact[] {
  const { taskId, report, on } = fact.data;
  const completion = requireTask(state, taskId, on).completions.find((c) => c.at.id === report);
  if (!completion) throw new RuleViolation('no-such-completion-report', `${taskId} ${report}`);
  if (completion.verdict) throw new RuleViolation('completion-already-decided', `${taskId} ${report}`);
  if (on < completion.on) throw new RuleViolation('verdict-before-completion', `${taskId} ${on}`);
  return [fact];
}
