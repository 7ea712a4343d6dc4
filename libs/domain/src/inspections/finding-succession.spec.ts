import type { RuleCode } from '../rule-violation.js';
import { CHAIR, found, findingIn, passedTo } from '../testing/finding-story.js';
import { refusalOf } from '../testing/given.js';
import { city, seat } from '../testing/story.js';
import { requireDecidable } from './finding-succession.js';
import { signatureIn } from './rectification-duties.js';

describe('which successor of a split unit has a finding (R8)', () => {
  function decides(o: { units?: string[]; from?: string; to?: string; on?: string; office?: string } = {}) {
    const { units = ['qa'], from = 'qa', to = 'qc', on = '2021-09-01', office = 'tp.ct' } = o;
    const story = city();
    story.place('qc', 'tp', 'district', '2021-09-01');
    seat(story, 'qc', [], '2021-09-01');
    story.place('qd', 'tp');
    found(story, { units });
    story.split('qa', ['qb', 'qc'], '2021-09-01');
    return refusalOf(() => {
      const facts = story.facts();
      requireDecidable(facts, findingIn(story), { from, to, on }, signatureIn(facts, office, on));
    });
  }
  it.each<[string, Parameters<typeof decides>[0], RuleCode | null]>([
    ['a successor, from the day of the split', {}, null],
    ['a body inside a successor', { to: 'qc.gov' }, null],
    ['of a body that ended with its place, by the place', { units: ['qa.gov'] }, null],
    ['of a body that ended with its place, by the body', { units: ['qa.gov'], from: 'qa.gov', to: 'qc.gov' }, null],
    ['the day before', { on: '2021-08-31' }, 'finding-needs-no-successor'],
    ['a unit that was not split', { from: 'qb' }, 'finding-needs-no-successor'],
    ['a finding about another unit', { units: ['qb'] }, 'finding-needs-no-successor'],
    ['a unit that is no successor', { to: 'qd' }, 'not-a-successor-of-that-unit'],
    ['decided by a successor', { office: 'qc.ct' }, 'successor-decides-own-finding'],
    ['decided by the other successor', { office: 'qb.bt' }, 'successor-decides-own-finding'],
  ])('%s', (_, o, code) => expect(decides(o)).toBe(code));

  it('once it is decided nothing waits', () => {
    const story = city();
    story.place('qc', 'tp', 'district', '2021-09-01');
    found(story);
    story.split('qa', ['qb', 'qc'], '2021-09-01');
    passedTo(story, 'qa', 'qc', '2021-09-01');
    const again = { from: 'qa', to: 'qb', on: '2021-09-02' };
    expect(refusalOf(() => requireDecidable(story.facts(), findingIn(story), again, CHAIR))).toBe(
      'finding-needs-no-successor',
    );
  });
});
