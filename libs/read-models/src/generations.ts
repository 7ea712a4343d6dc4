/**
 * A map that holds about so much weight and forgets what has not been asked for longest. It has a young and an old half:
 * what is used moves to the young one, and when that is full, the old one is dropped.
 */
export class Generations<V> {
  private young = new Map<string, V>();
  private old = new Map<string, V>();
  private youngWeight = 0;

  constructor(
    private readonly limit: number,
    private readonly weigh: (value: V) => number,
  ) {}

  get(key: string): V | undefined {
    const young = this.young.get(key);
    if (young !== undefined) return young;
    const old = this.old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: string, value: V): void {
    const before = this.young.get(key);
    if (before !== undefined) this.youngWeight -= this.weigh(before);
    this.young.set(key, value);
    this.youngWeight += this.weigh(value);
    if (this.old.size > 0) this.old.delete(key);
    if (this.youngWeight <= this.limit / 2) return;
    this.old = this.young;
    this.young = new Map();
    this.youngWeight = 0;
  }

  /** Forgets the values of which `which` is true. */
  forget(which: (value: V) => boolean): void {
    for (const half of [this.young, this.old]) {
      for (const [key, value] of half) {
        if (!which(value)) continue;
        half.delete(key);
        if (half === this.young) this.youngWeight -= this.weigh(value);
      }
    }
  }

  clear(): void {
    this.young = new Map();
    this.old = new Map();
    this.youngWeight = 0;
  }
}
