import type { FactSource, MentionedBy } from '#domain/facts.js';
import type { RecordedFact } from '#domain/recorded-fact.js';
import { keyOf, type MentionKey } from './fact-rows.js';
import type { Found, HeldFacts, HeldMentions, HeldStream } from './held-facts.js';

/** What a question still has to be given before it can be answered. */
export class FactsMissing extends Error {
  constructor(
    readonly streams: readonly string[],
    readonly mentions: readonly MentionKey[],
  ) {
    super(`not loaded: ${[...streams, ...mentions.map(keyOf)].join(', ')}`);
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
  ) {}

  announce(streams: readonly string[]): void {
    const missing = streams.filter((stream) => !this.has(stream));
    if (missing.length > 0) throw new FactsMissing(missing, []);
  }

  announceMentions(targets: readonly string[], role: string): void {
    const missing = targets.map((target) => ({ target, role })).filter((key) => !this.mentionedBy.has(keyOf(key)));
    if (missing.length > 0) throw new FactsMissing([], missing);
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
    const held = this.held.stream(stream);
    if (held) this.put(stream, held);
    return held !== undefined;
  }

  hasMentions(key: MentionKey): boolean {
    const name = keyOf(key);
    if (this.mentionedBy.has(name)) return true;
    const held = this.held.mentions(key);
    if (held) this.mentionedBy.set(name, inForce(held, this.knownAt));
    return held !== undefined;
  }

  take(found: Found): void {
    for (const [stream, held] of found.streams) if (!this.streams.has(stream)) this.put(stream, held);
    for (const [name, held] of found.mentions) {
      if (!this.mentionedBy.has(name)) this.mentionedBy.set(name, inForce(held, this.knownAt));
    }
  }

  entries(): IterableIterator<[stream: string, facts: readonly RecordedFact[]]> {
    return this.streams.entries();
  }

  /** Leaves out all events of a stream but the first so many, because what follows cannot be read. */
  cut(stream: string, readable: number): void {
    this.streams.set(stream, this.facts(stream).slice(0, readable));
    this.unreadable.add(stream);
  }

  private put(stream: string, { facts, parkedFrom }: HeldStream): void {
    if (parkedFrom !== null && parkedFrom <= this.knownAt) this.unreadable.add(stream);
    const last = facts.at(-1);
    const known = !last || last.ordinal <= this.knownAt ? facts : facts.filter((fact) => fact.ordinal <= this.knownAt);
    this.streams.set(stream, known);
  }

  private mentioned(key: MentionKey): readonly MentionedBy[] {
    if (!this.hasMentions(key)) throw new FactsMissing([], [key]);
    return this.mentionedBy.get(keyOf(key)) ?? [];
  }
}

function inForce(mentions: HeldMentions, knownAt: number): readonly MentionedBy[] {
  const counts = mentions.every(({ from, until }) => from <= knownAt && until === null);
  if (counts) return mentions;
  return mentions.filter(({ from, until }) => from <= knownAt && (until === null || until > knownAt));
}
