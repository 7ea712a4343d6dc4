import { enclosing, existsOn, placesAbove, standingId, standingUnit, superiorOf, topBody } from './succession.js';
import { city, seat } from '../testing/story.js';

const DAY = '2021-09-01';

describe('succession (R8)', () => {
  it('a unit stands for itself until it ends', () => {
    const s = city();
    s.merge('qa', 'qb', DAY);
    expect(standingUnit(s.facts(), 'qa', '2021-08-31')).toMatchObject({ kind: 'standing', unit: 'qa', evidence: [] });
    expect(standingUnit(s.facts(), 'qa', DAY)).toMatchObject({ kind: 'standing', unit: 'qb' });
  });
  it('says when and by which event a unit was lost', () => {
    const s = city();
    const event = s.dissolve('qa', DAY);
    expect(standingUnit(s.facts(), 'qa', '2021-12-31')).toMatchObject({
      kind: 'orphaned',
      unit: 'qa',
      on: DAY,
      evidence: [{ id: event }],
    });
    expect(standingId(s.facts(), 'qa', DAY)).toBe('qa');
  });
  it('a body ends with its place and passes to the body of its line', () => {
    const s = city();
    s.body('qa.mttq', 'qa', 'front');
    s.merge('qa', 'qb', DAY);
    const facts = s.facts();
    expect(['qa.party', 'qa.gov'].map((id) => standingId(facts, id, DAY))).toEqual(['qb.party', 'qb.gov']);
    expect(standingUnit(facts, 'qa.mttq', DAY).kind).toBe('orphaned');
    const party = facts.unit('qa.party');
    expect(party && [existsOn(facts, party, '2021-08-31'), existsOn(facts, party, DAY)]).toEqual([true, false]);
  });
  it('a split waits for the decision on the task; a decision may lead on to a merged unit', () => {
    const s = city();
    s.split('qa', ['qb', 'pa1'], DAY);
    s.merge('qb', 'tp', '2021-10-01');
    const decided = () => ({ to: 'qb', at: { id: 'x', ordinal: 99 } });
    expect(standingUnit(s.facts(), 'qa', DAY).kind).toBe('needs-successor');
    expect(standingUnit(s.facts(), 'qa', DAY, decided)).toMatchObject({ kind: 'standing', unit: 'qb' });
    expect(standingUnit(s.facts(), 'qa', '2021-10-01', decided)).toMatchObject({ kind: 'standing', unit: 'tp' });
    expect(standingUnit(s.facts(), 'qa.gov', DAY, (from) => (from === 'qa' ? decided() : null))).toMatchObject({
      kind: 'standing',
      unit: 'qb.gov',
    });
  });
});

describe('the tree of units', () => {
  it('the top body of a line has no parent body in the place; a collective one only where there is no other', () => {
    const s = city();
    s.body('tp.a', 'tp', 'council', { collective: true });
    s.body('tp.yte', 'tp', 'government', { parent: 'tp.gov' });
    const top = (line: 'party' | 'government' | 'council' | 'front') => topBody(s.facts(), 'tp', line, DAY)?.id ?? null;
    expect([top('party'), top('government'), top('council'), top('front')]).toEqual([
      'tp.party',
      'tp.gov',
      'tp.a',
      null,
    ]);
    s.body('tp.b', 'tp', 'council');
    expect(top('council')).toBe('tp.b');
  });
  it('one step up: the parent body, else the top body of the line in the next place that has one', () => {
    const s = city();
    s.body('qa.yte', 'qa', 'government', { parent: 'qa.gov' });
    s.place('kp1', 'pa1', 'sub-commune');
    s.body('kp1.cb', 'kp1', 'party');
    s.body('qa.mttq', 'qa', 'front');
    const facts = s.facts();
    const up = (id: string) => {
      const unit = facts.unit(id);
      return unit && (superiorOf(facts, unit, DAY)?.id ?? null);
    };
    expect(['qa.yte', 'qa.gov', 'kp1.cb', 'qa.mttq', 'tp.gov'].map(up)).toEqual([
      'qa.gov',
      'tp.gov',
      'pa1.party',
      null,
      null,
    ]);
  });
  it('the tree is that of the day', () => {
    const s = city();
    s.move('pa1', 'tp', '2025-07-01');
    s.dissolve('qa', '2025-07-01');
    const facts = s.facts();
    expect(placesAbove(facts, 'pa1', '2025-06-30')).toEqual(['qa', 'tp']);
    expect(placesAbove(facts, 'pa1', '2025-07-01')).toEqual(['tp']);
    expect(enclosing(facts, 'pa1.gov', '2025-06-30')).toEqual(['pa1.gov', 'pa1', 'qa', 'tp']);
  });
  it('a place that was merged hands its places on to its successor', () => {
    const s = city();
    s.merge('qa', 'qb', DAY);
    expect(placesAbove(s.facts(), 'pa1', DAY)).toEqual(['qb', 'tp']);
  });
  it('places that were made each other’s parent by mistake do not hang the question', () => {
    const s = city();
    s.place('x', 'y');
    s.place('y', 'x');
    seat(s, 'x');
    expect(placesAbove(s.facts(), 'x', DAY)).toEqual(['y']);
    expect(enclosing(s.facts(), 'x.gov', DAY)).toEqual(['x.gov', 'x', 'y']);
  });
});
