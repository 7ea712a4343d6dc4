import { type Hash, type HashReader, leafHash, TreeFrontier } from '../tree/merkle-tree.js';

/** All complete subtrees over some leaves, and the reader of their hashes. */
export class HashesInMemory {
  readonly tree = new TreeFrontier();
  readonly #levels: Hash[][] = [];

  static of(leafHashes: Iterable<Hash>): HashesInMemory {
    const hashes = new HashesInMemory();
    for (const leaf of leafHashes) hashes.append(leaf);
    return hashes;
  }

  append(leaf: Hash): void {
    for (const { level, index, hash } of this.tree.append(leaf)) (this.#levels[level] ??= [])[index] = hash;
  }

  readonly read: HashReader = (level, index) => {
    const hash = this.#levels[level]?.[index];
    if (!hash) throw new Error(`no complete subtree ${level}/${index}`);
    return hash;
  };
}

/** Leaf hashes that are all different, and the same for the same name. */
export function sampleLeaves(count: number, name = 'leaf'): Hash[] {
  return Array.from({ length: count }, (_, i) => leafHash(Buffer.from(`${name} ${i}`)));
}
