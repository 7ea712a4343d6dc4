import fc from 'fast-check';
import { AGGREGATES } from '#domain/aggregates.js';
import { streamOf } from '#domain/decider.js';
import { city, type Story } from '#domain/testing/story.js';
import { concernedBy, OPEN_CATEGORIES, RESTRICTED_CATEGORIES } from './concerned.js';
import { officesHeld } from './offices-held.js';
import type { GrantedRole } from './principal.js';
import { isVisible, readScopeOf } from './read-scope.js';

const TODAY = '2021-12-01';

function scopeOf(story: Story, person: string, asOf = TODAY, ...roles: GrantedRole[]) {
  return readScopeOf(story.facts(), { person, roles: new Set(roles) }, TODAY, asOf);
}

function unitsOf(story: Story, person: string, asOf = TODAY): string[] {
  return [...scopeOf(story, person, asOf).units].map((stream) => stream.slice('unit-'.length)).sort();
}

/** Does the person see the task on that date? */
function sees(story: Story, person: string, stream = 'task-t', asOf = TODAY): boolean {
  return isVisible(story.facts(), scopeOf(story, person, asOf), stream);
}

it('each category of the log is open or restricted', () => {
  expect([...OPEN_CATEGORIES, ...RESTRICTED_CATEGORIES].sort()).toEqual(Object.keys(AGGREGATES).sort());
});

describe('who holds an office', () => {
  it('the appointed, the acting where nobody appointed is at work, and who is attested on the very day', () => {
    const s = city(['qa.bt', 'qa.ct', 'qb.bt']);
    s.appoint('qa.bt', 'P:an', '2021-01-01', { kind: 'acting', style: 'quyền' });
    s.attest('qa.ct', 'P:bình', '2021-11-01');
    s.attest('qa.ct', 'P:bình', '2021-12-31');
    s.suspend('tp.bt', 'P:tp.bt', '2021-11-15');
    const held = (person: string, on = TODAY) => officesHeld(s.facts(), person, on).map((office) => office.id);
    expect(held('P:an')).toEqual(['qa.bt']);
    expect(held('P:bình')).toEqual([]);
    expect(held('P:bình', '2021-11-01')).toEqual(['qa.ct']);
    expect([held('P:tp.bt', '2021-11-14'), held('P:tp.bt')]).toEqual([['tp.bt'], []]);
  });
});

describe('how far an office reaches', () => {
  it('the party’s leading body reaches its place, the places under it and every line in them', () => {
    expect(unitsOf(city(), 'P:qa.bt')).toEqual(['pa1', 'pa1.gov', 'pa1.party', 'qa', 'qa.gov', 'qa.party']);
  });
  it('a People’s Committee reaches the places under it, and of the bodies those of its line', () => {
    expect(unitsOf(city(), 'P:qa.ct')).toEqual(['pa1', 'pa1.gov', 'qa', 'qa.gov']);
  });
  it('a body that leads no place reaches itself and the bodies under it', () => {
    const s = city();
    s.body('tp.yte', 'tp', 'government', { parent: 'tp.gov' });
    s.body('tp.cdc', 'tp', 'government', { parent: 'tp.yte' });
    s.office('tp.yte.gd', 'tp.yte');
    s.appoint('tp.yte.gd', 'P:an', '2020-01-01');
    expect(unitsOf(s, 'P:an')).toEqual(['tp.cdc', 'tp.yte']);
    expect(unitsOf(s, 'P:tp.ct')).toEqual(expect.arrayContaining(['tp.yte', 'tp.cdc', 'qb.gov']));
  });
  it('who holds no office reaches nothing, and sees what names the person', () => {
    const s = city();
    s.task(['qa']);
    const { units, offices, persons } = scopeOf(s, 'P:an');
    expect([units.size, offices.size, [...persons]]).toEqual([0, 0, ['person-P:an']]);
    expect(sees(s, 'P:an')).toBe(false);
  });
  it('a parent’s reach holds its children’s', () => {
    const bodies = fc.array(fc.tuple(fc.nat(5), fc.constantFrom('party', 'government', 'front')), { maxLength: 6 });
    const moves = fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 3 });
    fc.assert(
      fc.property(bodies, moves, (extra, moved) => {
        const s = city();
        const names = ['tp', 'qa', 'qb', 'pa1'];
        for (const [i, [at, line]] of extra.entries()) {
          const place = names[at % 4] ?? 'tp';
          s.body(`x${i}`, place, line as 'party', {
            parent: line === 'front' ? null : `${place}.${line === 'party' ? 'party' : 'gov'}`,
          });
          s.office(`x${i}.o`, `x${i}`);
          s.appoint(`x${i}.o`, `P:x${i}`, '2020-01-01');
        }
        // Only downwards, so that no circle is made.
        for (const [a, b] of moved)
          if (a % 3 > 0 && b % 2 === 0) s.move(names[(a % 3) + 1] ?? 'qb', 'tp', '2021-06-01');
        const inside = (small: string, large: string) => {
          const wide = scopeOf(s, large);
          const narrow = scopeOf(s, small);
          for (const unit of narrow.units) expect(wide.units).toContain(unit);
          for (const office of narrow.offices) expect(wide.offices).toContain(office);
        };
        for (const place of ['qa', 'qb', 'pa1']) {
          inside(`P:${place}.bt`, 'P:tp.bt');
          inside(`P:${place}.ct`, 'P:tp.ct');
          inside(`P:${place}.ct`, `P:${place}.bt`);
        }
        for (const [i, [at]] of extra.entries()) inside(`P:x${i}`, `P:${names[at % 4] ?? 'tp'}.bt`);
      }),
      { numRuns: 60 },
    );
  });
});

describe('whom a task concerns', () => {
  it('its leads, their superiors, who coordinates or directs it, and who issued the directive; nobody beside them', () => {
    const s = city();
    s.task(['pa1']);
    const seen = ['tp.bt', 'tp.ct', 'qa.bt', 'qa.ct', 'pa1.bt', 'pa1.ct', 'qb.bt', 'qb.ct'].filter((o) =>
      sees(s, `P:${o}`),
    );
    expect(seen).toEqual(['tp.bt', 'tp.ct', 'qa.bt', 'qa.ct', 'pa1.bt', 'pa1.ct']);
    s.task(['pa1'], { taskId: 'u', coordinators: ['qb'] });
    expect(sees(s, 'P:qb.ct', 'task-u')).toBe(true);
  });
  it('an office that is named concerns those over its body', () => {
    const s = city();
    s.task(['tp'], { answering: ['qb.ct'] });
    expect([sees(s, 'P:qb.bt'), sees(s, 'P:qa.bt')]).toEqual([true, false]);
  });
  it('a member sees the class’s task and its own part, and no other member’s', () => {
    const s = city();
    s.class('quận', 'tp', 2);
    s.task(['quận']);
    expect([sees(s, 'P:qa.ct'), sees(s, 'P:tp.ct')]).toEqual([false, true]);
    s.fanOut('t', 'quận', ['qa', 'qb'], '2021-08-11');
    const parts = ['task-t', 'task-t/qa', 'task-t/qb'];
    expect(parts.map((part) => sees(s, 'P:qa.ct', part))).toEqual([true, true, false]);
    expect(parts.map((part) => sees(s, 'P:tp.bt', part))).toEqual([true, true, true]);
  });
  it('what was annulled concerns nobody', () => {
    const s = city();
    s.task(['qa']);
    const wrong = s.reassign('qb', '2021-09-01');
    expect(sees(s, 'P:qb.ct')).toBe(true);
    s.annul(wrong);
    expect(sees(s, 'P:qb.ct')).toBe(false);
  });
  it('a task that another directive takes over concerns that one’s issuer', () => {
    const s = city();
    s.task(['pa1']);
    s.directive('d2', 'qb.party', '2021-09-01');
    expect(sees(s, 'P:qb.bt')).toBe(false);
    s.supersede('d', 'd2', '2021-09-01', 't');
    expect(sees(s, 'P:qb.bt')).toBe(true);
  });
});

describe('the course of time', () => {
  it('a former head sees what the head saw on a day of the term, and nothing later', () => {
    const s = city();
    s.task(['qa']);
    s.replace('qa.ct', 'P:qa.ct', 'P:mới', '2021-10-01');
    expect(sees(s, 'P:qa.ct', 'task-t', '2021-09-30')).toBe(true);
    expect(sees(s, 'P:qa.ct', 'task-t', '2021-10-01')).toBe(false);
    expect(sees(s, 'P:qa.ct')).toBe(false);
    // The present head sees the past of the unit.
    expect(sees(s, 'P:mới', 'task-t', '2021-09-01')).toBe(true);
  });
  it('whoever was no head has no term to look back on, and no office of the future gives a right', () => {
    const s = city();
    s.task(['qa']);
    s.office('qa.cv', 'qa.gov', { head: false });
    s.appoint('qa.cv', 'P:an', '2020-01-01', { until: '2021-10-01' });
    s.appoint('qa.cv', 'P:bình', '2022-01-01');
    expect(sees(s, 'P:an', 'task-t', '2021-09-01')).toBe(false);
    expect(sees(s, 'P:bình', 'task-t', '2022-02-01')).toBe(false);
  });
  it('R8: what was merged goes with its successor, and the heads of what has ended see their term alone', () => {
    const s = city();
    s.task(['qa']);
    s.merge('qa', 'qb', '2021-09-01');
    expect(sees(s, 'P:qb.ct')).toBe(true);
    expect([sees(s, 'P:qa.ct'), sees(s, 'P:qa.ct', 'task-t', '2021-08-31')]).toEqual([false, true]);
  });
  it('R8: of a split unit only what was decided goes with a successor', () => {
    const s = city();
    s.task(['qa']);
    s.split('qa', ['qb', 'pa1'], '2021-09-01');
    expect([sees(s, 'P:qb.ct'), sees(s, 'P:pa1.ct')]).toEqual([false, false]);
    s.decideSuccessor('qa', 'qb', '2021-09-02');
    expect([sees(s, 'P:qb.ct'), sees(s, 'P:pa1.ct')]).toEqual([true, false]);
  });
});

describe('what the issuer of tokens grants', () => {
  it('an auditor sees everything, a registrar tasks and figures and no judgement, an operator nothing', () => {
    const s = city();
    s.task(['qa']);
    const by = (...roles: GrantedRole[]) => {
      const scope = readScopeOf(s.facts(), { person: null, roles: new Set(roles) }, TODAY, TODAY);
      return ['task-t', 'finding-f', 'casereport-c', 'unit-qa'].map((stream) => isVisible(s.facts(), scope, stream));
    };
    expect(by('auditor')).toEqual([true, true, true, true]);
    expect(by('registrar')).toEqual([true, false, true, true]);
    expect(by('operator')).toEqual([false, false, false, true]);
  });
});

it('names whom a stream concerns', () => {
  const s = city();
  s.task(['qa'], { answering: ['qa.ct'], coordinators: ['qb'], director: 'tp.gov' });
  expect([...concernedBy(s.facts(), streamOf('task', 't'))].sort()).toEqual([
    'office-qa.ct',
    'unit-qa',
    'unit-qb',
    'unit-tp.gov',
    'unit-tp.party',
  ]);
});
