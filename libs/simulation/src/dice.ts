/**
 * Chance that is none: the same seed and label throw the same numbers, on every machine and in whatever order labels are
 * asked for. So what happens to one unit does not move when another is added.
 */
export class Dice {
  private state: number;

  constructor(
    private readonly seed: number,
    label = '',
  ) {
    this.state = hashOf(`${seed} ${label}`);
  }

  /** Other dice of the same seed. */
  of(label: string): Dice {
    return new Dice(this.seed, label);
  }

  /** From 0 up to, not including, 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `low` to `high`, both counted. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** True `share` of the time. */
  falls(share: number): boolean {
    return this.next() < share;
  }

  /** So many different ones of a list, in the order of the list; all of them if it has no more. */
  some<T>(list: readonly T[], count: number): T[] {
    const left = list.map((item, i) => ({ item, i, at: this.next() }));
    return left
      .sort((a, b) => a.at - b.at)
      .slice(0, count)
      .sort((a, b) => a.i - b.i)
      .map(({ item }) => item);
  }
}

/** FNV-1a over UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
