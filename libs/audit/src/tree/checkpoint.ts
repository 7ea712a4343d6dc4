import { fromBase64, toBase64 } from './base64.js';
import { type Hash, HASH_BYTES } from './merkle-tree.js';
import type { VerifierKey } from './note-key.js';
import { ProofRefused } from './proof-refused.js';
import { openNote, type VerifiedSignature } from './signed-note.js';

/** Checkpoints of C2SP tlog-checkpoint: a log says how long it is and under which root. */
export interface Checkpoint {
  /** Name of the log, for ever the same. */
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
  /** Further lines, opaque; ours have none. */
  readonly extensions: readonly string[];
}

/**
 * The text that is signed: origin, size and root, a line each.
 *
 * @throws {ProofRefused} what is given makes no checkpoint that {@link parseCheckpoint} would accept
 */
export function formatCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  const text = [origin, size, toBase64(root), ...extensions].map((line) => `${line}\n`).join('');
  parseCheckpoint(text);
  return text;
}

/** @throws {ProofRefused} not the text of a checkpoint, or its size is beyond 2^53 - 1 */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n');
  if (lines.pop() !== '') throw malformed('a checkpoint ends in a newline');
  const [origin, size, root, ...extensions] = lines;
  if (origin === undefined || size === undefined || root === undefined)
    throw malformed('a checkpoint has three lines or more');
  if (origin === '' || extensions.includes('')) throw malformed('no line of a checkpoint is empty');
  const hash = fromBase64(root, 'malformed-checkpoint');
  if (hash.length !== HASH_BYTES) throw malformed('a root has 32 bytes');
  return { origin, size: parseSize(size, 'malformed-checkpoint'), root: hash, extensions };
}

/** A checkpoint that its log signed, and the witnesses that cosigned it. */
export interface SignedCheckpoint extends Checkpoint {
  /** The text that was signed. */
  readonly text: string;
  /** Of the witnesses that were asked for, those that signed; each once. */
  readonly cosignatures: readonly VerifiedSignature[];
}

/**
 * Opens the signed note of a checkpoint.
 *
 * @param log its key; the origin of the checkpoint must be the key's name
 * @param witnesses whose cosignatures are looked for
 * @throws {ProofRefused} the log did not sign it, or one of these signatures is false, or it is another log's
 */
export function openCheckpoint(
  note: string,
  log: VerifierKey,
  witnesses: readonly VerifierKey[] = [],
): SignedCheckpoint {
  const { text, signatures } = openNote(note, [log, ...witnesses]);
  if (!signatures.some(({ key }) => key === log))
    throw new ProofRefused('no-trusted-signature', `no signature of the log ${log.name}`);
  const checkpoint = parseCheckpoint(text);
  if (checkpoint.origin !== log.name)
    throw new ProofRefused('wrong-origin', `a checkpoint of ${checkpoint.origin}, not of ${log.name}`);
  return { ...checkpoint, text, cosignatures: signatures.filter(({ key }) => key !== log) };
}

/** A whole number as these formats write it: decimal, without a sign or leading zeroes. */
export function parseSize(text: string, fault: 'malformed-checkpoint' | 'malformed-proof'): number {
  const size = /^(0|[1-9]\d*)$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(size)) throw new ProofRefused(fault, `no size or index of a tree: ${text.slice(0, 40)}`);
  return size;
}

function malformed(reason: string): ProofRefused {
  return new ProofRefused('malformed-checkpoint', reason);
}
