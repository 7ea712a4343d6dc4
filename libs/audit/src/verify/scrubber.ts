import type { EventLog } from '#event-log/event-log.js';
import type { LedgerReader } from '../ledger/ledger-reader.js';
import { leafBytes } from '../tree/leaf.js';
import { HASH_BYTES, leafHash, sameHash } from '../tree/merkle-tree.js';
import { TILE_WIDTH } from '../tree/tiles.js';
import { verifyInclusion } from '../tree/proofs.js';
import { ProofRefused } from '../tree/proof-refused.js';
import type { Discrepancy } from './verification.js';

/** In so many days each event is hashed again once. */
export const SHARES = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface Scrubbed {
  /** Which share of the log it was, from 0. */
  readonly share: number;
  readonly shares: number;
  /** Events that were hashed again. */
  readonly events: number;
  readonly discrepancies: readonly Discrepancy[];
}

/** The share of a day: each tile of 256 events has its turn, whatever was done on the days before. */
export function shareOf(now: Date, shares = SHARES): number {
  return Math.floor(now.getTime() / DAY_MS) % shares;
}

/**
 * Hashes a share of the stored events again and compares it with the hashes that the checkpoint covers: every `shares`th
 * tile, so that after so many days each was looked at, however long the log is, and nobody needs to remember how far it came.
 * Each tile is proved to be under the last checkpoint by its inclusion proof, so a tile that was changed with its events is found too.
 *
 * @param share which, from 0; {@link shareOf} says which one is due
 */
export async function scrub(
  parts: { log: EventLog; ledger: LedgerReader },
  share: number,
  { shares = SHARES, signal }: { shares?: number; signal?: AbortSignal | undefined } = {},
): Promise<Scrubbed> {
  const { log, ledger } = parts;
  const signed = await ledger.latest();
  const discrepancies: Discrepancy[] = [];
  let events = 0;
  for (let index = share; signed && index * TILE_WIDTH < signed.size; index += shares) {
    signal?.throwIfAborted();
    const start = index * TILE_WIDTH;
    const width = Math.min(TILE_WIDTH, signed.size - start);
    const kept = await ledger.tile({ level: 0, index, width });
    let at = 0;
    for await (const batch of log.readAll(BigInt(start), { limit: width })) {
      for (const event of batch) {
        const hash = leafHash(leafBytes(event));
        if (!sameHash(hash, kept.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES))) {
          const { id, stream, type } = event;
          const detail = `event ${start + at + 1} is not the one that was hashed: ${type} stands there now`;
          discrepancies.push({ kind: 'event-changed', detail, ordinal: start + at + 1, event: id, stream });
        }
        at++;
      }
    }
    events += at;
    if (at < width)
      discrepancies.push({
        kind: 'history-shorter',
        detail: `event ${start + at + 1} is not there`,
        ordinal: start + at + 1,
        event: null,
        stream: null,
      });
    const outside = await notUnder(signed, start, kept.subarray(0, HASH_BYTES), ledger);
    if (outside !== null)
      discrepancies.push({
        kind: 'kept-hashes-differ',
        detail: `tile ${index}: ${outside}`,
        ordinal: start + 1,
        event: null,
        stream: null,
      });
  }
  return { share, shares, events, discrepancies };
}

/** Why the tile that begins with this leaf is not under the checkpoint; null: it is. */
async function notUnder(
  { size, root }: { size: number; root: Uint8Array },
  index: number,
  leaf: Uint8Array,
  ledger: LedgerReader,
): Promise<string | null> {
  try {
    verifyInclusion({ index, size, leaf, root, proof: await ledger.inclusion(index, size) });
    return null;
  } catch (error) {
    if (error instanceof ProofRefused) return error.reason;
    throw error;
  }
}
