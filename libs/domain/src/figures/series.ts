import { type CaseFigure, caseCount, type FigureFlag, flagsOf, type Part, type Qualifier } from './case-count.js';
import { addDays, type CivilDate } from '../civil-date.js';
import { idOf } from '../decider.js';
import type { Facts } from '../facts.js';
import type { FigureKey } from './figure-key.js';
import { figuresIn } from './figure-month.js';
import { indicator } from './indicator.js';
import { isOfKey, isOfMeasure } from './statement.js';
import { type Unusual, unusual } from './unusual.js';
import type { UnitId } from '../organisation/unit.js';

export type PointFlag = FigureFlag | 'certified' | 'unusual';

/** A unit's own figure on a day, as reported and corrected by then. */
export interface Point {
  stream: string;
  figure: number | null;
  from: CivilDate | null;
  on: CivilDate;
  reportedOn: CivilDate;
  cutoffAt: string | null;
  value: number | null;
  qualifier: Qualifier | null;
  parts: readonly Part[];
  mismatchBy: number;
  flags: PointFlag[];
  /** Before and after each correction, in the order of the log. */
  corrections: readonly { before: number | null; after: number | null; reason: string; event: string }[];
  /** Other reports of the same period, which are shown and never merged. */
  duplicates: readonly string[];
  /** Robust test against the points before it; it never changes the figure. */
  test: Unusual;
  evidence: readonly string[];
}

/** A mean over seven days that says on how many it rests. A missing day is missing and never 0. */
export interface Average {
  on: CivilDate;
  value: number | null;
  days: number;
  of: 7;
  missing: readonly CivilDate[];
  /** A day in it is approximate, or counts a part of the day. */
  qualified: boolean;
}

type Entry = Omit<Point, 'duplicates' | 'test'>;

/** The figures of a unit whose period ends on these days, both counted; of several reports of one period the last. */
export function series(facts: Facts, unit: UnitId, key: FigureKey, from: CivilDate, to: CivilDate): Point[] {
  const all = key.of === 'cases' ? ofReports(facts, unit, key, from, to) : ofIndicators(facts, unit, key, from, to);
  const byPeriod = new Map<string, Entry[]>();
  for (const entry of all.filter((e) => from <= e.on && e.on <= to)) {
    const period = `${entry.on} ${entry.from ?? entry.on}`;
    byPeriod.set(period, [...(byPeriod.get(period) ?? []), entry]);
  }
  const points: Point[] = [];
  for (const period of [...byPeriod.keys()].sort()) {
    const entries = byPeriod.get(period) ?? [];
    const entry = entries.at(-1);
    if (!entry) continue;
    const duplicates = entries.slice(0, -1).map((e) => e.stream);
    const test = unusual(entry, points);
    const flags = [...entry.flags];
    if (duplicates.length > 0) flags.push('duplicate');
    if (test.unusual) flags.push('unusual');
    points.push({ ...entry, flags, duplicates, test });
  }
  return points;
}

/** The mean of the seven days that end on `on`, of figures that stand for one day each. */
export function sevenDayAverage(points: readonly Point[], on: CivilDate): Average {
  const days = [6, 5, 4, 3, 2, 1, 0].map((n) => addDays(on, -n));
  const found = days.flatMap((day) => points.filter((p) => p.on === day && p.value !== null).slice(-1));
  const sum = found.reduce((total, p) => total + (p.value ?? 0), 0);
  return {
    on,
    value: found.length > 0 ? sum / found.length : null,
    days: found.length,
    of: 7,
    missing: days.filter((day) => !found.some((p) => p.on === day)),
    qualified: found.some((p) => p.flags.includes('approximate') || p.flags.includes('partial-day')),
  };
}

function ofReports(
  facts: Facts,
  unit: UnitId,
  key: Extract<FigureKey, { of: 'cases' }>,
  from: CivilDate,
  to: CivilDate,
): Entry[] {
  return figuresIn(facts, unit, caseCount.category, from, to).flatMap((stream) => {
    const report = facts.of(caseCount, idOf(stream));
    if (!report) return [];
    return report.figures.flatMap((figure: CaseFigure, i): Entry[] => {
      if (!isOfMeasure(figure, key)) return [];
      const { flags, mismatchBy } = flagsOf(figure);
      let before = report.reported.figures[i]?.total ?? null;
      const corrections = report.corrections
        .filter((c) => c.figure === i)
        .map((c) => {
          const change = { before, after: c.total, reason: c.reason, event: c.at.id };
          before = c.total;
          return change;
        });
      const { certified } = report.certification;
      const more: PointFlag[] = [
        ...(corrections.length > 0 ? ['corrected' as const] : []),
        ...(certified ? ['certified' as const] : []),
      ];
      return [
        {
          stream,
          figure: i,
          from: figure.from,
          on: figure.to,
          reportedOn: report.reported.on,
          cutoffAt: figure.cutoffAt,
          value: figure.total,
          qualifier: figure.qualifier,
          parts: figure.parts,
          mismatchBy,
          flags: [...flags, ...more],
          corrections,
          evidence: [report.at.id, ...corrections.map((c) => c.event), ...(certified ? [certified.at.id] : [])],
        },
      ];
    });
  });
}

function ofIndicators(facts: Facts, unit: UnitId, key: FigureKey, from: CivilDate, to: CivilDate): Entry[] {
  return figuresIn(facts, unit, indicator.category, from, to).flatMap((stream): Entry[] => {
    const found = facts.of(indicator, idOf(stream));
    if (!found || !isOfKey(found.reported, key)) return [];
    const { on, qualifier } = found.reported;
    let before = found.reported.value;
    const corrections = found.corrections.map((c) => {
      const change = { before, after: c.value, reason: c.reason, event: c.at.id };
      before = c.value;
      return change;
    });
    const { certified } = found.certification;
    const flags: PointFlag[] = [
      ...(qualifier === null ? [] : ['approximate' as const]),
      ...(corrections.length > 0 ? ['corrected' as const] : []),
      ...(certified ? ['certified' as const] : []),
    ];
    const of = { stream, figure: null, from: null, on, reportedOn: on, cutoffAt: null, parts: [], mismatchBy: 0 };
    const evidence = [found.at.id, ...corrections.map((c) => c.event), ...(certified ? [certified.at.id] : [])];
    return [{ ...of, value: found.value, qualifier, flags, corrections, evidence }];
  });
}
