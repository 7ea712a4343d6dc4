import type { BodyOf, CommandName } from '#commands/command-registry.js';

/** One command of a simulated country. */
export type SimulatedCommand = {
  [N in CommandName]: {
    command: N;
    body: BodyOf<N>;
    /** Idempotency key: the same seed and size send the same command under the same key. */
    key: string;
    /** Streams that it writes, in any case the one that gives them their order. */
    makes: readonly string[];
    /** Streams of others that have to be recorded before it. */
    needs: readonly string[];
  };
}[CommandName];

export interface NationSize {
  seed: number;
  provinces: number;
  communes: number;
  days: number;
  /** First day; the country stands from then. */
  from?: string;
}
