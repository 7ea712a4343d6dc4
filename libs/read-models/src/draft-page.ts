import type { CivilDate } from '#domain/civil-date.js';
import { streamOf } from '#domain/decider.js';
import { type Draft, draft, type DraftKind, type DraftState, draftStateOn, subjectOf } from '#domain/drafts/draft.js';
import { groundChanges, holdsOnReview } from '#domain/drafts/draft-ground.js';
import type { Facts } from '#domain/facts.js';
import { namesOf, type Names } from './accountability.js';
import type { At, FactReader } from './fact-reader.js';
import { type Among, type Listing, type Page, pageOf } from './paging.js';

/** Which drafts are asked for; of `office`, `unit` and `person` at most one narrows by look-up, the others by filter. */
export interface DraftFilter {
  state?: DraftState | undefined;
  kind?: DraftKind | undefined;
  /** Head office for whose signature it waits. */
  office?: string | undefined;
  /** Unit or person that it is about. */
  unit?: string | undefined;
  person?: string | undefined;
}

interface Decided {
  office: string;
  person: string;
  on: CivilDate;
  /** The signer's note, or the reason of a dismissal. */
  text: string | null;
  evidence: string;
}

export interface DraftCard {
  draft: string;
  kind: DraftKind;
  state: DraftState;
  /** Stream that it is about: a task, a finding or a reporting duty. */
  subject: string;
  on: CivilDate;
  about: Draft['prepared']['data']['about'];
  signs: Draft['prepared']['data']['signs'];
  /** Of an escalation. */
  to: { unit: string | null; office: string | null; basis: string | null }[];
  deadline: CivilDate | null;
  overdueDays: number | null;
  /** Days of the figures that a reminder names. */
  days: readonly CivilDate[];
  decision: Decided | null;
  ground: {
    /** Event on which it stands. */
    event: string;
    /** False: it is not signed without being looked at again. */
    stands: boolean;
    changes: { what: string; evidence: string[] }[];
  };
  /** With what is known now it would not have been prepared on its day: the record contradicted it later. */
  breach: boolean;
  evidence: string[];
}

export interface DraftPage extends DraftCard {
  asOf: CivilDate;
  knownAt: number;
  names: Names;
  incomplete: string[];
}

/** Drafts that software has prepared, with what has become of them and of their ground. */
export async function drafts(
  reader: FactReader,
  filter: DraftFilter,
  page: Page,
  at: At = {},
): Promise<Listing<DraftCard>> {
  return reader.snapshot(at, (snapshot) =>
    pageOf(
      snapshot,
      draft.category,
      page,
      (ids) =>
        snapshot.ofEach(
          ids,
          (facts, id) => {
            const found = facts.of(draft, id);
            return found && matches(found, filter, snapshot.asOf) ? cardOf(facts, found, snapshot.asOf) : null;
          },
          draft.category,
        ),
      amongOf(filter),
    ),
  );
}

/** One draft. Null: not known. */
export async function draftPage(reader: FactReader, id: string, at: At = {}): Promise<DraftPage | null> {
  return reader.snapshot(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    const found = await snapshot.facts((facts) => {
      const state = facts.of(draft, id);
      if (!state) return null;
      const card = cardOf(facts, state, asOf);
      return { asOf, knownAt, ...card, names: namesIn(facts, card, asOf) };
    });
    return found && { ...found, incomplete: await snapshot.incomplete() };
  });
}

function amongOf({ office, unit, person }: DraftFilter): Among | undefined {
  if (office !== undefined) return { target: streamOf('office', office), role: 'to-sign' };
  if (person !== undefined) return { target: streamOf('person', person), role: 'draft-about' };
  return unit === undefined ? undefined : { target: streamOf('unit', unit), role: 'draft-about' };
}

function matches(found: Draft, filter: DraftFilter, asOf: CivilDate): boolean {
  const { about, signs, on } = found.prepared.data;
  return (
    on <= asOf &&
    (filter.kind === undefined || filter.kind === found.kind) &&
    (filter.state === undefined || filter.state === draftStateOn(found, asOf)) &&
    (filter.office === undefined || signs.some((one) => one.office === filter.office)) &&
    (filter.unit === undefined || about.some((one) => one.unit === filter.unit)) &&
    (filter.person === undefined || about.some((one) => one.holder === filter.person))
  );
}

function cardOf(facts: Facts, found: Draft, asOf: CivilDate): DraftCard {
  const { prepared, at } = found;
  const { about, signs, on, ground } = prepared.data;
  const escalation = prepared.type === 'EscalationDrafted' ? prepared.data : null;
  const decision = decisionOf(found, asOf);
  const changes = groundChanges(facts, found, asOf);
  return {
    draft: found.id,
    kind: found.kind,
    state: draftStateOn(found, asOf),
    subject: subjectOf(prepared),
    on,
    about,
    signs,
    to: escalation?.to ?? [],
    deadline: escalation?.deadline ?? null,
    overdueDays: escalation?.overdueDays ?? null,
    days: prepared.type === 'ReminderDrafted' ? prepared.data.days : [],
    decision,
    ground: {
      event: ground,
      stands: changes.length === 0,
      changes: changes.map(({ what, evidence }) => ({ what, evidence: evidence.map((ref) => ref.id) })),
    },
    breach: !holdsOnReview(facts, found),
    evidence: [ground, at.id, ...(decision ? [decision.evidence] : [])],
  };
}

function decisionOf({ signed, dismissed }: Draft, asOf: CivilDate): Decided | null {
  const decision = signed ?? dismissed;
  if (!decision || decision.on > asOf) return null;
  const { office, person, on, at } = decision;
  return { office, person, on, text: signed ? signed.note : (dismissed?.reason ?? null), evidence: at.id };
}

function namesIn(facts: Facts, { about, signs, to, decision }: DraftCard, asOf: CivilDate): Names {
  const decided = decision ? [{ unit: null, office: decision.office, holder: decision.person }] : [];
  const others = [...signs, ...to].map(({ unit, office }) => ({ unit, office, holder: null }));
  return namesOf(facts, [...about, ...others, ...decided], asOf);
}
