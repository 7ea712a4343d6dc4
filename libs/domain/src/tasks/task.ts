import type { CivilDate } from '../civil-date.js';
import { type Dated, isAfter, latest } from '../dated.js';
import { type Decider, existing } from '../decider.js';
import type { OfficeId } from '../organisation/office.js';
import type { UnitId } from '../organisation/unit.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';
import type { EvidenceFile } from '../evidence-file.js';
import type { DelegationKind } from './delegation-kind.js';
import type { TaskEvents, TaskId } from './task-events.js';
import {
  decidedRequest,
  endedFollowing,
  type FollowUp,
  isFollowUpConsistent,
  judgedReason,
  NO_FOLLOW_UP,
  withExplanation,
  withFollower,
  withProgress,
  withReminder,
  withRequest,
} from './follow-up.js';
import { taskMentions, taskStandsOn } from './task-links.js';

export interface LeadFact extends Dated {
  leads: readonly UnitId[];
  answering: readonly OfficeId[];
}
export interface DeadlineFact extends Dated {
  deadline: CivilDate;
  manner: 'assigned' | 'clarified' | 'extended';
  by: UnitId | null;
  reason: string | null;
}
export interface Delegation extends Dated {
  id: string;
  from: UnitId;
  to: UnitId;
  kind: DelegationKind;
  until: CivilDate | null;
  endedOn: CivilDate | null;
}
export interface Completion extends Dated {
  by: UnitId;
  text: string | null;
  files: readonly EvidenceFile[];
  verdict: (Dated & { accepted: boolean; by: UnitId; reason: string | null }) | null;
}
export interface FanOut extends Dated {
  classId: UnitId;
  members: TaskEvents['TaskFannedOut']['members'];
}
/** `kind` says which of the two was reached on the day: suspended or resumed, returned or taken up again, … */
export interface Turn extends Dated {
  kind: 'suspended' | 'resumed' | 'returned' | 'accepted';
  by: UnitId;
  reason: string | null;
}

export interface Task {
  id: TaskId;
  /** The class task of which this is one member's. */
  parent: TaskId | null;
  assigned: TaskEvents['TaskAssigned'];
  at: EventRef;
  leads: readonly LeadFact[];
  deadlines: readonly DeadlineFact[];
  delegations: readonly Delegation[];
  completions: readonly Completion[];
  fanOuts: readonly FanOut[];
  turns: readonly Turn[];
  withdrawals: readonly (Dated & { by: UnitId | null; reason: string | null })[];
  triggers: readonly (Dated & { trigger: string; readyBefore: boolean | null })[];
  /** `by` decided, in that office where it is said. */
  successors: readonly (Dated & { from: UnitId; to: UnitId; by: UnitId; office: OfficeId | null })[];
  /** What is said and asked while it is done. */
  followUp: FollowUp;
}

export const task: Decider<Task | null, TaskEvents> = {
  category: 'task',
  initial: null,
  evolve: {
    TaskAssigned: (_, e, at) => ({
      id: e.taskId,
      parent: null,
      assigned: e,
      at,
      leads: [{ leads: e.leads, answering: e.answering, on: e.on, at }],
      deadlines:
        e.deadline === null ? [] : [{ deadline: e.deadline, manner: 'assigned', by: null, reason: null, on: e.on, at }],
      delegations: [],
      completions: [],
      fanOuts: [],
      turns: [],
      withdrawals: [],
      triggers: [],
      successors: [],
      followUp: NO_FOLLOW_UP,
    }),
    TaskFannedOut: existing((t, e, at) => ({
      ...t,
      fanOuts: [...t.fanOuts, { classId: e.classId, members: e.members, on: e.on, at }],
    })),
    TaskReassigned: existing((t, e, at) => ({
      ...t,
      leads: [...t.leads, { leads: [e.lead], answering: e.answering, on: e.on, at }],
    })),
    TaskDelegated: existing((t, e, at) => ({
      ...t,
      delegations: [
        ...t.delegations,
        { id: e.delegationId, from: e.from, to: e.to, kind: e.kind, on: e.on, until: e.until, endedOn: null, at },
      ],
    })),
    DelegationEnded: existing((t, e) => ({
      ...t,
      delegations: t.delegations.map((d) => (d.id === e.delegationId ? { ...d, endedOn: e.on } : d)),
    })),
    DeadlineClarified: existing((t, e, at) => ({
      ...t,
      deadlines: [
        ...t.deadlines,
        { deadline: e.deadline, manner: 'clarified', by: e.by, reason: e.basis, on: e.on, at },
      ],
    })),
    ExtensionGranted: existing((t, e, at) => ({
      ...t,
      followUp: e.request
        ? decidedRequest(t.followUp, e.request, { granted: true, by: e.by, reason: e.text, on: e.on, at })
        : t.followUp,
      deadlines: [...t.deadlines, { deadline: e.deadline, manner: 'extended', by: e.by, reason: e.text, on: e.on, at }],
    })),
    CompletionReported: existing((t, e, at) => ({
      ...t,
      completions: [
        ...t.completions,
        { by: e.by, text: e.text ?? null, files: e.evidence ?? [], on: e.on, at, verdict: null },
      ],
    })),
    CompletionVerified: existing((t, e, at) =>
      decided(t, e.report, { accepted: true, by: e.by, reason: null, on: e.on, at }),
    ),
    CompletionRejected: existing((t, e, at) =>
      decided(t, e.report, { accepted: false, by: e.by, reason: e.reason, on: e.on, at }),
    ),
    TaskAccepted: existing((t, e, at) => turned(t, 'accepted', e, at)),
    TaskReturned: existing((t, e, at) => turned(t, 'returned', e, at)),
    TaskSuspended: existing((t, e, at) => turned(t, 'suspended', e, at)),
    TaskResumed: existing((t, e, at) => turned(t, 'resumed', e, at)),
    TaskWithdrawn: existing((t, e, at) => ({
      ...t,
      withdrawals: [...t.withdrawals, { by: e.by, reason: e.reason, on: e.on, at }],
    })),
    TaskSuccessorDecided: existing((t, e, at) => ({
      ...t,
      successors: [...t.successors, { from: e.from, to: e.to, by: e.by, office: e.office ?? null, on: e.on, at }],
    })),
    ScenarioActivated: existing((t, e, at) => ({
      ...t,
      triggers: [...t.triggers, { trigger: e.trigger, readyBefore: e.readyBefore, on: e.on, at }],
    })),
    ExtensionRequested: followed(withRequest),
    ExtensionRefused: followed((f, e, at) =>
      decidedRequest(f, e.request, { granted: false, by: e.by, reason: e.reason, on: e.on, at }),
    ),
    ProgressReported: followed(withProgress),
    ReminderSent: followed(withReminder),
    ExplanationSubmitted: followed(withExplanation),
    DelayReasonConfirmed: followed((f, e, at) => judgedReason(f, e, true, at)),
    DelayReasonContested: followed((f, e, at) => judgedReason(f, e, false, at)),
    FollowingOfficerNamed: followed(withFollower),
    FollowingOfficerEnded: followed((f, e) => endedFollowing(f, e.followingId, e.on)),
  },
  mentions: taskMentions,
  consistent: (t) => t === null || isFollowUpConsistent(t.followUp),
  standsOn: taskStandsOn,
};

function followed<E>(evolve: (f: FollowUp, data: E, at: EventRef) => FollowUp) {
  return existing((t: Task, data: E, at) => ({ ...t, followUp: evolve(t.followUp, data, at) }));
}

function decided(t: Task, report: string, verdict: NonNullable<Completion['verdict']>): Task {
  return { ...t, completions: t.completions.map((c) => (c.at.id === report ? { ...c, verdict } : c)) };
}

function turned(
  t: Task,
  kind: Turn['kind'],
  { on, by, ...e }: { on: CivilDate; by: UnitId; reason?: string },
  at: EventRef,
): Task {
  return { ...t, turns: [...t.turns, { kind, by, reason: e.reason ?? null, on, at }] };
}

/** The lead that is valid on the date: the assignment or the last reassignment (R1). */
export function leadOn(t: Task, asOf: CivilDate): LeadFact | null {
  return latest(t.leads, asOf);
}

/** The date that binds on `asOf`: the latest deadline fact wins, clarification or extension. */
export function deadlineOn(t: Task, asOf: CivilDate): DeadlineFact | null {
  return latest(t.deadlines, asOf);
}

/** The completion report that waits for a decision on the date. */
export function pendingCompletion(t: Task, asOf: CivilDate): Completion | null {
  return t.completions.filter((c) => c.on <= asOf && (c.verdict === null || c.verdict.on > asOf)).at(-1) ?? null;
}

/** Suspended, returned or neither; a new lead takes a returned task up again. */
export function turnOn(t: Task, asOf: CivilDate): Turn['kind'] | null {
  const last = latest(t.turns, asOf);
  const lead = leadOn(t, asOf);
  if (last?.kind === 'returned' && lead && isAfter(lead, last)) return null;
  return last?.kind ?? null;
}

export function requireTask(state: Task | null, id: TaskId, on: CivilDate): Task {
  if (!state) throw new RuleViolation('task-unknown', id);
  if (on < state.assigned.on) throw new RuleViolation('before-the-assignment', `${id} ${on}`);
  return state;
}
