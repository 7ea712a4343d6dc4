import { type EvidenceFile, requireEvidence } from '#domain/evidence-file.js';
import type { EvidenceStore } from '#evidence/evidence-store.js';
import { Count, Digest, Text } from './fields.js';

/** Under this token a process provides its store of evidence. */
export const EVIDENCE_STORE = Symbol('evidence store');

/** A file that was uploaded before. */
export class EvidenceField implements EvidenceFile {
  @Text({
    description: 'Its name, as a reader shall see it. A name that bears a marking of secrecy is refused.',
    max: 255,
  })
  name!: string;
  @Text({ description: 'Its media type, as the sender states it (`application/pdf`).', max: 127 }) mediaType!: string;
  @Count({ description: 'Its size in bytes, that of the uploaded file.' }) size!: number;
  @Digest({ description: 'SHA-256 of its bytes, the answer of the upload.' }) sha256!: string;
}

/**
 * Looks up which of the files are in the store, so that the decision, which asks nobody, can refuse the others. Refused
 * there and not here, a refusal is kept for retries like any other.
 *
 * @throws what the store throws if it cannot be asked
 */
export async function evidenceCheck(
  store: EvidenceStore,
  given: readonly EvidenceField[] | null | undefined,
): Promise<() => EvidenceFile[]> {
  const files = (given ?? []).map(({ name, mediaType, size, sha256 }) => ({ name, mediaType, size, sha256 }));
  const found = await Promise.all(files.map((file) => store.has(file.sha256)));
  const stored = new Map(found.flatMap((one) => (one ? [[one.sha256, one.size] as const] : [])));
  return () => {
    requireEvidence(files, stored);
    return files;
  };
}
