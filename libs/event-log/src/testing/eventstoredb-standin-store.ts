/**
 * The data behind the EventStoreDB stand-in: streams, one order over all of them, and the server's rules for an append.
 * It lives apart from the server so that a test can stop the server and start it again on what was stored.
 */

/** An event as a server keeps it. */
export interface StoredEvent {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  /** .NET ticks since 1970, as the server sends them. */
  readonly created: string;
  /** Place in `$all`: sparse, rising, and nothing else may be assumed of it. */
  readonly position: bigint;
}

export type ProposedEvent = Omit<StoredEvent, 'stream' | 'revision' | 'created' | 'position'>;

/** `no-stream`, the revision of the last event, or no expectation. */
export type ExpectedState = 'any' | 'no-stream' | 'stream-exists' | bigint;

export type AppendOutcome =
  | { readonly kind: 'stored' | 'repeated'; readonly revision: number; readonly position: bigint }
  | { readonly kind: 'wrong-version'; readonly actual: number | null }
  | { readonly kind: 'too-big'; readonly limit: number };

const textEncoder = new TextEncoder();

export class StandInStore {
  /** Events in the order of `$all`. */
  readonly all: StoredEvent[] = [];
  private readonly streams = new Map<string, StoredEvent[]>();
  private readonly listeners = new Set<(event: StoredEvent) => void>();
  private nextPosition = 41n;

  /** What the server takes in one append, in bytes of data and metadata; EventStoreDB's default is 1 MiB. */
  maxAppendBytes = 1024 * 1024;
  /** The server has forgotten which event ids it has seen: a repeated append is a wrong version. */
  forgetsIds = false;

  constructor() {
    this.noise('$stats-0.0.0.0:2113', 3);
  }

  read(stream: string): readonly StoredEvent[] {
    return this.streams.get(stream) ?? [];
  }

  /** Drops everything, as somebody with the server's files can, to put other events there. */
  forget(): void {
    this.all.length = 0;
    this.streams.clear();
  }

  onEvent(listener: (event: StoredEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  append(stream: string, events: readonly ProposedEvent[], expected: ExpectedState): AppendOutcome {
    const bytes = events.reduce((sum, event) => sum + event.data.length + event.metadata.length, 0);
    if (bytes > this.maxAppendBytes) return { kind: 'too-big', limit: this.maxAppendBytes };

    const stored = this.read(stream);
    const last = stored.length - 1;
    const actual = last < 0 ? null : last;
    const place = expected === 'no-stream' ? -1 : typeof expected === 'bigint' ? Number(expected) : null;
    if (place === null ? expected === 'stream-exists' && last < 0 : place > last)
      return { kind: 'wrong-version', actual };
    if (place !== null && place < last) {
      // EventStoreDB compares the ids alone: an append that it has already stored at this place is a success again.
      const repeated = events.every((event, i) => stored[place + 1 + i]?.id === event.id);
      const end = stored[place + events.length];
      if (!repeated || !end || this.forgetsIds) return { kind: 'wrong-version', actual };
      return { kind: 'repeated', revision: end.revision, position: end.position };
    }
    const end = events.map((event) => this.store(stream, event)).at(-1);
    if (this.all.length % 5 === 0) this.noise('$stats-0.0.0.0:2113', 1);
    return { kind: 'stored', revision: end?.revision ?? last, position: end?.position ?? 0n };
  }

  /** Events of the server's own, as statistics and projections write them between ours. */
  noise(stream: string, count: number): void {
    for (let i = 0; i < count; i++) {
      const data = textEncoder.encode('{"noise":true}');
      const metadata = new Uint8Array();
      const event = {
        id: crypto.randomUUID(),
        type: '$statsCollected',
        contentType: 'application/json',
        data,
        metadata,
      };
      this.store(stream, event);
    }
  }

  private store(stream: string, event: ProposedEvent): StoredEvent {
    const events = this.streams.get(stream) ?? [];
    if (events.length === 0) this.streams.set(stream, events);
    const created = `${BigInt(Date.now()) * 10_000n}`;
    const stored: StoredEvent = { ...event, stream, revision: events.length, created, position: this.nextPosition };
    this.nextPosition += BigInt(137 + event.data.length + event.metadata.length + (events.length % 7) * 13);
    events.push(stored);
    this.all.push(stored);
    for (const listener of this.listeners) listener(stored);
    return stored;
  }
}
