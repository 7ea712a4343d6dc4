import { type NumberRegisterAnswer, numberRegisterOf } from '#domain/directives/number-gaps.js';
import { numberRegister } from '#domain/directives/number-register.js';
import { nameOn } from '#domain/organisation/unit.js';
import type { At, FactReader } from './fact-reader.js';
import { type Listing, type Page, pageOf } from './paging.js';

export interface NumberRegisterCard {
  issuer: string;
  issuerName: string;
  /** Numbers on record. */
  numbers: number;
}

/** The issuers that have given a number. */
export async function numberRegisters(
  reader: FactReader,
  page: Page,
  at: At = {},
): Promise<Listing<NumberRegisterCard>> {
  return reader.snapshot(at, (snapshot) =>
    pageOf(snapshot, numberRegister.category, page, (ids) =>
      snapshot.ofEach(
        ids,
        (facts, id) => {
          const numbers = facts.of(numberRegister, id).size;
          const unit = facts.unit(id);
          return numbers === 0 ? null : { issuer: id, issuerName: unit ? nameOn(unit, snapshot.asOf) : id, numbers };
        },
        numberRegister.category,
      ),
    ),
  );
}

export interface NumberRegisterPage extends NumberRegisterAnswer {
  asOf: string;
  knownAt: number;
}

/** The numbers of an issuer by type and year or party term, with gaps and duplicates. Null: no such unit. */
export async function numberRegisterPage(
  reader: FactReader,
  issuer: string,
  filter: { type?: string | undefined; series?: string | undefined },
  at: At = {},
): Promise<NumberRegisterPage | null> {
  return reader.snapshot(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    return snapshot.facts((facts) => {
      if (!facts.unit(issuer)) return null;
      const found = numberRegisterOf(facts, issuer, asOf);
      const series = found.series.filter(
        (s) =>
          (filter.type === undefined || s.type === filter.type.normalize('NFC')) &&
          (filter.series === undefined || s.series === filter.series),
      );
      return { asOf, knownAt, ...found, series };
    });
  });
}
