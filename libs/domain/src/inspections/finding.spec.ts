import fc from 'fast-check';
import type { NewFact } from '../decider.js';
import { actDay, answerFinding, finding, type FindingEvents, identifyUnits, logFinding, unitsOf } from './finding.js';
import { anyHistoryHolds, someDay } from '../testing/any-history.js';
import { given } from '../testing/given.js';

const remark: FindingEvents['FindingLogged'] = {
  findingId: 'f1',
  kind: 'shortcoming',
  occasion: 'meeting',
  summary: 'Có nơi còn chủ quan, lơ là',
  units: [],
  unitsText: 'một số quận, huyện',
  on: '2021-08-10',
  madeByUnit: 'tp.party',
  madeByPerson: null,
  onBehalfOf: null,
  teamId: null,
  visitId: null,
  directiveId: null,
  tasks: [],
};
const logged: NewFact<FindingEvents> = { type: 'FindingLogged', data: remark };

describe('finding', () => {
  it('is logged once; one made on an inspection names its team', () => {
    given(finding)
      .when((f) => logFinding(f, remark))
      .then(logged);
    given(finding, logged)
      .when((f) => logFinding(f, remark))
      .refuses('finding-already-logged');
    given(finding)
      .when((f) => logFinding(f, { ...remark, occasion: 'inspection' }))
      .refuses('inspection-finding-needs-its-team');
  });

  it('names no unit where the source names none; units are identified later, by somebody, from a day', () => {
    const named = { findingId: 'f1', units: ['qa'], by: 'tp.party', on: '2021-08-15' };
    const state = given(finding, logged)
      .when((f) => identifyUnits(f, named))
      .then({ type: 'FindingUnitsIdentified', data: named });
    expect(state && [unitsOf(state, '2021-08-14'), unitsOf(state, '2021-08-15')]).toEqual([[], ['qa']]);
    const identified: NewFact<FindingEvents> = { type: 'FindingUnitsIdentified', data: named };
    given(finding, logged, identified)
      .when((f) => identifyUnits(f, named))
      .refuses('units-already-identified');
    given(finding, logged)
      .when((f) => identifyUnits(f, { ...named, on: '2021-08-09' }))
      .refuses('before-the-finding');
    given(finding)
      .when((f) => identifyUnits(f, named))
      .refuses('finding-unknown');
  });

  it('what it judges is not later than the finding', () => {
    given(finding)
      .when((f) => logFinding(f, { ...remark, actOn: '2021-08-11' }))
      .refuses('act-after-the-finding');
    const earlier = { ...remark, actOn: '2021-08-01' };
    const state = given(finding)
      .when((f) => logFinding(f, earlier))
      .then({ type: 'FindingLogged', data: earlier });
    expect(state && actDay(state)).toBe('2021-08-01');
    const plain = given(finding, logged).state;
    expect(plain && actDay(plain)).toBe('2021-08-10');
  });

  it('is answered by a unit, once under an id, as soon as a unit is named', () => {
    const answer: FindingEvents['FindingAnswered'] = {
      findingId: 'f1',
      answerId: 'gt1',
      by: 'qa.gov',
      stance: 'disputes',
      text: 'Đã tổ chức trực đủ ca',
      files: [],
      on: '2021-08-16',
    };
    const identified: NewFact<FindingEvents> = {
      type: 'FindingUnitsIdentified',
      data: { findingId: 'f1', units: ['qa'], by: 'tp.party', on: '2021-08-15' },
    };
    const answered: NewFact<FindingEvents> = { type: 'FindingAnswered', data: answer };
    given(finding, logged)
      .when((f) => answerFinding(f, answer))
      .refuses('finding-names-no-unit');
    given(finding, logged, identified)
      .when((f) => answerFinding(f, answer))
      .then(answered);
    given(finding, logged, identified, answered)
      .when((f) => answerFinding(f, answer))
      .refuses('finding-already-answered');
    given(finding)
      .when((f) => answerFinding(f, answer))
      .refuses('finding-unknown');
    given(finding, logged, identified)
      .when((f) => answerFinding(f, { ...answer, on: '2021-08-09' }))
      .refuses('before-the-finding');
  });

  it('any accepted history holds', () => {
    anyHistoryHolds(
      finding,
      (f) => logFinding(f, remark),
      fc.tuple(someDay, fc.subarray(['qa', 'qb', 'pa1'])).map(
        ([on, units]) =>
          (f) =>
            identifyUnits(f, { findingId: 'f1', units, by: 'tp.party', on }),
      ),
    );
  });
});
