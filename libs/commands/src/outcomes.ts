import type { Receipt } from './command.js';

/** How a command ended that left no event by which it is known; `body` is the hash of its body. */
export type Outcome = { body: string } & (
  | { kind: 'refused'; code: string; subject: string }
  /** `by`: who sent it, whose receipt it is; not said of those that were kept before there was sign-in. */
  | { kind: 'nothing'; receipt: Receipt; by?: string | null }
);

/** Lets go of what was held. Never fails. */
export type Hold = () => Promise<void>;

/**
 * Command ids that were claimed by a key, and the outcomes that left no event. Events answer for themselves: a command
 * that recorded something is found in its stream.
 */
export interface Outcomes {
  /** Claims a command id for a body; the hash of the body that claimed it first comes back. */
  claim(commandId: string, bodyHash: string): Promise<string>;
  /** Was the command id claimed before? */
  claimed(commandId: string): Promise<boolean>;
  /**
   * Holds a command id while its command is under way, in all processes; null: it is under way already. A hint, not a
   * fence: a lost connection lets go of it, and then the stream decides which of two is the first.
   */
  hold(commandId: string): Promise<Hold | null>;
  find(commandId: string): Promise<Outcome | null>;
  /** Keeps the first outcome; a second one for the same command is dropped. */
  keep(commandId: string, outcome: Outcome): Promise<void>;
}

/** For tests. */
export class InMemoryOutcomes implements Outcomes {
  private readonly claims = new Map<string, string>();
  private readonly outcomes = new Map<string, Outcome>();
  private readonly held = new Set<string>();

  claim(commandId: string, bodyHash: string): Promise<string> {
    if (!this.claims.has(commandId)) this.claims.set(commandId, bodyHash);
    return Promise.resolve(this.claims.get(commandId) ?? bodyHash);
  }

  claimed(commandId: string): Promise<boolean> {
    return Promise.resolve(this.claims.has(commandId));
  }

  hold(commandId: string): Promise<Hold | null> {
    if (this.held.has(commandId)) return Promise.resolve(null);
    this.held.add(commandId);
    return Promise.resolve(() => {
      this.held.delete(commandId);
      return Promise.resolve();
    });
  }

  find(commandId: string): Promise<Outcome | null> {
    return Promise.resolve(this.outcomes.get(commandId) ?? null);
  }

  keep(commandId: string, outcome: Outcome): Promise<void> {
    if (!this.outcomes.has(commandId)) this.outcomes.set(commandId, outcome);
    return Promise.resolve();
  }
}
