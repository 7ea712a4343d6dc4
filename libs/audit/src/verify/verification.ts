/** What a check of the record came to. */
export type Verdict = 'verified' | 'tampered' | 'could-not-check';

/** Exit codes of the command line, for scripts that watch. */
export const EXIT_CODES: Readonly<Record<Verdict, number>> = { verified: 0, tampered: 1, 'could-not-check': 2 };

export type DiscrepancyKind =
  /** A checkpoint does not carry the signature of the log's key, or a false one of a witness. */
  | 'checkpoint-not-signed'
  /** A checkpoint covers more events than there are. */
  | 'history-shorter'
  /** An event is not there any more; the one after it is. */
  | 'event-missing'
  /** The event does not have the hash that was kept of it, and the kept hashes make the signed root. */
  | 'event-changed'
  /** The events up to a checkpoint do not make its root; where, is known only between two checkpoints. */
  | 'root-differs'
  /** The events make the signed root, the hashes kept beside them do not: the ledger's tables were changed. */
  | 'kept-hashes-differ'
  /** The events are what they were, but a stream does not give them: rows were moved from stream to stream. */
  | 'stream-differs'
  /** The events of a bundle give another answer than the one that stands in it. */
  | 'answer-differs'
  /** What stands in the store in this place cannot be read as an event. */
  | 'event-unreadable';

/** Something that is not as it was signed. */
export interface Discrepancy {
  readonly kind: DiscrepancyKind;
  /** One plain sentence. */
  readonly detail: string;
  /** Ordinal of the first event that is concerned, from 1; null if it concerns none. */
  readonly ordinal: number | null;
  /** Id of what stands there now; null if nothing does. */
  readonly event: string | null;
  readonly stream: string | null;
}

/** A checkpoint that the events were held against. */
export interface CheckedAgainst {
  readonly size: number;
  /** Base64, as it stands in the checkpoint. */
  readonly root: string;
  /** Names of those who cosigned it, of the witnesses that were asked for. */
  readonly cosignedBy: readonly string[];
  /** Where it is from: `ledger`, `key folder`, or the name of a file. */
  readonly from: string;
  readonly holds: boolean;
}

export interface Verification {
  readonly verdict: Verdict;
  /** Public key that the signatures were held against. */
  readonly vkey: string | null;
  /** Ordinals of the first and last event that was read and hashed; null: none. */
  readonly read: { readonly from: number; readonly to: number } | null;
  readonly checkpoints: readonly CheckedAgainst[];
  /** Events after the last checkpoint: nothing is proved of them yet. */
  readonly notCovered: number;
  /** At most {@link MOST_DISCREPANCIES}, in order of the ordinal. */
  readonly discrepancies: readonly Discrepancy[];
  /** Why it could not be checked; null: it could. */
  readonly problem: string | null;
}

/** A log that was rewritten from some event on differs in all that follow; the first ones say where. */
export const MOST_DISCREPANCIES = 20;
