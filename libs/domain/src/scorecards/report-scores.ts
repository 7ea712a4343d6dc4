import { addDays, type CivilDate } from '../civil-date.js';
import type { Facts } from '../facts.js';
import { countOf, dutiesOf, type OwedReport, owedBy } from '../figures/reports-owed.js';
import { headsInOffice } from '../organisation/heads-in-office.js';
import type { PersonId } from '../organisation/person.js';
import type { UnitId } from '../organisation/unit.js';
import type { Period } from '../spans.js';

/** Section 4: the figures that were due in these days, which of them came in time, late or not at all, and each of them. */
export interface ReportScore {
  onTime: { numerator: number; denominator: number };
  late: number;
  missing: number;
  days: readonly OwedReport[];
}

/**
 * Figures of the units that fell due in the stretches, as they stood on `lastDay`. One that was due in two of them counts
 * once.
 *
 * @param person only those that were due on days on which this person was in office as a head of the unit
 */
export function reportScore(
  facts: Facts,
  stretches: readonly (Period & { units: readonly UnitId[] })[],
  lastDay: CivilDate,
  person?: PersonId,
): ReportScore {
  const days = new Map<string, OwedReport>();
  for (const { from, until, units } of stretches) {
    for (const unit of units) {
      for (const duty of dutiesOf(facts, unit)) {
        const { dueDays } = duty.set;
        const figures = { from: addDays(from, -dueDays), until: addDays(until, -dueDays) };
        for (const report of owedBy(facts, duty, unit, figures, lastDay)) {
          if (person !== undefined && !wasHead(facts, person, report)) continue;
          days.set(`${duty.id} ${unit} ${report.day}`, report);
        }
      }
    }
  }
  const list = [...days.values()];
  const { owed, onTime, late, missing } = countOf(list);
  return { onTime: { numerator: onTime, denominator: owed }, late, missing, days: list };
}

function wasHead(facts: Facts, person: PersonId, { unit, due }: OwedReport): boolean {
  return headsInOffice(facts, unit, due).some((head) => head.person === person && head.certainty === 'recorded');
}
