import type { CivilDate } from '../civil-date.js';
import type { Facts } from '../facts.js';
import { holdersOf } from '../organisation/holder.js';
import type { OfficeId } from '../organisation/office.js';
import type { PersonId } from '../organisation/person.js';
import { standingId } from '../organisation/succession.js';
import { signatory } from '../record/annulment.js';
import { RuleViolation } from '../rule-violation.js';
import type { Draft } from './draft.js';
import { groundChanges } from './draft-ground.js';
import { isInside } from './escalation.js';

/**
 * Section 5: who decides on a draft on the date: the holder of an office of a body for whose signature it waits, and
 * never one whom it is about: not by the office, not by the person, on the day of the draft or now, and not from a body
 * inside the unit. The holder comes back.
 */
export function requireSigner(facts: Facts, draft: Draft, officeId: OfficeId, on: CivilDate): PersonId {
  const person = signatory(facts, officeId, on);
  const { about, signs } = draft.prepared.data;
  const body = facts.office(officeId)?.body ?? '';
  const bodies = signs.map((one) => standingId(facts, one.unit, on));
  if (!bodies.includes(standingId(facts, body, on))) {
    throw new RuleViolation('not-theirs-to-sign', `${draft.id} ${officeId}`);
  }
  const concerned = about.some((one) => {
    const office = one.office === null ? null : facts.office(one.office);
    const now = office ? holdersOf(facts, office, on).map((seat) => seat.holder) : [];
    return one.office === officeId || one.holder === person || now.includes(person);
  });
  if (concerned || isInside(facts, body, about, on)) {
    throw new RuleViolation('signer-is-concerned', `${draft.id} ${officeId}`);
  }
  return person;
}

/**
 * A draft that has lost its ground is not signed blindly: the signer says up to which ordinal they have seen the record,
 * and that includes what changed.
 */
export function requireGroundSeen(facts: Facts, draft: Draft, on: CivilDate, seenAt: number | null): void {
  const changes = groundChanges(facts, draft, on);
  if (changes.length === 0) return;
  const last = Math.max(draft.at.ordinal, ...changes.flatMap((c) => c.evidence.map((ref) => ref.ordinal)));
  if (seenAt === null || seenAt < last) {
    throw new RuleViolation('draft-lost-its-ground', `${draft.id} ${changes.map((c) => c.what).join(' ')}`);
  }
}
