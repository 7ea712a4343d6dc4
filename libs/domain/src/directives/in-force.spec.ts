import { chainInForce, inForceFor } from './in-force.js';
import { requireCarriable } from './carry-over.js';
import { requireMayChange } from './directive-authority.js';
import { refusalOf } from '../testing/given.js';
import { city, type Story } from '../testing/story.js';

/** 1 August: `d1`; 1 September: `d2` in its place; 1 October: `d3`; revoked on 1 November. */
function chain(): Story {
  const story = city();
  story.directive('d1', 'tp.party', '2021-08-01');
  story.directive('d2', 'tp.party', '2021-09-01');
  story.directive('d3', 'tp.party', '2021-10-01');
  story.task(['qa'], { directiveId: 'd1', on: '2021-08-02' });
  story.supersede('d1', 'd2', '2021-09-01', 't');
  story.supersede('d2', 'd3', '2021-10-01', 't');
  story.revoke('d3', '2021-11-01');
  return story;
}

describe('which directive an act is judged by (R9)', () => {
  it.each<[string, string[], string | null]>([
    ['2021-07-31', [], 'not-yet-issued'],
    ['2021-08-01', ['d1'], null],
    ['2021-08-31', ['d1'], null],
    ['2021-09-01', ['d2'], null],
    ['2021-10-31', ['d3'], null],
    ['2021-11-01', [], 'revoked'],
  ])('on %s, whichever of the chain is named', (on, inForce, reason) => {
    const facts = chain().facts();
    for (const id of ['d1', 'd2', 'd3']) {
      const found = chainInForce(facts, id, on);
      expect(found?.chain.map((d) => d.id)).toEqual(['d1', 'd2', 'd3']);
      expect([found?.inForce.map((d) => d.id), found?.reason]).toEqual([inForce, reason]);
    }
    expect(chainInForce(facts, 'không-có', on)).toBeNull();
  });

  it('a directive that takes the place of two stands for both', () => {
    const story = city();
    for (const id of ['a', 'b', 'c']) story.directive(id, 'tp.party', id === 'c' ? '2021-09-01' : '2021-08-01');
    story.supersede('a', 'c', '2021-09-01');
    story.supersede('b', 'c', '2021-09-01');
    const found = (id: string, on: string) => chainInForce(story.facts(), id, on)?.inForce.map((d) => d.id);
    expect([found('c', '2021-08-15'), found('a', '2021-08-15'), found('a', '2021-09-01')]).toEqual([
      ['a', 'b'],
      ['a'],
      ['c'],
    ]);
  });

  it('for a unit: what is addressed to it or whose tasks it leads, on that day', () => {
    const story = chain();
    const issued = story.facts().directive('d')?.issued;
    if (!issued) throw new Error('the directive is known');
    story.class('quan', 'tp', null);
    story.members('quan', ['qa'], '2021-08-15');
    const recipients = [{ text: 'các quận', unit: 'quan', office: null, person: null, purpose: null }];
    story.add('DirectiveIssued', 'gửi', { ...issued, directiveId: 'gửi', recipients });
    const found = (unit: string, on: string) => inForceFor(story.facts(), unit, on).map((d) => d.id);
    expect([found('qa', '2021-08-01'), found('qa', '2021-08-12'), found('qa', '2021-09-12')]).toEqual([
      [],
      ['d1'],
      ['gửi', 'd2'],
    ]);
    expect([found('qa.gov', '2021-09-12'), found('qb', '2021-09-12'), found('qa', '2021-11-01')]).toEqual([
      ['gửi', 'd2'],
      [],
      ['gửi'],
    ]);
  });
});

describe('what a superseding directive carries over (R9)', () => {
  const carries = (story: Story, from: string, task: string, clause: string | null = null) => {
    const facts = story.facts();
    const to = facts.directive('d4');
    if (!to) throw new Error('the directive is known');
    return refusalOf(() => requireCarriable(facts, from, to, { on: '2021-10-15', carryOver: [{ task, clause }] }));
  };
  it('tasks that stand on the old one, also those that it had from one before it', () => {
    const story = chain();
    story.directive('d4', 'tp.party', '2021-10-15');
    expect(carries(story, 'd3', 't')).toBeNull();
    expect(carries(story, 'd1', 't')).toBe('task-of-another-directive');
    expect(carries(story, 'd3', 'không-có')).toBe('task-of-another-directive');
    expect(carries(story, 'd3', 't', '7')).toBe('clause-unknown');
  });
  it('each once', () => {
    const story = chain();
    story.directive('d4', 'tp.party', '2021-10-15');
    const facts = story.facts();
    const to = facts.directive('d4');
    const carryOver = [
      { task: 't', clause: null },
      { task: 't', clause: null },
    ];
    expect(refusalOf(() => to && requireCarriable(facts, 'd3', to, { on: '2021-10-15', carryOver }))).toBe(
      'task-carried-over-twice',
    );
  });
});

describe('who may change or replace a directive', () => {
  it.each<[issuer: string, by: string, code: string | null]>([
    ['qa.gov', 'qa.gov', null],
    ['qa.gov', 'tp.gov', null],
    ['qa.gov', 'tp.party', null],
    ['qa.gov', 'qa.party', null],
    ['qa.party', 'qa.gov', 'not-the-issuer-or-above'],
    ['qa.party', 'tp.gov', 'not-the-issuer-or-above'],
    ['qa.party', 'tp.party', null],
    ['qa.btv', 'qa.party', null],
    ['qa.party', 'qa.btv', null],
    ['qa.yte', 'qa.gov', null],
    ['qa.gov', 'qa.yte', 'not-the-issuer-or-above'],
    ['qa.gov', 'qb.gov', 'not-the-issuer-or-above'],
    ['tp.gov', 'qa.gov', 'not-the-issuer-or-above'],
    ['pa1.gov', 'qa.gov', null],
  ])('of %s, by %s', (issuer, by, code) => {
    const story = city();
    story.body('qa.yte', 'qa', 'government', { parent: 'qa.gov' });
    story.body('qa.btv', 'qa', 'party', { collective: true });
    story.directive('cũ', issuer);
    story.directive('mới', by);
    const facts = story.facts();
    const [old, next] = [facts.directive('cũ'), facts.directive('mới')];
    expect(refusalOf(() => old && next && requireMayChange(facts, old, next, '2021-08-20'))).toBe(code);
  });
});
