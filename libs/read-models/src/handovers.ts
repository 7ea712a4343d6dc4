import type { Facts } from '#domain/facts.js';
import { type Handover, handoversOf } from '#domain/organisation/handover.js';
import type { HandoverSide, HandoverSignature, Office } from '#domain/organisation/office.js';
import { nameOn } from '#domain/organisation/unit.js';
import { handoverList, openFindingsOf, openTasksOf } from '#domain/tasks/work-of-unit.js';
import type { At, FactReader } from './fact-reader.js';
import { type Listing, type Page, pageOf } from './paging.js';

interface Listed {
  tasks: readonly string[];
  findings: readonly string[];
}

export interface HandoverCard {
  office: string;
  title: string;
  body: string;
  bodyName: string;
  on: string;
  cause: Handover['cause'];
  outgoing: { person: string; name: string | null };
  incoming: { person: string; name: string | null; office: string; from: string } | null;
  due: readonly HandoverSide[];
  /** What was open on the day of the list, worked out from what is known now. */
  list: Listed & { day: string };
  signatures: ({
    side: HandoverSide;
    person: string;
    name: string | null;
    on: string;
    lacking: Listed;
    beyond: Listed;
    evidence: string;
  } & Listed)[];
  since: { gone: Listed; added: Listed };
  evidence: string[];
}

/** Handovers when heads changed, by office; those with a missing signature only, if so asked. */
export async function handovers(
  reader: FactReader,
  filter: { unsigned?: boolean },
  page: Page,
  at: At = {},
): Promise<Listing<HandoverCard>> {
  const found = await reader.snapshot(at, (snapshot) =>
    pageOf(snapshot, 'office', page, (ids) =>
      snapshot.ofEach(
        ids,
        (facts, id) => {
          const cards = cardsOf(facts, facts.office(id), snapshot.asOf).filter(
            (card) => !filter.unsigned || card.due.length > 0,
          );
          return cards.length > 0 ? cards : null;
        },
        'office',
      ),
    ),
  );
  return { ...found, items: found.items.flat() };
}

export interface OfficeHandovers {
  asOf: string;
  knownAt: number;
  office: string;
  title: string;
  handovers: HandoverCard[];
}

/** The handovers of one office, oldest first. Null: not known. */
export async function officeHandovers(
  reader: FactReader,
  officeId: string,
  at: At = {},
): Promise<OfficeHandovers | null> {
  return reader.snapshot(at, (snapshot) => {
    const { asOf, knownAt } = snapshot;
    return snapshot.facts((facts) => {
      const office = facts.office(officeId);
      if (!office) return null;
      return { asOf, knownAt, office: officeId, title: office.title, handovers: cardsOf(facts, office, asOf) };
    });
  });
}

function cardsOf(facts: Facts, office: Office | null, asOf: string): HandoverCard[] {
  return office ? handoversOf(facts, office, asOf).map((handover) => cardOf(facts, office, handover, asOf)) : [];
}

function cardOf(facts: Facts, office: Office, handover: Handover, asOf: string): HandoverCard {
  const name = (person: string) => facts.person(person)?.name ?? null;
  const body = facts.unit(office.body);
  const { outgoing, incoming, on, cause, due } = handover;
  const list = handoverList(facts, office, handover);
  const now = { tasks: openTasksOf(facts, office, asOf), findings: openFindingsOf(facts, office, asOf) };
  const signed = (signature: HandoverSignature) => {
    const { side, person, tasks, findings } = signature;
    const lacking = without(list, signature);
    const beyond = without(signature, list);
    const evidence = signature.at.id;
    return { side, person, name: name(person), on: signature.on, tasks, findings, lacking, beyond, evidence };
  };
  return {
    office: office.id,
    title: office.title,
    body: office.body,
    bodyName: body ? nameOn(body, on) : office.body,
    on,
    cause,
    outgoing: { person: outgoing, name: name(outgoing) },
    incoming: incoming && { ...incoming, name: name(incoming.person) },
    due,
    list,
    signatures: Object.values(handover.signatures).flatMap((signature) => (signature ? [signed(signature)] : [])),
    since: { gone: without(list, now), added: without(now, list) },
    evidence: handover.evidence.map((ref) => ref.id),
  };
}

function without(list: Listed, taken: Listed): Listed {
  const left = (a: readonly string[], b: readonly string[]) => a.filter((id) => !b.includes(id));
  return { tasks: left(list.tasks, taken.tasks), findings: left(list.findings, taken.findings) };
}
