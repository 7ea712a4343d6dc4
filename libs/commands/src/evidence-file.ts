import type { EvidenceFile } from '#domain/evidence-file.js';
import { Count, Sha256, Text } from './fields.js';

/** A file that proves something; its bytes are kept elsewhere, under their hash. */
export class EvidenceFileField implements EvidenceFile {
  @Text({ description: 'Name of the file.', max: 300 }) name!: string;
  @Text({ description: 'Media type as the sender states it (`application/pdf`).', max: 100 }) mediaType!: string;
  @Count({ description: 'Its size in bytes.' }) size!: number;
  @Sha256({ description: 'SHA-256 of its bytes, 64 lower-case hex digits.' }) sha256!: string;
}

/** As an event keeps it: these four and nothing else. */
export function evidenceFiles(files: readonly EvidenceFileField[] | null | undefined): EvidenceFile[] {
  return (files ?? []).map(({ name, mediaType, size, sha256 }) => ({ name, mediaType, size, sha256 }));
}
