import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  EvidenceDamaged,
  type EvidenceStore,
  EvidenceStoreFull,
  EvidenceTooLarge,
  isDigest,
  MAX_EVIDENCE_BYTES,
  type StoredEvidence,
} from './evidence-store.js';

export interface DiskEvidenceOptions {
  /** Largest file in bytes; 50 MiB if left out. */
  limit?: number | undefined;
  /** Opens the file that an upload is written to; a test gives one on a full disk. */
  create?: (path: string) => Promise<FileHandle>;
}

/** An upload that is older than this was left by a crash, in milliseconds. */
const ABANDONED_MS = 24 * 3_600_000;

/**
 * Files in a folder: `ab/ab…` by digest. An upload is written to `uploads/`, flushed to the disk, and moved to its place in
 * one step, so a file that stands under a digest is whole. Several processes may share the folder.
 */
export class DiskEvidenceStore implements EvidenceStore {
  private constructor(
    private readonly folder: string,
    private readonly limit: number,
    private readonly create: (path: string) => Promise<FileHandle>,
  ) {}

  /** Makes the folder if it is missing, and clears away what uploads of more than a day ago have left. */
  static async open(folder: string, options: DiskEvidenceOptions = {}): Promise<DiskEvidenceStore> {
    const uploads = join(folder, 'uploads');
    await mkdir(uploads, { recursive: true, mode: 0o700 });
    for (const name of await readdir(uploads)) {
      const path = join(uploads, name);
      const left = await stat(path).catch(() => null);
      if (left && Date.now() - left.mtimeMs > ABANDONED_MS) await rm(path, { force: true });
    }
    const create = options.create ?? ((path: string) => open(path, 'wx', 0o600));
    return new DiskEvidenceStore(folder, options.limit ?? MAX_EVIDENCE_BYTES, create);
  }

  async put(bytes: AsyncIterable<Uint8Array>): Promise<StoredEvidence> {
    const upload = join(this.folder, 'uploads', randomUUID());
    try {
      const stored = await this.write(upload, bytes);
      await this.moveIn(upload, this.pathOf(stored.sha256));
      return stored;
    } catch (error) {
      await rm(upload, { force: true }).catch(() => undefined);
      throw isFull(error) ? new EvidenceStoreFull() : error;
    }
  }

  async has(sha256: string): Promise<StoredEvidence | null> {
    if (!isDigest(sha256)) return null;
    const found = await stat(this.pathOf(sha256)).catch(nullIfMissing);
    return found && { sha256, size: found.size };
  }

  async get(sha256: string): ReturnType<EvidenceStore['get']> {
    const found = await this.has(sha256);
    if (!found) return null;
    const hash = createHash('sha256');
    for await (const chunk of this.read(sha256)) hash.update(chunk);
    if (hash.digest('hex') !== sha256) throw new EvidenceDamaged(sha256);
    return { ...found, bytes: this.read(sha256) };
  }

  private async write(path: string, bytes: AsyncIterable<Uint8Array>): Promise<StoredEvidence> {
    const file = await this.create(path);
    try {
      const hash = createHash('sha256');
      let size = 0;
      for await (const chunk of bytes) {
        size += chunk.length;
        if (size > this.limit) throw new EvidenceTooLarge(this.limit);
        hash.update(chunk);
        await file.writeFile(chunk);
      }
      await file.sync();
      return { sha256: hash.digest('hex'), size };
    } finally {
      await file.close();
    }
  }

  /** The move replaces what is there: equal bytes, or a damaged copy of them. */
  private async moveIn(upload: string, path: string): Promise<void> {
    const shelf = dirname(path);
    await mkdir(shelf, { recursive: true, mode: 0o700 });
    await rename(upload, path);
    // The move itself, and a new shelf, are on the disk only when their folders are.
    await flush(shelf);
    await flush(this.folder);
  }

  private async *read(sha256: string): AsyncGenerator<Uint8Array> {
    const file = await open(this.pathOf(sha256), 'r');
    try {
      yield* file.createReadStream({ autoClose: false }) as AsyncIterable<Uint8Array>;
    } finally {
      await file.close();
    }
  }

  private pathOf(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256);
  }
}

async function flush(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isFull(error: unknown): boolean {
  const { code } = (error instanceof Error ? error : {}) as { code?: unknown };
  return code === 'ENOSPC' || code === 'EDQUOT';
}

function nullIfMissing(error: unknown): null {
  if ((error as { code?: unknown }).code === 'ENOENT') return null;
  throw error;
}
