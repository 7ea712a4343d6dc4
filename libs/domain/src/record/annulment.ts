import type { CivilDate } from '../civil-date.js';
import { type Decider, type EventMap, type NewFact, type StandingFact, streamOf } from '../decider.js';
import { isPreparation } from '../drafts/draft.js';
import type { Facts, MentionedBy } from '../facts.js';
import { annulledIn, fold, isRecordEvent, type RecordEvents, standing } from '../fold.js';
import { holdersOf } from '../organisation/holder.js';
import type { OfficeId } from '../organisation/office.js';
import type { PersonId } from '../organisation/person.js';
import type { RecordedFact } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';
import { requireTwoPersons } from './two-persons.js';

/**
 * R10: taking a wrong entry out of later answers. One person proposes, another confirms, each in an office that they hold
 * on that day; both events stand in the stream of the target.
 */

type RecordFact = NewFact<RecordEvents>;

/** The person who signs for an office: its holder on the date. An unnamed holder cannot act. */
export function signatory(facts: Facts, officeId: OfficeId, on: CivilDate): PersonId {
  const office = facts.office(officeId);
  if (!office) throw new RuleViolation('office-unknown', officeId);
  const holder = holdersOf(facts, office, on).find((seat) => seat.holder !== null && !seat.flags.includes('suspended'));
  if (!holder?.holder) throw new RuleViolation('unnamed-holder-cannot-act', `${officeId} ${on}`);
  return holder.holder;
}

export function proposeAnnulment<S, E extends EventMap>(
  decider: Decider<S, E>,
  stream: readonly RecordedFact[],
  facts: Facts,
  data: RecordEvents['AnnulmentProposed'],
): RecordFact[] {
  requireAnnullable(decider, stream, facts, data.target);
  return [{ type: 'AnnulmentProposed', data }];
}

export function confirmAnnulment<S, E extends EventMap>(
  decider: Decider<S, E>,
  stream: readonly RecordedFact[],
  facts: Facts,
  data: RecordEvents['RecordAnnulled'],
): RecordFact[] {
  const annulled = annulledIn(stream);
  const proposal = stream.find((f) => f.id === data.proposal && f.type === 'AnnulmentProposed' && !annulled.has(f.id));
  if (!proposal) throw new RuleViolation('annulment-not-proposed', data.target);
  const proposed = proposal.data as RecordEvents['AnnulmentProposed'];
  if (proposed.target !== data.target) throw new RuleViolation('annulment-not-proposed', data.target);
  if (data.on < proposed.on) throw new RuleViolation('confirmed-before-proposed', data.on);
  requireTwoPersons(proposed, data);
  requireAnnullable(decider, stream, facts, data.target);
  return [{ type: 'RecordAnnulled', data }];
}

export function requireAnnullable<S, E extends EventMap>(
  decider: Decider<S, E>,
  stream: readonly RecordedFact[],
  facts: Facts,
  target: string,
): void {
  const annulled = annulledIn(stream);
  const event = stream.find((f) => f.id === target);
  if (!event) throw new RuleViolation('no-such-record', target);
  if (annulled.has(target)) throw new RuleViolation('already-annulled', target);
  if (event.type === 'AnnulmentProposed') throw new RuleViolation('proposal-is-not-annulled', target);
  if (event.type === 'ErasureOrdered') throw new RuleViolation('erasure-is-final', target);
  if (!isRecordEvent(event.type)) requireNothingStandsOn(decider, standing(stream), facts, event);
  const marker = { id: '', ordinal: Infinity, stream: event.stream, type: 'RecordAnnulled', data: { target } };
  const after = [...stream, marker];
  // What is restored must not stand beside what was recorded in its place.
  if (standing(after).filter((f) => begins(decider, f)).length > 1)
    throw new RuleViolation('others-stand-on-it', target);
  const without = fold(decider, after);
  if (decider.consistent && !decider.consistent(without)) throw new RuleViolation('others-stand-on-it', target);
}

function requireNothingStandsOn<S, E extends EventMap>(
  decider: Decider<S, E>,
  inForce: readonly RecordedFact[],
  facts: Facts,
  target: RecordedFact,
): void {
  const refuse = (by: string): never => {
    throw new RuleViolation('others-stand-on-it', `${target.type} ${target.id}: ${by}`);
  };
  const place = inForce.findIndex((f) => f.id === target.id);
  const later = inForce.slice(place + 1);
  if (begins(decider, target)) {
    const inside = later[0];
    if (inside) refuse(inside.id);
    const outside = facts.namedAnywhere(target.stream).find((by) => !prepares(facts, by));
    if (outside) refuse(outside.id);
  }
  for (const [i, fact] of later.entries()) {
    const standsOn = decider.standsOn?.[fact.type as keyof E];
    const earlier = inForce.slice(0, place + 1 + i) as readonly object[] as readonly StandingFact<E>[];
    if (standsOn?.(fact.data as E[keyof E], earlier).includes(target.id)) refuse(fact.id);
  }
  for (const stream of dependents(target)) {
    const first = standing(facts.streamFacts(stream))[0];
    if (first) refuse(first.id);
  }
  if (target.type === 'SiteVisited') {
    const { visitId } = target.data as { visitId: string };
    const made = facts
      .named(target.stream, 'finding-of')
      .find(({ stream, id }) =>
        facts
          .streamFacts(stream)
          .some((f) => f.id === id && (f.data as { visitId?: string | null }).visitId === visitId),
      );
    if (made) refuse(made.id);
  }
  if (target.type === 'UnitSplit') {
    const decision = facts.named(target.stream, 'decided-from')[0];
    if (decision) refuse(decision.id);
  }
}

/** What software has prepared is no act and stands in nobody's way: its ground may be annulled, and it shows that. */
function prepares(facts: Facts, by: MentionedBy): boolean {
  const event = facts.streamFacts(by.stream).find((fact) => fact.id === by.id);
  return event !== undefined && isPreparation(event.type);
}

/** True for the event that begins a stream, on which all others in it stand. */
function begins<S, E extends EventMap>(decider: Decider<S, E>, event: RecordedFact): boolean {
  return decider.initial === null && fold(decider, [event]) !== null;
}

/** Streams that exist only through this event: the members' tasks of a fan-out. */
function dependents(target: RecordedFact): string[] {
  if (target.type !== 'TaskFannedOut') return [];
  const { members } = target.data as { members: { taskId: string }[] };
  return members.map((member) => streamOf('task', member.taskId));
}
