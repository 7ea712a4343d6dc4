import type { CivilDate } from '../civil-date.js';
import type { Facts } from '../facts.js';
import { finding, type Finding, type FindingKind, unitsOf } from '../inspections/finding.js';
import { inspection } from '../inspections/inspection.js';
import { headOffices, headsOf } from '../organisation/heads.js';
import { holdersOf } from '../organisation/holder.js';
import { leadingBodies, placesAbove, standingId, superiorOf } from '../organisation/succession.js';
import type { Unit, UnitId } from '../organisation/unit.js';
import type { Concerned, DraftEvents, Signing } from './draft.js';
import { isInside } from './escalation.js';

export type RectificationDraft = Omit<DraftEvents['RectificationDrafted'], 'draftId'>;

/** Kinds of finding that oblige a unit to put something right. */
const OBLIGING: readonly FindingKind[] = ['shortcoming', 'violation'];

/**
 * What a draft of a rectification says; null where the finding obliges the unit to nothing, or the unit is a class,
 * which has no head. It is about the heads in office on the day of the finding, named or not, and waits for the
 * signature of whoever made the finding: the owners of the team, the body on whose behalf it was said; else, and where
 * these are the unit itself, of the body one step up.
 */
export function rectificationOf(
  facts: Facts,
  findingId: string,
  unitId: UnitId,
  on: CivilDate,
): RectificationDraft | null {
  const found = facts.of(finding, findingId);
  const unit = facts.unit(unitId);
  if (!found || !unit || unit.kind === 'class' || !OBLIGING.includes(found.logged.kind)) return null;
  if (found.logged.on > on || !unitsOf(found, on).includes(unitId)) return null;
  const about = headsOn(facts, unit, found.logged.on);
  const signs = signing(facts, found, about, on);
  const above = signs.length > 0 ? signs : signingOf(facts, bodiesAbove(facts, unit, on), on);
  return { on, ground: namedBy(found, unitId), findingId, unit: unitId, about, signs: above };
}

/** The event by which the finding came to name the unit. */
function namedBy({ logged, at, identified }: Finding, unit: UnitId): string {
  if (logged.units.includes(unit)) return at.id;
  return (identified.find((i) => i.units.includes(unit))?.at ?? at).id;
}

/** Units that an event has added to the finding: not named by it before. */
export function unitsNamedBy(found: Finding, event: string): UnitId[] {
  const named = [...found.logged.units, ...found.identified.flatMap((i) => i.units)];
  return [...new Set(named)].filter((unit) => namedBy(found, unit) === event);
}

function headsOn(facts: Facts, unit: Unit, day: CivilDate): Concerned[] {
  return headsOf(facts, unit, day).flatMap(({ office, reason }): Concerned[] => {
    if (!office) return [{ unit: unit.id, office: null, holder: null, reason }];
    const seats = holdersOf(facts, office, day);
    return seats.map((seat) => ({ unit: unit.id, office: office.id, holder: seat.holder, reason: seat.reason }));
  });
}

function signing(facts: Facts, { logged }: Finding, about: readonly Concerned[], on: CivilDate): Signing[] {
  const team = logged.teamId === null ? null : facts.of(inspection, logged.teamId);
  const makers = [...(team?.established.owners ?? []), logged.onBehalfOf ?? logged.madeByUnit];
  const bodies = makers.flatMap((id) => {
    const unit = id === null ? null : facts.unit(standingId(facts, id, on));
    if (unit?.kind === 'place') return leadingBodies(facts, unit.id, on).map((body) => body.id);
    return unit ? [unit.id] : [];
  });
  return signingOf(
    facts,
    bodies.filter((id) => !isInside(facts, id, about, on)),
    on,
  );
}

function bodiesAbove(facts: Facts, unit: Unit, on: CivilDate): UnitId[] {
  if (unit.kind === 'body') return [superiorOf(facts, unit, on)?.id].filter((id) => id !== undefined);
  for (const place of placesAbove(facts, unit.id, on)) {
    const bodies = leadingBodies(facts, place, on);
    if (bodies.length > 0) return bodies.map((body) => body.id);
  }
  return [];
}

function signingOf(facts: Facts, bodies: readonly UnitId[], on: CivilDate): Signing[] {
  return [...new Set(bodies)].map((unit) => ({ unit, office: headOffices(facts, unit, on)[0]?.id ?? null }));
}
