import type { CivilDate } from '../civil-date.js';
import type { Mention } from '../decider.js';
import type { Facts } from '../facts.js';
import type { UnitId } from '../organisation/unit.js';

/**
 * Figures are found by the unit and the month in which they stand, so that a question about some weeks reads those weeks
 * and not all that the unit ever reported. An `@` stands in no id.
 */
const ROLE = 'figure-in';

function targetOf(unit: UnitId, month: string): string {
  return `figures-${unit}@${month}`;
}

/** Mentions of an event that states figures of a unit for these days. */
export function figureMonths(unit: UnitId, days: readonly CivilDate[]): Mention[] {
  const months = [...new Set(days.map((day) => day.slice(0, 7)))];
  return months.map((month) => [ROLE, targetOf(unit, month)]);
}

/** Streams of a category that state a figure of the unit in a month of the period, both days counted, in log order. */
export function figuresIn(facts: Facts, unit: UnitId, category: string, from: CivilDate, to: CivilDate): string[] {
  const found = new Set<string>();
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = nextMonth(month)) {
    for (const stream of facts.streamsNaming(targetOf(unit, month), ROLE, category)) found.add(stream);
  }
  return [...found];
}

/** Figures of several units in the month of a day are going to be asked for. */
export function announceFigures(facts: Facts, units: readonly UnitId[], day: CivilDate): void {
  facts.announceNamed(
    units.map((unit) => targetOf(unit, day.slice(0, 7))),
    ROLE,
  );
}

function nextMonth(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
