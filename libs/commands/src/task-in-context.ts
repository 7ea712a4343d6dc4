import type { CivilDate } from '#domain/civil-date.js';
import { idOf, streamOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import { fold } from '#domain/fold.js';
import type { RecordedFact } from '#domain/recorded-fact.js';
import { requireExisting, requireOpen } from '#domain/separation-of-duties.js';
import { memberTask } from '#domain/tasks/member-task.js';
import { requireTask, task, type Task } from '#domain/tasks/task.js';
import type { TaskId } from '#domain/tasks/task-events.js';
import type { UnitId } from '#domain/organisation/unit.js';
import type { Receipt, RecordingCommand } from './command.js';
import type { Decided, Recorder } from './recorder.js';

/** A task as its own stream has it now; a member's begins with what its class task has made of it. */
export function taskInContext(facts: Facts, id: TaskId, stream: readonly RecordedFact[]): Task | null {
  const parent = facts.named(streamOf(task.category, id), 'member-of')[0];
  const parentTask = parent ? facts.task(idOf(parent.stream)) : null;
  return fold(task, stream, parentTask ? memberTask(parentTask, id) : null);
}

/** An act of a unit on a task, on a day. */
type ActOnTask = RecordingCommand & { taskId: TaskId; by: UnitId; on: CivilDate };

/** Records what a unit does on a task: the task is known and open on the day, and the unit exists. */
export function recordOnOpenTask(
  recorder: Recorder,
  c: ActOnTask,
  decide: (state: Task, facts: Facts) => readonly Decided[],
): Promise<Receipt> {
  return recorder.recordInContext(task, c.taskId, c, (_, facts, stream) => {
    const state = requireTask(taskInContext(facts, c.taskId, stream), c.taskId, c.on);
    requireOpen(facts, state, c.on);
    requireExisting(facts, c.by, c.on);
    return decide(state, facts);
  });
}
