import { caseCount, type CaseFigure, type CaseReport, type FigureFlag, flagsOf } from './case-count.js';
import type { CivilDate } from '../civil-date.js';
import { idOf } from '../decider.js';
import type { Facts } from '../facts.js';
import { figuresIn } from './figure-month.js';
import type { UnitId } from '../organisation/unit.js';

/** A unit's own figure for a period, as reported and corrected by then. */
export interface CaseCountAnswer {
  report: string;
  total: number;
  parts: readonly { name: string; value: number }[];
  figure: CaseFigure;
  flags: FigureFlag[];
  /** Total minus the sum of the parts, where there are parts. */
  mismatchBy: number;
  /** The figure as first reported, where it was corrected since. */
  firstReported: number | null;
  /** Other reports of the unit for the same period, which are shown and never merged. */
  duplicates: readonly string[];
  evidence: readonly string[];
}

/** Section 4: the figure of a unit for exactly that period; of several reports the last recorded. Null: none. */
export function caseCountOf(facts: Facts, unit: UnitId, from: CivilDate, to: CivilDate): CaseCountAnswer | null {
  const matches = reportsFor(facts, unit, to).flatMap((report) =>
    report.figures.flatMap((figure, i) =>
      figure.measure === 'cases' && (figure.from ?? figure.to) === from && figure.to === to
        ? [{ report, figure, i }]
        : [],
    ),
  );
  const chosen = matches.at(-1);
  if (!chosen) return null;
  const { report, figure, i } = chosen;
  const { flags, mismatchBy } = flagsOf(figure);
  const duplicates = matches.slice(0, -1).map((match) => match.report.id);
  const corrections = report.corrections.filter((c) => c.figure === i);
  const original = report.reported.figures[i]?.total ?? null;
  return {
    report: report.id,
    total: figure.total,
    parts: figure.parts,
    figure,
    flags: duplicates.length > 0 ? [...flags, 'duplicate'] : flags,
    mismatchBy,
    firstReported: corrections.length > 0 ? original : null,
    duplicates,
    evidence: [report.at.id, ...corrections.map((c) => c.at.id)],
  };
}

/** Case reports of a unit with a figure in the month of that day, in the order in which they were recorded. */
function reportsFor(facts: Facts, unit: UnitId, day: CivilDate): CaseReport[] {
  return figuresIn(facts, unit, caseCount.category, day, day).flatMap(
    (stream) => facts.of(caseCount, idOf(stream)) ?? [],
  );
}
