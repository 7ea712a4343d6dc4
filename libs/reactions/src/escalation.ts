import { addDays } from '#domain/civil-date.js';
import { streamOf } from '#domain/decider.js';
import { escalationDue } from '#domain/drafts/escalation.js';
import type { Facts } from '#domain/facts.js';
import type { Task } from '#domain/tasks/task.js';
import { intent, type Reaction, type TimerSet } from './reaction.js';

/**
 * Overdue → a draft escalation. Each date that is set for a task sets a timer for the day after it, for the task and for
 * the members' tasks of a class; one escalation a date, however often the task goes in and out of being overdue.
 */
export const escalation: Reaction = {
  name: 'escalation',
  sets: {
    TaskAssigned: ({ id, data }, facts) => timersOf(facts, data.taskId, id),
    DeadlineClarified: ({ id, data }, facts) => timersOf(facts, data.taskId, id),
    ExtensionGranted: ({ id, data }, facts) => timersOf(facts, data.taskId, id),
    // The members' tasks begin here, with the dates that the class task has by then.
    TaskFannedOut: ({ data }, facts) =>
      data.members.flatMap((member) => {
        const task = facts.task(member.taskId);
        return (task?.deadlines ?? []).map((deadline) => timerOf(task, member.taskId, deadline));
      }),
  },
  due: (facts, { subject, cause }, today) => {
    const due = escalationDue(facts, subject, cause, today);
    if (due !== 'now') return due;
    return intent(subject, 'DraftEscalation', (draftId) => ({ draftId, taskId: subject, on: today }));
  },
};

/** Timers of the date that an event has set, for the task and its members. */
function timersOf(facts: Facts, taskId: string, event: string): TimerSet[] {
  const task = facts.task(taskId);
  const members = task?.fanOuts.flatMap((fanOut) => fanOut.members.map((member) => member.taskId)) ?? [];
  return [taskId, ...members].flatMap((id) => {
    const found = facts.task(id);
    const deadline = found?.deadlines.find((one) => one.at.id === event);
    return deadline ? [timerOf(found, id, deadline)] : [];
  });
}

function timerOf(task: Task | null, subject: string, deadline: Task['deadlines'][number]): TimerSet {
  const parent = task?.parent ?? null;
  return {
    subject,
    cause: deadline.at.id,
    dueOn: addDays(deadline.deadline, 1),
    streams: [subject, ...(parent === null ? [] : [parent])].map((id) => streamOf('task', id)),
  };
}
