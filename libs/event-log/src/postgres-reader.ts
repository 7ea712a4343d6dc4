import { isUnavailable } from '#database/availability.js';
import type { Pool, QueryResultRow } from 'pg';
import { type Envelope, type LoggedEvent, LogUnavailable, type Ordinal } from './event-log.js';
import { logSql } from './postgres-sql.js';
import type { StreamRange } from './read-range.js';
import { StreamCache } from './stream-cache.js';

/** A batch ends once it holds this many bytes, so that big events do not fill the memory. */
const BATCH_BYTES = 4 * 1024 * 1024;
/** Events of a row in the statements that read: enough to share its cost, few enough for small buffers. */
const ROW = 32;
/** Events of a page of a stream: enough for most streams, and 64 MiB at the very most. */
const PAGE = 128;
/** `revision` is an integer. */
const MAX_REVISION = 2 ** 31 - 1;
/** `statement_timeout`. */
const CANCELED = '57014';

/** A batch as it came from the server: where it ends is known before it is parsed, so that the next can be asked for. */
export interface RawBatch {
  readonly count: number;
  /** Ordinal of its last event in reading order; null if the batch is empty. */
  readonly last: Ordinal | null;
  readonly parse: () => LoggedEvent[];
}

interface LogRow {
  readonly count: number;
  readonly lowest: Ordinal;
  readonly highest: Ordinal;
  readonly envelopes: string;
}

interface StreamRow {
  readonly ordinals: string;
  readonly envelopes: string;
}

interface TailRow {
  readonly ordinal: Ordinal;
  readonly envelope: string;
}

const WHOLE: StreamRange = { from: 0, direction: 'forward', limit: Number.MAX_SAFE_INTEGER };

/** An event as it is parsed, before it has its ordinal. */
interface Parsed extends Envelope {
  ordinal: Ordinal;
}

/** Reads the table of a log. Envelopes come many to a row and are parsed together. */
export class PostgresReader {
  private readonly sql: { readonly [name: string]: string };
  private readonly cache: StreamCache;

  /** @param cached characters of canonical text of streams that are kept for the next time */
  constructor(
    private readonly pool: Pool,
    private readonly schema: string,
    cached: number,
  ) {
    this.cache = new StreamCache(cached);
    const names = [
      'head',
      'read-forward',
      'read-backward',
      'read-stream-forward',
      'read-stream-backward',
      'read-stream-tail',
      'last-revision',
    ];
    this.sql = Object.fromEntries(names.map((name) => [name, logSql(name, schema)]));
  }

  async head(): Promise<Ordinal> {
    const [row] = await this.query<{ head: Ordinal }>('head', []);
    return row?.head ?? 0n;
  }

  /** The events after one ordinal up to another, at most `limit`; fewer if they are big, none at the end. */
  async forward(after: Ordinal, upTo: Ordinal, limit: number): Promise<RawBatch> {
    const end = least(upTo, after + BigInt(limit));
    const starts: Ordinal[] = [];
    for (let start = after; start < end; start += BigInt(ROW)) starts.push(start);
    return batchOf(await this.query<LogRow>('read-forward', [end, starts, BATCH_BYTES]), after, 1n);
  }

  /** The events before an ordinal, latest first, at most `limit`; fewer if they are big, none at the beginning. */
  async backward(before: Ordinal, limit: number): Promise<RawBatch> {
    const end = greatest(1n, before - BigInt(limit));
    const starts: Ordinal[] = [];
    for (let start = before; start > end; start -= BigInt(ROW)) starts.push(start);
    return batchOf(await this.query<LogRow>('read-backward', [end, starts, BATCH_BYTES]), before, -1n);
  }

  async stream(stream: string, range: StreamRange): Promise<LoggedEvent[]> {
    const { from, direction, limit } = range;
    if (direction === 'forward' && from === 0 && limit === Number.MAX_SAFE_INTEGER) return this.wholeStream(stream);
    const start = direction === 'forward' ? from : Math.min(from, await this.lastRevision(stream));
    return (await this.pages(stream, { from: start, direction, limit })).events;
  }

  /**
   * A stream from its beginning. Of one that was loaded before, only its last known event and what came after it are sent;
   * where that event is another one, the store was changed from outside, and nothing that is kept counts.
   */
  private async wholeStream(stream: string): Promise<LoggedEvent[]> {
    const known = this.cache.find(stream);
    if (!known) {
      const { events, size } = await this.pages(stream, WHOLE);
      this.cache.keep(stream, events, size);
      return [...events];
    }
    const [last, ...fresh] = await this.tail(stream, known.events.length - 1);
    if (!last || !isSame(known.events.at(-1), last)) {
      this.cache.drop(stream);
      return this.wholeStream(stream);
    }
    if (fresh.length === 0) return [...known.events];
    const events = [...known.events, ...fresh.map(parseOne)];
    this.cache.keep(stream, events, known.size + fresh.reduce((sum, row) => sum + row.envelope.length, 0));
    return [...events];
  }

  private async tail(stream: string, from: number): Promise<TailRow[]> {
    const found: TailRow[] = [];
    for (let next = from; ; next += PAGE) {
      const end = Math.min(MAX_REVISION, next + PAGE - 1);
      const rows = await this.query<TailRow>('read-stream-tail', [stream, next, end]);
      found.push(...rows);
      if (rows.length < PAGE) return found;
    }
  }

  private async pages(
    stream: string,
    { from, direction, limit }: StreamRange,
  ): Promise<{ events: LoggedEvent[]; size: number }> {
    const events: LoggedEvent[] = [];
    let size = 0;
    const [step, name] = direction === 'forward' ? [1, 'read-stream-forward'] : [-1, 'read-stream-backward'];
    let next = from;
    while (next >= 0 && events.length < limit) {
      const page = Math.min(PAGE, limit - events.length);
      const end = Math.min(MAX_REVISION, Math.max(0, next + step * (page - 1)));
      const starts: number[] = [];
      for (let start = next; step * (end - start) >= 0; start += step * ROW) starts.push(start);
      const before = events.length;
      for (const row of await this.query<StreamRow>(name, [stream, end, starts])) {
        const ordinals = row.ordinals.split(',');
        size += row.envelopes.length;
        for (const [i, event] of parse(row.envelopes).entries()) {
          event.ordinal = BigInt(ordinals[i] ?? '');
          events.push(event);
        }
      }
      // Revisions are dense, so a page that is not full is the last.
      if (events.length - before < page) break;
      next = end + step;
    }
    return { events, size };
  }

  /** Revision of the last event of a stream, −1 if there is none. */
  private async lastRevision(stream: string): Promise<number> {
    const [row] = await this.query<{ last: number | null }>('last-revision', [stream]);
    return row?.last ?? -1;
  }

  private async query<Row extends QueryResultRow>(name: string, values: unknown[]): Promise<Row[]> {
    try {
      return (await this.pool.query<Row>({ name: `${this.schema} ${name}`, text: this.sql[name] ?? '', values })).rows;
    } catch (error) {
      const canceled = error instanceof Error && 'code' in error && error.code === CANCELED;
      if (!canceled && !isUnavailable(error)) throw error;
      throw new LogUnavailable('PostgreSQL did not answer', { cause: error });
    }
  }
}

/** @throws {Error} ordinals are missing: the log was changed from outside */
function batchOf(rows: readonly LogRow[], start: Ordinal, step: 1n | -1n): RawBatch {
  let cursor = start;
  let count = 0;
  for (const row of rows) {
    const [first, last] = step === 1n ? [row.lowest, row.highest] : [row.highest, row.lowest];
    if (first !== cursor + step) throw gap(cursor + step, first);
    if (row.highest - row.lowest + 1n !== BigInt(row.count)) throw gap(row.lowest, row.highest);
    cursor = last;
    count += row.count;
  }
  return { count, last: count === 0 ? null : cursor, parse: () => rows.flatMap((row) => eventsOf(row, step)) };
}

/** Positions are dense by construction, so somebody wrote or deleted behind the log's back. */
export function gap(from: Ordinal, to: Ordinal): Error {
  return new Error(`the log has a gap between ${from} and ${to}: it was changed from outside`);
}

function eventsOf(row: LogRow, step: 1n | -1n): LoggedEvent[] {
  let ordinal = step === 1n ? row.lowest : row.highest;
  const events = parse(row.envelopes);
  for (const event of events) {
    event.ordinal = ordinal;
    ordinal += step;
  }
  return events;
}

/** A JSON array of envelopes, as the statements put it together. */
function parse(envelopes: string): Parsed[] {
  return JSON.parse(envelopes) as Parsed[];
}

function parseOne({ ordinal, envelope }: TailRow): LoggedEvent {
  const event = JSON.parse(envelope) as Parsed;
  event.ordinal = ordinal;
  return event;
}

/** Canonical text that was parsed is written again as it was, but for the ordinal, which is not in it. */
function isSame(known: LoggedEvent | undefined, row: TailRow): boolean {
  return known?.ordinal === row.ordinal && JSON.stringify({ ...known, ordinal: undefined }) === row.envelope;
}

function least(a: Ordinal, b: Ordinal): Ordinal {
  return a < b ? a : b;
}

function greatest(a: Ordinal, b: Ordinal): Ordinal {
  return a > b ? a : b;
}
