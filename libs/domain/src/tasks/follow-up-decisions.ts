import { requirePeriod } from '../civil-date.js';
import type { NewFact } from '../decider.js';
import { RuleViolation } from '../rule-violation.js';
import { statementOf } from './follow-up.js';
import { requireTask, type Task } from './task.js';
import type { DelayReason, TaskEvents } from './task-events.js';

type TaskFact = NewFact<TaskEvents>;

export function reportProgress(state: Task | null, data: TaskEvents['ProgressReported']): TaskFact[] {
  requireTask(state, data.taskId, data.on);
  requireReasons(data.delayReasons);
  return [{ type: 'ProgressReported', data }];
}

export function remind(state: Task | null, data: TaskEvents['ReminderSent']): TaskFact[] {
  requireTask(state, data.taskId, data.on);
  return [{ type: 'ReminderSent', data }];
}

/** An explanation may answer a reminder, and then comes after it. */
export function explain(state: Task | null, data: TaskEvents['ExplanationSubmitted']): TaskFact[] {
  const { followUp } = requireTask(state, data.taskId, data.on);
  requireReasons(data.delayReasons);
  if (data.reminder !== null) {
    const reminder = followUp.reminders.find((r) => r.at.id === data.reminder);
    if (!reminder) throw new RuleViolation('no-such-reminder', `${data.taskId} ${data.reminder}`);
    if (data.on < reminder.on) throw new RuleViolation('answered-before-it-was-said', `${data.taskId} ${data.on}`);
  }
  return [{ type: 'ExplanationSubmitted', data }];
}

/** Of each reason that was stated a unit says once whether it holds. */
export function judgeReason(
  state: Task | null,
  fact: NewFact<Pick<TaskEvents, 'DelayReasonConfirmed' | 'DelayReasonContested'>>,
): TaskFact[] {
  const { taskId, statement, code, by, on } = fact.data;
  const { followUp } = requireTask(state, taskId, on);
  const stated = statementOf(followUp, statement);
  if (!stated?.delayReasons.some((reason) => reason.code === code)) {
    throw new RuleViolation('no-such-delay-reason', `${statement} ${code}`);
  }
  if (on < stated.on) throw new RuleViolation('answered-before-it-was-said', `${taskId} ${on}`);
  if (followUp.opinions.some((o) => o.statement === statement && o.code === code && o.by === by)) {
    throw new RuleViolation('delay-reason-already-judged', `${by} ${code}`);
  }
  return [fact];
}

export function nameFollower(state: Task | null, data: TaskEvents['FollowingOfficerNamed']): TaskFact[] {
  requirePeriod(data.on, data.until);
  const { followUp } = requireTask(state, data.taskId, data.on);
  if (followUp.followings.some((one) => one.id === data.followingId)) {
    throw new RuleViolation('following-already-recorded', data.followingId);
  }
  return [{ type: 'FollowingOfficerNamed', data }];
}

export function endFollowing(state: Task | null, data: TaskEvents['FollowingOfficerEnded']): TaskFact[] {
  const { followUp } = requireTask(state, data.taskId, data.on);
  const following = followUp.followings.find((one) => one.id === data.followingId);
  if (!following) throw new RuleViolation('following-unknown', data.followingId);
  const end = following.endedOn ?? following.until;
  if (data.on <= following.on || (end !== null && end <= data.on)) {
    throw new RuleViolation('not-in-that-period', data.followingId);
  }
  return [{ type: 'FollowingOfficerEnded', data }];
}

/** Each reason once, and whoever waits for another unit names it. */
function requireReasons(reasons: readonly DelayReason[]): void {
  const keys = reasons.map(({ code, waitingFor }) => `${code} ${waitingFor ?? ''}`);
  const twice = keys.find((key, i) => keys.indexOf(key) !== i);
  if (twice !== undefined) throw new RuleViolation('delay-reason-named-twice', twice.trim());
  for (const { code, waitingFor } of reasons) {
    if ((code === 'waiting-for-another-unit') !== (waitingFor !== null)) {
      throw new RuleViolation('waiting-names-the-unit', code);
    }
  }
}
