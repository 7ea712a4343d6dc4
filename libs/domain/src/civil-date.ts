import { RuleViolation } from './rule-violation.js';

/**
 * A civil date `YYYY-MM-DD` in Asia/Ho_Chi_Minh. Always a string: a `Date` would move it by a day. Being ISO 8601 it
 * compares and sorts as text. An `until` is the first day on which the old state no longer holds.
 */
export type CivilDate = string;

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True for a date that exists in the Gregorian calendar between the years 1900 and 2999. */
export function isCivilDate(text: unknown): text is CivilDate {
  const match = typeof text === 'string' ? PATTERN.exec(text) : null;
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return year >= 1900 && year < 3000 && days !== undefined && day >= 1 && day <= days;
}

/** The civil date `days` after `date` (negative: before). */
export function addDays(date: CivilDate, days: number): CivilDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Whole days from `start` to `end`, `end` not counted. */
export function daysBetween(start: CivilDate, end: CivilDate): number {
  return Math.round((Date.parse(`${end}T00:00:00Z`) - Date.parse(`${start}T00:00:00Z`)) / 86_400_000);
}

/** `from` ≤ `date` < `until`; a missing `until` is open. */
export function covers(period: { from: CivilDate; until: CivilDate | null }, date: CivilDate): boolean {
  return period.from <= date && (period.until === null || date < period.until);
}

/** True if the half-open periods share a day. */
export function overlap(
  a: { from: CivilDate; until: CivilDate | null },
  b: { from: CivilDate; until: CivilDate | null },
): boolean {
  return (b.until === null || a.from < b.until) && (a.until === null || b.from < a.until);
}

/** Refuses a period that ends on or before the day it begins. */
export function requirePeriod(from: CivilDate, until: CivilDate | null): void {
  if (until !== null && until <= from) throw new RuleViolation('period-ends-before-it-begins', `${from}..${until}`);
}

/** The civil date and the minute ("18:00") that it is in Asia/Ho_Chi_Minh at an instant; Việt Nam keeps UTC+7 all year. */
export function localMinute(instant: string): { day: CivilDate; minute: string } {
  const local = new Date(Date.parse(instant) + 7 * 3_600_000).toISOString();
  return { day: local.slice(0, 10), minute: local.slice(11, 16) };
}
