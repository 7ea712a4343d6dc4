import type { FactSource, MentionedBy } from '#domain/facts.js';
import type { RecordedFact } from '#domain/recorded-fact.js';

/** What a question still has to be given before it can be answered. */
export class FactsMissing extends Error {
  constructor(
    readonly streams: readonly string[],
    readonly mentions: readonly MentionKey[],
  ) {
    super(`not loaded: ${[...streams, ...mentions.map((m) => `${m.role ?? '*'} of ${m.target}`)].join(', ')}`);
  }
}

export interface MentionKey {
  target: string;
  /** Null for any role. */
  role: string | null;
}

/** A source that holds what was loaded, and throws {@link FactsMissing} for what was not. */
export class LoadedFacts implements FactSource {
  private readonly streams = new Map<string, RecordedFact[]>();
  private readonly mentionedBy = new Map<string, MentionedBy[]>();

  constructor(readonly knownAt: number) {}

  announce(streams: readonly string[]): void {
    const missing = streams.filter((stream) => !this.streams.has(stream));
    if (missing.length > 0) throw new FactsMissing(missing, []);
  }

  facts(stream: string): readonly RecordedFact[] {
    const found = this.streams.get(stream);
    if (!found) throw new FactsMissing([stream], []);
    return found;
  }

  mentions(target: string, role: string): readonly MentionedBy[] {
    return this.mentioned({ target, role });
  }

  mentionsInAnyRole(target: string): readonly MentionedBy[] {
    return this.mentioned({ target, role: null });
  }

  has(stream: string): boolean {
    return this.streams.has(stream);
  }

  entries(): IterableIterator<[stream: string, facts: readonly RecordedFact[]]> {
    return this.streams.entries();
  }

  put(streams: readonly string[], facts: readonly RecordedFact[]): void {
    for (const stream of streams) this.streams.set(stream, []);
    for (const fact of facts) this.streams.get(fact.stream)?.push(fact);
  }

  putMentions(keys: readonly MentionKey[], mentions: readonly (MentionedBy & MentionKey)[]): void {
    for (const key of keys) this.mentionedBy.set(keyOf(key), []);
    for (const { target, role, stream, id, ordinal } of mentions) {
      this.mentionedBy.get(keyOf({ target, role }))?.push({ stream, id, ordinal });
      this.mentionedBy.get(keyOf({ target, role: null }))?.push({ stream, id, ordinal });
    }
  }

  private mentioned(key: MentionKey): readonly MentionedBy[] {
    const found = this.mentionedBy.get(keyOf(key));
    if (!found) throw new FactsMissing([], [key]);
    return found;
  }
}

function keyOf({ target, role }: MentionKey): string {
  return `${role ?? '*'} ${target}`;
}
