import type { CivilDate } from '../civil-date.js';
import type { Directive } from './directive.js';
import type { Facts } from '../facts.js';
import { enclosing, leadingBodies, standingId, superiorOf, topBody } from '../organisation/succession.js';
import { parentOn, type Unit, type UnitId } from '../organisation/unit.js';
import { RuleViolation } from '../rule-violation.js';

/** The body for which a collective body (Ban Thường vụ, Thường trực) acts; any other body acts for itself. */
function actsFor(facts: Facts, body: Unit, on: CivilDate): Unit {
  if (!body.collective || body.place === null || body.line === null) return body;
  const whole = parentOn(body, on) === null ? topBody(facts, body.place, body.line, on) : superiorOf(facts, body, on);
  return whole ?? body;
}

/**
 * As whom a unit acts on the day: itself or its successor; a collective body as the body that it belongs to; a body that
 * leads a place as the place.
 */
export function actsAs(facts: Facts, id: UnitId, on: CivilDate): UnitId[] {
  const unit = facts.unit(standingId(facts, id, on));
  if (!unit) return [id];
  const whole = actsFor(facts, unit, on);
  const leads = whole.place !== null && leadingBodies(facts, whole.place, on).some((b) => b.id === whole.id);
  return [...new Set([id, unit.id, whole.id, ...(leads && whole.place !== null ? [whole.place] : [])])];
}

/** A unit, the bodies above it in its line, and the places around them, on the day. */
export function above(facts: Facts, id: UnitId, on: CivilDate): { bodies: UnitId[]; places: UnitId[] } {
  const start = facts.unit(standingId(facts, id, on));
  const line = start ? [start.id] : [];
  let current: Unit | null = start?.kind === 'body' ? actsFor(facts, start, on) : null;
  while (current && (current === start || !line.includes(current.id))) {
    line.push(current.id);
    current = superiorOf(facts, current, on);
  }
  const around = [...line, ...line.flatMap((unit) => enclosing(facts, unit, on))];
  const isPlace = (unit: UnitId) => facts.unit(unit)?.kind === 'place';
  return {
    bodies: [...new Set(around.filter((unit) => !isPlace(unit)))],
    places: [...new Set(around.filter(isPlace))],
  };
}

/**
 * A directive is changed, replaced or ended by its issuer, by a body above it, or by one that leads a place around it.
 * A party committee may change what the People's Committee of its place issued, not the reverse.
 */
export function requireMayChange(facts: Facts, changed: Directive, by: Directive, on: CivilDate): void {
  const lineOf = (id: UnitId) => facts.unit(standingId(facts, id, on))?.line ?? null;
  const { bodies, places } = above(facts, changed.issued.issuer, on);
  const own = actsAs(facts, changed.issued.issuer, on);
  const byParty = lineOf(by.issued.issuer) === 'party';
  const around = lineOf(changed.issued.issuer) === 'party' ? [] : places.filter((place) => !own.includes(place));
  const entitled = [...bodies, ...(byParty ? places : around)];
  if (!actsAs(facts, by.issued.issuer, on).some((id) => entitled.includes(id)))
    throw new RuleViolation('not-the-issuer-or-above', `${changed.id} ${by.id}`);
}
