import { type CivilDate, covers, requirePeriod } from '../civil-date.js';
import { type Decider, type NewFact, streamOf } from '../decider.js';
import type { Facts } from '../facts.js';
import type { UnitId } from '../organisation/unit.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';

/** Section 4: schemes of epidemic levels belong to an issuer; a new version is a scheme of its own. */
export type LevelSchemeEvents = {
  LevelSchemeDefined: {
    schemeId: string;
    title: string;
    issuer: UnitId;
    version: string | null;
    directiveId: string | null;
    /** From the lowest to the highest. */
    levels: { level: string; name: string }[];
    /** Scheme of which this is the next version. */
    replaces: string | null;
    from: CivilDate;
    until: CivilDate | null;
  };
};

export interface LevelScheme {
  id: string;
  defined: LevelSchemeEvents['LevelSchemeDefined'];
  at: EventRef;
}

export const levelScheme: Decider<LevelScheme | null, LevelSchemeEvents> = {
  category: 'levelscheme',
  initial: null,
  evolve: { LevelSchemeDefined: (_, e, at) => ({ id: e.schemeId, defined: e, at }) },
  mentions: {
    LevelSchemeDefined: (e) => [
      ['scheme-of', streamOf('unit', e.issuer)],
      ...(e.replaces === null ? [] : [['replaces', streamOf('levelscheme', e.replaces)] as const]),
      ...(e.directiveId === null ? [] : [['of-directive', streamOf('directive', e.directiveId)] as const]),
    ],
  },
};

export type EpidemicLevelEvents = {
  EpidemicLevelDeclared: {
    place: UnitId;
    schemeId: string;
    level: string;
    by: UnitId;
    from: CivilDate;
    /** The paper or the figures that it rests on, in words. */
    basis: string | null;
  };
};

/** All that was declared of one place, in log order. */
export interface PlaceLevels {
  declared: readonly (EpidemicLevelEvents['EpidemicLevelDeclared'] & { at: EventRef })[];
}

export const epidemicLevel: Decider<PlaceLevels, EpidemicLevelEvents> = {
  category: 'epidemiclevel',
  initial: { declared: [] },
  evolve: { EpidemicLevelDeclared: (s, e, at) => ({ declared: [...s.declared, { ...e, at }] }) },
  mentions: {
    EpidemicLevelDeclared: (e) => [
      ['level-of', streamOf('unit', e.place)],
      ['declared-by', streamOf('unit', e.by)],
      ['under-scheme', streamOf('levelscheme', e.schemeId)],
    ],
  },
};

export function defineScheme(
  state: LevelScheme | null,
  data: LevelSchemeEvents['LevelSchemeDefined'],
): NewFact<LevelSchemeEvents>[] {
  if (state) throw new RuleViolation('scheme-already-defined', data.schemeId);
  requirePeriod(data.from, data.until);
  const names = data.levels.map((l) => l.level.normalize('NFC'));
  if (new Set(names).size < names.length) throw new RuleViolation('level-named-twice', data.schemeId);
  return [{ type: 'LevelSchemeDefined', data }];
}

/** A later version of the same issuer takes the place of the one before. */
export function requireNextVersion(facts: Facts, data: LevelSchemeEvents['LevelSchemeDefined']): void {
  if (data.replaces === null) return;
  const before = requireScheme(facts.of(levelScheme, data.replaces), data.replaces);
  if (before.defined.issuer !== data.issuer) throw new RuleViolation('scheme-of-another-issuer', data.replaces);
  if (data.from <= before.defined.from) throw new RuleViolation('period-ends-before-it-begins', data.schemeId);
}

export function declareLevel(
  state: PlaceLevels,
  facts: Facts,
  data: EpidemicLevelEvents['EpidemicLevelDeclared'],
): NewFact<EpidemicLevelEvents>[] {
  const scheme = requireScheme(facts.of(levelScheme, data.schemeId), data.schemeId);
  if (!scheme.defined.levels.some((l) => l.level === data.level)) {
    throw new RuleViolation('level-not-in-scheme', `${data.schemeId} ${data.level}`);
  }
  if (!covers(schemePeriod(facts, scheme), data.from)) {
    throw new RuleViolation('scheme-not-in-force', `${data.schemeId} ${data.from}`);
  }
  const same = state.declared.some(
    (d) => d.schemeId === data.schemeId && d.level === data.level && d.from === data.from,
  );
  if (same) throw new RuleViolation('level-already-declared', `${data.place} ${data.from}`);
  return [{ type: 'EpidemicLevelDeclared', data }];
}

/** When a scheme applies: until its own end, or until the next version begins. */
export function schemePeriod(facts: Facts, { id, defined }: LevelScheme): { from: CivilDate; until: CivilDate | null } {
  const next = facts
    .streamsNaming(streamOf('levelscheme', id), 'replaces', levelScheme.category)
    .flatMap((stream) => facts.of(levelScheme, stream.slice(levelScheme.category.length + 1)) ?? [])
    .map((s) => s.defined.from);
  const ends = [...next, ...(defined.until === null ? [] : [defined.until])].sort();
  return { from: defined.from, until: ends[0] ?? null };
}

/** The level of a place under one scheme, for the days on which it holds. */
export interface LevelSpan {
  scheme: string;
  issuer: UnitId;
  level: string;
  name: string;
  /** 1 for the lowest of the scheme. */
  rank: number;
  of: number;
  by: UnitId;
  basis: string | null;
  from: CivilDate;
  until: CivilDate | null;
  evidence: readonly string[];
}

/**
 * What was declared of a place, by scheme and day: a declaration holds until the next one under its scheme begins or the
 * scheme ends; of two from one day the last recorded. Levels of different schemes stand side by side.
 */
export function levelHistory(facts: Facts, place: UnitId): LevelSpan[] {
  const { declared } = facts.of(epidemicLevel, place);
  return [...new Set(declared.map((d) => d.schemeId))].flatMap((id) => {
    const scheme = facts.of(levelScheme, id);
    if (!scheme) return [];
    const { levels, issuer } = scheme.defined;
    const ends = schemePeriod(facts, scheme).until;
    const own = declared.filter((d) => d.schemeId === id);
    const days = [...new Set(own.map((d) => d.from))].sort();
    return days.flatMap((from, i): LevelSpan[] => {
      const said = own.filter((d) => d.from === from).at(-1);
      const rank = levels.findIndex((l) => l.level === said?.level);
      if (!said || rank < 0) return [];
      const until = [days[i + 1], ends].filter((day) => typeof day === 'string').sort()[0] ?? null;
      const { level, by, basis, at } = said;
      const name = levels[rank]?.name ?? level;
      const evidence = [at.id, scheme.at.id];
      return [{ scheme: id, issuer, level, name, rank: rank + 1, of: levels.length, by, basis, from, until, evidence }];
    });
  });
}

export function levelsOn(facts: Facts, place: UnitId, asOf: CivilDate): LevelSpan[] {
  return levelHistory(facts, place).filter((span) => covers(span, asOf));
}

function requireScheme(scheme: LevelScheme | null, id: string): LevelScheme {
  if (!scheme) throw new RuleViolation('scheme-unknown', id);
  return scheme;
}
