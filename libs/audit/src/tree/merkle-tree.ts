import { hash as digest } from 'node:crypto';
import { ProofRefused } from './proof-refused.js';

/**
 * The Merkle tree of RFC 6962 over SHA-256. A leaf is hashed with 0x00 before it and an inner node with 0x01, so that no
 * node passes for a leaf. Sizes and indexes are whole numbers up to 2^53 - 1, counted from 0.
 */

/** 32 bytes. */
export type Hash = Uint8Array;

/** A subtree that is complete: the leaves `index * 2^level` to `(index + 1) * 2^level`, the end not included. Level 0 is a leaf. */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
}

/** The hash of a complete subtree, read before the proof is made. Throws if it was not read. */
export type HashReader = (level: number, index: number) => Hash;

export const HASH_BYTES = 32;

/** The root of a tree without leaves: SHA-256 of nothing. */
export const EMPTY_ROOT: Hash = sha256();

const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);

/** SHA-256(0x00 || bytes). */
export function leafHash(bytes: Uint8Array): Hash {
  return sha256(LEAF_PREFIX, bytes);
}

/** SHA-256(0x01 || left || right). */
export function nodeHash(left: Hash, right: Hash): Hash {
  return sha256(NODE_PREFIX, left, right);
}

/** Whether two hashes are the same; one of another length is not. */
export function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

/** The largest power of two that is smaller than `size`, which is at least 2: where RFC 6962 splits a tree. */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/**
 * The complete subtrees that make the leaves `start` to `end` (not included), from left to right, the larger first. `start`
 * is where RFC 6962 begins a subtree of that many leaves; `completeNodes(0, size)` is the right edge of a tree.
 */
export function completeNodes(start: number, end: number): TreeNode[] {
  const nodes: TreeNode[] = [];
  for (let at = start; at < end;) {
    let level = 0;
    let width = 1;
    while (width * 2 <= end - at) {
      width *= 2;
      level += 1;
    }
    nodes.push({ level, index: at / width });
    at += width;
  }
  return nodes;
}

/** The hash over the leaves `start` to `end`, made of the complete subtrees in it; {@link EMPTY_ROOT} for none. */
export function hashOfRange(start: number, end: number, read: HashReader): Hash {
  return hashOfEdge(completeNodes(start, end).map(({ level, index }) => read(level, index)));
}

/** The root of the tree of the first `size` leaves. */
export function rootAt(size: number, read: HashReader): Hash {
  return hashOfRange(0, size, read);
}

/** The root over leaf hashes; for tests and small trees. */
export function rootOf(leafHashes: Iterable<Hash>): Hash {
  const tree = new TreeFrontier();
  for (const leaf of leafHashes) tree.append(leaf);
  return tree.root();
}

/** A complete subtree with its hash. */
export interface HashedNode extends TreeNode {
  readonly hash: Hash;
}

/** The right edge of a growing tree: all that is needed to append and to know the root, at most 53 hashes. */
export class TreeFrontier {
  #size = 0;
  #edge: Hash[] = [];

  /**
   * The tree of `size` leaves, from the hashes of `completeNodes(0, size)`.
   *
   * @throws {ProofRefused} the hashes are not as many as such a tree has, or one is not 32 bytes
   */
  static of(size: number, edge: readonly Hash[]): TreeFrontier {
    if (!Number.isSafeInteger(size) || size < 0) throw new ProofRefused('not-a-number', `${size} is no size of a tree`);
    const expected = completeNodes(0, size).length;
    if (edge.length !== expected || edge.some((hash) => hash.length !== HASH_BYTES))
      throw new ProofRefused('not-a-hash', `a tree of ${size} leaves has ${expected} hashes of 32 bytes at its edge`);
    const tree = new TreeFrontier();
    tree.#size = size;
    tree.#edge = [...edge];
    return tree;
  }

  /** Number of leaves. */
  get size(): number {
    return this.#size;
  }

  /** The hashes of `completeNodes(0, size)`: what {@link TreeFrontier.of} takes. */
  get edge(): readonly Hash[] {
    return this.#edge;
  }

  /**
   * Adds a leaf by its hash ({@link leafHash}).
   *
   * @returns the complete subtrees that end with this leaf, the leaf first: what a store of hashes keeps
   */
  append(leaf: Hash): HashedNode[] {
    if (leaf.length !== HASH_BYTES) throw new ProofRefused('not-a-hash', 'a leaf hash has 32 bytes');
    const completed: HashedNode[] = [{ level: 0, index: this.#size, hash: leaf }];
    let hash = leaf;
    let index = this.#size;
    // As a binary number grows by one: each trailing 1 is a complete subtree that the new one closes.
    for (let level = 1; index % 2 === 1; level += 1) {
      const left = this.#edge.pop();
      if (!left) throw new Error('the edge is shorter than the size says');
      hash = nodeHash(left, hash);
      index = (index - 1) / 2;
      completed.push({ level, index, hash });
    }
    this.#edge.push(hash);
    this.#size += 1;
    return completed;
  }

  root(): Hash {
    return hashOfEdge(this.#edge);
  }
}

function hashOfEdge(edge: readonly Hash[]): Hash {
  if (edge.length === 0) return EMPTY_ROOT;
  return edge.reduceRight((right, left) => nodeHash(left, right));
}

/** In one call: three times as fast as a hash that is fed piece by piece. */
function sha256(...parts: Uint8Array[]): Hash {
  return digest('sha256', Buffer.concat(parts), 'buffer');
}
