import type { NewFact } from '../decider.js';
import { anyHistoryHolds, someDay } from '../testing/any-history.js';
import { given } from '../testing/given.js';
import { endDuty, type ReportingDuty, reportingDuty, type ReportingDutyEvents, setDuty } from './reporting-duty.js';

const duty: ReportingDutyEvents['ReportingDutySet'] = {
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
};
const end: ReportingDutyEvents['ReportingDutyEnded'] = {
  dutyId: 'n',
  by: 'tp.gov',
  on: '2021-09-01',
  reason: 'báo cáo tuần',
};
const wasSet: NewFact<ReportingDutyEvents> = { type: 'ReportingDutySet', data: duty };

describe('a reporting duty', () => {
  it('is set once, from a day', () => {
    given(reportingDuty)
      .when((d) => setDuty(d, duty))
      .then(wasSet);
    given(reportingDuty, wasSet)
      .when((d) => setDuty(d, duty))
      .refuses('duty-already-set');
    given(reportingDuty)
      .when((d) => setDuty(d, { ...duty, until: '2021-08-01' }))
      .refuses('period-ends-before-it-begins');
  });

  it.each(['24:00', '7:00', '18.00', '18:60', ''])('is not due at "%s"', (dueAt) => {
    given(reportingDuty)
      .when((d) => setDuty(d, { ...duty, dueAt }))
      .refuses('duty-hour-not-clear');
  });

  it('is ended once, after it began', () => {
    const ended: NewFact<ReportingDutyEvents> = { type: 'ReportingDutyEnded', data: end };
    given(reportingDuty, wasSet)
      .when((d) => endDuty(d, end))
      .then(ended);
    given(reportingDuty)
      .when((d) => endDuty(d, end))
      .refuses('duty-unknown');
    given(reportingDuty, wasSet, ended)
      .when((d) => endDuty(d, { ...end, on: '2021-10-01' }))
      .refuses('duty-ended');
    given(reportingDuty, { type: 'ReportingDutySet', data: { ...duty, until: '2021-08-20' } })
      .when((d) => endDuty(d, end))
      .refuses('duty-ended');
    given(reportingDuty, wasSet)
      .when((d) => endDuty(d, { ...end, on: '2021-08-01' }))
      .refuses('period-ends-before-it-begins');
  });

  it('any accepted history holds', () => {
    anyHistoryHolds(
      reportingDuty,
      (d) => setDuty(d, duty),
      someDay.map((on) => (d: ReportingDuty | null) => endDuty(d, { ...end, on })),
    );
  });
});
