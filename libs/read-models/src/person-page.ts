import type { At, FactReader } from './fact-reader.js';
import { holdersOf } from '#domain/organisation/holder.js';
import { streamOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import { type RecognitionCard, recognitionsOf } from './recognitions.js';
import { historyOf } from './office-holders.js';

export interface PersonPage {
  asOf: string;
  knownAt: number;
  person: string;
  name: string;
  offices: {
    office: string;
    title: string;
    body: string;
    head: boolean;
    /** Does the person hold it on the date, and how sure is the record? */
    onDate: { holds: boolean; certainty: string | null; flags: readonly string[] };
    record: ReturnType<typeof historyOf>;
  }[];
  /** What was said of the person, as recorded; nothing is counted, and there is no score. */
  recognitions: RecognitionCard[];
}

/** A person through all offices on record. No score, no ranking. Null: not known. */
export async function personPage(reader: FactReader, personId: string, at: At = {}): Promise<PersonPage | null> {
  return reader.known(at, async (known) => {
    const { asOf, knownAt } = known;
    const found = await known.facts((facts) => personAnswer(facts, personId, asOf));
    return found && { asOf, knownAt, ...found };
  });
}

/** What {@link personPage} says, of facts. Null: not known. */
export function personAnswer(
  facts: Facts,
  personId: string,
  asOf: string,
): Omit<PersonPage, 'asOf' | 'knownAt'> | null {
  const person = facts.person(personId);
  if (!person) return null;
  const offices = facts.officesOfPerson(personId).map((office) => {
    const seat = holdersOf(facts, office, asOf).find((s) => s.holder === personId);
    const onDate = { holds: seat !== undefined, certainty: seat?.certainty ?? null, flags: seat?.flags ?? [] };
    const record = historyOf(facts, office).filter((entry) => entry.person === personId);
    return { office: office.id, title: office.title, body: office.body, head: office.head, onDate, record };
  });
  return {
    person: person.id,
    name: person.name,
    offices,
    recognitions: recognitionsOf(facts, streamOf('person', personId), asOf),
  };
}
