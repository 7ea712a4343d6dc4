import type { CivilDate } from '#domain/civil-date.js';
import { idOf, streamOf } from '#domain/decider.js';
import { type Draft, draft, draftStateOn, type DraftKind, subjectOf } from '#domain/drafts/draft.js';
import { groundChanges } from '#domain/drafts/draft-ground.js';
import type { Facts } from '#domain/facts.js';
import { toVerify } from '#domain/inspections/to-verify.js';
import { headOffices } from '#domain/organisation/heads.js';
import { type Handover, handoversOf } from '#domain/organisation/handover.js';
import type { Office } from '#domain/organisation/office.js';
import { predecessorsOf } from '#domain/organisation/succession.js';
import { openTasksOf } from '#domain/tasks/work-of-unit.js';
import type { At, FactReader } from './fact-reader.js';
import { waitingToVerify, type WaitingToVerify } from './findings-to-verify.js';
import { answerOf, cut, type Cut, type WorkAnswer, type WorkOptions } from './work.js';

/** A draft that waits for the office. */
export interface DraftWaiting {
  draft: string;
  kind: DraftKind;
  subject: string;
  on: CivilDate;
  /** False: it is not signed without being looked at again. */
  groundStands: boolean;
  evidence: string[];
}

/** A handover of the office with a signature that is due and missing. */
export interface HandoverDue extends Pick<Handover, 'on' | 'cause' | 'outgoing' | 'due'> {
  incoming: string | null;
  evidence: string[];
}

/** What waits for an office (việc của tôi): as one who answers, as the issuer, as one who signs, takes over and verifies. */
export interface OfficeWork extends WorkAnswer {
  office: string;
  title: string;
  body: string;
  head: boolean;
  /** Holders are persons; what is due stays with the office when they change (R7). */
  drafts: Cut<DraftWaiting>;
  handovers: Cut<HandoverDue>;
  toVerify: Cut<WaitingToVerify>;
}

/** The work of one office on the date; each list is a page from `skip` on. Null: no such office is known. */
export async function officeWork(
  reader: FactReader,
  id: string,
  options: WorkOptions,
  at: At = {},
): Promise<OfficeWork | null> {
  return reader.snapshot(at, async (snapshot) => {
    const { asOf } = snapshot;
    const found = await snapshot.facts(
      (facts) => {
        const office = facts.office(id);
        if (!office) return null;
        const { title, body, head } = office;
        return {
          of: { office: id, title, body, head },
          ids: openTasksOf(facts, office, asOf),
          drafts: draftsWaiting(facts, office, asOf),
          handovers: handoversDue(facts, office, asOf),
          // Who asked for a rectification verifies it: the body, by its head.
          verify: head ? toVerify(facts, [body], asOf).map((one) => waitingToVerify(one, asOf)) : [],
        };
      },
      [streamOf('office', id)],
    );
    if (!found) return null;
    const { of, ids, drafts, handovers, verify } = found;
    return {
      ...of,
      drafts: cut(drafts, options),
      handovers: cut(handovers, options),
      toVerify: cut(verify, options),
      ...(await answerOf(snapshot, ids, of.head ? [of.body] : [], options)),
    };
  });
}

/** Drafts for the signature of the office; of a head's also those of its body, and of the heads of what went into it. */
function draftsWaiting(facts: Facts, office: Office, asOf: CivilDate): DraftWaiting[] {
  const streams = (list: readonly string[], category: string) => list.map((id) => streamOf(category, id));
  const before = office.head ? predecessorsOf(facts, office.body, asOf) : [];
  const offices = [office.id, ...before.flatMap((body) => headOffices(facts, body, asOf).map((one) => one.id))];
  const bodies = office.head ? [office.body, ...before] : [];
  const targets = [...streams(offices, 'office'), ...streams(bodies, 'unit')];
  facts.announceNamed(targets, 'to-sign');
  const ids = new Set(targets.flatMap((target) => facts.streamsNaming(target, 'to-sign', draft.category).map(idOf)));
  return [...ids]
    .flatMap((id) => facts.of(draft, id) ?? [])
    .filter((one) => one.prepared.data.on <= asOf && draftStateOn(one, asOf) === 'waiting')
    .map((one) => draftWaiting(facts, one, asOf));
}

function draftWaiting(facts: Facts, one: Draft, asOf: CivilDate): DraftWaiting {
  const changes = groundChanges(facts, one, asOf);
  return {
    draft: one.id,
    kind: one.kind,
    subject: subjectOf(one.prepared),
    on: one.prepared.data.on,
    groundStands: changes.length === 0,
    evidence: [one.prepared.data.ground, one.at.id, ...changes.flatMap((c) => c.evidence.map((ref) => ref.id))],
  };
}

function handoversDue(facts: Facts, office: Office, asOf: CivilDate): HandoverDue[] {
  return handoversOf(facts, office, asOf)
    .filter((handover) => handover.due.length > 0)
    .map(({ on, cause, outgoing, incoming, due, evidence }) => ({
      on,
      cause,
      outgoing,
      incoming: incoming?.person ?? null,
      due,
      evidence: evidence.map((ref) => ref.id),
    }));
}
