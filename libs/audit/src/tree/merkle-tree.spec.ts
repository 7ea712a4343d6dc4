import { completeNodes, EMPTY_ROOT, leafHash, rootOf, TreeFrontier } from './merkle-tree.js';

const hex = (hash: Uint8Array) => Buffer.from(hash).toString('hex');
const leaf = (n: number) => leafHash(Buffer.from(`leaf ${n}`));

describe('the tree of RFC 6962', () => {
  it('has the root of nothing while it is empty', () => {
    expect(hex(EMPTY_ROOT)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(hex(new TreeFrontier().root())).toBe(hex(EMPTY_ROOT));
  });

  it('says which complete subtrees end with a new leaf', () => {
    const tree = new TreeFrontier();
    const completed = Array.from({ length: 4 }, (_, n) =>
      tree.append(leaf(n)).map(({ level, index }) => [level, index]),
    );
    expect(completed).toEqual([
      [[0, 0]],
      [
        [0, 1],
        [1, 0],
      ],
      [[0, 2]],
      [
        [0, 3],
        [1, 1],
        [2, 0],
      ],
    ]);
  });

  it('goes on from its right edge alone', () => {
    for (let size = 0; size <= 70; size += 1) {
      const whole = new TreeFrontier();
      for (let n = 0; n < size; n += 1) whole.append(leaf(n));
      const again = TreeFrontier.of(size, whole.edge);
      again.append(leaf(size));
      expect(hex(again.root())).toBe(hex(rootOf(Array.from({ length: size + 1 }, (_, n) => leaf(n)))));
      expect(whole.edge).toHaveLength(completeNodes(0, size).length);
    }
  });

  it('is not made from an edge of another size', () => {
    expect(() => TreeFrontier.of(3, [leaf(0)])).toThrow('2 hashes of 32 bytes');
    expect(() => TreeFrontier.of(1, [leaf(0).subarray(1)])).toThrow('1 hashes of 32 bytes');
    expect(() => TreeFrontier.of(-1, [])).toThrow('-1 is no size');
  });
});
