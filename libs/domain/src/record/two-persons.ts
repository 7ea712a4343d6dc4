import type { OfficeId } from '../organisation/office.js';
import type { PersonId } from '../organisation/person.js';
import { RuleViolation } from '../rule-violation.js';

/** Two different people in two different offices: one person in two chairs is one person. */
export function requireTwoPersons(
  proposed: { office: OfficeId; person: PersonId },
  confirmed: { office: OfficeId; person: PersonId },
): void {
  if (proposed.office === confirmed.office) throw new RuleViolation('two-offices-needed', confirmed.office);
  if (proposed.person === confirmed.person) throw new RuleViolation('two-persons-needed', confirmed.person);
}
