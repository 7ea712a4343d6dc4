import { type CivilDate, daysBetween } from '../civil-date.js';
import type { Facts } from '../facts.js';
import { enclosing, existsOn, placesAbove, predecessorsOf, standingUnit } from '../organisation/succession.js';
import { nameOn, type UnitId } from '../organisation/unit.js';
import type { EventRef } from '../recorded-fact.js';

/** A visit of a team, as far as the map of coverage asks. */
export interface Visit {
  team: string;
  visitId: string;
  unit: UnitId;
  on: CivilDate;
  at: EventRef;
}

export interface CoveredPlace {
  place: UnitId;
  name: string;
  /** The last visit to the place, to a body in it or to a place inside it; null: none is on record. */
  lastVisit: Visit | null;
  daysSince: number | null;
  /** Visited within so many days, the day of the question counted from. */
  visited: boolean;
}

export interface Coverage {
  /** The denominator: places right below on the date. */
  places: number;
  /** The numerator. */
  visited: number;
  /** Those longest without a visit first. */
  rows: CoveredPlace[];
  /** Visits in the time to units that were split, which belong to none of the successors. */
  unattributed: Visit[];
}

/** Places right below a place on the date; those of a place that it took over included. */
export function placesBelow(facts: Facts, place: UnitId, asOf: CivilDate): UnitId[] {
  const parents = [place, ...predecessorsOf(facts, place, asOf)];
  const ids = parents.flatMap((id) => facts.unitsUnder(id)).flatMap((u) => (u.kind === 'place' ? [u.id] : []));
  return [...new Set(ids)].filter((id) => {
    const u = facts.unit(id);
    return u !== null && existsOn(facts, u, asOf) && placesAbove(facts, id, asOf)[0] === place;
  });
}

/** Which places below have had no visit in so many days. A visit to a unit that ended counts for its successor. */
export function coverageOf(
  facts: Facts,
  place: UnitId,
  visits: readonly Visit[],
  asOf: CivilDate,
  days: number,
): Coverage {
  const last = new Map<UnitId, Visit>();
  const unattributed: Visit[] = [];
  for (const visit of [...visits].filter((v) => v.on <= asOf).sort(byDay)) {
    if (standingUnit(facts, visit.unit, asOf).kind === 'needs-successor') {
      if (daysBetween(visit.on, asOf) <= days) unattributed.push(visit);
      continue;
    }
    for (const around of enclosing(facts, visit.unit, asOf)) last.set(around, visit);
  }
  const rows = placesBelow(facts, place, asOf).map((id): CoveredPlace => {
    const u = facts.unit(id);
    const lastVisit = last.get(id) ?? null;
    const daysSince = lastVisit && daysBetween(lastVisit.on, asOf);
    const visited = daysSince !== null && daysSince <= days;
    return { place: id, name: u ? nameOn(u, asOf) : id, lastVisit, daysSince, visited };
  });
  rows.sort((a, b) => (b.daysSince ?? Infinity) - (a.daysSince ?? Infinity) || (a.place < b.place ? -1 : 1));
  return { places: rows.length, visited: rows.filter((row) => row.visited).length, rows, unattributed };
}

function byDay(a: Visit, b: Visit): number {
  return a.on === b.on ? a.at.ordinal - b.at.ordinal : a.on < b.on ? -1 : 1;
}
