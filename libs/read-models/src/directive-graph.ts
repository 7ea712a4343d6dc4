import { type CascadeCoverage, cascadeOf, type TakenUpBy } from '#domain/directives/cascade.js';
import type { Directive, LegalBasis } from '#domain/directives/directive.js';
import {
  citing,
  numbered,
  type StandsOn,
  standsOn,
  type StoodOnBy,
  stoodOnBy,
} from '#domain/directives/legal-basis.js';
import type { Facts } from '#domain/facts.js';
import { nameOn } from '#domain/organisation/unit.js';
import { type DirectiveCard, directiveCard } from './directive-page.js';
import type { At, FactReader } from './fact-reader.js';

/** Levels below the directive that is asked about: central, province, district, commune. */
const DEPTH = 4;

export interface LowerNode extends Omit<DirectiveCard, 'clauses'>, Pick<TakenUpBy, 'evidence'> {
  /** Clause by clause what it takes up; none: as a whole. */
  takesUp: TakenUpBy['clauses'];
  /** Of the units to which it is sent in turn. */
  numerator: number;
  denominator: number;
  unknown: boolean;
  lower: LowerNode[];
}

export interface CascadePage extends Omit<CascadeCoverage, 'takenUpBy' | 'units'> {
  directive: string;
  asOf: string;
  knownAt: number;
  /** Higher directives that this one takes up. */
  takesUp: { higher: string; title: string; clauses: TakenUpBy['clauses']; evidence: string }[];
  lower: LowerNode[];
  units: (CascadeCoverage['units'][number] & { name: string })[];
  /** Units that were to carry it out and have issued nothing that takes it up, by the record. */
  notTakenUp: string[];
}

/** The directives above and below, clause by clause, and the units that have not taken it up. Null: not known. */
export async function cascadePage(reader: FactReader, id: string, at: At = {}): Promise<CascadePage | null> {
  return reader.snapshot(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    return snapshot.facts((facts) => {
      const directive = facts.directive(id);
      if (!directive) return null;
      const { takenUpBy, units, ...coverage } = cascadeOf(facts, directive, asOf);
      return {
        directive: id,
        asOf,
        knownAt,
        ...coverage,
        takesUp: directive.takesUp
          .filter((taken) => taken.on <= asOf)
          .map(({ higher, clauses, at: { id: evidence } }) => {
            return { higher, title: facts.directive(higher)?.issued.title ?? higher, clauses, evidence };
          }),
        lower: takenUpBy.flatMap((lower) => lowerNode(facts, lower, asOf, [id])),
        units: units.map((unit) => ({ ...unit, name: nameOf(facts, unit.unit, asOf) })),
        notTakenUp: units.filter((unit) => unit.takenUpBy.length === 0).map((unit) => unit.unit),
      };
    });
  });
}

function lowerNode(facts: Facts, taken: TakenUpBy, asOf: string, path: readonly string[]): LowerNode[] {
  const directive = facts.directive(taken.directive);
  if (!directive || path.includes(directive.id)) return [];
  const { clauses: _, ...card } = directiveCard(facts, directive, asOf);
  const { takenUpBy, numerator, denominator, unknown } = cascadeOf(facts, directive, asOf);
  const below = path.length < DEPTH ? takenUpBy : [];
  const lower = below.flatMap((next) => lowerNode(facts, next, asOf, [...path, directive.id]));
  return [{ ...card, takesUp: taken.clauses, evidence: taken.evidence, numerator, denominator, unknown, lower }];
}

export interface BasisNode extends LegalBasis {
  /** The document on record; null where only its number or title is. */
  document: DirectiveCard | null;
  standsOn: BasisNode[];
}
export interface StandingNode extends DirectiveCard {
  byNumberOnly: boolean;
  stoodOnBy: StandingNode[];
}
export interface LegalBasisPage {
  asOf: string;
  knownAt: number;
  documents: (DirectiveCard & { standsOn: BasisNode[]; stoodOnBy: StandingNode[] })[];
  /** Directives that cite the number without saying which document of that number is meant. */
  citing: (DirectiveCard & { cited: LegalBasis[] })[];
}

/** What a directive stands on and what stands on it. Null: not known. */
export async function legalBasis(reader: FactReader, id: string, at: At = {}): Promise<LegalBasisPage | null> {
  return reader.snapshot(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    return snapshot.facts((facts) => {
      const directive = facts.directive(id);
      return directive && { asOf, knownAt, documents: [graphOf(facts, directive, asOf)], citing: [] };
    });
  });
}

/** The same for a number in any spelling (12-CT/TU): every document that bears it, whoever issued it, and who cites it. */
export async function legalBasisOfNumber(reader: FactReader, number: string, at: At = {}): Promise<LegalBasisPage> {
  return reader.snapshot(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    return snapshot.facts((facts) => ({
      asOf,
      knownAt,
      documents: numbered(facts, number)
        .filter((d) => d.issued.on <= asOf)
        .map((d) => graphOf(facts, d, asOf)),
      citing: citing(facts, number)
        .filter((d) => d.issued.on <= asOf)
        .map((d) => ({
          ...directiveCard(facts, d, asOf),
          cited: d.issued.legalBasis.filter((basis) => basis.directiveId === null && basis.number !== null),
        })),
    }));
  });
}

function graphOf(facts: Facts, d: Directive, asOf: string): LegalBasisPage['documents'][number] {
  const basis = ({ directive, standsOn: next, ...cited }: StandsOn): BasisNode => ({
    ...cited,
    document: directive && directiveCard(facts, directive, asOf),
    standsOn: next.map(basis),
  });
  const standing = ({ directive, byNumberOnly, stoodOnBy: next }: StoodOnBy): StandingNode => ({
    ...directiveCard(facts, directive, asOf),
    byNumberOnly,
    stoodOnBy: next.map(standing),
  });
  return {
    ...directiveCard(facts, d, asOf),
    standsOn: standsOn(facts, d).map(basis),
    stoodOnBy: stoodOnBy(facts, d, asOf).map(standing),
  };
}

function nameOf(facts: Facts, id: string, asOf: string): string {
  const unit = facts.unit(id);
  return unit ? nameOn(unit, asOf) : id;
}
