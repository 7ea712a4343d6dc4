import { HashesInMemory, sampleLeaves } from '../testing/hashes-in-memory.js';
import { ProofRefused } from './proof-refused.js';
import {
  formatEntryBundle,
  hashFromTile,
  parseEntryBundle,
  parseTilePath,
  tileNodes,
  tileOfNode,
  tilePath,
  tilesOf,
  tileWidth,
} from './tiles.js';

describe('the path of a tile', () => {
  it.each([
    ['tile/0/000', { level: 0, index: 0, width: 256 }],
    ['tile/0/x001/067', { level: 0, index: 1067, width: 256 }],
    ['tile/1/x001/x234/067', { level: 1, index: 1_234_067, width: 256 }],
    ['tile/2/999.p/1', { level: 2, index: 999, width: 1 }],
    ['tile/entries/x001/000.p/255', { level: 'entries', index: 1000, width: 255 }],
    ['tile/63/000', { level: 63, index: 0, width: 256 }],
  ] as const)('%s is read and written', (path, tile) => {
    expect(parseTilePath(path)).toEqual(tile);
    expect(tilePath(tile)).toBe(path);
  });

  it.each([
    '',
    'tile/0/0',
    'tile/0/67',
    'tile/00/067',
    'tile/64/000',
    'tile/-1/000',
    'tile/0/x000/067',
    'tile/0/001/067',
    'tile/0/x001',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000.p/',
    'tile/0/000/',
    '/tile/0/000',
    'tile/0/../000',
    'tile/entry/000',
    'tile/0/x999/x999/x999/x999/x999/x999/999',
  ])('%j is refused', (path) => {
    expect(() => parseTilePath(path)).toThrow(ProofRefused);
  });
});

describe('the tiles of a tree', () => {
  it('of 70,000 leaves are those of the specification', () => {
    const tiles = [...tilesOf(70_000)];
    const of = (level: number, width: number) => tiles.filter((t) => t.level === level && t.width === width).length;
    expect([of(0, 256), of(0, 112), of(1, 256), of(1, 17), of(2, 1)]).toEqual([273, 1, 1, 1, 1]);
    expect(tiles).toHaveLength(277);
  });

  it('of 256 leaves are one full tile and the first hash of the next level', () => {
    expect([...tilesOf(256)].map(tilePath)).toEqual(['tile/0/000', 'tile/1/000.p/1']);
    expect([tileWidth('entries', 0, 256), tileWidth('entries', 1, 256), tileWidth(0, 0, 0)]).toEqual([256, 0, 0]);
    expect([...tilesOf(0)]).toEqual([]);
  });

  const { read } = HashesInMemory.of(sampleLeaves(65_537));

  it.each([1, 255, 256, 257, 600, 65_535, 65_536, 65_537])('of %i leaves give each hash of the tree', (size) => {
    const stored = new Map(
      [...tilesOf(size)].map((tile) => [
        tilePath(tile),
        Buffer.concat(tileNodes(tile).map(({ level, index }) => read(level, index))),
      ]),
    );
    for (let level = 0; 2 ** level <= size; level += 1) {
      const last = Math.floor(size / 2 ** level) - 1;
      for (const index of new Set([0, 1, 127, 128, 255, 256, last - 1, last].filter((i) => i >= 0 && i <= last))) {
        const tile = stored.get(tilePath(tileOfNode({ level, index }, size)));
        expect(Buffer.from(hashFromTile(tile!, { level, index }))).toEqual(read(level, index));
      }
    }
  });

  it('are too narrow for a node beyond them, and bundles hold no hashes', () => {
    expect(() => hashFromTile(Buffer.alloc(32 * 3), { level: 1, index: 1 })).toThrow('too narrow for node 1/1');
    expect(() => hashFromTile(Buffer.alloc(33), { level: 0, index: 0 })).toThrow('row of hashes');
    expect(() => tileNodes({ level: 'entries', index: 0, width: 1 })).toThrow('holds no hashes');
  });
});

describe('a bundle of entries', () => {
  it('keeps each entry, also the empty and the longest', () => {
    const entries = [Buffer.from('một'), Buffer.alloc(0), Buffer.alloc(65_535, 7)];
    expect(parseEntryBundle(formatEntryBundle(entries))).toEqual(entries);
    expect(parseEntryBundle(new Uint8Array())).toEqual([]);
    expect(Buffer.from(formatEntryBundle([Buffer.from('hai')])).toString('hex')).toBe('0003686169');
  });

  it('takes no longer entry and does not end within one', () => {
    expect(() => formatEntryBundle([Buffer.alloc(65_536)])).toThrow('65536 bytes does not fit');
    expect(() => parseEntryBundle(Buffer.from('000368', 'hex'))).toThrow('ends within entry 0');
    expect(() => parseEntryBundle(Buffer.from('00', 'hex'))).toThrow('ends within entry 0');
  });
});
