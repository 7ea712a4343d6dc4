import type { CivilDate } from '../civil-date.js';
import type { Facts } from '../facts.js';
import type { OfficeId } from '../organisation/office.js';
import { enclosing, standingId, superiorOf } from '../organisation/succession.js';
import type { UnitId } from '../organisation/unit.js';
import { signatory } from '../record/annulment.js';
import { RuleViolation } from '../rule-violation.js';
import { belongsTo, headship } from '../separation-of-duties.js';
import { type Finding, unitsOf } from './finding.js';
import { concerns, standingForFinding } from './finding-status.js';
import type { Rectification, RectificationReport, Signature } from './rectification.js';

/**
 * Section 5 of domain.md for findings: who may ask for a rectification, date it and decide on it, checked as of the date
 * of the act, by unit and by person.
 */

/** Who signs in an office on the day: its body and its holder. An unnamed holder cannot act. */
export function signatureIn(facts: Facts, office: OfficeId, on: CivilDate): Signature {
  const person = signatory(facts, office, on);
  return { by: facts.office(office)?.body ?? office, office, person };
}

/** The finding is about the unit, about one that it has taken over, or about one that it lies in. */
export function requireConcerned(facts: Facts, f: Finding, unit: UnitId, on: CivilDate): void {
  const named = unitsOf(f, on);
  if (named.length > 0 && !named.some((one) => concerns(facts, f, one, unit, on))) {
    throw new RuleViolation('finding-not-about-that-unit', `${f.id} ${unit}`);
  }
}

/** Nobody decides on what their own unit has to put right: not the unit, not a body inside it, not a person in office there. */
export function requireNotTheRectifier(facts: Facts, units: readonly UnitId[], signed: Signature, on: CivilDate): void {
  const { by, person } = signed;
  if (enclosing(facts, by, on).some((id) => units.includes(id))) {
    throw new RuleViolation('unit-decides-own-rectification', by);
  }
  const heads = headship(facts, units, on, []);
  const ours = [`person ${person}`, ...headship(facts, [by], on, [])];
  if (units.some((unit) => belongsTo(facts, person, unit, on)) || ours.some((one) => heads.includes(one))) {
    throw new RuleViolation('person-decides-own-rectification', `${person} ${by}`);
  }
}

/** The units that put it right on the day: the one that was asked, who has taken it over, and who reported. */
export function rectifiersOf(
  facts: Facts,
  f: Finding,
  r: Rectification,
  on: CivilDate,
  report: RectificationReport | null = null,
): UnitId[] {
  const standing = standingForFinding(facts, f, r.requested.unit, on);
  const units = [r.requested.unit, standing.unit, ...(report ? [report.by] : [])];
  return [...new Set([...units, ...units.map((id) => standingId(facts, id, on))])];
}

/** Only the unit of which it was asked, its successor or a body inside reports. */
export function requireTheRectifier(facts: Facts, f: Finding, r: Rectification, by: UnitId, on: CivilDate): void {
  const units = rectifiersOf(facts, f, r, on);
  if (!enclosing(facts, by, on).some((id) => units.includes(id))) {
    throw new RuleViolation('not-the-unit-to-rectify', by);
  }
}

/** The date comes from the body that asked, its successor or one above it. */
export function requireRequesterOrAbove(facts: Facts, r: Rectification, by: UnitId, on: CivilDate): void {
  const entitled: UnitId[] = [];
  let body = facts.unit(standingId(facts, r.requested.by, on));
  while (body && !entitled.includes(body.id)) {
    entitled.push(body.id);
    body = superiorOf(facts, body, on);
  }
  if (!entitled.includes(standingId(facts, by, on))) throw new RuleViolation('only-the-requester-sets-the-date', by);
}
