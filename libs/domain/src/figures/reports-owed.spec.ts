import { expect } from '@jest/globals';
import { headsInOffice } from '../organisation/heads-in-office.js';
import { headScorecard } from '../scorecards/head-scorecard.js';
import { unitScorecard } from '../scorecards/unit-scorecard.js';
import { city, type Story } from '../testing/story.js';
import { tellCases } from '../testing/tell-figures.js';
import { type ReportingDutyEvents, reportingDuty } from './reporting-duty.js';
import { countOf, dutiesOf, reportsOwed } from './reports-owed.js';

const WEEK = { from: '2021-08-01', until: '2021-08-08' };

function owe(story: Story, o: Partial<ReportingDutyEvents['ReportingDutySet']> = {}): string {
  return story.add('ReportingDutySet', 'n', {
    dutyId: 'n',
    title: 'Số ca mắc mới trong ngày',
    by: 'tp.gov',
    owedBy: 'qa',
    figure: { of: 'cases', measure: 'cases', periodDays: 1 },
    dueAt: '18:00',
    dueDays: 0,
    directiveId: null,
    from: '2021-08-01',
    until: null,
    ...o,
  });
}

function owed(story: Story, asOf = '2021-08-31', period = WEEK) {
  const duty = story.facts().of(reportingDuty, 'n');
  if (!duty) throw new Error('no duty');
  return reportsOwed(story.facts(), duty, period, asOf);
}

/** One letter a day: o on time, l late, m missing; nothing where nothing was owed. */
function days(story: Story, unit = 'qa', asOf?: string) {
  return owed(story, asOf)
    .filter((r) => r.unit === unit)
    .map((r) => `${r.day.slice(8)}${r.state.slice(0, 1)}`)
    .join(' ');
}

describe('reports that are owed', () => {
  it.each([
    { dueDays: 0, reportedOn: '2021-08-02', asOf: '2021-08-02', is: '01m 02o' },
    { dueDays: 0, reportedOn: '2021-08-03', asOf: '2021-08-02', is: '01m 02m' },
    { dueDays: 0, reportedOn: '2021-08-03', asOf: '2021-08-03', is: '01m 02l 03m' },
    { dueDays: 1, reportedOn: '2021-08-03', asOf: '2021-08-02', is: '01m' },
    { dueDays: 1, reportedOn: '2021-08-03', asOf: '2021-08-03', is: '01m 02o' },
    { dueDays: 1, reportedOn: '2021-08-04', asOf: '2021-08-04', is: '01m 02l 03m' },
  ])('due after $dueDays days, reported on $reportedOn, seen on $asOf: $is', ({ dueDays, reportedOn, asOf, is }) => {
    const story = city();
    owe(story, { dueDays });
    tellCases(story, 'r', 'qa', '2021-08-02', 5, { reportedOn });
    expect(days(story, 'qa', asOf)).toBe(is);
  });

  it.each([
    ['2021-08-02T11:00:59Z', 'on-time', 'hour'],
    ['2021-08-02T11:01:00Z', 'late', 'hour'],
    ['2021-08-02T16:59:59Z', 'late', 'hour'],
    ['2021-08-01T18:00:00Z', 'on-time', 'hour'],
    [undefined, 'on-time', 'day'],
  ])('due by 18:00 in Asia/Ho_Chi_Minh and handed in at %s: %s, judged by the %s', (reportedAt, state, judgedBy) => {
    const story = city();
    owe(story, { from: '2021-08-02', until: '2021-08-03' });
    tellCases(story, 'r', 'qa', '2021-08-02', 5, reportedAt === undefined ? {} : { reportedAt });
    expect(owed(story)).toMatchObject([{ state, judgedBy, reportedOn: '2021-08-02', reportedAt: reportedAt ?? null }]);
  });

  it('are in time where the first of two hours of the day was, whichever was recorded first', () => {
    const story = city();
    owe(story, { from: '2021-08-02', until: '2021-08-03' });
    tellCases(story, 'r1', 'qa', '2021-08-02', 5, { reportedAt: '2021-08-02T12:00:00Z' });
    tellCases(story, 'r2', 'qa', '2021-08-02', 6, { reportedAt: '2021-08-02T10:00:00Z' });
    expect(owed(story)).toMatchObject([{ state: 'on-time', report: 'casereport-r2' }]);
  });

  it('are made by the unit or a body of the place, not by somebody above, and not by an annulled report', () => {
    const story = city();
    owe(story, { until: '2021-08-05' });
    tellCases(story, 'r1', 'qa', '2021-08-01', 5, { reportedByUnit: 'qa.gov' });
    tellCases(story, 'r2', 'qa', '2021-08-02', 5, { reportedByUnit: 'tp.gov' });
    tellCases(story, 'r3', 'qa', '2021-08-03', 5, { reportedByUnit: null });
    story.annul(tellCases(story, 'r4', 'qa', '2021-08-04', 5));
    expect(days(story)).toBe('01o 02m 03o 04m');
  });

  it('are in time if the first of several reports of the day was, and stay so after a correction', () => {
    const story = city();
    const set = owe(story, { until: '2021-08-02' });
    const first = tellCases(story, 'r1', 'qa', '2021-08-01', 5);
    story.add('CaseCountCorrected', 'r1', { reportId: 'r1', figure: 0, total: 7, parts: null, reason: 'sót' });
    tellCases(story, 'r2', 'qa', '2021-08-01', 6, { reportedOn: '2021-08-03' });
    expect(owed(story)).toEqual([
      expect.objectContaining({ state: 'on-time', report: 'casereport-r1', evidence: [set, first] }),
    ]);
  });

  it('are owed by the members of a class on each day, until the unit ends or the duty does', () => {
    const story = city();
    story.class('all', 'tp', null);
    story.members('all', ['qa', 'qb'], '2020-01-01');
    story.add('ClassMembershipChanged', 'all', { unitId: 'all', joined: ['pa1'], left: ['qa'], on: '2021-08-03' });
    owe(story, { owedBy: 'all' });
    story.dissolve('qb', '2021-08-05');
    story.add('ReportingDutyEnded', 'n', { dutyId: 'n', by: 'tp.gov', on: '2021-08-07', reason: 'báo cáo tuần' });
    expect(days(story, 'qa')).toBe('01m 02m');
    expect(days(story, 'qb')).toBe('01m 02m 03m 04m');
    expect(days(story, 'pa1')).toBe('03m 04m 05m 06m');
    expect(countOf(owed(story))).toEqual({ owed: 10, onTime: 0, late: 0, missing: 10 });
    expect(dutiesOf(story.facts(), 'pa1').map((d) => d.id)).toEqual(['n']);
  });

  it('of the last day before a unit ended are not owed if they were due on a later one', () => {
    const story = city();
    owe(story, { owedBy: 'qb', dueDays: 1 });
    story.dissolve('qb', '2021-08-04');
    expect(days(story, 'qb')).toBe('01m 02m');
  });

  it('are an indicator of that name too', () => {
    const story = city();
    owe(story, { figure: { of: 'indicator', name: 'Giường', kind: 'actual', measuredIn: null }, until: '2021-08-03' });
    story.add('IndicatorReported', 'i', {
      indicatorId: 'i',
      name: 'giường',
      unit: 'qa',
      kind: 'actual',
      value: null,
      measuredIn: null,
      qualifier: null,
      on: '2021-08-02',
    });
    expect(days(story)).toBe('01m 02o');
  });

  it('are charged to the head in office on the due day: before and after a change of head', () => {
    const story = city(['qa.ct']);
    story.appoint('qa.ct', 'P:an', '2021-01-01', { until: '2021-08-03' });
    story.appoint('qa.ct', 'P:bình', '2021-08-05');
    for (const id of ['P:an', 'P:bình']) story.add('PersonRegistered', id, { personId: id, name: id });
    owe(story, { dueDays: 1, until: '2021-08-06' });
    tellCases(story, 'r1', 'qa', '2021-08-01', 5, { reportedOn: '2021-08-05' });
    tellCases(story, 'r4', 'qa', '2021-08-04', 5);
    const of = (person: string) =>
      headScorecard(story.facts(), person, WEEK)?.reports.days.map((r) => `${r.due.slice(8)}${r.state.slice(0, 1)}`);
    expect(of('P:an')).toEqual(['02l']);
    expect(of('P:bình')).toEqual(['05o', '06m']);
    const unit = unitScorecard(story.facts(), 'qa', WEEK)?.reports;
    expect([unit?.onTime, unit?.late, unit?.missing]).toEqual([{ numerator: 1, denominator: 5 }, 1, 3]);
    const vacant = headsInOffice(story.facts(), 'qa', '2021-08-04').map((h) => [h.office, h.person, h.reason]);
    expect(vacant).toContainEqual(['qa.ct', null, 'vacant']);
  });
});
