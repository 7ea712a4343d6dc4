import { addDays, type CivilDate, daysBetween, requirePeriod } from '#domain/civil-date.js';
import { streamOf } from '#domain/decider.js';
import { draftStateOn, type DraftState } from '#domain/drafts/draft.js';
import { remindersTo } from '#domain/drafts/reminder.js';
import type { Facts } from '#domain/facts.js';
import { announceFigures } from '#domain/figures/figure-month.js';
import { countOf, dutiesOf, owedBy, type OwedReport, type ReportState } from '#domain/figures/reports-owed.js';
import { RuleViolation } from '#domain/rule-violation.js';
import type { Period } from '#domain/spans.js';
import type { At, FactReader } from './fact-reader.js';
import { dayOf, type DutyShown, MOST_DAYS, type ReportDay, shown } from './reporting-duties.js';

interface Rated {
  onTime: { numerator: number; denominator: number };
  late: number;
  missing: number;
}

/** A draft by which the unit is, or was to be, reminded of the duty. */
interface ReminderShown {
  draft: string;
  on: CivilDate;
  days: CivilDate[];
  state: DraftState;
  evidence: string[];
}

export interface OwedReports extends Rated {
  asOf: CivilDate;
  knownAt: number;
  unit: string;
  periodFrom: CivilDate;
  periodUntil: CivilDate;
  duties: (DutyShown & Rated & { days: ReportDay[]; reminders: ReminderShown[] })[];
  incomplete: string[];
}

/**
 * Which figures of the period a unit owed, by its duties and those of the classes that it was in: on time, late and
 * missing by the end of the day `asOf`, each late or missing one with the heads in office on its due day. Null: no such
 * unit is known.
 *
 * @param state only days in this state are listed; the counts are of all
 * @throws {RuleViolation} `period-ends-before-it-begins`, `period-too-long`
 */
export async function owedReports(
  reader: FactReader,
  unit: string,
  { from, until }: Period,
  state: ReportState | undefined,
  at: At = {},
): Promise<OwedReports | null> {
  requirePeriod(from, until);
  if (daysBetween(from, until) > MOST_DAYS) throw new RuleViolation('period-too-long', `${from}..${until}`);
  return reader.known(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    const duties = await snapshot.facts(
      (facts) => {
        if (!facts.unit(unit)) return null;
        for (let day = from; day < until; day = addDays(day, 28)) announceFigures(facts, [unit], day);
        return dutiesOf(facts, unit).flatMap((duty) => {
          const owed = owedBy(facts, duty, unit, { from, until }, asOf);
          if (owed.length === 0) return [];
          const listed = owed.filter((report) => state === undefined || report.state === state);
          const days = listed.map((report) => dayOf(facts, report));
          const reminders = remindersShown(facts, duty.id, unit, { from, until }, asOf);
          return [{ owed, card: { ...shown(duty), ...rated(owed), days, reminders } }];
        });
      },
      [streamOf('unit', unit)],
    );
    if (!duties) return null;
    return {
      asOf,
      knownAt,
      unit,
      periodFrom: from,
      periodUntil: until,
      ...rated(duties.flatMap(({ owed }) => owed)),
      duties: duties.map(({ card }) => card),
      incomplete: await snapshot.incomplete(),
    };
  });
}

function rated(owed: readonly OwedReport[]): Rated {
  const { owed: denominator, onTime: numerator, late, missing } = countOf(owed);
  return { onTime: { numerator, denominator }, late, missing };
}

function remindersShown(
  facts: Facts,
  dutyId: string,
  unit: string,
  { from, until }: Period,
  asOf: CivilDate,
): ReminderShown[] {
  return remindersTo(facts, dutyId, unit).flatMap((one) => {
    const { prepared, at, signed, dismissed } = one;
    if (prepared.type !== 'ReminderDrafted' || prepared.data.on > asOf) return [];
    const days = prepared.data.days.filter((day) => from <= day && day < until);
    if (days.length === 0) return [];
    const state = draftStateOn(one, asOf);
    const decision = state === 'waiting' ? null : (signed ?? dismissed);
    const evidence = [at.id, ...(decision ? [decision.at.id] : [])];
    return [{ draft: one.id, on: prepared.data.on, days, state, evidence }];
  });
}
