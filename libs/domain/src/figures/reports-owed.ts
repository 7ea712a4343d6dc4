import { caseCount } from './case-count.js';
import { addDays, type CivilDate, covers, localMinute } from '../civil-date.js';
import { idOf, streamOf } from '../decider.js';
import type { Facts } from '../facts.js';
import { announceFigures } from './figure-month.js';
import { indicator } from './indicator.js';
import { type DutyId, dutyPeriod, type ReportingDuty, reportingDuty } from './reporting-duty.js';
import { statementsOf } from './statement.js';
import { existsOn } from '../organisation/succession.js';
import type { UnitId } from '../organisation/unit.js';
import type { EventRef } from '../recorded-fact.js';
import type { Period } from '../spans.js';

export type ReportState = 'on-time' | 'late' | 'missing';
export const REPORT_STATES: readonly ReportState[] = ['on-time', 'late', 'missing'];

/** One figure that a unit owed for one day. */
export interface OwedReport {
  duty: DutyId;
  unit: UnitId;
  /** The day of the figure, and the day on which it was due. */
  day: CivilDate;
  due: CivilDate;
  state: ReportState;
  /** The day that the report states; for an indicator, which states no other, the day on which it stands. */
  reportedOn: CivilDate | null;
  /** UTC instant at which it was handed in, where the report says so. */
  reportedAt: string | null;
  /** By what it was judged: the hour of the duty, or the day where the report says no hour. Null: there is no report. */
  judgedBy: 'hour' | 'day' | null;
  /** Stream of the report or indicator. */
  report: string | null;
  evidence: readonly string[];
}

export interface ReportCount {
  owed: number;
  onTime: number;
  late: number;
  missing: number;
}

/**
 * Section 4: what units owed for the days of the period, by unit and day, as it stood at the end of the day `asOf`. A
 * figure counts from the day on which it is due; one of a later due day is not owed yet. A unit owes for the days on
 * which it was a member and had not ended, and no longer if it ended by the due day. A report that
 * says at what hour it was handed in is late after the hour of the duty; one that does not, if it states a later day than
 * the due day. A figure that somebody above reports is not the unit's report.
 */
export function reportsOwed(facts: Facts, duty: ReportingDuty, period: Period, asOf: CivilDate): OwedReport[] {
  const units = unitsOwing(facts, duty);
  const until = period.until <= asOf ? period.until : addDays(asOf, 1);
  for (let day = period.from; day < until; day = addDays(day, 28)) announceFigures(facts, units, day);
  announceFigures(facts, units, addDays(until, -1));
  return units.flatMap((unit) => owedBy(facts, duty, unit, period, asOf));
}

/** The same of one unit. */
export function owedBy(
  facts: Facts,
  duty: ReportingDuty,
  unitId: UnitId,
  period: Period,
  asOf: CivilDate,
): OwedReport[] {
  const days = daysOwed(facts, duty, unitId, period, asOf);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const made = reportsMade(facts, duty, unitId, { first, last }, asOf);
  return days.map((day) => {
    const due = addDays(day, duty.set.dueDays);
    const report = made.get(day);
    const state = !report ? 'missing' : isLate(report, due, duty.set.dueAt) ? 'late' : 'on-time';
    return {
      duty: duty.id,
      unit: unitId,
      day,
      due,
      state,
      reportedOn: report?.reportedOn ?? null,
      reportedAt: report?.reportedAt ?? null,
      judgedBy: !report ? null : report.reportedAt === null ? 'day' : 'hour',
      report: report?.stream ?? null,
      evidence: [duty.at.id, ...(report ? [report.at.id] : [])],
    };
  });
}

/** Duties that the unit has, or had as a member of a class. */
export function dutiesOf(facts: Facts, unitId: UnitId): ReportingDuty[] {
  const unit = streamOf('unit', unitId);
  const owing = new Set([unit, ...facts.streamsNaming(unit, 'member', 'unit')]);
  return [...owing].flatMap((stream) => facts.naming(reportingDuty, stream, 'owes-report'));
}

export function countOf(reports: readonly OwedReport[]): ReportCount {
  const of = (state: ReportState) => reports.filter((r) => r.state === state).length;
  return { owed: reports.length, onTime: of('on-time'), late: of('late'), missing: of('missing') };
}

/** The minute of the hour counts to its end. */
function isLate({ reportedOn, minute }: Made, due: CivilDate, dueAt: string): boolean {
  return reportedOn > due || (reportedOn === due && minute !== null && minute > dueAt);
}

/** The unit itself, or all that were ever members of the class. */
export function unitsOwing(facts: Facts, { set }: ReportingDuty): UnitId[] {
  const unit = facts.unit(set.owedBy);
  if (unit?.kind !== 'class') return unit ? [unit.id] : [];
  return [...new Set(unit.members.map((m) => m.unit))];
}

function daysOwed(facts: Facts, duty: ReportingDuty, unitId: UnitId, period: Period, asOf: CivilDate): CivilDate[] {
  const unit = facts.unit(unitId);
  const owing = facts.unit(duty.set.owedBy);
  if (!unit || !owing) return [];
  const spells = owing.members
    .filter((m) => m.unit === unitId)
    .map(({ joinedOn, leftOn }) => ({ from: joinedOn, until: leftOn }));
  const days: CivilDate[] = [];
  const owed = dutyPeriod(duty);
  for (let day = period.from > owed.from ? period.from : owed.from; day < period.until; day = addDays(day, 1)) {
    const due = addDays(day, duty.set.dueDays);
    if (due > asOf || !covers(owed, day)) break;
    const member = owing.kind === 'class' ? spells.some((spell) => covers(spell, day)) : owing.id === unitId;
    if (member && existsOn(facts, unit, day) && existsOn(facts, unit, due)) days.push(day);
  }
  return days;
}

interface Made {
  stream: string;
  reportedOn: CivilDate;
  reportedAt: string | null;
  /** Of `reportedAt`, local time. */
  minute: string | null;
  at: EventRef;
}

/** The first report of each day by the unit itself, of those that state no day after `asOf`. */
function reportsMade(
  facts: Facts,
  duty: ReportingDuty,
  unit: UnitId,
  { first, last }: { first: CivilDate; last: CivilDate },
  asOf: CivilDate,
): Map<CivilDate, Made> {
  const made = new Map<CivilDate, Made>();
  for (const { stream, on } of statementsOf(facts, unit, duty.set.figure, first, last)) {
    const report = reportIn(facts, stream, unit);
    const before = made.get(on);
    if (!report || report.reportedOn > asOf || (before && moment(before) <= moment(report))) continue;
    made.set(on, report);
  }
  return made;
}

function reportIn(facts: Facts, stream: string, unit: UnitId): Made | null {
  const ofCases = stream.startsWith(`${caseCount.category}-`);
  const found = ofCases ? facts.of(caseCount, idOf(stream)) : facts.of(indicator, idOf(stream));
  if (!found || !isOwn(facts, found.reported.reportedByUnit ?? null, unit)) return null;
  const reportedAt = found.reported.reportedAt ?? null;
  const { day, minute } = reportedAt === null ? { day: found.reported.on, minute: null } : localMinute(reportedAt);
  return { stream, reportedOn: day, reportedAt, minute, at: found.at };
}

/** In the order of time; one that says no hour comes first on its day. */
function moment({ reportedOn, minute }: Made): string {
  return `${reportedOn} ${minute ?? ''}`;
}

/** Reported by the unit, by a body of the place, or by somebody who is not said. */
function isOwn(facts: Facts, by: UnitId | null, unit: UnitId): boolean {
  return by === null || by === unit || facts.unit(by)?.place === unit;
}
