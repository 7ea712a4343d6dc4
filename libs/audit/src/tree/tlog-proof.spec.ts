import { formatCheckpoint } from './checkpoint.js';
import { leafHash, rootOf } from './merkle-tree.js';
import { signerOf } from './note-key.js';
import { inclusionProof } from './proofs.js';
import { cosignatureLine, signNote } from './signed-note.js';
import { checkTlogProof, formatTlogProof, parseTlogProof } from './tlog-proof.js';

const leaves = ['một', 'hai', 'ba'].map((text) => Buffer.from(text));
const hashes = leaves.map((leaf) => leafHash(leaf));
const log = signerOf('log.example/nhiệm-vụ', 'log', Buffer.alloc(32, 1));
const witness = signerOf('thanh-tra.example', 'witness', Buffer.alloc(32, 2));
const stranger = signerOf('stranger.example', 'witness', Buffer.alloc(32, 3));

const text = formatCheckpoint({ origin: log.verifier.name, size: 3, root: rootOf(hashes), extensions: [] });
const checkpoint = signNote(text, [log]);
const cosigned = checkpoint + cosignatureLine(text, witness, 1_700_000_000);
const proof = inclusionProof(2, 3, (level, index) =>
  rootOf(hashes.slice(index * 2 ** level, (index + 1) * 2 ** level)),
);

describe('a proof of C2SP tlog-proof', () => {
  it('shows that a leaf is in the log, with the public key alone', () => {
    const made = formatTlogProof({ extra: null, index: 2, proof, checkpoint });
    expect(checkTlogProof(made, leaves[2]!, log.verifier.vkey)).toMatchObject({ index: 2, size: 3, cosignatures: [] });
  });

  it('shows which witnesses cosigned, and when', () => {
    const made = formatTlogProof({ extra: Buffer.from('x'), index: 2, proof, checkpoint: cosigned });
    const { cosignatures } = checkTlogProof(made, leaves[2]!, log.verifier.vkey, [witness.verifier.vkey]);
    expect(cosignatures).toMatchObject([{ key: { name: 'thanh-tra.example' }, time: 1_700_000_000 }]);
    expect(parseTlogProof(made).extra).toEqual(Buffer.from('x'));
  });

  it('is refused for another leaf, another key, and without the witness that is asked for', () => {
    const made = formatTlogProof({ extra: null, index: 2, proof, checkpoint: cosigned });
    const other = signerOf(log.verifier.name, 'log', Buffer.alloc(32, 9)).verifier.vkey;
    expect(() => checkTlogProof(made, leaves[1]!, log.verifier.vkey)).toThrow('another root');
    expect(() => checkTlogProof(made, leaves[2]!, other)).toThrow('no signature of a trusted key');
    expect(() => checkTlogProof(made, leaves[2]!, log.verifier.vkey, [stranger.verifier.vkey])).toThrow('0 of the');
    expect(checkTlogProof(made, leaves[2]!, log.verifier.vkey, [stranger.verifier.vkey], 0).size).toBe(3);
  });
});
