import type { EventLog } from '#event-log/event-log.js';
import { leafBytes } from '../tree/leaf.js';
import { leafHash, sameHash } from '../tree/merkle-tree.js';
import { type Tile, TILE_WIDTH } from '../tree/tiles.js';
import { HashesMissing, type LedgerReader } from './ledger-reader.js';

/**
 * The leaves of a tile: what was hashed, made of the log and compared with the hashes that are kept, so that nothing is
 * served which does not belong under the checkpoint.
 *
 * @throws {HashesMissing} the log is not what was hashed
 */
export async function entriesOf(log: EventLog, ledger: LedgerReader, tile: Omit<Tile, 'level'>): Promise<Uint8Array[]> {
  const start = tile.index * TILE_WIDTH;
  const hashes = await ledger.tile({ ...tile, level: 0 });
  const leaves: Uint8Array[] = [];
  for await (const batch of log.readAll(BigInt(start), { limit: tile.width })) {
    for (const event of batch) {
      const leaf = leafBytes(event);
      const at = leaves.length * 32;
      if (!sameHash(leafHash(leaf), hashes.subarray(at, at + 32))) {
        throw new HashesMissing(`event ${event.ordinal} is not the one that was hashed`);
      }
      leaves.push(leaf);
    }
  }
  if (leaves.length !== tile.width)
    throw new HashesMissing(`the log has ${leaves.length} of ${tile.width} events of a tile`);
  return leaves;
}
