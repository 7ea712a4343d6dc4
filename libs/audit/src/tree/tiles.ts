import { type Hash, HASH_BYTES, rootOf, type TreeNode } from './merkle-tree.js';
import { ProofRefused } from './proof-refused.js';

/**
 * Tiles of C2SP tlog-tiles: the tree as files that never change. A tile is 256 hashes of one level, eight levels of the
 * tree high; entry bundles hold the leaves themselves, 256 in a bundle.
 */

export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

/** Longest leaf that an entry bundle can hold: its length has two bytes. */
export const MAX_BUNDLED_ENTRY = 65_535;

/** `entries` for a bundle of leaves. */
export type TileLevel = number | 'entries';

export interface Tile {
  readonly level: TileLevel;
  readonly index: number;
  /** How many of its 256 hashes or entries there are, from 1 to 256. */
  readonly width: number;
}

/** `tile/0/x001/x234/067`, and `tile/0/x001/x234/067.p/44` for one that is not full. */
export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  const number = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${number}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

const PATH = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** @throws {ProofRefused} it is the path of no tile; one tile has one path */
export function parseTilePath(path: string): Tile {
  const [, level = '', number = '', width = String(TILE_WIDTH)] = PATH.exec(path) ?? [];
  const index = Number(number.replace(/[x/]/g, ''));
  const tile: Tile = { level: level === 'entries' ? level : Number(level), index, width: Number(width) };
  if (!Number.isSafeInteger(index) || (level !== 'entries' && Number(level) > 63) || tilePath(tile) !== path)
    throw new ProofRefused('malformed-tile', `no path of a tile: ${path.slice(0, 100)}`);
  return tile;
}

/** How many hashes or entries the tile has in a tree of `size` leaves; 0 if it has none. */
export function tileWidth(level: TileLevel, index: number, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** (level === 'entries' ? 0 : level));
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH));
}

/** All tiles of a tree of `size` leaves, level by level, without the entry bundles. */
export function* tilesOf(size: number): Generator<Tile> {
  for (let level = 0; tileWidth(level, 0, size) > 0; level += 1)
    for (let index = 0; tileWidth(level, index, size) > 0; index += 1)
      yield { level, index, width: tileWidth(level, index, size) };
}

/** The nodes whose hashes make the tile, in their order. */
export function tileNodes({ level, index, width }: Tile): TreeNode[] {
  if (level === 'entries') throw new ProofRefused('malformed-tile', 'a bundle of entries holds no hashes');
  return Array.from({ length: width }, (_, i) => ({ level: level * TILE_HEIGHT, index: index * TILE_WIDTH + i }));
}

/** The tile from which the hash of a node can be made, as wide as it is in a tree of `size` leaves. */
export function tileOfNode({ level, index }: TreeNode, size: number): Tile {
  const tileLevel = Math.floor(level / TILE_HEIGHT);
  const tileIndex = Math.floor((index * 2 ** (level % TILE_HEIGHT)) / TILE_WIDTH);
  return { level: tileLevel, index: tileIndex, width: tileWidth(tileLevel, tileIndex, size) };
}

/**
 * The hash of a node from the bytes of the tile that {@link tileOfNode} names.
 *
 * @throws {ProofRefused} the bytes are no hashes, or the tile is not wide enough for the node
 */
export function hashFromTile(bytes: Uint8Array, { level, index }: TreeNode): Hash {
  if (bytes.length % HASH_BYTES !== 0)
    throw new ProofRefused('malformed-tile', 'a tile is a row of hashes of 32 bytes');
  const leaves = 2 ** (level % TILE_HEIGHT);
  const start = (index * leaves) % TILE_WIDTH;
  if ((start + leaves) * HASH_BYTES > bytes.length)
    throw new ProofRefused('malformed-tile', `the tile is too narrow for node ${level}/${index}`);
  const row = bytes.subarray(start * HASH_BYTES, (start + leaves) * HASH_BYTES);
  return rootOf(Array.from({ length: leaves }, (_, i) => row.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)));
}

/**
 * Leaves, each with its length in two bytes, big-endian, before it.
 *
 * @throws {ProofRefused} a leaf is longer than {@link MAX_BUNDLED_ENTRY}
 */
export function formatEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(
    entries.flatMap((entry) => {
      if (entry.length > MAX_BUNDLED_ENTRY)
        throw new ProofRefused('malformed-tile', `a leaf of ${entry.length} bytes does not fit into a bundle`);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}

/** @throws {ProofRefused} the bytes end within an entry */
export function parseEntryBundle(bytes: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? Number.NaN);
    const entry = bytes.subarray(at + 2, at + 2 + length);
    if (entry.length !== length)
      throw new ProofRefused('malformed-tile', `the bundle ends within entry ${entries.length}`);
    entries.push(entry);
    at += 2 + length;
  }
  return entries;
}
