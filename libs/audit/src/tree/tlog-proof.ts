import { fromBase64, toBase64 } from './base64.js';
import { openCheckpoint, parseSize, type SignedCheckpoint } from './checkpoint.js';
import { type Hash, HASH_BYTES, leafHash } from './merkle-tree.js';
import { parseVkey } from './note-key.js';
import { ProofRefused } from './proof-refused.js';
import { verifyInclusion } from './proofs.js';

/** A proof of C2SP tlog-proof: that a leaf is in a log, to be checked offline for ever with the log's public key alone. */
export interface TlogProof {
  /** Not proved by anything; null if there is none. */
  readonly extra: Uint8Array | null;
  readonly index: number;
  readonly proof: readonly Hash[];
  /** The signed note of a checkpoint, as it was served. */
  readonly checkpoint: string;
}

const HEAD = 'c2sp.org/tlog-proof@v1';

export function formatTlogProof({ extra, index, proof, checkpoint }: TlogProof): string {
  const extraLine = extra ? `extra ${toBase64(extra)}\n` : '';
  return `${HEAD}\n${extraLine}index ${index}\n${formatHashLines(proof)}\n${checkpoint}`;
}

/**
 * Takes a proof apart without checking anything but its form.
 *
 * @throws {ProofRefused}
 */
export function parseTlogProof(text: string): TlogProof {
  const end = text.indexOf('\n\n');
  if (end < 0) throw malformed('no empty line before the checkpoint');
  const [head, ...lines] = text.slice(0, end).split('\n');
  if (head !== HEAD) throw malformed(`a proof begins with ${HEAD}`);
  const extra = lines[0]?.startsWith('extra ') ? lines.shift()?.slice('extra '.length) : undefined;
  const index = lines.shift();
  if (!index?.startsWith('index ')) throw malformed('no index');
  return {
    extra: extra === undefined ? null : fromBase64(extra, 'malformed-proof'),
    index: parseSize(index.slice('index '.length), 'malformed-proof'),
    proof: parseHashLines(lines),
    checkpoint: text.slice(end + 2),
  };
}

/** Hashes as these formats write them, each on a line of its own. */
export function formatHashLines(proof: readonly Hash[]): string {
  return proof.map((hash) => `${toBase64(hash)}\n`).join('');
}

/** @throws {ProofRefused} more than 63, or a line that is no hash */
export function parseHashLines(lines: readonly string[]): Hash[] {
  // No tree is higher: a longer list is refused before it is looked at.
  if (lines.length > 63) throw malformed('a proof has at most 63 hashes');
  return lines.map((line) => {
    const hash = fromBase64(line, 'malformed-proof');
    if (hash.length !== HASH_BYTES) throw malformed('a hash of the tree has 32 bytes');
    return hash;
  });
}

/** What was proved. */
export interface ProvedLeaf extends SignedCheckpoint {
  readonly index: number;
}

/**
 * Checks that the log whose key this is has the leaf.
 *
 * @param leaf the bytes of the leaf (`leafBytes`), not their hash
 * @param logVkey the log's public key, from somewhere that the log's operator does not decide alone
 * @param witnessVkeys public keys of witnesses
 * @param quorum how many of these witnesses must have cosigned; all of them if it is left out
 * @throws {ProofRefused} it is not proved
 */
export function checkTlogProof(
  text: string,
  leaf: Uint8Array,
  logVkey: string,
  witnessVkeys: readonly string[] = [],
  quorum = witnessVkeys.length,
): ProvedLeaf {
  const { index, proof, checkpoint } = parseTlogProof(text);
  const signed = openCheckpoint(checkpoint, parseVkey(logVkey), witnessVkeys.map(parseVkey));
  if (signed.cosignatures.length < quorum)
    throw new ProofRefused(
      'too-few-cosignatures',
      `${signed.cosignatures.length} of the witnesses cosigned, ${quorum} are asked for`,
    );
  verifyInclusion({ index, size: signed.size, leaf: leafHash(leaf), root: signed.root, proof });
  return { ...signed, index };
}

function malformed(reason: string): ProofRefused {
  return new ProofRefused('malformed-proof', reason);
}
