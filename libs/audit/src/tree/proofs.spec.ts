import { HashesInMemory } from '../testing/hashes-in-memory.js';
import { secondConsistency, secondInclusion, SecondTree } from '../testing/second-tree.js';
import { type Hash, leafHash, sameHash } from './merkle-tree.js';
import {
  consistencyNodes,
  consistencyProof,
  inclusionNodes,
  inclusionProof,
  verifyConsistency,
  verifyInclusion,
} from './proofs.js';
import { ProofRefused } from './proof-refused.js';

/**
 * With `AUDIT_FULL=1` each proof is changed in every way and each of its bits flipped, which takes an hour. Without it so are
 * the proofs of small trees, but for one bit of each hash, and a larger one is changed in two of the ways, others each time.
 */
const FULL = process.env['AUDIT_FULL'] === '1';
const LARGEST = 300;
const SMALL = 40;

const leaves = Array.from({ length: LARGEST }, (_, i) => Buffer.from(`lá ${i}`));
const hashes = HashesInMemory.of(leaves.map((leaf) => leafHash(leaf)));
const second = new SecondTree(leaves);
const hex = (hash: Uint8Array) => Buffer.from(hash).toString('hex');

/** Why it is refused, or null if it is accepted. */
function refusal(verify: () => void): string | null {
  try {
    verify();
    return null;
  } catch (error) {
    if (error instanceof ProofRefused) return error.fault;
    throw error;
  }
}

let flips = 0;

function flipped(hash: Hash, bit: number): Hash {
  const copy = Uint8Array.from(hash);
  copy[bit >> 3]! ^= 1 << (bit & 7);
  return copy;
}

/** The ways in which a proof is made wrong, each made when it is called. */
function mutations(proof: readonly Hash[]): (() => Hash[])[] {
  const ways: (() => Hash[])[] = [];
  for (let i = 0; i < proof.length; i += 1) {
    const hash = proof[i]!;
    for (const bit of FULL ? Array(256).keys() : [(flips += 37) % 256])
      ways.push(() => proof.with(i, flipped(hash, bit)));
    ways.push(() => proof.toSpliced(i, 1));
    if (i > 0) ways.push(() => proof.with(i, proof[i - 1]!).with(i - 1, hash));
  }
  return [
    ...ways,
    () => [...proof, STRANGE],
    () => [STRANGE, ...proof],
    () => [...proof, proof.at(-1) ?? STRANGE],
    () => (proof[0] ? proof.with(0, proof[0].subarray(0, 31)) : [STRANGE, STRANGE]),
  ];
}

const STRANGE = leafHash(Buffer.from('xa lạ'));
let turn = 0;

function chosen<T>(size: number, wrong: readonly (() => T)[]): T[] {
  if (FULL || size <= SMALL) return wrong.map((make) => make());
  turn += 7;
  return [wrong[turn % wrong.length]!(), wrong[(turn * 3 + 1) % wrong.length]!()];
}

const equal = (a: readonly Hash[], b: readonly Hash[]) =>
  a.length === b.length && a.every((hash, i) => sameHash(hash, b[i]!));

describe('inclusion', () => {
  it(
    `is proved for each leaf of each tree of up to ${LARGEST} leaves, and each wrong proof is refused`,
    () => {
      let refused = 0;
      for (let size = 1; size <= LARGEST; size += 1) {
        const root = second.root(0, size);
        for (let index = 0; index < size; index += 1) {
          const proof = inclusionProof(index, size, hashes.read);
          const leaf = hashes.read(0, index);
          const claim = { index, size, leaf, root, proof };
          if (!equal(proof, second.path(index, 0, size)))
            throw new Error(`leaf ${index} of ${size}: not the path of the definition`);
          verifyInclusion(claim);

          const wrong = mutations(proof).map((change) => () => ({ ...claim, proof: change() }));
          wrong.push(() => ({ ...claim, leaf: flipped(leaf, (flips += 37) % 256) }));
          wrong.push(() => ({ ...claim, root: flipped(root, (flips += 37) % 256) }));
          wrong.push(() => ({ ...claim, index: (index + 1) % (size + 1) }));
          for (const each of chosen(size, wrong)) {
            if (refusal(() => verifyInclusion(each)) === null)
              throw new Error(`leaf ${index} of ${size}: a wrong proof is accepted`);
            refused += 1;
          }
        }
      }
      expect(refused).toBeGreaterThan(90_000);
    },
    FULL ? 7_200_000 : 120_000,
  );

  it('is refused for what is no leaf of the tree', () => {
    const { read } = hashes;
    expect(refusal(() => inclusionProof(3, 3, read))).toBe('index-beyond-size');
    expect(refusal(() => inclusionProof(-1, 3, read))).toBe('not-a-number');
    expect(refusal(() => inclusionProof(0.5, 3, read))).toBe('not-a-number');
    expect(refusal(() => inclusionProof(0, 2 ** 53, read))).toBe('not-a-number');
    const claim = { index: 0, size: 1, leaf: read(0, 0), root: read(0, 0), proof: [] };
    expect(refusal(() => verifyInclusion(claim))).toBeNull();
    expect(refusal(() => verifyInclusion({ ...claim, size: 0 }))).toBe('not-a-subtree');
    expect(refusal(() => verifyInclusion({ ...claim, index: 1 }))).toBe('index-beyond-size');
    expect(refusal(() => verifyInclusion({ ...claim, leaf: Buffer.alloc(31) }))).toBe('not-a-hash');
  });
});

describe('consistency', () => {
  it(
    `is proved for each pair of trees of up to ${LARGEST} leaves, and each wrong proof is refused`,
    () => {
      let refused = 0;
      for (let to = 0; to <= LARGEST; to += 1)
        for (let from = 0; from <= to; from += 1) {
          const fromRoot = second.root(0, from);
          const toRoot = second.root(0, to);
          const proof = consistencyProof(from, to, hashes.read);
          const claim = { from, to, fromRoot, toRoot, proof };
          if (!equal(proof, second.growth(from, to)))
            throw new Error(`${from} to ${to}: not the proof of the definition`);
          verifyConsistency(claim);

          const wrong = mutations(proof).map((change) => () => ({ ...claim, proof: change() }));
          wrong.push(() => ({ ...claim, fromRoot: flipped(fromRoot, (flips += 37) % 256) }));
          // Of what follows an empty tree, nothing is proved.
          if (from > 0) wrong.push(() => ({ ...claim, toRoot: flipped(toRoot, (flips += 37) % 256) }));
          if (from > 0 && from < to) wrong.push(() => ({ ...claim, fromRoot: toRoot, toRoot: fromRoot }));
          wrong.push(() => ({ ...claim, from: from + 1 }));
          for (const each of chosen(to, wrong)) {
            if (refusal(() => verifyConsistency(each)) === null)
              throw new Error(`${from} to ${to}: a wrong proof is accepted`);
            refused += 1;
          }
        }
      expect(refused).toBeGreaterThan(90_000);
    },
    FULL ? 7_200_000 : 120_000,
  );

  it('is not there where the first tree is larger, or a number is none', () => {
    expect(refusal(() => consistencyProof(4, 3, hashes.read))).toBe('sizes-reversed');
    expect(refusal(() => consistencyProof(Number.NaN, 3, hashes.read))).toBe('not-a-number');
    const root = hashes.read(0, 0);
    expect(refusal(() => verifyConsistency({ from: 2, to: 1, fromRoot: root, toRoot: root, proof: [] }))).toBe(
      'sizes-reversed',
    );
    expect(refusal(() => verifyConsistency({ from: 0, to: 1, fromRoot: root, toRoot: root, proof: [] }))).toBe(
      'wrong-root',
    );
  });
});

describe('a second implementation', () => {
  it('agrees on what is accepted and what is refused, whatever is changed', () => {
    for (const [m, n] of [
      [1, 2],
      [2, 3],
      [3, 7],
      [4, 7],
      [6, 7],
      [8, 8],
      [7, 64],
      [64, 65],
      [127, 130],
      [255, 257],
      [256, 300],
    ] as const) {
      const toRoot = second.root(0, n);
      const path = inclusionProof(m - 1, n, hashes.read);
      for (const proof of [path, ...mutations(path).map((change) => change())])
        for (const index of [m - 2, m - 1, m].filter((index) => index >= 0))
          for (const size of [n - 1, n, n + 1]) {
            const leaf = hashes.read(0, m - 1);
            // A hash of another length is refused by ours before it is looked at; the definition knows none.
            if (proof.some((hash) => hash.length !== 32)) continue;
            const ours = refusal(() => verifyInclusion({ index, size, leaf, root: toRoot, proof })) === null;
            expect([index, size, ours]).toEqual([index, size, secondInclusion(index, size, leaf, proof, toRoot)]);
          }
      const growth = consistencyProof(m, n, hashes.read);
      for (const proof of [growth, ...mutations(growth).map((change) => change())])
        for (const from of [m - 1, m, m + 1])
          for (const to of [n - 1, n, n + 1]) {
            const fromRoot = second.root(0, m);
            if (proof.some((hash) => hash.length !== 32)) continue;
            const ours = refusal(() => verifyConsistency({ from, to, fromRoot, toRoot, proof })) === null;
            expect([from, to, ours]).toEqual([from, to, secondConsistency(from, to, fromRoot, proof, toRoot)]);
          }
    }
  });
});

describe('the nodes that a proof needs', () => {
  it('are those it reads, and all are complete in the tree', () => {
    for (let size = 1; size <= 70; size += 1)
      for (let at = 0; at < size; at += 1)
        for (const [nodes, prove] of [
          [inclusionNodes(at, size), inclusionProof],
          [consistencyNodes(at, size), consistencyProof],
        ] as const) {
          const read: string[] = [];
          prove(at, size, (level, index) => {
            read.push(`${level}/${index}`);
            return hashes.read(level, index);
          });
          expect(read).toEqual(nodes.map(({ level, index }) => `${level}/${index}`));
          expect(nodes.every(({ level, index }) => (index + 1) * 2 ** level <= size)).toBe(true);
        }
  });
});

describe('sizes around powers of two and edges of tiles', () => {
  const EDGES = [1, 2, 255, 256, 257, 511, 512, 513, 1023, 1024, 4095, 4097, 32_768, 65_535, 65_536, 65_537, 65_600];

  it('have the roots and the proofs of the definition', () => {
    const many = Array.from({ length: 65_600 }, (_, i) => Buffer.from(`lá ${i}`));
    const { read } = HashesInMemory.of(many.map((leaf) => leafHash(leaf)));
    const tree = new SecondTree(many);
    for (const size of EDGES) {
      const root = tree.root(0, size);
      for (const index of [0, 1, 254, 255, 256, 257, 511, 65_535, 65_536, size - 2, size - 1].filter(
        (index) => index >= 0 && index < size,
      )) {
        const proof = inclusionProof(index, size, read);
        expect(proof.map(hex)).toEqual(tree.path(index, 0, size).map(hex));
        verifyInclusion({ index, size, leaf: read(0, index), root, proof });
      }
      for (const from of EDGES.filter((from) => from <= size)) {
        const proof = consistencyProof(from, size, read);
        expect(proof.map(hex)).toEqual(tree.growth(from, size).map(hex));
        verifyConsistency({ from, to: size, fromRoot: tree.root(0, from), toRoot: root, proof });
      }
    }
  });

  it('count beyond what bit operations hold', () => {
    // A tree of 2^52 + 1 leaves, all alike: each level has one hash.
    const level = [leafHash(Buffer.from('một'))];
    const tower = new SecondTree([]);
    expect(tower.root(0, 0)).toHaveLength(32);
    const hash = (height: number): Hash =>
      (level[height] ??= HashesInMemory.of([hash(height - 1), hash(height - 1)]).tree.root());
    const size = 2 ** 52 + 1;
    const root = HashesInMemory.of([hash(52), hash(0)]).tree.root();
    const proof = inclusionProof(2 ** 52 - 1, size, (height) => hash(height));
    expect(proof).toHaveLength(53);
    verifyInclusion({ index: 2 ** 52 - 1, size, leaf: hash(0), root, proof });
    const growth = consistencyProof(2 ** 51, size, (height) => hash(height));
    verifyConsistency({ from: 2 ** 51, to: size, fromRoot: hash(51), toRoot: root, proof: growth });
  });
});
