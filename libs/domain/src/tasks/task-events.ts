import type { CivilDate } from '../civil-date.js';
import type { EvidenceFile } from '../evidence-file.js';
import type { PersonId } from '../organisation/person.js';
import type { ClauseKind, DirectiveId } from '../directives/directive.js';
import type { OfficeId } from '../organisation/office.js';
import type { UnitId } from '../organisation/unit.js';
import type { DelegationKind } from './delegation-kind.js';

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
  /** Where the text sets so many of so many: how many are to be reached ("30 trong 112 phường"). */
  numerator?: number | null;
  /** Of how many. */
  denominator?: number | null;
}

/** How far it has come, as reported: so many of so many. Software counts nothing out of it. */
export interface Counted {
  numerator: number;
  /** Null: of how many was not said. */
  denominator: number | null;
  /** What is counted ("phường", "hộ"). */
  unit: string | null;
  qualifier: string | null;
}

/** Nguyên nhân chậm. The list is closed; the text beside it is free. */
export const DELAY_REASONS = [
  'waiting-for-another-unit',
  'waiting-for-guidance',
  'legal-obstacle',
  'funds-or-staff',
  'procurement',
  'land-or-premises',
  'force-majeure',
  'received-late',
  'scope-changed',
  'reorganisation',
  'own-organisation',
  'other',
] as const;
export type DelayReasonCode = (typeof DELAY_REASONS)[number];

export interface DelayReason {
  code: DelayReasonCode;
  /** The unit that is waited for; said with `waiting-for-another-unit`. */
  waitingFor: UnitId | null;
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
  ExtensionGranted: OnTask & { deadline: CivilDate; by: UnitId; reason: ExtensionReason; text: string } & {
    /** The request that it answers, by its event id. */
    request?: string | null;
  };
  ExtensionRequested: OnTask & { deadline: CivilDate; by: UnitId; reason: ExtensionReason; text: string };
  ExtensionRefused: OnTask & { request: string; by: UnitId; reason: string };
  CompletionReported: OnTask & { by: UnitId; text?: string | null; evidence?: EvidenceFile[] };
  CompletionVerified: OnTask & { report: string; by: UnitId };
  CompletionRejected: OnTask & { report: string; by: UnitId; reason: string };
  TaskAccepted: OnTask & { by: UnitId };
  TaskReturned: OnTask & { by: UnitId; reason: string };
  TaskSuspended: OnTask & { by: UnitId; reason: string };
  TaskResumed: OnTask & { by: UnitId };
  TaskWithdrawn: OnTask & { by: UnitId; reason: string };
  TaskSuccessorDecided: OnTask & {
    from: UnitId;
    to: UnitId;
    by: UnitId;
    /** Office of that unit in which it was decided, and its holder on the day; absent: not said. */
    office?: OfficeId | null;
    person?: PersonId | null;
  };
  /** What has been done by a day. It closes nothing: that is a completion, verified. */
  ProgressReported: OnTask & {
    by: UnitId;
    text: string;
    /** As the unit states it; null where it states none. */
    percent: number | null;
    counted: Counted | null;
    delayReasons: DelayReason[];
    evidence: EvidenceFile[];
  };
  /** Đôn đốc. Which one it is (lần 1, lần 2) follows from those before it. */
  ReminderSent: OnTask & {
    by: UnitId;
    to: UnitId;
    text: string;
    /** Number of the paper, as printed. */
    document: string | null;
  };
  /** Giải trình of a unit, or of its head in the office named. */
  ExplanationSubmitted: OnTask & {
    by: UnitId;
    office: OfficeId | null;
    text: string;
    delayReasons: DelayReason[];
    /** The reminder that it answers, by its event id. */
    reminder: string | null;
    evidence: EvidenceFile[];
  };
  /** Another unit says of a reason for delay that it holds, or that it does not. `statement`: who stated it, by event id. */
  DelayReasonConfirmed: OnTask & { statement: string; code: DelayReasonCode; by: UnitId; text: string | null };
  DelayReasonContested: OnTask & { statement: string; code: DelayReasonCode; by: UnitId; text: string };
  /** Chuyên viên theo dõi: who follows the task in the issuer's office. */
  FollowingOfficerNamed: OnTask & { followingId: string; person: PersonId; unit: UnitId; until: CivilDate | null };
  FollowingOfficerEnded: OnTask & { followingId: string };
  ScenarioActivated: OnTask & {
    trigger: string;
    readyBefore: boolean | null;
    /** The threshold that set it off, and the event that records the crossing; absent: not said. */
    thresholdId?: string | null;
    crossing?: string | null;
  };
};
