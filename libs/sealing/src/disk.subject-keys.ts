import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { contentOf, createFile, flush, replaceFile, shred, shredUnfinished } from './durable-file.js';
import { KeyEncryptionKeys, type WrappedKey } from './key-encryption-keys.js';
import { DESTROYED, KeysUnusable, type SubjectKey, type SubjectKeys } from './subject-keys.js';

/** What lies in the file of a subject. */
interface KeyFile {
  v: 1;
  id: string;
  wrapped: WrappedKey;
}

export interface Rewrapping {
  done: number;
  all: number;
}

const GRAVE = '.destroyed';
/** Between two looks at a file another process may have wrapped it anew. */
const LOOKS = 3;

/**
 * The keys of subjects as files in a folder outside the database, wrapped: `subjects/ab/ab…` by the SHA-256 of the subject.
 * A destroyed key leaves a mark (`….destroyed`) that stands for ever and is looked at first, so that neither a new key nor
 * one from a backup takes its place. Several processes may share the folder. No key is held in memory between two calls.
 */
export class DiskSubjectKeys implements SubjectKeys {
  private constructor(
    private readonly subjects: string,
    private readonly keks: KeyEncryptionKeys,
  ) {}

  /** Makes the folder if it is missing. @throws {KeysUnusable} a key that has to be there is not, or is open to others */
  static async open(folder: string): Promise<DiskSubjectKeys> {
    const subjects = join(folder, 'subjects');
    await mkdir(subjects, { recursive: true, mode: 0o700 });
    const keks = new KeyEncryptionKeys(folder);
    await keks.ensure((await readdir(subjects)).length > 0);
    return new DiskSubjectKeys(subjects, keks);
  }

  async make(subject: string): Promise<SubjectKey | typeof DESTROYED> {
    const found = await this.find(subject);
    if (found !== null) return found;
    const path = this.pathOf(subject);
    const shelf = dirname(path);
    await mkdir(shelf, { recursive: true, mode: 0o700 });
    await flush(this.subjects);
    const key = { id: randomUUID(), bytes: new Uint8Array(randomBytes(32)) };
    const file = await this.wrapped(path, key);
    const first = await createFile(path, JSON.stringify(file));
    if (await this.isDestroyed(path)) return this.bury(path);
    // The wrapping key may have been turned and its predecessor destroyed while the file was written.
    if (first && file.wrapped.kek !== (await this.keks.current()))
      await replaceFile(path, JSON.stringify(await this.wrapped(path, key)));
    const kept = first ? key : await this.find(subject);
    if (kept === null) throw new KeysUnusable('the key of a subject has vanished while it was made');
    return kept;
  }

  async find(subject: string): Promise<SubjectKey | typeof DESTROYED | null> {
    const path = this.pathOf(subject);
    for (let look = 1; ; look++) {
      if (await this.isDestroyed(path)) return DESTROYED;
      const content = await contentOf(path);
      if (content === null) return (await this.isDestroyed(path)) ? DESTROYED : null;
      try {
        return await this.keyIn(path, content);
      } catch (error) {
        if (look >= LOOKS) throw error;
      }
    }
  }

  async destroy(subject: string): Promise<void> {
    const path = this.pathOf(subject);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await createFile(path + GRAVE, '');
    await this.bury(path);
  }

  /**
   * Makes a new key-encryption key, wraps every key of a subject with it, and destroys the ones before: what backups hold of
   * wrapped keys opens with nothing that is here any more. May be stopped and repeated, beside running processes.
   */
  async rotate(onProgress: (progress: Rewrapping) => void = () => undefined): Promise<Rewrapping> {
    const current = await this.keks.turn();
    const progress = { done: 0, all: 0 };
    for (let left = await this.paths(); left.length > 0;) {
      progress.all = Math.max(progress.all, left.length);
      for (const path of left) {
        if (await this.rewrap(path, current)) progress.done += 1;
        onProgress({ ...progress });
      }
      // Keys that were made meanwhile with the one before.
      left = await this.notUnder(current);
    }
    for (const id of await this.keks.all()) if (id !== current) await this.keks.destroy(id);
    return progress;
  }

  /** Unwraps every key. @throws {KeysUnusable} one does not unwrap */
  async check(): Promise<{ keys: number; destroyed: number }> {
    const paths = await this.paths();
    let keys = 0;
    for (const path of paths) {
      const content = await contentOf(path);
      if (content === null || (await this.isDestroyed(path))) continue;
      await this.keyIn(path, content);
      keys += 1;
    }
    const destroyed = (await this.names()).filter((name) => name.endsWith(GRAVE)).length;
    return { keys, destroyed };
  }

  /** Only a file that is still there is written anew, and none of a subject that was destroyed meanwhile. */
  private async rewrap(path: string, current: string): Promise<boolean> {
    if (await this.isDestroyed(path)) {
      await this.bury(path);
      return false;
    }
    const content = await contentOf(path);
    if (content === null || parsed(path, content).wrapped.kek === current) return false;
    await replaceFile(path, JSON.stringify(await this.wrapped(path, await this.keyIn(path, content))));
    if (await this.isDestroyed(path)) await this.bury(path);
    return true;
  }

  private async notUnder(kek: string): Promise<string[]> {
    const left: string[] = [];
    for (const path of await this.paths()) {
      const content = await contentOf(path);
      if (content !== null && parsed(path, content).wrapped.kek !== kek) left.push(path);
    }
    return left;
  }

  private async bury(path: string): Promise<typeof DESTROYED> {
    await shred(path);
    await shredUnfinished(path);
    return DESTROYED;
  }

  private async isDestroyed(path: string): Promise<boolean> {
    return (await contentOf(path + GRAVE)) !== null;
  }

  private async wrapped(path: string, key: SubjectKey): Promise<KeyFile> {
    return { v: 1, id: key.id, wrapped: await this.keks.wrap(key.bytes, `${nameIn(path)} ${key.id}`) };
  }

  private async keyIn(path: string, content: string): Promise<SubjectKey> {
    const { id, wrapped } = parsed(path, content);
    return { id, bytes: await this.keks.unwrap(wrapped, `${nameIn(path)} ${id}`) };
  }

  private async names(): Promise<string[]> {
    const shelves = await readdir(this.subjects);
    const names = await Promise.all(shelves.map((shelf) => readdir(join(this.subjects, shelf))));
    return names.flat();
  }

  /** Files of keys; where a destroyed one was left by a crash, that too. */
  private async paths(): Promise<string[]> {
    const names = (await this.names()).filter((name) => /^[0-9a-f]{64}$/.test(name));
    return names.map((name) => join(this.subjects, name.slice(0, 2), name));
  }

  private pathOf(subject: string): string {
    const name = createHash('sha256').update(subject, 'utf8').digest('hex');
    return join(this.subjects, name.slice(0, 2), name);
  }
}

function nameIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function parsed(path: string, content: string): KeyFile {
  try {
    const file = JSON.parse(content) as KeyFile;
    if (file.v === 1 && typeof file.id === 'string' && typeof file.wrapped.kek === 'string') return file;
  } catch {
    // Said below.
  }
  throw new KeysUnusable(`${path} is damaged`);
}
