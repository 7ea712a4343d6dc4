import { addDays, type CivilDate } from '../civil-date.js';
import { streamOf } from '../decider.js';
import type { Facts } from '../facts.js';
import { reportingDuty } from '../figures/reporting-duty.js';
import { owedBy } from '../figures/reports-owed.js';
import { finding } from '../inspections/finding.js';
import { concerns } from '../inspections/finding-status.js';
import type { Rectification } from '../inspections/rectification.js';
import type { EventRef } from '../recorded-fact.js';
import { type TaskStatus, taskStatus } from '../tasks/task-status.js';
import { deadlineOn, leadOn } from '../tasks/task.js';
import { type Draft, type DraftEvents, subjectOf } from './draft.js';
import { headsConcerned } from './draft-signatories.js';
import { escalationOf } from './escalation.js';
import { missingDays } from './reminder.js';
import { rectificationOf } from './rectification-draft.js';

/** What has become of the ground of a draft: the status that a task has now, or one of the others. */
export interface GroundChange {
  what:
    'record-annulled' | 'deadline-moved' | 'answering-changed' | 'requested-otherwise' | 'reported-since' | TaskStatus;
  /** The events that changed it. */
  evidence: readonly EventRef[];
}

/**
 * What has changed on the date since the draft was prepared; nothing while it stands on its ground. A draft is prepared
 * on what was known then: this is what a signer has to look at again.
 */
export function groundChanges(facts: Facts, draft: Draft, asOf: CivilDate): GroundChange[] {
  const { type, data } = draft.prepared;
  if (type === 'EscalationDrafted') return escalationChanges(facts, data, asOf);
  if (type === 'ReminderDrafted') return reminderChanges(facts, data, asOf);
  if (rectificationOf(facts, data.findingId, data.unit, asOf)?.ground !== data.ground) {
    return [annulled(facts, subjectOf(draft.prepared))];
  }
  const asked = requestedOtherwise(facts, draft.id, data, asOf);
  return asked.length === 0 ? [] : [{ what: 'requested-otherwise', evidence: asked.map((one) => one.at) }];
}

/** Requests of the same that were not made by signing this draft. */
function requestedOtherwise(
  facts: Facts,
  id: string,
  { findingId, unit }: DraftEvents['RectificationDrafted'],
  asOf: CivilDate,
): Rectification[] {
  const found = facts.of(finding, findingId);
  if (!found) return [];
  return found.rectifications.filter(
    (one) => one.id !== id && one.on <= asOf && concerns(facts, found, unit, one.requested.unit, asOf),
  );
}

/**
 * Whether the same draft would be prepared as of its own day with what is known now. If not, what it rested on was
 * wrong: an entry that was annulled, or one that was missing and recorded later. What happened on that very day, after
 * the draft, contradicts nothing.
 */
export function holdsOnReview(facts: Facts, draft: Draft): boolean {
  const { type, data } = draft.prepared;
  if (type === 'RectificationDrafted') {
    return rectificationOf(facts, data.findingId, data.unit, data.on)?.ground === data.ground;
  }
  if (type === 'ReminderDrafted') {
    const duty = facts.of(reportingDuty, data.dutyId);
    if (duty?.at.id !== data.ground) return false;
    const missing = missingDays(facts, duty, data.unit, data.on, addDays(data.on, -1));
    return data.days.every((day) => missing.includes(day));
  }
  if (escalationOf(facts, data.taskId, data.on)?.ground === data.ground) return true;
  const before = addDays(data.on, -1);
  const task = facts.task(data.taskId);
  const status = taskStatus(facts, data.taskId, before)?.status;
  const open = status === 'open-overdue' || status === 'open-in-term';
  return open && task !== null && deadlineOn(task, before)?.at.id === data.ground;
}

/** A figure that was missing is there by now, or another head is to be reminded. */
function reminderChanges(facts: Facts, data: DraftEvents['ReminderDrafted'], asOf: CivilDate): GroundChange[] {
  const duty = facts.of(reportingDuty, data.dutyId);
  const unit = facts.unit(data.unit);
  if (duty?.at.id !== data.ground || !unit) return [annulled(facts, streamOf(reportingDuty.category, data.dutyId))];
  const [from, last] = [data.days[0] ?? data.on, data.days.at(-1) ?? data.on];
  const reported = owedBy(facts, duty, data.unit, { from, until: addDays(last, 1) }, asOf).filter(
    (one) => data.days.includes(one.day) && one.report !== null,
  );
  const refs = reported.flatMap(({ report }) => facts.streamFacts(report ?? '').slice(0, 1));
  if (reported.length > 0) return [{ what: 'reported-since', evidence: refs }];
  const offices = (about: typeof data.about) =>
    [...new Set(about.map((one) => one.office ?? one.unit))].sort().join(' ');
  if (offices(headsConcerned(facts, unit, asOf)) === offices(data.about)) return [];
  return [{ what: 'answering-changed', evidence: [unit.at] }];
}

function escalationChanges(facts: Facts, data: DraftEvents['EscalationDrafted'], asOf: CivilDate): GroundChange[] {
  const task = facts.task(data.taskId);
  const status = taskStatus(facts, data.taskId, asOf);
  if (!task || !status || !task.deadlines.some((d) => d.at.id === data.ground)) {
    return [annulled(facts, subjectOf({ type: 'EscalationDrafted', data }))];
  }
  const deadline = deadlineOn(task, asOf);
  if (status.closedOn !== null) return [{ what: status.status, evidence: status.evidence }];
  const moved = deadline !== null && deadline.at.id !== data.ground;
  if (moved) return [{ what: 'deadline-moved', evidence: [deadline.at] }];
  if (status.status !== 'open-overdue') {
    const turns = [...task.turns, ...task.completions].filter((t) => t.on <= asOf).map((t) => t.at);
    return [{ what: status.status, evidence: [...status.evidence, ...turns] }];
  }
  const now = escalationOf(facts, data.taskId, asOf);
  const offices = (about: DraftEvents['EscalationDrafted']['about']) =>
    [...new Set(about.map((one) => one.office ?? one.unit))].sort().join(' ');
  if (now && offices(now.about) === offices(data.about)) return [];
  const lead = leadOn(task, asOf);
  return [{ what: 'answering-changed', evidence: lead ? [lead.at] : [] }];
}

/** The annulments in the stream; a member's task may have lost its ground in the class task's. */
function annulled(facts: Facts, stream: string): GroundChange {
  const streams = [stream, ...facts.named(stream, 'member-of').map((by) => by.stream), ...classTaskOf(stream)];
  const evidence = streams
    .flatMap((name) => facts.streamFacts(name))
    .filter((fact) => fact.type === 'RecordAnnulled')
    .map(({ id, ordinal }) => ({ id, ordinal }));
  return { what: 'record-annulled', evidence };
}

/** Known by the name of a member's task alone, where the fan-out itself is out of force. */
function classTaskOf(stream: string): string[] {
  const end = stream.lastIndexOf('~');
  return stream.startsWith('task-') && end > 0 ? [stream.slice(0, end)] : [];
}
