import type { Facts } from '#domain/facts.js';
import { holdersOf, officeEnd, type Seat } from '#domain/organisation/holder.js';
import type { Office } from '#domain/organisation/office.js';
import { nameOn } from '#domain/organisation/unit.js';
import type { At, FactReader } from './fact-reader.js';
import { type Listing, type Page, pageOf } from './paging.js';

export interface HolderCard {
  office: string;
  title: string;
  body: string;
  bodyName: string;
  head: boolean;
  holders: (Omit<Seat, 'evidence'> & { name: string | null; evidence: string[] })[];
}

/** Heads without a named holder on the date, with the reason: chưa có thông tin, khuyết, chưa rõ người giữ. */
export async function unnamedHeads(reader: FactReader, page: Page, at: At = {}): Promise<Listing<HolderCard>> {
  return reader.snapshot(at, (snapshot) =>
    pageOf(snapshot, 'office', page, (ids) =>
      snapshot.ofEach(
        ids,
        (facts, id) => {
          const office = facts.office(id);
          if (!office?.head || facts.unit(office.body)?.kind === 'class') return null;
          const end = officeEnd(facts, office, snapshot.asOf);
          if (end !== null && end <= snapshot.asOf) return null;
          const card = holderCard(facts, office, snapshot.asOf);
          return card.holders.every((seat) => seat.holder === null) ? card : null;
        },
        'office',
      ),
    ),
  );
}

/** An office with who holds it on the date. Null: not known. */
export async function officePage(reader: FactReader, officeId: string, at: At = {}) {
  return reader.known(at, async (snapshot) => {
    const found = await snapshot.facts((facts) => officeAnswer(facts, officeId, snapshot.asOf));
    return found && { asOf: snapshot.asOf, knownAt: snapshot.knownAt, ...found };
  });
}

/** What {@link officePage} says, of facts. Null: not known. */
export function officeAnswer(facts: Facts, officeId: string, asOf: string) {
  const office = facts.office(officeId);
  return office && { ...holderCard(facts, office, asOf), appointments: historyOf(facts, office) };
}

export function holderCard(facts: Facts, office: Office, asOf: string): HolderCard {
  const body = facts.unit(office.body);
  return {
    office: office.id,
    title: office.title,
    body: office.body,
    bodyName: body ? nameOn(body, asOf) : office.body,
    head: office.head,
    holders: holdersOf(facts, office, asOf).map((seat) => ({
      ...seat,
      name: seat.holder === null ? null : (facts.person(seat.holder)?.name ?? null),
      evidence: seat.evidence.map((ref) => ref.id),
    })),
  };
}

/** All that is recorded of who was in the office, in log order. */
export function historyOf(facts: Facts, office: Office) {
  const name = (person: string) => facts.person(person)?.name ?? null;
  const held = office.appointments.map(({ person, kind, style, from, until, termEndsOn, at }) => ({
    kind,
    person,
    name: name(person),
    style,
    from,
    until,
    termEndsOn,
    evidence: at.id,
  }));
  const shown = office.attestations.map(({ person, on, at }) => ({
    kind: 'attested' as const,
    person,
    name: name(person),
    style: null,
    from: on,
    until: null,
    termEndsOn: null,
    evidence: at.id,
  }));
  return [...held, ...shown];
}
