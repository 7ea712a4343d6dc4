import fc from 'fast-check';
import type { NewFact } from '../decider.js';
import { anyHistoryHolds, someDay } from '../testing/any-history.js';
import { CHAIR, SHORTCOMING } from '../testing/finding-story.js';
import { given } from '../testing/given.js';
import { decideFindingSuccessor, finding, type FindingEvents, identifyUnits, logFinding } from './finding.js';
import {
  reportRectification,
  requestRectification,
  setDueDate,
  verifyRectification,
} from './rectification-decisions.js';

type Event = NewFact<FindingEvents>;
const on = (findingId: string, day: string) => ({ findingId, rectificationId: 'k', on: day });
const request = {
  ...on('f', '2021-08-12'),
  ...CHAIR,
  unit: 'qa',
  what: 'Bố trí đủ ca',
  dueOn: null,
  dueText: 'sớm',
};
const report = { ...on('f', '2021-08-15'), by: 'qa.gov', text: 'Đã đủ ca', files: [] };
const verdict = { ...on('f', '2021-08-17'), ...CHAIR, report: 'e3', accepted: true, reason: null };
const dueSet = { ...on('f', '2021-08-13'), ...CHAIR, dueOn: '2021-08-20', basis: 'Thông báo' };

const logged: Event = { type: 'FindingLogged', data: SHORTCOMING };
const requested: Event = { type: 'RectificationRequested', data: request };
const reported: Event = { type: 'RectificationReported', data: report };
const accepted: Event = { type: 'RectificationVerified', data: verdict };
const rejected: Event = { type: 'RectificationVerified', data: { ...verdict, accepted: false, reason: 'còn thiếu' } };

describe('a rectification is requested', () => {
  it('once, of a finding that is known, not before its day', () => {
    given(finding, logged)
      .when((f) => requestRectification(f, request))
      .then(requested);
    given(finding, logged, requested)
      .when((f) => requestRectification(f, request))
      .refuses('rectification-already-requested');
    given(finding)
      .when((f) => requestRectification(f, request))
      .refuses('finding-unknown');
    given(finding, logged)
      .when((f) => requestRectification(f, { ...request, on: '2021-08-09' }))
      .refuses('before-the-finding');
  });

  it('of a shortcoming, a violation or a risk; a strength needs none', () => {
    const of = (kind: 'strength' | 'shortcoming' | 'violation' | 'risk') =>
      given(finding, { type: 'FindingLogged', data: { ...SHORTCOMING, kind } }).when((f) =>
        requestRectification(f, request),
      );
    for (const kind of ['shortcoming', 'violation', 'risk'] as const) of(kind).then(requested);
    of('strength').refuses('strength-needs-no-rectification');
  });

  it('once somebody has said which unit it is about', () => {
    const nobody: Event = { type: 'FindingLogged', data: { ...SHORTCOMING, units: [] } };
    const named: Event = {
      type: 'FindingUnitsIdentified',
      data: { findingId: 'f', units: ['qa'], by: 'tp.gov', on: '2021-08-13' },
    };
    given(finding, nobody)
      .when((f) => requestRectification(f, request))
      .refuses('finding-names-no-unit');
    given(finding, nobody, named)
      .when((f) => requestRectification(f, request))
      .refuses('finding-names-no-unit');
    given(finding, nobody, named)
      .when((f) => requestRectification(f, { ...request, on: '2021-08-13' }))
      .then({ type: 'RectificationRequested', data: { ...request, on: '2021-08-13' } });
  });

  it('with a date on or after its day, or with none', () => {
    given(finding, logged)
      .when((f) => requestRectification(f, { ...request, dueOn: '2021-08-11' }))
      .refuses('due-before-the-request');
    given(finding, logged)
      .when((f) => requestRectification(f, { ...request, dueOn: '2021-08-12' }))
      .then({ type: 'RectificationRequested', data: { ...request, dueOn: '2021-08-12' } });
  });
});

describe('its date', () => {
  it('is set later, and changed', () => {
    given(finding, logged, requested)
      .when((f) => setDueDate(f, dueSet))
      .then({ type: 'RectificationDueSet', data: dueSet });
    given(finding, logged, requested, { type: 'RectificationDueSet', data: dueSet })
      .when((f) => setDueDate(f, { ...dueSet, dueOn: '2021-08-18' }))
      .then({ type: 'RectificationDueSet', data: { ...dueSet, dueOn: '2021-08-18' } });
  });
  it('is not before the request, nor of one that is unknown or closed', () => {
    given(finding, logged, requested)
      .when((f) => setDueDate(f, { ...dueSet, dueOn: '2021-08-11' }))
      .refuses('due-before-the-request');
    given(finding, logged)
      .when((f) => setDueDate(f, dueSet))
      .refuses('rectification-unknown');
    given(finding, logged, requested, reported, accepted)
      .when((f) => setDueDate(f, dueSet))
      .refuses('rectification-closed');
  });
});

describe('a report', () => {
  it('is made of what was requested, one at a time', () => {
    given(finding, logged, requested)
      .when((f) => reportRectification(f, report))
      .then(reported);
    given(finding, logged, requested, reported)
      .when((f) => reportRectification(f, report))
      .refuses('rectification-already-reported');
    given(finding, logged)
      .when((f) => reportRectification(f, report))
      .refuses('rectification-unknown');
    given(finding, logged, requested)
      .when((f) => reportRectification(f, { ...report, on: '2021-08-11' }))
      .refuses('before-the-request');
  });
  it('may be made again after a rejection, not after it was accepted', () => {
    given(finding, logged, requested, reported, rejected)
      .when((f) => reportRectification(f, { ...report, on: '2021-08-18' }))
      .then({ type: 'RectificationReported', data: { ...report, on: '2021-08-18' } });
    given(finding, logged, requested, reported, accepted)
      .when((f) => reportRectification(f, report))
      .refuses('rectification-closed');
  });
});

describe('a verdict', () => {
  const decides = (data: FindingEvents['RectificationVerified'], ...events: Event[]) =>
    given(finding, logged, requested, ...events).when((f) => verifyRectification(f, data));
  it('decides one report, once', () => {
    decides(verdict, reported).then(accepted);
    for (const decided of [accepted, rejected]) {
      decides(verdict, reported, decided).refuses('rectification-already-decided');
    }
    decides(verdict).refuses('no-such-rectification-report');
    decides({ ...verdict, report: 'e9' }, reported).refuses('no-such-rectification-report');
    decides({ ...verdict, rectificationId: 'x' }, reported).refuses('rectification-unknown');
  });
  it('is not given before the report; a rejection says what is missing', () => {
    decides({ ...verdict, on: '2021-08-14' }, reported).refuses('verdict-before-report');
    decides({ ...verdict, accepted: false }, reported).refuses('rejection-needs-a-reason');
    decides({ ...verdict, accepted: false, reason: 'còn thiếu' }, reported).then(rejected);
  });
});

it('the successor of a split unit is decided once for a finding', () => {
  const decision = { findingId: 'f', from: 'qa', to: 'qb', on: '2021-08-16', ...CHAIR };
  const event: Event = { type: 'FindingSuccessorDecided', data: decision };
  given(finding, logged)
    .when((f) => decideFindingSuccessor(f, decision))
    .then(event);
  given(finding, logged, event)
    .when((f) => decideFindingSuccessor(f, { ...decision, to: 'qc' }))
    .refuses('finding-successor-already-decided');
});

it('any accepted history of a finding holds', () => {
  anyHistoryHolds(
    finding,
    (f) => logFinding(f, SHORTCOMING),
    someDay.map((day) => (f) => identifyUnits(f, { findingId: 'f', units: ['qb'], by: 'tp.gov', on: day })),
    fc.tuple(someDay, fc.option(someDay)).map(
      ([day, dueOn]) =>
        (f) =>
          requestRectification(f, { ...request, dueOn, on: day }),
    ),
    fc.tuple(someDay, someDay).map(
      ([day, dueOn]) =>
        (f) =>
          setDueDate(f, { ...dueSet, on: day, dueOn }),
    ),
    someDay.map((day) => (f) => reportRectification(f, { ...report, on: day })),
    fc.tuple(someDay, fc.boolean(), fc.constantFrom('e2', 'e3', 'e4', 'e5')).map(
      ([day, yes, id]) =>
        (f) =>
          verifyRectification(f, { ...verdict, report: id, accepted: yes, reason: 'x', on: day }),
    ),
    someDay.map((day) => (f) => decideFindingSuccessor(f, { findingId: 'f', from: 'qa', to: 'qb', on: day, ...CHAIR })),
  );
});
