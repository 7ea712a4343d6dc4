import type { Facts } from '#domain/facts.js';

/**
 * What other streams say when a decision is made. The answer is read at one ordinal, which is recorded with the decision
 * (`decidedAt`), so that it can be checked for ever.
 */
export interface Context {
  /**
   * Asks at an ordinal that is not before `atLeast`.
   *
   * @throws {ContextBehind} the read models did not get there in time
   */
  ask<T>(atLeast: bigint, question: (facts: Facts) => T): Promise<{ answer: T; decidedAt: number }>;
}

/** The read models have not caught up with the log in time; the command may be sent again. */
export class ContextBehind extends Error {
  constructor(
    readonly wanted: bigint,
    readonly reached: bigint,
  ) {
    super(`read models are at ${reached}, wanted ${wanted}`);
    this.name = 'ContextBehind';
  }
}
