import type { EventLog } from '#event-log/event-log.js';
import type { LedgerReader } from '../ledger/ledger-reader.js';

/** A checkpoint that somebody kept: the signed note, and where it is from. */
export interface KeptCheckpoint {
  readonly note: string;
  readonly from: string;
}

export interface VerifyRequest {
  /** The store itself; every event is read from it and hashed again. */
  readonly log: EventLog;
  readonly ledger: LedgerReader;
  /**
   * Public key of the log, from somewhere that its operator does not decide alone. Left out: the one that the ledger
   * names, which proves nothing against whoever can write there.
   */
  readonly vkey?: string | undefined;
  /** Checkpoints that were kept elsewhere: by an auditor, beside the key. What was signed once must hold for ever. */
  readonly kept?: readonly KeptCheckpoint[] | undefined;
  /** Public keys of witnesses; each must have cosigned a checkpoint that the events are held against. */
  readonly witnesses?: readonly string[] | undefined;
  /** Reads the last so many events alone and takes the hashes before them as kept; left out: all, and their streams too. */
  readonly tail?: number | undefined;
  /** Told after each batch: events read, and all there are to read. */
  readonly onProgress?: ((read: number, all: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}
