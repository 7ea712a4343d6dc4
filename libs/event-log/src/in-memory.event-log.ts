import { checkAppend } from './append-check.js';
import {
  type Appended,
  type Envelope,
  type EventLog,
  type Expected,
  type LoggedEvent,
  LogUnavailable,
  type Ordinal,
  type ReadAllOptions,
  type ReadStreamOptions,
  WrongRevision,
} from './event-log.js';
import { DEFAULT_BATCH, readAllRange, readStreamRange } from './read-range.js';
import { WakeUp } from './wake-up.js';

/** What an in-memory log holds; hand it to a second adapter to play a restart. */
export class InMemoryLogStore {
  /** Canonical texts; ordinal n stands at n − 1. */
  readonly texts: string[] = [];
  /** Ordinals of a stream's events; revision r stands at r. */
  readonly streams = new Map<string, number[]>();
  readonly wakeUp = new WakeUp();
}

/** The log in the memory of this process, for tests. It keeps canonical text, so nobody's objects are shared. */
export class InMemoryEventLog implements EventLog {
  private readonly closing = new AbortController();

  constructor(private readonly store = new InMemoryLogStore()) {}

  async append(stream: string, events: readonly Envelope[], expected: Expected): Promise<Appended> {
    const texts = checkAppend(stream, events, expected);
    this.assertOpen();
    const ordinals = this.store.streams.get(stream) ?? [];
    const actual = ordinals.length === 0 ? null : ordinals.length - 1;
    if (actual !== (expected === 'new' ? null : expected)) throw new WrongRevision(stream, expected, actual);
    const first = this.store.texts.length + 1;
    for (const text of texts) ordinals.push(this.store.texts.push(text));
    this.store.streams.set(stream, ordinals);
    this.store.wakeUp.ring();
    return { first: BigInt(first), last: BigInt(this.store.texts.length), revision: ordinals.length - 1 };
  }

  async readStream(stream: string, options: ReadStreamOptions = {}): Promise<LoggedEvent[]> {
    this.assertOpen();
    const { from, direction, limit } = readStreamRange(options);
    const ordinals = this.store.streams.get(stream) ?? [];
    const chosen = direction === 'forward' ? ordinals.slice(from) : ordinals.slice(0, from + 1).reverse();
    return chosen.slice(0, limit).map((ordinal) => this.event(ordinal));
  }

  async *readAll(after: Ordinal | undefined, options: ReadAllOptions = {}): AsyncGenerator<LoggedEvent[]> {
    this.assertOpen();
    const { start, direction, limit, batchSize } = readAllRange(after, options);
    const head = this.store.texts.length;
    const first = direction === 'forward' ? Number(start) + 1 : Math.min(head, Number(start) - 1);
    const count = Math.min(limit, direction === 'forward' ? head - first + 1 : first);
    for (let done = 0; done < count; done += batchSize) {
      const size = Math.min(batchSize, count - done);
      yield Array.from({ length: size }, (_, i) =>
        this.event(direction === 'forward' ? first + done + i : first - done - i),
      );
    }
  }

  subscribe(after: Ordinal | 'now', signal: AbortSignal): AsyncIterable<LoggedEvent[]> {
    this.assertOpen();
    const start = after === 'now' ? this.store.texts.length : Number(readAllRange(after, {}).start);
    return this.follow(start, AbortSignal.any([signal, this.closing.signal]));
  }

  async head(): Promise<Ordinal> {
    this.assertOpen();
    return BigInt(this.store.texts.length);
  }

  async close(): Promise<void> {
    this.closing.abort();
  }

  private async *follow(cursor: number, signal: AbortSignal): AsyncGenerator<LoggedEvent[]> {
    while (!signal.aborted) {
      const mark = this.store.wakeUp.mark();
      const size = Math.min(DEFAULT_BATCH, this.store.texts.length - cursor);
      if (size <= 0) {
        await this.store.wakeUp.after(mark, 60_000, signal);
        continue;
      }
      const batch = Array.from({ length: size }, (_, i) => this.event(cursor + 1 + i));
      cursor += size;
      yield batch;
    }
  }

  private event(ordinal: number): LoggedEvent {
    const envelope = JSON.parse(this.store.texts[ordinal - 1] ?? 'null') as Envelope;
    return Object.assign(envelope, { ordinal: BigInt(ordinal) });
  }

  private assertOpen(): void {
    if (this.closing.signal.aborted) throw new LogUnavailable('the log is closed');
  }
}
