import { evidenceTarget } from '#domain/evidence-file.js';
import type { FactReader } from './fact-reader.js';

/**
 * Does a record that whoever asks may see name the file of this digest? The bytes are as open as the records that name
 * them, and no more: of a file that none of them names, nobody learns that it is kept.
 */
export function isEvidenceShown(reader: FactReader, sha256: string): Promise<boolean> {
  return reader.known({ ofRecord: true }, (known) =>
    known.facts((facts) => facts.named(evidenceTarget(sha256), 'evidence').length > 0),
  );
}
