import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { parseCheckpoint } from './checkpoint.js';
import { leafHash, nodeHash, rootOf, splitOf } from './merkle-tree.js';
import { parseSkey, parseVkey } from './note-key.js';
import {
  inclusionProof,
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from './proofs.js';
import { ProofRefused } from './proof-refused.js';
import { openNote, signNote } from './signed-note.js';
import { HashesInMemory } from '../testing/hashes-in-memory.js';
import { es6Numbers } from '../testing/es6-numbers.js';

/** Published vectors; the folder lies beside the checkout where this is to be a gate, and elsewhere there is nothing to run. */
const VECTORS = join(process.cwd(), '../shared/vectors');

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (base64: string | null | undefined) => Buffer.from(base64 ?? '', 'base64');

interface Probe {
  desc: string;
  wantErr: boolean;
  proof: string[] | null;
  leafIdx: number;
  treeSize: number;
  start: number;
  end: number;
  size: number;
  size1: number;
  size2: number;
  root: string;
  root1: string;
  root2: string;
  leafHash: string;
}

function probesOf(kind: string): [string, Probe][] {
  const folder = join(VECTORS, 'transparency-dev-merkle/testdata', kind);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => [name, JSON.parse(readFileSync(join(folder, name), 'utf8')) as Probe]);
}

const KINDS: Readonly<Record<string, { count: number; verify: (probe: Probe) => void }>> = {
  inclusion: {
    count: 98,
    verify: (p) =>
      verifyInclusion({
        index: p.leafIdx,
        size: p.treeSize,
        leaf: bytes(p.leafHash),
        root: bytes(p.root),
        proof: (p.proof ?? []).map(bytes),
      }),
  },
  consistency: {
    count: 98,
    verify: (p) =>
      verifyConsistency({
        from: p.size1,
        to: p.size2,
        fromRoot: bytes(p.root1),
        toRoot: bytes(p.root2),
        proof: (p.proof ?? []).map(bytes),
      }),
  },
  subtreeinclusion: {
    count: 204,
    verify: (p) =>
      verifySubtreeInclusion({
        index: p.leafIdx,
        start: p.start,
        end: p.end,
        leaf: bytes(p.leafHash),
        root: bytes(p.root),
        proof: (p.proof ?? []).map(bytes),
      }),
  },
  subtreeconsistency: {
    count: 118,
    verify: (p) =>
      verifySubtreeConsistency({
        start: p.start,
        end: p.end,
        size: p.size,
        subtreeRoot: bytes(p.root1),
        root: bytes(p.root2),
        proof: (p.proof ?? []).map(bytes),
      }),
  },
};

const there = existsSync(VECTORS);

describe('canonical JSON', () => {
  it('writes numbers as RFC 8785 says', () => {
    const written = [9007199254740994, 9007199254740996, 1e21, 0.000001, 9.999999999999997e-7, -0, 0];
    expect(written.map((value) => canonicalize(value))).toEqual([
      '9007199254740994',
      '9007199254740996',
      '1e+21',
      '0.000001',
      '9.999999999999997e-7',
      '0',
      '0',
    ]);
    expect([...es6Numbers(9)].map(([bits]) => bits)).toContain('c46696695dbd1cc3');
  });
});

if (there)
  describe('published vectors', () => {
    it.each(Object.entries(KINDS))('of %s proofs are accepted and refused as they say', (kind, { count, verify }) => {
      const probes = probesOf(kind);
      expect(probes).toHaveLength(count);
      const wrong = probes.filter(([, probe]) => {
        try {
          verify(probe);
          return probe.wantErr;
        } catch (error) {
          if (!(error instanceof ProofRefused)) throw error;
          return !probe.wantErr;
        }
      });
      expect(wrong.map(([name, { desc }]) => `${name}: ${desc}`)).toEqual([]);
    });

    interface Reference {
      single: Record<'emptyRoot' | 'emptyLeaf' | 'leaf_L123456' | 'node_N123_N456', string>;
      leafInputsHex: string[];
      nodeHashes: string[][];
      rootHashesBySize: string[];
      accumulated: Record<string, string>;
    }
    const reference = () => JSON.parse(readFileSync(join(VECTORS, 'rfc6962-reference.json'), 'utf8')) as Reference;

    it('of single hashes, nodes and roots are met', () => {
      const { single, leafInputsHex, nodeHashes, rootHashesBySize } = reference();
      const leaves = leafInputsHex.map((input) => leafHash(Buffer.from(input, 'hex')));
      expect(rootHashesBySize).toHaveLength(9);
      expect(rootHashesBySize.map((_, size) => hex(rootOf(leaves.slice(0, size))))).toEqual(rootHashesBySize);
      expect(hex(rootOf([]))).toBe(single.emptyRoot);
      expect(hex(leafHash(Buffer.alloc(0)))).toBe(single.emptyLeaf);
      expect(hex(leafHash(Buffer.from('L123456')))).toBe(single.leaf_L123456);
      expect(hex(nodeHash(Buffer.from('N123'), Buffer.from('N456')))).toBe(single.node_N123_N456);
      nodeHashes.forEach((row, level) =>
        expect(row.map((_, i) => hex(rootOf(leaves.slice(i * 2 ** level, (i + 1) * 2 ** level))))).toEqual(row),
      );
    });

    it('of the audit paths in all subtrees of 130 leaves are met', () => {
      const { read } = HashesInMemory.of(Array.from({ length: 130 }, (_, i) => leafHash(Uint8Array.of(i))));
      const sum = createHash('sha256');
      for (let end = 1; end <= 130; end += 1)
        for (let start = 0; start < end; start += 1) {
          if (start % (end - start > 1 ? splitOf(end - start) * 2 : 1) !== 0) continue;
          for (let index = start; index < end; index += 1) {
            const proof = inclusionProof(index - start, end - start, (level, at) =>
              read(level, start / 2 ** level + at),
            );
            sum.update(`${index} [${start}, ${end})${proof.map((hash) => ` ${hex(hash)}`).join('')}\n`);
          }
        }
      expect(sum.digest('hex')).toBe(reference().accumulated['subtreeInclusion130']);
    });

    interface Notes {
      accept: { vkey: string; skey_public_test_key_only?: string; text: string; signatureLine: string }[];
      badVkeys: { vkey: string; why: string }[];
      checkpointBody: { accept: string[]; reject: { body: string; why: string }[] };
    }
    const notes = () => JSON.parse(readFileSync(join(VECTORS, 'signed-note-vectors.json'), 'utf8')) as Notes;

    it('of signed notes are opened, and signed again to the same bytes', () => {
      const { accept } = notes();
      expect(accept).toHaveLength(2);
      for (const { vkey, skey_public_test_key_only: skey, text, signatureLine } of accept) {
        const note = `${text}\n${signatureLine}\n`;
        expect(parseVkey(vkey).vkey).toBe(vkey);
        expect(openNote(note, [parseVkey(vkey)]).text).toBe(text);
        if (skey === undefined) continue;
        expect(parseSkey(skey).skey).toBe(skey);
        expect(parseSkey(skey).verifier.vkey).toBe(vkey);
        expect(signNote(text, [parseSkey(skey)])).toBe(note);
      }
    });

    it('of bad keys are refused', () => {
      const { badVkeys } = notes();
      expect(badVkeys).toHaveLength(2);
      for (const { vkey } of badVkeys) expect(() => parseVkey(vkey)).toThrow(ProofRefused);
    });

    it('of checkpoints are accepted and refused as they say', () => {
      const { checkpointBody } = notes();
      for (const body of checkpointBody.accept) expect(parseCheckpoint(body).size).toBe(20852163);
      expect(checkpointBody.reject).toHaveLength(7);
      for (const { body } of checkpointBody.reject) expect(() => parseCheckpoint(body)).toThrow(ProofRefused);
    });

    it.each(['arrays', 'french', 'structures', 'unicode', 'values', 'weird'])(
      'of canonical JSON are met: %s',
      (name) => {
        const file = (folder: string, end: string) =>
          readFileSync(join(VECTORS, 'rfc8785/testdata', folder, name + end));
        const canonical = Buffer.from(canonicalize(JSON.parse(file('input', '.json').toString())) ?? '');
        expect(hex(canonical)).toBe(file('outhex', '.txt').toString().replace(/\s/g, ''));
        expect(hex(canonical)).toBe(hex(file('output', '.json')));
      },
    );

    it('of numbers in canonical JSON are met', () => {
      const { sha256 } = JSON.parse(readFileSync(join(VECTORS, 'rfc8785/es6-number-checksums.json'), 'utf8')) as {
        sha256: Record<string, string>;
      };
      // The whole of the published list is ten million numbers.
      const most = Number(process.env['AUDIT_NUMBERS'] ?? 100_000);
      const wanted = Object.entries(sha256).filter(([count]) => Number(count) <= most);
      expect(wanted.length).toBeGreaterThan(2);
      const sum = createHash('sha256');
      let count = 0;
      for (const [bits, value] of es6Numbers(Number(wanted.at(-1)?.[0]))) {
        sum.update(`${bits},${canonicalize(value)}\n`);
        count += 1;
        const expected = sha256[String(count)];
        if (expected !== undefined) expect(sum.copy().digest('hex')).toBe(expected);
      }
    }, 1_200_000);
  });
