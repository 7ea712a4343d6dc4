import type { CivilDate } from '../civil-date.js';
import type { Directive, DirectiveId, LegalBasis } from './directive.js';
import { citedAs, parseDocumentNumber } from './document-number.js';
import { streamOf } from '../decider.js';
import type { Facts } from '../facts.js';

/** What a directive stands on (căn cứ): each basis as written, with the document on record, and what that stands on. */
export interface StandsOn extends LegalBasis {
  /** The document on record; null where only its number or title is. */
  directive: Directive | null;
  standsOn: StandsOn[];
}

/** A directive that stands on another one, and those that stand on it in turn. */
export interface StoodOnBy {
  directive: Directive;
  /** True: it names the number only, and the record does not say that this document of that number is meant. */
  byNumberOnly: boolean;
  stoodOnBy: StoodOnBy[];
}

/** Upwards: the bases of a directive, and their bases where the documents are on record. */
export function standsOn(facts: Facts, d: Directive, seen: readonly DirectiveId[] = []): StandsOn[] {
  return d.issued.legalBasis.map((basis) => {
    const found = basis.directiveId === null ? null : facts.directive(basis.directiveId);
    const again = found === null || found.id === d.id || seen.includes(found.id);
    return { ...basis, directive: found, standsOn: again ? [] : standsOn(facts, found, [...seen, d.id]) };
  });
}

/** Downwards: directives issued by the day that name this one as their basis, by id or by its number alone. */
export function stoodOnBy(facts: Facts, d: Directive, asOf: CivilDate, seen: readonly DirectiveId[] = []): StoodOnBy[] {
  const byId = facts.directivesNaming(d.id, 'legal-basis');
  const byNumber = d.issued.number === null ? [] : citing(facts, d.issued.number);
  const known = new Set([d.id, ...seen, ...byId.map((other) => other.id)]);
  const below = [
    ...byId.map((directive) => ({ directive, byNumberOnly: false })),
    // A citation that names another document of that number is not of this one.
    ...byNumber.filter((other) => !known.has(other.id)).map((directive) => ({ directive, byNumberOnly: true })),
  ];
  return below
    .filter(({ directive }) => directive.issued.on <= asOf && directive.id !== d.id && !seen.includes(directive.id))
    .map((found) => ({ ...found, stoodOnBy: stoodOnBy(facts, found.directive, asOf, [...seen, d.id]) }));
}

/** Directives that cite the number, in whatever spelling, without naming a document on record. */
export function citing(facts: Facts, number: string): Directive[] {
  const parsed = parseDocumentNumber(number);
  if (!parsed) return [];
  const key = citedAs(parsed);
  return facts.directives(streamOf('number', key), 'cites-number').filter((d) =>
    d.issued.legalBasis.some((basis) => {
      const cited = basis.directiveId === null && basis.number !== null ? parseDocumentNumber(basis.number) : null;
      return cited !== null && citedAs(cited) === key;
    }),
  );
}

/** Directives on record that bear the number, in whatever spelling; several issuers may have given it. */
export function numbered(facts: Facts, number: string): Directive[] {
  const parsed = parseDocumentNumber(number);
  return parsed ? facts.directives(streamOf('number', citedAs(parsed)), 'numbered') : [];
}
