import { type CaseFigure, caseCount, type CaseReport, type Qualifier } from './case-count.js';
import { addDays, type CivilDate, daysBetween } from '../civil-date.js';
import { idOf, streamOf } from '../decider.js';
import type { Facts } from '../facts.js';
import { type FigureKey, sameName } from './figure-key.js';
import { figuresIn } from './figure-month.js';
import { indicator, type Indicator } from './indicator.js';
import type { UnitId } from '../organisation/unit.js';
import type { EventRef } from '../recorded-fact.js';

/** What one event says a figure of a unit is: a report, or a correction of it. */
export interface Statement {
  /** Stream of the report or indicator. */
  stream: string;
  /** Which figure of a case report, counted from 0; null for an indicator. */
  figure: number | null;
  unit: UnitId;
  /** Day on which the figure stands: the last of its period. */
  on: CivilDate;
  value: number | null;
  qualifier: Qualifier | null;
  at: EventRef;
}

/** What was said of one figure of a unit from day to day, both counted: by day, and on a day in the order of the log. */
export function statementsOf(facts: Facts, unit: UnitId, key: FigureKey, from: CivilDate, to: CivilDate): Statement[] {
  const category = key.of === 'cases' ? caseCount.category : indicator.category;
  return figuresIn(facts, unit, category, from, to)
    .flatMap((stream) => statementsIn(facts, stream, key))
    .filter((s) => from <= s.on && s.on <= to)
    .sort((a, b) => (a.on === b.on ? a.at.ordinal - b.at.ordinal : a.on < b.on ? -1 : 1));
}

/** What the events of one report or indicator say of the figures of that key. */
export function statementsIn(facts: Facts, stream: string, key: FigureKey): Statement[] {
  if (stream.startsWith(`${caseCount.category}-`)) {
    const report = facts.of(caseCount, idOf(stream));
    return report && key.of === 'cases' ? ofReport(report, key) : [];
  }
  const found = stream.startsWith(`${indicator.category}-`) ? facts.of(indicator, idOf(stream)) : null;
  return found && isOfKey(found.reported, key) ? ofIndicator(found) : [];
}

/** The unit that a report or indicator is about. Null: no such record. */
export function unitOf(facts: Facts, stream: string): UnitId | null {
  if (stream.startsWith(`${caseCount.category}-`)) return facts.of(caseCount, idOf(stream))?.reported.unit ?? null;
  if (stream.startsWith(`${indicator.category}-`)) return facts.of(indicator, idOf(stream))?.reported.unit ?? null;
  return null;
}

/** True for an indicator of the key's name, kind and measure. */
export function isOfKey(reported: Indicator['reported'], key: FigureKey): boolean {
  return (
    key.of === 'indicator' &&
    key.kind === reported.kind &&
    sameName(key.name, reported.name) &&
    sameName(key.measuredIn ?? '', reported.measuredIn ?? '')
  );
}

/** True for a figure of the key's measure and length. Where the source leaves the length open, none is that long. */
export function isOfMeasure(figure: CaseFigure, key: Extract<FigureKey, { of: 'cases' }>): boolean {
  if (figure.measure !== key.measure) return false;
  if (key.periodDays === null) return true;
  if (figure.periodAmbiguous) return false;
  return daysBetween(figure.from ?? figure.to, addDays(figure.to, 1)) === key.periodDays;
}

function ofReport(report: CaseReport, key: Extract<FigureKey, { of: 'cases' }>): Statement[] {
  return report.reported.figures.flatMap((figure, i) => {
    if (!isOfMeasure(figure, key)) return [];
    const of = {
      stream: streamOf(caseCount.category, report.id),
      figure: i,
      unit: report.reported.unit,
      on: figure.to,
      qualifier: figure.qualifier,
    };
    const corrected = report.corrections
      .filter((c) => c.figure === i)
      .map((c) => ({ ...of, value: c.total, at: c.at }));
    return [{ ...of, value: figure.total, at: report.at }, ...corrected];
  });
}

function ofIndicator({ id, reported, at, corrections }: Indicator): Statement[] {
  const { unit, on, qualifier } = reported;
  const of = { stream: streamOf(indicator.category, id), figure: null, unit, on, qualifier };
  return [{ ...of, value: reported.value, at }, ...corrections.map((c) => ({ ...of, value: c.value, at: c.at }))];
}
