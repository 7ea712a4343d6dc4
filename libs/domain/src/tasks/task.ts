import { type CivilDate, requirePeriod } from '../civil-date.js';
import { type Decider, existing, type Mention, type NewFact, type StandingFact, streamOf } from '../decider.js';
import type { DelegationKind } from './delegation-kind.js';
import type { ClauseKind, DirectiveId } from '../directives/directive.js';
import type { OfficeId } from '../organisation/office.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';
import type { UnitId } from '../organisation/unit.js';

export type TaskId = string;

/** Why more time was given; the list is closed, the text beside it is free. */
export type ExtensionReason =
  | 'force-majeure'
  | 'waiting-for-another-unit'
  | 'legal-obstacle'
  | 'resources'
  | 'change-of-scope'
  | 'reorganisation'
  | 'other';
export const EXTENSION_REASONS: readonly ExtensionReason[] = [
  'force-majeure',
  'waiting-for-another-unit',
  'legal-obstacle',
  'resources',
  'change-of-scope',
  'reorganisation',
  'other',
];

/** A figure to reach, with the source's qualifier ("khoảng 70%" is about, not exactly). */
export interface Target {
  text: string;
  value: number | null;
  unit: string | null;
  qualifier: string | null;
}

interface OnTask {
  taskId: TaskId;
  on: CivilDate;
}

export type TaskEvents = {
  TaskAssigned: OnTask & {
    directiveId: DirectiveId;
    clause: string | null;
    kind: ClauseKind;
    title: string;
    leads: UnitId[];
    /** False where the lead is not named in the text and was inferred from the sentence around it. */
    leadsStated: boolean;
    /** Offices that the text names ("trực tiếp Bí thư, Chủ tịch"); empty: the rule says who answers. */
    answering: OfficeId[];
    coordinators: UnitId[];
    director: UnitId | null;
    deadline: CivilDate | null;
    /** The source's wording: "ngay", "trong 8 ngày còn lại". Never turned into a date by software. */
    deadlineText: string | null;
    condition: string | null;
    target: Target | null;
  };
  TaskFannedOut: OnTask & { classId: UnitId; members: { taskId: TaskId; unit: UnitId; answering: OfficeId[] }[] };
  TaskReassigned: OnTask & { lead: UnitId; answering: OfficeId[]; reason: string | null };
  TaskDelegated: OnTask & {
    delegationId: string;
    from: UnitId;
    to: UnitId;
    until: CivilDate | null;
    kind: DelegationKind;
  };
  DelegationEnded: OnTask & { delegationId: string };
  DeadlineClarified: OnTask & { deadline: CivilDate; by: UnitId; basis: string | null };
  ExtensionGranted: OnTask & { deadline: CivilDate; by: UnitId; reason: ExtensionReason; text: string };
  CompletionReported: OnTask & { by: UnitId };
  CompletionVerified: OnTask & { report: string; by: UnitId };
  CompletionRejected: OnTask & { report: string; by: UnitId; reason: string };
  TaskAccepted: OnTask & { by: UnitId };
  TaskReturned: OnTask & { by: UnitId; reason: string };
  TaskSuspended: OnTask & { by: UnitId; reason: string };
  TaskResumed: OnTask & { by: UnitId };
  TaskWithdrawn: OnTask & { by: UnitId; reason: string };
  TaskSuccessorDecided: OnTask & { from: UnitId; to: UnitId; by: UnitId };
  ScenarioActivated: OnTask & { trigger: string; readyBefore: boolean | null };
};

export interface Dated {
  on: CivilDate;
  at: EventRef;
}
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
  verdict: (Dated & { accepted: boolean; by: UnitId; reason: string | null }) | null;
}
export interface FanOut extends Dated {
  classId: UnitId;
  members: TaskEvents['TaskFannedOut']['members'];
}
/** `kind` says which of the two was reached on the day: suspended or resumed, returned or taken up again, … */
export interface Turn extends Dated {
  kind: 'suspended' | 'resumed' | 'returned' | 'accepted';
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
  withdrawals: readonly Dated[];
  triggers: readonly (Dated & { trigger: string })[];
  successors: readonly (Dated & { from: UnitId; to: UnitId })[];
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
      deadlines: [...t.deadlines, { deadline: e.deadline, manner: 'extended', by: e.by, reason: e.text, on: e.on, at }],
    })),
    CompletionReported: existing((t, e, at) => ({
      ...t,
      completions: [...t.completions, { by: e.by, on: e.on, at, verdict: null }],
    })),
    CompletionVerified: existing((t, e, at) =>
      decided(t, e.report, { accepted: true, by: e.by, reason: null, on: e.on, at }),
    ),
    CompletionRejected: existing((t, e, at) =>
      decided(t, e.report, { accepted: false, by: e.by, reason: e.reason, on: e.on, at }),
    ),
    TaskAccepted: existing((t, e, at) => turned(t, 'accepted', e.on, at)),
    TaskReturned: existing((t, e, at) => turned(t, 'returned', e.on, at)),
    TaskSuspended: existing((t, e, at) => turned(t, 'suspended', e.on, at)),
    TaskResumed: existing((t, e, at) => turned(t, 'resumed', e.on, at)),
    TaskWithdrawn: existing((t, e, at) => ({ ...t, withdrawals: [...t.withdrawals, { on: e.on, at }] })),
    TaskSuccessorDecided: existing((t, e, at) => ({
      ...t,
      successors: [...t.successors, { from: e.from, to: e.to, on: e.on, at }],
    })),
    ScenarioActivated: existing((t, e, at) => ({
      ...t,
      triggers: [...t.triggers, { trigger: e.trigger, on: e.on, at }],
    })),
  },
  mentions: {
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
    CompletionReported: () => [],
    CompletionVerified: (e) => units('verifier', e.by),
    CompletionRejected: (e) => units('verifier', e.by),
    TaskAccepted: () => [],
    TaskReturned: () => [],
    TaskSuspended: () => [],
    TaskResumed: () => [],
    TaskWithdrawn: () => [],
    TaskSuccessorDecided: (e) => [...units('lead', e.to), ...units('decided-from', e.from)],
    ScenarioActivated: () => [],
  },
  standsOn: {
    DelegationEnded: (e, earlier) =>
      earlier.flatMap((f) => (f.type === 'TaskDelegated' && f.data.delegationId === e.delegationId ? [f.id] : [])),
    // What a unit passes on or reports as done stands on what gave it the task.
    TaskDelegated: (e, earlier) => givenTo(e.from, earlier),
    CompletionReported: (e, earlier) => givenTo(e.by, earlier),
    TaskFannedOut: (e, earlier) => givenTo(e.classId, earlier),
    // The only date there is cannot be taken out from under its extension.
    ExtensionGranted: (_, earlier) => {
      const dates = earlier.filter(
        (f) => DATES.includes(f.type) && !('deadline' in f.data && f.data.deadline === null),
      );
      return dates.length === 1 ? dates.map((f) => f.id) : [];
    },
    CompletionVerified: (e) => [e.report],
    CompletionRejected: (e) => [e.report],
    TaskResumed: (_, earlier) => earlier.flatMap((f) => (f.type === 'TaskSuspended' ? [f.id] : [])).slice(-1),
  },
};

const DATES: readonly (keyof TaskEvents)[] = ['TaskAssigned', 'DeadlineClarified', 'ExtensionGranted'];

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

function offices(...ids: OfficeId[]): Mention[] {
  return ids.map((id) => ['answering', streamOf('office', id)] as const);
}

function decided(t: Task, report: string, verdict: NonNullable<Completion['verdict']>): Task {
  return { ...t, completions: t.completions.map((c) => (c.at.id === report ? { ...c, verdict } : c)) };
}

function turned(t: Task, kind: Turn['kind'], on: CivilDate, at: EventRef): Task {
  return { ...t, turns: [...t.turns, { kind, on, at }] };
}

/** The name of a member's own task: the class task's, then the unit's. */
export function memberTaskId(classTask: TaskId, member: UnitId): TaskId {
  return `${classTask}~${member}`;
}

/**
 * R1: the task of one member, as its class task makes it: what was asked of the class is asked of the member from the
 * day of the fan-out, and what is decided of the class task's date, suspension and withdrawal holds for each member.
 */
export function memberTask(parent: Task, member: TaskId): Task | null {
  const fanOut = parent.fanOuts.find((f) => f.members.some((m) => m.taskId === member));
  const own = fanOut?.members.find((m) => m.taskId === member);
  if (!fanOut || !own) return null;
  const { on, at } = fanOut;
  const reassigned = parent.leads.filter((lead) => isAfter(lead, fanOut));
  return {
    ...parent,
    id: member,
    parent: parent.id,
    at,
    assigned: { ...parent.assigned, taskId: member, leads: [own.unit], answering: own.answering, on },
    leads: [{ leads: [own.unit], answering: own.answering, on, at }],
    delegations: [],
    completions: [],
    fanOuts: [],
    successors: [],
    withdrawals: [...parent.withdrawals, ...reassigned.map((lead) => ({ on: lead.on, at: lead.at }))],
  };
}

/** Facts of one day apply in log order. */
export function isAfter(a: Dated, b: Dated): boolean {
  return a.on > b.on || (a.on === b.on && a.at.ordinal > b.at.ordinal);
}

/** The last of the dated facts that is valid on the date. */
export function latest<T extends Dated>(facts: readonly T[], asOf: CivilDate): T | null {
  return facts.reduce<T | null>(
    (best, fact) => (fact.on <= asOf && (best === null || isAfter(fact, best)) ? fact : best),
    null,
  );
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

type TaskFact = NewFact<TaskEvents>;

/** R1: a task is assigned once. That leads exist and the directive is in force is checked by `assignment-rules.ts`. */
export function assign(state: Task | null, data: TaskEvents['TaskAssigned']): TaskFact[] {
  if (state) throw new RuleViolation('task-already-assigned', data.taskId);
  const twice = data.leads.find((lead, i) => data.leads.indexOf(lead) !== i);
  if (twice !== undefined) throw new RuleViolation('lead-named-twice', twice);
  if (data.deadline !== null && data.deadline < data.on)
    throw new RuleViolation('deadline-before-assignment', data.taskId);
  return [{ type: 'TaskAssigned', data }];
}

export function fanOut(state: Task | null, data: TaskEvents['TaskFannedOut']): TaskFact[] {
  const t = requireTask(state, data.taskId, data.on);
  if (!leadOn(t, data.on)?.leads.includes(data.classId)) throw new RuleViolation('class-does-not-lead', data.classId);
  const known = new Set(t.fanOuts.flatMap((f) => f.members.map((m) => m.unit)));
  for (const member of data.members) {
    if (known.has(member.unit)) throw new RuleViolation('member-already-has-the-task', member.unit);
    known.add(member.unit);
  }
  return [{ type: 'TaskFannedOut', data }];
}

export function reassign(state: Task | null, data: TaskEvents['TaskReassigned']): TaskFact[] {
  requireTask(state, data.taskId, data.on);
  return [{ type: 'TaskReassigned', data }];
}

export function delegate(state: Task | null, data: TaskEvents['TaskDelegated']): TaskFact[] {
  requirePeriod(data.on, data.until);
  const t = requireTask(state, data.taskId, data.on);
  if (data.to === data.from) throw new RuleViolation('delegation-to-oneself', data.to);
  if (t.delegations.some((d) => d.id === data.delegationId)) {
    throw new RuleViolation('delegation-already-given', data.delegationId);
  }
  return [{ type: 'TaskDelegated', data }];
}

export function endDelegation(state: Task | null, data: TaskEvents['DelegationEnded']): TaskFact[] {
  const t = requireTask(state, data.taskId, data.on);
  const delegation = t.delegations.find((d) => d.id === data.delegationId);
  if (!delegation) throw new RuleViolation('delegation-unknown', data.delegationId);
  const end = delegation.endedOn ?? delegation.until;
  if (data.on <= delegation.on || (end !== null && end <= data.on)) {
    throw new RuleViolation('not-in-that-period', data.delegationId);
  }
  return [{ type: 'DelegationEnded', data }];
}

export function clarifyDeadline(state: Task | null, data: TaskEvents['DeadlineClarified']): TaskFact[] {
  const t = requireTask(state, data.taskId, data.on);
  if (data.deadline < t.assigned.on) throw new RuleViolation('deadline-before-assignment', data.taskId);
  return [{ type: 'DeadlineClarified', data }];
}

export function grantExtension(state: Task | null, data: TaskEvents['ExtensionGranted']): TaskFact[] {
  const current = deadlineOn(requireTask(state, data.taskId, data.on), data.on);
  if (!current) throw new RuleViolation('nothing-to-extend', data.taskId);
  if (data.deadline <= current.deadline)
    throw new RuleViolation('extension-not-later', `${data.taskId} ${data.deadline}`);
  return [{ type: 'ExtensionGranted', data }];
}

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

/** Suspended, returned or neither; a new lead takes a returned task up again. */
export function turnOn(t: Task, asOf: CivilDate): Turn['kind'] | null {
  const last = latest(t.turns, asOf);
  const lead = leadOn(t, asOf);
  if (last?.kind === 'returned' && lead && isAfter(lead, last)) return null;
  return last?.kind ?? null;
}

export function withdraw(state: Task | null, data: TaskEvents['TaskWithdrawn']): TaskFact[] {
  requireTask(state, data.taskId, data.on);
  return [{ type: 'TaskWithdrawn', data }];
}

export function decideSuccessor(state: Task | null, data: TaskEvents['TaskSuccessorDecided']): TaskFact[] {
  const t = requireTask(state, data.taskId, data.on);
  if (t.successors.some((s) => s.from === data.from)) throw new RuleViolation('successor-already-decided', data.from);
  return [{ type: 'TaskSuccessorDecided', data }];
}

/** Section 3: the condition of a conditional task is met; from that day it is open. */
export function activate(state: Task | null, data: TaskEvents['ScenarioActivated']): TaskFact[] {
  const t = requireTask(state, data.taskId, data.on);
  if (t.assigned.condition === null) throw new RuleViolation('task-has-no-condition', data.taskId);
  return [{ type: 'ScenarioActivated', data }];
}

export function requireTask(state: Task | null, id: TaskId, on: CivilDate): Task {
  if (!state) throw new RuleViolation('task-unknown', id);
  if (on < state.assigned.on) throw new RuleViolation('before-the-assignment', `${id} ${on}`);
  return state;
}
