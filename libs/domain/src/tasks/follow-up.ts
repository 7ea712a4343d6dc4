import { type CivilDate, covers } from '../civil-date.js';
import { type Dated, isAfter } from '../dated.js';
import type { EvidenceFile } from '../evidence-file.js';
import type { OfficeId } from '../organisation/office.js';
import type { PersonId } from '../organisation/person.js';
import type { UnitId } from '../organisation/unit.js';
import type { EventRef } from '../recorded-fact.js';
import type { Counted, DelayReason, DelayReasonCode, ExtensionReason, TaskEvents } from './task-events.js';

/** What one unit says of a reason for delay that another has stated. */
export interface ReasonOpinion extends Dated {
  statement: string;
  code: DelayReasonCode;
  by: UnitId;
  confirms: boolean;
  text: string | null;
}

/** A report of progress, or an explanation: both may state reasons for delay. */
interface Statement extends Dated {
  by: UnitId;
  text: string;
  delayReasons: readonly DelayReason[];
  files: readonly EvidenceFile[];
}
export interface Progress extends Statement {
  percent: number | null;
  counted: Counted | null;
}
export interface Explanation extends Statement {
  office: OfficeId | null;
  reminder: string | null;
}
export interface Reminder extends Dated {
  by: UnitId;
  to: UnitId;
  text: string;
  document: string | null;
  /** On a member's task: it was sent to the class, and so to each member. */
  toClass: boolean;
}
export interface ExtensionRequest extends Dated {
  by: UnitId;
  deadline: CivilDate;
  reason: ExtensionReason;
  text: string;
  /** One at most; a correction of the record may never leave two. */
  decisions: readonly (Dated & { granted: boolean; by: UnitId; reason: string })[];
}
export interface Following extends Dated {
  id: string;
  person: PersonId;
  unit: UnitId;
  until: CivilDate | null;
  endedOn: CivilDate | null;
}

/** Theo dõi, đôn đốc: what is reported, asked and answered while a task is done. */
export interface FollowUp {
  progress: readonly Progress[];
  reminders: readonly Reminder[];
  explanations: readonly Explanation[];
  opinions: readonly ReasonOpinion[];
  requests: readonly ExtensionRequest[];
  followings: readonly Following[];
}

export const NO_FOLLOW_UP: FollowUp = {
  progress: [],
  reminders: [],
  explanations: [],
  opinions: [],
  requests: [],
  followings: [],
};

export function withProgress(f: FollowUp, e: TaskEvents['ProgressReported'], at: EventRef): FollowUp {
  const { taskId: _, evidence: files, ...fact } = e;
  return { ...f, progress: [...f.progress, { ...fact, files, at }] };
}

export function withReminder(f: FollowUp, e: TaskEvents['ReminderSent'], at: EventRef): FollowUp {
  const { taskId: _, ...fact } = e;
  return { ...f, reminders: [...f.reminders, { ...fact, toClass: false, at }] };
}

export function withExplanation(f: FollowUp, e: TaskEvents['ExplanationSubmitted'], at: EventRef): FollowUp {
  const { taskId: _, evidence: files, ...fact } = e;
  return { ...f, explanations: [...f.explanations, { ...fact, files, at }] };
}

export function withRequest(f: FollowUp, e: TaskEvents['ExtensionRequested'], at: EventRef): FollowUp {
  const { taskId: _, ...fact } = e;
  return { ...f, requests: [...f.requests, { ...fact, decisions: [], at }] };
}

export function decidedRequest(f: FollowUp, id: string, decision: ExtensionRequest['decisions'][number]): FollowUp {
  return {
    ...f,
    requests: f.requests.map((r) => (r.at.id === id ? { ...r, decisions: [...r.decisions, decision] } : r)),
  };
}

export function judgedReason(
  f: FollowUp,
  e: TaskEvents['DelayReasonConfirmed'] | TaskEvents['DelayReasonContested'],
  confirms: boolean,
  at: EventRef,
): FollowUp {
  const { taskId: _, ...fact } = e;
  return { ...f, opinions: [...f.opinions, { ...fact, confirms, at }] };
}

export function withFollower(f: FollowUp, e: TaskEvents['FollowingOfficerNamed'], at: EventRef): FollowUp {
  const { followingId: id, person, unit, until, on } = e;
  return { ...f, followings: [...f.followings, { id, person, unit, until, endedOn: null, on, at }] };
}

export function endedFollowing(f: FollowUp, id: string, endedOn: CivilDate): FollowUp {
  return { ...f, followings: f.followings.map((one) => (one.id === id ? { ...one, endedOn } : one)) };
}

/** A request is decided once, a following has its own id. */
export function isFollowUpConsistent(f: FollowUp): boolean {
  const ids = f.followings.map((one) => one.id);
  return f.requests.every((r) => r.decisions.length <= 1) && new Set(ids).size === ids.length;
}

/** R1: who follows the class task follows each member's, and a reminder to the class is one to each member. */
export function followUpOfMember(f: FollowUp, classId: UnitId): FollowUp {
  return {
    ...NO_FOLLOW_UP,
    followings: f.followings,
    reminders: f.reminders.filter((r) => r.to === classId).map((r) => ({ ...r, toClass: true })),
  };
}

/** Lần thứ mấy: which reminder to that unit it is, in the order of their dates, counted from 1. */
export function reminderNumber(f: FollowUp, reminder: Reminder): number {
  return f.reminders.filter((r) => (r.toClass || r.to === reminder.to) && isAfter(reminder, r)).length + 1;
}

/** The request for more time that waits for a decision on the date. */
export function pendingRequest(f: FollowUp, asOf: CivilDate): ExtensionRequest | null {
  return f.requests.filter((r) => r.on <= asOf && !r.decisions.some((d) => d.on <= asOf)).at(-1) ?? null;
}

/** Who follows the task on the date. */
export function followersOn(f: FollowUp, asOf: CivilDate): Following[] {
  return f.followings.filter(
    (one) => covers({ from: one.on, until: one.until }, asOf) && (one.endedOn === null || asOf < one.endedOn),
  );
}

/** The statement with that event id: a report of progress or an explanation. */
export function statementOf(f: FollowUp, id: string): Progress | Explanation | null {
  return [...f.progress, ...f.explanations].find((s) => s.at.id === id) ?? null;
}
