import fc from 'fast-check';
import type { NewFact } from '../decider.js';
import { anyHistoryHolds, someDay } from '../testing/any-history.js';
import { given } from '../testing/given.js';
import {
  changeMembership,
  end,
  endAreaCharge,
  giveAreaCharge,
  membersOn,
  move,
  nameOn,
  parentOn,
  register,
  rename,
  unit,
  type Unit,
  type UnitEvents,
} from './unit.js';

type UnitFact = NewFact<UnitEvents>;
const quan = {
  unitId: 'qa',
  name: 'Quận A',
  level: 'district',
  parent: 'tp',
  from: '2020-01-01',
  code: '001',
} as const;
const registered = { type: 'PlaceRegistered', data: quan } as const;
const charge = { unitId: 'qa', chargeId: 'c1', office: 'tp.ct', person: null, from: '2021-08-01', until: null };
const charged: UnitFact = { type: 'AreaChargeGiven', data: charge };
const merged: UnitFact = { type: 'UnitMerged', data: { unitId: 'qa', into: 'qb', on: '2021-09-01', basis: null } };
const classDefined: UnitFact = {
  type: 'UnitClassDefined',
  data: { unitId: 'quan', name: 'các quận, huyện', place: 'tp', total: null },
};
const joined: UnitFact = {
  type: 'ClassMembershipChanged',
  data: { unitId: 'quan', joined: ['qa', 'qb'], left: [], on: '2021-01-01' },
};

function place(id: string, from: string = '2020-01-01'): Unit {
  const state = given(unit, { type: 'PlaceRegistered', data: { ...quan, unitId: id, from } }).state;
  if (!state) throw new Error('a place was registered');
  return state;
}

describe('unit', () => {
  it('is registered once', () => {
    given(unit)
      .when((u) => register(u, registered))
      .then(registered);
    given(unit, registered)
      .when((u) => register(u, registered))
      .refuses('unit-already-registered');
  });

  it('keeps its name through Unicode forms as written', () => {
    const nfd = 'Phường Mới'.normalize('NFD');
    const state = given(unit, registered)
      .when((u) => rename(u, { unitId: 'qa', name: nfd, on: '2021-09-01' }))
      .then({ type: 'UnitRenamed', data: { unitId: 'qa', name: nfd, on: '2021-09-01' } });
    expect(state && [nameOn(state, '2021-08-31'), nameOn(state, '2021-09-01')]).toEqual(['Quận A', nfd]);
  });

  it('has a parent for a period: what it was moved to holds from the day on', () => {
    const state = given(unit, registered)
      .when((u) => move(u, { unitId: 'qa', parent: 'tw', level: null, on: '2025-07-01' }))
      .then({ type: 'UnitMoved', data: { unitId: 'qa', parent: 'tw', level: null, on: '2025-07-01' } });
    expect(state && [parentOn(state, '2025-06-30'), parentOn(state, '2025-07-01')]).toEqual(['tp', 'tw']);
    given(unit, registered)
      .when((u) => move(u, { unitId: 'qa', parent: 'qa', level: null, on: '2025-07-01' }))
      .refuses('unit-is-its-own-parent');
  });

  it('does nothing before it exists, after it ended, or where nobody registered it', () => {
    const renamed = (on: string) => (u: Unit | null) => rename(u, { unitId: 'qa', name: 'Quận Ạ', on });
    given(unit).when(renamed('2021-01-01')).refuses('unit-unknown');
    given(unit, registered).when(renamed('2019-12-31')).refuses('unit-not-yet');
    given(unit, registered, merged).when(renamed('2021-09-01')).refuses('unit-ended');
    given(unit, registered, merged)
      .when(renamed('2021-08-31'))
      .then({ type: 'UnitRenamed', data: { unitId: 'qa', name: 'Quận Ạ', on: '2021-08-31' } });
  });

  it('ends once, in a successor of its kind that stands on the day', () => {
    const ending =
      (...successors: Unit[]) =>
      (u: Unit | null) =>
        end(u, merged, successors);
    given(unit, registered)
      .when(ending(place('qb')))
      .then(merged);
    given(unit, registered)
      .when(ending(place('qa')))
      .refuses('unit-is-its-own-successor');
    given(unit, registered)
      .when(ending(place('qb', '2021-09-02')))
      .refuses('unit-not-yet');
    const body = given(unit, {
      type: 'BodyRegistered',
      data: {
        unitId: 'qb.gov',
        name: 'UBND quận B',
        place: 'qb',
        line: 'government',
        parent: null,
        from: '2020-01-01',
        collective: false,
      },
    }).state;
    given(unit, registered)
      .when((u) => end(u, merged, body ? [body] : []))
      .refuses('successor-of-another-kind');
    const earlier = { type: 'UnitDissolved', data: { unitId: 'qa', on: '2021-01-01', basis: null } } as const;
    given(unit, registered, merged)
      .when((u) => end(u, earlier, []))
      .refuses('unit-ended');
  });

  it('a class has members from a day to a day', () => {
    const change = (more: string[], fewer: string[], on: string) => (u: Unit | null) =>
      changeMembership(u, { unitId: 'quan', joined: more, left: fewer, on });
    given(unit, classDefined)
      .when(change(['qa', 'qb'], [], '2021-01-01'))
      .then(joined);
    given(unit, classDefined, joined)
      .when(change(['qa'], [], '2021-05-01'))
      .refuses('already-a-member');
    given(unit, classDefined, joined)
      .when(change([], ['qc'], '2021-05-01'))
      .refuses('not-a-member');
    given(unit, registered)
      .when(change(['qb'], [], '2021-05-01'))
      .refuses('not-a-class');
    const left: UnitFact = {
      type: 'ClassMembershipChanged',
      data: { unitId: 'quan', joined: [], left: ['qa'], on: '2021-05-01' },
    };
    const state = given(unit, classDefined, joined, left).state;
    expect(state && [membersOn(state, '2021-04-30'), membersOn(state, '2021-05-01')]).toEqual([['qa', 'qb'], ['qb']]);
  });

  it('a place is given into the charge of an office or of a person, for a period', () => {
    const give = (change: Partial<typeof charge> | { person: string }) => (u: Unit | null) =>
      giveAreaCharge(u, { ...charge, ...change });
    given(unit, registered).when(give({})).then(charged);
    given(unit, registered, charged).when(give({})).refuses('charge-already-given');
    given(unit, registered)
      .when(give({ person: 'P:an' }))
      .refuses('charge-needs-office-or-person');
    given(unit, classDefined).when(give({})).refuses('charge-needs-a-place');
    given(unit, registered)
      .when((u) => giveAreaCharge(u, { ...charge, until: '2021-08-01' }))
      .refuses('period-ends-before-it-begins');
    const ends = (chargeId: string, on: string) => (u: Unit | null) => endAreaCharge(u, { unitId: 'qa', chargeId, on });
    given(unit, registered, charged).when(ends('c2', '2021-09-01')).refuses('no-such-charge');
    given(unit, registered, charged).when(ends('c1', '2021-08-01')).refuses('not-in-that-period');
    const state = given(unit, registered, charged)
      .when(ends('c1', '2021-09-01'))
      .then({ type: 'AreaChargeEnded', data: { unitId: 'qa', chargeId: 'c1', on: '2021-09-01' } });
    expect(state?.charges[0]?.until).toBe('2021-09-01');
  });

  it('any accepted history holds', () => {
    anyHistoryHolds(
      unit,
      (u) => register(u, registered),
      someDay.map((on) => (u) => rename(u, { unitId: 'qa', name: `Quận ${on}`, on })),
      someDay.map((on) => (u) => move(u, { unitId: 'qa', parent: 'tw', level: null, on })),
      someDay.map((on) => (u) => end(u, { type: 'UnitDissolved', data: { unitId: 'qa', on, basis: null } }, [])),
      fc.tuple(someDay, fc.constantFrom('c1', 'c2')).map(
        ([from, chargeId]) =>
          (u) =>
            giveAreaCharge(u, { ...charge, chargeId, from }),
      ),
      fc.tuple(someDay, fc.constantFrom('c1', 'c2')).map(
        ([on, chargeId]) =>
          (u) =>
            endAreaCharge(u, { unitId: 'qa', chargeId, on }),
      ),
    );
  });
});
