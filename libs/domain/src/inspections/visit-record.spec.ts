import fc from 'fast-check';
import type { NewFact } from '../decider.js';
import { anyHistoryHolds, someDay } from '../testing/any-history.js';
import { given } from '../testing/given.js';
import {
  changeTeam,
  dispatchTeam,
  establishTeam,
  inspection,
  type InspectionTeam,
  returnTeam,
  visitSite,
} from './inspection.js';
import type { InspectionEvents } from './inspection-events.js';
import { answerChecklist, checklistOf, signMinutes } from './visit-record.js';
import { deliverReport, reportStatus } from './team-report.js';
import { CITY_TEAM } from '../testing/inspection-story.js';

type Event = NewFact<InspectionEvents>;

const visit: InspectionEvents['SiteVisited'] = {
  teamId: 'doan',
  visitId: 'v1',
  unit: 'qa',
  sites: [],
  on: '2021-08-13',
  partOfDay: null,
  receivedBy: null,
  flags: [],
};
const minutes: InspectionEvents['InspectionMinutesSigned'] = {
  teamId: 'doan',
  visitId: 'v1',
  signedBy: ['P:an'],
  representative: 'P:qa.ct',
  representativeOffice: 'qa.ct',
  representativeText: null,
  opinion: 'agrees',
  opinionText: null,
  witnesses: [],
  findings: ['f1', 'f2'],
  files: [],
  on: '2021-08-13',
  signedAt: '2021-08-13T09:00:00Z',
};
const checked: InspectionEvents['ChecklistAnswered'] = {
  teamId: 'doan',
  visitId: 'v1',
  answers: [{ item: 'Hồ sơ', answer: 'not-met', note: 'thiếu sổ' }],
  on: '2021-08-13',
};
const report: InspectionEvents['InspectionReported'] = {
  teamId: 'doan',
  reportId: 'bc1',
  to: 'tp.party',
  signedBy: 'P:an',
  number: null,
  conclusion: 'Cơ bản đáp ứng',
  files: [],
  on: '2021-08-20',
};
const established: Event = { type: 'InspectionTeamEstablished', data: CITY_TEAM };
const visited: Event = { type: 'SiteVisited', data: visit };
const signed: Event = { type: 'InspectionMinutesSigned', data: minutes };
const onVisit = given(inspection, established, visited);

describe('the checklist on a visit', () => {
  it('is answered point by point; what nobody speaks of was not looked at, and the last word holds', () => {
    const state = onVisit.when((t) => answerChecklist(t, checked)).then({ type: 'ChecklistAnswered', data: checked });
    const words = (t: InspectionTeam | null, asOf: string) => t && checklistOf(t, 'v1', asOf).map((a) => a.answer);
    expect([words(state, '2021-08-12'), words(state, '2021-08-13')]).toEqual([
      ['not-looked-at', 'not-looked-at'],
      ['not-met', 'not-looked-at'],
    ]);
    const again = { ...checked, answers: [{ item: 'Hồ sơ', answer: 'met' as const, note: null }], on: '2021-08-14' };
    const corrected = given(inspection, established, visited, { type: 'ChecklistAnswered', data: checked })
      .when((t) => answerChecklist(t, again))
      .then({ type: 'ChecklistAnswered', data: again });
    expect([words(corrected, '2021-08-13'), words(corrected, '2021-08-14')]).toEqual([
      ['not-met', 'not-looked-at'],
      ['met', 'not-looked-at'],
    ]);
  });
  it('has only points that the team was given, each once, not before the visit and not after the minutes', () => {
    const point = (item: string) => ({ item, answer: 'met' as const, note: null });
    onVisit.when((t) => answerChecklist(t, { ...checked, answers: [point('Khác')] })).refuses('not-on-the-checklist');
    onVisit
      .when((t) => answerChecklist(t, { ...checked, answers: [point('Hồ sơ'), point('Hồ sơ')] }))
      .refuses('point-answered-twice');
    onVisit.when((t) => answerChecklist(t, { ...checked, on: '2021-08-12' })).refuses('before-the-visit');
    onVisit.when((t) => answerChecklist(t, { ...checked, visitId: 'v9' })).refuses('visit-unknown');
    given(inspection, established, visited, signed)
      .when((t) => answerChecklist(t, checked))
      .refuses('minutes-already-signed');
  });
});

describe('the minutes of a visit', () => {
  const signs = (o: Partial<typeof minutes>, ofVisit: string[] = ['f1', 'f2']) =>
    onVisit.when((t) => signMinutes(t, { ...minutes, ...o }, ofVisit));
  it('are signed once, on or after the day of the visit', () => {
    signs({}).then(signed);
    given(inspection, established, visited, signed)
      .when((t) => signMinutes(t, minutes, ['f1', 'f2']))
      .refuses('minutes-already-signed');
    signs({ on: '2021-08-12' }).refuses('before-the-visit');
    signs({ visitId: 'v9' }).refuses('visit-unknown');
  });
  it('list what was found on the visit: all of it and nothing else', () => {
    signs({ findings: ['f1'] }).refuses('minutes-leave-out-a-finding');
    signs({ findings: ['f1', 'f2', 'f3'] }).refuses('finding-of-another-visit');
    signs({ findings: [] }, []).then({ type: 'InspectionMinutesSigned', data: { ...minutes, findings: [] } });
  });
  it('carry the opinion of the unit', () => {
    signs({ opinion: 'disagrees' }).refuses('disagreement-needs-its-text');
    const disagrees = { opinion: 'disagrees' as const, opinionText: 'Không đúng thực tế' };
    signs(disagrees).then({ type: 'InspectionMinutesSigned', data: { ...minutes, ...disagrees } });
    const nobody = { representative: null, representativeOffice: null };
    signs(nobody).refuses('minutes-need-a-representative');
    const refused = { ...nobody, opinion: 'refused-to-sign' as const, witnesses: ['Tổ trưởng tổ dân phố'] };
    signs(refused).then({ type: 'InspectionMinutesSigned', data: { ...minutes, ...refused } });
    signs({ representative: 'P:an' }).refuses('signs-for-both-sides');
  });
});

describe('the report of a team', () => {
  it('is delivered once under its id', () => {
    const delivered: Event = { type: 'InspectionReported', data: report };
    given(inspection, established)
      .when((t) => deliverReport(t, report))
      .then(delivered);
    given(inspection, established, delivered)
      .when((t) => deliverReport(t, report))
      .refuses('report-already-delivered');
    given(inspection)
      .when((t) => deliverReport(t, report))
      .refuses('team-unknown');
  });
  it('is in time by the date of the order, and without one there is nothing to judge by', () => {
    const told = (reportDueOn: string | null, ...days: string[]) => {
      const events: Event[] = [
        { type: 'InspectionTeamEstablished', data: { ...CITY_TEAM, reportDueOn } },
        ...days.map((on, i): Event => ({ type: 'InspectionReported', data: { ...report, reportId: `bc${i}`, on } })),
      ];
      const { state } = given(inspection, ...events);
      return (asOf: string) => state && reportStatus(state, asOf).status;
    };
    expect(['2021-08-20', '2021-08-21'].map(told('2021-08-20'))).toEqual(['in-term', 'overdue']);
    expect(told('2021-08-20', '2021-08-20', '2021-08-25')('2021-08-30')).toBe('delivered-in-time');
    expect(['2021-08-24', '2021-08-25'].map(told('2021-08-20', '2021-08-25'))).toEqual(['overdue', 'delivered-late']);
    expect(['2021-08-24', '2021-08-25'].map(told(null, '2021-08-25'))).toEqual(['no-date', 'delivered']);
  });
  it('is not due before the team is there', () => {
    given(inspection)
      .when((t) => establishTeam(t, { ...CITY_TEAM, reportDueOn: '2021-08-11' }))
      .refuses('report-due-before-the-team');
  });
});

it('any accepted history of a team holds', () => {
  anyHistoryHolds(
    inspection,
    (t) => establishTeam(t, CITY_TEAM),
    fc.tuple(someDay, fc.constantFrom('P:an', 'P:ba', 'P:ca'), fc.boolean()).map(
      ([on, person, joins]) =>
        (t) =>
          changeTeam(t, {
            teamId: 'doan',
            joined: joins ? [person] : [],
            left: joins ? [] : [person],
            leaders: null,
            on,
            reason: null,
          }),
    ),
    fc.tuple(someDay, fc.option(someDay)).map(
      ([on, until]) =>
        (t) =>
          dispatchTeam(t, { teamId: 'doan', to: ['qa'], on, until }),
    ),
    someDay.map((on) => (t) => returnTeam(t, { teamId: 'doan', on })),
    someDay.map((on) => (t) => visitSite(t, { ...visit, on })),
    someDay.map((on) => (t) => answerChecklist(t, { ...checked, on })),
    someDay.map((on) => (t) => signMinutes(t, { ...minutes, on }, ['f1', 'f2'])),
    someDay.map((on) => (t) => deliverReport(t, { ...report, on })),
  );
});
