import { streamOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import { nameOn } from '#domain/organisation/unit.js';
import { formOf } from '#domain/recognition/ladder.js';
import { recognitionFlags } from '#domain/recognition/recognition-rules.js';
import { type Recognition, recognition, type RecognitionKind } from '#domain/recognition/recognition.js';
import type { At, FactReader } from './fact-reader.js';
import { type Listing, type Page, pageOf } from './paging.js';

/** What somebody said of a collective or a person, as it was recorded. Nothing is counted, weighed or derived from it. */
export interface RecognitionCard extends Omit<Recognition['said'], 'recognitionId'> {
  recognition: string;
  kind: RecognitionKind;
  form: string | null;
  formText: string | null;
  discipline: boolean;
  referredTo: { to: string | null; toText: string } | null;
  byName: string;
  /** Where the form is not one of the body's line or level, by a table that a lawyer has to check. */
  flags: string[];
  evidence: string;
}

export interface RecognitionFilter {
  kind?: RecognitionKind | undefined;
  /** About this unit, about this person, or for this task or finding; the first that is named is looked up. */
  unit?: string | undefined;
  person?: string | undefined;
  task?: string | undefined;
  finding?: string | undefined;
}

/** Praise, criticism and referrals that were said by the date, in the order in which they were recorded. */
export async function recognitions(
  reader: FactReader,
  filter: RecognitionFilter,
  page: Page,
  at: At = {},
): Promise<Listing<RecognitionCard>> {
  return reader.snapshot(at, (snapshot) =>
    pageOf(
      snapshot,
      recognition.category,
      page,
      (ids) =>
        snapshot.ofEach(
          ids,
          (facts, id) => {
            const found = facts.of(recognition, id);
            return found && wanted(found, filter, snapshot.asOf) ? recognitionCard(facts, found, snapshot.asOf) : null;
          },
          recognition.category,
        ),
      amongOf(filter),
    ),
  );
}

function amongOf({ unit, person, task, finding }: RecognitionFilter): { target: string; role: string } | undefined {
  if (unit !== undefined) return { target: streamOf('unit', unit), role: 'recognises' };
  if (person !== undefined) return { target: streamOf('person', person), role: 'recognises' };
  if (task !== undefined) return { target: streamOf('task', task), role: 'recognised-for' };
  return finding === undefined ? undefined : { target: streamOf('finding', finding), role: 'recognised-for' };
}

function wanted({ said, kind }: Recognition, filter: RecognitionFilter, asOf: string): boolean {
  const { unit, person, task, finding } = filter;
  return (
    said.on <= asOf &&
    (filter.kind === undefined || kind === filter.kind) &&
    (unit === undefined || said.unit === unit) &&
    (person === undefined || said.person === person) &&
    (task === undefined || said.tasks.includes(task)) &&
    (finding === undefined || said.findings.includes(finding))
  );
}

/** What was said of a unit or person by the date, for its page. */
export function recognitionsOf(facts: Facts, target: string, asOf: string): RecognitionCard[] {
  return facts
    .naming(recognition, target, 'recognises')
    .filter((found) => found.said.on <= asOf)
    .map((found) => recognitionCard(facts, found, asOf));
}

function recognitionCard(facts: Facts, found: Recognition, asOf: string): RecognitionCard {
  const { recognitionId: recognitionOf, ...said } = found.said;
  const by = facts.unit(said.by);
  const form = found.form === null ? null : formOf(found.form);
  return {
    recognition: recognitionOf,
    kind: found.kind,
    form: found.form,
    formText: form?.vi ?? null,
    discipline: form?.discipline ?? false,
    ...said,
    referredTo: found.referredTo,
    byName: by ? nameOn(by, asOf) : said.by,
    flags: recognitionFlags(facts, found),
    evidence: found.at.id,
  };
}
