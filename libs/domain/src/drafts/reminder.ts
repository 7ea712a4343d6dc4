import { addDays, type CivilDate } from '../civil-date.js';
import type { Facts } from '../facts.js';
import { dutyPeriod, type ReportingDuty, reportingDuty } from '../figures/reporting-duty.js';
import { type OwedReport, owedBy, reportsOwed, unitsOwing } from '../figures/reports-owed.js';
import { streamOf } from '../decider.js';
import type { UnitId } from '../organisation/unit.js';
import { type Draft, draft, type DraftEvents, draftStateOn } from './draft.js';
import { headsConcerned, signingFor } from './draft-signatories.js';

export type Reminder = Omit<DraftEvents['ReminderDrafted'], 'draftId'>;

/** How many days back a reminder looks: what was missing longer is in the list of owed reports, not in a new draft. */
const DAYS_BACK = 7;

/**
 * What a reminder of the duty says to the unit on the date; null while there is none: no figure that was due on one of
 * the days before is missing, those that are were named in a reminder before, or one waits for a signature.
 *
 * It is about the heads in office on the day of the draft, named or not, and waits for the signature of whoever has set
 * the duty; where that is the unit itself, of the body one step up.
 */
export function reminderOf(facts: Facts, dutyId: string, unitId: UnitId, on: CivilDate): Reminder | null {
  const duty = facts.of(reportingDuty, dutyId);
  const unit = facts.unit(unitId);
  if (!duty || !unit || unit.kind === 'class') return null;
  const before = remindersTo(facts, dutyId, unitId);
  if (before.some((one) => draftStateOn(one, on) === 'waiting')) return null;
  const named = new Set(
    before.flatMap(({ prepared }) => (prepared.type === 'ReminderDrafted' ? prepared.data.days : [])),
  );
  const days = missingDays(facts, duty, unitId, on, on).filter((day) => !named.has(day));
  if (days.length === 0) return null;
  const about = headsConcerned(facts, unit, on);
  const signs = signingFor(facts, [duty.set.by], unit, about, on, duty.set.office ?? null);
  return { on, ground: duty.at.id, dutyId, unit: unitId, days, about, signs };
}

/** Days whose figure was due before `on`, a week at most, and had not been reported by the end of the day `seenOn`. */
export function missingDays(
  facts: Facts,
  duty: ReportingDuty,
  unit: UnitId,
  on: CivilDate,
  seenOn: CivilDate,
): CivilDate[] {
  return missing(owedBy(facts, duty, unit, lookedAt(duty, on), seenOn)).map((report) => report.day);
}

/** The reminders of the duty that are due on the date, one for each unit. */
export function remindersDue(facts: Facts, duty: ReportingDuty, on: CivilDate): Reminder[] {
  const late = missing(reportsOwed(facts, duty, lookedAt(duty, on), on)).map((report) => report.unit);
  const units = unitsOwing(facts, duty).filter((id) => late.includes(id));
  facts.announceNamed(
    units.map((id) => streamOf('unit', id)),
    'draft-about',
  );
  return units.flatMap((id) => reminderOf(facts, duty.id, id, on) ?? []);
}

/** False from the day on on which no figure of the duty can be missing that a reminder would look at. */
export function mayStillRemind(duty: ReportingDuty, on: CivilDate): boolean {
  const { until } = dutyPeriod(duty);
  return until === null || on <= addDays(until, duty.set.dueDays + DAYS_BACK);
}

/** First day on which a reminder of the duty can be due: the day after the first figure was. */
export function firstReminderOn({ set }: ReportingDuty): CivilDate {
  return addDays(set.from, set.dueDays + 1);
}

/** Reminders of the duty that were ever drafted to the unit, oldest first. */
export function remindersTo(facts: Facts, dutyId: string, unit: UnitId): Draft[] {
  return facts
    .naming(draft, streamOf('unit', unit), 'draft-about')
    .filter(({ prepared }) => prepared.type === 'ReminderDrafted' && prepared.data.dutyId === dutyId);
}

/** The days of figures that were due in the week before the date. */
function lookedAt({ set }: ReportingDuty, on: CivilDate): { from: CivilDate; until: CivilDate } {
  return { from: addDays(on, -DAYS_BACK - set.dueDays), until: addDays(on, -set.dueDays) };
}

function missing(reports: readonly OwedReport[]): OwedReport[] {
  return reports.filter((report) => report.state === 'missing');
}
