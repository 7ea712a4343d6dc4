import type { CivilDate } from '#domain/civil-date.js';
import type { Facts } from '#domain/facts.js';
import { holdersOf } from '#domain/organisation/holder.js';
import type { Office } from '#domain/organisation/office.js';
import type { PersonId } from '#domain/organisation/person.js';

/**
 * The offices that a person holds on a date: appointed or acting (R3) and not suspended, or shown in it by a document of
 * that very day. One that is only presumed between two such days gives no right, and none outlives its body or place.
 */
export function officesHeld(facts: Facts, person: PersonId, on: CivilDate): Office[] {
  return facts
    .officesOfPerson(person)
    .filter((office) =>
      holdersOf(facts, office, on).some(
        (seat) => seat.holder === person && seat.certainty !== 'presumed' && !seat.flags.includes('suspended'),
      ),
    );
}
