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

/** An act on a task, on a day; of a unit, where one is named. */
type ActOnTask = RecordingCommand & { taskId: TaskId; by?: UnitId; on: CivilDate };

/** Records what is said on a task that is known on the day, open or closed; a unit that says it exists. */
export function recordOnTask(
  recorder: Recorder,
  c: ActOnTask,
  decide: (state: Task, facts: Facts) => readonly Decided[],
): Promise<Receipt> {
  return recorder.recordInContext(task, c.taskId, c, (_, facts, stream) => {
    const state = requireTask(taskInContext(facts, c.taskId, stream), c.taskId, c.on);
    if (c.by !== undefined) requireExisting(facts, c.by, c.on);
    return decide(state, facts);
  });
}

/** As `recordOnTask`, on a task that is open on the day. */
export function recordOnOpenTask(
  recorder: Recorder,
  c: ActOnTask,
  decide: (state: Task, facts: Facts) => readonly Decided[],
): Promise<Receipt> {
  return recordOnTask(recorder, c, (state, facts) => {
    requireOpen(facts, state, c.on);
    return decide(state, facts);
  });
}
