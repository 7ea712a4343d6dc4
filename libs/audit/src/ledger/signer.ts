/** Signs checkpoints. A key in a hardware module or another process fits in: it gives back nothing but notes. */
export interface Signer {
  /** Public key as a verifier takes it; its name is the origin of the log. */
  readonly vkey: string;
  /** The signed note of a checkpoint's text. The same text gives the same note. */
  sign(text: string): Promise<string>;
}

/**
 * What is kept of the logs outside their database: the key of each, and beside it the last checkpoint that was signed with
 * it, so that a database which was put back to an earlier day is noticed. A log that was given up stays there as it was.
 */
export interface Keyring {
  /** Number of the newest log; 0 if there is none. */
  newest(): Promise<number>;
  /** Null: there is no such key. */
  open(log: number): Promise<Signer | null>;
  /**
   * Makes a key. Two that make the same one get one key between them.
   *
   * @param origin name of the log; one that follows from the key if left out
   */
  create(log: number, origin?: string): Promise<Signer>;
  /** The last note that was kept of a log; null if there is none. */
  last(log: number): Promise<string | null>;
  /** Keeps a note of a tree of `size` events, on stable storage, before it is shown to anybody. An earlier one changes nothing. */
  keep(log: number, size: number, note: string): Promise<void>;
}
