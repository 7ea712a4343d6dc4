import type { CivilDate } from '../civil-date.js';
import type { Facts } from '../facts.js';
import { holdersOf } from './holder.js';
import type { Office } from './office.js';
import type { EventRef } from '../recorded-fact.js';
import { superiorOf, topBody } from './succession.js';
import { type Line, parentOn, type Unit, type UnitId } from './unit.js';

/** R2: one head of a unit: the office, or why there is none. */
export interface Head {
  /** The body whose head this is; the unit itself where no body is recorded. */
  body: UnitId;
  line: Line | null;
  office: Office | null;
  reason: 'no-head-office' | null;
  /** `collective`: the parent body's head answers for a body that has none of its own. */
  flags: readonly string[];
  evidence: readonly EventRef[];
}

/** Head offices of a body on the date, in the order in which they were created; more than one for co-heads. */
export function headOffices(facts: Facts, body: UnitId, asOf: CivilDate): Office[] {
  return facts.officesOf(body).filter((o) => o.head && (o.abolishedOn === null || asOf < o.abolishedOn));
}

/**
 * R2 for a body: its own head, each of its co-heads, or for a collective body its parent body's. Never empty, and never
 * the head of a body that is not its parent.
 */
export function headsOfBody(facts: Facts, body: Unit, asOf: CivilDate, below: readonly UnitId[] = []): Head[] {
  const own = headOffices(facts, body.id, asOf);
  const head = { body: body.id, line: body.line, reason: null, flags: [] };
  if (own.length > 0) return own.map((office) => ({ ...head, office, evidence: [body.at, office.at] }));
  const parent = body.collective && parentOn(body, asOf) !== null ? superiorOf(facts, body, asOf) : null;
  if (!parent || parent.id === body.id || below.includes(parent.id))
    return [{ ...head, office: null, reason: 'no-head-office', evidence: [body.at] }];
  return headsOfBody(facts, parent, asOf, [...below, body.id]).map((h) => ({
    ...h,
    flags: [...new Set([...h.flags, 'collective'])],
    evidence: [body.at, ...h.evidence],
  }));
}

/**
 * R2 for a place: the heads of its top party body and of its People's Committee, for a body its own head. A place
 * without either body gives one head without an office. A place needs its government body where `chair` asks for it:
 * then a missing one is shown and never inferred.
 */
export function headsOf(facts: Facts, unit: Unit, asOf: CivilDate, chair: boolean = false): Head[] {
  if (unit.kind === 'body') return headsOfBody(facts, unit, asOf);
  const missing = (line: Line | null): Head => ({
    body: unit.id,
    line,
    office: null,
    reason: 'no-head-office',
    flags: [],
    evidence: [unit.at],
  });
  const of = (line: Line): Head[] => {
    const body = topBody(facts, unit.id, line, asOf);
    return body ? headsOfBody(facts, body, asOf).map((h) => ({ ...h, line })) : [];
  };
  const party = of('party');
  const government = of('government');
  if (chair && government.length === 0) return [...party, missing('government')];
  return party.length + government.length > 0 ? [...party, ...government] : [missing(null)];
}

/**
 * R4: the head office one step up from a vacant one, passing those that are vacant too and stopping at the first that
 * is not, named or not; null if there is none.
 */
export function officeAbove(facts: Facts, bodyId: UnitId, asOf: CivilDate): { office: Office; body: Unit } | null {
  const seen = new Set<UnitId>([bodyId]);
  const start = facts.unit(bodyId);
  let body = start?.kind === 'body' ? superiorOf(facts, start, asOf) : null;
  while (body && !seen.has(body.id)) {
    seen.add(body.id);
    const filled = headOffices(facts, body.id, asOf).find((office) => !isVacant(facts, office, asOf));
    if (filled) return { office: filled, body };
    body = superiorOf(facts, body, asOf);
  }
  return null;
}

function isVacant(facts: Facts, office: Office, asOf: CivilDate): boolean {
  return holdersOf(facts, office, asOf).every((seat) => seat.reason === 'vacant');
}
