import type { Receipt } from './command.js';

/** How a command ended that recorded nothing; `body` is the hash of its body. */
export type Outcome = { body: string } & (
  { kind: 'refused'; code: string; subject: string } | { kind: 'nothing'; receipt: Receipt }
);

/**
 * Command ids that were claimed by a key, and the outcomes that left no event. Events answer for themselves: a command
 * that recorded something is found in its stream.
 */
export interface Outcomes {
  /** Claims a command id for a body; the hash of the body that claimed it first comes back. */
  claim(commandId: string, bodyHash: string): Promise<string>;
  find(commandId: string): Promise<Outcome | null>;
  /** Keeps the first outcome; a second one for the same command is dropped. */
  keep(commandId: string, outcome: Outcome): Promise<void>;
}

/** For tests. */
export class InMemoryOutcomes implements Outcomes {
  private readonly claims = new Map<string, string>();
  private readonly outcomes = new Map<string, Outcome>();

  claim(commandId: string, bodyHash: string): Promise<string> {
    if (!this.claims.has(commandId)) this.claims.set(commandId, bodyHash);
    return Promise.resolve(this.claims.get(commandId) ?? bodyHash);
  }

  find(commandId: string): Promise<Outcome | null> {
    return Promise.resolve(this.outcomes.get(commandId) ?? null);
  }

  keep(commandId: string, outcome: Outcome): Promise<void> {
    if (!this.outcomes.has(commandId)) this.outcomes.set(commandId, outcome);
    return Promise.resolve();
  }
}
