import { addDays, type CivilDate, daysBetween, requirePeriod } from '#domain/civil-date.js';
import { type FigureKey, figureKey, type SaidKey } from '#domain/figures/figure-key.js';
import { type RollUp, rollUp } from '#domain/figures/roll-up.js';
import { type Average, type Point, series, sevenDayAverage } from '#domain/figures/series.js';
import { WINDOW_DAYS } from '#domain/figures/unusual.js';
import { RuleViolation } from '#domain/rule-violation.js';
import type { At, FactReader } from './fact-reader.js';

/** A series covers at most so many days. */
const MOST_DAYS = 400;

export interface FigureSeries {
  unit: string;
  figure: FigureKey;
  from: CivilDate;
  until: CivilDate;
  asOf: CivilDate;
  knownAt: number;
  points: Point[];
  /** Days by the date on which no figure of one day stands; null for figures that are not counted by the day. */
  missing: CivilDate[] | null;
  averages: Average[] | null;
  incomplete: string[];
}

/**
 * A unit's own figures whose period ends from `from` until `until` (not included), not after `asOf`. Seven-day means for
 * new cases counted by the day.
 *
 * @throws {RuleViolation} `figure-not-clear`, `period-ends-before-it-begins`, `period-too-long`
 */
export async function figureSeries(
  reader: FactReader,
  asked: SaidKey & { unit: string; from: CivilDate; until: CivilDate },
  at: At = {},
): Promise<FigureSeries> {
  const { unit, from, until } = asked;
  const figure = figureKey(asked);
  requirePeriod(from, until);
  if (daysBetween(from, until) > MOST_DAYS) throw new RuleViolation('period-too-long', `${from}..${until}`);
  return reader.snapshot(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    const last = addDays(until, -1) < asOf ? addDays(until, -1) : asOf;
    const all = await snapshot.facts((facts) => series(facts, unit, figure, addDays(from, -WINDOW_DAYS), last));
    const days = Array.from({ length: Math.max(daysBetween(from, addDays(last, 1)), 0) }, (_, i) => addDays(from, i));
    const daily = figure.of === 'cases' && figure.measure === 'cases' && figure.periodDays === 1;
    return {
      unit,
      figure,
      from,
      until,
      asOf,
      knownAt,
      points: all.filter((point) => point.on >= from),
      missing: daily ? days.filter((day) => !all.some((point) => point.on === day)) : null,
      averages: daily ? days.map((day) => sevenDayAverage(all, day)) : null,
      incomplete: await snapshot.incomplete(),
    };
  });
}

export interface FigureRollUp extends RollUp {
  unit: string;
  figure: FigureKey;
  from: CivilDate;
  to: CivilDate;
  asOf: CivilDate;
  knownAt: number;
  incomplete: string[];
}

/**
 * A place's own figure for a period, both days counted, beside the sum of its children's.
 *
 * @throws {RuleViolation} `figure-not-clear`
 */
export async function figureRollUp(
  reader: FactReader,
  asked: SaidKey & { unit: string; from: CivilDate; to: CivilDate },
  at: At = {},
): Promise<FigureRollUp> {
  const { unit, from, to } = asked;
  const figure = figureKey(asked);
  return reader.snapshot(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    const answer = await snapshot.facts((facts) => rollUp(facts, unit, figure, from, to));
    return { unit, figure, from, to, asOf, knownAt, ...answer, incomplete: await snapshot.incomplete() };
  });
}
