import fc from 'fast-check';
import {
  caseCount,
  type CaseCountEvents,
  type CaseFigure,
  type CaseReport,
  correctCases,
  flagsOf,
  reportCases,
} from './case-count.js';
import type { NewFact } from '../decider.js';
import { correctIndicator, indicator, type IndicatorEvents, reportIndicator } from './indicator.js';
import { anyHistoryHolds } from '../testing/any-history.js';
import { given } from '../testing/given.js';

const day: CaseFigure = {
  measure: 'cases',
  from: '2022-01-12',
  to: '2022-01-12',
  cutoffAt: null,
  total: 112,
  parts: [
    { name: 'cách ly', value: 30 },
    { name: 'cộng đồng', value: 81 },
  ],
  qualifier: null,
  periodAmbiguous: false,
};
function report(...figures: CaseFigure[]): CaseCountEvents['CaseCountReported'] {
  return {
    reportId: 'r1',
    unit: 'qa',
    figures,
    on: '2022-01-12',
    reportedByUnit: 'qa',
    reportedByPerson: null,
    reportedTo: null,
  };
}
const reported: NewFact<CaseCountEvents> = { type: 'CaseCountReported', data: report(day) };

describe('case count (section 4)', () => {
  it('112 with parts 30 and 81 stays 112, flagged by 1', () => {
    const state = given(caseCount)
      .when((r) => reportCases(r, report(day)))
      .then(reported);
    expect(state?.figures[0]?.total).toBe(112);
    expect(flagsOf(day)).toEqual({ flags: ['sum-mismatch'], mismatchBy: 1 });
  });

  it.each<[string, Partial<CaseFigure>, string[], number]>([
    ['parts that add up', { total: 111 }, [], 0],
    ['parts that add up to more', { total: 100 }, ['sum-mismatch'], -11],
    ['no parts: nothing to compare', { parts: [] }, [], 0],
    ['gần 112', { total: 111, qualifier: 'nearly' }, ['approximate'], 0],
    ['counted until 18:00', { total: 111, cutoffAt: '2022-01-12T11:00:00Z' }, ['partial-day'], 0],
    ['05/01–12/01: 7 days or 8', { parts: [], from: '2022-01-05', periodAmbiguous: true }, ['period-ambiguous'], 0],
    ['nothing counted', { total: 0, parts: [{ name: 'cộng đồng', value: 0 }] }, [], 0],
  ])('%s', (_, change, flags, mismatchBy) => {
    expect(flagsOf({ ...day, ...change })).toEqual({ flags, mismatchBy });
  });

  it('is reported once, of a period that does not end before it begins, each part once', () => {
    given(caseCount, reported)
      .when((r) => reportCases(r, report(day)))
      .refuses('report-already-recorded');
    given(caseCount)
      .when((r) => reportCases(r, report({ ...day, from: '2022-01-13' })))
      .refuses('period-ends-before-it-begins');
    const nfd = { name: 'cách ly'.normalize('NFD'), value: 1 };
    given(caseCount)
      .when((r) => reportCases(r, report({ ...day, parts: [...day.parts, nfd] })))
      .refuses('part-named-twice');
  });

  it('a correction names the figure and gives a reason; the report stays', () => {
    const correct = (change: Partial<CaseCountEvents['CaseCountCorrected']>) => (r: CaseReport | null) =>
      correctCases(r, { reportId: 'r1', figure: 0, total: 111, parts: null, reason: 'cộng nhầm', ...change });
    const corrected: NewFact<CaseCountEvents> = {
      type: 'CaseCountCorrected',
      data: { reportId: 'r1', figure: 0, total: 111, parts: null, reason: 'cộng nhầm' },
    };
    const state = given(caseCount, reported).when(correct({})).then(corrected);
    expect(state?.figures[0]).toEqual({ ...day, total: 111 });
    expect(state?.reported.figures[0]).toEqual(day);
    given(caseCount).when(correct({})).refuses('report-unknown');
    given(caseCount, reported)
      .when(correct({ figure: 1 }))
      .refuses('figure-unknown');
    given(caseCount, reported)
      .when(correct({ total: 112 }))
      .refuses('correction-changes-nothing');
    given(caseCount, reported)
      .when(correct({ total: 112, parts: day.parts }))
      .refuses('correction-changes-nothing');
    const twice = [day.parts, day.parts].flat();
    given(caseCount, reported)
      .when(correct({ parts: twice }))
      .refuses('part-named-twice');
    given(caseCount, reported, corrected).when(correct({})).refuses('correction-changes-nothing');
  });

  it('any accepted history holds', () => {
    anyHistoryHolds(
      caseCount,
      (r) => reportCases(r, report(day)),
      fc.tuple(fc.nat(2), fc.nat(3)).map(
        ([figure, total]) =>
          (r) =>
            correctCases(r, { reportId: 'r1', figure, total, parts: null, reason: 'nhầm' }),
      ),
    );
  });
});

describe('indicator', () => {
  const doses: IndicatorEvents['IndicatorReported'] = {
    indicatorId: 'i1',
    name: 'mũi vắc xin đã tiêm',
    unit: 'tp',
    kind: 'cumulative',
    value: null,
    measuredIn: 'mũi',
    qualifier: 'over',
    on: '2021-08-10',
  };
  const reportedIndicator: NewFact<IndicatorEvents> = { type: 'IndicatorReported', data: doses };
  it('is reported once, also without a figure, and corrected to another one', () => {
    given(indicator)
      .when((i) => reportIndicator(i, doses))
      .then(reportedIndicator);
    given(indicator, reportedIndicator)
      .when((i) => reportIndicator(i, doses))
      .refuses('indicator-already-recorded');
    const correction = { indicatorId: 'i1', value: 5000, reason: 'bổ sung' };
    const state = given(indicator, reportedIndicator)
      .when((i) => correctIndicator(i, correction))
      .then({ type: 'IndicatorCorrected', data: correction });
    expect([state?.value, state?.reported.value]).toEqual([5000, null]);
    given(indicator, reportedIndicator)
      .when((i) => correctIndicator(i, { ...correction, value: null }))
      .refuses('correction-changes-nothing');
    given(indicator)
      .when((i) => correctIndicator(i, correction))
      .refuses('indicator-unknown');
  });
  it('any accepted history holds', () => {
    anyHistoryHolds(
      indicator,
      (i) => reportIndicator(i, doses),
      fc.nat(3).map((value) => (i) => correctIndicator(i, { indicatorId: 'i1', value, reason: 'nhầm' })),
    );
  });
});
