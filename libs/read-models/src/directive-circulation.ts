import { type Circulation, circulationOf, type ReadingLine } from '#domain/directives/circulation.js';
import { unreadOf } from '#domain/directives/unread.js';
import { type DirectiveCard, directiveCard } from './directive-page.js';
import type { At, FactReader } from './fact-reader.js';

export interface Acknowledgements extends Circulation {
  directive: string;
  asOf: string;
  knownAt: number;
}

/** Who has a directive, who has acknowledged it, and how long the others have had it. Null: not known. */
export async function acknowledgements(
  reader: FactReader,
  id: string,
  unreadOnly: boolean,
  at: At = {},
): Promise<Acknowledgements | null> {
  return reader.snapshot(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    return snapshot.facts((facts) => {
      const directive = facts.directive(id);
      if (!directive) return null;
      const found = circulationOf(facts, directive, asOf);
      const lines = unreadOnly ? found.lines.filter((line) => line.acknowledgedOn === null) : found.lines;
      return { directive: id, asOf, knownAt, ...found, lines };
    });
  });
}

export interface UnreadPage {
  unit: string;
  asOf: string;
  knownAt: number;
  /** Directives acknowledged, of those that were sent to the unit by the date. */
  numerator: number;
  denominator: number;
  unread: (DirectiveCard & { line: ReadingLine })[];
}

/** Directives that were sent to a unit and that it has not acknowledged, longest waiting first. Null: no such unit. */
export async function unread(reader: FactReader, unit: string, at: At = {}): Promise<UnreadPage | null> {
  return reader.snapshot(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    return snapshot.facts((facts) => {
      if (!facts.unit(unit)) return null;
      const found = unreadOf(facts, unit, asOf);
      const cards = found.unread.map(({ directive, line }) => ({ ...directiveCard(facts, directive, asOf), line }));
      return { unit, asOf, knownAt, numerator: found.numerator, denominator: found.denominator, unread: cards };
    });
  });
}
