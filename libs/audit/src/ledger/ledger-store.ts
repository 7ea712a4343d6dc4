import type { Lease } from '#database/lease.js';
import type { Hash } from '../tree/merkle-tree.js';

/** One transparency log. There is one, unless a loss was declared and another was begun after it. */
export interface LedgerTree {
  /** 1 for the first; the last one is the one that grows. */
  readonly number: number;
  /** First line of its checkpoints, and the name of its key. */
  readonly origin: string;
  /** Public key, as a verifier takes it (`origin+id+key`). */
  readonly vkey: string;
  /** UTC instant. */
  readonly begunAt: string;
  /** Null for the first one. */
  readonly after: DeclaredLoss | null;
}

/** Why the log before was given up: said by a person, and what was last signed of it. */
export interface DeclaredLoss {
  readonly reason: string;
  readonly declaredBy: string;
  /** The last checkpoint of the log before, as it was kept beside the key; null if there was none. */
  readonly lastNote: string | null;
}

/** What is written of a run of events, all or nothing. */
export interface Run {
  /** Size of the tree before. */
  readonly after: number;
  readonly leaves: readonly Hash[];
  /** Roots of the tiles that the leaves have filled: hash `index` of tile level 1 and up. */
  readonly filled: readonly { readonly level: number; readonly index: number; readonly hash: Hash }[];
  /** Of each event, for who asks by the id of an event or a command. */
  readonly entries: readonly { readonly event: string; readonly command: string }[];
}

export interface SignedTree {
  readonly size: number;
  readonly root: Hash;
  /** The signed note, without cosignatures. */
  readonly note: string;
  /** UTC instant at which it was written down here; in no leaf and no note. */
  readonly signedAt: string;
}

/** Something that somebody has to look at. It is added to and never taken away. */
export interface LedgerAlarm {
  readonly kind: string;
  readonly detail: string;
  /** UTC instant. */
  readonly at: string;
}

/**
 * Where the hashes, checkpoints and cosignatures are kept. Nothing in it is changed or deleted; who has written a run has
 * won the place after it, so that the sizes of a tree are one chain, whoever believes to lead.
 */
export interface LedgerStore {
  /** The tree that grows; null: none was begun. */
  tree(): Promise<LedgerTree | null>;
  /** All of them, the first one first. */
  trees(): Promise<LedgerTree[]>;
  /** Begins the tree of that number. False: somebody else has. */
  begin(tree: Omit<LedgerTree, 'begunAt'>): Promise<boolean>;
  /** How many events were hashed. */
  size(tree: number): Promise<number>;
  /** Hashes `from` to `to` (not included) of a tile level: 0 for leaves. Fewer if there are fewer. */
  hashes(tree: number, level: number, from: number, to: number): Promise<Hash[]>;
  /** False: the tree is not of the size `run.after` any more, and nothing is kept. */
  extend(tree: number, run: Run): Promise<boolean>;
  /** Keeps what was signed. The same size again changes nothing. */
  publish(tree: number, signed: Omit<SignedTree, 'signedAt'>): Promise<void>;
  /** What was signed last; null: nothing. */
  latest(tree: number): Promise<SignedTree | null>;
  /** The last one that a witness has cosigned; null: none was. */
  latestCosigned(tree: number): Promise<SignedTree | null>;
  /** What was signed at exactly that size. */
  checkpointAt(tree: number, size: number): Promise<SignedTree | null>;
  /** Indexes, from 0, of the events of that id or of that command, in order. */
  find(tree: number, by: { readonly event: string } | { readonly command: string }): Promise<number[]>;
  /** Keeps the signature line of a witness; of several for one size and witness the first counts. */
  cosign(tree: number, size: number, witness: string, line: string): Promise<void>;
  /** Signature lines of a size by the name of their witness. */
  cosignatures(tree: number, size: number): Promise<ReadonlyMap<string, string>>;
  raise(alarm: Omit<LedgerAlarm, 'at'>): Promise<void>;
  /** The last alarms, the newest first. */
  alarms(limit: number): Promise<LedgerAlarm[]>;
  /** Takes the lead; null: another one has it. A hint: the chain of runs is the fence. */
  lead(lost: () => void): Promise<Lease | null>;
  close(): Promise<void>;
}
