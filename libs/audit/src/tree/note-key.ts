import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { fromBase64, toBase64 } from './base64.js';
import { ProofRefused } from './proof-refused.js';

/**
 * Keys of signed notes (C2SP signed-note): a name, an id and an Ed25519 key, in the one-line forms `vkey` (public) and `skey`
 * (secret). The kind of signature belongs to the key, so that a log's key never passes for a witness's.
 */

/** `log` signs the text as it is (0x01); `witness` signs it with the time, as C2SP tlog-cosignature says (0x04). */
export type KeyKind = 'log' | 'witness';

const TYPE_BYTE: Readonly<Record<KeyKind, number>> = { log: 0x01, witness: 0x04 };
const KEY_BYTES = 32;
const SECRET = 'PRIVATE+KEY+';

/** What checks signatures of one key. */
export interface VerifierKey {
  readonly name: string;
  /** First four bytes of a hash over name, kind and key: it names the key, it proves nothing. */
  readonly id: number;
  readonly kind: KeyKind;
  /** The one-line public form, `name+id+base64`. */
  readonly vkey: string;
  readonly verify: (message: Uint8Array, signature: Uint8Array) => boolean;
}

/** What signs with one key; `skey` is secret. */
export interface SignerKey {
  readonly verifier: VerifierKey;
  readonly skey: string;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** @throws {ProofRefused} not a public key of a kind known here, or its id is not its own */
export function parseVkey(vkey: string): VerifierKey {
  const { name, id, kind, key } = parseKey(vkey);
  const verifier = verifierOf(name, kind, key);
  if (verifier.id !== id) throw malformed('the id of the key is not its own');
  return verifier;
}

/** @throws {ProofRefused} not a secret key of a kind known here, or its id is not its own */
export function parseSkey(skey: string): SignerKey {
  if (!skey.startsWith(SECRET)) throw malformed(`a secret key begins with ${SECRET}`);
  const { name, id, kind, key } = parseKey(skey.slice(SECRET.length));
  const signer = signerOf(name, kind, key);
  if (signer.verifier.id !== id) throw malformed('the id of the key is not its own');
  return signer;
}

/**
 * The key made of 32 secret bytes, which the caller takes from a good source of chance.
 *
 * @throws {ProofRefused} the name is empty or holds a space, a plus or a control character; or not 32 bytes
 */
export function signerOf(name: string, kind: KeyKind, seed: Uint8Array): SignerKey {
  checkLength(seed);
  const secret = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const verifier = verifierOf(name, kind, rawPublicKey(createPublicKey(secret)));
  return {
    verifier,
    skey: SECRET + printKey(name, verifier.id, kind, seed),
    sign: (message) => sign(null, message, secret),
  };
}

/** Whether a line of a note can name this key: not empty, no space of any script, no plus, no control character. */
export function isKeyName(name: string): boolean {
  return name !== '' && name.isWellFormed() && !/[\s\p{Z}\p{Cc}+]/u.test(name);
}

function verifierOf(name: string, kind: KeyKind, raw: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw malformed('the name of a key is not empty and holds no space and no plus');
  checkLength(raw);
  const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: 'der', type: 'spki' });
  const id = createHash('sha256')
    .update(`${name}\n`)
    .update(Uint8Array.of(TYPE_BYTE[kind]))
    .update(raw)
    .digest()
    .readUInt32BE();
  return {
    name,
    id,
    kind,
    vkey: printKey(name, id, kind, raw),
    verify: (message, signature) => verify(null, message, key, signature),
  };
}

function printKey(name: string, id: number, kind: KeyKind, key: Uint8Array): string {
  const bytes = Uint8Array.of(TYPE_BYTE[kind], ...key);
  return `${name}+${id.toString(16).padStart(8, '0')}+${toBase64(bytes)}`;
}

function parseKey(text: string): { name: string; id: number; kind: KeyKind; key: Uint8Array } {
  const [, name = '', id = '', material = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  const [type, ...key] = fromBase64(material, 'malformed-key');
  const kind = (Object.keys(TYPE_BYTE) as KeyKind[]).find((kind) => TYPE_BYTE[kind] === type);
  if (!kind) throw malformed('not a key of a signed note, or of a kind that is not known here');
  return { name, id: Number.parseInt(id, 16), kind, key: Uint8Array.from(key) };
}

function checkLength(key: Uint8Array): void {
  if (key.length !== KEY_BYTES) throw malformed('an Ed25519 key has 32 bytes');
}

function malformed(reason: string): ProofRefused {
  return new ProofRefused('malformed-key', reason);
}

// What RFC 8410 puts before the 32 bytes of an Ed25519 key.
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

function rawPublicKey(key: KeyObject): Uint8Array {
  return key.export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX.length);
}
