import type { CivilDate } from '../civil-date.js';
import type { Dated } from '../dated.js';
import { type Decider, existing, type Mention, type NewFact, type StandingFact, streamOf } from '../decider.js';
import { type EvidenceFile, filesNamed } from '../evidence-file.js';
import type { OfficeId } from '../organisation/office.js';
import type { PersonId } from '../organisation/person.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';
import type { UnitId } from '../organisation/unit.js';
import {
  type Erasure,
  type ErasureEvents,
  erasureEvolve,
  erasureMentions,
  erasureStandsOn,
  NOT_ERASED,
} from '../record/erasure.js';
import type { InformantEvents, InformantRecorded } from './informant.js';
import {
  evolveRectifications,
  type Rectification,
  type RectificationEvents,
  rectificationMentions,
  rectificationStandsOn,
  type Signature,
} from './rectification.js';

/** Ưu điểm, tồn tại/hạn chế, vi phạm, nguy cơ. */
export type FindingKind = 'strength' | 'shortcoming' | 'violation' | 'risk';
export const FINDING_KINDS: readonly FindingKind[] = ['strength', 'shortcoming', 'violation', 'risk'];
/** Where it was said: on an inspection or visit, at a meeting, to the press, or in a document. */
export type Occasion = 'inspection' | 'meeting' | 'press' | 'document';
export const OCCASIONS: readonly Occasion[] = ['inspection', 'meeting', 'press', 'document'];

/** Where a unit stands on what was found of it. */
export type Stance = 'accepts' | 'explains' | 'disputes';
export const STANCES: readonly Stance[] = ['accepts', 'explains', 'disputes'];

export interface PersonInOffice {
  person: PersonId;
  office: OfficeId;
}

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
    /** Persons that it is about, each in an office held on that day. */
    persons?: PersonInOffice[];
    /** The day of what it judges, where that is not the day on which it was said. */
    actOn?: CivilDate | null;
    /** The point of the team's checklist that it is about. */
    checklistItem?: string | null;
    files?: EvidenceFile[];
  };
  /** The unit's own word on it (giải trình): stands beside what was found and changes nothing of it. */
  FindingAnswered: {
    findingId: string;
    answerId: string;
    by: UnitId;
    stance: Stance;
    text: string;
    files: EvidenceFile[];
    on: CivilDate;
  };
  FindingUnitsIdentified: { findingId: string; units: UnitId[]; by: UnitId; on: CivilDate };
  /** R8: which successor of a split unit the finding passes to. */
  FindingSuccessorDecided: { findingId: string; from: UnitId; to: UnitId; on: CivilDate } & Signature;
} & RectificationEvents &
  InformantEvents &
  ErasureEvents;

export interface Finding {
  id: string;
  logged: FindingEvents['FindingLogged'];
  at: EventRef;
  identified: readonly { units: readonly UnitId[]; by: UnitId; on: CivilDate; at: EventRef }[];
  rectifications: readonly Rectification[];
  successors: readonly (Dated & { from: UnitId; to: UnitId })[];
  answers: readonly (FindingEvents['FindingAnswered'] & { at: EventRef })[];
  informants: readonly InformantRecorded[];
  erasure: Erasure;
}

/** An event on a rectification changes nothing else of the finding. */
function onRectification<T extends keyof RectificationEvents>(type: T) {
  return existing<Finding, RectificationEvents[T]>((f, e, at) => ({
    ...f,
    rectifications: evolveRectifications[type](f.rectifications, e, at),
  }));
}

export const finding: Decider<Finding | null, FindingEvents> = {
  category: 'finding',
  initial: null,
  evolve: {
    FindingLogged: (_, e, at) => ({
      id: e.findingId,
      logged: e,
      at,
      identified: [],
      rectifications: [],
      successors: [],
      answers: [],
      informants: [],
      erasure: NOT_ERASED,
    }),
    FindingUnitsIdentified: existing((f, e, at) => ({
      ...f,
      identified: [...f.identified, { units: e.units, by: e.by, on: e.on, at }],
    })),
    FindingAnswered: existing((f, e, at) => ({ ...f, answers: [...f.answers, { ...e, at }] })),
    InformantRecorded: existing((f, e, at) => ({ ...f, informants: [...f.informants, { ...e, at }] })),
    FindingSuccessorDecided: existing((f, e, at) => ({
      ...f,
      successors: [...f.successors, { from: e.from, to: e.to, on: e.on, at }],
    })),
    RectificationRequested: onRectification('RectificationRequested'),
    RectificationDueSet: onRectification('RectificationDueSet'),
    RectificationReported: onRectification('RectificationReported'),
    RectificationVerified: onRectification('RectificationVerified'),
    ...erasureEvolve<Finding>(),
  },
  mentions: {
    FindingLogged: (e) => [
      ...about(e.units),
      ...(e.persons ?? []).flatMap(({ person, office }): Mention[] => [
        ['finding-about', streamOf('person', person)],
        ['finding-about', streamOf('office', office)],
      ]),
      ...optional('finding-by', 'unit', e.madeByUnit),
      ...optional('finding-by', 'person', e.madeByPerson),
      ...optional('finding-of', 'inspection', e.teamId),
      ...optional('finding-of', 'directive', e.directiveId),
      ...e.tasks.map((task) => ['finding-of', streamOf('task', task)] as const),
      ...filesNamed(e.files),
    ],
    FindingUnitsIdentified: (e) => about(e.units),
    FindingAnswered: (e) => [['finding-answered', streamOf('unit', e.by)], ...filesNamed(e.files)],
    FindingSuccessorDecided: (e) => [...about([e.to]), ['decided-from', streamOf('unit', e.from)]],
    InformantRecorded: () => [],
    ...rectificationMentions,
    ...erasureMentions,
  },
  standsOn: {
    ...rectificationStandsOn,
    ...erasureStandsOn,
    // What is asked of a unit that the finding did not name stands on what named it.
    RectificationRequested: (e, earlier) => identifications(e.unit, earlier),
    FindingAnswered: (e, earlier) => identifications(e.by, earlier),
  },
};

function identifications(unit: UnitId, earlier: readonly StandingFact<FindingEvents>[]): string[] {
  if (earlier.some((f) => f.type === 'FindingLogged' && f.data.units.includes(unit))) return [];
  return earlier.flatMap((f) => (f.type === 'FindingUnitsIdentified' ? [f.id] : []));
}

function about(units: readonly UnitId[]): Mention[] {
  return units.map((id) => ['finding-about', streamOf('unit', id)] as const);
}

function optional(role: string, category: string, id: string | null): Mention[] {
  return id === null ? [] : [[role, streamOf(category, id)]];
}

/** The day of what the finding judges: R9 asks for the directive in force on it. */
export function actDay(finding: Finding): CivilDate {
  return finding.logged.actOn ?? finding.logged.on;
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
  if (data.actOn && data.actOn > data.on)
    throw new RuleViolation('act-after-the-finding', `${data.findingId} ${data.actOn}`);
  return [{ type: 'FindingLogged', data }];
}

export function identifyUnits(
  state: Finding | null,
  data: FindingEvents['FindingUnitsIdentified'],
): NewFact<FindingEvents>[] {
  const known = new Set(unitsOf(requireFinding(state, data.findingId, data.on), data.on));
  if (data.units.every((unit) => known.has(unit))) throw new RuleViolation('units-already-identified', data.findingId);
  return [{ type: 'FindingUnitsIdentified', data }];
}

/** That the finding is about the unit is checked by `rectification-duties.ts`. */
export function answerFinding(state: Finding | null, data: FindingEvents['FindingAnswered']): NewFact<FindingEvents>[] {
  const f = requireFinding(state, data.findingId, data.on);
  if (unitsOf(f, data.on).length === 0) throw new RuleViolation('finding-names-no-unit', f.id);
  if (f.answers.some((answer) => answer.answerId === data.answerId)) {
    throw new RuleViolation('finding-already-answered', data.answerId);
  }
  return [{ type: 'FindingAnswered', data }];
}

/** R8: that `from` was split, and that `to` exists, is checked by the command. */
export function decideFindingSuccessor(
  state: Finding | null,
  data: FindingEvents['FindingSuccessorDecided'],
): NewFact<FindingEvents>[] {
  const f = requireFinding(state, data.findingId, data.on);
  if (f.successors.some((s) => s.from === data.from)) {
    throw new RuleViolation('finding-successor-already-decided', `${data.findingId} ${data.from}`);
  }
  return [{ type: 'FindingSuccessorDecided', data }];
}

export function requireFinding(state: Finding | null, id: string, on: CivilDate): Finding {
  if (!state) throw new RuleViolation('finding-unknown', id);
  if (on < state.logged.on) throw new RuleViolation('before-the-finding', `${id} ${on}`);
  return state;
}
