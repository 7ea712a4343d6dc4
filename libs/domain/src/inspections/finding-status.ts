import type { CivilDate } from '../civil-date.js';
import type { Facts } from '../facts.js';
import { enclosing, type Standing, standingUnit } from '../organisation/succession.js';
import type { UnitId } from '../organisation/unit.js';
import type { EventRef } from '../recorded-fact.js';
import { overdueDays } from '../tasks/task-status.js';
import { type Finding, unitsOf } from './finding.js';
import { acceptedReport, dueOn, inTime, pendingReport, type Rectification } from './rectification.js';

/** How far one rectification is. `rectified`: verified, with no date to judge by. */
export const RECTIFICATION_STATUSES = [
  'orphaned',
  'needs-successor',
  'overdue',
  'no-date',
  'in-term',
  'reported',
  'rectified',
  'rectified-late',
  'rectified-in-time',
] as const;
export type RectificationStatus = (typeof RECTIFICATION_STATUSES)[number];

/**
 * How far a finding is on a date; of several units the first in this order. `noted`: a strength, which asks for nothing.
 * `no-unit`: nobody is named yet. `open`: of some unit nothing has been asked yet.
 */
export const FINDING_STATUSES = [
  'not-yet-made',
  'noted',
  'no-unit',
  'orphaned',
  'needs-successor',
  'overdue',
  'open',
  'no-date',
  'in-term',
  'reported',
  'rectified',
  'rectified-late',
  'rectified-in-time',
] as const;
export type FindingStatus = (typeof FINDING_STATUSES)[number];

/** Asks for nothing any more: a strength, or verified by somebody else; nor yet, before its day. */
export function isSettled(status: FindingStatus): boolean {
  return ['not-yet-made', 'noted', 'rectified', 'rectified-late', 'rectified-in-time'].includes(status);
}

export interface RectificationAnswer {
  rectification: string;
  /** The unit of which it was asked, and the one on which it is now (R8); null: none stands. */
  unit: UnitId;
  standing: UnitId | null;
  status: RectificationStatus;
  requestedOn: CivilDate;
  dueOn: CivilDate | null;
  dueText: string | null;
  /** The report that was accepted, or that waits. */
  reportedOn: CivilDate | null;
  /** The day on which it was verified: the first on which it is no longer open. */
  closedOn: CivilDate | null;
  /** Days past the date in force on each of them, up to `asOf` or the report that was accepted or waits. */
  overdueDays: number;
  /** `report-rejected`: the last report was, and no new one is there. `due-set-after-report`. */
  flags: readonly string[];
  evidence: readonly EventRef[];
}

/** What became of the finding for one of its units. */
export interface FindingLine {
  unit: UnitId;
  /** The unit that has it now; one that was closed stays where it was. Null: none stands. */
  standing: UnitId | null;
  status: FindingStatus;
  rectifications: string[];
  evidence: readonly EventRef[];
}

export interface FindingAnswer {
  status: FindingStatus;
  lines: readonly FindingLine[];
  rectifications: readonly RectificationAnswer[];
  evidence: readonly EventRef[];
}

/** The unit on which a finding is on the date after reforms and the decisions on split units (R8). */
export function standingForFinding(facts: Facts, f: Finding, unit: UnitId, asOf: CivilDate): Standing {
  return standingUnit(facts, unit, asOf, (from) => {
    const decision = f.successors.find((s) => s.from === from && s.on <= asOf);
    return decision ? { to: decision.to, at: decision.at } : null;
  });
}

/** True if what is asked of `target` on the day puts right the finding about `unit`: the same, its successor, or inside. */
export function concerns(facts: Facts, f: Finding, unit: UnitId, target: UnitId, on: CivilDate): boolean {
  const standing = standingForFinding(facts, f, unit, on);
  const around = enclosing(facts, target, on);
  return target === unit || around.includes(unit) || (standing.kind === 'standing' && around.includes(standing.unit));
}

/** How far a rectification is on the date. Null: it was not requested by then. */
export function rectificationStatus(
  facts: Facts,
  f: Finding,
  r: Rectification,
  asOf: CivilDate,
): RectificationAnswer | null {
  if (asOf < r.on) return null;
  const { unit, dueText } = r.requested;
  const due = dueOn(r, asOf);
  const accepted = acceptedReport(r, asOf);
  const report = accepted ?? pendingReport(r, asOf);
  const closedOn = accepted?.verdict?.on ?? null;
  const standing = standingForFinding(facts, f, unit, closedOn ?? asOf);
  const judged = accepted ? inTime(r, accepted) : null;
  const rejected = !report && r.reports.some((one) => one.verdict && one.verdict.on <= asOf);
  const status = (): RectificationStatus => {
    if (accepted) return judged === null ? 'rectified' : judged ? 'rectified-in-time' : 'rectified-late';
    if (standing.kind !== 'standing') return standing.kind;
    if (report) return 'reported';
    if (!due) return 'no-date';
    return due.deadline < asOf ? 'overdue' : 'in-term';
  };
  const verdicts = r.reports.flatMap((one) => (one.verdict && one.verdict.on <= asOf ? [one.verdict.at] : []));
  return {
    rectification: r.id,
    unit,
    standing: standing.kind === 'standing' ? standing.unit : null,
    status: status(),
    requestedOn: r.on,
    dueOn: due?.deadline ?? null,
    dueText,
    reportedOn: report?.on ?? null,
    closedOn,
    overdueDays: overdueDays(r.dueDates, asOf, report?.on ?? null),
    flags: [
      ...(rejected ? ['report-rejected'] : []),
      ...(accepted && due && judged === null ? ['due-set-after-report'] : []),
    ],
    evidence: [
      r.at,
      ...(due && due.at.id !== r.at.id ? [due.at] : []),
      ...r.reports.filter((one) => one.on <= asOf).map((one) => one.at),
      ...verdicts,
      ...standing.evidence,
    ],
  };
}

/** What was found, and was it put right? On the date, by unit. */
export function findingStatus(facts: Facts, f: Finding, asOf: CivilDate): FindingAnswer {
  const identified = f.identified.filter((i) => i.on <= asOf).map((i) => i.at);
  const answer = (status: FindingStatus): FindingAnswer => ({
    status,
    lines: [],
    rectifications: [],
    evidence: [f.at, ...identified],
  });
  if (asOf < f.logged.on) return { ...answer('not-yet-made'), evidence: [f.at] };
  const rectifications = f.rectifications.flatMap((r) => rectificationStatus(facts, f, r, asOf) ?? []);
  const lines = unitsOf(f, asOf).map((unit) => lineOf(facts, f, unit, rectifications, asOf));
  const status = f.logged.kind === 'strength' ? 'noted' : (worst(lines.map((line) => line.status)) ?? 'no-unit');
  return {
    status,
    lines,
    rectifications,
    evidence: [f.at, ...identified, ...rectifications.flatMap((r) => r.evidence)],
  };
}

function lineOf(
  facts: Facts,
  f: Finding,
  unit: UnitId,
  rectifications: readonly RectificationAnswer[],
  asOf: CivilDate,
): FindingLine {
  const own = rectifications.filter((r) => concerns(facts, f, unit, r.unit, r.requestedOn));
  const ends = own.flatMap((r) => r.closedOn ?? []).sort();
  // A strength and what was put right stay with the unit of that day; what is open passes on.
  const settledOn = f.logged.kind === 'strength' ? f.logged.on : ends.length === own.length ? ends.at(-1) : undefined;
  const standing = standingForFinding(facts, f, unit, settledOn ?? asOf);
  const lost = standing.kind === 'standing' ? null : standing.kind;
  const asked = worst(own.map((r): FindingStatus => r.status)) ?? 'open';
  return {
    unit,
    standing: standing.kind === 'standing' ? standing.unit : null,
    status: f.logged.kind === 'strength' ? 'noted' : settledOn === undefined && lost ? lost : asked,
    rectifications: own.map((r) => r.rectification),
    evidence: [...standing.evidence, ...own.flatMap((r) => r.evidence)],
  };
}

function worst(statuses: readonly FindingStatus[]): FindingStatus | null {
  return FINDING_STATUSES.find((status) => statuses.includes(status)) ?? null;
}
