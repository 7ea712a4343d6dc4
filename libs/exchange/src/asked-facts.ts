import type { Facts } from '#domain/facts.js';
import type { FactReader } from '#read-models/fact-reader.js';

/** Where an import learns what is on record. */
export interface AskedFacts {
  /**
   * Answers from one snapshot that is not before the ordinal `atLeast`; `ahead` are streams that the question will need.
   *
   * @throws what the source throws when it is behind
   */
  answer<T>(atLeast: number, ahead: readonly string[], question: (facts: Facts) => T): Promise<T>;
}

/** The read side as such a source. */
export function factsOf(reader: FactReader): AskedFacts {
  return {
    answer: (atLeast, ahead, question) => reader.known({ atLeast }, (known) => known.facts(question, ahead)),
  };
}
