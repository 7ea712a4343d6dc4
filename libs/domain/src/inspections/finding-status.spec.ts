import { refusalOf } from '../testing/given.js';
import { asked, decided, due, found, findingIn, passedTo, putRight, unitsOn } from '../testing/finding-story.js';
import { city, seat, type Story } from '../testing/story.js';
import { requireAnnullable } from '../record/annulment.js';
import { finding } from './finding.js';
import { findingStatus } from './finding-status.js';

const statusOn = (story: Story, asOf: string) => findingStatus(story.facts(), findingIn(story), asOf);
function told(...acts: ((s: Story) => void)[]): Story {
  const story = city();
  found(story);
  for (const act of acts) act(story);
  return story;
}
const words = (story: Story, ...days: string[]) => days.map((day) => statusOn(story, day).status);

describe('how far a finding is', () => {
  it('before its day, open, and of a strength or of no unit', () => {
    expect(words(told(), '2021-08-09', '2021-08-10')).toEqual(['not-yet-made', 'open']);
    const strength = city();
    found(strength, { kind: 'strength' });
    expect(words(strength, '2021-08-10')).toEqual(['noted']);
    const nobody = city();
    found(nobody, { units: [], unitsText: 'một số quận' });
    expect(words(nobody, '2021-08-10')).toEqual(['no-unit']);
  });

  it('requested without a date: never overdue; with one, overdue from the day after', () => {
    const story = told(asked, (s) => due(s, '2021-08-20', '2021-08-15'));
    expect(words(story, '2021-08-11', '2021-08-12', '2021-08-15', '2021-08-20', '2021-08-21')).toEqual([
      'open',
      'no-date',
      'in-term',
      'in-term',
      'overdue',
    ]);
    expect(statusOn(story, '2021-08-25').rectifications[0]?.overdueDays).toBe(5);
  });

  it('reported, rejected, reported again, verified', () => {
    const story = told(asked, (s) => {
      due(s, '2021-08-20', '2021-08-12');
      decided(s, putRight(s, '2021-08-15'), '2021-08-17', false);
      decided(s, putRight(s, '2021-08-22'), '2021-08-24');
    });
    expect(words(story, '2021-08-15', '2021-08-17', '2021-08-21', '2021-08-22', '2021-08-24')).toEqual([
      'reported',
      'in-term',
      'overdue',
      'reported',
      'rectified-late',
    ]);
    expect(statusOn(story, '2021-08-18').rectifications[0]?.flags).toEqual(['report-rejected']);
    expect(statusOn(story, '2021-08-30').rectifications[0]).toMatchObject({ overdueDays: 2, closedOn: '2021-08-24' });
  });

  it('on time is judged by the day of the report, not of the verdict', () => {
    const late = (s: Story) => decided(s, putRight(s, '2021-08-20'), '2021-08-30');
    expect(
      words(
        told((s) => asked(s, { dueOn: '2021-08-20' }), late),
        '2021-08-29',
        '2021-08-30',
      ),
    ).toEqual(['reported', 'rectified-in-time']);
  });

  it('a date first set after the report judges nothing', () => {
    const story = told(asked, (s) => {
      const report = putRight(s, '2021-08-22');
      due(s, '2021-08-20', '2021-08-23');
      decided(s, report, '2021-08-24');
    });
    expect(words(story, '2021-08-24')).toEqual(['rectified']);
    expect(statusOn(story, '2021-08-24').rectifications[0]?.flags).toEqual(['due-set-after-report']);
  });

  it('of several units the one that is furthest from it; what is asked of a body inside counts for the place', () => {
    const story = city();
    found(story, { units: ['qa', 'qb'] });
    asked(story, { unit: 'qa.gov' });
    expect(unitsOn(story, '2021-08-12')).toEqual(['qa no-date', 'qb open']);
    expect(words(story, '2021-08-12')).toEqual(['open']);
    asked(story, { unit: 'qb', rectificationId: 'k2', dueOn: '2021-08-13' });
    expect(words(story, '2021-08-12', '2021-08-14')).toEqual(['no-date', 'overdue']);
  });
});

describe('a finding after a reform (R8)', () => {
  it('open ones pass to the successor; those that were put right stay', () => {
    const story = told(asked, (s) => s.merge('qa', 'qb', '2021-09-01'));
    expect([unitsOn(story, '2021-08-31'), unitsOn(story, '2021-09-01')]).toEqual([['qa no-date'], ['qa→qb no-date']]);
    const closed = told(asked, (s) => {
      decided(s, putRight(s, '2021-08-15'), '2021-08-17');
      s.merge('qa', 'qb', '2021-09-01');
    });
    expect(unitsOn(closed, '2021-09-02')).toEqual(['qa rectified']);
    const strength = city();
    found(strength, { kind: 'strength' });
    strength.merge('qa', 'qb', '2021-09-01');
    expect(unitsOn(strength, '2021-09-02')).toEqual(['qa noted']);
  });

  it('one of a dissolved unit is orphaned', () => {
    const story = told((s) => s.dissolve('qa', '2021-09-01'));
    expect([unitsOn(story, '2021-08-31'), unitsOn(story, '2021-09-01')]).toEqual([['qa open'], ['qa→? orphaned']]);
  });

  it('one of a split unit waits until somebody decides which successor has it', () => {
    const story = told(asked, (s) => {
      s.place('qc', 'tp', 'district', '2021-09-01');
      s.split('qa', ['qb', 'qc'], '2021-09-01');
      passedTo(s, 'qa', 'qc', '2021-09-05');
    });
    expect(['2021-08-31', '2021-09-01', '2021-09-04', '2021-09-05'].map((day) => unitsOn(story, day)[0])).toEqual([
      'qa no-date',
      'qa→? needs-successor',
      'qa→? needs-successor',
      'qa→qc no-date',
    ]);
  });

  it('what is decided of a place holds for its bodies', () => {
    const story = city();
    story.place('qc', 'tp', 'district', '2021-09-01');
    seat(story, 'qc', [], '2021-09-01');
    found(story, { units: ['qa.gov'] });
    story.split('qa', ['qb', 'qc'], '2021-09-01');
    expect(unitsOn(story, '2021-09-01')).toEqual(['qa.gov→? needs-successor']);
    passedTo(story, 'qa', 'qc', '2021-09-02');
    expect(unitsOn(story, '2021-09-02')).toEqual(['qa.gov→qc.gov open']);
  });
});

describe('corrections (R10)', () => {
  it('known then is what was recorded then; an annulled verdict counts no more', () => {
    const story = told(asked);
    const verdict = decided(story, putRight(story, '2021-08-15'), '2021-08-17');
    const known = story.now;
    story.annul(verdict);
    const status = (knownAt: number) => {
      const facts = story.facts(knownAt);
      const f = facts.of(finding, 'f');
      return f && findingStatus(facts, f, '2021-08-20').status;
    };
    expect([status(known), status(story.now)]).toEqual(['rectified', 'reported']);
  });

  it('what others stand on stays until they are annulled', () => {
    const story = city();
    found(story, { units: [] });
    const named = story.add('FindingUnitsIdentified', 'f', {
      findingId: 'f',
      units: ['qa'],
      by: 'tp.gov',
      on: '2021-08-11',
    });
    const request = asked(story);
    const date = due(story, '2021-08-20', '2021-08-13');
    const first = putRight(story, '2021-08-14');
    const no = decided(story, first, '2021-08-15', false);
    const second = putRight(story, '2021-08-16');
    const refused = (id: string) => {
      const facts = story.facts();
      return refusalOf(() => requireAnnullable(finding, facts.streamFacts('finding-f'), facts, id));
    };
    for (const id of [named, request, first, no]) expect([id, refused(id)]).toEqual([id, 'others-stand-on-it']);
    for (const id of [date, second]) expect([id, refused(id)]).toEqual([id, null]);
  });
});
