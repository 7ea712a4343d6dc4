import type { CivilDate } from '../civil-date.js';
import type { Facts } from '../facts.js';
import { headOffices, headsOf } from '../organisation/heads.js';
import { holdersOf } from '../organisation/holder.js';
import type { OfficeId } from '../organisation/office.js';
import { leadingBodies, placesAbove, standingId, superiorOf } from '../organisation/succession.js';
import type { Unit, UnitId } from '../organisation/unit.js';
import type { Concerned, Signing } from './draft.js';
import { isInside } from './escalation.js';

/** The heads of a unit on the day, named or not, as those whom a draft is about. */
export function headsConcerned(facts: Facts, unit: Unit, day: CivilDate): Concerned[] {
  return headsOf(facts, unit, day).flatMap(({ office, reason }): Concerned[] => {
    if (!office) return [{ unit: unit.id, office: null, holder: null, reason }];
    const seats = holdersOf(facts, office, day);
    return seats.map((seat) => ({ unit: unit.id, office: office.id, holder: seat.holder, reason: seat.reason }));
  });
}

/**
 * Who signs a draft that rests on the word of these units: their bodies, for a place its leading ones; where all of them
 * are inside the unit that the draft is about, the bodies one step above it.
 *
 * @param office the office that signs for them, where one is named
 */
export function signingFor(
  facts: Facts,
  makers: readonly UnitId[],
  unit: Unit,
  about: readonly Concerned[],
  on: CivilDate,
  office: OfficeId | null = null,
): Signing[] {
  const named = office === null ? null : facts.office(office);
  const bodies = (named ? [named.body] : makers).flatMap((id) => {
    const maker = facts.unit(standingId(facts, id, on));
    if (maker?.kind === 'place') return leadingBodies(facts, maker.id, on).map((body) => body.id);
    return maker ? [maker.id] : [];
  });
  const free = [...new Set(bodies)].filter((id) => !isInside(facts, id, about, on));
  const signing = free.length > 0 ? free : bodiesAbove(facts, unit, on);
  return [...new Set(signing)].map((body) => {
    const head = headOffices(facts, body, on)[0]?.id ?? null;
    return { unit: body, office: named?.body === body ? named.id : head };
  });
}

function bodiesAbove(facts: Facts, unit: Unit, on: CivilDate): UnitId[] {
  if (unit.kind === 'body') return [superiorOf(facts, unit, on)?.id].filter((id) => id !== undefined);
  for (const place of placesAbove(facts, unit.id, on)) {
    const bodies = leadingBodies(facts, place, on);
    if (bodies.length > 0) return bodies.map((body) => body.id);
  }
  return [];
}
