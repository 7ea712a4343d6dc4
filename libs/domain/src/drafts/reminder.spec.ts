import { reportingDuty, type ReportingDutyEvents } from '../figures/reporting-duty.js';
import { city, type Story } from '../testing/story.js';
import { tellCases } from '../testing/tell-figures.js';
import { draft, type Draft } from './draft.js';
import { groundChanges, holdsOnReview } from './draft-ground.js';
import { firstReminderOn, mayStillRemind, reminderOf, remindersDue } from './reminder.js';

/** Cases of each day of `qa` are owed to the city's People's Committee by 18:00 of the same day, from 1 August on. */
function owing(o: Partial<ReportingDutyEvents['ReportingDutySet']> = {}): Story {
  const story = city();
  story.add('ReportingDutySet', 'n', {
    dutyId: 'n',
    title: 'Số ca mắc mới trong ngày',
    by: 'tp.gov',
    owedBy: 'qa',
    figure: { of: 'cases', measure: 'cases', periodDays: 1 },
    dueAt: '18:00',
    dueDays: 0,
    directiveId: null,
    from: '2021-08-01',
    until: null,
    ...o,
  });
  return story;
}

const of = (story: Story, on: string, unit = 'qa') => reminderOf(story.facts(), 'n', unit, on);

function drafted(story: Story, on: string, unit = 'qa'): Story {
  const reminder = of(story, on, unit);
  if (!reminder) throw new Error('nothing to remind of');
  const draftId = `d${on.slice(8)}`;
  story.add('ReminderDrafted', draftId, { draftId, ...reminder });
  return story;
}

function draftIn(story: Story, id: string): Draft {
  const found = story.facts().of(draft, id);
  if (!found) throw new Error('no draft');
  return found;
}

function decide(story: Story, draftId: string, on: string): void {
  const decision = { draftId, subject: 'duty-n', office: 'tp.ct', person: 'P:tp.ct', on };
  story.add('DraftDismissed', draftId, { ...decision, reason: 'đã gọi điện' });
}

describe('a reminder of missing figures', () => {
  it('is due on the day after they were, and names them and the heads in office', () => {
    const story = owing();
    expect(of(story, '2021-08-01')).toBeNull();
    expect(of(story, '2021-08-02')).toEqual({
      on: '2021-08-02',
      ground: story.events.find((e) => e.type === 'ReportingDutySet')?.id,
      dutyId: 'n',
      unit: 'qa',
      days: ['2021-08-01'],
      about: [
        { unit: 'qa', office: 'qa.bt', holder: 'P:qa.bt', reason: null },
        { unit: 'qa', office: 'qa.ct', holder: 'P:qa.ct', reason: null },
      ],
      signs: [{ unit: 'tp.gov', office: 'tp.ct' }],
    });
    expect(of(owing({ dueDays: 1 }), '2021-08-02')).toBeNull();
    expect(of(owing({ dueDays: 1 }), '2021-08-03')?.days).toEqual(['2021-08-01']);
  });

  it('is none where the figure came, however late, and for whoever owes none', () => {
    const story = owing();
    tellCases(story, 'r', 'qa', '2021-08-01', 5, { reportedOn: '2021-08-02' });
    expect(of(story, '2021-08-02')).toBeNull();
    expect(of(story, '2021-08-02', 'qb')).toBeNull();
    expect(of(story, '2021-08-02', 'nobody')).toBeNull();
  });

  it('looks back a week, so that days on which nobody looked are not lost, nor all that ever was brought up', () => {
    expect(of(owing(), '2021-08-20')?.days).toEqual(
      ['13', '14', '15', '16', '17', '18', '19'].map((day) => `2021-08-${day}`),
    );
  });

  it('waits for one at a time, and names no figure twice', () => {
    const story = drafted(owing(), '2021-08-02');
    expect(of(story, '2021-08-03')).toBeNull();
    decide(story, 'd02', '2021-08-03');
    expect(of(story, '2021-08-03')?.days).toEqual(['2021-08-02']);
  });

  it('goes to each member of a class by itself, and to a unit that nobody heads by name too', () => {
    const story = city(['qb.bt', 'qb.ct']);
    story.class('all', 'tp', null);
    story.members('all', ['qa', 'qb'], '2020-01-01');
    const set = owing().events.at(-1);
    story.add('ReportingDutySet', 'n', { ...(set?.data as ReportingDutyEvents['ReportingDutySet']), owedBy: 'all' });
    const duty = story.facts().of(reportingDuty, 'n');
    const due = () => (duty ? remindersDue(story.facts(), duty, '2021-08-02').map((one) => one.unit) : null);
    expect(due()).toEqual(['qa', 'qb']);
    tellCases(story, 'r', 'qa', '2021-08-01', 5);
    expect(due()).toEqual(['qb']);
    expect(of(story, '2021-08-02', 'qb')?.about.map((one) => [one.holder, one.reason])).toContainEqual([
      null,
      'unnamed',
    ]);
    expect(of(story, '2021-08-02', 'all')).toBeNull();
  });

  it('waits for the office that the duty names, else for the head of who set it, else for the body above', () => {
    const named = owing({ office: 'tp.pct' });
    named.office('tp.pct', 'tp.gov', { head: false });
    expect(of(named, '2021-08-02')?.signs).toEqual([{ unit: 'tp.gov', office: 'tp.pct' }]);
    expect(of(owing({ by: 'qa.gov' }), '2021-08-02')?.signs.map((one) => one.office)).toEqual(['tp.bt', 'tp.ct']);
  });

  it('may come until a week after the last figure was due', () => {
    const duty = owing({ until: '2021-08-05', dueDays: 1 }).facts().of(reportingDuty, 'n');
    expect(duty && firstReminderOn(duty)).toBe('2021-08-03');
    expect(duty && ['2021-08-13', '2021-08-14'].map((day) => mayStillRemind(duty, day))).toEqual([true, false]);
  });

  it('loses its ground when the figure comes, the head changes or the duty is annulled', () => {
    const changes = (story: Story, on: string) =>
      groundChanges(story.facts(), draftIn(story, 'd02'), on).map((change) => change.what);
    expect(changes(drafted(owing(), '2021-08-02'), '2021-08-05')).toEqual([]);
    const reported = drafted(owing(), '2021-08-02');
    const report = tellCases(reported, 'r', 'qa', '2021-08-01', 5, { reportedOn: '2021-08-04' });
    expect([changes(reported, '2021-08-03'), changes(reported, '2021-08-04')]).toEqual([[], ['reported-since']]);
    expect(groundChanges(reported.facts(), draftIn(reported, 'd02'), '2021-08-04')[0]?.evidence).toMatchObject([
      { id: report },
    ]);
    const moved = drafted(owing(), '2021-08-02');
    moved.body('qa.gov2', 'qa', 'government', { from: '2021-08-03' });
    moved.office('qa.pct', 'qa.gov');
    expect(changes(moved, '2021-08-05')).toEqual(['answering-changed']);
    const annulled = drafted(owing(), '2021-08-02');
    annulled.annul(annulled.events.find((e) => e.type === 'ReportingDutySet')?.id ?? '');
    expect(changes(annulled, '2021-09-02')).toEqual(['record-annulled']);
  });

  it('is in breach where the record as known now says that the figure was there', () => {
    const late = drafted(owing(), '2021-08-02');
    tellCases(late, 'r', 'qa', '2021-08-01', 5, { reportedOn: '2021-08-02' });
    expect(holdsOnReview(late.facts(), draftIn(late, 'd02'))).toBe(true);
    const backdated = drafted(owing(), '2021-08-02');
    tellCases(backdated, 'r', 'qa', '2021-08-01', 5);
    expect(holdsOnReview(backdated.facts(), draftIn(backdated, 'd02'))).toBe(false);
  });
});
