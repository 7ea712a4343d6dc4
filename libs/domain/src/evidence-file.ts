import { type Mention, streamOf } from './decider.js';
import { RuleViolation } from './rule-violation.js';

/** A file that shows something (minh chứng). Its bytes are kept in the evidence store, under their digest. */
export interface EvidenceFile {
  name: string;
  /** As the sender states it (`application/pdf`); nobody has looked into the bytes. */
  mediaType: string;
  /** In bytes. */
  size: number;
  /** SHA-256 of the bytes, 64 lower-case hexadecimal digits. */
  sha256: string;
}

/** Under this name an event is found by the digest of a file that it names; no stream has it. */
export function evidenceTarget(sha256: string): string {
  return streamOf('evidence', sha256);
}

/** The files that an event names: whoever sees the event may see their bytes. */
export function filesNamed(files: readonly EvidenceFile[] | null | undefined): Mention[] {
  return [...new Set((files ?? []).map(({ sha256 }) => sha256))].map((sha256) => ['evidence', evidenceTarget(sha256)]);
}

/**
 * Refuses a file whose bytes are not in the store, or are of another size than is said.
 *
 * @param stored size in bytes by digest, of those that are in the store
 */
export function requireEvidence(files: readonly EvidenceFile[], stored: ReadonlyMap<string, number>): void {
  for (const { size, sha256 } of files) {
    const kept = stored.get(sha256);
    if (kept === undefined) throw new RuleViolation('evidence-not-stored', sha256);
    if (kept !== size) throw new RuleViolation('evidence-size-differs', `${sha256} ${kept}`);
  }
}
