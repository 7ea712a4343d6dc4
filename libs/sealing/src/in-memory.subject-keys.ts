import { randomBytes, randomUUID } from 'node:crypto';
import { DESTROYED, type SubjectKey, type SubjectKeys } from './subject-keys.js';

/** For tests, and for histories that end with the process. */
export class InMemorySubjectKeys implements SubjectKeys {
  private readonly keys = new Map<string, SubjectKey | typeof DESTROYED>();

  make(subject: string): Promise<SubjectKey | typeof DESTROYED> {
    const key = this.keys.get(subject) ?? { id: randomUUID(), bytes: randomBytes(32) };
    this.keys.set(subject, key);
    return Promise.resolve(key);
  }

  find(subject: string): Promise<SubjectKey | typeof DESTROYED | null> {
    return Promise.resolve(this.keys.get(subject) ?? null);
  }

  destroy(subject: string): Promise<void> {
    const key = this.keys.get(subject);
    if (key !== undefined && key !== DESTROYED) key.bytes.fill(0);
    this.keys.set(subject, DESTROYED);
    return Promise.resolve();
  }
}
