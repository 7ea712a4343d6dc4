import { expect } from '@jest/globals';
import { found } from '../testing/finding-story.js';
import { city, type Story } from '../testing/story.js';
import { unitScorecard } from './unit-scorecard.js';

const AUTUMN = { from: '2021-08-01', until: '2021-10-01' };

function card(story: Story, unit: string, period = AUTUMN) {
  const made = unitScorecard(story.facts(), unit, period);
  if (!made) throw new Error(`${unit} is not known`);
  return made;
}

describe('the scorecard of a unit', () => {
  it('follows the unit through all who headed it, each with the days held and the lateness of those days', () => {
    const story = city(['qa.ct']);
    story.task(['qa.gov'], { deadline: '2021-08-31' });
    story.appoint('qa.ct', 'P:an', '2021-01-01', { until: '2021-09-06' });
    story.appoint('qa.ct', 'P:bình', '2021-09-11');
    const { heads, rates } = card(story, 'qa.gov');
    expect(heads.map((h) => [h.holder, h.reason, h.from, h.until, h.days, h.late])).toEqual([
      ['P:an', null, '2021-08-01', '2021-09-06', 36, 5],
      [null, 'vacant', '2021-09-06', '2021-09-11', 5, 5],
      ['P:bình', null, '2021-09-11', '2021-10-01', 20, 20],
    ]);
    expect([rates.assigned, rates.byStatus['open-overdue']]).toEqual([1, 1]);
  });

  it('has an office that nobody was ever named in, and its days', () => {
    const story = city(['qa.ct']);
    story.task(['qa.gov'], { deadline: '2021-08-31' });
    expect(card(story, 'qa.gov').heads.map((h) => [h.holder, h.reason, h.days, h.late])).toEqual([
      [null, 'unnamed', 61, 30],
    ]);
  });

  it('counts a task that it took over from the day on which it did, and none before', () => {
    const story = city();
    story.task(['qb.gov'], { deadline: '2021-08-31' });
    story.reassign('qa.gov', '2021-09-11');
    const { tasks } = card(story, 'qa.gov');
    expect(tasks.map((t) => [t.task, t.first, t.days.own.late + t.days.inherited.late])).toEqual([
      ['t', '2021-09-11', 20],
    ]);
    expect(card(story, 'qb.gov').tasks.map((t) => [t.last, t.status])).toEqual([['2021-09-10', 'open-overdue']]);
  });

  it('counts what a unit that went into it had, from that day (R8)', () => {
    const story = city();
    story.task(['qb'], { deadline: '2021-08-31' });
    story.merge('qb', 'qa', '2021-09-21');
    expect(card(story, 'qa').tasks.map((t) => [t.task, t.first])).toEqual([['t', '2021-09-21']]);
  });

  it('shows the findings on it, those of units that were put into it included', () => {
    const story = city();
    found(story, { units: ['qb'] });
    story.merge('qb', 'qa', '2021-09-21');
    expect(card(story, 'qa').findings.map((f) => [f.finding, f.status])).toEqual([['f', 'open']]);
    expect(card(story, 'qb').findings.map((f) => [f.finding, f.status])).toEqual([['f', 'open']]);
    const later = { from: '2021-09-21', until: '2021-10-01' };
    expect(card(story, 'qb', later).findings).toEqual([]);
  });

  it('is not made of a class, which has no head', () => {
    const story = city();
    story.class('cq', 'tp', null);
    expect(unitScorecard(story.facts(), 'cq', AUTUMN)).toBeNull();
    expect(unitScorecard(story.facts(), 'nobody', AUTUMN)).toBeNull();
  });
});
