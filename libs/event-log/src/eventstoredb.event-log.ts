import { END, type ReadRevision } from '@kurrent/kurrentdb-client';
import { checkAppend } from './append-check.js';
import {
  type Appended,
  type Envelope,
  type EventLog,
  type Expected,
  IllegalEvent,
  type LoggedEvent,
  LogUnavailable,
  type Ordinal,
  type ReadAllOptions,
  type ReadStreamOptions,
  WrongRevision,
} from './event-log.js';
import { EventStoreConnection, StoreRefusedRevision, StoreRefusedSize } from './eventstoredb-connection.js';
import { digestOf, type FoundEvent, foundEvent, storeEvent } from './eventstoredb-envelope.js';
import { type Indexed, LogIndex, LogIndexMismatch } from './eventstoredb-index.js';
import { sleep } from './eventstoredb-time.js';
import { StoreWatch } from './eventstoredb-watch.js';
import { DEFAULT_BATCH, readAllRange, readStreamRange } from './read-range.js';
import { WakeUp } from './wake-up.js';

export interface EventStoreDbSettings {
  /** The event store: `esdb://…` or `kurrentdb://…`, also with `+discover` and several nodes. */
  readonly url: string;
  /** PostgreSQL, as a role that may add to the index (see `migrateLogIndex`). */
  readonly indexUrl: string;
  /** Schema of the index; one for each log. Default `log`. */
  readonly schema?: string;
  /** Keeps logs in one event store apart: streams are called `name:stream`. Small letters, digits, `-`, `_`. */
  readonly name?: string;
  /** Milliseconds that a call may take before {@link LogUnavailable}. Default 8,000. */
  readonly patienceMs?: number;
  /** Milliseconds of the server's silence after which an attempt is given up and the connection made anew. Default 2,500. */
  readonly silenceMs?: number;
  /** Milliseconds after which a subscription looks by itself, should the event store not say that there is more. Default 1,000. */
  readonly pollMs?: number;
  /** Most connections to PostgreSQL. Default 4. */
  readonly connections?: number;
  /** Told of errors that subscriptions survive. */
  readonly onTrouble?: (error: unknown) => void;
}

/** Events of a stream that are fetched at once. */
const STREAM_PAGE = 1000;

/**
 * The log in EventStoreDB / KurrentDB. The store keeps the events and orders them; their ordinals, which it does not
 * know, stand in PostgreSQL (see {@link LogIndex}). An append returns when its events have ordinals; if the process
 * dies in between, whoever comes next counts them.
 */
export class EventStoreDbEventLog implements EventLog {
  private readonly closing = new AbortController();

  private constructor(
    private readonly prefix: string,
    private readonly connection: EventStoreConnection,
    private readonly index: LogIndex,
    private readonly watch: StoreWatch,
    /** Rings when there may be more to read. */
    private readonly news: WakeUp,
    private readonly settings: { patienceMs: number; pollMs: number; onTrouble: (error: unknown) => void },
  ) {}

  /**
   * Neither server is called yet.
   *
   * @throws {LogUnavailable} the URL cannot be understood
   */
  static open(settings: EventStoreDbSettings): EventStoreDbEventLog {
    const { url, indexUrl, schema = 'log', name = 'trachnhiem', patienceMs = 8_000, silenceMs = 2_500 } = settings;
    const { pollMs = 1_000, connections = 4, onTrouble = () => undefined } = settings;
    // The colon ends the name: no log's prefix is the beginning of another's.
    if (!/^[a-z0-9_-]+$/.test(name)) throw new RangeError(`not a name for a log: ${name}`);
    const prefix = `${name}:`;
    const news = new WakeUp();
    const connection = new EventStoreConnection({ url, prefix, patienceMs, silenceMs });
    const indexSettings = { url: indexUrl, schema, connections, patienceMs };
    const index = new LogIndex(connection, prefix, indexSettings, () => news.ring());
    const watch = new StoreWatch(url, prefix, () => news.ring());
    return new EventStoreDbEventLog(prefix, connection, index, watch, news, { patienceMs, pollMs, onTrouble });
  }

  async append(stream: string, events: readonly Envelope[], expected: Expected): Promise<Appended> {
    const texts = checkAppend(stream, events, expected);
    const sent = texts.map(storeEvent);
    const mine = sent.map(({ id }, i) => ({ id, digest: digestOf(texts[i] ?? '') }));
    const revision = (expected === 'new' ? -1 : expected) + texts.length;
    this.assertOpen();

    // Sent again: the store would say "stored" and mean the first time.
    if (await this.lookUp(mine)) throw await this.taken(stream, expected);
    try {
      await this.connection.append(stream, sent, expected === 'new' ? -1n : BigInt(expected));
    } catch (error) {
      if (error instanceof StoreRefusedSize) throw new IllegalEvent('the event store takes less in one append');
      if (!(error instanceof StoreRefusedRevision)) throw error;
      // The attempt that was not answered may have been stored, and be what stands in the way of the next.
      const own = error.afterUnclearAttempt && (await this.index.catchUp(), await this.lookUp(mine));
      if (!own || own === 'other') throw new WrongRevision(stream, expected, error.actual);
      return { ...own, revision };
    }
    // The store says "stored" of events too that it already had under these ids, so what stands there is compared.
    for (const until = Date.now() + this.settings.patienceMs; ; await sleep(50)) {
      await this.index.catchUp();
      const counted = await this.lookUp(mine);
      if (counted === 'other') throw await this.taken(stream, expected);
      if (counted) return { ...counted, revision };
      if (Date.now() > until) throw new LogUnavailable('stored, but the event store does not show it yet');
    }
  }

  async readStream(stream: string, options: ReadStreamOptions = {}): Promise<LoggedEvent[]> {
    const { from, direction, limit } = readStreamRange(options);
    this.assertOpen();
    const found: FoundEvent[] = [];
    const backward = direction === 'backward';
    let next: ReadRevision | undefined = backward && options.from === undefined ? END : BigInt(from);
    while (next !== undefined && found.length < limit) {
      const count = Math.min(STREAM_PAGE, limit - found.length);
      const page = await this.connection.readStream(stream, next, backward, count);
      found.push(...page.flatMap((recorded) => foundEvent(this.prefix, recorded) ?? []));
      const last = page.length < count ? undefined : page.at(-1)?.revision;
      next = last === undefined || (backward && last === 0n) ? undefined : last + (backward ? -1n : 1n);
    }
    const indexed = await this.indexed([...new Set(found.map(({ envelope }) => envelope.id))]);
    return found.flatMap(({ envelope, digest }) => {
      const entry = indexed.get(envelope.id);
      return entry?.digest.equals(digest) ? [Object.assign(envelope, { ordinal: entry.ordinal })] : [];
    });
  }

  async *readAll(after: Ordinal | undefined, options: ReadAllOptions = {}): AsyncGenerator<LoggedEvent[]> {
    const { start, direction, limit, batchSize } = readAllRange(after, options);
    const head = await this.head();
    let left = BigInt(limit);
    const size = (available: bigint): bigint => smallest(available, left, BigInt(batchSize));
    if (direction === 'forward') {
      for (let seen = start; seen < head && left > 0n;) {
        const last = seen + size(head - seen);
        yield await this.index.read(seen + 1n, last);
        left -= last - seen;
        seen = last;
      }
      return;
    }
    for (let before = smallest(start, head + 1n); before > 1n && left > 0n;) {
      const first = before - size(before - 1n);
      // The store reads backward from a position without the event at it; read forward, both directions are alike.
      yield (await this.index.read(first, before - 1n)).reverse();
      left -= before - first;
      before = first;
    }
  }

  subscribe(after: Ordinal | 'now', signal: AbortSignal): AsyncIterable<LoggedEvent[]> {
    this.assertOpen();
    const start = after === 'now' ? after : readAllRange(after, {}).start;
    this.watch.start();
    return this.follow(start, AbortSignal.any([signal, this.closing.signal]));
  }

  async head(): Promise<Ordinal> {
    this.assertOpen();
    return this.index.catchUp();
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.watch.stop();
    this.connection.close();
    await this.index.close();
  }

  private async *follow(after: Ordinal | 'now', signal: AbortSignal): AsyncGenerator<LoggedEvent[]> {
    let seen = after;
    for (let pause = 50; !signal.aborted;) {
      const mark = this.news.mark();
      let batch: LoggedEvent[] | 'aborted';
      try {
        if (seen === 'now') {
          const head = await unlessAborted(this.index.catchUp(), signal);
          if (head === 'aborted') return;
          seen = head;
        }
        batch = await unlessAborted(this.following(seen), signal);
        pause = 50;
      } catch (error) {
        if (error instanceof LogIndexMismatch) throw error;
        this.settings.onTrouble(error);
        await sleep(pause, signal);
        pause = Math.min(pause * 2, 2_000);
        continue;
      }
      if (batch === 'aborted') return;
      const last = batch.at(-1);
      if (last) {
        seen = last.ordinal;
        yield batch;
      } else await this.news.after(mark, this.settings.pollMs, signal);
    }
  }

  /** The next batch after an ordinal; empty if there is none yet. */
  private async following(seen: Ordinal): Promise<LoggedEvent[]> {
    const head = this.index.known > seen ? this.index.known : await this.index.catchUp();
    return head > seen ? this.index.read(seen + 1n, smallest(head, seen + BigInt(DEFAULT_BATCH))) : [];
  }

  /** Where these very events stand; `other` if their ids are those of other events; undefined if none is known. */
  private async lookUp(
    mine: readonly { id: string; digest: Buffer }[],
  ): Promise<{ first: Ordinal; last: Ordinal } | 'other' | undefined> {
    const known = await this.index.find(mine.map(({ id }) => id));
    if (known.size === 0) return undefined;
    if (mine.some(({ id, digest }) => !known.get(id)?.digest.equals(digest))) return 'other';
    const [first, last] = [known.get(mine[0]?.id ?? ''), known.get(mine.at(-1)?.id ?? '')];
    return first && last && { first: first.ordinal, last: last.ordinal };
  }

  /** The refusal of an append whose ids stand in the log already. */
  private async taken(stream: string, expected: Expected): Promise<Error> {
    const [last] = await this.connection.readStream(stream, END, true, 1);
    const actual = last ? Number(last.revision) : null;
    if (actual === (expected === 'new' ? null : expected)) return new IllegalEvent('an id of another event in the log');
    return new WrongRevision(stream, expected, actual);
  }

  /** What the index knows of events that are in the store, counting them first if need be. */
  private async indexed(ids: readonly string[]): Promise<Map<string, Indexed>> {
    if (ids.length === 0) return new Map();
    let known = await this.index.find(ids);
    for (const until = Date.now() + this.settings.patienceMs; known.size < ids.length;) {
      if (Date.now() > until) throw new LogUnavailable('the event store does not show all of its events yet');
      await this.index.catchUp();
      known = await this.index.find(ids);
      if (known.size < ids.length) await sleep(50);
    }
    return known;
  }

  private assertOpen(): void {
    if (this.closing.signal.aborted) throw new LogUnavailable('the log is closed');
  }
}

function smallest(...values: bigint[]): bigint {
  return values.reduce((a, b) => (a < b ? a : b));
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | 'aborted'> {
  return new Promise((resolve, reject) => {
    const abort = () => resolve('aborted');
    signal.addEventListener('abort', abort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
