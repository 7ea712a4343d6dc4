import {
  type Certification,
  type CertificationEvents,
  certificationEvolve,
  certificationMentions,
  certificationStandsOn,
  lastOf,
  requireUnlocked,
  UNCERTIFIED,
} from './certification.js';
import { type CivilDate, localMinute } from '../civil-date.js';
import { type Decider, existing, type NewFact, streamOf } from '../decider.js';
import { figureMonths } from './figure-month.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';
import type { UnitId } from '../organisation/unit.js';

/** Section 4 of domain.md: figures are kept as reported; a correction is a later event. */

/** gần, khoảng, hơn, trung bình: a qualifier is not rounding. */
export type Qualifier = 'nearly' | 'about' | 'over' | 'average';
export const QUALIFIERS: readonly Qualifier[] = ['nearly', 'about', 'over', 'average'];
/** New in the period, standing at its end, a mean a day, or another count that the report carries. */
export type Measure = 'cases' | 'cases-a-day' | 'lockdown-points' | 'clusters';
export const MEASURES: readonly Measure[] = ['cases', 'cases-a-day', 'lockdown-points', 'clusters'];

export interface Part {
  name: string;
  value: number;
}

export interface CaseFigure {
  measure: Measure;
  /** First and last day of the period, both counted; null `from` for a figure that stands on the day `to`. */
  from: CivilDate | null;
  to: CivilDate;
  /** UTC instant at which counting stopped on the last day; null: not said. */
  cutoffAt: string | null;
  total: number;
  parts: Part[];
  qualifier: Qualifier | null;
  /** True where the source leaves open whether both ends count (05/01–12/01 is 7 or 8 days). */
  periodAmbiguous: boolean;
}

export type CaseCountEvents = {
  CaseCountReported: {
    reportId: string;
    unit: UnitId;
    figures: CaseFigure[];
    on: CivilDate;
    reportedByUnit: UnitId | null;
    reportedByPerson: string | null;
    reportedTo: UnitId | null;
    /** UTC instant at which it was handed in, on the day `on` in Asia/Ho_Chi_Minh; absent: not said. */
    reportedAt?: string | null;
  };
  /** Corrects one figure of a report; what it does not name stays as reported. */
  CaseCountCorrected: { reportId: string; figure: number; total: number; parts: Part[] | null; reason: string };
} & CertificationEvents;

export interface CaseReport {
  id: string;
  reported: CaseCountEvents['CaseCountReported'];
  at: EventRef;
  figures: readonly CaseFigure[];
  corrections: readonly (CaseCountEvents['CaseCountCorrected'] & { at: EventRef })[];
  certification: Certification;
}

export const caseCount: Decider<CaseReport | null, CaseCountEvents> = {
  category: 'casereport',
  initial: null,
  evolve: {
    CaseCountReported: (_, e, at) => ({
      id: e.reportId,
      reported: e,
      at,
      figures: e.figures,
      corrections: [],
      certification: UNCERTIFIED,
    }),
    CaseCountCorrected: existing((r, e, at) => ({
      ...r,
      figures: r.figures.map((f, i) => (i === e.figure ? { ...f, total: e.total, parts: e.parts ?? f.parts } : f)),
      corrections: [...r.corrections, { ...e, at }],
    })),
    ...certificationEvolve<CaseReport>(),
  },
  mentions: {
    CaseCountReported: (e) => [
      ['reports-on', streamOf('unit', e.unit)],
      ...figureMonths(
        e.unit,
        e.figures.map((f) => f.to),
      ),
      ...(e.reportedByPerson === null ? [] : [['reported-by', streamOf('person', e.reportedByPerson)] as const]),
    ],
    CaseCountCorrected: () => [],
    ...certificationMentions,
  },
  standsOn: {
    CaseCountCorrected: (_, earlier) => lastOf('FigureReopened', earlier),
    ...certificationStandsOn,
  },
};

export type FigureFlag =
  'sum-mismatch' | 'approximate' | 'partial-day' | 'period-ambiguous' | 'corrected' | 'duplicate';

/** What a reader must know of a figure before using it; `by` is total minus sum of parts. */
export function flagsOf(figure: CaseFigure): { flags: FigureFlag[]; mismatchBy: number } {
  const sum = figure.parts.reduce((total, part) => total + part.value, 0);
  const mismatchBy = figure.parts.length > 0 ? figure.total - sum : 0;
  const flags: FigureFlag[] = [];
  if (mismatchBy !== 0) flags.push('sum-mismatch');
  if (figure.qualifier !== null) flags.push('approximate');
  if (figure.cutoffAt !== null) flags.push('partial-day');
  if (figure.periodAmbiguous) flags.push('period-ambiguous');
  return { flags, mismatchBy };
}

export function reportCases(
  state: CaseReport | null,
  data: CaseCountEvents['CaseCountReported'],
): NewFact<CaseCountEvents>[] {
  if (state) throw new RuleViolation('report-already-recorded', data.reportId);
  const handedIn = data.reportedAt ? localMinute(data.reportedAt).day : data.on;
  if (handedIn !== data.on) throw new RuleViolation('handed-in-on-another-day', `${data.on} ${handedIn}`);
  for (const figure of data.figures) {
    if (figure.from !== null && figure.to < figure.from) {
      throw new RuleViolation('period-ends-before-it-begins', `${figure.from}..${figure.to}`);
    }
    requireDistinctParts(figure.parts, data.reportId);
  }
  return [{ type: 'CaseCountReported', data }];
}

export function correctCases(
  state: CaseReport | null,
  data: CaseCountEvents['CaseCountCorrected'],
): NewFact<CaseCountEvents>[] {
  if (!state) throw new RuleViolation('report-unknown', data.reportId);
  requireUnlocked(state);
  const figure = state.figures[data.figure];
  if (!figure) throw new RuleViolation('figure-unknown', `${data.reportId} ${data.figure}`);
  if (data.parts) requireDistinctParts(data.parts, data.reportId);
  const parts = data.parts ?? figure.parts;
  if (figure.total === data.total && JSON.stringify(parts) === JSON.stringify(figure.parts)) {
    throw new RuleViolation('correction-changes-nothing', data.reportId);
  }
  return [{ type: 'CaseCountCorrected', data }];
}

function requireDistinctParts(parts: readonly Part[], reportId: string): void {
  const names = parts.map((part) => part.name.normalize('NFC'));
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new RuleViolation('part-named-twice', `${reportId} ${twice}`);
}
