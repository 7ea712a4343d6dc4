import { type CivilDate, covers, requirePeriod } from '../civil-date.js';
import { type Decider, existing, type NewFact, streamOf } from '../decider.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';

/** A unit (đơn vị): a place (địa phương), a body that sits in one (cơ quan), or a class of units ("các quận, huyện"). */
export type UnitId = string;
export type Line = 'party' | 'government' | 'council' | 'front' | 'armed' | 'steering';
export type Level = 'central' | 'province' | 'district' | 'commune' | 'sub-commune';
export const LINES: readonly Line[] = ['party', 'government', 'council', 'front', 'armed', 'steering'];
export const LEVELS: readonly Level[] = ['central', 'province', 'district', 'commune', 'sub-commune'];

export type UnitEvents = {
  PlaceRegistered: {
    unitId: UnitId;
    name: string;
    level: Level;
    parent: UnitId | null;
    from: CivilDate;
    /** Code in the official list of administrative units; a code is not an identity. */
    code: string | null;
  };
  BodyRegistered: {
    unitId: UnitId;
    name: string;
    place: UnitId;
    line: Line;
    parent: UnitId | null;
    from: CivilDate;
    /** Ban Thường vụ, Thường trực: issues and receives, has no head of its own. */
    collective: boolean;
  };
  UnitClassDefined: { unitId: UnitId; name: string; place: UnitId; total: number | null };
  ClassMembershipChanged: { unitId: UnitId; joined: UnitId[]; left: UnitId[]; on: CivilDate };
  UnitRenamed: { unitId: UnitId; name: string; on: CivilDate };
  UnitMoved: { unitId: UnitId; parent: UnitId | null; level: Level | null; on: CivilDate };
  UnitMerged: { unitId: UnitId; into: UnitId; on: CivilDate; basis: string | null };
  UnitSplit: { unitId: UnitId; into: UnitId[]; on: CivilDate; basis: string | null };
  UnitDissolved: { unitId: UnitId; on: CivilDate; basis: string | null };
  AreaChargeGiven: {
    unitId: UnitId;
    chargeId: string;
    office: string | null;
    person: string | null;
    from: CivilDate;
    until: CivilDate | null;
  };
  AreaChargeEnded: { unitId: UnitId; chargeId: string; on: CivilDate };
};

export interface AreaCharge extends Dated {
  id: string;
  office: string | null;
  person: string | null;
  from: CivilDate;
  until: CivilDate | null;
}

interface Dated {
  at: EventRef;
}

export interface Unit extends Dated {
  id: UnitId;
  kind: 'place' | 'body' | 'class';
  /** Null for a class: it has no beginning. */
  from: CivilDate | null;
  names: readonly { name: string; on: CivilDate | null }[];
  levels: readonly { level: Level; on: CivilDate }[];
  parents: readonly ({ parent: UnitId | null; on: CivilDate } & Dated)[];
  /** The place in which a body sits or a class lies. */
  place: UnitId | null;
  line: Line | null;
  collective: boolean;
  /** Number of members of a class, where the source states it. */
  total: number | null;
  members: readonly { unit: UnitId; joinedOn: CivilDate; leftOn: CivilDate | null }[];
  end: ({ kind: 'merged' | 'split' | 'dissolved'; into: readonly UnitId[]; on: CivilDate } & Dated) | null;
  charges: readonly AreaCharge[];
}

const NOTHING = { levels: [], parents: [], members: [], charges: [], end: null, place: null, line: null } as const;
const REGISTERED = { ...NOTHING, collective: false, total: null };

export const unit: Decider<Unit | null, UnitEvents> = {
  category: 'unit',
  initial: null,
  evolve: {
    PlaceRegistered: (_, e, at) => ({
      ...REGISTERED,
      id: e.unitId,
      kind: 'place',
      from: e.from,
      at,
      names: [{ name: e.name, on: null }],
      levels: [{ level: e.level, on: e.from }],
      parents: [{ parent: e.parent, on: e.from, at }],
    }),
    BodyRegistered: (_, e, at) => ({
      ...REGISTERED,
      id: e.unitId,
      kind: 'body',
      from: e.from,
      at,
      names: [{ name: e.name, on: null }],
      parents: [{ parent: e.parent, on: e.from, at }],
      place: e.place,
      line: e.line,
      collective: e.collective,
    }),
    UnitClassDefined: (_, e, at) => ({
      ...REGISTERED,
      id: e.unitId,
      kind: 'class',
      from: null,
      at,
      names: [{ name: e.name, on: null }],
      place: e.place,
      total: e.total,
    }),
    ClassMembershipChanged: existing((u, e) => ({
      ...u,
      members: [
        ...u.members.map((m) => (m.leftOn === null && e.left.includes(m.unit) ? { ...m, leftOn: e.on } : m)),
        ...e.joined.map((member) => ({ unit: member, joinedOn: e.on, leftOn: null })),
      ],
    })),
    UnitRenamed: existing((u, e) => ({ ...u, names: [...u.names, { name: e.name, on: e.on }] })),
    UnitMoved: existing((u, e, at) => ({
      ...u,
      parents: [...u.parents, { parent: e.parent, on: e.on, at }],
      levels: e.level === null ? u.levels : [...u.levels, { level: e.level, on: e.on }],
    })),
    UnitMerged: existing((u, e, at) => ({ ...u, end: { kind: 'merged', into: [e.into], on: e.on, at } })),
    UnitSplit: existing((u, e, at) => ({ ...u, end: { kind: 'split', into: e.into, on: e.on, at } })),
    UnitDissolved: existing((u, e, at) => ({ ...u, end: { kind: 'dissolved', into: [], on: e.on, at } })),
    AreaChargeGiven: existing((u, e, at) => ({
      ...u,
      charges: [...u.charges, { id: e.chargeId, office: e.office, person: e.person, from: e.from, until: e.until, at }],
    })),
    AreaChargeEnded: existing((u, e) => ({
      ...u,
      charges: u.charges.map((charge) => (charge.id === e.chargeId ? { ...charge, until: e.on } : charge)),
    })),
  },
  mentions: {
    PlaceRegistered: (e) => units('parent', e.parent),
    BodyRegistered: (e) => [...units('place', e.place), ...units('parent', e.parent)],
    UnitClassDefined: (e) => units('class-place', e.place),
    ClassMembershipChanged: (e) => units('member', ...e.joined, ...e.left),
    UnitRenamed: () => [],
    UnitMoved: (e) => units('parent', e.parent),
    UnitMerged: (e) => units('successor', e.into),
    UnitSplit: (e) => units('successor', ...e.into),
    UnitDissolved: () => [],
    AreaChargeGiven: (e) => [
      ...(e.office === null ? [] : [['charge', streamOf('office', e.office)] as const]),
      ...(e.person === null ? [] : [['charge', streamOf('person', e.person)] as const]),
    ],
    AreaChargeEnded: () => [],
  },
  standsOn: {
    AreaChargeEnded: (e, earlier) =>
      earlier.flatMap((f) => (f.type === 'AreaChargeGiven' && f.data.chargeId === e.chargeId ? [f.id] : [])),
  },
};

function units(role: string, ...ids: (UnitId | null)[]) {
  return ids.flatMap((id) => (id === null ? [] : [[role, streamOf('unit', id)] as const]));
}

type UnitFact = NewFact<UnitEvents>;

/** Registers a place, a body or a class. Ids are one namespace: a lead may be any of the three. */
export function register(
  state: Unit | null,
  fact: NewFact<Pick<UnitEvents, 'PlaceRegistered' | 'BodyRegistered' | 'UnitClassDefined'>>,
): UnitFact[] {
  if (state) throw new RuleViolation('unit-already-registered', fact.data.unitId);
  return [fact];
}

export function rename(state: Unit | null, data: UnitEvents['UnitRenamed']): UnitFact[] {
  requireStanding(state, data.unitId, data.on);
  return [{ type: 'UnitRenamed', data }];
}

export function move(state: Unit | null, data: UnitEvents['UnitMoved']): UnitFact[] {
  requireStanding(state, data.unitId, data.on);
  if (data.parent === data.unitId) throw new RuleViolation('unit-is-its-own-parent', data.unitId);
  return [{ type: 'UnitMoved', data }];
}

/** R8: ends a unit on `on`. `successors` are the units named in `into`, as registered. */
export function end(
  state: Unit | null,
  fact: NewFact<Pick<UnitEvents, 'UnitMerged' | 'UnitSplit' | 'UnitDissolved'>>,
  successors: readonly Unit[],
): UnitFact[] {
  const { unitId, on: date } = fact.data;
  const ending = requireStanding(state, unitId, date);
  // A unit ends once; a wrong end is annulled, not overwritten (R10).
  if (ending.end) throw new RuleViolation('unit-ended', `${unitId} ${ending.end.on}`);
  for (const successor of successors) {
    if (successor.id === unitId) throw new RuleViolation('unit-is-its-own-successor', unitId);
    if (successor.kind !== ending.kind) throw new RuleViolation('successor-of-another-kind', successor.id);
    requireStanding(successor, successor.id, date);
  }
  return [fact];
}

export function changeMembership(state: Unit | null, data: UnitEvents['ClassMembershipChanged']): UnitFact[] {
  if (state?.kind !== 'class') throw new RuleViolation('not-a-class', data.unitId);
  const present = new Set(membersOn(state, data.on));
  for (const id of data.joined) if (present.has(id)) throw new RuleViolation('already-a-member', id);
  for (const id of data.left) if (!present.has(id)) throw new RuleViolation('not-a-member', id);
  return [{ type: 'ClassMembershipChanged', data }];
}

/** Phụ trách địa bàn: an office or a person is put in charge of a place's work (R6). */
export function giveAreaCharge(state: Unit | null, data: UnitEvents['AreaChargeGiven']): UnitFact[] {
  requirePeriod(data.from, data.until);
  if (requireStanding(state, data.unitId, data.from).kind !== 'place') {
    throw new RuleViolation('charge-needs-a-place', data.unitId);
  }
  if ((data.office === null) === (data.person === null)) {
    throw new RuleViolation('charge-needs-office-or-person', data.chargeId);
  }
  if (state?.charges.some((charge) => charge.id === data.chargeId)) {
    throw new RuleViolation('charge-already-given', data.chargeId);
  }
  return [{ type: 'AreaChargeGiven', data }];
}

export function endAreaCharge(state: Unit | null, data: UnitEvents['AreaChargeEnded']): UnitFact[] {
  const charge = state?.charges.find((c) => c.id === data.chargeId);
  if (!charge) throw new RuleViolation('no-such-charge', data.chargeId);
  if (!covers(charge, data.on) || charge.from === data.on) throw new RuleViolation('not-in-that-period', data.chargeId);
  return [{ type: 'AreaChargeEnded', data }];
}

/** R1: the unit exists on the date: registered, begun, and not ended by itself. */
export function requireStanding(state: Unit | null, id: UnitId, date: CivilDate): Unit {
  if (!state) throw new RuleViolation('unit-unknown', id);
  if (state.from !== null && date < state.from) throw new RuleViolation('unit-not-yet', `${id} ${date}`);
  if (state.end && state.end.on <= date) throw new RuleViolation('unit-ended', `${id} ${date}`);
  return state;
}

/** The value of the last dated entry that is valid on the date; facts of one day apply in log order. */
export function valid<T extends { on: CivilDate | null }>(entries: readonly T[], date: CivilDate): T | undefined {
  return entries.reduce<T | undefined>((best, entry) => {
    if (entry.on !== null && entry.on > date) return best;
    return best === undefined || (entry.on ?? '') >= (best.on ?? '') ? entry : best;
  }, undefined);
}

export function nameOn(u: Unit, date: CivilDate): string {
  return (valid(u.names, date) ?? u.names[0])?.name ?? u.id;
}

export function parentOn(u: Unit, date: CivilDate): UnitId | null {
  return (valid(u.parents, date) ?? u.parents[0])?.parent ?? null;
}

export function membersOn(u: Unit, date: CivilDate): UnitId[] {
  return u.members.filter((m) => covers({ from: m.joinedOn, until: m.leftOn }, date)).map((m) => m.unit);
}
