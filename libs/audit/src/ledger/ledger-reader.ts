import { type Checkpoint, parseCheckpoint } from '../tree/checkpoint.js';
import { completeNodes, type Hash, type HashReader, TreeFrontier, type TreeNode } from '../tree/merkle-tree.js';
import { consistencyNodes, consistencyProof, inclusionNodes, inclusionProof } from '../tree/proofs.js';
import { parseNote } from '../tree/signed-note.js';
import { hashFromTile, type Tile, TILE_WIDTH, tileOfNode } from '../tree/tiles.js';
import { isRefusal } from './ledger-refusal.js';
import type { LedgerAlarm, LedgerStore, LedgerTree, SignedTree } from './ledger-store.js';

/** A checkpoint as it is served: signed by the log, and by the witnesses that have answered. */
export interface PublishedCheckpoint extends Checkpoint {
  /** Number of the log in the ledger. */
  readonly tree: number;
  /** The signed note with the cosignatures that are there. */
  readonly note: string;
  /** UTC instant at which it was written down. */
  readonly signedAt: string;
}

/** Where the ledger stands, for whoever asks in any process. */
export interface LedgerStanding {
  readonly tree: LedgerTree;
  /** Events hashed. */
  readonly hashed: number;
  readonly signed: PublishedCheckpoint | null;
  /** Refusals since the last signing: it does not sign. */
  readonly alarms: readonly LedgerAlarm[];
}

/** The hashes that are kept do not make the tree that they should. */
export class HashesMissing extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'HashesMissing';
  }
}

/** So many alarms are looked at for those that stand. */
const ALARMS = 20;

/** Reads the transparency log: checkpoints, tiles and proofs. It needs rights to read, and no key. */
export class LedgerReader {
  constructor(private readonly store: LedgerStore) {}

  /** The log that grows, with its origin and public key; null: none was begun. */
  tree(): Promise<LedgerTree | null> {
    return this.store.tree();
  }

  /** All logs, the first one first: more than one after a declared loss. */
  trees(): Promise<LedgerTree[]> {
    return this.store.trees();
  }

  /** The last checkpoint; null: nothing was signed yet. */
  async latest(): Promise<PublishedCheckpoint | null> {
    const tree = await this.store.tree();
    return tree && this.published(tree.number, await this.store.latest(tree.number));
  }

  /** A checkpoint over at least `size` events: the last one that a witness has cosigned, else the last. Null: none is. */
  async covering(size: number): Promise<PublishedCheckpoint | null> {
    const tree = await this.store.tree();
    if (!tree) return null;
    const cosigned = await this.store.latestCosigned(tree.number);
    const signed = cosigned && cosigned.size >= size ? cosigned : await this.store.latest(tree.number);
    return signed && signed.size >= size ? this.published(tree.number, signed) : null;
  }

  /** The checkpoint of exactly that size; null: none was signed. */
  async checkpointAt(size: number): Promise<PublishedCheckpoint | null> {
    const tree = await this.store.tree();
    return tree && this.published(tree.number, await this.store.checkpointAt(tree.number, size));
  }

  /** The last alarms, the newest first, whether they still stand or not. */
  alarms(limit: number): Promise<LedgerAlarm[]> {
    return this.store.alarms(limit);
  }

  /** Null: no log was begun. */
  async standing(): Promise<LedgerStanding | null> {
    const tree = await this.store.tree();
    if (!tree) return null;
    const [hashed, signed, alarms] = await Promise.all([
      this.store.size(tree.number),
      this.latest(),
      this.store.alarms(ALARMS),
    ]);
    return {
      tree,
      hashed,
      signed,
      alarms: alarms.filter(({ kind, at }) => isRefusal(kind) && (signed === null || at > signed.signedAt)),
    };
  }

  /**
   * Reads the hashes of nodes of a tree of `size` events; the answer knows these and no others.
   *
   * @throws {HashesMissing}
   */
  async hashes(nodes: readonly TreeNode[], size: number, tree?: number): Promise<HashReader> {
    const number = tree ?? (await this.store.tree())?.number ?? 0;
    const tiles = new Map<string, Uint8Array>();
    const read = new Map<string, Hash>();
    for (const node of nodes) {
      const tile = tileOfNode(node, size);
      const name = `${tile.level}/${tile.index}`;
      const bytes = tiles.get(name) ?? (await this.tile(tile, number));
      tiles.set(name, bytes);
      read.set(`${node.level}/${node.index}`, hashFromTile(bytes, node));
    }
    return (level, index) => {
      const hash = read.get(`${level}/${index}`);
      if (!hash) throw new HashesMissing(`node ${level}/${index} was not read`);
      return hash;
    };
  }

  /** The audit path of leaf `index` (ordinal - 1) in the tree of the first `size` events, from the leaf up. */
  async inclusion(index: number, size: number): Promise<Hash[]> {
    return inclusionProof(index, size, await this.hashes(inclusionNodes(index, size), size));
  }

  /** That the first `from` events are the beginning of the first `to`. */
  async consistency(from: number, to: number): Promise<Hash[]> {
    return consistencyProof(from, to, await this.hashes(consistencyNodes(from, to), to));
  }

  /** The right edge of a tree of `size` events, to append to it or to know its root. @throws {HashesMissing} */
  async frontier(size: number, tree?: number): Promise<TreeFrontier> {
    const nodes = completeNodes(0, size);
    const read = await this.hashes(nodes, size, tree);
    return TreeFrontier.of(
      size,
      nodes.map(({ level, index }) => read(level, index)),
    );
  }

  /** The hashes of a tile, one after the other. @throws {HashesMissing} there are not as many */
  async tile({ level, index, width }: Tile, tree?: number): Promise<Uint8Array> {
    if (level === 'entries') throw new RangeError('a bundle of entries is made of the log, not of hashes');
    const number = tree ?? (await this.store.tree())?.number ?? 0;
    const start = index * TILE_WIDTH;
    const hashes = await this.store.hashes(number, level, start, start + width);
    if (hashes.length !== width)
      throw new HashesMissing(`tile ${level}/${index} has ${hashes.length} of ${width} hashes`);
    return Buffer.concat(hashes);
  }

  /** Indexes of the events of an id, or of a command, in order. Empty: unknown, or not hashed yet. */
  async find(by: { readonly event: string } | { readonly command: string }): Promise<number[]> {
    const tree = await this.store.tree();
    return tree ? this.store.find(tree.number, by) : [];
  }

  private async published(tree: number, signed: SignedTree | null): Promise<PublishedCheckpoint | null> {
    if (!signed) return null;
    const { text } = parseNote(signed.note);
    const cosignatures = await this.store.cosignatures(tree, signed.size);
    const note = [signed.note, ...cosignatures.values()].join('');
    return { ...parseCheckpoint(text), tree, note, signedAt: signed.signedAt };
  }
}
