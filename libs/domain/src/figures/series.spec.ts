import fc from 'fast-check';
import { addDays } from '../civil-date.js';
import { figureKey } from './figure-key.js';
import { type Point, series, sevenDayAverage } from './series.js';
import { LEAST_POINTS, unusual } from './unusual.js';
import { city, type Story } from '../testing/story.js';
import { tellCases } from '../testing/tell-figures.js';

const key = figureKey({ measure: 'cases' });
const of = (s: Story, knownAt?: number) => series(s.facts(knownAt), 'qa', key, '2021-07-20', '2021-09-10');
const words = (points: readonly Point[]) => points.map((p) => `${p.on} ${p.value} ${p.flags.join(',')}`.trim());

describe('a series of figures (section 4)', () => {
  it('has a point for each day that was reported, with what a reader must know of it, and none for the others', () => {
    const s = city();
    tellCases(s, 'r1', 'qa', '2021-08-31', 30);
    tellCases(s, 'r2', 'qa', '2021-09-01', 112, {
      parts: [
        { name: 'cách ly', value: 30 },
        { name: 'cộng đồng', value: 81 },
      ],
    });
    tellCases(s, 'r3', 'qa', '2021-09-03', 40, { cutoffAt: '2021-09-03T11:00:00Z', qualifier: 'nearly' });
    tellCases(s, 'r4', 'qb', '2021-09-02', 5);
    tellCases(s, 'r5', 'qa', '2021-09-03', 7, { from: '2021-08-28' });
    expect(words(of(s))).toEqual([
      '2021-08-31 30',
      '2021-09-01 112 sum-mismatch',
      '2021-09-03 40 approximate,partial-day',
    ]);
    expect(of(s)[1]?.mismatchBy).toBe(1);
  });

  it('says what was seen at 18:00: before and after a correction, and the report that came twice', () => {
    const s = city();
    tellCases(s, 'r1', 'qa', '2021-08-12', 112);
    const then = s.now;
    const event = s.add('CaseCountCorrected', 'r1', {
      reportId: 'r1',
      figure: 0,
      total: 111,
      parts: null,
      reason: 'trùng',
    });
    expect(words(of(s, then))).toEqual(['2021-08-12 112']);
    expect(words(of(s))).toEqual(['2021-08-12 111 corrected']);
    expect(of(s)[0]?.corrections).toEqual([{ before: 112, after: 111, reason: 'trùng', event }]);
    tellCases(s, 'r2', 'qa', '2021-08-12', 120);
    expect(words(of(s))).toEqual(['2021-08-12 120 duplicate']);
    expect(of(s)[0]?.duplicates).toEqual(['casereport-r1']);
  });

  it('of an indicator keeps kinds apart', () => {
    const s = city();
    const told = { name: 'giường', unit: 'qa', measuredIn: null, qualifier: null, on: '2021-08-12' };
    s.add('IndicatorReported', 'i1', { indicatorId: 'i1', ...told, kind: 'capacity', value: 50 });
    s.add('IndicatorReported', 'i2', { indicatorId: 'i2', ...told, kind: 'actual', value: 20 });
    const actual = figureKey({ indicator: 'giường', kind: 'actual' });
    expect(series(s.facts(), 'qa', actual, '2021-08-01', '2021-08-31').map((p) => p.value)).toEqual([20]);
  });
});

describe('a mean of seven days', () => {
  it('rests on the days that were reported; a missing day is no 0', () => {
    const s = city();
    tellCases(s, 'r1', 'qa', '2021-08-06', 10);
    tellCases(s, 'r2', 'qa', '2021-08-12', 20, { qualifier: 'about' });
    tellCases(s, 'r3', 'qa', '2021-08-05', 999);
    expect(sevenDayAverage(of(s), '2021-08-12')).toEqual({
      on: '2021-08-12',
      value: 15,
      days: 2,
      of: 7,
      missing: ['2021-08-07', '2021-08-08', '2021-08-09', '2021-08-10', '2021-08-11'],
      qualified: true,
    });
    expect(sevenDayAverage(of(s), '2021-09-09')).toMatchObject({ value: null, days: 0 });
  });

  it('is the sum by the number of days reported, whatever days those are', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(500)), { minLength: 7, maxLength: 7 }), (values) => {
        const s = city();
        values.forEach((v, i) => v !== null && tellCases(s, `r${i}`, 'qa', addDays('2021-08-10', i), v));
        const said = values.filter((v) => v !== null);
        const { value, days, missing } = sevenDayAverage(of(s), '2021-08-16');
        expect([days, missing.length]).toEqual([said.length, 7 - said.length]);
        if (said.length === 0) expect(value).toBeNull();
        else expect(value).toBeCloseTo(said.reduce((a, b) => a + b, 0) / said.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('an unusual figure', () => {
  const before = (...values: (number | null)[]) => values.map((value, i) => ({ on: addDays('2021-08-01', i), value }));
  it('stands out from the days before it; few points or equal ones give no verdict', () => {
    const week = before(10, 12, 11, 9, 13, 10, 12);
    expect(unusual({ on: '2021-08-08', value: 200 }, week)).toMatchObject({ unusual: true, median: 11, points: 7 });
    expect(unusual({ on: '2021-08-08', value: 12 }, week)).toMatchObject({ unusual: false, points: 7 });
    expect(unusual({ on: '2021-08-08', value: 200 }, week.slice(1))).toMatchObject({ unusual: null, points: 6 });
    expect(unusual({ on: '2021-08-08', value: 200 }, before(1, 1, 1, 1, 1, 1, 1)).unusual).toBeNull();
    expect(unusual({ on: '2021-08-08', value: null }, week).unusual).toBeNull();
    expect(unusual({ on: '2021-10-08', value: 200 }, week)).toMatchObject({ unusual: null, points: 0 });
  });

  it('is judged alike whatever the order of the days before, and never without enough of them', () => {
    const days = fc.array(fc.nat(1000), { minLength: 0, maxLength: 20 });
    fc.assert(
      fc.property(days, fc.nat(5000), (values, value) => {
        const figure = { on: '2021-08-25', value };
        const told = before(...values);
        const verdict = unusual(figure, told);
        expect(unusual(figure, [...told].reverse())).toEqual(verdict);
        if (values.length < LEAST_POINTS) expect(verdict.unusual).toBeNull();
      }),
    );
  });
});
