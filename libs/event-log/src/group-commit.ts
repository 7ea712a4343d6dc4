/** How many groups may be under way. The second waits for the lock in the database while the first is flushed. */
const PARALLEL = 2;
/** A second group is sent only if it is worth a flush of its own; a smaller one rather waits for company. */
const WORTH_A_FLUSH = 16 * 1024;
/** What a group may hold at most: enough to share a commit, little enough not to hold the lock for long. */
const MAX_APPENDS = 256;
const MAX_BYTES = 4 * 1024 * 1024;

/** An append that waits for its turn. */
export interface Waiting {
  readonly stream: string;
  readonly bytes: number;
}

/**
 * Collects appends while a group of them is being committed; what has gathered by then is the next group. So one append
 * alone goes at once, and many at once share one lock and one flush to disk.
 *
 * Two appends to one stream never share a group and never overtake each other.
 */
export class GroupCommit<T extends Waiting> {
  private waiting: T[] = [];
  private readonly streams = new Set<string>();
  private running = 0;
  private scheduled = false;
  private readonly idle: (() => void)[] = [];

  /** @param commit records a group and settles each append of it; never throws */
  constructor(private readonly commit: (group: readonly T[]) => Promise<void>) {}

  add(append: T): void {
    this.waiting.push(append);
    if (!this.scheduled) this.start();
  }

  /** Resolves when nothing waits and nothing is under way. */
  drained(): Promise<void> {
    if (this.running === 0 && this.waiting.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.idle.push(resolve));
  }

  private start(): void {
    this.scheduled = false;
    while (this.running === 0 || (this.running < PARALLEL && this.bytes() >= WORTH_A_FLUSH)) {
      const group = this.next();
      if (group.length === 0) break;
      this.running++;
      for (const { stream } of group) this.streams.add(stream);
      void this.commit(group).finally(() => {
        this.running--;
        for (const { stream } of group) this.streams.delete(stream);
        this.startSoon(group.length);
      });
    }
    if (this.running === 0 && this.waiting.length === 0) for (const resolve of this.idle.splice(0)) resolve();
  }

  /**
   * After a group its writers are about to append again: one turn of the event loop lets them into the next group.
   * Otherwise groups of one and of all the others would take turns.
   */
  private startSoon(finished: number): void {
    if (this.scheduled) return;
    if (finished === 1 && this.waiting.length === 0) return this.start();
    this.scheduled = true;
    setImmediate(() => this.start());
  }

  private bytes(): number {
    return this.waiting.reduce((sum, append) => sum + append.bytes, 0);
  }

  /** Takes the next group out of those who wait: the first of each stream that is not under way. */
  private next(): T[] {
    const group: T[] = [];
    const left: T[] = [];
    const taken = new Set<string>();
    let bytes = 0;
    for (const append of this.waiting) {
      const fits = group.length === 0 || (group.length < MAX_APPENDS && bytes + append.bytes <= MAX_BYTES);
      if (fits && !taken.has(append.stream) && !this.streams.has(append.stream)) {
        group.push(append);
        bytes += append.bytes;
      } else {
        left.push(append);
      }
      taken.add(append.stream);
    }
    this.waiting = left;
    return group;
  }
}
