import { type Hash, HASH_BYTES } from '../tree/merkle-tree.js';

/** Hashes one after the other in few large pieces of memory: 32 MB for a million events. */
export class HashList {
  private readonly pieces: Uint8Array[] = [];
  length = 0;

  push(hash: Hash): void {
    const at = (this.length % PIECE) * HASH_BYTES;
    if (at === 0) this.pieces.push(new Uint8Array(PIECE * HASH_BYTES));
    this.pieces.at(-1)?.set(hash, at);
    this.length++;
  }

  at(index: number): Hash | null {
    if (index < 0 || index >= this.length) return null;
    const start = (index % PIECE) * HASH_BYTES;
    return this.pieces[Math.floor(index / PIECE)]?.subarray(start, start + HASH_BYTES) ?? null;
  }
}

const PIECE = 4096;
