import type { Facts } from '../facts.js';
import type { RuleCode } from '../rule-violation.js';
import { requireFollower, requireOfficeIn, requireReminds } from '../separation-of-duties.js';
import { refusalOf } from '../testing/given.js';
import { city, type Story } from '../testing/story.js';
import type { Task } from './task.js';

/** What a rule says in a city with the issuer's office `tp.vp` and a task that `qa` has passed on to `pa1`. */
function ruled(rule: (facts: Facts, task: Task) => void, tell: (s: Story) => void = () => {}): RuleCode | null {
  const story = city();
  story.body('tp.vp', 'tp', 'party', { parent: 'tp.party' });
  story.task(['qa']);
  story.delegate('qa', 'pa1', '2021-08-15', { until: '2021-09-15' });
  tell(story);
  const facts = story.facts();
  const task = facts.task('t');
  if (!task) throw new Error('the task is known');
  return refusalOf(() => rule(facts, task));
}

describe('a reminder', () => {
  it.each<[string, string, string, string, RuleCode | null]>([
    ['the issuer to the lead', 'tp.party', 'qa', '2021-08-20', null],
    ['the issuer’s office to the lead', 'tp.vp', 'qa', '2021-08-20', null],
    ['the lead to its delegate', 'qa', 'pa1', '2021-08-20', null],
    ['the lead to itself', 'qa', 'qa', '2021-08-20', 'reminds-itself'],
    ['a body inside the lead to the lead', 'qa.gov', 'qa', '2021-08-20', 'reminds-itself'],
    ['the delegate to the lead it sits in', 'pa1', 'qa', '2021-08-20', 'reminds-itself'],
    ['to who does not do it', 'tp.party', 'qb', '2021-08-20', 'reminder-not-to-a-doer'],
    ['to the delegate before its delegation', 'tp.party', 'pa1', '2021-08-14', 'reminder-not-to-a-doer'],
    ['to the delegate after its delegation', 'tp.party', 'pa1', '2021-09-15', 'reminder-not-to-a-doer'],
  ])('%s', (_, by, to, on, code) => expect(ruled((f, t) => requireReminds(f, t, by, to, on))).toBe(code));
});

describe('the following officer', () => {
  const follows =
    (unit: string, person: string, on: string = '2021-08-20') =>
    (facts: Facts, task: Task) =>
      requireFollower(facts, task, unit, person, on);
  it.each<[string, string, RuleCode | null]>([
    ['the issuer', 'tp.party', null],
    ['an office inside the issuer', 'tp.vp', null],
    ['another line of the city', 'tp.gov', 'follower-not-of-the-issuer'],
    ['the lead', 'qa.party', 'follower-not-of-the-issuer'],
  ])('works in %s', (_, unit, code) => expect(ruled(follows(unit, 'p1'))).toBe(code));
  it('is nobody who heads a unit that does the task on that day', () => {
    expect(ruled(follows('tp.vp', 'P:qa.ct'))).toBe('follows-own-work');
    expect(ruled(follows('tp.vp', 'P:pa1.bt'))).toBe('follows-own-work');
    expect(ruled(follows('tp.vp', 'P:pa1.bt', '2021-08-14'))).toBeNull();
    expect(ruled(follows('tp.vp', 'P:qb.ct'))).toBeNull();
  });
  it('does not sit in a unit that does the task, even inside the issuer', () => {
    const own = (s: Story) => s.reassign('tp.vp', '2021-08-16');
    expect(ruled(follows('tp.vp', 'p1'), own)).toBe('follows-own-work');
    expect(ruled(follows('tp.party', 'p1'), own)).toBeNull();
  });
});

it('an office that explains sits in the unit, or in a body inside it', () => {
  const explains = (office: string, unit: string) => ruled((f) => requireOfficeIn(f, office, unit, '2021-08-20'));
  expect([explains('qa.ct', 'qa'), explains('qa.ct', 'qa.gov'), explains('pa1.ct', 'qa')]).toEqual([null, null, null]);
  expect([explains('qb.ct', 'qa'), explains('qa.bt', 'qa.gov')]).toEqual([
    'office-of-another-unit',
    'office-of-another-unit',
  ]);
  expect(explains('khác', 'qa')).toBe('office-unknown');
});
