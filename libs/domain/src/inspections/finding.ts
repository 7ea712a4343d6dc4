import type { CivilDate } from '../civil-date.js';
import { type Decider, existing, type Mention, type NewFact, streamOf } from '../decider.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';
import type { UnitId } from '../organisation/unit.js';

/** Ưu điểm, tồn tại/hạn chế, vi phạm, nguy cơ. */
export type FindingKind = 'strength' | 'shortcoming' | 'violation' | 'risk';
export const FINDING_KINDS: readonly FindingKind[] = ['strength', 'shortcoming', 'violation', 'risk'];
/** Where it was said: on an inspection or visit, at a meeting, to the press, or in a document. */
export type Occasion = 'inspection' | 'meeting' | 'press' | 'document';
export const OCCASIONS: readonly Occasion[] = ['inspection', 'meeting', 'press', 'document'];

export type FindingEvents = {
  FindingLogged: {
    findingId: string;
    kind: FindingKind;
    occasion: Occasion;
    summary: string;
    /** Units that the finding is about, as far as the source names them; empty where it names none. */
    units: UnitId[];
    /** The source's wording where it names no unit ("một số quận, huyện"). */
    unitsText: string | null;
    on: CivilDate;
    madeByUnit: UnitId | null;
    madeByPerson: string | null;
    onBehalfOf: UnitId | null;
    teamId: string | null;
    visitId: string | null;
    directiveId: string | null;
    tasks: string[];
  };
  FindingUnitsIdentified: { findingId: string; units: UnitId[]; by: UnitId; on: CivilDate };
};

export interface Finding {
  id: string;
  logged: FindingEvents['FindingLogged'];
  at: EventRef;
  identified: readonly { units: readonly UnitId[]; by: UnitId; on: CivilDate; at: EventRef }[];
}

export const finding: Decider<Finding | null, FindingEvents> = {
  category: 'finding',
  initial: null,
  evolve: {
    FindingLogged: (_, e, at) => ({ id: e.findingId, logged: e, at, identified: [] }),
    FindingUnitsIdentified: existing((f, e, at) => ({
      ...f,
      identified: [...f.identified, { units: e.units, by: e.by, on: e.on, at }],
    })),
  },
  mentions: {
    FindingLogged: (e) => [
      ...about(e.units),
      ...optional('finding-by', 'unit', e.madeByUnit),
      ...optional('finding-by', 'person', e.madeByPerson),
      ...optional('finding-of', 'inspection', e.teamId),
      ...optional('finding-of', 'directive', e.directiveId),
      ...e.tasks.map((task) => ['finding-of', streamOf('task', task)] as const),
    ],
    FindingUnitsIdentified: (e) => about(e.units),
  },
};

function about(units: readonly UnitId[]): Mention[] {
  return units.map((id) => ['finding-about', streamOf('unit', id)] as const);
}

function optional(role: string, category: string, id: string | null): Mention[] {
  return id === null ? [] : [[role, streamOf(category, id)]];
}

/** The units of a finding on a date: those named, or identified since. */
export function unitsOf(finding: Finding, asOf: CivilDate): UnitId[] {
  const later = finding.identified.filter((i) => i.on <= asOf).flatMap((i) => i.units);
  return [...new Set([...finding.logged.units, ...later])];
}

export function logFinding(state: Finding | null, data: FindingEvents['FindingLogged']): NewFact<FindingEvents>[] {
  if (state) throw new RuleViolation('finding-already-logged', data.findingId);
  if (data.occasion === 'inspection' && data.teamId === null) {
    throw new RuleViolation('inspection-finding-needs-its-team', data.findingId);
  }
  return [{ type: 'FindingLogged', data }];
}

export function identifyUnits(
  state: Finding | null,
  data: FindingEvents['FindingUnitsIdentified'],
): NewFact<FindingEvents>[] {
  if (!state) throw new RuleViolation('finding-unknown', data.findingId);
  if (data.on < state.logged.on) throw new RuleViolation('before-the-finding', `${data.findingId} ${data.on}`);
  const known = new Set(unitsOf(state, data.on));
  if (data.units.every((unit) => known.has(unit))) throw new RuleViolation('units-already-identified', data.findingId);
  return [{ type: 'FindingUnitsIdentified', data }];
}
