import { clausesOn } from '#domain/directives/clauses.js';
import type { Directive } from '#domain/directives/directive.js';
import { isInForce } from '#domain/directives/in-force.js';
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
  end: { kind: string; on: string; by: string | null } | null;
}

export async function directives(reader: FactReader, page: Page, at: At = {}): Promise<Listing<DirectiveCard>> {
  return reader.snapshot(at, (snapshot) =>
    pageOf(snapshot, 'directive', page, (ids) =>
      snapshot.ofEach(
        ids,
        (facts, id) => {
          const directive = facts.directive(id);
          return directive && directiveCard(facts, directive, snapshot.asOf);
        },
        'directive',
      ),
    ),
  );
}

export interface DirectivePage extends DirectiveCard {
  asOf: string;
  knownAt: number;
  issued: Directive['issued'];
  /** The text in force on the date, with the tasks of each clause; amendments change the text and never the tasks. */
  text: ClauseInForce[];
  /** Clauses that an amendment took out; their tasks stand until the issuer withdraws them. */
  removed: { ref: string; summary: string; on: string; by: string; tasks: string[]; evidence: string }[];
  /** Tasks that it has made. */
  tasks: string[];
}

export interface ClauseInForce {
  ref: string;
  kind: string;
  summary: string;
  since: string;
  /** The directive that gave it this text; null: as issued. */
  by: string | null;
  tasks: string[];
  evidence: string;
}

/** A directive with its clauses, legal basis, recipients and signer. Null: not known. */
export async function directivePage(reader: FactReader, id: string, at: At = {}): Promise<DirectivePage | null> {
  return reader.known(at, async (known) => {
    const { asOf, knownAt } = known;
    const found = await known.facts((facts) => directiveAnswer(facts, id, asOf));
    return found && { asOf, knownAt, ...found };
  });
}

/** What {@link directivePage} says, of facts. Null: not known. */
export function directiveAnswer(
  facts: Facts,
  id: string,
  asOf: string,
): Omit<DirectivePage, 'asOf' | 'knownAt'> | null {
  const directive = facts.directive(id);
  if (!directive) return null;
  const tasks = facts.tasksOf(id);
  const tasksOf = (ref: string) => tasks.filter((task) => task.assigned.clause === ref).map((task) => task.id);
  const { standing, removed } = clausesOn(directive, asOf);
  return {
    ...directiveCard(facts, directive, asOf),
    issued: directive.issued,
    text: standing.map((c) => ({ ...c, tasks: tasksOf(c.ref), evidence: c.evidence.id })),
    removed: removed.map(({ ref, summary, on, by, evidence }) => {
      return { ref, summary, on, by, tasks: tasksOf(ref), evidence: evidence.id };
    }),
    tasks: tasks.map((task) => task.id),
  };
}

/** A directive in a list, as on the date. */
export function directiveCard(facts: Facts, directive: Directive, asOf: string): DirectiveCard {
  const { id, issued, end } = directive;
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
    inForce: isInForce(directive, asOf),
    end: end && { kind: end.kind, on: end.on, by: end.by },
  };
}
