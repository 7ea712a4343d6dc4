import type { Decider, NewFact } from '../decider.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';

export type PersonId = string;

/**
 * A person is an opaque id; the name is the public name that a document gives. Nothing else about a person is kept:
 * offices, words and deeds are events elsewhere.
 */
export type PersonEvents = {
  PersonRegistered: { personId: PersonId; name: string };
};

export interface Person {
  id: PersonId;
  name: string;
  at: EventRef;
}

export const person: Decider<Person | null, PersonEvents> = {
  category: 'person',
  initial: null,
  evolve: { PersonRegistered: (_, e, at) => ({ id: e.personId, name: e.name, at }) },
  mentions: { PersonRegistered: () => [] },
};

export function registerPerson(state: Person | null, data: PersonEvents['PersonRegistered']): NewFact<PersonEvents>[] {
  if (state) throw new RuleViolation('person-already-registered', data.personId);
  return [{ type: 'PersonRegistered', data }];
}
