import fc from 'fast-check';
import type { NewFact } from '../decider.js';
import {
  declareLevel,
  defineScheme,
  epidemicLevel,
  type EpidemicLevelEvents,
  levelHistory,
  levelScheme,
  type LevelSchemeEvents,
  levelsOn,
  requireNextVersion,
} from './epidemic-level.js';
import { anyHistoryHolds, someDay } from '../testing/any-history.js';
import { given, refusalOf } from '../testing/given.js';
import { city, type Story } from '../testing/story.js';

const scheme: LevelSchemeEvents['LevelSchemeDefined'] = {
  schemeId: 's1',
  title: 'Năm mức của quận',
  issuer: 'qa.gov',
  version: null,
  directiveId: null,
  levels: ['1', '2', '3', '4', '5'].map((level) => ({ level, name: `Mức ${level}` })),
  replaces: null,
  from: '2021-08-01',
  until: null,
};
const four = { ...scheme, schemeId: 's2', issuer: 'tp.gov', levels: scheme.levels.slice(0, 4), from: '2021-08-15' };
const level: EpidemicLevelEvents['EpidemicLevelDeclared'] = {
  place: 'qa',
  schemeId: 's1',
  level: '3',
  by: 'qa.gov',
  from: '2021-08-10',
  basis: null,
};
function schemes(): Story {
  const s = city();
  s.add('LevelSchemeDefined', 's1', scheme);
  s.add('LevelSchemeDefined', 's2', four);
  return s;
}

describe('a scheme of levels belongs to its issuer (section 4)', () => {
  const defined: NewFact<LevelSchemeEvents> = { type: 'LevelSchemeDefined', data: scheme };
  it('is defined once, each level once', () => {
    given(levelScheme)
      .when((s) => defineScheme(s, scheme))
      .then(defined);
    given(levelScheme, defined)
      .when((s) => defineScheme(s, scheme))
      .refuses('scheme-already-defined');
    given(levelScheme)
      .when((s) => defineScheme(s, { ...scheme, levels: [...scheme.levels, { level: '1', name: 'khác' }] }))
      .refuses('level-named-twice');
    given(levelScheme)
      .when((s) => defineScheme(s, { ...scheme, until: '2021-08-01' }))
      .refuses('period-ends-before-it-begins');
  });

  it('gets a next version from the same issuer only, from a later day', () => {
    const next = { ...scheme, schemeId: 's3', replaces: 's1', from: '2021-09-01' };
    const refused = (data: typeof next) => refusalOf(() => requireNextVersion(schemes().facts(), data));
    expect(refused(next)).toBeNull();
    expect(refused({ ...next, issuer: 'tp.gov' })).toBe('scheme-of-another-issuer');
    expect(refused({ ...next, replaces: 's9' })).toBe('scheme-unknown');
    expect(refused({ ...next, from: '2021-08-01' })).toBe('period-ends-before-it-begins');
  });

  it('any accepted history holds', () => {
    anyHistoryHolds(
      levelScheme,
      (s) => defineScheme(s, scheme),
      fc.constant((s) => defineScheme(s, four)),
    );
  });
});

describe('the level of a place', () => {
  const declared = (s: Story, o: Partial<typeof level> = {}) =>
    s.add('EpidemicLevelDeclared', o.place ?? 'qa', { ...level, ...o });
  const shown = (s: Story, asOf: string, knownAt?: number) =>
    levelsOn(s.facts(knownAt), 'qa', asOf).map((l) => `${l.scheme} ${l.level}/${l.of} ${l.from}..${l.until ?? ''}`);

  it('is declared under a scheme that is in force and has it', () => {
    const decide = (o: Partial<typeof level>) => () =>
      declareLevel({ declared: [] }, schemes().facts(), { ...level, ...o });
    expect(decide({})()).toEqual([{ type: 'EpidemicLevelDeclared', data: level }]);
    expect(refusalOf(decide({ level: '6' }))).toBe('level-not-in-scheme');
    expect(refusalOf(decide({ schemeId: 's2', level: '5', from: '2021-08-20' }))).toBe('level-not-in-scheme');
    expect(refusalOf(decide({ schemeId: 's9' }))).toBe('scheme-unknown');
    expect(refusalOf(decide({ from: '2021-07-31' }))).toBe('scheme-not-in-force');
    const s = schemes();
    declared(s);
    expect(refusalOf(() => declareLevel(s.facts().of(epidemicLevel, 'qa'), s.facts(), level))).toBe(
      'level-already-declared',
    );
  });

  it('holds until the next one under its scheme; another scheme stands beside it', () => {
    const s = schemes();
    const first = declared(s);
    declared(s, { level: '4', from: '2021-08-20' });
    declared(s, { schemeId: 's2', level: '2', by: 'tp.gov', from: '2021-08-16' });
    expect(shown(s, '2021-08-09')).toEqual([]);
    expect(shown(s, '2021-08-12')).toEqual(['s1 3/5 2021-08-10..2021-08-20']);
    expect(shown(s, '2021-08-20')).toEqual(['s1 4/5 2021-08-20..', 's2 2/4 2021-08-16..']);
    expect(levelHistory(s.facts(), 'qa')[0]?.evidence).toEqual([first, expect.any(String)]);
  });

  it('ends when the next version of its scheme begins, and not before that was known', () => {
    const s = schemes();
    declared(s);
    const before = s.now;
    s.add('LevelSchemeDefined', 's3', { ...scheme, schemeId: 's3', replaces: 's1', from: '2021-09-01' });
    expect(shown(s, '2021-09-01')).toEqual([]);
    expect(shown(s, '2021-09-01', before)).toEqual(['s1 3/5 2021-08-10..']);
    const late = () => declareLevel({ declared: [] }, s.facts(), { ...level, from: '2021-09-01' });
    expect(refusalOf(late)).toBe('scheme-not-in-force');
  });

  it('of two from one day is the last recorded', () => {
    const s = schemes();
    declared(s);
    const before = s.now;
    declared(s, { level: '5' });
    expect([shown(s, '2021-08-10', before), shown(s, '2021-08-10')]).toEqual([
      ['s1 3/5 2021-08-10..'],
      ['s1 5/5 2021-08-10..'],
    ]);
  });

  it('any accepted history holds', () => {
    const facts = schemes().facts();
    anyHistoryHolds(
      epidemicLevel,
      (s) => declareLevel(s, facts, level),
      fc.tuple(someDay, fc.constantFrom('1', '2', '6')).map(
        ([from, to]) =>
          (s) =>
            declareLevel(s, facts, { ...level, from, level: to }),
      ),
    );
  });
});
