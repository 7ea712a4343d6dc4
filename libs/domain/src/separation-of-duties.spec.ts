import { inspection } from './inspections/inspection.js';
import type { RuleCode } from './rule-violation.js';
import {
  doersOf,
  inspectionFlags,
  requireDelegable,
  requireExisting,
  requireIssuerOrAbove,
  requireNotOfThatUnit,
  requireNotTheDoer,
  requireOffice,
  requireOpen,
  requirePerson,
  requireTheDoer,
} from './separation-of-duties.js';
import type { Task } from './tasks/task.js';
import type { Facts } from './facts.js';
import { refusalOf } from './testing/given.js';
import { city, seat, type Story } from './testing/story.js';

const DAY = '2021-08-20';

/** What a rule says in a story with a task of `qa`. */
function ruled(
  tell: (s: Story) => void,
  rule: (facts: Facts, task: Task) => void,
  leads: string[] = ['qa'],
): RuleCode | null {
  const story = city();
  story.task(leads);
  tell(story);
  const facts = story.facts();
  const task = facts.task('t');
  if (!task) throw new Error('the task is known');
  return refusalOf(() => rule(facts, task));
}
const nothing = () => {};

describe('the doer does not verify its own completion', () => {
  const verifies =
    (by: string, on: string = DAY) =>
    (facts: Facts, task: Task) =>
      requireNotTheDoer(facts, task, by, on, task.completions[0] ?? null);

  it.each<[string, string, RuleCode | null]>([
    ['the lead itself', 'qa', 'doer-decides-own-work'],
    ['a body inside the lead', 'qa.gov', 'doer-decides-own-work'],
    ['a place inside the lead', 'pa1', 'doer-decides-own-work'],
    ['the issuer', 'tp.party', null],
    ['another district', 'qb', null],
    ['the city', 'tp', null],
  ])('%s', (_, by, code) => expect(ruled(nothing, verifies(by))).toBe(code));

  it('a delegate, a sub-delegate and a body inside a delegate', () => {
    const delegated = (s: Story) => {
      s.delegate('qa', 'qb', '2021-08-15', { until: '2021-09-15' });
      s.delegate('qb', 'tp.gov', '2021-08-16');
    };
    for (const by of ['qb', 'qb.party', 'tp.gov']) {
      expect(ruled(delegated, verifies(by))).toBe('doer-decides-own-work');
      expect(ruled(delegated, verifies(by, '2021-08-14'))).toBeNull();
    }
    expect(ruled(delegated, verifies('tp.gov', '2021-09-15'))).toBeNull();
  });
  it('one who reported the completion, after the lead has changed', () => {
    const moved = (s: Story) => {
      s.complete('2021-08-12', 'qa.gov');
      s.reassign('qb', '2021-08-15');
    };
    expect(ruled(moved, verifies('qa.gov'))).toBe('doer-decides-own-work');
    expect(ruled(moved, verifies('qb'))).toBe('doer-decides-own-work');
  });
  it('the successor of the lead, and a body that went into it', () => {
    const merged = (s: Story) => s.merge('qa', 'qb', '2021-08-15');
    for (const by of ['qb', 'qb.gov', 'qa']) expect(ruled(merged, verifies(by))).toBe('doer-decides-own-work');
  });
  it('a member of the class that leads', () => {
    const fanned = (s: Story) => {
      s.class('quan', 'tp', null);
      s.reassign('quan', '2021-08-12');
      s.fanOut('t', 'quan', ['qb'], '2021-08-13');
    };
    expect(ruled(fanned, verifies('qb.gov'))).toBe('doer-decides-own-work');
    expect(ruled(fanned, verifies('pa1'))).toBeNull();
  });
  it('the same person, heading another unit on that day', () => {
    const twoHats = (s: Story) => s.replace('qb.ct', 'P:qb.ct', 'P:qa.ct', '2021-08-15');
    expect(ruled(twoHats, verifies('qb', '2021-08-14'))).toBeNull();
    expect(ruled(twoHats, verifies('qb', '2021-08-15'))).toBe('same-person-decides-own-work');
    expect(ruled(twoHats, verifies('qb.party', '2021-08-15'))).toBeNull();
  });
  it('the place of which the doing body is one head', () => {
    expect(ruled(nothing, verifies('qa'), ['qa.gov'])).toBe('same-person-decides-own-work');
    expect(ruled(nothing, verifies('qa.party'), ['qa.gov'])).toBeNull();
  });
  it('a collective body of the doer', () => {
    const committee = (s: Story) => s.body('qa.btv', 'qa', 'party', { parent: 'qa.party', collective: true });
    expect(ruled(committee, verifies('qa.btv'))).toBe('doer-decides-own-work');
  });
  it('one whose head is named to answer for the task', () => {
    const story = city();
    story.task(['qa'], { answering: ['tp.ct'] });
    const facts = story.facts();
    const task = facts.task('t');
    expect(refusalOf(() => task && requireNotTheDoer(facts, task, 'tp.gov', DAY))).toBe('same-person-decides-own-work');
  });
});

describe('the doer reports its completion', () => {
  it.each<[string, RuleCode | null]>([
    ['qa', null],
    ['qa.gov', null],
    ['pa1.party', null],
    ['qb', 'not-the-doer'],
    ['tp', 'not-the-doer'],
  ])('%s', (by, code) => expect(ruled(nothing, (facts, task) => requireTheDoer(facts, task, by, DAY))).toBe(code));

  it('delegates are doers while their delegation and its parent run', () => {
    const story = city();
    story.task(['qa.gov']);
    story.delegate('qa.gov', 'pa1.gov', '2021-08-15', { until: '2021-09-15' });
    story.delegate('pa1.gov', 'qb.gov', '2021-08-16');
    const facts = story.facts();
    const task = facts.task('t');
    const doers = (day: string) => task && doersOf(facts, task, day).sort();
    expect(doers('2021-08-15')).toEqual(['pa1.gov', 'qa.gov']);
    expect(doers('2021-08-16')).toEqual(['pa1.gov', 'qa.gov', 'qb.gov']);
    expect(doers('2021-09-15')).toEqual(['qa.gov']);
  });
  it('not one to whom nobody entitled gave it, one who has it from an earlier assignment, or one who is no more', () => {
    const doers = (tell: (s: Story) => void) => {
      const story = city();
      story.task(['qa.gov']);
      tell(story);
      const facts = story.facts();
      const task = facts.task('t');
      return task && doersOf(facts, task, DAY).sort();
    };
    const unentitled = (s: Story) => {
      s.delegate('qb.gov', 'pa1.gov', '2021-08-15');
      s.delegate('pa1.gov', 'tp.gov', '2021-08-16');
    };
    expect(doers(unentitled)).toEqual(['qa.gov']);
    const again = (s: Story) => {
      s.delegate('qa.gov', 'pa1.gov', '2021-08-15');
      s.reassign('qa.gov', '2021-08-16');
    };
    expect(doers(again)).toEqual(['qa.gov']);
    const gone = (s: Story) => {
      s.delegate('qa.gov', 'pa1.gov', '2021-08-15');
      s.dissolve('pa1.gov', '2021-08-16');
    };
    expect(doers(gone)).toEqual(['qa.gov']);
  });
});

describe('extensions come only from the issuer or a body above it', () => {
  const extendedBy = (by: string, tell: (s: Story) => void = nothing) => {
    const story = city();
    story.body('qa.yte', 'qa', 'government', { parent: 'qa.gov' });
    story.directive('dy', 'qa.yte');
    story.task(['pa1'], { directiveId: 'dy' });
    tell(story);
    const facts = story.facts();
    const task = facts.task('t');
    return refusalOf(() => task && requireIssuerOrAbove(facts, task, by, DAY));
  };
  it.each<[string, RuleCode | null]>([
    ['qa.yte', null],
    ['qa.gov', null],
    ['tp.gov', null],
    ['qa', null],
    ['tp', null],
    ['qa.party', 'only-the-issuer-extends'],
    ['qb.gov', 'only-the-issuer-extends'],
    ['pa1', 'only-the-issuer-extends'],
    ['pa1.gov', 'only-the-issuer-extends'],
  ])('%s', (by, code) => expect(extendedBy(by)).toBe(code));
  it('a standing committee acts for the committee it belongs to', () => {
    expect(
      extendedBy('qa.tt', (s) => s.body('qa.tt', 'qa', 'government', { parent: 'qa.gov', collective: true })),
    ).toBeNull();
  });
  it('the successor of the issuer; and the issuer of the directive to which the task was carried over', () => {
    expect(extendedBy('qb.gov', (s) => s.merge('qa.yte', 'qb.gov', '2021-08-15'))).toBeNull();
    const carried = (s: Story) => {
      s.directive('d3', 'qb.party', '2021-08-15');
      s.supersede('dy', 'd3', '2021-08-15', 't');
    };
    expect([extendedBy('qb.party', carried), extendedBy('qa.yte', carried)]).toEqual([null, 'only-the-issuer-extends']);
  });
});

describe('who may delegate (R5)', () => {
  const kinds = ['giao-viec', 'uy-quyen', 'phan-cap', 'phan-quyen'] as const;
  const delegates =
    (from: string, kind: (typeof kinds)[number] = 'giao-viec', on = DAY) =>
    (facts: Facts, task: Task) =>
      requireDelegable(facts, task, from, kind, on);
  it('a lead, in any way; nobody else', () => {
    for (const kind of kinds) expect(ruled(nothing, delegates('qa', kind))).toBeNull();
    expect(ruled(nothing, delegates('qb'))).toBe('not-a-lead-or-delegate');
    expect(ruled(nothing, delegates('tp'))).toBe('not-a-lead-or-delegate');
  });
  it.each<[(typeof kinds)[number], RuleCode | null]>([
    ['giao-viec', null],
    ['uy-quyen', 'delegation-may-not-be-passed-on'],
    ['phan-cap', 'delegation-may-not-be-passed-on'],
    ['phan-quyen', null],
  ])('%s may be passed on: %s', (kind, code) => {
    expect(ruled((s) => s.delegate('qa', 'qb', '2021-08-15', { kind }), delegates('qb'))).toBe(code);
  });
  it('who only executes cannot make another answer', () => {
    const given = (s: Story) => s.delegate('qa', 'qb', '2021-08-15', { kind: 'giao-viec' });
    expect(ruled(given, delegates('qb', 'phan-quyen'))).toBe('delegation-widens');
  });
  it('who answers by delegation can make another answer', () => {
    const given = (s: Story) => s.delegate('qa', 'qb', '2021-08-15', { kind: 'phan-quyen' });
    expect(ruled(given, delegates('qb', 'phan-quyen'))).toBeNull();
  });
  it('a delegate only while the delegation and what it rests on runs', () => {
    const chain = (s: Story) => {
      s.delegate('qa', 'qb', '2021-08-15', { until: '2021-08-18' });
      s.delegate('qb', 'pa1', '2021-08-15');
    };
    expect(ruled(chain, delegates('pa1', 'giao-viec', '2021-08-17'))).toBeNull();
    expect(ruled(chain, delegates('pa1', 'giao-viec', '2021-08-18'))).toBe('not-a-lead-or-delegate');
    expect(
      ruled((s) => {
        s.delegate('qa', 'qb', '2021-08-15');
        s.reassign('tp', '2021-08-16');
      }, delegates('qb')),
    ).toBe('not-a-lead-or-delegate');
  });
  it('the successor of the lead', () => {
    expect(ruled((s) => s.merge('qa', 'qb', '2021-08-15'), delegates('qb'))).toBeNull();
  });
});

describe('nobody inspects a unit that they head or belong to', () => {
  const inspects =
    (person: string, target: string, on = DAY) =>
    (facts: Facts) =>
      requireNotOfThatUnit(facts, [person], target, on);
  it.each<[string, string, RuleCode | null]>([
    ['P:qa.ct', 'qa', 'inspects-own-unit'],
    ['P:qa.ct', 'qa.gov', 'inspects-own-unit'],
    ['P:pa1.bt', 'qa', 'inspects-own-unit'],
    ['P:tp.bt', 'qa', null],
    ['P:qb.bt', 'qa', null],
    ['P:an', 'qa', null],
  ])('%s and %s', (person, target, code) => expect(ruled(nothing, inspects(person, target))).toBe(code));
  it('on the day of the visit, not before or after', () => {
    const left = (s: Story) => s.leave('qa.ct', 'P:qa.ct', DAY);
    expect(ruled(left, inspects('P:qa.ct', 'qa', '2021-08-19'))).toBe('inspects-own-unit');
    expect(ruled(left, inspects('P:qa.ct', 'qa'))).toBeNull();
  });
  it('also the successor of one’s unit', () => {
    const merged = (s: Story) => {
      s.merge('pa1', 'qb', '2021-08-15');
      s.appoint('qb.pct', 'P:an', '2021-08-15');
    };
    expect(
      ruled(
        (s) => {
          s.office('qb.pct', 'qb.gov', { head: false });
          merged(s);
        },
        inspects('P:an', 'pa1'),
      ),
    ).toBe('inspects-own-unit');
  });
});

describe('inspecting one’s own order or one’s own area is allowed, and flagged', () => {
  function flags(tell: (s: Story) => void, leaderOffice: string, target = 'qa'): string[] {
    const story = city();
    tell(story);
    story.add('InspectionTeamEstablished', 'doan', {
      teamId: 'doan',
      name: 'Đoàn kiểm tra',
      kind: 'inspection',
      owners: ['tp.party'],
      teamCount: null,
      leaders: [],
      leaderOffice,
      leaderText: null,
      members: [],
      membersText: null,
      scope: 'phòng, chống dịch',
      checklist: [],
      areas: [target],
      reportsTo: null,
      directiveId: 'd',
      on: DAY,
      establishedOn: null,
    });
    const facts = story.facts();
    const team = facts.of(inspection, 'doan');
    return team ? inspectionFlags(facts, team, target, DAY) : [];
  }
  it('neither', () => expect(flags(nothing, 'tp.ct')).toEqual([]));
  it('the head of the body that issued the directive', () => expect(flags(nothing, 'tp.bt')).toEqual(['own-order']));
  it('an office in charge of the area, or of the area around it', () => {
    expect(flags((s) => s.charge('qa', { office: 'tp.ct' }, '2021-08-01', null), 'tp.ct', 'pa1')).toEqual(['own-area']);
    expect(flags((s) => s.charge('qa', { office: 'tp.ct' }, '2021-08-01', DAY), 'tp.ct')).toEqual([]);
    expect(flags((s) => s.charge('qb', { office: 'tp.ct' }, '2021-08-01', null), 'tp.ct')).toEqual([]);
  });
  it('a person in charge of the area', () => {
    expect(flags((s) => s.charge('qa', { person: 'P:tp.ct' }, '2021-08-01', null), 'tp.ct')).toEqual(['own-area']);
  });
});

describe('what must exist and be open', () => {
  it('a unit that has begun and has not ended, nor its place', () => {
    const story = city();
    story.place('qc', 'tp', 'district', '2021-09-01');
    seat(story, 'qc');
    story.merge('qa', 'qb', '2021-09-01');
    const facts = story.facts();
    const code = (id: string, on: string) => refusalOf(() => requireExisting(facts, id, on));
    expect([code('không-có', DAY), code('qc', DAY), code('qc', '2021-09-01')]).toEqual([
      'unit-unknown',
      'unit-not-yet',
      null,
    ]);
    expect([code('qa', DAY), code('qa', '2021-09-01')]).toEqual([null, 'unit-ended']);
    expect([code('qa.gov', DAY), code('qa.gov', '2021-09-01')]).toEqual([null, 'unit-ended']);
  });
  it('an office and a person on record', () => {
    const story = city();
    story.add('PersonRegistered', 'P:an', { personId: 'P:an', name: 'Trần Thị B' });
    const facts = story.facts();
    expect(refusalOf(() => requireOffice(facts, 'qa.ct'))).toBeNull();
    expect(refusalOf(() => requireOffice(facts, 'qa.pct'))).toBe('office-unknown');
    expect(refusalOf(() => requirePerson(facts, 'P:an'))).toBeNull();
    expect(refusalOf(() => requirePerson(facts, 'P:bình'))).toBe('person-unknown');
  });
  it('a task takes no act from the day on which it was closed', () => {
    const open = (on: string) => (facts: Facts, task: Task) => requireOpen(facts, task, on);
    const done = (s: Story) => s.verify(s.complete('2021-08-12'), '2021-08-15');
    expect([ruled(done, open('2021-08-14')), ruled(done, open('2021-08-15'))]).toEqual([null, 'task-closed']);
    expect(ruled((s) => s.revoke('d', '2021-08-15'), open('2021-08-15'))).toBe('task-closed');
  });
});
