import fc from 'fast-check';
import { activationsOf, crossedBy, crossings, crossingsBetween, standsAt } from './crossings.js';
import type { CivilDate } from '../civil-date.js';
import { figureKey, reaches, type SaidKey } from './figure-key.js';
import {
  defineThreshold,
  endThreshold,
  recordCrossing,
  type Threshold,
  threshold,
  type ThresholdEvents,
} from './threshold.js';
import type { NewFact } from '../decider.js';
import { plan, type PlanEvents, preparePlan } from '../tasks/plan.js';
import { anyHistoryHolds, someDay } from '../testing/any-history.js';
import { given, refusalOf } from '../testing/given.js';
import { city, type Story } from '../testing/story.js';
import { tellCases } from '../testing/tell-figures.js';

const limit: ThresholdEvents['ThresholdDefined'] = {
  thresholdId: 'n1',
  title: 'mức 2.000 ca/ngày',
  unit: 'qa',
  figure: { of: 'cases', measure: 'cases', periodDays: 1 },
  comparison: 'at-least',
  value: 2000,
  definedBy: 'tp.gov',
  directiveId: null,
  tasks: ['t'],
  from: '2021-08-01',
  until: null,
};
const defined: NewFact<ThresholdEvents> = { type: 'ThresholdDefined', data: limit };
const end: ThresholdEvents['ThresholdEnded'] = {
  thresholdId: 'n1',
  by: 'tp.gov',
  on: '2021-09-01',
  reason: 'hết dịch',
};
const crossed: ThresholdEvents['ThresholdCrossed'] = {
  thresholdId: 'n1',
  stream: 'casereport-r1',
  figure: 0,
  event: 'e9',
  on: '2021-08-12',
  value: 2100,
  qualifier: null,
  ready: 'unknown',
  plan: null,
};
const prepared: PlanEvents['PlanPrepared'] = {
  planId: 'k1',
  title: 'Kịch bản 2.000 ca/ngày',
  by: 'qa.gov',
  on: '2021-08-10',
  thresholds: ['n1'],
  tasks: [],
  document: null,
  sha256: null,
};

describe('a threshold', () => {
  it('is defined once, from a day', () => {
    const state = given(threshold)
      .when((t) => defineThreshold(t, limit))
      .then(defined);
    expect(state?.defined.value).toBe(2000);
    given(threshold, defined)
      .when((t) => defineThreshold(t, limit))
      .refuses('threshold-already-defined');
    given(threshold)
      .when((t) => defineThreshold(t, { ...limit, until: '2021-08-01' }))
      .refuses('period-ends-before-it-begins');
  });

  it('is ended once, after it began', () => {
    const ended: NewFact<ThresholdEvents> = { type: 'ThresholdEnded', data: end };
    given(threshold, defined)
      .when((t) => endThreshold(t, end))
      .then(ended);
    given(threshold)
      .when((t) => endThreshold(t, end))
      .refuses('threshold-unknown');
    given(threshold, defined, ended)
      .when((t) => endThreshold(t, { ...end, on: '2021-10-01' }))
      .refuses('threshold-ended');
    given(threshold, { type: 'ThresholdDefined', data: { ...limit, until: '2021-08-20' } })
      .when((t) => endThreshold(t, end))
      .refuses('threshold-ended');
    given(threshold, defined)
      .when((t) => endThreshold(t, { ...end, on: '2021-08-01' }))
      .refuses('period-ends-before-it-begins');
  });

  it('is crossed once by one event', () => {
    const recorded: NewFact<ThresholdEvents> = { type: 'ThresholdCrossed', data: crossed };
    given(threshold, defined)
      .when((t) => recordCrossing(t, crossed))
      .then(recorded);
    given(threshold, defined, recorded)
      .when((t) => recordCrossing(t, crossed))
      .refuses('crossing-already-recorded');
    given(threshold)
      .when((t) => recordCrossing(t, crossed))
      .refuses('threshold-unknown');
  });

  it('any accepted history holds', () => {
    anyHistoryHolds(
      threshold,
      (t) => defineThreshold(t, limit),
      someDay.map((on) => (t: Threshold | null) => endThreshold(t, { ...end, on })),
      fc.nat(3).map((n) => (t: Threshold | null) => recordCrossing(t, { ...crossed, event: `e${n}` })),
    );
  });
});

describe('a plan', () => {
  const recorded: NewFact<PlanEvents> = { type: 'PlanPrepared', data: prepared };
  it('is recorded once and serves something', () => {
    given(plan)
      .when((p) => preparePlan(p, prepared))
      .then(recorded);
    given(plan, recorded)
      .when((p) => preparePlan(p, prepared))
      .refuses('plan-already-recorded');
    given(plan)
      .when((p) => preparePlan(p, { ...prepared, thresholds: [] }))
      .refuses('plan-serves-nothing');
  });
  it('any accepted history holds', () => {
    anyHistoryHolds(
      plan,
      (p) => preparePlan(p, prepared),
      fc.constant((p) => preparePlan(p, { ...prepared, tasks: ['t'] })),
    );
  });
});

describe('which figure is meant', () => {
  it.each<[string, SaidKey, object | null]>([
    ['new cases: a day', { measure: 'cases' }, { of: 'cases', measure: 'cases', periodDays: 1 }],
    ['new cases in a week', { measure: 'cases', periodDays: 7 }, { of: 'cases', measure: 'cases', periodDays: 7 }],
    [
      'points under lockdown',
      { measure: 'lockdown-points' },
      { of: 'cases', measure: 'lockdown-points', periodDays: null },
    ],
    [
      'an indicator',
      { indicator: 'giường', kind: 'capacity' },
      { of: 'indicator', name: 'giường', kind: 'capacity', measuredIn: null },
    ],
    ['an indicator without its kind', { indicator: 'giường' }, null],
    ['both', { measure: 'cases', indicator: 'giường', kind: 'actual' }, null],
    ['a measure with a kind', { measure: 'cases', kind: 'actual' }, null],
    ['an indicator with a length', { indicator: 'giường', kind: 'actual', periodDays: 7 }, null],
    ['neither', {}, null],
  ])('%s', (_, said, key) => {
    if (key) expect(figureKey(said)).toEqual(key);
    else expect(refusalOf(() => figureKey(said))).toBe('figure-not-clear');
  });

  it.each<[number | null, 'over' | 'nearly' | 'about' | 'average' | null, boolean, boolean]>([
    [1999, null, false, false],
    [2000, null, true, false],
    [2001, null, true, true],
    [2000, 'over', true, true],
    [2000, 'nearly', false, false],
    [2000, 'about', true, false],
    [2000, 'average', true, false],
    [2001, 'nearly', true, true],
    [1999, 'over', false, false],
    [null, 'over', false, false],
  ])('%s %s reaches 2,000: %s, passes it: %s', (value, qualifier, atLeast, over) => {
    expect(reaches({ value, qualifier }, { comparison: 'at-least', value: 2000 })).toBe(atLeast);
    expect(reaches({ value, qualifier }, { comparison: 'over', value: 2000 })).toBe(over);
  });
});

describe('a figure crosses a threshold', () => {
  function watched(): Story {
    const s = city();
    s.task(['qa'], { condition: 'khi vượt 2.000 ca/ngày' });
    s.add('ThresholdDefined', 'n1', limit);
    return s;
  }
  const report = (s: Story, id: string, on: CivilDate, total: number) => tellCases(s, id, 'qa', on, total);
  const found = (s: Story, id: string, knownAt?: number) =>
    crossings(s.facts(knownAt), `casereport-${id}`).map((c) => [c.on, c.value, c.event.id, c.readiness.ready]);

  it('where the one before it did not; the next day above it is no new crossing', () => {
    const s = watched();
    report(s, 'r1', '2021-08-11', 1900);
    expect(found(s, 'r1')).toEqual([]);
    const second = report(s, 'r2', '2021-08-12', 2100);
    report(s, 'r3', '2021-08-13', 2300);
    expect(found(s, 'r2')).toEqual([['2021-08-12', 2100, second, 'unknown']]);
    expect(found(s, 'r3')).toEqual([]);
  });

  it('again after it fell below', () => {
    const s = watched();
    report(s, 'r1', '2021-08-12', 2100);
    report(s, 'r2', '2021-08-13', 1500);
    const again = report(s, 'r3', '2021-08-14', 2000);
    expect(found(s, 'r3')).toEqual([['2021-08-14', 2000, again, 'unknown']]);
  });

  it('not of another unit, another period or another time', () => {
    const s = watched();
    tellCases(s, 'r1', 'qb', '2021-08-12', 2100);
    tellCases(s, 'r2', 'qa', '2021-08-12', 2100, { from: '2021-08-06' });
    tellCases(s, 'r3', 'qa', '2021-07-12', 2100);
    tellCases(s, 'r4', 'qa', '2021-08-12', 2100, { measure: 'cases-a-day' });
    expect(['r1', 'r2', 'r3', 'r4', 'r9'].flatMap((id) => found(s, id))).toEqual([]);
  });

  it('once, however often it is looked at after it was recorded', () => {
    const s = watched();
    report(s, 'r1', '2021-08-12', 2100);
    const [first] = crossings(s.facts(), 'casereport-r1');
    s.add('ThresholdCrossed', 'n1', first ? crossedBy(first) : crossed);
    expect(found(s, 'r1')).toEqual([]);
  });

  it('by a correction upwards; a correction downwards leaves the crossing and shows the figure beside it', () => {
    const s = watched();
    report(s, 'r1', '2021-08-12', 1900);
    const up = s.add('CaseCountCorrected', 'r1', {
      reportId: 'r1',
      figure: 0,
      total: 2100,
      parts: null,
      reason: 'sót',
    });
    expect(found(s, 'r1')).toEqual([['2021-08-12', 2100, up, 'unknown']]);
    const [crossing] = crossings(s.facts(), 'casereport-r1');
    s.add('ThresholdCrossed', 'n1', crossing ? crossedBy(crossing) : crossed);
    s.add('CaseCountCorrected', 'r1', { reportId: 'r1', figure: 0, total: 1800, parts: null, reason: 'trùng' });
    const t = s.facts().of(threshold, 'n1');
    expect(t?.crossings.map((c) => [c.value, c.event])).toEqual([[2100, up]]);
    expect(t && standsAt(s.facts(), t, { stream: 'casereport-r1', figure: 0 })?.value).toBe(1800);
  });

  it('when the one before it is corrected downwards', () => {
    const s = watched();
    report(s, 'r1', '2021-08-12', 2100);
    const second = report(s, 'r2', '2021-08-13', 2200);
    expect(found(s, 'r2')).toEqual([]);
    s.add('CaseCountCorrected', 'r1', { reportId: 'r1', figure: 0, total: 1200, parts: null, reason: 'trùng' });
    expect(found(s, 'r1').map(([, , event]) => event)).toContain(second);
  });

  it('as known then: a report that came later does not undo it', () => {
    const s = watched();
    report(s, 'r2', '2021-08-13', 2200);
    const before = s.now;
    report(s, 'r1', '2021-08-12', 2100);
    expect([found(s, 'r2', before).length, found(s, 'r2').length, found(s, 'r1').length]).toEqual([1, 0, 1]);
  });

  it.each<[string, CivilDate, 'before' | 'after', 'yes' | 'no', boolean]>([
    ['made on an earlier day', '2021-08-11', 'before', 'yes', false],
    ['made on an earlier day, entered afterwards', '2021-08-11', 'after', 'yes', true],
    ['made that day, entered before', '2021-08-12', 'before', 'yes', false],
    ['made that day, entered afterwards', '2021-08-12', 'after', 'no', true],
    ['made later', '2021-08-13', 'after', 'no', true],
  ])('the plan was %s', (_, on, entered, ready, recordedAfterwards) => {
    const s = watched();
    const enter = () => s.add('PlanPrepared', 'k1', { ...prepared, on });
    if (entered === 'before') enter();
    report(s, 'r1', '2021-08-12', 2100);
    if (entered === 'after') enter();
    const [crossing] = crossings(s.facts(), 'casereport-r1');
    expect(crossing?.readiness).toMatchObject({ ready, plan: { plan: 'k1', on, recordedAfterwards } });
  });

  it('sets off the tasks of the threshold that nothing has set off, each with its own plan', () => {
    const s = watched();
    s.add('ThresholdDefined', 'n2', { ...limit, thresholdId: 'n2', tasks: ['t', 't2', 't3'] });
    s.task(['qa'], { taskId: 't2', condition: 'khi vượt 2.000 ca/ngày' });
    s.task(['qa'], { taskId: 't3', condition: 'khi vượt 2.000 ca/ngày' });
    s.add('PlanPrepared', 'k1', { ...prepared, thresholds: [], tasks: ['t2'] });
    s.trigger('2021-08-11');
    report(s, 'r1', '2021-08-12', 2100);
    const crossing = crossings(s.facts(), 'casereport-r1').find((c) => c.threshold === 'n2');
    const at = s.add('ThresholdCrossed', 'n2', crossing ? crossedBy(crossing) : crossed);
    const t = s.facts().of(threshold, 'n2');
    const acts = t?.crossings.flatMap((c) => activationsOf(s.facts(), t, c)) ?? [];
    expect(acts.map(({ taskId, on, readyBefore, crossing: by }) => [taskId, on, readyBefore, by])).toEqual([
      ['t2', '2021-08-12', true, at],
      ['t3', '2021-08-12', null, at],
    ]);
  });

  it('of an indicator is told by name, kind and measure; names in NFD and capitals are the same', () => {
    const s = city();
    const figure = figureKey({ indicator: 'Giường điều trị', kind: 'actual', measuredIn: 'giường' });
    s.add('ThresholdDefined', 'n1', { ...limit, figure, value: 10, tasks: [] });
    const on = '2021-08-12';
    const told = { name: 'giường  ĐIỀU TRỊ'.normalize('NFD'), unit: 'qa', measuredIn: 'giường', qualifier: null, on };
    s.add('IndicatorReported', 'i1', { indicatorId: 'i1', ...told, kind: 'capacity', value: 50 });
    s.add('IndicatorReported', 'i2', { indicatorId: 'i2', ...told, kind: 'actual', value: null });
    s.add('IndicatorCorrected', 'i2', { indicatorId: 'i2', value: 12, reason: 'bổ sung' });
    expect(crossings(s.facts(), 'indicator-i1')).toEqual([]);
    expect(crossings(s.facts(), 'indicator-i2').map((c) => [c.value, c.figure])).toEqual([[12, null]]);
    expect(crossings(s.facts(), 'unit-qa')).toEqual([]);
  });

  it('at most once between two figures below it, whatever the figures', () => {
    const day = fc.integer({ min: 10, max: 19 });
    const history = fc.array(fc.tuple(day, fc.integer({ min: 0, max: 4 })), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(history, (told) => {
        const s = watched();
        const standing = new Map<number, number>();
        told.forEach(([d, thousands], i) => {
          report(s, `r${i}`, `2021-08-${d}`, thousands * 1000);
          standing.set(d, thousands);
        });
        const t = s.facts().of(threshold, 'n1');
        const list = t ? crossingsBetween(s.facts(), t, '2021-08-01', '2021-08-31') : [];
        const days = [...standing.keys()].sort((a, b) => a - b);
        // By standing figures alone: a day at the limit after one below it (or after none) is always among them.
        const expected = days.filter((d, i) => {
          const before = days[i - 1];
          const reachedBefore = before !== undefined && (standing.get(before) ?? 0) >= 2;
          return told.filter(([other]) => other === d).length === 1 && (standing.get(d) ?? 0) >= 2 && !reachedBefore;
        });
        expect(list.map((c) => Number(c.on.slice(8)))).toEqual(expect.arrayContaining(expected));
        for (const c of list) expect(c.value).toBeGreaterThanOrEqual(2000);
      }),
      { numRuns: 60 },
    );
  });
});
