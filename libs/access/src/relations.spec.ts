import { city, type Story } from '#domain/testing/story.js';
import { isAbove, isAboveThing, isOfTheTeam, issues, leadsTask, speaksFor, speaksFromInside } from './relations.js';

const DAY = '2021-12-01';
const OFFICES = ['tp.bt', 'tp.ct', 'qa.bt', 'qa.ct', 'qb.bt', 'pa1.bt', 'pa1.ct', 'yte.gd'] as const;
const UNITS = ['tp', 'tp.party', 'tp.gov', 'yte', 'qa', 'qa.party', 'qa.gov', 'tram', 'pa1', 'pa1.party', 'pa1.gov'];

/** The city of `story.ts` with a department of its People's Committee and a station of that of `qa`. */
function told(): Story {
  const s = city();
  s.body('yte', 'tp', 'government', { parent: 'tp.gov' });
  s.office('yte.gd', 'yte');
  s.body('tram', 'qa', 'government', { parent: 'qa.gov' });
  s.office('tram.tt', 'tram');
  s.class('cac-quan', 'tp', 2);
  return s;
}

function office(s: Story, id: string) {
  const found = s.facts().office(id);
  if (!found) throw new Error(id);
  return found;
}

/** Which of the units an office stands to in that way. */
function matrix(s: Story, relation: (office: string, unit: string) => boolean): Record<string, string> {
  return Object.fromEntries(OFFICES.map((id) => [id, UNITS.filter((unit) => relation(id, unit)).join(' ')]));
}

describe('speaks for', () => {
  it('a body: each of its offices; a place: those of its leading bodies; nothing else', () => {
    const s = told();
    expect(matrix(s, (id, unit) => speaksFor(s.facts(), office(s, id), unit, DAY))).toEqual({
      'tp.bt': 'tp tp.party',
      'tp.ct': 'tp tp.gov',
      'qa.bt': 'qa qa.party',
      'qa.ct': 'qa qa.gov',
      'qb.bt': '',
      'pa1.bt': 'pa1 pa1.party',
      'pa1.ct': 'pa1 pa1.gov',
      'yte.gd': 'yte',
    });
  });
  it('R2: for a collective body the offices of the body that it belongs to', () => {
    const s = told();
    s.body('tp.btv', 'tp', 'party', { parent: 'tp.party', collective: true });
    expect(speaksFor(s.facts(), office(s, 'tp.bt'), 'tp.btv', DAY)).toBe(true);
    expect(speaksFor(s.facts(), office(s, 'tp.ct'), 'tp.btv', DAY)).toBe(false);
  });
  it('R8: for a unit that has ended, from then on the one that stands there now', () => {
    const s = told();
    s.merge('qb', 'qa', '2021-11-01');
    expect(speaksFor(s.facts(), office(s, 'qa.bt'), 'qb', '2021-11-01')).toBe(true);
    expect(speaksFor(s.facts(), office(s, 'qa.bt'), 'qb', '2021-10-31')).toBe(false);
    expect(speaksFor(s.facts(), office(s, 'qa.bt'), 'qb.party', '2021-11-01')).toBe(true);
  });
  it('from inside also those of bodies that sit in it, and not of the places below', () => {
    const s = told();
    const inside = (id: string, unit: string) => speaksFromInside(s.facts(), office(s, id), unit, DAY);
    expect([inside('tram.tt', 'qa'), inside('tram.tt', 'qa.gov'), inside('yte.gd', 'tp')]).toEqual([true, true, true]);
    expect([inside('tram.tt', 'tp'), inside('pa1.ct', 'qa'), inside('tram.tt', 'qb')]).toEqual([false, false, false]);
  });
});

describe('stands above', () => {
  it('the party above all lines of its place and below it, a People’s Committee above its own line', () => {
    const s = told();
    expect(matrix(s, (id, unit) => isAbove(s.facts(), office(s, id), unit, DAY))).toEqual({
      'tp.bt': 'tp.gov yte qa qa.party qa.gov tram pa1 pa1.party pa1.gov',
      'tp.ct': 'yte qa qa.gov tram pa1 pa1.gov',
      'qa.bt': 'qa.gov tram pa1 pa1.party pa1.gov',
      'qa.ct': 'tram pa1 pa1.gov',
      'qb.bt': '',
      'pa1.bt': 'pa1.gov',
      'pa1.ct': '',
      'yte.gd': '',
    });
  });
  it('a department of the body above, where the row says so', () => {
    const s = told();
    const above = (unit: string) => isAbove(s.facts(), office(s, 'yte.gd'), unit, DAY, true);
    expect([above('qa'), above('qa.gov'), above('pa1'), above('cac-quan')]).toEqual([true, true, true, true]);
    expect([above('qa.party'), above('tp'), above('yte')]).toEqual([false, false, false]);
  });
  it('nobody above themself, and nobody above what is not on record', () => {
    const s = told();
    expect(isAbove(s.facts(), office(s, 'tp.bt'), 'tp.party', DAY)).toBe(false);
    expect(isAbove(s.facts(), office(s, 'tp.bt'), 'khong-co', DAY)).toBe(false);
  });
  it('above a person: in the offices that the person holds that day', () => {
    const s = told();
    const above = (id: string, on = DAY) => isAboveThing(s.facts(), office(s, id), 'person-P:qa.ct', on);
    expect([above('qa.bt'), above('tp.ct'), above('qb.bt'), above('qa.ct')]).toEqual([true, true, false, false]);
    s.leave('qa.ct', 'P:qa.ct', '2021-11-01');
    expect([above('tp.ct'), above('tp.ct', '2021-10-31')]).toEqual([false, true]);
  });
});

describe('of a task', () => {
  it('issues: the issuer of the directive on which it stands that day (R9)', () => {
    const s = told();
    s.task(['qa']);
    s.directive('d2', 'tp.gov', '2021-10-01');
    s.supersede('d', 'd2', '2021-10-01', 't');
    const by = (id: string, on: string) => issues(s.facts(), office(s, id), 'task-t', on);
    expect([by('tp.bt', '2021-09-30'), by('tp.ct', '2021-09-30')]).toEqual([true, false]);
    expect([by('tp.bt', '2021-10-01'), by('tp.ct', '2021-10-01')]).toEqual([false, true]);
    expect(issues(s.facts(), office(s, 'tp.bt'), 'directive-d', DAY)).toBe(true);
    expect(issues(s.facts(), office(s, 'tp.bt'), 'task-khong-co', DAY)).toBe(false);
    expect(issues(s.facts(), office(s, 'tp.bt'), 'unit-qa', DAY)).toBe(false);
  });
  it('leads: the leads and delegates of that day; those who coordinate where the row says so', () => {
    const s = told();
    s.task(['qa'], { coordinators: ['qb'] });
    s.delegate('qa', 'pa1', '2021-11-01', { until: '2021-12-01' });
    const leads = (id: string, on = DAY) => leadsTask(s.facts(), office(s, id), 't', on);
    expect([leads('qa.bt'), leads('qb.bt'), leads('tp.bt')]).toEqual([true, false, false]);
    expect([leads('pa1.ct', '2021-11-30'), leads('pa1.ct', '2021-12-01')]).toEqual([true, false]);
    expect(leadsTask(s.facts(), office(s, 'qb.bt'), 't', DAY, { coordinators: true })).toBe(true);
    s.reassign('qb', '2021-12-01');
    expect([leads('qa.bt'), leads('qb.bt'), leads('qa.bt', '2021-11-30')]).toEqual([false, true, true]);
  });
});

describe('of the team', () => {
  it('whoever is in it that day, and who holds the office that leads it', () => {
    const s = told();
    s.add('InspectionTeamEstablished', 'doan', {
      teamId: 'doan',
      name: 'Đoàn kiểm tra số 1',
      kind: 'inspection',
      owners: ['tp.party'],
      teamCount: null,
      leaders: [],
      leaderOffice: 'yte.gd',
      leaderText: null,
      members: ['an'],
      membersText: null,
      scope: 'điều trị F0 tại nhà',
      checklist: [],
      areas: ['qa'],
      reportsTo: null,
      directiveId: null,
      on: '2021-11-01',
      establishedOn: null,
    });
    s.appoint('yte.gd', 'bình', '2021-01-01', { until: '2021-11-15' });
    s.add('InspectionTeamChanged', 'doan', {
      teamId: 'doan',
      joined: ['chi'],
      left: ['an'],
      leaders: null,
      on: '2021-12-01',
      reason: null,
    });
    const of = (person: string, on: string) => isOfTheTeam(s.facts(), person, 'inspection-doan', on);
    expect([of('an', '2021-11-30'), of('an', DAY), of('chi', DAY), of('chi', '2021-11-30')]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect([of('bình', '2021-11-14'), of('bình', '2021-11-15')]).toEqual([true, false]);
    expect(issues(s.facts(), office(s, 'tp.bt'), 'inspection-doan', DAY)).toBe(true);
    expect(isOfTheTeam(s.facts(), 'an', 'task-t', DAY)).toBe(false);
  });
});
