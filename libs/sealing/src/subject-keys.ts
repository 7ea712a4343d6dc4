/** The key of one subject: 32 bytes, made at random, and the id by which sealed values name it. */
export interface SubjectKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

export const DESTROYED = 'destroyed';

/** The keys of all subjects. A subject has one key in its life; once that is destroyed there is never another. */
export interface SubjectKeys {
  /** The key of the subject, made if there is none. Of two that make it at once both get the same. */
  make(subject: string): Promise<SubjectKey | typeof DESTROYED>;
  /** Null: there is none and there never was one. */
  find(subject: string): Promise<SubjectKey | typeof DESTROYED | null>;
  /** For ever, also for a subject that had none. May be repeated; after a crash it is repeated until it succeeds. */
  destroy(subject: string): Promise<void>;
}

/** The files of keys cannot be used as they are: one is damaged, lost, or open to others. */
export class KeysUnusable extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'KeysUnusable';
  }
}
