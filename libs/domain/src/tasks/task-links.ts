import { type Decider, type Mention, type StandingFact, streamOf } from '../decider.js';
import { filesNamed } from '../evidence-file.js';
import { type OfficeId, signedIn } from '../organisation/office.js';
import type { UnitId } from '../organisation/unit.js';
import type { DelayReason, TaskEvents } from './task-events.js';

type Links = Decider<unknown, TaskEvents>;

/** The streams that each event of a task names. */
export const taskMentions: Links['mentions'] = {
  TaskAssigned: (e) => [
    ['of-directive', streamOf('directive', e.directiveId)],
    ...units('lead', ...e.leads),
    ...offices(...e.answering),
    ...units('coordinator', ...e.coordinators),
    ...units('director', e.director),
  ],
  TaskFannedOut: (e) => [
    ...e.members.map((m) => ['member-of', streamOf('task', m.taskId)] as const),
    ...units('lead', ...e.members.map((m) => m.unit)),
  ],
  TaskReassigned: (e) => [...units('lead', e.lead), ...offices(...e.answering)],
  TaskDelegated: (e) => units('delegate', e.to),
  DelegationEnded: () => [],
  DeadlineClarified: () => [],
  ExtensionGranted: () => [],
  CompletionReported: (e) => filesNamed(e.evidence),
  CompletionVerified: (e) => units('verifier', e.by),
  CompletionRejected: (e) => units('verifier', e.by),
  TaskAccepted: () => [],
  TaskReturned: () => [],
  TaskSuspended: () => [],
  TaskResumed: () => [],
  TaskWithdrawn: () => [],
  TaskSuccessorDecided: (e) => [
    ...units('lead', e.to),
    ...units('decided-from', e.from),
    ...signedIn(e.office),
    ...(e.person ? [['signed-by', streamOf('person', e.person)] as const] : []),
  ],
  ExtensionRequested: () => [],
  ExtensionRefused: () => [],
  ProgressReported: (e) => [...waitedFor(e.delayReasons), ...filesNamed(e.evidence)],
  ReminderSent: (e) => [...units('reminded', e.to), ...units('reminds', e.by)],
  ExplanationSubmitted: (e) => [
    ...waitedFor(e.delayReasons),
    ...filesNamed(e.evidence),
    ...(e.office === null ? [] : [['explains', streamOf('office', e.office)] as const]),
  ],
  DelayReasonConfirmed: () => [],
  DelayReasonContested: () => [],
  FollowingOfficerNamed: (e) => [['follower', streamOf('person', e.person)], ...units('followed-in', e.unit)],
  FollowingOfficerEnded: () => [],
  ScenarioActivated: (e) =>
    typeof e.thresholdId === 'string' ? [['activated-by', streamOf('threshold', e.thresholdId)]] : [],
};

/** R10: what of a task stands on which of its earlier events. */
export const taskStandsOn: NonNullable<Links['standsOn']> = {
  DelegationEnded: (e, earlier) =>
    earlier.flatMap((f) => (f.type === 'TaskDelegated' && f.data.delegationId === e.delegationId ? [f.id] : [])),
  // What a unit passes on or reports as done stands on what gave it the task.
  TaskDelegated: (e, earlier) => givenTo(e.from, earlier),
  CompletionReported: (e, earlier) => givenTo(e.by, earlier),
  TaskFannedOut: (e, earlier) => givenTo(e.classId, earlier),
  ExtensionGranted: (e, earlier) => [...onlyDate(earlier), ...(e.request ? [e.request] : [])],
  ExtensionRequested: (e, earlier) => [...onlyDate(earlier), ...givenTo(e.by, earlier)],
  ExtensionRefused: (e) => [e.request],
  ProgressReported: (e, earlier) => givenTo(e.by, earlier),
  ReminderSent: (e, earlier) => givenTo(e.to, earlier),
  ExplanationSubmitted: (e, earlier) => [...givenTo(e.by, earlier), ...(e.reminder === null ? [] : [e.reminder])],
  DelayReasonConfirmed: (e) => [e.statement],
  DelayReasonContested: (e) => [e.statement],
  FollowingOfficerEnded: (e, earlier) =>
    earlier.flatMap((f) => (f.type === 'FollowingOfficerNamed' && f.data.followingId === e.followingId ? [f.id] : [])),
  CompletionVerified: (e) => [e.report],
  CompletionRejected: (e) => [e.report],
  TaskResumed: (_, earlier) => earlier.flatMap((f) => (f.type === 'TaskSuspended' ? [f.id] : [])).slice(-1),
};

const DATES: readonly (keyof TaskEvents)[] = ['TaskAssigned', 'DeadlineClarified', 'ExtensionGranted'];

/** The only date there is cannot be taken out from under its extension. */
function onlyDate(earlier: readonly StandingFact<TaskEvents>[]): string[] {
  const dates = earlier.filter((f) => DATES.includes(f.type) && !('deadline' in f.data && f.data.deadline === null));
  return dates.length === 1 ? dates.map((f) => f.id) : [];
}

function givenTo(unit: UnitId, earlier: readonly StandingFact<TaskEvents>[]): string[] {
  return earlier
    .flatMap((f) =>
      (f.type === 'TaskDelegated' && f.data.to === unit) || (f.type === 'TaskReassigned' && f.data.lead === unit)
        ? [f.id]
        : [],
    )
    .slice(-1);
}

function units(role: string, ...ids: (UnitId | null)[]): Mention[] {
  return ids.flatMap((id) => (id === null ? [] : [[role, streamOf('unit', id)] as const]));
}

function waitedFor(reasons: readonly DelayReason[]): Mention[] {
  return units('waited-for', ...reasons.map((reason) => reason.waitingFor));
}

function offices(...ids: OfficeId[]): Mention[] {
  return ids.map((id) => ['answering', streamOf('office', id)] as const);
}
