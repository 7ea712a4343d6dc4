import { expect } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../civil-date.js';
import { taskStatus } from '../tasks/task-status.js';
import { found, asked, putRight, decided } from '../testing/finding-story.js';
import { city, type Story } from '../testing/story.js';
import { chargedDays, MANNERS } from './charged-days.js';
import { headScorecard } from './head-scorecard.js';

const AUTUMN = { from: '2021-08-01', until: '2021-10-01' };

/** The city, with a task of the People's Committee of `qa` that is due on 31 August 2021. */
function chair(tell: (s: Story) => void = () => undefined): Story {
  const story = city(['qa.ct']);
  story.task(['qa.gov'], { deadline: '2021-08-31' });
  tell(story);
  return story;
}

function card(story: Story, person: string, period = AUTUMN) {
  const found = headScorecard(story.facts(), person, period);
  if (!found) throw new Error(`${person} is not known`);
  const days = MANNERS.flatMap((m) => {
    const { answering, late } = found.days[m];
    return answering > 0 ? [`${m} ${answering}, late ${late}`] : [];
  });
  return { ...found, daysInWords: days };
}

/** The city registers persons only by their offices; the scorecard is of a registered person. */
function known(story: Story, ...persons: string[]): Story {
  for (const personId of persons) story.add('PersonRegistered', personId, { personId, name: personId });
  return story;
}

describe('the scorecard of a head', () => {
  it('is not made of a person that nobody has registered', () => {
    expect(headScorecard(chair().facts(), 'P:an', AUTUMN)).toBeNull();
  });

  it('counts the days held in each task, and of them the late ones', () => {
    const story = known(
      chair((s) => s.appoint('qa.ct', 'P:an', '2021-01-01')),
      'P:an',
    );
    const { daysInWords, rates, tasks } = card(story, 'P:an');
    // 10 August to 30 September are 52 days, 30 of them after the deadline.
    expect(daysInWords).toEqual(['own 52, late 30']);
    expect(tasks.map((t) => [t.task, t.first, t.last, t.status])).toEqual([
      ['t', '2021-08-10', '2021-09-30', 'open-overdue'],
    ]);
    expect(rates).toMatchObject({ assigned: 1, completed: { numerator: 0, denominator: 1, counted: [], of: ['t'] } });
    expect(rates.byStatus['open-overdue']).toBe(1);
  });

  it('charges lateness to the days held, and shows what was inherited apart', () => {
    const story = known(
      chair((s) => {
        s.appoint('qa.ct', 'P:an', '2021-01-01');
        s.replace('qa.ct', 'P:an', 'P:bình', '2021-09-11');
      }),
      'P:an',
      'P:bình',
    );
    expect(card(story, 'P:an').daysInWords).toEqual(['own 32, late 10']);
    expect(card(story, 'P:bình').daysInWords).toEqual(['inherited 20, late 20']);
  });

  it('shows acting days apart', () => {
    const story = known(
      chair((s) => {
        s.appoint('qa.ct', 'P:chi', '2021-08-01', { kind: 'acting', style: 'quyền' });
        s.appoint('qa.ct', 'P:an', '2021-09-06');
      }),
      'P:an',
      'P:chi',
    );
    expect(card(story, 'P:chi').daysInWords).toEqual(['acting 27, late 5']);
    expect(card(story, 'P:an').daysInWords).toEqual(['inherited 25, late 25']);
  });

  it('shows the days of a vacant seat below apart, with who covers it', () => {
    const story = known(
      chair((s) => s.appoint('qa.ct', 'P:an', '2021-01-01', { until: '2021-09-01' })),
      'P:an',
      'P:tp.ct',
    );
    expect(card(story, 'P:an').daysInWords).toEqual(['own 22, late 0']);
    expect(card(story, 'P:tp.ct').daysInWords).toEqual(['vacancy-cover 30, late 30']);
  });

  it('counts a person in two offices once', () => {
    const story = city(['qa.ct', 'qa.bt']);
    story.task(['qa'], { deadline: '2021-08-31' });
    story.appoint('qa.ct', 'P:an', '2021-01-01');
    story.appoint('qa.bt', 'P:an', '2021-01-01');
    const { daysInWords, rates, tenures } = card(known(story, 'P:an'), 'P:an');
    expect(daysInWords).toEqual(['own 52, late 30']);
    expect(rates.assigned).toBe(1);
    expect(tenures.map((t) => [t.office, t.days])).toEqual([
      ['qa.bt', 61],
      ['qa.ct', 61],
    ]);
  });

  it('rates completed, on time, and accepted at the first report, each with what it is made of', () => {
    const story = chair((s) => {
      s.appoint('qa.ct', 'P:an', '2021-01-01');
      const first = s.complete('2021-08-20', 'qa.gov');
      s.reject(first, '2021-08-22');
      s.verify(s.complete('2021-08-30', 'qa.gov'), '2021-09-03');
      s.task(['qa.gov'], { taskId: 'u' });
      s.task(['qa.gov'], { taskId: 'p', kind: 'principle' });
    });
    const { rates, tasks, daysInWords } = card(known(story, 'P:an'), 'P:an');
    expect(tasks.map((t) => [t.task, t.status, t.completedOn, t.rejected])).toEqual([
      ['t', 'done-on-time', '2021-08-30', 1],
      ['u', 'no-deadline', null, 0],
    ]);
    expect(rates).toMatchObject({
      assigned: 2,
      completed: { numerator: 1, denominator: 2, counted: ['t'], of: ['t', 'u'] },
      onTime: { numerator: 1, denominator: 1, counted: ['t'], of: ['t'] },
      acceptedAtFirst: { numerator: 0, denominator: 1, counted: [], of: ['t'] },
    });
    expect(daysInWords).toEqual(['own 76, late 0']);
  });

  it('is withheld from a person whom documents only show on single days', () => {
    const story = chair((s) => {
      s.attest('qa.ct', 'P:an', '2021-08-10');
      s.attest('qa.ct', 'P:an', '2021-09-20');
    });
    const { withheld, tasks, daysInWords, findings } = card(known(story, 'P:an'), 'P:an');
    expect([withheld, tasks, daysInWords, findings]).toEqual(['no-appointment-on-record', [], [], []]);
  });

  it('of another time says that the person was not in office', () => {
    const story = known(
      chair((s) => s.appoint('qa.ct', 'P:an', '2021-01-01')),
      'P:an',
    );
    const { withheld } = card(story, 'P:an', { from: '2020-01-01', until: '2020-06-01' });
    expect(withheld).toBe('not-in-office');
  });

  it('shows the findings of the days in office, and how far each came', () => {
    const story = chair((s) => {
      s.appoint('qa.ct', 'P:an', '2021-01-01');
      s.replace('qa.ct', 'P:an', 'P:bình', '2021-09-01');
      found(s);
      asked(s, { dueOn: '2021-09-20' });
      decided(s, putRight(s, '2021-09-10'), '2021-09-12');
    });
    known(story, 'P:an', 'P:bình');
    const shown = (person: string) => card(story, person).findings.map((f) => [f.finding, f.inherited, f.status]);
    expect(shown('P:an')).toEqual([['f', false, 'in-term']]);
    expect(shown('P:bình')).toEqual([['f', true, 'rectified-in-time']]);
    expect(card(story, 'P:bình', { from: '2021-09-20', until: '2021-10-01' }).findings).toEqual([]);
  });

  it('has the unit’s own word beside each task and each finding', () => {
    const story = chair((s) => {
      s.appoint('qa.ct', 'P:an', '2021-01-01');
      const said = { text: 'Chờ hướng dẫn của Sở', delayReasons: [], reminder: null, evidence: [] };
      s.add('ExplanationSubmitted', 't', { taskId: 't', by: 'qa.gov', office: 'qa.ct', on: '2021-09-05', ...said });
      found(s);
      const answer = { findingId: 'f', answerId: 'a', by: 'qa.gov', text: 'Đã bố trí thêm người', files: [] };
      s.add('FindingAnswered', 'f', { ...answer, stance: 'accepts', on: '2021-08-15' });
    });
    const { tasks, findings } = card(known(story, 'P:an'), 'P:an');
    expect(tasks.flatMap((t) => t.replies.map((r) => [r.by, r.office, r.text]))).toEqual([
      ['qa.gov', 'qa.ct', 'Chờ hướng dẫn của Sở'],
    ]);
    expect(findings.flatMap((f) => f.replies.map((r) => [r.by, r.text]))).toEqual([['qa.gov', 'Đã bố trí thêm người']]);
  });

  it('charges each late day to exactly one of those who held the seat, or to nobody while nobody did', () => {
    const act = fc.record({
      day: fc.integer({ min: 0, max: 60 }),
      kind: fc.constantFrom('report', 'reject', 'verify', 'extend'),
    });
    const change = fc.array(fc.integer({ min: 1, max: 59 }), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 6 }), change, (acts, changes) => {
        const story = chair();
        const days = [...new Set([0, ...changes])].sort((a, b) => a - b);
        for (const [i, day] of days.entries()) {
          const next = days[i + 1];
          const until = next === undefined ? {} : { until: addDays('2021-08-01', next) };
          story.appoint('qa.ct', `P:${i}`, addDays('2021-08-01', day), until);
        }
        let report: string | null = null;
        let closed = false;
        for (const { day, kind } of [...acts].sort((a, b) => a.day - b.day)) {
          const on = addDays('2021-08-10', day);
          if (closed) break;
          if (kind === 'report' && report === null) report = story.complete(on, 'qa.gov');
          else if (kind === 'reject' && report !== null) report = (story.reject(report, on), null);
          else if (kind === 'verify' && report !== null) closed = (story.verify(report, on), true);
          else if (kind === 'extend') story.extend(addDays(on, 5), on);
        }
        const period = { from: '2021-08-01', until: '2021-12-01' };
        const shares = days.map((_, i) => chargedDays(story.facts(), 't', period, (l) => l.holder === `P:${i}`));
        const charged = shares.flatMap((s) => MANNERS.map((m) => s?.days[m].late ?? 0)).reduce((a, b) => a + b, 0);
        expect(charged).toBe(taskStatus(story.facts(), 't', '2021-11-30')?.overdueDays);
      }),
      { numRuns: 100 },
    );
  });
});
