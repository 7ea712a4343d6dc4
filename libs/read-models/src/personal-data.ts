import type { CivilDate } from '#domain/civil-date.js';
import { streamOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import { finding } from '#domain/inspections/finding.js';
import { informantOn } from '#domain/inspections/informant.js';
import { DETAIL_FIELDS, detailsOn, type SealedDetail } from '#domain/organisation/personal-details.js';
import type { Erasure } from '#domain/record/erasure.js';
import type { SealedValue } from '#domain/sealed-value.js';
import type { At, FactReader } from './fact-reader.js';

/** A personal field as the log has it. Whoever may see it opens it with the key of its subject. */
export interface SealedField {
  field: string;
  value: SealedValue;
  /** The day from which it is so. */
  on: CivilDate;
  /** Event in which it stands. */
  evidence: string;
}

export interface PersonalData {
  asOf: CivilDate;
  knownAt: number;
  /** Stream of whose data it is. */
  subject: string;
  /** Those that were ever recorded, by the date. */
  fields: SealedField[];
  /**
   * The order by which they were erased. It is looked for in all that is known now, whatever `knownAt` says: what was erased
   * cannot be read any more, as of no date.
   */
  erasure: { on: CivilDate; office: string; person: string; reason: string; evidence: string } | null;
}

/** Personal details of a person, sealed. Null: the person is not known. */
export async function personalDetails(reader: FactReader, personId: string, at: At = {}): Promise<PersonalData | null> {
  return personalData(reader, streamOf('person', personId), at, (facts, asOf) => {
    const person = facts.person(personId);
    if (!person) return null;
    const details = detailsOn(person, asOf);
    const fields = DETAIL_FIELDS.flatMap((field) => {
      const detail = details[field];
      return detail ? [sealedField(field, detail)] : [];
    });
    return { fields, erasure: person.erasure };
  });
}

/** Who reported what was found, sealed. Null: the finding is not known. */
export async function findingInformant(
  reader: FactReader,
  findingId: string,
  at: At = {},
): Promise<PersonalData | null> {
  return personalData(reader, streamOf(finding.category, findingId), at, (facts, asOf) => {
    const found = facts.of(finding, findingId);
    if (!found) return null;
    const last = informantOn(found, asOf);
    const fields = last ? [sealedField('informant', { value: last.informant, on: last.on, at: last.at })] : [];
    return { fields, erasure: found.erasure };
  });
}

async function personalData(
  reader: FactReader,
  subject: string,
  at: At,
  question: (facts: Facts, asOf: CivilDate) => { fields: SealedField[]; erasure: Erasure } | null,
): Promise<PersonalData | null> {
  return reader.known(at, async (known) => {
    const { asOf, knownAt } = known;
    const then = await known.facts((facts) => question(facts, asOf));
    if (!then) return null;
    const now = await reader.known({ asOf, atLeast: knownAt }, (today) =>
      today.facts((facts) => question(facts, asOf)),
    );
    const ordered = now?.erasure.ordered ?? null;
    const erasure = ordered && {
      on: ordered.on,
      office: ordered.office,
      person: ordered.person,
      reason: ordered.reason,
      evidence: ordered.at.id,
    };
    return { asOf, knownAt, subject, fields: then.fields, erasure };
  });
}

function sealedField(field: string, { value, on, at }: SealedDetail): SealedField {
  return { field, value, on, evidence: at.id };
}
