import type { FactSource, MentionedBy } from '#domain/facts.js';
import type { RecordedFact } from '#domain/recorded-fact.js';
import { keyOf, type MentionKey } from './fact-rows.js';
import type { Found, HeldFacts, HeldMentions, HeldStream } from './held-facts.js';

/** What a question still has to be given before it can be answered. */
export class FactsMissing extends Error {
  constructor(
    readonly streams: readonly string[],
    readonly mentions: readonly MentionKey[],
    /** Streams of which PostgreSQL has not said yet whether the asker sees them. */
    readonly unadmitted: readonly string[] = [],
  ) {
    super(`not loaded: ${[...streams, ...mentions.map(keyOf), ...unadmitted].join(', ')}`);
  }
}

/** Asks the same of many; what all of them lack is said together. */
export function askEach<T, R>(items: readonly T[], ask: (item: T) => R): R[] {
  const lacking = new Lacking();
  const answers: R[] = [];
  for (const item of items) {
    try {
      answers.push(ask(item));
    } catch (error) {
      lacking.add(error);
    }
  }
  lacking.report();
  return answers;
}

/** What several questions lack. */
export class Lacking {
  private readonly streams = new Set<string>();
  private readonly mentions = new Map<string, MentionKey>();
  private readonly unadmitted = new Set<string>();

  /** @throws what is no lack of facts */
  add(error: unknown): void {
    if (!(error instanceof FactsMissing)) throw error;
    for (const stream of error.streams) this.streams.add(stream);
    for (const key of error.mentions) this.mentions.set(keyOf(key), key);
    for (const stream of error.unadmitted) this.unadmitted.add(stream);
  }

  all(): FactsMissing {
    return new FactsMissing([...this.streams], [...this.mentions.values()], [...this.unadmitted]);
  }

  /** @throws {FactsMissing} if anything is lacking */
  report(): void {
    if (this.streams.size + this.mentions.size + this.unadmitted.size > 0) throw this.all();
  }
}

/** What was loaded for questions of several known times: all of it, whichever of them asked first. */
class Raw {
  readonly streams = new Map<string, HeldStream>();
  readonly mentions = new Map<string, HeldMentions>();
  private readonly beginnings = new Map<string, Map<number, readonly RecordedFact[]>>();

  /** The events up to an ordinal; the same array for all ordinals between two events, so that it is folded once. */
  through(stream: string, facts: readonly RecordedFact[], knownAt: number): readonly RecordedFact[] {
    const count = countThrough(facts, knownAt);
    if (count === facts.length) return facts;
    const made = this.beginnings.get(stream) ?? new Map<number, readonly RecordedFact[]>();
    this.beginnings.set(stream, made);
    const beginning = made.get(count) ?? facts.slice(0, count);
    made.set(count, beginning);
    return beginning;
  }
}

/**
 * What one question is given: what is known at its ordinal, of what is held and of what was loaded for it. It throws
 * {@link FactsMissing} for the rest. What it was given once it keeps, whatever is forgotten or recorded meanwhile.
 */
export class LoadedFacts implements FactSource {
  private readonly streams = new Map<string, readonly RecordedFact[]>();
  private readonly mentionedBy = new Map<string, readonly MentionedBy[]>();
  /** Streams of which only the events before one that cannot be read are used. */
  readonly unreadable = new Set<string>();

  /** @param held is complete up to `knownAt` */
  constructor(
    private readonly held: HeldFacts,
    readonly knownAt: number,
    private readonly raw: Raw = new Raw(),
  ) {}

  /** The same at an earlier ordinal: what was loaded for one need not be loaded for the other. */
  at(knownAt: number): LoadedFacts {
    if (knownAt > this.knownAt) throw new RangeError(`loaded up to ${this.knownAt}, asked for ${knownAt}`);
    return new LoadedFacts(this.held, knownAt, this.raw);
  }

  announce(streams: readonly string[]): void {
    const missing = streams.filter((stream) => !this.has(stream));
    if (missing.length > 0) throw new FactsMissing(missing, []);
  }

  announceMentions(targets: readonly string[], role: string): void {
    const missing = targets.map((target) => ({ target, role })).filter((key) => !this.hasMentions(key));
    if (missing.length > 0) throw new FactsMissing([], missing);
  }

  each<T, R>(items: readonly T[], ask: (item: T) => R): R[] {
    return askEach(items, ask);
  }

  facts(stream: string): readonly RecordedFact[] {
    if (!this.has(stream)) throw new FactsMissing([stream], []);
    return this.streams.get(stream) ?? [];
  }

  mentions(target: string, role: string): readonly MentionedBy[] {
    return this.mentioned({ target, role });
  }

  mentionsInAnyRole(target: string): readonly MentionedBy[] {
    return this.mentioned({ target, role: null });
  }

  has(stream: string): boolean {
    if (this.streams.has(stream)) return true;
    const held = this.raw.streams.get(stream) ?? this.held.stream(stream);
    if (held) this.put(stream, held);
    return held !== undefined;
  }

  hasMentions(key: MentionKey): boolean {
    const name = keyOf(key);
    if (this.mentionedBy.has(name)) return true;
    const held = this.raw.mentions.get(name) ?? this.held.mentions(key);
    if (held) this.putMentions(name, held);
    return held !== undefined;
  }

  take(found: Found): void {
    for (const [stream, held] of found.streams) if (!this.streams.has(stream)) this.put(stream, held);
    for (const [name, held] of found.mentions) if (!this.mentionedBy.has(name)) this.putMentions(name, held);
  }

  entries(): IterableIterator<[stream: string, facts: readonly RecordedFact[]]> {
    return this.streams.entries();
  }

  /** Leaves out all events of a stream but the first so many, because what follows cannot be read. */
  cut(stream: string, readable: number): void {
    this.streams.set(stream, this.facts(stream).slice(0, readable));
    this.unreadable.add(stream);
  }

  /**
   * The first ordinal after one at which the list of who names a target changes; it has to be loaded.
   *
   * @param counts is asked of each stream that is or was on the list
   */
  nextMention(key: MentionKey, after: number, counts: (stream: string) => boolean): number | null {
    if (!this.hasMentions(key)) throw new FactsMissing([], [key]);
    let next: number | null = null;
    const list = this.raw.mentions.get(keyOf(key)) ?? [];
    const counted = new Set(askEach([...new Set(list.map((one) => one.stream))], (one) => (counts(one) ? one : null)));
    for (const { from, until } of list.filter((one) => counted.has(one.stream))) {
      for (const ordinal of [from, until]) {
        const later = ordinal !== null && ordinal > after && ordinal <= this.knownAt;
        if (later && (next === null || ordinal < next)) next = ordinal;
      }
    }
    return next;
  }

  /** The first event of a stream after an ordinal; it has to be loaded. */
  nextFact(stream: string, after: number): number | null {
    const facts = this.facts(stream);
    return facts[countThrough(facts, after)]?.ordinal ?? null;
  }

  private put(stream: string, held: HeldStream): void {
    const { facts, parkedFrom } = held;
    if (parkedFrom !== null && parkedFrom <= this.knownAt) this.unreadable.add(stream);
    this.raw.streams.set(stream, held);
    this.streams.set(stream, this.raw.through(stream, facts, this.knownAt));
  }

  private putMentions(name: string, held: HeldMentions): void {
    this.raw.mentions.set(name, held);
    this.mentionedBy.set(name, inForce(held, this.knownAt));
  }

  private mentioned(key: MentionKey): readonly MentionedBy[] {
    if (!this.hasMentions(key)) throw new FactsMissing([], [key]);
    return this.mentionedBy.get(keyOf(key)) ?? [];
  }
}

/** How many of the events, which stand in log order, are not after an ordinal. */
function countThrough(facts: readonly RecordedFact[], ordinal: number): number {
  let low = 0;
  let high = facts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((facts[middle]?.ordinal ?? Infinity) <= ordinal) low = middle + 1;
    else high = middle;
  }
  return low;
}

function inForce(mentions: HeldMentions, knownAt: number): readonly MentionedBy[] {
  const counts = mentions.every(({ from, until }) => from <= knownAt && until === null);
  if (counts) return mentions;
  return mentions.filter(({ from, until }) => from <= knownAt && (until === null || until > knownAt));
}
