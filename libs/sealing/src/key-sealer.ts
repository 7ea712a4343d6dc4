import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { ERASED, KeyMissing, type Place, SealBroken, type SealedValue, type Sealer } from './sealer.js';
import { DESTROYED, type SubjectKeys } from './subject-keys.js';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** The length of an address says much about it: lengths are told in blocks of this only. */
const BLOCK_BYTES = 64;

/**
 * Sealed with AES-256-GCM. The key of a value is derived from the subject's key, the event and the field, so that under one
 * key there are never more values than one command has retries: random nonces of 96 bits do not meet there.
 */
export class KeySealer implements Sealer {
  constructor(private readonly keys: SubjectKeys) {}

  async seal(place: Place, text: string): Promise<SealedValue | null> {
    const key = await this.keys.make(place.subject);
    if (key === DESTROYED) return null;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, valueKey(key.bytes, place), nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(boundTo(place, key.id));
    const sealed = Buffer.concat([cipher.update(padded(text)), cipher.final()]);
    return { sealed: 1, key: key.id, nonce: coded(nonce), text: coded(sealed), tag: coded(cipher.getAuthTag()) };
  }

  async open(place: Place, value: SealedValue): Promise<{ text: string } | typeof ERASED> {
    const key = await this.keys.find(place.subject);
    if (key === DESTROYED) return ERASED;
    if (key === null) throw new KeyMissing(place.subject, 'there is none');
    // What comes from the log may be of a later form, whatever its type says.
    if ((value.sealed as number) !== 1) throw new SealBroken(place, `version ${String(value.sealed)} is not known`);
    if (key.id !== value.key)
      throw new KeyMissing(place.subject, `it was sealed with ${value.key}, there is ${key.id}`);
    const [nonce, tag, sealed] = [decoded(value.nonce), decoded(value.tag), decoded(value.text)];
    if (nonce?.length !== NONCE_BYTES || tag?.length !== TAG_BYTES || !sealed)
      throw new SealBroken(place, 'it is not of its form');
    try {
      const cipher = createDecipheriv(CIPHER, valueKey(key.bytes, place), nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(boundTo(place, key.id)).setAuthTag(tag);
      return { text: unpadded(Buffer.concat([cipher.update(sealed), cipher.final()])) };
    } catch {
      throw new SealBroken(place, 'it was changed, or it stands in another place');
    }
  }

  async digest(subject: string, text: string): Promise<string | null> {
    const key = await this.keys.make(subject);
    if (key === DESTROYED) return null;
    return createHmac('sha256', derived(key.bytes, ['digest', subject]))
      .update(text, 'utf8')
      .digest('hex');
  }

  destroy(subject: string): Promise<void> {
    return this.keys.destroy(subject);
  }
}

function valueKey(subjectKey: Uint8Array, { event, field }: Place): Uint8Array {
  return derived(subjectKey, ['value', event, field]);
}

function derived(subjectKey: Uint8Array, purpose: readonly string[]): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', subjectKey, '', JSON.stringify(['trachnhiem', 1, ...purpose]), 32));
}

/** The additional data of the seal: a list, so that no two places are written alike. */
function boundTo({ subject, field, event }: Place, keyId: string): Buffer {
  return Buffer.from(JSON.stringify(['trachnhiem sealed value', 1, subject, field, event, keyId]), 'utf8');
}

function padded(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  const whole = Math.ceil((bytes.length + 1) / BLOCK_BYTES) * BLOCK_BYTES;
  const block = Buffer.alloc(whole);
  bytes.copy(block);
  block[bytes.length] = 0x80;
  return block;
}

function unpadded(block: Buffer): string {
  return block.subarray(0, block.lastIndexOf(0x80)).toString('utf8');
}

function coded(bytes: Buffer): string {
  return bytes.toString('base64url');
}

/** Null: not the one way in which these bytes are written. */
function decoded(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url');
  return coded(bytes) === text ? bytes : null;
}
