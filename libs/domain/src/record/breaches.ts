import type { CivilDate } from '../civil-date.js';
import { categoryOf, idOf } from '../decider.js';
import { draft } from '../drafts/draft.js';
import { requireSigner } from '../drafts/draft-signing.js';
import type { Facts } from '../facts.js';
import { caseCount } from '../figures/case-count.js';
import { type CertifiableRecord, requireNotTheReporter } from '../figures/certification.js';
import { indicator } from '../figures/indicator.js';
import { annulledIn, type RecordEvents } from '../fold.js';
import { finding } from '../inspections/finding.js';
import { inspection } from '../inspections/inspection.js';
import type { Signature } from '../inspections/rectification.js';
import { rectifiersOf, requireNotTheRectifier, requireRequesterOrAbove } from '../inspections/rectification-duties.js';
import { holdersOf } from '../organisation/holder.js';
import type { OfficeId } from '../organisation/office.js';
import type { PersonId } from '../organisation/person.js';
import type { EventRef, RecordedFact } from '../recorded-fact.js';
import { type RuleCode, RuleViolation } from '../rule-violation.js';
import {
  inspectorsOn,
  requireDecidesSuccessor,
  requireIssuerOrAbove,
  requireNotOfThatUnit,
  requireNotTheDoer,
} from '../separation-of-duties.js';
import { requireTwoPersons } from './two-persons.js';

/** Section 5: an act on record that, by what is known now, would be refused as of its own day. */
export interface Breach {
  /** Stream and event of the act, and what it was. */
  stream: string;
  event: string;
  act: string;
  on: CivilDate;
  /** The rule that would refuse it. */
  rule: RuleCode;
  /** The act, and what was recorded after it that was valid by its day: what was not known when it was decided. */
  evidence: readonly string[];
}

/** An act that a rule of separation of duties is about. It stands as it was decided; `holds` asks the rule again. */
interface Act {
  type: string;
  on: CivilDate;
  at: EventRef;
  /** @throws {RuleViolation} */
  holds: (facts: Facts) => void;
}

/** Categories of streams in which such acts stand. */
export const BREACH_SUBJECTS = [
  'task',
  'finding',
  'inspection',
  caseCount.category,
  indicator.category,
  draft.category,
] as const;

const ACTS: Readonly<Record<string, (facts: Facts, id: string) => Act[]>> = {
  task: actsOnTask,
  finding: actsOnFinding,
  inspection: visits,
  [caseCount.category]: (facts, id) => certification(facts.of(caseCount, id)),
  [indicator.category]: (facts, id) => certification(facts.of(indicator, id)),
  [draft.category]: decisionsOnDraft,
};

/**
 * The breaches among the acts of a stream up to the date, in log order. An act was checked when it was decided; an entry
 * that was recorded later and is valid earlier (a backdated appointment) may show that it should have been refused.
 * Nothing is undone by itself: whoever is competent annuls it, or does not.
 */
export function breachesIn(facts: Facts, stream: string, asOf: CivilDate): Breach[] {
  const acts = ACTS[categoryOf(stream)]?.(facts, idOf(stream)) ?? [];
  return [...acts, ...annulments(facts, stream)]
    .filter((act) => act.on <= asOf)
    .sort((a, b) => a.at.ordinal - b.at.ordinal)
    .flatMap((act) => breachOf(facts, stream, act) ?? []);
}

function breachOf(facts: Facts, stream: string, { type, on, at, holds }: Act): Breach | null {
  const looked = facts.apart();
  try {
    holds(looked);
    return null;
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    const later = [...looked.streamsSeen()]
      .flatMap((seen) => looked.streamFacts(seen))
      .filter((fact) => fact.ordinal > at.ordinal && wasValidBy(fact, on))
      .sort((a, b) => a.ordinal - b.ordinal);
    const evidence = [...new Set([at.id, ...later.map((fact) => fact.id)])];
    return { stream, event: at.id, act: type, on, rule: error.code, evidence };
  }
}

function wasValidBy({ type, data }: RecordedFact, day: CivilDate): boolean {
  if (type === 'RecordAnnulled') return true;
  const { on, from } = data as { on?: CivilDate; from?: CivilDate };
  const valid = on ?? from;
  return valid === undefined || valid <= day;
}

function actsOnTask(facts: Facts, id: string): Act[] {
  const task = facts.task(id);
  if (!task) return [];
  const acts: Act[] = [];
  for (const completion of task.completions) {
    const { verdict } = completion;
    if (!verdict) continue;
    const { by, on, at, accepted } = verdict;
    const holds = (known: Facts) => requireNotTheDoer(known, task, by, on, completion);
    acts.push({ type: accepted ? 'CompletionVerified' : 'CompletionRejected', on, at, holds });
  }
  for (const { manner, by, on, at } of task.deadlines) {
    if (by === null) continue;
    const holds = (known: Facts) => {
      requireNotTheDoer(known, task, by, on);
      if (manner === 'extended') requireIssuerOrAbove(known, task, by, on);
    };
    acts.push({ type: manner === 'extended' ? 'ExtensionGranted' : 'DeadlineClarified', on, at, holds });
  }
  for (const { granted, by, on, at } of task.followUp.requests.flatMap((request) => request.decisions)) {
    const holds = (known: Facts) => {
      requireNotTheDoer(known, task, by, on);
      requireIssuerOrAbove(known, task, by, on);
    };
    // One that was granted is a deadline too, and looked at there.
    if (!granted) acts.push({ type: 'ExtensionRefused', on, at, holds });
  }
  for (const { by, office, to, on, at } of task.successors) {
    const holds = (known: Facts) => requireDecidesSuccessor(known, task, { by, office, to, on });
    acts.push({ type: 'TaskSuccessorDecided', on, at, holds });
  }
  return acts;
}

function actsOnFinding(facts: Facts, id: string): Act[] {
  const found = facts.of(finding, id);
  if (!found) return [];
  return found.rectifications.flatMap((r): Act[] => {
    const signed = (
      type: string,
      act: Signature & { on: CivilDate; at: EventRef },
      rule: (known: Facts) => void,
    ): Act => ({
      type,
      on: act.on,
      at: act.at,
      holds: (known) => {
        requireInOffice(known, act, act.on);
        rule(known);
      },
    });
    const { unit } = r.requested;
    return [
      signed('RectificationRequested', { ...r.requested, at: r.at }, (known) =>
        requireNotTheRectifier(known, [unit], r.requested, r.on),
      ),
      ...r.dueDates
        .filter((due) => due.at.id !== r.at.id)
        .map((due) =>
          signed('RectificationDueSet', due, (known) => {
            requireNotTheRectifier(known, rectifiersOf(known, found, r, due.on), due, due.on);
            requireRequesterOrAbove(known, r, due.by, due.on);
          }),
        ),
      ...r.reports.flatMap((report) => {
        const { verdict } = report;
        if (!verdict) return [];
        return [
          signed('RectificationVerified', verdict, (known) =>
            requireNotTheRectifier(known, rectifiersOf(known, found, r, verdict.on, report), verdict, verdict.on),
          ),
        ];
      }),
    ];
  });
}

function visits(facts: Facts, id: string): Act[] {
  const team = facts.of(inspection, id);
  return (team?.visits ?? []).map(({ unit, on, at }) => ({
    type: 'SiteVisited',
    on,
    at,
    holds: (known) => team && requireNotOfThatUnit(known, inspectorsOn(known, team, on), unit, on),
  }));
}

function certification(record: CertifiableRecord | null): Act[] {
  const certified = record?.certification.certified;
  if (!record || !certified) return [];
  const { on, at } = certified;
  const holds = (known: Facts) => {
    requireInOffice(known, certified, on);
    requireNotTheReporter(record, known, certified);
  };
  return [{ type: 'FigureCertified', on, at, holds }];
}

function decisionsOnDraft(facts: Facts, id: string): Act[] {
  const found = facts.of(draft, id);
  const decision = found?.signed ?? found?.dismissed;
  if (!found || !decision) return [];
  const { office, on, at } = decision;
  const holds = (known: Facts) => {
    requireInOffice(known, decision, on);
    requireSigner(known, found, office, on);
  };
  return [{ type: found.signed ? 'DraftSigned' : 'DraftDismissed', on, at, holds }];
}

/** R10: whoever proposed and whoever confirmed held their offices on their days, and are two. */
function annulments(facts: Facts, stream: string): Act[] {
  const all = facts.streamFacts(stream);
  const gone = annulledIn(all);
  return all.flatMap((fact): Act[] => {
    if (fact.type !== 'RecordAnnulled' || gone.has(fact.id)) return [];
    const confirmed = fact.data as RecordEvents['RecordAnnulled'];
    const proposal = all.find((one) => one.id === confirmed.proposal);
    const proposed = proposal && (proposal.data as RecordEvents['AnnulmentProposed']);
    const holds = (known: Facts) => {
      for (const signed of [confirmed, ...(proposed ? [proposed] : [])]) requireInOffice(known, signed, signed.on);
      if (proposed) requireTwoPersons(proposed, confirmed);
    };
    return [{ type: fact.type, on: confirmed.on, at: fact, holds }];
  });
}

/** Whoever signed in an office held it on that day, as far as is known now. */
function requireInOffice(
  facts: Facts,
  { office, person }: { office: OfficeId; person: PersonId },
  on: CivilDate,
): void {
  const found = facts.office(office);
  const seats = found ? holdersOf(facts, found, on) : [];
  if (seats.some((seat) => seat.holder === person && !seat.flags.includes('suspended'))) return;
  throw new RuleViolation('signer-not-in-office', `${person} ${office} ${on}`);
}
