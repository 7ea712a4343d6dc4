import type { CivilDate } from './civil-date.js';
import type { EventRef } from './recorded-fact.js';

/** A fact that holds from a day on, and the event that made it. */
export interface Dated {
  on: CivilDate;
  at: EventRef;
}

/** Facts of one day apply in log order. */
export function isAfter(a: Dated, b: Dated): boolean {
  return a.on > b.on || (a.on === b.on && a.at.ordinal > b.at.ordinal);
}

/** The last of the dated facts that is valid on the date. */
export function latest<T extends Dated>(facts: readonly T[], asOf: CivilDate): T | null {
  return facts.reduce<T | null>(
    (best, fact) => (fact.on <= asOf && (best === null || isAfter(fact, best)) ? fact : best),
    null,
  );
}
