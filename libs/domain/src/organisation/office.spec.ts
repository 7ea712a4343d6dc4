import fc from 'fast-check';
import type { NewFact } from '../decider.js';
import {
  abolishOffice,
  appoint,
  attestHolder,
  createOffice,
  endAppointment,
  office,
  type Office,
  type OfficeEvents,
  reinstateHolder,
  replaceHead,
  suspendHolder,
} from './office.js';
import { declareAccountability, endAccountability } from './accountability.js';
import { anyHistoryHolds, someDay } from '../testing/any-history.js';
import { given } from '../testing/given.js';

type OfficeFact = NewFact<OfficeEvents>;
const creation = { officeId: 'qa.ct', title: 'Chủ tịch UBND', body: 'qa.gov', head: true, seats: 1, line: null };
const created: OfficeFact = { type: 'OfficeCreated', data: creation };
const twoSeats: OfficeFact = { type: 'OfficeCreated', data: { ...creation, seats: 2 } };

function appointment(
  personId: string,
  from: string,
  until: string | null = null,
  kind: 'appointed' | 'acting' = 'appointed',
): OfficeEvents['HeadAppointed'] {
  return { officeId: 'qa.ct', personId, kind, style: null, from, until, termEndsOn: null };
}
const appointed = (...of: Parameters<typeof appointment>): OfficeFact => ({
  type: 'HeadAppointed',
  data: appointment(...of),
});
const an = appointed('P:an', '2021-01-01');
const abolished: OfficeFact = { type: 'OfficeAbolished', data: { officeId: 'qa.ct', on: '2021-09-01' } };

describe('office', () => {
  it('is created once and abolished once', () => {
    given(office)
      .when((o) => createOffice(o, creation))
      .then(created);
    given(office, created)
      .when((o) => createOffice(o, creation))
      .refuses('office-already-created');
    given(office, created)
      .when((o) => abolishOffice(o, { officeId: 'qa.ct', on: '2021-09-01' }))
      .then(abolished);
    for (const on of ['2021-05-01', '2021-09-01']) {
      given(office, created, abolished)
        .when((o) => abolishOffice(o, { officeId: 'qa.ct', on }))
        .refuses('office-ended');
    }
  });

  it('seats one appointed person a day; an acting one is not counted', () => {
    const take =
      (...of: Parameters<typeof appointment>) =>
      (o: Office | null) =>
        appoint(o, appointment(...of));
    given(office).when(take('P:an', '2021-01-01')).refuses('office-unknown');
    given(office, created).when(take('P:an', '2021-01-01')).then(an);
    given(office, created, an).when(take('P:an', '2021-05-01')).refuses('already-in-office');
    given(office, created, an).when(take('P:bình', '2021-05-01')).refuses('seat-taken');
    given(office, created, an)
      .when(take('P:bình', '2020-05-01', '2021-01-02'))
      .refuses('seat-taken');
    given(office, created, an)
      .when(take('P:bình', '2020-05-01', '2021-01-01'))
      .then(appointed('P:bình', '2020-05-01', '2021-01-01'));
    given(office, created, an)
      .when(take('P:chi', '2021-05-01', null, 'acting'))
      .then(appointed('P:chi', '2021-05-01', null, 'acting'));
    given(office, created)
      .when(take('P:an', '2021-01-01', '2021-01-01'))
      .refuses('period-ends-before-it-begins');
    given(office, created, abolished).when(take('P:an', '2021-09-01')).refuses('office-ended');
  });

  it('with two seats takes two persons at a time, never a third', () => {
    const bình = appointed('P:bình', '2021-03-01', '2021-06-01');
    given(office, twoSeats, an, bình)
      .when((o) => appoint(o, appointment('P:chi', '2021-01-01')))
      .refuses('seat-taken');
    given(office, twoSeats, an, bình)
      .when((o) => appoint(o, appointment('P:chi', '2021-06-01')))
      .then(appointed('P:chi', '2021-06-01'));
  });

  it('one event ends one head and appoints the next', () => {
    const replace = (outgoing: string, incoming: string, on: string) => (o: Office | null) =>
      replaceHead(o, { officeId: 'qa.ct', outgoing, incoming, on, termEndsOn: null });
    const state = given(office, created, an)
      .when(replace('P:an', 'P:bình', '2021-09-01'))
      .then({
        type: 'HeadReplaced',
        data: { officeId: 'qa.ct', outgoing: 'P:an', incoming: 'P:bình', on: '2021-09-01', termEndsOn: null },
      });
    expect(state?.appointments.map((a) => [a.person, a.from, a.until])).toEqual([
      ['P:an', '2021-01-01', '2021-09-01'],
      ['P:bình', '2021-09-01', null],
    ]);
    given(office, created, an)
      .when(replace('P:chi', 'P:bình', '2021-09-01'))
      .refuses('no-such-appointment');
    given(office, created, an)
      .when(replace('P:an', 'P:bình', '2021-01-01'))
      .refuses('no-such-appointment');
    given(office, created, an)
      .when(replace('P:an', 'P:an', '2021-09-01'))
      .refuses('already-in-office');
    given(office, created, appointed('P:an', '2021-01-01', '2021-10-01'), appointed('P:chi', '2021-10-01'))
      .when(replace('P:an', 'P:bình', '2021-09-01'))
      .refuses('seat-taken');
  });

  it('an appointment is ended after its first day and before its end', () => {
    const leave = (personId: string, on: string) => (o: Office | null) =>
      endAppointment(o, { officeId: 'qa.ct', personId, on, reason: null });
    given(office, created, an).when(leave('P:an', '2021-01-01')).refuses('no-such-appointment');
    given(office, created, an).when(leave('P:bình', '2021-05-01')).refuses('no-such-appointment');
    const left: OfficeFact = {
      type: 'AppointmentEnded',
      data: { officeId: 'qa.ct', personId: 'P:an', on: '2021-05-01', reason: null },
    };
    const state = given(office, created, an).when(leave('P:an', '2021-05-01')).then(left);
    expect(state?.appointments[0]?.until).toBe('2021-05-01');
    given(office, created, an, left).when(leave('P:an', '2021-05-01')).refuses('no-such-appointment');
  });

  it('a holder is suspended for a period and reinstated', () => {
    const suspend = (personId: string, from: string) => (o: Office | null) =>
      suspendHolder(o, { officeId: 'qa.ct', personId, from, until: null, reason: null });
    const suspended: OfficeFact = {
      type: 'HolderSuspended',
      data: { officeId: 'qa.ct', personId: 'P:an', from: '2021-05-01', until: null, reason: null },
    };
    given(office, created, an).when(suspend('P:an', '2021-05-01')).then(suspended);
    given(office, created, an).when(suspend('P:bình', '2021-05-01')).refuses('no-such-appointment');
    given(office, created, an, suspended).when(suspend('P:an', '2021-06-01')).refuses('already-suspended');
    const reinstate = (on: string) => (o: Office | null) =>
      reinstateHolder(o, { officeId: 'qa.ct', personId: 'P:an', on });
    given(office, created, an).when(reinstate('2021-06-01')).refuses('not-suspended');
    const state = given(office, created, an, suspended)
      .when(reinstate('2021-06-01'))
      .then({ type: 'HolderReinstated', data: { officeId: 'qa.ct', personId: 'P:an', on: '2021-06-01' } });
    expect(state?.suspensions[0]?.until).toBe('2021-06-01');
  });

  it('a document may show anyone in the office, whoever is appointed', () => {
    const attestation = { officeId: 'qa.ct', personId: 'P:bình', on: '2021-05-01', document: 'd1' };
    given(office, created, an)
      .when((o) => attestHolder(o, attestation))
      .then({ type: 'HolderAttested', data: attestation });
    given(office)
      .when((o) => attestHolder(o, attestation))
      .refuses('office-unknown');
  });

  it('is declared accountable, and the declaration ends', () => {
    const declaration = {
      officeId: 'qa.ct',
      declarationId: 'a1',
      to: null,
      toText: 'trước Đảng, trước dân',
      scope: 'phòng, chống dịch',
      from: '2021-08-10',
    };
    const declared: OfficeFact = { type: 'AccountabilityDeclared', data: declaration };
    given(office, created)
      .when((o) => declareAccountability(o, declaration))
      .then(declared);
    given(office, created, declared)
      .when((o) => declareAccountability(o, declaration))
      .refuses('accountability-already-declared');
    const stop = (on: string) => (o: Office | null) =>
      endAccountability(o, { officeId: 'qa.ct', declarationId: 'a1', on });
    given(office, created).when(stop('2021-09-01')).refuses('accountability-not-declared');
    given(office, created, declared).when(stop('2021-08-10')).refuses('period-ends-before-it-begins');
    given(office, created, declared)
      .when(stop('2021-09-01'))
      .then({ type: 'AccountabilityEnded', data: { officeId: 'qa.ct', declarationId: 'a1', on: '2021-09-01' } });
  });

  it('any accepted history holds, and never seats two on one chair', () => {
    const who = fc.constantFrom('P:an', 'P:bình', 'P:chi');
    const consistent = office.consistent;
    expect(consistent?.(given(office, created, an, appointed('P:bình', '2021-05-01')).state)).toBe(false);
    anyHistoryHolds(
      office,
      (o) => createOffice(o, creation),
      fc.tuple(who, someDay, fc.option(someDay)).map(
        ([personId, from, until]) =>
          (o) =>
            appoint(o, appointment(personId, from, until)),
      ),
      fc.tuple(who, who, someDay).map(
        ([outgoing, incoming, on]) =>
          (o) =>
            replaceHead(o, { officeId: 'qa.ct', outgoing, incoming, on, termEndsOn: null }),
      ),
      fc.tuple(who, someDay).map(
        ([personId, on]) =>
          (o) =>
            endAppointment(o, { officeId: 'qa.ct', personId, on, reason: null }),
      ),
      fc.tuple(who, someDay).map(([personId, from]) => (o) => {
        expect(consistent?.(o)).toBe(true);
        return suspendHolder(o, { officeId: 'qa.ct', personId, from, until: null, reason: null });
      }),
    );
  });
});
