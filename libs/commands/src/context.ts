import type { Facts } from '#domain/facts.js';

/**
 * What other streams say when a decision is made. The answer is read at one ordinal, which is recorded with the decision
 * (`decidedAt`), so that it can be checked for ever.
 */
export interface Context {
  /**
   * Asks at an ordinal that is not before `atLeast`.
   *
   * @throws an error of the source's own if it did not get there in time; the command may be sent again
   */
  ask<T>(atLeast: bigint, question: (facts: Facts) => T): Promise<{ answer: T; decidedAt: number }>;
}
