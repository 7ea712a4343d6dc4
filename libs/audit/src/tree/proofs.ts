import {
  completeNodes,
  EMPTY_ROOT,
  type Hash,
  HASH_BYTES,
  hashOfRange,
  type HashReader,
  nodeHash,
  sameHash,
  splitOf,
  type TreeNode,
} from './merkle-tree.js';
import { ProofRefused } from './proof-refused.js';

/**
 * Proofs of RFC 6962, section 2.1: that a leaf is in a tree, and that a tree is the beginning of a larger one. They are made
 * of hashes of complete subtrees that somebody has read before; they are checked with nothing but themselves.
 */

/** Leaves from the first to the second, not included. */
type Range = readonly [start: number, end: number];

/** The complete subtrees whose hashes {@link inclusionProof} reads. */
export function inclusionNodes(index: number, size: number): TreeNode[] {
  return pathRanges(index, size).flatMap(([start, end]) => completeNodes(start, end));
}

/**
 * The audit path of leaf `index` in the tree of `size` leaves, from the leaf's sibling up.
 *
 * @throws {ProofRefused} there is no such leaf in that tree
 */
export function inclusionProof(index: number, size: number, read: HashReader): Hash[] {
  return pathRanges(index, size).map(([start, end]) => hashOfRange(start, end, read));
}

/** The complete subtrees whose hashes {@link consistencyProof} reads. */
export function consistencyNodes(from: number, to: number): TreeNode[] {
  return growthRanges(from, to).flatMap(([start, end]) => completeNodes(start, end));
}

/**
 * That the tree of `from` leaves is the beginning of the tree of `to` leaves; empty if one of them is empty or they are equal.
 *
 * @throws {ProofRefused} the first tree is larger
 */
export function consistencyProof(from: number, to: number, read: HashReader): Hash[] {
  return growthRanges(from, to).map(([start, end]) => hashOfRange(start, end, read));
}

/** A leaf, by its hash, and the tree it is said to be in. */
export interface Inclusion {
  readonly index: number;
  readonly size: number;
  readonly leaf: Hash;
  readonly root: Hash;
  readonly proof: readonly Hash[];
}

/** @throws {ProofRefused} the proof does not show that the leaf is there */
export function verifyInclusion({ index, size, leaf, root, proof }: Inclusion): void {
  verifySubtreeInclusion({ index, start: 0, end: size, leaf, root, proof });
}

/** Two trees, of which the first is said to be the beginning of the second. */
export interface Consistency {
  readonly from: number;
  readonly to: number;
  readonly fromRoot: Hash;
  readonly toRoot: Hash;
  readonly proof: readonly Hash[];
}

/**
 * An empty tree is the beginning of every tree, and then the proof is empty; its root is checked all the same.
 *
 * @throws {ProofRefused} the proof does not show that
 */
export function verifyConsistency({ from, to, fromRoot, toRoot, proof }: Consistency): void {
  if (from !== to) checkHashes(fromRoot, toRoot);
  else if (!sameHash(fromRoot, toRoot)) throw wrongRoot('two trees of one size');
  verifySubtreeConsistency({ start: 0, end: from, size: to, subtreeRoot: fromRoot, root: toRoot, proof });
}

/** A leaf and the subtree of leaves `start` to `end` that it is said to be in; `index` counts from the first leaf of the tree. */
export interface SubtreeInclusion {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly leaf: Hash;
  readonly root: Hash;
  readonly proof: readonly Hash[];
}

/** @throws {ProofRefused} the proof does not show that the leaf is there */
export function verifySubtreeInclusion({ index, start, end, leaf, root, proof }: SubtreeInclusion): void {
  checkNumbers(index, start, end);
  checkHashes(leaf, root, ...proof);
  checkSubtree(start, end);
  if (index < start || index >= end)
    throw new ProofRefused('index-beyond-size', `leaf ${index} is not among the leaves ${start} to ${end - 1}`);

  // RFC 9162, 2.1.3.2: `at` is the node on the path, `last` the last node of its level.
  let at = index - start;
  let last = end - start - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) throw tooMany(proof);
    if (isOdd(at) || at === last) {
      hash = nodeHash(sibling, hash);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  if (last !== 0) throw tooFew(proof);
  if (!sameHash(hash, root)) throw wrongRoot('the leaf and the proof');
}

/** A subtree of leaves `start` to `end` and the tree of `size` leaves that it is said to be part of. */
export interface SubtreeConsistency {
  readonly start: number;
  readonly end: number;
  readonly size: number;
  readonly subtreeRoot: Hash;
  readonly root: Hash;
  readonly proof: readonly Hash[];
}

/** @throws {ProofRefused} the proof does not show that */
export function verifySubtreeConsistency(claim: SubtreeConsistency): void {
  const { start, end, size, subtreeRoot, root, proof } = claim;
  checkNumbers(start, end, size);
  // The roots are only compared, except the first one where hashes are put beside it.
  checkHashes(...proof, ...(proof.length > 0 ? [subtreeRoot] : []));
  if (end > size) throw new ProofRefused('sizes-reversed', `${end} leaves are no part of ${size}`);
  if (start === end) return checkNothing(claim);
  checkSubtree(start, end);

  // draft-ietf-plants-merkle-tree-certs, 4.4.3; with start 0 it is RFC 9162, 2.1.4.2. `first` and `at` are the ends of the
  // subtree on the level reached, `last` the end of the tree.
  let first = start;
  let at = end - 1;
  let last = size - 1;
  const up = () => ([first, at, last] = [half(first), half(at), half(last)]);
  while (first !== at && (at === last || isOdd(at))) up();

  const path = [...proof];
  const begun = first === at ? subtreeRoot : path.shift();
  if (!begun) throw tooFew(proof);
  let before = begun;
  let after = begun;
  for (const sibling of path) {
    if (last === 0) throw tooMany(proof);
    if (isOdd(at) || at === last) {
      if (first < at) before = nodeHash(sibling, before);
      after = nodeHash(sibling, after);
      while (!isOdd(at)) up();
    } else {
      after = nodeHash(after, sibling);
    }
    up();
  }
  if (last !== 0) throw tooFew(proof);
  if (!sameHash(before, subtreeRoot)) throw wrongRoot('the first root and the proof');
  if (!sameHash(after, root)) throw wrongRoot('the proof');
}

/** Nothing is part of everything: no hash proves it, and nothing is said of the larger tree. */
function checkNothing({ subtreeRoot, proof }: SubtreeConsistency): void {
  if (proof.length > 0) throw tooMany(proof);
  if (!sameHash(subtreeRoot, EMPTY_ROOT)) throw wrongRoot('no leaves');
}

/** PATH of RFC 6962: the ranges of leaves beside the way from a leaf up, the nearest first. */
function pathRanges(index: number, size: number): Range[] {
  checkNumbers(index, size);
  if (index >= size) throw new ProofRefused('index-beyond-size', `a tree of ${size} leaves has no leaf ${index}`);
  const ranges: Range[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    ranges.push(index < middle ? [middle, end] : [start, middle]);
    [start, end] = index < middle ? [start, middle] : [middle, end];
  }
  return ranges.reverse();
}

/** SUBPROOF of RFC 6962: what the smaller tree is made of, unless it is one complete subtree, and what came beside it. */
function growthRanges(from: number, to: number): Range[] {
  checkNumbers(from, to);
  if (from > to)
    throw new ProofRefused('sizes-reversed', `a tree of ${from} leaves is not the beginning of one of ${to}`);
  if (from === 0) return [];
  const ranges: Range[] = [];
  let [start, end] = [0, to];
  while (end !== from) {
    const middle = start + splitOf(end - start);
    ranges.push(from <= middle ? [middle, end] : [start, middle]);
    [start, end] = from <= middle ? [start, middle] : [middle, end];
  }
  // From the left edge on, the rest is the smaller tree itself, whose root the verifier has.
  if (start > 0) ranges.push([start, end]);
  return ranges.reverse();
}

/** Where RFC 6962 has a node: the leaves begin at a multiple of the power of two that holds as many. */
function checkSubtree(start: number, end: number): void {
  const whole = end - start > 1 ? splitOf(end - start) * 2 : 1;
  if (start >= end || start % whole !== 0)
    throw new ProofRefused('not-a-subtree', `no tree has a subtree of the leaves ${start} to ${end - 1}`);
}

function checkNumbers(...numbers: number[]): void {
  const wrong = numbers.find((n) => !Number.isSafeInteger(n) || n < 0);
  if (wrong !== undefined) throw new ProofRefused('not-a-number', `${wrong} is no size or index of a tree`);
}

function checkHashes(...hashes: Hash[]): void {
  if (hashes.some((hash) => hash.length !== HASH_BYTES))
    throw new ProofRefused('not-a-hash', 'a hash of the tree has 32 bytes');
}

function tooFew(proof: readonly Hash[]): ProofRefused {
  return new ProofRefused('too-few-hashes', `${proof.length} hashes are too few for this proof`);
}

function tooMany(proof: readonly Hash[]): ProofRefused {
  return new ProofRefused('too-many-hashes', `${proof.length} hashes are too many for this proof`);
}

function wrongRoot(what: string): ProofRefused {
  return new ProofRefused('wrong-root', `${what} lead to another root`);
}

// Not by bit operations, which count to 2^31 only.
function isOdd(n: number): boolean {
  return n % 2 === 1;
}

function half(n: number): number {
  return Math.floor(n / 2);
}
