import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { Decider, EventMap, NewFact } from '../decider.js';
import { fold } from '../fold.js';
import { RuleViolation } from '../rule-violation.js';
import { recorded, refusalOf } from './given.js';

type Decide<S, E extends EventMap> = (state: S) => NewFact<E>[];

/** One of a few days in a row, so that histories meet on a day. */
export const someDay = fc.integer({ min: 10, max: 19 }).map((day) => `2021-08-${day}`);

/**
 * Makes decisions one after the other and keeps those that are accepted. Their events fold without an error and always to
 * the same state, and the first of them, decided again, is refused or makes nothing.
 */
export function anyHistoryHolds<S, E extends EventMap>(
  decider: Decider<S, E>,
  first: Decide<S, E>,
  ...later: fc.Arbitrary<Decide<S, E>>[]
): void {
  const history = fc.array(fc.oneof(...later), { minLength: 1, maxLength: 12 });
  const property = fc.property(history, (decisions) => {
    let events: NewFact<E>[] = [];
    for (const decide of [first, ...decisions]) {
      try {
        events = [...events, ...decide(fold(decider, recorded(decider, events)))];
      } catch (error) {
        if (!(error instanceof RuleViolation)) throw error;
      }
    }
    const state = fold(decider, recorded(decider, events));
    expect(fold(decider, recorded(decider, events))).toEqual(state);
    let again: NewFact<E>[] = [];
    const refusal = refusalOf(() => (again = first(state)));
    expect(refusal !== null || again.length === 0).toBe(true);
  });
  fc.assert(property, { numRuns: 60 });
}
