import fc from 'fast-check';
import { figureKey, type SaidKey } from './figure-key.js';
import { rollUp } from './roll-up.js';
import { city, type Story } from '../testing/story.js';
import { tellCases } from '../testing/tell-figures.js';

const DAY = '2021-08-12';
const of = (s: Story, said: SaidKey = { measure: 'cases' }) => rollUp(s.facts(), 'tp', figureKey(said), DAY, DAY);

describe('the sum of the children beside the own figure (section 4)', () => {
  it('is another figure; the difference is shown and nothing is merged', () => {
    const s = city();
    tellCases(s, 'r0', 'tp', DAY, 112);
    tellCases(s, 'r1', 'qa', DAY, 30);
    tellCases(s, 'r2', 'qb', DAY, 81);
    const answer = of(s);
    expect([answer.own?.value, answer.sum, answer.difference, answer.reported, answer.of]).toEqual([112, 111, 1, 2, 2]);
    expect(answer.missing).toEqual([]);
  });

  it('names who has not reported, and is approximate where a child is', () => {
    const s = city();
    tellCases(s, 'r1', 'qa', DAY, 30, { qualifier: 'about' });
    tellCases(s, 'r2', 'qb', '2021-08-11', 81);
    tellCases(s, 'r3', 'pa1', DAY, 5);
    expect(of(s)).toMatchObject({
      own: null,
      sum: 30,
      reported: 1,
      of: 2,
      missing: ['qb'],
      qualified: true,
      difference: null,
    });
    expect(of(city())).toMatchObject({ sum: null, reported: 0, of: 2, missing: ['qa', 'qb'] });
  });

  it('counts the children of that day', () => {
    const s = city();
    tellCases(s, 'r1', 'qa', DAY, 30);
    s.move('qb', null, '2021-08-01');
    s.place('qn', 'tp', 'district', '2021-09-01');
    expect(of(s)).toMatchObject({ sum: 30, reported: 1, of: 1 });
  });

  it('keeps kinds apart and does not sum what is no amount', () => {
    const s = city();
    const told = { name: 'giường', measuredIn: null, qualifier: null, on: DAY };
    s.add('IndicatorReported', 'i1', { indicatorId: 'i1', ...told, unit: 'qa', kind: 'capacity', value: 50 });
    s.add('IndicatorReported', 'i2', { indicatorId: 'i2', ...told, unit: 'qb', kind: 'actual', value: 20 });
    s.add('IndicatorReported', 'i3', { indicatorId: 'i3', ...told, unit: 'qb', kind: 'threshold', value: 9 });
    expect(of(s, { indicator: 'giường', kind: 'capacity' })).toMatchObject({ sum: 50, missing: ['qb'] });
    expect(of(s, { indicator: 'giường', kind: 'actual' })).toMatchObject({ sum: 20, missing: ['qa'] });
    expect(of(s, { indicator: 'giường', kind: 'threshold' })).toMatchObject({ sum: null, reported: 1 });
  });

  it('is the sum of what was reported, whoever reported', () => {
    fc.assert(
      fc.property(fc.option(fc.nat(900)), fc.option(fc.nat(900)), fc.option(fc.nat(900)), (own, a, b) => {
        const s = city();
        if (own !== null) tellCases(s, 'r0', 'tp', DAY, own);
        if (a !== null) tellCases(s, 'r1', 'qa', DAY, a);
        if (b !== null) tellCases(s, 'r2', 'qb', DAY, b);
        const answer = of(s);
        const sum = a === null && b === null ? null : (a ?? 0) + (b ?? 0);
        expect([answer.sum, answer.reported + answer.missing.length]).toEqual([sum, 2]);
        expect(answer.difference).toBe(own === null || sum === null ? null : own - sum);
      }),
      { numRuns: 60 },
    );
  });
});
