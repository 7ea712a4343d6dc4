import { expect } from '@jest/globals';
import type { Decider, EventMap, NewFact } from '../decider.js';
import { fold } from '../fold.js';
import type { RecordedFact } from '../recorded-fact.js';
import { type RuleCode, RuleViolation } from '../rule-violation.js';

interface Outcome<S, E extends EventMap> {
  /** The decision makes exactly these events, and they fold. */
  then(...events: NewFact<E>[]): S;
  /** The decision makes nothing new. */
  thenNothing(): void;
  refuses(code: RuleCode): void;
}

/** Given the events of one stream, when a decision is made, then it makes these events or refuses. */
export function given<S, E extends EventMap>(decider: Decider<S, E>, ...events: NewFact<E>[]) {
  const state = fold(decider, recorded(decider, events));
  return {
    state,
    when(decide: (state: S) => NewFact<E>[]): Outcome<S, E> {
      return {
        then(...expected) {
          const made = decide(state);
          expect(made).toEqual(expected);
          return fold(decider, recorded(decider, [...events, ...made]));
        },
        thenNothing: () => expect(decide(state)).toEqual([]),
        refuses: (code) => expect(refusalOf(() => decide(state))).toBe(code),
      };
    },
  };
}

/** Events of one stream as recorded ones: ids `e1`, `e2`, …, ordinals from 1. */
export function recorded<S, E extends EventMap>(
  decider: Decider<S, E>,
  events: readonly NewFact<E>[],
  stream: string = `${decider.category}-x`,
): RecordedFact[] {
  return events.map((event, i) => {
    const { type, data } = event as { type: string; data: object };
    return { id: `e${i + 1}`, ordinal: i + 1, stream, type, data };
  });
}

/** The code with which a rule refuses; null if it does not. Any other error is thrown on. */
export function refusalOf(act: () => unknown): RuleCode | null {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof RuleViolation) return error.code;
    throw error;
  }
}
