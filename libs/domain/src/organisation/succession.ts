import type { CivilDate } from '../civil-date.js';
import { type Facts, LEADING_LINES } from '../facts.js';
import { idOf, streamOf } from '../decider.js';
import type { EventRef } from '../recorded-fact.js';
import { type Line, parentOn, type Unit, unit, type UnitId } from './unit.js';

/** R8: who stands on a date where a unit stood before. */
export type Standing =
  | { kind: 'standing'; unit: UnitId; evidence: readonly EventRef[] }
  /** Dissolved, or ended with its place, and no successor declared. */
  | { kind: 'orphaned'; unit: UnitId; on: CivilDate; evidence: readonly EventRef[] }
  /** Split: the successor of each task is decided, and has not been yet. */
  | { kind: 'needs-successor'; unit: UnitId; on: CivilDate; evidence: readonly EventRef[] };

/** A unit's end by `asOf`: its own, or that of the place in which it sits. */
export interface UnitEnd {
  kind: 'merged' | 'split' | 'dissolved';
  on: CivilDate;
  /** True if the body ended because its place did. */
  withPlace: boolean;
  into: readonly UnitId[];
  at: EventRef;
}

/** How and when the unit ended, if it did by `asOf`. Ending a place ends its bodies (R8). */
export function endOf(facts: Facts, u: Unit, asOf: CivilDate): UnitEnd | null {
  const own = u.end && u.end.on <= asOf ? { ...u.end, withPlace: false } : null;
  const place = u.kind === 'body' && u.place !== null ? facts.unit(u.place)?.end : null;
  const withPlace = place && place.on <= asOf ? { ...place, withPlace: true } : null;
  if (own && withPlace) return withPlace.on < own.on ? withPlace : own;
  return own ?? withPlace;
}

/** True if the unit exists on the date: begun, and neither it nor its place has ended. */
export function existsOn(facts: Facts, u: Unit, asOf: CivilDate): boolean {
  return (u.from === null || u.from <= asOf) && endOf(facts, u, asOf) === null;
}

/**
 * Follows mergers, splits and dissolutions up to `asOf`.
 *
 * @param decided the successor that a decision has given to one task of a split unit
 * @param before units that led here: a circle of wrong records ends where it closes
 */
export function standingUnit(
  facts: Facts,
  id: UnitId,
  asOf: CivilDate,
  decided: (from: UnitId) => { to: UnitId; at: EventRef } | null = () => null,
  before: readonly UnitId[] = [],
): Standing {
  const evidence: EventRef[] = [];
  const seen = new Set<UnitId>(before);
  let current = id;
  for (;;) {
    const u = facts.unit(current);
    const end = u && !seen.has(current) ? endOf(facts, u, asOf) : null;
    if (!u || !end) return { kind: 'standing', unit: current, evidence };
    seen.add(current);
    evidence.push(end.at);
    const lost = { unit: current, on: end.on, evidence };
    const decision = end.kind === 'split' ? decided(current) : null;
    if (decision) {
      evidence.push(decision.at);
      current = decision.to;
    } else if (end.withPlace) {
      // What is decided of the place holds for the bodies that ended with it.
      const place = standingUnit(facts, u.place ?? '', asOf, decided, [...seen]);
      evidence.push(...place.evidence);
      if (place.kind !== 'standing') return { ...lost, kind: place.kind };
      // A decision may name the body itself.
      const named = facts.unit(place.unit);
      const heir = named?.kind === 'body' ? named : u.line && topBody(facts, place.unit, u.line, asOf);
      if (!heir) return { kind: 'orphaned', ...lost };
      current = heir.id;
    } else if (end.kind === 'split') {
      return { kind: 'needs-successor', ...lost };
    } else if (end.into[0] !== undefined) {
      current = end.into[0];
    } else {
      return { kind: 'orphaned', ...lost };
    }
  }
}

/** The unit that stands for `id` on the date, or `id` itself where none does. */
export function standingId(facts: Facts, id: UnitId, asOf: CivilDate): UnitId {
  const standing = standingUnit(facts, id, asOf);
  return standing.kind === 'standing' ? standing.unit : id;
}

/**
 * Units whose work may have come to `id` on the date: those that were merged or split into it, nearest first, and for a
 * body those of its line that ended with such a place. Of a split unit only the tasks that were decided so have come.
 */
export function predecessorsOf(facts: Facts, id: UnitId, asOf: CivilDate): UnitId[] {
  const found: UnitId[] = [];
  const visit = (unitId: UnitId): void => {
    const u = facts.unit(unitId);
    const ended = facts.named(streamOf(unit.category, unitId), 'successor').map((mention) => idOf(mention.stream));
    const withPlace =
      u?.kind === 'body' && u.place !== null && topBody(facts, u.place, u.line ?? 'government', asOf)?.id === unitId
        ? predecessorsOf(facts, u.place, asOf).flatMap((place) =>
            facts.bodiesIn(place).flatMap((body) => (body.line === u.line ? [body.id] : [])),
          )
        : [];
    for (const before of [...ended, ...withPlace]) {
      const end = facts.unit(before);
      if (before === id || found.includes(before) || !end || !endOf(facts, end, asOf)) continue;
      found.push(before);
      visit(before);
    }
  };
  visit(id);
  return found;
}

/** R2: the body of a line with no parent body in the place; of several, the one recorded first. */
export function topBody(facts: Facts, place: UnitId, line: Line, asOf: CivilDate): Unit | null {
  const tops = facts.bodiesIn(place).filter((body) => {
    if (body.line !== line || !existsOn(facts, body, asOf)) return false;
    const parent = parentOn(body, asOf);
    return parent === null || facts.unit(parent)?.place !== place;
  });
  return tops.find((body) => !body.collective) ?? tops[0] ?? null;
}

/** The top bodies that lead a place (party, government), where they are recorded. */
export function leadingBodies(facts: Facts, place: UnitId, asOf: CivilDate): Unit[] {
  return LEADING_LINES.flatMap((line) => topBody(facts, place, line, asOf) ?? []);
}

/** R4: one step up from a body: its parent body if it has one, else the top body of its line in the parent place. */
export function superiorOf(facts: Facts, body: Unit, asOf: CivilDate): Unit | null {
  const parent = parentOn(body, asOf);
  if (parent !== null) return facts.unit(standingId(facts, parent, asOf));
  if (body.line === null) return null;
  for (const place of placesAbove(facts, body.place, asOf)) {
    const top = topBody(facts, place, body.line, asOf);
    if (top) return top;
  }
  return null;
}

/** The places above a place, nearest first; a place that has ended hands on to its successor. */
export function placesAbove(facts: Facts, place: UnitId | null, asOf: CivilDate): UnitId[] {
  const above: UnitId[] = [];
  let current = place;
  while (current !== null) {
    const u = facts.unit(current);
    const parent = u && parentOn(u, asOf);
    const next = parent === null ? null : standingId(facts, parent, asOf);
    if (next === null || next === place || above.includes(next)) break;
    above.push(next);
    current = next;
  }
  return above;
}

/** A unit, the bodies it sits under and the places around it, nearest first: all that it is inside of, itself included. */
export function enclosing(facts: Facts, id: UnitId, asOf: CivilDate): UnitId[] {
  const result: UnitId[] = [];
  const visit = (unitId: UnitId): void => {
    if (result.includes(unitId)) return;
    result.push(unitId);
    const u = facts.unit(unitId);
    if (u?.kind === 'body') {
      const parent = parentOn(u, asOf);
      if (parent !== null) visit(standingId(facts, parent, asOf));
    }
    if (u && u.kind !== 'place' && u.place !== null) visit(standingId(facts, u.place, asOf));
    if (u?.kind === 'place') for (const place of placesAbove(facts, unitId, asOf)) visit(place);
  };
  visit(standingId(facts, id, asOf));
  return result;
}
