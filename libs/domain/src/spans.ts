import { addDays, type CivilDate } from './civil-date.js';
import type { Facts } from './facts.js';

/** From the first day up to the last, which is not included. */
export interface Period {
  from: CivilDate;
  until: CivilDate;
}

export interface Span<T> extends Period {
  answer: T;
}

/**
 * R7: what a question is answered with on each day of a period, days with the same answer put together. An answer changes
 * only on a day that stands in the facts it was made of, or on the day after one, so only these are asked about.
 *
 * @param key what makes two answers the same
 */
export function spansOf<T>(
  facts: Facts,
  period: Period,
  ask: (facts: Facts, day: CivilDate) => T,
  key: (answer: T) => unknown,
): Span<T>[] {
  const apart = facts.apart();
  const spans: Span<T>[] = [];
  let from = period.from;
  while (from < period.until) {
    const answer = ask(apart, from);
    const until = nextChange(apart, from, period.until);
    const last = spans.at(-1);
    if (last && JSON.stringify(key(last.answer)) === JSON.stringify(key(answer))) last.until = until;
    else spans.push({ from, until, answer });
    from = until;
  }
  return spans;
}

/** The first day after one on which the answer may be another. */
function nextChange(seen: Facts, after: CivilDate, end: CivilDate): CivilDate {
  let next = end;
  for (const date of seen.datesSeen()) {
    const day = date > after ? date : addDays(date, 1);
    if (day > after && day < next) next = day;
  }
  return next;
}
