import { type CivilDate, covers } from '../civil-date.js';
import type { Facts } from '../facts.js';
import type { Appointment, Attestation, Office } from './office.js';
import type { PersonId } from './person.js';
import type { EventRef } from '../recorded-fact.js';
import { endOf } from './succession.js';

/** How sure the record is of the person: appointed on record, shown by a document on that day, or between two such days. */
export type Certainty = 'recorded' | 'attested' | 'presumed';
export type NoHolder = 'unnamed' | 'vacant' | 'unknown-holder';

/** R3 and R4: one seat of an office on a date. */
export interface Seat {
  holder: PersonId | null;
  certainty: Certainty | null;
  /** Why there is no holder. */
  reason: NoHolder | null;
  since: CivilDate | null;
  until: CivilDate | null;
  /** `acting:quyền`, `suspended`, `conflict`. */
  flags: readonly string[];
  evidence: readonly EventRef[];
}

/**
 * R3, R4: who holds the office on the date. One seat as a rule; as many as are held where the office has more.
 *
 * @param endsOn the day on which the office ends with its body or place
 */
export function seatsOf(office: Office, asOf: CivilDate, endsOn: CivilDate | null = office.abolishedOn): Seat[] {
  const appointments = office.appointments
    .map((a) => clip(a, endsOn))
    .filter((a) => a.until === null || a.from < a.until);
  const appointed = appointments.filter((a) => a.kind === 'appointed' && covers(a, asOf));
  const suspended = (a: Appointment) =>
    office.suspensions.find((s) => s.person === a.person && covers(s, asOf)) ?? null;
  const acting = appointments.filter((a) => a.kind === 'acting' && covers(a, asOf));
  const style = (a: Appointment) => (a.kind === 'acting' ? [`acting:${a.style ?? 'acting'}`] : []);

  const working = appointed.filter((a) => !suspended(a));
  if (working.length > 0) return working.map((a) => held(office, a, []));
  const minding = last(acting.filter((a) => !suspended(a)));
  if (minding) {
    const why = appointed.flatMap((a) => suspended(a)?.at ?? []);
    return [held(office, minding, style(minding), why)];
  }
  const lastActing = last(acting);
  const idle = appointed.length > 0 ? appointed : lastActing ? [lastActing] : [];
  if (idle.length > 0) {
    return idle.map((a) => held(office, a, [...style(a), 'suspended'], [suspended(a)?.at ?? a.at]));
  }
  return fromAttestations(office, appointments, asOf) ?? [nobody(office, appointments, asOf)];
}

function clip(a: Appointment, endsOn: CivilDate | null): Appointment {
  return endsOn !== null && (a.until === null || a.until > endsOn) ? { ...a, until: endsOn } : a;
}

function last(appointments: readonly Appointment[]): Appointment | undefined {
  return [...appointments]
    .sort((a, b) => (a.from === b.from ? a.at.ordinal - b.at.ordinal : a.from < b.from ? -1 : 1))
    .at(-1);
}

function held(office: Office, a: Appointment, flags: readonly string[], more: readonly EventRef[] = []): Seat {
  const inOffice = (t: Attestation) => office.appointments.some((o) => o.person === t.person && covers(o, t.on));
  const conflict =
    office.seats > 1 ? [] : office.attestations.filter((t) => t.person !== a.person && covers(a, t.on) && !inOffice(t));
  return {
    holder: a.person,
    certainty: 'recorded',
    reason: null,
    since: a.from,
    until: a.until,
    flags: conflict.length > 0 ? [...flags, 'conflict'] : flags,
    evidence: [a.at, ...(a.endedAt ? [a.endedAt] : []), ...more, ...conflict.map((t) => t.at)],
  };
}

function fromAttestations(office: Office, appointments: readonly Appointment[], asOf: CivilDate): Seat[] | null {
  const today = office.attestations.filter((t) => t.on === asOf);
  const persons = [...new Set(today.map((t) => t.person))];
  if (persons.length > 0) {
    const conflict = persons.length > office.seats;
    const shown = conflict ? persons.slice(-office.seats) : persons;
    return shown.map((person) => ({
      holder: person,
      certainty: 'attested',
      reason: null,
      since: asOf,
      until: null,
      flags: conflict ? ['conflict'] : [],
      evidence: (conflict ? today : today.filter((t) => t.person === person)).map((t) => t.at),
    }));
  }
  const before = office.attestations
    .filter((t) => t.on < asOf)
    .sort((a, b) => (a.on < b.on ? -1 : 1))
    .at(-1);
  const after = office.attestations.filter((t) => t.on > asOf).sort((a, b) => (a.on < b.on ? -1 : 1))[0];
  if (!before || !after || before.person !== after.person) return null;
  const between = { from: before.on, until: after.on };
  const disturbed =
    office.attestations.some((t) => t.person !== before.person && t.on >= before.on && t.on <= after.on) ||
    appointments.some(
      (a) => a.person !== before.person && a.from <= between.until && (a.until === null || a.until > between.from),
    );
  if (disturbed) return null;
  return [
    {
      holder: before.person,
      certainty: 'presumed',
      reason: null,
      since: before.on,
      until: after.on,
      flags: [],
      evidence: [before.at, after.at],
    },
  ];
}

function nobody(office: Office, appointments: readonly Appointment[], asOf: CivilDate): Seat {
  const empty = { holder: null, certainty: null, since: null, until: null, flags: [] };
  if (office.appointments.length === 0 && office.attestations.length === 0) {
    return { ...empty, reason: 'unnamed', evidence: [] };
  }
  const begun = appointments.filter((a) => a.from <= asOf && a.until !== null);
  const end = begun
    .map((a) => a.until ?? asOf)
    .sort()
    .at(-1);
  const next = appointments
    .map((a) => a.from)
    .filter((from) => from > asOf)
    .sort()[0];
  const seenSince =
    end !== undefined && office.attestations.some((t) => t.on >= end && (next === undefined || t.on < next));
  if (end === undefined || seenSince) return { ...empty, reason: 'unknown-holder', evidence: [] };
  const ended = begun.filter((a) => a.until === end);
  return {
    ...empty,
    reason: 'vacant',
    since: end,
    until: next ?? null,
    evidence: ended.flatMap((a) => [a.at, ...(a.endedAt ? [a.endedAt] : [])]),
  };
}

/** The day on which an office ends, by itself or with its body or place, if it does by `asOf`. */
export function officeEnd(facts: Facts, office: Office, asOf: CivilDate): CivilDate | null {
  const body = facts.unit(office.body);
  const withBody = body && endOf(facts, body, asOf)?.on;
  const ends = [office.abolishedOn, withBody ?? null].filter((on): on is CivilDate => on !== null).sort();
  return ends[0] ?? null;
}

/** Who holds an office on a date, its body's end considered. */
export function holdersOf(facts: Facts, office: Office, asOf: CivilDate): Seat[] {
  return seatsOf(office, asOf, officeEnd(facts, office, asOf));
}
