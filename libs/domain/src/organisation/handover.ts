import type { CivilDate } from '../civil-date.js';
import type { NewFact } from '../decider.js';
import type { Facts } from '../facts.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';
import { headOffices } from './heads.js';
import { holdersOf, officeEnd, type Seat } from './holder.js';
import type { HandoverSide, HandoverSignature, Office, OfficeEvents, OfficeId } from './office.js';
import type { PersonId } from './person.js';
import { endOf, standingUnit } from './succession.js';

/**
 * Bàn giao khi thay đổi người đứng đầu. Nothing has to be created: that the holder of a head office has changed is seen in
 * the appointments, and from that day the two persons owe their signatures under the list of what is open.
 */
export interface Handover {
  office: OfficeId;
  outgoing: PersonId;
  /** First day on which the outgoing no longer holds the office: the day of the list. */
  on: CivilDate;
  /** `replaced`: the holder changed; `office-ended`: the office, its body or its place ended (R8). */
  cause: 'replaced' | 'office-ended';
  /** Who has come, in this office or in the successor's; null while nobody has, or where there are several successors. */
  incoming: { person: PersonId; office: OfficeId; from: CivilDate } | null;
  signatures: Readonly<Record<HandoverSide, HandoverSignature | null>>;
  /** Sides whose signature is due and missing on the date asked about. */
  due: readonly HandoverSide[];
  evidence: readonly EventRef[];
}

type Change = Pick<Handover, 'outgoing' | 'on' | 'cause'> & {
  incoming: Handover['incoming'];
  evidence: EventRef[];
};

/**
 * The handovers of a head office up to `asOf`, oldest first. Only recorded holders count: a document that shows somebody
 * in the office does not say when they came. Somebody who comes back after a gap has handed nothing over.
 */
export function handoversOf(facts: Facts, office: Office, asOf: CivilDate): Handover[] {
  return changesOf(facts, office, asOf).map((change) => {
    const signed = (side: HandoverSide, person: PersonId | undefined) =>
      office.signatures.find(
        (s) =>
          s.outgoing === change.outgoing &&
          s.changedOn === change.on &&
          s.side === side &&
          s.person === person &&
          s.on <= asOf,
      ) ?? null;
    const signatures = {
      outgoing: signed('outgoing', change.outgoing),
      incoming: signed('incoming', change.incoming?.person),
    };
    const due = (['outgoing', 'incoming'] as const).filter(
      (side) => signatures[side] === null && (side === 'outgoing' || change.incoming !== null),
    );
    return { ...change, office: office.id, signatures, due };
  });
}

/**
 * Who leaves or who comes signs, each once and each for themselves; nobody signs for another, whatever was delegated.
 *
 * @throws {RuleViolation} `no-such-handover`, `not-of-the-handover`, `handover-already-signed`, `signed-before-the-change`
 */
export function signHandover(
  facts: Facts,
  office: Office | null,
  data: Omit<OfficeEvents['HandoverSigned'], 'side'>,
): NewFact<OfficeEvents>[] {
  if (!office) throw new RuleViolation('office-unknown', data.officeId);
  if (data.on < data.changedOn) throw new RuleViolation('signed-before-the-change', `${data.officeId} ${data.on}`);
  const handover = handoversOf(facts, office, data.on).find(
    (h) => h.outgoing === data.outgoing && h.on === data.changedOn,
  );
  if (!handover) throw new RuleViolation('no-such-handover', `${data.officeId} ${data.changedOn}`);
  const side =
    data.person === handover.outgoing ? 'outgoing' : data.person === handover.incoming?.person ? 'incoming' : null;
  if (side === null) throw new RuleViolation('not-of-the-handover', `${data.officeId} ${data.person}`);
  // Also a signature that was dated later: one person signs one handover once.
  const before = office.signatures.some(
    (s) => s.outgoing === data.outgoing && s.changedOn === data.changedOn && s.person === data.person,
  );
  if (before) throw new RuleViolation('handover-already-signed', `${data.officeId} ${data.person}`);
  return [{ type: 'HandoverSigned', data: { ...data, side } }];
}

function changesOf(facts: Facts, office: Office, asOf: CivilDate): Change[] {
  if (!office.head) return [];
  const end = officeEnd(facts, office, asOf);
  const changes: Change[] = [];
  let before: Seat[] = [];
  for (const day of turningDays(office, end, asOf)) {
    const now = holdersOf(facts, office, day).filter((seat) => seat.certainty === 'recorded');
    for (const seat of now.filter((s) => !holds(before, s.holder))) arrive(changes, office.id, seat, day);
    for (const seat of before.filter((s) => !holds(now, s.holder))) {
      if (seat.holder === null) continue;
      const taken = changes.flatMap((c) => (c.incoming?.from === day ? [c.incoming.person] : []));
      const came = now.find((s) => !holds(before, s.holder) && !taken.includes(s.holder ?? ''));
      changes.push({
        outgoing: seat.holder,
        on: day,
        cause: day === end ? 'office-ended' : 'replaced',
        incoming: day === end ? inSuccessor(facts, office, day, asOf) : incomingOf(came, office.id, day),
        evidence: [...seat.evidence, ...(day === end ? endEvidence(facts, office, asOf) : (came?.evidence ?? []))],
      });
    }
    before = now;
  }
  return changes.filter((c) => c.incoming?.person !== c.outgoing).map((c) => ({ ...c, evidence: unique(c.evidence) }));
}

/** The days up to `asOf` on which the holder may change. */
function turningDays(office: Office, end: CivilDate | null, asOf: CivilDate): CivilDate[] {
  const days = [...office.appointments, ...office.suspensions].flatMap((p) => [p.from, p.until]);
  const until = [...days, end].filter((day): day is CivilDate => day !== null && day <= asOf);
  return [...new Set(until)].sort();
}

function holds(seats: readonly Seat[], person: PersonId | null): boolean {
  return seats.some((seat) => seat.holder === person);
}

/** Somebody comes into a seat that stood empty: the first handover that waits for somebody is theirs. */
function arrive(changes: Change[], office: OfficeId, seat: Seat, day: CivilDate): void {
  const waiting = changes.find((c) => c.incoming === null && c.cause === 'replaced');
  if (!waiting) return;
  waiting.incoming = incomingOf(seat, office, day);
  waiting.evidence.push(...seat.evidence);
}

function incomingOf(seat: Seat | undefined, office: OfficeId, from: CivilDate): Handover['incoming'] {
  return seat?.holder ? { person: seat.holder, office, from } : null;
}

/** R8: where the body went to one successor, its head takes over; null where there are several, or none yet. */
function inSuccessor(facts: Facts, office: Office, on: CivilDate, asOf: CivilDate): Handover['incoming'] {
  const standing = standingUnit(facts, office.body, on);
  if (standing.kind !== 'standing' || standing.unit === office.body) return null;
  for (const head of headOffices(facts, standing.unit, asOf)) {
    for (const day of [on, ...turningDays(head, officeEnd(facts, head, asOf), asOf).filter((d) => d > on)]) {
      const [seat] = holdersOf(facts, head, day).filter((s) => s.certainty === 'recorded');
      if (seat) return incomingOf(seat, head.id, day);
    }
  }
  return null;
}

function endEvidence(facts: Facts, office: Office, asOf: CivilDate): EventRef[] {
  const body = facts.unit(office.body);
  const end = body && endOf(facts, body, asOf);
  return end ? [end.at] : [];
}

function unique(refs: readonly EventRef[]): EventRef[] {
  return [...new Map([...refs].sort((a, b) => a.ordinal - b.ordinal).map((ref) => [ref.id, ref])).values()];
}
