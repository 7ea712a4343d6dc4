import type { BuildComparison } from '#read-models/build-comparison.js';
import type { BuildTable } from '#read-models/build-tables.js';

/** What is asked for. */
export interface ProofAsked {
  /** Tables of the read models that are compared. */
  readonly tables: readonly BuildTable[];
  /** Read the new ones from then on; otherwise they are dropped. */
  readonly swap: boolean;
}

/**
 * `equal`: what is read is what the log makes. `different`: it is not. `stopped` by somebody, or by the end of its process;
 * `failed`: it could not be checked.
 */
export const PROOF_RESULTS = ['running', 'equal', 'different', 'stopped', 'failed'] as const;
export type ProofResult = (typeof PROOF_RESULTS)[number];

/** How far a proof is. */
export interface ProofProgress {
  readonly phase: 'replaying' | 'comparing';
  /** Events replayed of the log, or rows compared of the new build. */
  readonly done: number;
  readonly of: number;
  /** A second. */
  readonly rate: number;
  /** Null: not known yet. */
  readonly secondsLeft: number | null;
}

/** Read models made anew from nothing, held against those that are read. Once it has ended it is never changed. */
export interface ReplayProof {
  readonly id: string;
  readonly result: ProofResult;
  /** UTC instants. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly tables: readonly BuildTable[];
  readonly swap: boolean;
  /** Version of the program, and of the read models' form. */
  readonly program: string;
  readonly readSide: number;
  /** Ordinal at which the two were compared; null if they were not. */
  readonly ordinal: number | null;
  /** Ordinal from which a build that was not finished before was continued; 0: made from nothing in one go. */
  readonly continuedAt: number | null;
  /** Root of the log's tree (RFC 6962) at that ordinal, base64; null where no ledger has hashed so far. */
  readonly root: string | null;
  /** SHA-256, hex, of the digests of the tables on each side. */
  readonly digests: { readonly live: string; readonly rebuilt: string } | null;
  readonly comparison: BuildComparison | null;
  /** Ordinal at which the new build took the place of the other. */
  readonly swappedAt: number | null;
  /** Why it was stopped or has failed. */
  readonly reason: string | null;
  /** Null once it has ended. */
  readonly progress: ProofProgress | null;
}

/** A page, newest first. */
export interface ProofPage {
  readonly items: ReplayProof[];
  readonly next: string | null;
}

/** Where proofs are kept: what has ended is inserted and never changed. */
export interface ReplayProofStore {
  /** One begins; one that stands there as running has lost its process and is kept as stopped. */
  begin(proof: ReplayProof, now: string): Promise<void>;
  /** Says how far it is; true: somebody wants it stopped. */
  progress(id: string, progress: ProofProgress): Promise<boolean>;
  /** Asks the process that makes it to stop. False: it is not running. */
  stop(id: string): Promise<boolean>;
  /** Keeps it for good. */
  end(proof: ReplayProof): Promise<void>;
  find(id: string): Promise<ReplayProof | null>;
  /** @throws {BadCursor} not a cursor of this list */
  list(page: { limit?: number | undefined; cursor?: string | undefined }): Promise<ProofPage>;
}
