import type { Measure, Qualifier } from './case-count.js';
import { MEASURES } from './case-count.js';
import { INDICATOR_KINDS, type IndicatorKind } from './indicator.js';
import { RuleViolation } from '../rule-violation.js';

/**
 * Which figure of a unit is meant: a measure of its case reports over so many days, or an indicator of one name, kind and
 * unit of measure. Figures of different keys are never compared or summed.
 */
export type FigureKey =
  | {
      of: 'cases';
      measure: Measure;
      /** Length of the period in days, both ends counted; null: any length. */
      periodDays: number | null;
    }
  | { of: 'indicator'; name: string; kind: IndicatorKind; measuredIn: string | null };

/** What a caller says of the key. */
export interface SaidKey {
  measure?: string | null;
  periodDays?: number | null;
  indicator?: string | null;
  kind?: string | null;
  measuredIn?: string | null;
}

/**
 * New cases are counted a day at a time unless another length is said; the other measures stand for any period.
 *
 * @throws {RuleViolation} `figure-not-clear`: both a measure and an indicator are named, or neither, or one without its kind
 */
export function figureKey(said: SaidKey): FigureKey {
  const measure = MEASURES.find((m) => m === said.measure);
  const kind = INDICATOR_KINDS.find((k) => k === said.kind);
  const name = said.indicator ?? null;
  const ofIndicator = kind !== undefined || typeof said.measuredIn === 'string';
  if (measure !== undefined && name === null && !ofIndicator) {
    return { of: 'cases', measure, periodDays: said.periodDays ?? (measure === 'cases' ? 1 : null) };
  }
  if (name !== null && kind !== undefined && measure === undefined && typeof said.periodDays !== 'number') {
    return { of: 'indicator', name, kind, measuredIn: said.measuredIn ?? null };
  }
  throw new RuleViolation('figure-not-clear', `${said.measure ?? ''} ${name ?? ''} ${said.kind ?? ''}`.trim());
}

/** Names of indicators are free text: composed or not, in capitals or not, it is one name. */
export function sameName(a: string, b: string): boolean {
  return folded(a) === folded(b);
}

function folded(name: string): string {
  return name.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

/** A limit on a figure: reached or passed, or passed only. */
export type Comparison = 'at-least' | 'over';
export const COMPARISONS: readonly Comparison[] = ['at-least', 'over'];

/**
 * True if the figure is at (or over) the limit. A qualifier is taken at its word: "hơn 2.000" is more than 2,000, "gần
 * 2.000" is less. Where the words leave it open the figure decides, and {@link isLeftOpen} says so.
 */
export function reaches(
  figure: { value: number | null; qualifier: Qualifier | null },
  limit: { comparison: Comparison; value: number },
): boolean {
  if (figure.value === null) return false;
  const [exact, passes] = [figure.value === limit.value, figure.value > limit.value];
  if (!exact) return passes;
  if (figure.qualifier === 'over') return true;
  return figure.qualifier !== 'nearly' && limit.comparison === 'at-least';
}

/** True where the words of the source do not say whether the limit was reached: "gần 2.010", "khoảng 2.000". */
export function isLeftOpen(qualifier: Qualifier | null): boolean {
  return qualifier === 'nearly' || qualifier === 'about';
}
