import type { CivilDate } from '../civil-date.js';
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
