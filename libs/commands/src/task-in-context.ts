import { idOf, streamOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import { fold } from '#domain/fold.js';
import type { RecordedFact } from '#domain/recorded-fact.js';
import { memberTask, task, type Task, type TaskId } from '#domain/task.js';

/** A task as its own stream has it now; a member's begins with what its class task has made of it. */
export function taskInContext(facts: Facts, id: TaskId, stream: readonly RecordedFact[]): Task | null {
  const parent = facts.named(streamOf(task.category, id), 'member-of')[0];
  const parentTask = parent ? facts.task(idOf(parent.stream)) : null;
  return fold(task, stream, parentTask ? memberTask(parentTask, id) : null);
}
