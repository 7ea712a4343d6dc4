import { idOf, streamOf } from '#domain/decider.js';
import type { Directive } from '#domain/directives/directive.js';
import type { Facts } from '#domain/facts.js';
import { nameOn } from '#domain/organisation/unit.js';
import type { At, FactReader } from './fact-reader.js';
import { type Listing, type Page, pageOf } from './paging.js';

export interface DirectiveCard {
  directive: string;
  title: string;
  form: string;
  number: string | null;
  issuer: string;
  issuerName: string;
  on: string;
  clauses: number;
  /** In force on the date: issued by then and not ended. */
  inForce: boolean;
  end: { kind: string; on: string } | null;
}

export async function directives(reader: FactReader, page: Page, at: At = {}): Promise<Listing<DirectiveCard>> {
  return reader.snapshot(at, (snapshot) =>
    pageOf(snapshot, 'directive', page, (ids) =>
      snapshot.facts(
        (facts) =>
          ids.map((id) => {
            const directive = facts.directive(id);
            return directive && card(facts, directive, snapshot.asOf);
          }),
        ids.map((id) => streamOf('directive', id)),
      ),
    ),
  );
}

export interface DirectivePage extends DirectiveCard {
  asOf: string;
  knownAt: number;
  issued: Directive['issued'];
  /** Tasks that it has made. */
  tasks: string[];
}

/** A directive with its clauses, legal basis, recipients and signer. Null: not known. */
export async function directivePage(reader: FactReader, id: string, at: At = {}): Promise<DirectivePage | null> {
  return reader.known(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    return snapshot.facts((facts) => {
      const directive = facts.directive(id);
      if (!directive) return null;
      const tasks = facts.named(streamOf('directive', id), 'of-directive').map((mention) => idOf(mention.stream));
      return { asOf, knownAt, ...card(facts, directive, asOf), issued: directive.issued, tasks };
    });
  });
}

function card(facts: Facts, { id, issued, end }: Directive, asOf: string): DirectiveCard {
  const issuer = facts.unit(issued.issuer);
  return {
    directive: id,
    title: issued.title,
    form: issued.form,
    number: issued.number,
    issuer: issued.issuer,
    issuerName: issuer ? nameOn(issuer, asOf) : issued.issuer,
    on: issued.on,
    clauses: issued.clauses.length,
    inForce: issued.on <= asOf && (end === null || asOf < end.on),
    end: end && { kind: end.kind, on: end.on },
  };
}
