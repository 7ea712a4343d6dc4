import { cascade, cascadeOf } from './cascade.js';
import type { DirectiveEvents, Recipient, TakenUp } from './directive.js';
import { refusalOf } from '../testing/given.js';
import { city, type Story } from '../testing/story.js';

const to = (unit: string, purpose: Recipient['purpose'] = 'to-carry-out'): Recipient => ({
  text: unit,
  unit,
  office: null,
  person: null,
  purpose,
});

function issue(s: Story, directiveId: string, issuer: string, o: Partial<DirectiveEvents['DirectiveIssued']> = {}) {
  const base = s.facts().directive('d')?.issued;
  if (!base) throw new Error('the directive is known');
  s.add('DirectiveIssued', directiveId, {
    ...base,
    directiveId,
    issuer,
    clauses: ['1', '2'].map((ref) => ({ ref, kind: 'task' as const, summary: `mục ${ref}` })),
    on: '2021-08-12',
    ...o,
  });
}

function takeUp(s: Story, lower: string, higher: string, clauses: TakenUp[] = [], on = '2021-08-15'): string | null {
  const facts = s.facts();
  return refusalOf(() => {
    for (const event of cascade(facts.directive(lower), facts, { directiveId: lower, higher, clauses, on }))
      s.record(`directive-${lower}`, event);
  });
}

function coverage(s: Story, id: string, asOf = '2021-08-20') {
  const facts = s.facts();
  const d = facts.directive(id);
  if (!d) throw new Error('the directive is known');
  return cascadeOf(facts, d, asOf);
}

/** `cao` of the city is sent to both districts; `qa` answers with `thấp`. */
function sent(...recipients: Recipient[]): Story {
  const story = city();
  issue(story, 'cao', 'tp.party', { recipients: recipients.length > 0 ? recipients : [to('qa'), to('qb')] });
  issue(story, 'thấp', 'qa.gov', { on: '2021-08-13' });
  return story;
}

describe('a lower directive takes up a higher one', () => {
  it('clause by clause, or as a whole, each once', () => {
    const story = sent();
    expect(takeUp(story, 'thấp', 'cao', [{ higher: '1', lower: '2' }])).toBeNull();
    expect(takeUp(story, 'thấp', 'cao', [{ higher: '1', lower: '2' }])).toBe('clause-already-taken-up');
    expect(takeUp(story, 'thấp', 'cao', [])).toBe('clause-already-taken-up');
    expect(
      takeUp(story, 'thấp', 'cao', [
        { higher: '1', lower: '1' },
        { higher: '1', lower: '1' },
      ]),
    ).toBe('clause-already-taken-up');
    expect(takeUp(story, 'thấp', 'cao', [{ higher: '1', lower: '1' }])).toBeNull();
    expect(takeUp(story, 'thấp', 'cao', [{ higher: '9', lower: '1' }])).toBe('clause-unknown');
    expect(takeUp(story, 'thấp', 'cao', [{ higher: '2', lower: '9' }])).toBe('clause-unknown');
    expect(takeUp(story, 'thấp', 'cao', [{ higher: '2', lower: null }])).toBeNull();
  });

  it('only one that is on record, not later than itself, and not in a circle', () => {
    const story = sent();
    expect(takeUp(story, 'thấp', 'không-có')).toBe('directive-unknown');
    expect(takeUp(story, 'không-có', 'cao')).toBe('directive-unknown');
    expect(takeUp(story, 'cao', 'thấp')).toBe('directive-not-yet-in-force');
    expect(takeUp(story, 'cao', 'cao')).toBe('cascade-in-a-circle');
    issue(story, 'thấp-2', 'qa.gov', { on: '2021-08-13', recipients: [to('qa')] });
    expect(takeUp(story, 'thấp-2', 'thấp')).toBe('not-at-or-below-an-addressee');
    issue(story, 'thấp-3', 'qa.gov', { on: '2021-08-13', recipients: [to('qa')] });
    expect([
      takeUp(story, 'thấp', 'thấp-2'),
      takeUp(story, 'thấp-3', 'thấp-2'),
      takeUp(story, 'thấp-2', 'thấp'),
    ]).toEqual([null, null, 'cascade-in-a-circle']);
  });

  it.each<[issuer: string, recipient: string, code: string | null]>([
    ['qa.gov', 'qa', null],
    ['qa.party', 'qa', null],
    ['pa1.gov', 'qa', null],
    ['pa1.party', 'qa.party', null],
    ['pa1.gov', 'qa.party', null],
    ['qa.yte', 'qa.gov', null],
    ['qa.btv', 'qa.party', null],
    ['qb.gov', 'qa', 'not-at-or-below-an-addressee'],
    ['tp.gov', 'qa', 'not-at-or-below-an-addressee'],
    ['qa.gov', 'pa1', 'not-at-or-below-an-addressee'],
    ['qa.gov', 'qa.yte', 'not-at-or-below-an-addressee'],
  ])('issued by %s, the higher one sent to %s', (issuer, recipient, code) => {
    const story = city();
    story.body('qa.yte', 'qa', 'government', { parent: 'qa.gov' });
    story.body('qa.btv', 'qa', 'party', { parent: 'qa.party', collective: true });
    issue(story, 'cao', 'tp.party', { recipients: [to(recipient)] });
    issue(story, 'thấp', issuer);
    expect(takeUp(story, 'thấp', 'cao')).toBe(code);
  });

  it('one whose tasks it leads, and one that was sent to it later, count as much', () => {
    const story = city();
    issue(story, 'cao', 'tp.party');
    issue(story, 'thấp', 'qa.gov');
    expect(takeUp(story, 'thấp', 'cao')).toBe('not-at-or-below-an-addressee');
    story.task(['qa'], { taskId: 't1', directiveId: 'cao', on: '2021-08-14' });
    expect(takeUp(story, 'thấp', 'cao')).toBeNull();
    issue(story, 'thấp-2', 'qb.gov');
    const recipients = [to('qb')];
    story.add('DirectiveDistributed', 'cao', {
      directiveId: 'cao',
      distributionId: 'g',
      on: '2021-08-14',
      channel: null,
      recipients,
    });
    expect(takeUp(story, 'thấp-2', 'cao')).toBeNull();
  });
});

describe('the units that have taken a directive up', () => {
  it('are counted against those that were to carry it out', () => {
    const story = sent(to('qa'), to('qb'), to('tp.gov', 'to-know'));
    takeUp(story, 'thấp', 'cao', [{ higher: '1', lower: '2' }]);
    const found = coverage(story, 'cao');
    expect(found).toMatchObject({ numerator: 1, denominator: 2, unknown: false });
    expect(found.units).toEqual([
      { unit: 'qa', class: null, takenUpBy: ['thấp'] },
      { unit: 'qb', class: null, takenUpBy: [] },
    ]);
    expect(found.clauses.map((c) => [c.ref, c.numerator, c.denominator, c.takenUpBy])).toEqual([
      ['1', 1, 2, [{ directive: 'thấp', clause: '2' }]],
      ['2', 0, 2, []],
    ]);
    expect(coverage(story, 'cao', '2021-08-14')).toMatchObject({ numerator: 0, denominator: 2 });
  });

  it('one issued below a unit is shown, and is not the unit’s own', () => {
    const story = sent();
    issue(story, 'xã', 'pa1.gov');
    takeUp(story, 'xã', 'cao');
    expect(coverage(story, 'cao')).toMatchObject({ numerator: 0, takenUpBy: [{ directive: 'xã', issuer: 'pa1.gov' }] });
  });

  it('of a class: its members of the day; unknown while its total is not known or not reached', () => {
    const story = sent(to('quan'));
    story.class('quan', 'tp', null);
    story.members('quan', ['qa', 'qb'], '2021-08-01');
    expect(takeUp(story, 'thấp', 'cao')).toBeNull();
    expect(coverage(story, 'cao')).toMatchObject({
      numerator: 1,
      denominator: 2,
      unknown: true,
      classes: [{ class: 'quan', members: 2, total: null }],
    });
  });

  it('the successor’s directive counts for the unit that went into it', () => {
    const story = sent();
    story.merge('qa', 'qb', '2021-08-14');
    issue(story, 'sau', 'qb.gov', { on: '2021-08-15' });
    expect(takeUp(story, 'sau', 'cao')).toBeNull();
    expect(coverage(story, 'cao').units.map((u) => u.takenUpBy)).toEqual([['sau'], ['sau']]);
  });
});
