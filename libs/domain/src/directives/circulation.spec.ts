import { acknowledge, circulationOf, distribute } from './circulation.js';
import { directive, type Recipient } from './directive.js';
import { unreadOf } from './unread.js';
import { refusalOf } from '../testing/given.js';
import { city, type Story } from '../testing/story.js';

const to = (unit: string, purpose: Recipient['purpose'] = 'to-carry-out'): Recipient => ({
  text: unit,
  unit,
  office: null,
  person: null,
  purpose,
});

function send(s: Story, on: string, ...recipients: Recipient[]): string {
  const sent = { directiveId: 'd', distributionId: `g${s.now}`, on, channel: 'paper', recipients } as const;
  return s.add('DirectiveDistributed', 'd', { ...sent, recipients });
}

function confirm(s: Story, by: string, on: string): string | null {
  const facts = s.facts();
  return refusalOf(() => {
    for (const event of acknowledge(facts.directive('d'), facts, { directiveId: 'd', by, person: null, on }))
      s.record('directive-d', event);
  });
}

function read(s: Story, asOf: string) {
  const facts = s.facts();
  const d = facts.directive('d');
  if (!d) throw new Error('the directive is known');
  return circulationOf(facts, d, asOf);
}

const clock = (s: Story, asOf: string) =>
  read(s, asOf).lines.map((l) => `${l.unit} ${l.distributedOn} ${l.acknowledgedOn ?? 'chưa'} ${l.days}`);

describe('a directive that is sent out', () => {
  it('is sent on or after its day, each time under an id of its own, to somebody', () => {
    const story = city();
    send(story, '2021-08-11', to('qa'));
    const state = story.facts().directive('d');
    const again = (o: object) =>
      refusalOf(() =>
        distribute(state, {
          directiveId: 'd',
          distributionId: 'x',
          on: '2021-08-11',
          channel: null,
          recipients: [to('qa')],
          ...o,
        }),
      );
    expect(again({})).toBeNull();
    expect(again({ on: '2021-08-09' })).toBe('directive-not-yet-in-force');
    expect(again({ distributionId: state?.distributions[0]?.distributionId })).toBe('distribution-already-recorded');
    expect(again({ recipients: [{ ...to('qa'), unit: null }] })).toBe('recipient-names-nobody');
    expect(
      refusalOf(() =>
        distribute(null, { directiveId: 'd', distributionId: 'x', on: '2021-08-11', channel: null, recipients: [] }),
      ),
    ).toBe('directive-unknown');
  });

  it('has a clock for each recipient, from the first distribution to the acknowledgement', () => {
    const story = city();
    send(story, '2021-08-11', to('qa'), to('qb', 'to-know'), to('tp.gov', 'to-file'));
    send(story, '2021-08-15', to('qa'));
    expect(clock(story, '2021-08-10')).toEqual([]);
    expect(clock(story, '2021-08-16')).toEqual(['qa 2021-08-11 chưa 5', 'qb 2021-08-11 chưa 5']);
    expect(confirm(story, 'qa', '2021-08-14')).toBeNull();
    expect(clock(story, '2021-08-13')).toEqual(['qa 2021-08-11 chưa 2', 'qb 2021-08-11 chưa 2']);
    expect(clock(story, '2021-08-20')).toEqual(['qa 2021-08-11 2021-08-14 3', 'qb 2021-08-11 chưa 9']);
    const { numerator, denominator, unknown } = read(story, '2021-08-20');
    expect([numerator, denominator, unknown]).toEqual([1, 2, false]);
  });

  it('is acknowledged once for each addressee, by it or by one that acts for it, after it was sent', () => {
    const story = city();
    story.body('qa.btv', 'qa', 'party', { parent: 'qa.party', collective: true });
    send(story, '2021-08-11', to('qa'), to('qb.party'));
    expect(confirm(story, 'qa', '2021-08-10')).toBe('not-distributed-to-it');
    expect(confirm(story, 'pa1', '2021-08-12')).toBe('not-distributed-to-it');
    expect(confirm(story, 'qb.gov', '2021-08-12')).toBe('not-distributed-to-it');
    expect(confirm(story, 'qb', '2021-08-12')).toBe('not-distributed-to-it');
    expect(confirm(story, 'qa.btv', '2021-08-12')).toBeNull();
    expect(confirm(story, 'qa.gov', '2021-08-13')).toBe('already-acknowledged');
    expect(confirm(story, 'qb.party', '2021-08-13')).toBeNull();
    expect(read(story, '2021-08-14').lines.map((l) => [l.unit, l.acknowledgedBy])).toEqual([
      ['qa', 'qa.btv'],
      ['qb.party', 'qb.party'],
    ]);
  });

  it('the two that lead a place each acknowledge for themselves', () => {
    const story = city();
    send(story, '2021-08-11', to('qa.gov'), to('qa.party'));
    expect([confirm(story, 'qa.gov', '2021-08-12'), confirm(story, 'qa.party', '2021-08-12')]).toEqual([null, null]);
  });

  it('a successor acknowledges for the unit that went into it', () => {
    const story = city();
    send(story, '2021-08-11', to('qa'));
    story.merge('qa', 'qb', '2021-09-01');
    expect(confirm(story, 'qb.gov', '2021-08-31')).toBe('not-distributed-to-it');
    expect(confirm(story, 'qb.gov', '2021-09-01')).toBeNull();
    expect(clock(story, '2021-09-02')).toEqual(['qa 2021-08-11 2021-09-01 21']);
  });

  it('to a class it is sent to each member of that day; more than are known may have been addressed', () => {
    const story = city();
    story.class('quan', 'tp', 22);
    story.members('quan', ['qa'], '2021-08-01');
    send(story, '2021-08-11', to('quan'));
    story.members('quan', ['qb'], '2021-08-12');
    expect(clock(story, '2021-08-20')).toEqual(['qa 2021-08-11 chưa 9']);
    expect(read(story, '2021-08-20')).toMatchObject({
      numerator: 0,
      denominator: 1,
      unknown: true,
      classes: [{ class: 'quan', members: 1, total: 22 }],
    });
    expect(confirm(story, 'qb', '2021-08-20')).toBe('not-distributed-to-it');
    expect(confirm(story, 'qa.gov', '2021-08-20')).toBeNull();
  });

  it('lines of "nơi nhận" to which nothing was sent are shown; there no clock runs', () => {
    const story = city();
    const issued = story.facts().directive('d')?.issued;
    if (!issued) throw new Error('the directive is known');
    story.add('DirectiveIssued', 'd2', {
      ...issued,
      directiveId: 'd2',
      recipients: [to('qa'), to('tp.gov', 'to-file')],
    });
    const d2 = story.facts().directive('d2');
    expect(d2 && circulationOf(story.facts(), d2, '2021-08-20').notDistributed).toEqual(['qa']);
    expect(confirm(story, 'qa', '2021-08-20')).toBe('not-distributed-to-it');
  });

  it('is on the unread list of the unit, of the body that leads it, and not of others', () => {
    const story = city();
    story.class('quan', 'tp', null);
    story.members('quan', ['qa', 'qb'], '2021-08-01');
    send(story, '2021-08-11', to('quan'));
    const unread = (unit: string, asOf = '2021-08-20') => {
      const { numerator, denominator, unread: list } = unreadOf(story.facts(), unit, asOf);
      return [numerator, denominator, list.map(({ line }) => `${line.unit} ${line.days}`)];
    };
    expect(unread('qa')).toEqual([0, 1, ['qa 9']]);
    expect(unread('qa.gov')).toEqual([0, 1, ['qa 9']]);
    expect(unread('pa1')).toEqual([0, 0, []]);
    confirm(story, 'qa.party', '2021-08-12');
    expect([unread('qa'), unread('qb')]).toEqual([
      [1, 1, []],
      [0, 1, ['qb 9']],
    ]);
    expect(unread('qa', '2021-08-11')).toEqual([0, 1, ['qa 0']]);
  });

  it('a distribution stands while somebody has acknowledged it', () => {
    const story = city();
    const first = send(story, '2021-08-11', to('qa'));
    send(story, '2021-08-12', to('qb'));
    confirm(story, 'qa', '2021-08-13');
    const stream = story.events.filter((e) => e.stream === 'directive-d');
    const last = stream.at(-1);
    const on = directive.standsOn?.DirectiveAcknowledged;
    expect(on?.(last?.data as never, stream as never)).toEqual([first]);
  });
});
