import { covers } from '#domain/civil-date.js';
import { streamOf } from '#domain/decider.js';
import {
  levelHistory,
  levelScheme,
  type LevelSchemeEvents,
  type LevelSpan,
  schemePeriod,
} from '#domain/figures/epidemic-level.js';
import type { At, FactReader } from './fact-reader.js';
import { type Listing, type Page, pageOf } from './paging.js';

export interface PlaceLevelsPage {
  asOf: string;
  knownAt: number;
  place: string;
  /** One a scheme that applies on the date; of different issuers they stand side by side. */
  onDate: LevelSpan[];
  history: LevelSpan[];
}

/** The epidemic level of a place on the date, and what was declared before and after. */
export async function placeLevels(reader: FactReader, place: string, at: At = {}): Promise<PlaceLevelsPage> {
  return reader.snapshot(at, async (snapshot) =>
    snapshot.facts((facts) => {
      const { asOf, knownAt } = snapshot;
      const history = levelHistory(facts, place);
      return { asOf, knownAt, place, onDate: history.filter((span) => covers(span, asOf)), history };
    }),
  );
}

export interface LevelSchemeCard extends Omit<LevelSchemeEvents['LevelSchemeDefined'], 'schemeId'> {
  scheme: string;
  inForce: boolean;
  evidence: readonly string[];
}

/** Schemes of levels with the days on which they apply; those of one issuer, if it is named. */
export async function levelSchemes(
  reader: FactReader,
  issuer: string | undefined,
  page: Page,
  at: At = {},
): Promise<Listing<LevelSchemeCard>> {
  return reader.snapshot(at, (snapshot) =>
    pageOf(
      snapshot,
      levelScheme.category,
      page,
      (ids) =>
        snapshot.ofEach(
          ids,
          (facts, id) => {
            const found = facts.of(levelScheme, id);
            if (!found) return null;
            const { schemeId: scheme, ...defined } = found.defined;
            const period = schemePeriod(facts, found);
            const inForce = covers(period, snapshot.asOf);
            return { scheme, ...defined, ...period, inForce, evidence: [found.at.id] };
          },
          levelScheme.category,
        ),
      issuer === undefined ? undefined : { target: streamOf('unit', issuer), role: 'scheme-of' },
    ),
  );
}
