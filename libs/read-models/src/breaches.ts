import { streamOf } from '#domain/decider.js';
import { type Breach, BREACH_SUBJECTS, breachesIn } from '#domain/record/breaches.js';
import type { At, FactReader } from './fact-reader.js';
import { type Among, type Listing, type Page, pageOf } from './paging.js';

export type BreachSubject = (typeof BREACH_SUBJECTS)[number];

/** Role in which a stream of the category names the unit that it is about. */
const ABOUT: Readonly<Record<string, string>> = {
  task: 'lead',
  finding: 'finding-about',
  inspection: 'visited',
  casereport: 'reports-on',
  indicator: 'reports-on',
  draft: 'draft-about',
};

/** One thing with acts on it that, by what is known now, would be refused as of their own days. */
export interface BreachCard {
  subject: string;
  breaches: Breach[];
}

/** Breaches of the separation of duties among the acts up to the date; of one unit's things only, if it is named. */
export async function breaches(
  reader: FactReader,
  { of, unit }: { of: BreachSubject; unit?: string | undefined },
  page: Page,
  at: At = {},
): Promise<Listing<BreachCard>> {
  return reader.snapshot(at, (snapshot) =>
    pageOf(
      snapshot,
      of,
      page,
      (ids) =>
        snapshot.ofEach(
          ids,
          (facts, id) => {
            const subject = streamOf(of, id);
            const found = breachesIn(facts, subject, snapshot.asOf);
            return found.length === 0 ? null : { subject, breaches: found };
          },
          of,
        ),
      amongOf(of, unit),
    ),
  );
}

function amongOf(of: BreachSubject, unit: string | undefined): Among | undefined {
  const role = ABOUT[of];
  return unit === undefined || role === undefined ? undefined : { target: streamOf('unit', unit), role };
}
