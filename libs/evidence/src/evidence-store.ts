/** Bytes that are in the store. */
export interface StoredEvidence {
  /** SHA-256 of the bytes, 64 lower-case hexadecimal digits. */
  sha256: string;
  /** In bytes. */
  size: number;
}

/**
 * Where the bytes of evidence (minh chứng) are kept, each under its own digest. Nothing is ever changed or deleted, so
 * equal bytes are kept once, and a digest in a recorded event means the same bytes for ever. `evidence-store.contract.ts`
 * is what every adapter has to pass.
 *
 * An adapter for S3 uploads to a key of its own (`uploads/<uuid>`, multipart, so that memory stays bounded) while it
 * hashes, and copies to `sha256/<digest>` with `If-None-Match: *`; a 412 means that the bytes are there already, which is
 * success. It ends an upload that fails with `AbortMultipartUpload`, and a rule of the bucket ends those that a crash has
 * left. `has` is a HEAD, `get` a GET whose bytes are hashed before they are handed out. The bucket has versioning or an
 * object lock, and its rights allow no deletion.
 */
export interface EvidenceStore {
  /**
   * Takes the bytes in as they come; they are in the store, on stable storage, when this resolves, and not at all if it
   * rejects. What the source throws (a broken upload) comes out as it is.
   *
   * @throws {EvidenceTooLarge} @throws {EvidenceStoreFull}
   */
  put(bytes: AsyncIterable<Uint8Array>): Promise<StoredEvidence>;
  /** Null: nothing of that digest is there, or it is no digest. Does not read the bytes. */
  has(sha256: string): Promise<StoredEvidence | null>;
  /**
   * The bytes, read and compared with their digest before the first of them is handed out. Null: as `has`.
   *
   * @throws {EvidenceDamaged} they are no longer those that were put
   */
  get(sha256: string): Promise<(StoredEvidence & { bytes: AsyncIterable<Uint8Array> }) | null>;
}

/** The largest file that is taken if nothing else is set: 50 MiB. */
export const MAX_EVIDENCE_BYTES = 50 * 1024 * 1024;

const DIGEST = /^[0-9a-f]{64}$/;

/** True for 64 lower-case hexadecimal digits. */
export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}

export class EvidenceTooLarge extends Error {
  constructor(readonly limit: number) {
    super(`a file of evidence may have ${limit} bytes at most`);
    this.name = 'EvidenceTooLarge';
  }
}

/** No room is left; nothing was kept of the upload. */
export class EvidenceStoreFull extends Error {
  constructor() {
    super('the evidence store has no room left');
    this.name = 'EvidenceStoreFull';
  }
}

/** What is kept under a digest does not hash to it any more. A copy from a backup mends it. */
export class EvidenceDamaged extends Error {
  constructor(readonly sha256: string) {
    super(`the bytes kept under ${sha256} are not those that were put`);
    this.name = 'EvidenceDamaged';
  }
}
