import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventLog } from '#event-log/event-log.js';
import { formatCheckpoint, openCheckpoint, type SignedCheckpoint } from '../tree/checkpoint.js';
import { leafBytes } from '../tree/leaf.js';
import { type Hash, leafHash, rootOf, sameHash, type TreeFrontier } from '../tree/merkle-tree.js';
import { parseVkey } from '../tree/note-key.js';
import { ProofRefused } from '../tree/proof-refused.js';
import { TILE_WIDTH } from '../tree/tiles.js';
import { originOf } from './file-keyring.js';
import { HashesMissing, LedgerReader } from './ledger-reader.js';
import { LedgerRefusal } from './ledger-refusal.js';
import type { LedgerStore, LedgerTree, Run } from './ledger-store.js';
import type { Keyring, Signer } from './signer.js';

/** Somebody else has written what comes next: begin again from what is there. */
export class Fenced extends Error {}

/** How far the ledger is, and what it expects to find there. */
export interface Place {
  readonly tree: LedgerTree;
  readonly signer: Signer;
  /** Events hashed, and the root over them. */
  readonly size: number;
  readonly root: Hash;
  /** Events under the last checkpoint. */
  readonly signed: number;
}

interface Parts {
  readonly log: EventLog;
  readonly store: LedgerStore;
  readonly keyring: Keyring;
}

/** Events of one run, at most: what is hashed between two signings while it catches up. */
const MOST = 4096;
const TILE_LEVEL = 8;
/** So many events are hashed before others of the process have a turn. */
const AT_ONCE = 64;

/**
 * Where the ledger was, from what the database and the keyring hold; begins the first log if neither holds anything.
 *
 * @throws {LedgerRefusal} the two do not agree, or not with each other's signatures
 */
export async function resume({ store, keyring }: Parts, origin: string | undefined): Promise<Place> {
  const tree = (await store.tree()) ?? (await beginFirst(store, keyring, origin));
  const { number } = tree;
  if (origin !== undefined && origin !== tree.origin) {
    throw new LedgerRefusal('other-origin', `LOG_ORIGIN is ${origin}, the log that was begun is ${tree.origin}`);
  }
  const newest = await keyring.newest();
  if (newest > number) {
    const detail = `the database holds log ${number}, the key folder holds a key of log ${newest}`;
    throw new LedgerRefusal('database-behind-the-key', detail);
  }
  const signer = await keyring.open(number);
  if (!signer) throw new LedgerRefusal('key-missing', `there is no key of ${tree.origin} in the key folder`);
  if (signer.vkey !== tree.vkey) {
    throw new LedgerRefusal('key-of-another-log', `the key is ${signer.vkey}, the log was begun with ${tree.vkey}`);
  }
  const size = await store.size(number);
  const signed = await agreed({ store, keyring }, tree, size);
  return { tree, signer, size, root: (await edgeAt(store, number, size)).root(), signed };
}

/**
 * Compares what was hashed last with the log, hashes what came after it, and signs. Nothing is signed before it is hashed
 * in the store, nothing is shown before it is kept beside the key: whatever crashes when, the next one goes on from there.
 *
 * @throws {LedgerRefusal} @throws {Fenced}
 */
export async function advance(parts: Parts, place: Place): Promise<Place> {
  const { store } = parts;
  const { number } = place.tree;
  const frontier = await edgeAt(store, number, place.size);
  if (!sameHash(frontier.root(), place.root)) {
    throw new LedgerRefusal('hashes-changed', `the kept hashes of ${place.size} events do not make the root they made`);
  }
  const run = await read(parts, place, frontier);
  if (run.leaves.length > 0 && !(await store.extend(number, run))) throw new Fenced();
  const { size } = frontier;
  const reached = { ...place, size, root: frontier.root() };
  if (size === place.signed) return reached;
  await sign(parts, reached);
  return { ...reached, signed: size };
}

/** @throws {LedgerRefusal} something was signed before, of which the database knows nothing */
async function beginFirst(store: LedgerStore, keyring: Keyring, origin: string | undefined): Promise<LedgerTree> {
  const newest = await keyring.newest();
  if (newest > 1 || (newest === 1 && (await keyring.last(1)) !== null)) {
    const detail = `the database knows of no log, the key folder holds what was signed of log ${newest}`;
    throw new LedgerRefusal('database-behind-the-key', detail);
  }
  const signer = (await keyring.open(1)) ?? (await keyring.create(1, origin));
  await store.begin({ number: 1, origin: originOf(signer), vkey: signer.vkey, after: null });
  const tree = await store.tree();
  if (!tree) throw new Error('the log that was begun is not there');
  return tree;
}

/**
 * The size under the last checkpoint, on which database and keyring agree. One that was kept beside the key and not
 * written down in the database any more, because of a crash, is written down now.
 */
async function agreed(parts: Pick<Parts, 'store' | 'keyring'>, tree: LedgerTree, hashed: number): Promise<number> {
  const { store, keyring } = parts;
  const { number } = tree;
  const [published, kept] = [await store.latest(number), await keyring.last(number)];
  if (published && kept === null) {
    const detail = `a checkpoint of ${published.size} events was published, none is kept beside the key`;
    throw new LedgerRefusal('nothing-kept-beside-the-key', detail);
  }
  const ofDatabase = published ? open(published.note, tree, 'in the database') : null;
  const ofKey = kept === null ? null : open(kept, tree, 'beside the key');
  if (ofKey && ofKey.size > hashed) {
    const detail = `${ofKey.size} events were signed, the database holds the hashes of ${hashed}: it is older than the key folder`;
    throw new LedgerRefusal('database-behind-the-key', detail);
  }
  for (const [signed, where] of [
    [ofKey, 'beside the key'],
    [ofDatabase, 'in the database'],
  ] as const) {
    if (signed && (signed.size > hashed || !sameHash((await edgeAt(store, number, signed.size)).root(), signed.root))) {
      const detail = `the hashes in the database do not make the root of ${signed.size} events that was signed (${where})`;
      throw new LedgerRefusal('database-not-what-was-signed', detail);
    }
  }
  if (kept !== null && ofKey && ofKey.size > (ofDatabase?.size ?? 0)) {
    await store.publish(number, { size: ofKey.size, root: ofKey.root, note: kept });
    return ofKey.size;
  }
  return ofDatabase?.size ?? 0;
}

/** Compares the last tile, and what was not signed yet, with the log; takes in what comes after. */
async function read({ log, store }: Parts, place: Place, frontier: TreeFrontier): Promise<Run> {
  const { size, tree } = place;
  const from = firstToCompare(place);
  const known = await keptLeaves(store, tree.number, from, size);
  const leaves: Hash[] = [];
  const filled: Run['filled'][number][] = [];
  const entries: Run['entries'][number][] = [];
  let index = from;
  for await (const batch of log.readAll(BigInt(from), { limit: size - from + MOST })) {
    for (const event of batch) {
      const hash = leafHash(leafBytes(event));
      const was = known[index - from];
      if (Number(event.ordinal) !== index + 1) throw changed(index + 1, `in its place stands ${event.ordinal}`);
      if (was && !sameHash(was, hash))
        throw changed(index + 1, `it reads ${event.type} in ${event.stream}, ${event.id}`);
      if (!was) {
        leaves.push(hash);
        entries.push({ event: event.id, command: event.command });
        for (const { level, ...node } of frontier.append(hash)) {
          if (level > 0 && level % TILE_LEVEL === 0) filled.push({ ...node, level: level / TILE_LEVEL });
        }
      }
      index++;
      if (index % AT_ONCE === 0) await nextTurn();
    }
  }
  if (index < size) throw new LedgerRefusal('log-shorter', `${size} events were hashed, the log ends with ${index}`);
  return { after: size, leaves, filled, entries };
}

/** Index of the first event of the last tile; of an earlier one if not all was signed that was hashed. */
function firstToCompare({ size, signed }: Place): number {
  const last = Math.max(0, Math.min(size - 1, signed));
  return last - (last % TILE_WIDTH);
}

/** The leaf hashes that are kept of events `from` to `size`; tiles that they fill have the roots that are kept of them. */
async function keptLeaves(store: LedgerStore, tree: number, from: number, size: number): Promise<Hash[]> {
  const known = await store.hashes(tree, 0, from, size);
  if (known.length !== size - from) {
    throw new LedgerRefusal('hashes-changed', `of events ${from + 1} to ${size} only ${known.length} hashes are kept`);
  }
  const first = from / TILE_WIDTH;
  const roots = await store.hashes(tree, 1, first, Math.floor(size / TILE_WIDTH));
  for (const [i, root] of roots.entries()) {
    if (!sameHash(root, rootOf(known.slice(i * TILE_WIDTH, (i + 1) * TILE_WIDTH)))) {
      throw new LedgerRefusal(
        'hashes-changed',
        `the hashes of tile ${first + i} do not make the root that is kept of it`,
      );
    }
  }
  return known;
}

async function sign({ store, keyring }: Parts, { tree, signer, size, root }: Place): Promise<void> {
  const note = await signer.sign(formatCheckpoint({ origin: tree.origin, size, root, extensions: [] }));
  await keyring.keep(tree.number, size, note);
  await store.publish(tree.number, { size, root, note });
}

/** The right edge that the kept hashes make. @throws {LedgerRefusal} there are not enough */
async function edgeAt(store: LedgerStore, tree: number, size: number): Promise<TreeFrontier> {
  try {
    return await new LedgerReader(store).frontier(size, tree);
  } catch (error) {
    if (error instanceof HashesMissing) throw new LedgerRefusal('hashes-changed', error.message);
    throw error;
  }
}

function open(note: string, tree: LedgerTree, where: string): SignedCheckpoint {
  try {
    return openCheckpoint(note, parseVkey(tree.vkey));
  } catch (error) {
    if (!(error instanceof ProofRefused)) throw error;
    throw new LedgerRefusal('checkpoint-not-ours', `the last checkpoint ${where}: ${error.reason}`);
  }
}

function changed(ordinal: number, what: string): LedgerRefusal {
  return new LedgerRefusal('log-changed', `event ${ordinal} is not the one that was hashed: ${what}`);
}
