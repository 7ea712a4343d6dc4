import { refusalOf } from '../testing/given.js';
import { found } from '../testing/finding-story.js';
import { sent, team, teamIn, visited } from '../testing/inspection-story.js';
import { city, type Story } from '../testing/story.js';
import type { RuleCode } from '../rule-violation.js';
import { requireAnnullable } from '../record/annulment.js';
import { inspectorsOn } from '../separation-of-duties.js';
import { inspection } from './inspection.js';
import {
  requireAnsweredTo,
  requireInOffice,
  requireJoinable,
  requireLeader,
  requireSigners,
  requireVisitable,
} from './inspection-duties.js';

const DAY = '2021-08-20';
const nothing = () => {};
const PEOPLE = ['P:an', 'P:ba', 'P:ca', 'P:qa.ct', 'P:qa.pct', 'P:tp.ct'];

/** A city whose People's Committee of `qa` has a deputy, and a team; then what the test tells. */
function told(tell: (s: Story) => void = nothing, o: Parameters<typeof team>[1] = {}): Story {
  const story = city();
  for (const personId of PEOPLE) story.add('PersonRegistered', personId, { personId, name: personId });
  story.office('qa.pct', 'qa.gov', { head: false });
  team(story, o);
  tell(story);
  return story;
}
const changed =
  (o: { joined?: string[]; left?: string[]; leaders?: string[] | null; on?: string }) =>
  (s: Story): void => {
    const data = { teamId: 'doan', joined: [], left: [], leaders: null, on: '2021-08-15', reason: null, ...o };
    s.add('InspectionTeamChanged', 'doan', data);
  };

describe('who is in the team on a day', () => {
  const inspectors = (story: Story, on: string) => inspectorsOn(story.facts(), teamIn(story), on);
  it('leaders and members, those who joined and not those who left, from that day', () => {
    const story = told(changed({ joined: ['P:ca'], left: ['P:ba'] }));
    expect([inspectors(story, '2021-08-14'), inspectors(story, '2021-08-15')]).toEqual([
      ['P:an', 'P:ba'],
      ['P:an', 'P:ca'],
    ]);
  });
  it('the holder of the leading office on that day, until persons lead', () => {
    const story = told(changed({ leaders: ['P:ca'] }), { leaders: [], leaderOffice: 'tp.ct', members: [] });
    story.replace('tp.ct', 'P:tp.ct', 'P:ba', '2021-08-13');
    expect(['2021-08-12', '2021-08-13', '2021-08-15'].map((day) => inspectors(story, day))).toEqual([
      ['P:tp.ct'],
      ['P:ba'],
      ['P:ca'],
    ]);
  });
});

/** Every way in which somebody of the team may belong to the unit, on the day. */
describe('nobody of the team belongs to what it visits', () => {
  const visits = (unit: string, tell: (s: Story) => void = nothing, on = DAY) => {
    const story = told(tell);
    return refusalOf(() => requireVisitable(story.facts(), teamIn(story), [unit], on));
  };
  const seats = { 'head of the body': 'qa.ct', 'deputy in the body': 'qa.pct', 'head in a commune of it': 'pa1.bt' };
  const sits = (office: string, person: string) => (s: Story) =>
    s.appoint(office, person, '2021-08-14', { until: '2021-08-20', kind: 'acting' });
  for (const [way, office] of Object.entries(seats)) {
    for (const person of ['P:an', 'P:ba']) {
      it(`${person === 'P:an' ? 'leader' : 'member'}: ${way}`, () => {
        const tell = (s: Story) => {
          if (office !== 'qa.pct') s.leave(office, `P:${office}`, '2021-08-14');
          sits(office, person)(s);
        };
        const days = ['2021-08-13', '2021-08-14', '2021-08-19', '2021-08-20'];
        expect(days.map((on) => visits('qa', tell, on))).toEqual([
          null,
          'inspects-own-unit',
          'inspects-own-unit',
          null,
        ]);
        expect(visits('qb', tell, '2021-08-14')).toBeNull();
        expect(visits('tp', tell, '2021-08-14')).toBe('inspects-own-unit');
      });
    }
  }
  it('also what has taken their unit over, and a unit that is not there is not visited', () => {
    const merged = (s: Story) => {
      sits('qa.pct', 'P:ba')(s);
      s.merge('pa1', 'qa', '2021-08-15');
    };
    expect(visits('qa', merged, '2021-08-16')).toBe('inspects-own-unit');
    expect(visits('pa1', merged, '2021-08-16')).toBe('unit-ended');
    expect(visits('không-có')).toBe('unit-unknown');
  });
  it('who joins later is checked against where the team goes', () => {
    const joins = (tell: (s: Story) => void, on = '2021-08-16') => {
      const story = told((s) => {
        sits('qa.pct', 'P:ca')(s);
        tell(s);
      });
      return refusalOf(() => requireJoinable(story.facts(), teamIn(story), ['P:ca'], on));
    };
    expect(joins(nothing)).toBeNull();
    expect(joins((s) => sent(s, ['qa'], '2021-08-15', '2021-08-18'))).toBe('inspects-own-unit');
    expect(joins((s) => sent(s, ['qa'], '2021-08-18'))).toBe('inspects-own-unit');
    expect(joins((s) => sent(s, ['qa'], '2021-08-12', '2021-08-16'))).toBeNull();
    expect(joins((s) => sent(s, ['qa'], '2021-08-20'))).toBeNull();
    const story = told();
    expect(refusalOf(() => requireJoinable(story.facts(), teamIn(story), ['P:lạ'], DAY))).toBe('person-unknown');
  });
});

describe('who signs the minutes', () => {
  type Minutes = Parameters<typeof requireSigners>[3];
  const signs = (o: Partial<Minutes>, unit = 'qa') => {
    const story = told();
    const minutes = { signedBy: ['P:an'], representative: null, representativeOffice: null, on: DAY, ...o };
    return refusalOf(() => requireSigners(story.facts(), teamIn(story), unit, minutes));
  };
  it.each<[string, Partial<Minutes>, RuleCode | null]>([
    ['the leader', {}, null],
    ['a member', { signedBy: ['P:ba'] }, null],
    ['somebody else', { signedBy: ['P:an', 'P:ca'] }, 'not-of-the-team'],
    ['nobody on record', { signedBy: ['P:lạ'] }, 'person-unknown'],
    ['for the unit, its head', { representative: 'P:qa.ct', representativeOffice: 'qa.ct' }, null],
    ['for the unit, an office of it', { representativeOffice: 'qa.pct' }, null],
    ['for the unit, somebody without an office', { representative: 'P:ca' }, null],
    ['not the holder', { representative: 'P:ca', representativeOffice: 'qa.ct' }, 'person-not-in-that-office'],
    ['of another unit', { representative: 'P:tp.ct', representativeOffice: 'tp.ct' }, 'representative-of-another-unit'],
    ['an office not on record', { representativeOffice: 'không' }, 'office-unknown'],
    ['a person not on record', { representative: 'P:lạ' }, 'person-unknown'],
  ])('%s', (_, o, code) => expect(signs(o)).toBe(code));
});

describe('a person is spoken of in an office held on that day', () => {
  const speaks = (person: string, office: string, on = DAY, tell: (s: Story) => void = nothing) => {
    const story = told(tell);
    return refusalOf(() => requireInOffice(story.facts(), person, office, on));
  };
  it('and in no other way', () => {
    expect(speaks('P:qa.ct', 'qa.ct')).toBeNull();
    expect(speaks('P:qa.ct', 'qa.bt')).toBe('person-not-in-that-office');
    expect(speaks('P:qa.ct', 'qa.ct', '2019-12-31')).toBe('person-not-in-that-office');
    const left = (s: Story) => s.leave('qa.ct', 'P:qa.ct', DAY);
    expect([speaks('P:qa.ct', 'qa.ct', '2021-08-19', left), speaks('P:qa.ct', 'qa.ct', DAY, left)]).toEqual([
      null,
      'person-not-in-that-office',
    ]);
    expect(speaks('P:lạ', 'qa.ct')).toBe('person-unknown');
    expect(speaks('P:qa.ct', 'không')).toBe('office-unknown');
  });
});

describe('the report', () => {
  const goes = (to: string, o: Parameters<typeof team>[1] = {}, tell: (s: Story) => void = nothing) => {
    const story = told(tell, o);
    return refusalOf(() => requireAnsweredTo(story.facts(), teamIn(story), to, DAY));
  };
  it('goes to the body that the team answers to, else to one that sent it out', () => {
    expect([goes('tp.party'), goes('tp.gov')]).toEqual([null, 'report-to-another-body']);
    expect([goes('tp.gov', { reportsTo: 'tp.gov' }), goes('tp.party', { reportsTo: 'tp.gov' })]).toEqual([
      null,
      'report-to-another-body',
    ]);
    expect([
      goes('qa.gov', { reportsTo: null, owners: ['tp.gov', 'qa.gov'] }),
      goes('qb.gov', { reportsTo: null }),
    ]).toEqual([null, 'report-to-another-body']);
  });
  it('or to what stands for that body by then', () => {
    expect(goes('qb.gov', { reportsTo: 'qa.gov' }, (s) => s.merge('qa.gov', 'qb.gov', '2021-08-15'))).toBeNull();
  });
  it('is signed by a leader of that day; by nobody only where no person is on record', () => {
    const signed = (person: string | null, tell: (s: Story) => void = nothing, o: Parameters<typeof team>[1] = {}) => {
      const story = told(tell, o);
      return refusalOf(() => requireLeader(story.facts(), teamIn(story), person, DAY));
    };
    expect([signed('P:an'), signed('P:ba'), signed(null)]).toEqual([
      null,
      'only-a-leader-reports',
      'only-a-leader-reports',
    ]);
    const handed = changed({ leaders: ['P:ba'] });
    expect([signed('P:an', handed), signed('P:ba', handed)]).toEqual(['only-a-leader-reports', null]);
    const byOffice = { leaders: [], leaderOffice: 'tp.ct' };
    expect([signed('P:tp.ct', nothing, byOffice), signed(null, nothing, byOffice)]).toEqual([
      null,
      'only-a-leader-reports',
    ]);
    const asWritten = { leaders: [], leaderText: 'đồng chí lãnh đạo Sở' };
    expect([signed(null, nothing, asWritten), signed('P:an', nothing, asWritten)]).toEqual([
      null,
      'only-a-leader-reports',
    ]);
  });
});

describe('corrections (R10): what was found on a visit stands on it', () => {
  it('and the minutes on both', () => {
    const story = told();
    const visit = visited(story, 'qa', '2021-08-13', { visitId: 'v1' });
    const other = visited(story, 'qb', '2021-08-13', { visitId: 'v2' });
    const back = sent(story, ['qa'], '2021-08-13');
    story.add('InspectionTeamReturned', 'doan', { teamId: 'doan', on: '2021-08-15' });
    const refused = (id: string) => {
      const facts = story.facts();
      return refusalOf(() => requireAnnullable(inspection, facts.streamFacts('inspection-doan'), facts, id));
    };
    expect([visit, other, back].map(refused)).toEqual([null, null, 'others-stand-on-it']);
    found(story, { occasion: 'inspection', teamId: 'doan', visitId: 'v1' });
    expect([visit, other].map(refused)).toEqual(['others-stand-on-it', null]);
  });
});
