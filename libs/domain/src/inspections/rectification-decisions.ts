import type { NewFact } from '../decider.js';
import { RuleViolation } from '../rule-violation.js';
import { type Finding, type FindingEvents, requireFinding, unitsOf } from './finding.js';
import type { Rectification, RectificationEvents, RectificationReport } from './rectification.js';

type FindingFact = NewFact<FindingEvents>;

/** Asks a unit to put a finding right. That the finding is about the unit is checked by `inspection-duties.ts`. */
export function requestRectification(
  state: Finding | null,
  data: RectificationEvents['RectificationRequested'],
): FindingFact[] {
  const f = requireFinding(state, data.findingId, data.on);
  if (f.logged.kind === 'strength') throw new RuleViolation('strength-needs-no-rectification', f.id);
  if (unitsOf(f, data.on).length === 0) throw new RuleViolation('finding-names-no-unit', f.id);
  if (f.rectifications.some((r) => r.id === data.rectificationId)) {
    throw new RuleViolation('rectification-already-requested', data.rectificationId);
  }
  requireDueAfter(data.dueOn, data.on, data.rectificationId);
  return [{ type: 'RectificationRequested', data }];
}

/** Sets the date by which it is due, or another one; the latest holds. */
export function setDueDate(state: Finding | null, data: RectificationEvents['RectificationDueSet']): FindingFact[] {
  const r = requireOpenRectification(state, data);
  requireDueAfter(data.dueOn, r.on, r.id);
  return [{ type: 'RectificationDueSet', data }];
}

export function reportRectification(
  state: Finding | null,
  data: RectificationEvents['RectificationReported'],
): FindingFact[] {
  const r = requireOpenRectification(state, data);
  if (r.reports.some((report) => report.verdict === null)) {
    throw new RuleViolation('rectification-already-reported', r.id);
  }
  return [{ type: 'RectificationReported', data }];
}

/** A verdict names the report that it decides; each report is decided once, and a rejection says why. */
export function verifyRectification(
  state: Finding | null,
  data: RectificationEvents['RectificationVerified'],
): FindingFact[] {
  const report = requireReport(requireRectification(state, data), data.report);
  if (report.verdict)
    throw new RuleViolation('rectification-already-decided', `${data.rectificationId} ${data.report}`);
  if (data.on < report.on) throw new RuleViolation('verdict-before-report', `${data.rectificationId} ${data.on}`);
  if (!data.accepted && data.reason === null) {
    throw new RuleViolation('rejection-needs-a-reason', data.rectificationId);
  }
  return [{ type: 'RectificationVerified', data }];
}

type OnRectification = Pick<RectificationEvents['RectificationDueSet'], 'findingId' | 'rectificationId' | 'on'>;

export function requireRectification(state: Finding | null, data: OnRectification): Rectification {
  const { rectificationId, findingId, on } = data;
  const r = requireFinding(state, findingId, on).rectifications.find((one) => one.id === rectificationId);
  if (!r) throw new RuleViolation('rectification-unknown', `${findingId} ${rectificationId}`);
  if (on < r.on) throw new RuleViolation('before-the-request', `${rectificationId} ${on}`);
  return r;
}

/** A rectification takes no further acts once a report of it is accepted. */
function requireOpenRectification(state: Finding | null, data: OnRectification): Rectification {
  const r = requireRectification(state, data);
  const closed = r.reports.find((report) => report.verdict?.accepted);
  if (closed) throw new RuleViolation('rectification-closed', `${r.id} ${closed.verdict?.on ?? ''}`);
  return r;
}

export function requireReport(r: Rectification, report: string): RectificationReport {
  const found = r.reports.find((one) => one.at.id === report);
  if (!found) throw new RuleViolation('no-such-rectification-report', `${r.id} ${report}`);
  return found;
}

function requireDueAfter(dueOn: string | null, requestedOn: string, id: string): void {
  if (dueOn !== null && dueOn < requestedOn) throw new RuleViolation('due-before-the-request', `${id} ${dueOn}`);
}
