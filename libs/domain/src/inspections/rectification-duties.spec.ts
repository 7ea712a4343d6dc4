import type { Facts } from '../facts.js';
import type { RuleCode } from '../rule-violation.js';
import { asked, CHAIR, found, findingIn, putRight } from '../testing/finding-story.js';
import { refusalOf } from '../testing/given.js';
import { city, type Story } from '../testing/story.js';
import {
  rectifiersOf,
  requireConcerned,
  requireNotTheRectifier,
  requireRequesterOrAbove,
  requireTheRectifier,
  signatureIn,
} from './rectification-duties.js';

const DAY = '2021-08-20';
const nothing = () => {};

function ruled(tell: (s: Story) => void, rule: (facts: Facts, s: Story) => void): RuleCode | null {
  const story = city();
  story.body('tp.yte', 'tp', 'government', { parent: 'tp.gov' });
  story.office('tp.yte.gd', 'tp.yte');
  story.appoint('tp.yte.gd', 'P:tp.yte.gd', '2020-01-01');
  found(story);
  asked(story);
  tell(story);
  return refusalOf(() => rule(story.facts(), story));
}

describe('who signs', () => {
  it('the holder of the office on that day, for its body', () => {
    const story = city(['qb.ct']);
    expect(signatureIn(story.facts(), 'tp.ct', DAY)).toEqual(CHAIR);
    expect(refusalOf(() => signatureIn(story.facts(), 'qb.ct', DAY))).toBe('unnamed-holder-cannot-act');
    expect(refusalOf(() => signatureIn(story.facts(), 'không-có', DAY))).toBe('office-unknown');
  });
});

describe('a finding concerns', () => {
  const concerned = (unit: string, tell: (s: Story) => void = nothing, on = DAY) =>
    ruled(tell, (facts, s) => requireConcerned(facts, findingIn(s), unit, on));
  it.each<[string, RuleCode | null]>([
    ['qa', null],
    ['qa.gov', null],
    ['pa1', null],
    ['qb', 'finding-not-about-that-unit'],
    ['tp', 'finding-not-about-that-unit'],
    ['tp.gov', 'finding-not-about-that-unit'],
  ])('%s', (unit, code) => expect(concerned(unit)).toBe(code));
  it('the successor of its unit, from that day', () => {
    const merged = (s: Story) => s.merge('qa', 'qb', '2021-08-15');
    expect([concerned('qb', merged, '2021-08-14'), concerned('qb', merged)]).toEqual([
      'finding-not-about-that-unit',
      null,
    ]);
  });
});

describe('nobody decides on what their own unit has to put right', () => {
  const decides = (office: string, tell: (s: Story) => void = nothing, on = DAY) =>
    ruled(tell, (facts, s) => {
      const f = findingIn(s);
      const [r] = f.rectifications;
      if (!r) throw new Error('it is requested');
      requireNotTheRectifier(
        facts,
        rectifiersOf(facts, f, r, on, r.reports[0] ?? null),
        signatureIn(facts, office, on),
        on,
      );
    });
  it.each<[string, RuleCode | null]>([
    ['tp.ct', null],
    ['tp.bt', null],
    ['tp.yte.gd', null],
    ['qb.ct', null],
    ['qa.ct', 'unit-decides-own-rectification'],
    ['qa.bt', 'unit-decides-own-rectification'],
    ['pa1.ct', 'unit-decides-own-rectification'],
  ])('%s', (office, code) => expect(decides(office)).toBe(code));

  it('not a person who holds an office there too, on that day', () => {
    const both = (s: Story) => s.replace('tp.yte.gd', 'P:tp.yte.gd', 'P:qa.ct', '2021-08-15');
    expect([decides('tp.yte.gd', both, '2021-08-14'), decides('tp.yte.gd', both)]).toEqual([
      null,
      'person-decides-own-rectification',
    ]);
    const deputy = (s: Story) => {
      s.office('qa.pct', 'qa.gov', { head: false });
      s.appoint('qa.pct', 'P:tp.yte.gd', '2021-08-15', { until: '2021-08-20' });
    };
    expect([decides('tp.yte.gd', deputy, '2021-08-19'), decides('tp.yte.gd', deputy)]).toEqual([
      'person-decides-own-rectification',
      null,
    ]);
  });

  it('not a deputy of a body whose head heads the unit too', () => {
    const head = (s: Story) => {
      s.office('tp.yte.pgd', 'tp.yte', { head: false });
      s.appoint('tp.yte.pgd', 'P:an', '2020-01-01');
      s.replace('tp.yte.gd', 'P:tp.yte.gd', 'P:qa.bt', '2021-08-15');
    };
    expect(decides('tp.yte.pgd', head)).toBe('person-decides-own-rectification');
  });

  it('not who has taken the unit over, nor who reported', () => {
    expect(decides('qb.ct', (s) => s.merge('qa', 'qb', '2021-08-15'))).toBe('unit-decides-own-rectification');
    expect(decides('qb.ct', (s) => putRight(s, '2021-08-14', 'qb.gov'))).toBe('unit-decides-own-rectification');
  });
});

describe('a report comes from the unit that was asked', () => {
  const reports = (by: string, tell: (s: Story) => void = nothing) =>
    ruled(tell, (facts, s) => {
      const f = findingIn(s);
      const [r] = f.rectifications;
      if (r) requireTheRectifier(facts, f, r, by, DAY);
    });
  it.each<[string, RuleCode | null]>([
    ['qa', null],
    ['qa.gov', null],
    ['pa1', null],
    ['qb', 'not-the-unit-to-rectify'],
    ['tp.gov', 'not-the-unit-to-rectify'],
  ])('%s', (by, code) => expect(reports(by)).toBe(code));
  it('or its successor', () => {
    expect(reports('qb.gov', (s) => s.merge('qa', 'qb', '2021-08-15'))).toBeNull();
  });
});

describe('the date comes from who asked or one above', () => {
  const dates = (by: string, tell: (s: Story) => void = nothing) =>
    ruled(tell, (facts, s) => {
      const [r] = findingIn(s).rectifications;
      if (r) requireRequesterOrAbove(facts, r, by, DAY);
    });
  it.each<[string, RuleCode | null]>([
    ['tp.gov', null],
    ['tp.party', 'only-the-requester-sets-the-date'],
    ['tp.yte', 'only-the-requester-sets-the-date'],
    ['qb.gov', 'only-the-requester-sets-the-date'],
  ])('%s', (by, code) => expect(dates(by)).toBe(code));
  it('one above, and the successor of who asked', () => {
    const byYte = (s: Story) => asked(s, { rectificationId: 'k2', by: 'tp.yte' });
    const second = (by: string, tell: (s: Story) => void) =>
      ruled(tell, (facts, s) => {
        const r = findingIn(s).rectifications[1];
        if (r) requireRequesterOrAbove(facts, r, by, DAY);
      });
    expect([second('tp.yte', byYte), second('tp.gov', byYte)]).toEqual([null, null]);
    const merged = (s: Story) => {
      byYte(s);
      s.merge('tp.yte', 'qb.gov', '2021-08-15');
    };
    expect([second('qb.gov', merged), second('tp.yte', merged)]).toEqual([null, null]);
  });
});
