import { createHash } from 'node:crypto';
import { type EvidenceStore, EvidenceTooLarge, MAX_EVIDENCE_BYTES, type StoredEvidence } from './evidence-store.js';

/** For tests, and for a process that is given no folder: what it holds ends with it. */
export class InMemoryEvidenceStore implements EvidenceStore {
  private readonly kept = new Map<string, Buffer>();

  constructor(private readonly limit: number = MAX_EVIDENCE_BYTES) {}

  async put(bytes: AsyncIterable<Uint8Array>): Promise<StoredEvidence> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of bytes) {
      size += chunk.length;
      if (size > this.limit) throw new EvidenceTooLarge(this.limit);
      chunks.push(Uint8Array.from(chunk));
    }
    const all = Buffer.concat(chunks);
    const sha256 = createHash('sha256').update(all).digest('hex');
    this.kept.set(sha256, all);
    return { sha256, size };
  }

  has(sha256: string): Promise<StoredEvidence | null> {
    const found = this.kept.get(sha256);
    return Promise.resolve(found ? { sha256, size: found.length } : null);
  }

  get(sha256: string): ReturnType<EvidenceStore['get']> {
    const found = this.kept.get(sha256);
    return Promise.resolve(found ? { sha256, size: found.length, bytes: once(found) } : null);
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
