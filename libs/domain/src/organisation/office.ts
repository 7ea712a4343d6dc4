import { type CivilDate, covers, overlap, requirePeriod } from '../civil-date.js';
import { type Decider, existing, type Mention, type NewFact, streamOf } from '../decider.js';
import type { PersonId } from './person.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';
import type { Line, UnitId } from './unit.js';

export type OfficeId = string;
/** `appointed` (bổ nhiệm, bầu) or `acting`: the seat is minded until somebody is appointed. */
export type AppointmentKind = 'appointed' | 'acting';
/** How an acting holder is styled; printed as the document has it. */
export type ActingStyle = 'quyền' | 'phụ trách' | 'điều hành';
export const ACTING_STYLES: readonly ActingStyle[] = ['quyền', 'phụ trách', 'điều hành'];

/** Mention of the office in which something was signed, where one is named. */
export function signedIn(officeId: OfficeId | null | undefined): Mention[] {
  return officeId ? [['signed-in', streamOf('office', officeId)]] : [];
}

interface Seat {
  officeId: OfficeId;
  personId: PersonId;
}

/** All that happens to an office is in one stream, so that a seat is checked where it is taken. */
export type OfficeEvents = {
  OfficeCreated: {
    officeId: OfficeId;
    title: string;
    /** The body in which the office sits; or a class, for "Chủ tịch UBND các quận", which resolves per member. */
    body: UnitId;
    /** Người đứng đầu of the body. */
    head: boolean;
    seats: number;
    /** Only for an office of a class: whose head it stands for in each member; null for all heads. */
    line: Line | null;
  };
  OfficeAbolished: { officeId: OfficeId; on: CivilDate };
  HeadAppointed: Seat & {
    kind: AppointmentKind;
    style: ActingStyle | null;
    from: CivilDate;
    /** First day on which the person no longer holds the office. */
    until: CivilDate | null;
    /** Planned end of the term; it empties no seat. */
    termEndsOn: CivilDate | null;
  };
  HeadReplaced: {
    officeId: OfficeId;
    outgoing: PersonId;
    incoming: PersonId;
    on: CivilDate;
    termEndsOn: CivilDate | null;
  };
  AppointmentEnded: Seat & { on: CivilDate; reason: string | null };
  HolderSuspended: Seat & { from: CivilDate; until: CivilDate | null; reason: string | null };
  HolderReinstated: Seat & { on: CivilDate };
  /** Văn bản có nêu: a document shows the person in the office on one date; start and end stay unknown. */
  HolderAttested: Seat & { on: CivilDate; document: string | null };
  AccountabilityDeclared: {
    officeId: OfficeId;
    declarationId: string;
    /** The body that the office answers to; null where the document names none that is a body ("trước Đảng, trước dân"). */
    to: UnitId | null;
    toText: string;
    scope: string;
    from: CivilDate;
  };
  AccountabilityEnded: { officeId: OfficeId; declarationId: string; on: CivilDate };
  /** Biên bản bàn giao: one of the two persons of a handover signs the list of what is open. */
  HandoverSigned: {
    officeId: OfficeId;
    /** The handover: who leaves, and the first day on which they no longer hold the office. */
    outgoing: PersonId;
    changedOn: CivilDate;
    /** Who signs, and on which side. */
    person: PersonId;
    side: HandoverSide;
    /** Ids on the list that was signed; what should have been on it is worked out, not stored. */
    tasks: string[];
    findings: string[];
    on: CivilDate;
  };
};

export type HandoverSide = 'outgoing' | 'incoming';

export interface Appointment {
  person: PersonId;
  kind: AppointmentKind;
  style: ActingStyle | null;
  from: CivilDate;
  until: CivilDate | null;
  termEndsOn: CivilDate | null;
  at: EventRef;
  endedAt: EventRef | null;
}

export interface Suspension {
  person: PersonId;
  from: CivilDate;
  until: CivilDate | null;
  at: EventRef;
}

export interface Attestation {
  person: PersonId;
  on: CivilDate;
  at: EventRef;
}

export interface HandoverSignature extends Omit<OfficeEvents['HandoverSigned'], 'officeId'> {
  at: EventRef;
}

export interface Office {
  id: OfficeId;
  title: string;
  body: UnitId;
  head: boolean;
  seats: number;
  line: Line | null;
  at: EventRef;
  abolishedOn: CivilDate | null;
  appointments: readonly Appointment[];
  suspensions: readonly Suspension[];
  attestations: readonly Attestation[];
  declarations: readonly {
    id: string;
    to: UnitId | null;
    toText: string;
    scope: string;
    from: CivilDate;
    until: CivilDate | null;
    at: EventRef;
  }[];
  signatures: readonly HandoverSignature[];
}

export const office: Decider<Office | null, OfficeEvents> = {
  category: 'office',
  initial: null,
  evolve: {
    OfficeCreated: (_, e, at) => ({
      id: e.officeId,
      title: e.title,
      body: e.body,
      head: e.head,
      seats: e.seats,
      line: e.line,
      at,
      abolishedOn: null,
      appointments: [],
      suspensions: [],
      attestations: [],
      declarations: [],
      signatures: [],
    }),
    OfficeAbolished: existing((o, e) => ({ ...o, abolishedOn: e.on })),
    HeadAppointed: existing((o, e, at) => ({ ...o, appointments: [...o.appointments, appointed(e, at)] })),
    HeadReplaced: existing((o, e, at) => ({
      ...o,
      appointments: [
        ...o.appointments.map((a) => (ends(a, e.outgoing, e.on) ? { ...a, until: e.on, endedAt: at } : a)),
        appointed(
          { personId: e.incoming, kind: 'appointed', style: null, from: e.on, until: null, termEndsOn: e.termEndsOn },
          at,
        ),
      ],
    })),
    AppointmentEnded: existing((o, e, at) => {
      const ending = endable(o, e.personId, e.on);
      return { ...o, appointments: o.appointments.map((a) => (a === ending ? { ...a, until: e.on, endedAt: at } : a)) };
    }),
    HolderSuspended: existing((o, e, at) => ({
      ...o,
      suspensions: [...o.suspensions, { person: e.personId, from: e.from, until: e.until, at }],
    })),
    HolderReinstated: existing((o, e) => ({
      ...o,
      suspensions: o.suspensions.map((s) => (ends(s, e.personId, e.on) ? { ...s, until: e.on } : s)),
    })),
    HolderAttested: existing((o, e, at) => ({
      ...o,
      attestations: [...o.attestations, { person: e.personId, on: e.on, at }],
    })),
    AccountabilityDeclared: existing((o, e, at) => ({
      ...o,
      declarations: [
        ...o.declarations,
        { id: e.declarationId, to: e.to, toText: e.toText, scope: e.scope, from: e.from, until: null, at },
      ],
    })),
    AccountabilityEnded: existing((o, e) => ({
      ...o,
      declarations: o.declarations.map((d) => (d.id === e.declarationId ? { ...d, until: e.on } : d)),
    })),
    HandoverSigned: existing((o, { officeId: _, ...signature }, at) => ({
      ...o,
      signatures: [...o.signatures, { ...signature, at }],
    })),
  },
  mentions: {
    OfficeCreated: (e) => [['office-of', streamOf('unit', e.body)]],
    OfficeAbolished: () => [],
    HeadAppointed: (e) => holds(e.personId),
    HeadReplaced: (e) => [...holds(e.outgoing), ...holds(e.incoming)],
    AppointmentEnded: (e) => holds(e.personId),
    HolderSuspended: (e) => holds(e.personId),
    HolderReinstated: (e) => holds(e.personId),
    HolderAttested: (e) => holds(e.personId),
    AccountabilityDeclared: (e) => (e.to === null ? [] : [['accountable-to', streamOf('unit', e.to)]]),
    AccountabilityEnded: () => [],
    HandoverSigned: (e) => [
      ['signed-by', streamOf('person', e.person)],
      ...e.tasks.map((id): Mention => ['handed-over', streamOf('task', id)]),
      ...e.findings.map((id): Mention => ['handed-over', streamOf('finding', id)]),
    ],
  },
  // An appointment that is taken out or put back must not seat two on one chair.
  consistent: (o) =>
    o === null || o.appointments.every((a) => a.kind !== 'appointed' || seatsHeld(o, a.from) <= o.seats),
  standsOn: {
    AppointmentEnded: (e, earlier) => appointmentsOf(e.personId, earlier),
    HeadReplaced: (e, earlier) => appointmentsOf(e.outgoing, earlier),
    HolderSuspended: (e, earlier) => appointmentsOf(e.personId, earlier),
    HolderReinstated: (e, earlier) =>
      earlier.flatMap((f) => (f.type === 'HolderSuspended' && f.data.personId === e.personId ? [f.id] : [])).slice(-1),
    AccountabilityEnded: (e, earlier) =>
      earlier.flatMap((f) =>
        f.type === 'AccountabilityDeclared' && f.data.declarationId === e.declarationId ? [f.id] : [],
      ),
    // Signed is the list of one change of holder: what seated the one who signs, and what unseated the one who left.
    HandoverSigned: (e, earlier) => [
      ...appointmentsOf(e.person, earlier),
      ...appointmentsOf(e.outgoing, earlier),
      ...earlier.flatMap((f) => (unseats(f, e.outgoing, e.changedOn) ? [f.id] : [])),
    ],
  },
};

function appointmentsOf(personId: PersonId, earlier: readonly (NewFact<OfficeEvents> & EventRef)[]): string[] {
  return earlier
    .flatMap((f) =>
      (f.type === 'HeadAppointed' && f.data.personId === personId) ||
      (f.type === 'HeadReplaced' && f.data.incoming === personId)
        ? [f.id]
        : [],
    )
    .slice(-1);
}

function unseats(f: NewFact<OfficeEvents>, personId: PersonId, on: CivilDate): boolean {
  return (
    (f.type === 'AppointmentEnded' && f.data.personId === personId && f.data.on === on) ||
    (f.type === 'HeadReplaced' && f.data.outgoing === personId && f.data.on === on)
  );
}

function holds(personId: PersonId): Mention[] {
  return [['holder', streamOf('person', personId)]];
}

function appointed(e: Omit<OfficeEvents['HeadAppointed'], 'officeId'>, at: EventRef): Appointment {
  const { personId, kind, style, from, until, termEndsOn } = e;
  return { person: personId, kind, style, from, until, termEndsOn, at, endedAt: null };
}

/** True if the period of that person is running on the day before `on`, so that `on` can end it. */
function ends(
  a: { person: PersonId; from: CivilDate; until: CivilDate | null },
  person: PersonId,
  on: CivilDate,
): boolean {
  return a.person === person && a.from < on && (a.until === null || a.until > on);
}

function endable(o: Office, person: PersonId, on: CivilDate): Appointment | undefined {
  return o.appointments.filter((a) => ends(a, person, on)).sort((a, b) => (a.from < b.from ? 1 : -1))[0];
}

type OfficeFact = NewFact<OfficeEvents>;

export function createOffice(state: Office | null, data: OfficeEvents['OfficeCreated']): OfficeFact[] {
  if (state) throw new RuleViolation('office-already-created', data.officeId);
  return [{ type: 'OfficeCreated', data }];
}

export function abolishOffice(state: Office | null, data: OfficeEvents['OfficeAbolished']): OfficeFact[] {
  const { abolishedOn } = requireOffice(state, data.officeId, data.on);
  if (abolishedOn !== null) throw new RuleViolation('office-ended', `${data.officeId} ${abolishedOn}`);
  return [{ type: 'OfficeAbolished', data }];
}

/** R3: one seat holds one appointed person a day, unless the office has more seats. An acting holder is not counted. */
export function appoint(state: Office | null, data: OfficeEvents['HeadAppointed']): OfficeFact[] {
  requirePeriod(data.from, data.until);
  const o = requireOffice(state, data.officeId, data.from);
  if (o.appointments.some((a) => a.person === data.personId && a.kind === data.kind && overlap(a, data))) {
    throw new RuleViolation('already-in-office', `${data.officeId} ${data.personId}`);
  }
  if (data.kind === 'appointed' && !seatFree(o, data)) throw new RuleViolation('seat-taken', data.officeId);
  return [{ type: 'HeadAppointed', data }];
}

/** R3: the outgoing leaves and the incoming begins on one day, in one event; the seat is never empty nor held twice. */
export function replaceHead(state: Office | null, data: OfficeEvents['HeadReplaced']): OfficeFact[] {
  const o = requireOffice(state, data.officeId, data.on);
  const outgoing = o.appointments.find((a) => a.kind === 'appointed' && ends(a, data.outgoing, data.on));
  if (!outgoing) throw new RuleViolation('no-such-appointment', `${data.officeId} ${data.outgoing}`);
  if (data.incoming === data.outgoing) throw new RuleViolation('already-in-office', data.incoming);
  const others = { ...o, appointments: o.appointments.filter((a) => a !== outgoing) };
  if (!seatFree(others, { from: data.on, until: null })) throw new RuleViolation('seat-taken', data.officeId);
  return [{ type: 'HeadReplaced', data }];
}

export function endAppointment(state: Office | null, data: OfficeEvents['AppointmentEnded']): OfficeFact[] {
  const o = requireOffice(state, data.officeId, null);
  if (!endable(o, data.personId, data.on)) {
    throw new RuleViolation('no-such-appointment', `${data.officeId} ${data.personId} ${data.on}`);
  }
  return [{ type: 'AppointmentEnded', data }];
}

export function suspendHolder(state: Office | null, data: OfficeEvents['HolderSuspended']): OfficeFact[] {
  requirePeriod(data.from, data.until);
  const o = requireOffice(state, data.officeId, data.from);
  if (!o.appointments.some((a) => a.person === data.personId && overlap(a, data))) {
    throw new RuleViolation('no-such-appointment', `${data.officeId} ${data.personId}`);
  }
  if (o.suspensions.some((s) => s.person === data.personId && overlap(s, data))) {
    throw new RuleViolation('already-suspended', `${data.officeId} ${data.personId}`);
  }
  return [{ type: 'HolderSuspended', data }];
}

export function reinstateHolder(state: Office | null, data: OfficeEvents['HolderReinstated']): OfficeFact[] {
  const o = requireOffice(state, data.officeId, null);
  if (!o.suspensions.some((s) => ends(s, data.personId, data.on))) {
    throw new RuleViolation('not-suspended', `${data.officeId} ${data.personId}`);
  }
  return [{ type: 'HolderReinstated', data }];
}

export function attestHolder(state: Office | null, data: OfficeEvents['HolderAttested']): OfficeFact[] {
  requireOffice(state, data.officeId, data.on);
  return [{ type: 'HolderAttested', data }];
}

function seatFree(o: Office, period: { from: CivilDate; until: CivilDate | null }): boolean {
  // The busiest day begins where one of the rivals begins, or where the new period does.
  const begun = o.appointments.filter((a) => a.kind === 'appointed' && overlap(a, period)).map((a) => a.from);
  return [period.from, ...begun.filter((from) => from > period.from)].every((day) => seatsHeld(o, day) < o.seats);
}

function seatsHeld(o: Office, day: CivilDate): number {
  return o.appointments.filter((a) => a.kind === 'appointed' && covers(a, day)).length;
}

/** The office exists and, where a date is given, has not been abolished by then. */
export function requireOffice(state: Office | null, id: OfficeId, date: CivilDate | null): Office {
  if (!state) throw new RuleViolation('office-unknown', id);
  if (date !== null && state.abolishedOn !== null && state.abolishedOn <= date) {
    throw new RuleViolation('office-ended', `${id} ${date}`);
  }
  return state;
}
