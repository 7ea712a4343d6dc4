import type { CivilDate } from '../civil-date.js';
import { type Mention, type NewFact, streamOf } from '../decider.js';
import type { OfficeId } from '../organisation/office.js';
import type { PersonId } from '../organisation/person.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';
import { requireTwoPersons } from './two-persons.js';

/**
 * The personal fields of a subject (a person; a finding, for who reported it) are erased by an order that two persons
 * record: the key of the subject is destroyed, and what was sealed can be read nowhere any more. The events stay as they
 * are. There is no way back, so an order is not annulled.
 */

interface ErasureSignature {
  /** Stream of the person or finding. */
  subject: string;
  office: OfficeId;
  person: PersonId;
  on: CivilDate;
  reason: string;
}

export type ErasureEvents = {
  /** `legalBasis`: the provision under which the data are to be erased, as the proposer cites it. */
  ErasureProposed: ErasureSignature & { legalBasis: string };
  ErasureOrdered: ErasureSignature & { proposal: string };
};

export interface Erasure {
  proposals: readonly (ErasureEvents['ErasureProposed'] & { at: EventRef })[];
  ordered: (ErasureEvents['ErasureOrdered'] & { at: EventRef }) | null;
}
export const NOT_ERASED: Erasure = { proposals: [], ordered: null };

/** What has personal fields, as far as erasing asks. */
export interface ErasureSubject {
  erasure: Erasure;
}

type Evolve<S> = {
  readonly [T in keyof ErasureEvents]: (state: S | null, data: ErasureEvents[T], at: EventRef) => S | null;
};

/** The entries of `evolve` for an aggregate that has personal fields. */
export function erasureEvolve<S extends ErasureSubject>(): Evolve<S> {
  const change = (state: S | null, to: (erasure: Erasure) => Erasure) =>
    state && { ...state, erasure: to(state.erasure) };
  return {
    ErasureProposed: (s, e, at) => change(s, (was) => ({ ...was, proposals: [...was.proposals, { ...e, at }] })),
    ErasureOrdered: (s, e, at) => change(s, (was) => ({ ...was, ordered: { ...e, at } })),
  };
}

const signedMentions = (e: ErasureSignature): Mention[] => [
  ['signed-in', streamOf('office', e.office)],
  ['signed-by', streamOf('person', e.person)],
];
export const erasureMentions = { ErasureProposed: signedMentions, ErasureOrdered: signedMentions };

export const erasureStandsOn = { ErasureOrdered: (e: ErasureEvents['ErasureOrdered']) => [e.proposal] };

export function proposeErasure(
  state: ErasureSubject,
  data: ErasureEvents['ErasureProposed'],
): NewFact<ErasureEvents>[] {
  requireNotErased(state, data.subject);
  return [{ type: 'ErasureProposed', data }];
}

/** Two different people who hold two offices that day. */
export function orderErasure(state: ErasureSubject, data: ErasureEvents['ErasureOrdered']): NewFact<ErasureEvents>[] {
  requireNotErased(state, data.subject);
  const proposal = state.erasure.proposals.find((p) => p.at.id === data.proposal);
  if (!proposal) throw new RuleViolation('erasure-not-proposed', `${data.subject} ${data.proposal}`);
  if (data.on < proposal.on) throw new RuleViolation('erasure-before-proposed', `${data.subject} ${data.on}`);
  requireTwoPersons(proposal, data);
  return [{ type: 'ErasureOrdered', data }];
}

/** Of an erased subject nothing personal is recorded any more. */
export function requireNotErased({ erasure }: ErasureSubject, subject: string): void {
  if (erasure.ordered) throw new RuleViolation('personal-data-erased', subject);
}
