import { createPool } from '#database/pool.js';
import type { Pool } from 'pg';
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
} from './event-log.js';
import { PostgresAppender } from './postgres-appender.js';
import { PostgresListener } from './postgres-listener.js';
import { gap, PostgresReader, type RawBatch } from './postgres-reader.js';
import { channelOf } from './postgres-sql.js';
import { DEFAULT_BATCH, readAllRange, readStreamRange } from './read-range.js';
import { WakeUp } from './wake-up.js';

export interface PostgresEventLogOptions {
  /** Connection string of a role that may insert and select, `trachnhiem_app`. */
  readonly url: string;
  /** Schema of the log, `log` by default; `migrateLog` creates it. */
  readonly schema?: string;
  /** Most connections for reading at once, 4 by default. Writing has its own. */
  readonly readers?: number;
  /** How long the server may take for one statement before {@link LogUnavailable}, in milliseconds; 5,000 by default. */
  readonly timeoutMs?: number;
  /**
   * Characters of canonical text of streams that are kept after they were loaded, so that the next load sends only what
   * is new; 32 Mi by default, 0 for none. In memory it is about three times as much.
   */
  readonly cached?: number;
  /** How long a waiting subscription sleeps at most before it looks again, in milliseconds; 250 by default. */
  readonly pollMs?: number;
}

const MAX_ORDINAL = 2n ** 63n - 1n;
const CACHED = 32 * 1024 * 1024;

/**
 * The log in PostgreSQL. The ordinal is dense and equals the order of the commits, so a reader that has seen `n` has seen
 * everything before `n`: every writer holds the log's advisory lock from before its ordinals are given until they are
 * visible, and appends that wait meanwhile share one transaction. Any number of processes may write.
 */
export class PostgresEventLog implements EventLog {
  private readonly closing = new AbortController();
  private readonly wakeUp = new WakeUp();
  private readonly pools: { readonly write: Pool; readonly read: Pool; readonly listen: Pool };
  private readonly appender: PostgresAppender;
  private readonly reader: PostgresReader;
  private readonly listener: PostgresListener;
  private readonly pollMs: number;
  private closed: Promise<void> | undefined;

  private constructor(options: PostgresEventLogOptions) {
    const { url, schema = 'log', readers = 4, timeoutMs = 5_000, cached = CACHED, pollMs = 250 } = options;
    const pool = (max: number, purpose: string) =>
      createPool(withSession(url, timeoutMs), {
        max,
        applicationName: `trachnhiem log ${purpose}`,
        connectTimeoutMs: timeoutMs,
      });
    this.pools = { write: pool(2, 'write'), read: pool(readers, 'read'), listen: pool(1, 'listen') };
    this.appender = new PostgresAppender(this.pools.write, schema, timeoutMs, () => this.wakeUp.ring());
    this.reader = new PostgresReader(this.pools.read, schema, cached);
    this.listener = new PostgresListener(this.pools.listen, channelOf(schema), this.wakeUp, this.closing.signal);
    this.pollMs = pollMs;
  }

  /**
   * Opens a log that `migrateLog` has created.
   *
   * @throws {LogUnavailable} the server does not answer
   * @throws {Error} there is no such log, or the role may not read it
   */
  static async open(options: PostgresEventLogOptions): Promise<PostgresEventLog> {
    const log = new PostgresEventLog(options);
    try {
      await log.reader.head();
      return log;
    } catch (error) {
      await log.close();
      throw error;
    }
  }

  async append(stream: string, events: readonly Envelope[], expected: Expected): Promise<Appended> {
    const texts = checkAppend(stream, events, expected);
    this.assertOpen();
    return this.appender.append(stream, texts, expected);
  }

  async readStream(stream: string, options: ReadStreamOptions = {}): Promise<LoggedEvent[]> {
    this.assertOpen();
    return this.reader.stream(stream, readStreamRange(options));
  }

  async *readAll(after: Ordinal | undefined, options: ReadAllOptions = {}): AsyncGenerator<LoggedEvent[]> {
    this.assertOpen();
    const { start, direction, limit, batchSize } = readAllRange(after, options);
    const head = await this.reader.head();
    let left = limit;
    const read = (from: Ordinal): Promise<RawBatch> =>
      ahead(
        direction === 'forward'
          ? this.reader.forward(from, head, Math.min(batchSize, left))
          : this.reader.backward(from, Math.min(batchSize, left)),
      );
    let cursor = direction === 'forward' || start <= head ? start : head + 1n;
    let next = read(cursor);
    while (left > 0) {
      const batch = await next;
      if (batch.last === null) {
        if (direction === 'forward' && cursor < head) throw gap(cursor + 1n, head);
        return;
      }
      cursor = batch.last;
      left -= batch.count;
      // the server reads on while this batch is parsed and worked on
      if (left > 0) next = read(cursor);
      yield batch.parse();
    }
  }

  subscribe(after: Ordinal | 'now', signal: AbortSignal): AsyncIterable<LoggedEvent[]> {
    this.assertOpen();
    const start = after === 'now' ? ahead(this.reader.head()) : readAllRange(after, {}).start;
    this.listener.start();
    return this.follow(start, AbortSignal.any([signal, this.closing.signal]));
  }

  async head(): Promise<Ordinal> {
    this.assertOpen();
    return this.reader.head();
  }

  /** Waits for appends that were begun, then ends subscriptions and gives the connections back. */
  close(): Promise<void> {
    this.closed ??= (async () => {
      this.closing.abort();
      await this.appender.drained();
      await Promise.all(Object.values(this.pools).map((pool) => pool.end()));
    })();
    return this.closed;
  }

  private async *follow(start: Ordinal | Promise<Ordinal>, signal: AbortSignal): AsyncGenerator<LoggedEvent[]> {
    let cursor: Ordinal | undefined;
    let next: Promise<RawBatch> | undefined;
    let failures = 0;
    while (!signal.aborted) {
      const mark = this.wakeUp.mark();
      let batch: RawBatch | undefined;
      try {
        cursor ??= await unlessAborted(failures === 0 ? start : this.reader.head(), signal);
        if (cursor === undefined) return;
        batch = await unlessAborted(next ?? ahead(this.reader.forward(cursor, MAX_ORDINAL, DEFAULT_BATCH)), signal);
        failures = 0;
      } catch (error) {
        if (!(error instanceof LogUnavailable)) throw error;
        failures++;
      }
      next = undefined;
      if (signal.aborted) return;
      if (batch && batch.last !== null) {
        cursor = batch.last;
        // a full batch: still catching up, so the server reads on while this one is parsed and worked on
        if (batch.count === DEFAULT_BATCH) next = ahead(this.reader.forward(cursor, MAX_ORDINAL, DEFAULT_BATCH));
        yield batch.parse();
      } else {
        await this.wakeUp.after(failures ? this.wakeUp.mark() : mark, this.pollMs * Math.min(1 + failures, 8), signal);
      }
    }
  }

  private assertOpen(): void {
    if (this.closing.signal.aborted) throw new LogUnavailable('the log is closed');
  }
}

/** A promise that is awaited later or, if the consumer leaves, never: its error then is nobody's. */
function ahead<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** The value, or undefined as soon as `signal` is aborted. */
async function unlessAborted<T>(value: T | Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted) return undefined;
  let stop = () => undefined as void;
  const aborted = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([value, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/**
 * The server ends a statement after `timeoutMs`; should it be silent altogether, the client gives up a second later. Plans
 * are made once for each connection: the planner would rather make a new one for each call, which takes longer than the
 * call, because it thinks more rows are asked for than are.
 */
function withSession(url: string, timeoutMs: number): string {
  const parsed = new URL(url);
  const given = parsed.searchParams.get('options');
  parsed.searchParams.set('options', `${given ?? ''} -c plan_cache_mode=force_generic_plan`.trim());
  parsed.searchParams.set('statement_timeout', String(timeoutMs));
  parsed.searchParams.set('query_timeout', String(timeoutMs + 1_000));
  return parsed.toString();
}
