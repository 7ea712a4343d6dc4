import { type Decider, existing, type NewFact } from '../decider.js';
import {
  type Erasure,
  type ErasureEvents,
  erasureEvolve,
  erasureMentions,
  erasureStandsOn,
  NOT_ERASED,
} from '../record/erasure.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';
import type { DetailsRecorded, PersonalDetailsEvents } from './personal-details.js';

export type PersonId = string;

/**
 * A person is an opaque id; the name is the public name that a document gives. What else an office needs to know of a person
 * (`personal-details.ts`) is sealed; offices, words and deeds are events elsewhere.
 */
export type PersonEvents = {
  PersonRegistered: { personId: PersonId; name: string };
} & PersonalDetailsEvents &
  ErasureEvents;

export interface Person {
  id: PersonId;
  name: string;
  at: EventRef;
  details: readonly DetailsRecorded[];
  erasure: Erasure;
}

export const person: Decider<Person | null, PersonEvents> = {
  category: 'person',
  initial: null,
  evolve: {
    PersonRegistered: (_, e, at) => ({ id: e.personId, name: e.name, at, details: [], erasure: NOT_ERASED }),
    PersonalDetailsRecorded: existing((p, e, at) => ({ ...p, details: [...p.details, { ...e, at }] })),
    ...erasureEvolve<Person>(),
  },
  mentions: { PersonRegistered: () => [], PersonalDetailsRecorded: () => [], ...erasureMentions },
  standsOn: erasureStandsOn,
};

export function registerPerson(state: Person | null, data: PersonEvents['PersonRegistered']): NewFact<PersonEvents>[] {
  if (state) throw new RuleViolation('person-already-registered', data.personId);
  return [{ type: 'PersonRegistered', data }];
}
