import type { CivilDate } from '../civil-date.js';
import type { Facts } from '../facts.js';
import { finding, type Finding, type FindingKind, unitsOf } from '../inspections/finding.js';
import { inspection } from '../inspections/inspection.js';
import type { UnitId } from '../organisation/unit.js';
import type { DraftEvents } from './draft.js';
import { headsConcerned, signingFor } from './draft-signatories.js';

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
  const about = headsConcerned(facts, unit, found.logged.on);
  const signs = signingFor(facts, makersOf(facts, found), unit, about, on);
  return { on, ground: namedBy(found, unitId), findingId, unit: unitId, about, signs };
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

/** Those who made the finding: the owners of the team, and the body on whose behalf it was said. */
function makersOf(facts: Facts, { logged }: Finding): UnitId[] {
  const team = logged.teamId === null ? null : facts.of(inspection, logged.teamId);
  const said = logged.onBehalfOf ?? logged.madeByUnit;
  return [...(team?.established.owners ?? []), ...(said === null ? [] : [said])];
}
