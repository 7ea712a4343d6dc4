import type { CivilDate } from '../civil-date.js';
import type { Facts } from '../facts.js';
import { endOf } from './succession.js';
import { membersOn, type Unit, type UnitId } from './unit.js';

/** A member of a class that has ended and that nobody has taken off the list. */
export interface EndedMember {
  unit: UnitId;
  on: CivilDate;
  /** What it went into; none where it was dissolved. */
  into: readonly UnitId[];
}

/**
 * Members that a class still names on the date although they, or their places, have ended (R8). The class goes on: its
 * list is changed by whoever keeps it (`ClassMembershipChanged`), not by the reform.
 */
export function endedMembers(facts: Facts, unit: Unit, asOf: CivilDate): EndedMember[] {
  return membersOn(unit, asOf).flatMap((id) => {
    const member = facts.unit(id);
    const end = member && endOf(facts, member, asOf);
    return end && end.on <= asOf ? [{ unit: id, on: end.on, into: end.into }] : [];
  });
}
