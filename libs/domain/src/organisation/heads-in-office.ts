import type { CivilDate } from '../civil-date.js';
import type { Facts } from '../facts.js';
import type { EventRef } from '../recorded-fact.js';
import { headsOf } from './heads.js';
import { type Certainty, holdersOf } from './holder.js';
import type { OfficeId } from './office.js';
import type { PersonId } from './person.js';
import type { UnitId } from './unit.js';

/** One head of a unit on a day: the office, and who held it, or why nobody is named. */
export interface HeadInOffice {
  office: OfficeId | null;
  person: PersonId | null;
  certainty: Certainty | null;
  /** Why there is no office or no person: `no-head-office`, `unnamed`, `vacant`, `unknown-holder`. */
  reason: string | null;
  flags: readonly string[];
  evidence: readonly EventRef[];
}

/** The heads of a unit on a day (R2), with who held their offices on that day (R3, R4). A class has none of its own. */
export function headsInOffice(facts: Facts, id: UnitId, on: CivilDate): HeadInOffice[] {
  const unit = facts.unit(id);
  if (!unit || unit.kind === 'class') return [];
  return headsOf(facts, unit, on).flatMap(({ office, reason, flags, evidence }): HeadInOffice[] => {
    if (!office) return [{ office: null, person: null, certainty: null, reason, flags, evidence }];
    return holdersOf(facts, office, on).map((seat) => ({
      office: office.id,
      person: seat.holder,
      certainty: seat.certainty,
      reason: seat.reason,
      flags: [...flags, ...seat.flags],
      evidence: [...evidence, ...seat.evidence],
    }));
  });
}
