import { fromBase64, toBase64 } from './base64.js';
import { isKeyName, type KeyKind, type SignerKey, type VerifierKey } from './note-key.js';
import { ProofRefused } from './proof-refused.js';

/**
 * Signed notes of C2SP signed-note: a text, an empty line, and a line for each signature,
 * `— name base64(key id, signature)`. A text is worth nothing until {@link openNote} has found a trusted signature under it.
 */

export interface NoteSignature {
  readonly name: string;
  readonly id: number;
  /** Without the id; for a cosignature the time and then the signature. */
  readonly bytes: Uint8Array;
}

export interface Note {
  /** With its last newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A signature that was checked. */
export interface VerifiedSignature {
  readonly key: VerifierKey;
  /** Seconds since 1970 in UTC at which a witness says it signed; null for a log. */
  readonly time: number | null;
  /** The line in the note, with its newline. */
  readonly line: string;
}

export interface OpenedNote {
  readonly text: string;
  /** In the order of the note; each key once. */
  readonly signatures: readonly VerifiedSignature[];
}

/** Bytes of a note, at most; the specification asks for some limit. */
export const MAX_NOTE_BYTES = 64 * 1024;
/** Lines of signatures, at most; at least 16 must be accepted. */
export const MAX_SIGNATURES = 100;

/**
 * Takes a note apart without checking any signature.
 *
 * @throws {ProofRefused} not in the form of a signed note
 */
export function parseNote(note: string): Note {
  if (Buffer.byteLength(note) > MAX_NOTE_BYTES) throw malformed(`a note has at most ${MAX_NOTE_BYTES} bytes`);
  checkCharacters(note);
  const end = note.lastIndexOf('\n\n');
  if (end < 0) throw malformed('no empty line before the signatures');
  const lines = note.slice(end + 2).split('\n');
  if (lines.pop() !== '' || lines.length === 0) throw malformed('the last line is no signature');
  if (lines.length > MAX_SIGNATURES) throw malformed(`a note has at most ${MAX_SIGNATURES} signatures`);
  return { text: note.slice(0, end + 1), signatures: lines.map(parseSignatureLine) };
}

/**
 * The text of a note that at least one of these keys signed. Signatures of other keys are not looked at; a false one of a
 * trusted key makes the whole note untrusted.
 *
 * @throws {ProofRefused}
 */
export function openNote(note: string, verifiers: readonly VerifierKey[]): OpenedNote {
  const { text, signatures } = parseNote(note);
  const verified: VerifiedSignature[] = [];
  for (const signature of signatures) {
    const key = verifiers.find(({ name, id }) => name === signature.name && id === signature.id);
    if (!key || verified.some((seen) => seen.key === key)) continue;
    verified.push(verifySignature(text, signature, key));
  }
  if (verified.length === 0) throw new ProofRefused('no-trusted-signature', 'no signature of a trusted key');
  return { text, signatures: verified };
}

/**
 * A text with the signatures of logs' keys under it.
 *
 * @throws {ProofRefused} the text does not end in a newline or holds a control character
 */
export function signNote(text: string, signers: readonly SignerKey[]): string {
  return `${text}\n${signers.map((signer) => signatureLine(text, signer)).join('')}`;
}

/** The line of a log's key under a text: `— name base64\n`. */
export function signatureLine(text: string, { verifier, sign }: SignerKey): string {
  checkKind(verifier, 'log');
  checkText(text);
  return formatSignatureLine(verifier, sign(Buffer.from(text)));
}

/**
 * The line of a witness under the text of a checkpoint.
 *
 * @param time seconds since 1970 in UTC
 */
export function cosignatureLine(text: string, { verifier, sign }: SignerKey, time: number): string {
  checkKind(verifier, 'witness');
  checkText(text);
  if (!Number.isSafeInteger(time) || time < 0) throw malformed('the time of a cosignature is in whole seconds');
  const seconds = Buffer.alloc(8);
  seconds.writeBigUInt64BE(BigInt(time));
  return formatSignatureLine(verifier, Buffer.concat([seconds, sign(cosignedMessage(text, time))]));
}

/** `— name base64(key id, signature)\n`, for a signature that something else has made. */
export function formatSignatureLine({ name, id }: VerifierKey, signature: Uint8Array): string {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(id);
  return `— ${name} ${toBase64(Buffer.concat([head, signature]))}\n`;
}

function verifySignature(text: string, signature: NoteSignature, key: VerifierKey): VerifiedSignature {
  const line = formatSignatureLine(key, signature.bytes);
  if (key.kind === 'log') {
    if (!key.verify(Buffer.from(text), signature.bytes)) throw wrongSignature(key);
    return { key, time: null, line };
  }
  if (signature.bytes.length !== 8 + 64) throw wrongSignature(key);
  const time = Number(Buffer.from(signature.bytes).readBigUInt64BE());
  if (!Number.isSafeInteger(time)) throw wrongSignature(key);
  if (!key.verify(cosignedMessage(text, time), signature.bytes.subarray(8))) throw wrongSignature(key);
  return { key, time, line };
}

/** What a witness signs: C2SP tlog-cosignature. */
function cosignedMessage(text: string, time: number): Uint8Array {
  return Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);
}

function parseSignatureLine(line: string): NoteSignature {
  const [, name = '', base64 = ''] = /^— ([^ ]+) ([^ ]+)$/.exec(line) ?? [];
  if (!isKeyName(name)) throw malformed('the last lines are no signatures');
  const bytes = fromBase64(base64, 'malformed-note');
  if (bytes.length < 5) throw malformed('a signature begins with the four bytes of its key');
  return { name, id: Buffer.from(bytes).readUInt32BE(), bytes: bytes.subarray(4) };
}

function checkText(text: string): void {
  checkCharacters(text);
  if (!text.endsWith('\n')) throw malformed('the text of a note ends in a newline');
}

function checkCharacters(text: string): void {
  // Other control characters would let two notes look alike; half a surrogate pair has no bytes.
  if (!text.isWellFormed() || Array.from(text).some((char) => char < ' ' && char !== '\n'))
    throw malformed('a note holds no control characters but newlines');
}

function checkKind(key: VerifierKey, kind: KeyKind): void {
  if (key.kind !== kind) throw new ProofRefused('malformed-key', `${key.name} is not the key of a ${kind}`);
}

function wrongSignature({ name }: VerifierKey): ProofRefused {
  return new ProofRefused('wrong-signature', `the signature of ${name} is not of this text`);
}

function malformed(reason: string): ProofRefused {
  return new ProofRefused('malformed-note', reason);
}
