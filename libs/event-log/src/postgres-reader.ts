import { isUnavailable } from '#database/availability.js';
import { GatheredCalls } from '#database/gathered-calls.js';
import type { Pool } from 'pg';
import { type Envelope, type LoggedEvent, LogUnavailable, type Ordinal } from './event-log.js';
import { logSql } from './postgres-sql.js';
import type { StreamRange } from './read-range.js';
import { StreamCache } from './stream-cache.js';

/** A batch ends once it holds this many bytes, so that big events do not fill the memory. */
const BATCH_BYTES = 4 * 1024 * 1024;
/** Events of a page of a stream: enough for most streams, and 64 MiB at the very most. */
const PAGE = 128;
/** Pages that are read by one statement, and such statements at once. */
const PAGES_TOGETHER = 64;
const PARALLEL = 4;
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

/** Ordinal and canonical text of an event. One row each: put together on the server they cost both sides more. */
type Row = [ordinal: Ordinal, envelope: string];

/** A page of a stream, forward; both revisions are in it. */
interface Page {
  readonly stream: string;
  readonly first: number;
  readonly last: number;
}

/** An event as it is parsed, before it has its ordinal. */
interface Parsed extends Envelope {
  ordinal: Ordinal;
}

/** Reads the table of a log. */
export class PostgresReader {
  private readonly sql: { readonly [name: string]: string };
  private readonly cache: StreamCache;
  /** Every decision asks for it: those that come at the same time share the statement. */
  private readonly heads = new GatheredCalls(async (asked: readonly null[]) => {
    const [row] = await this.query<[head: Ordinal]>('head', []);
    return asked.map(() => row?.[0] ?? 0n);
  }, PARALLEL);
  private readonly pages = new GatheredCalls((asked: readonly Page[]) => this.pagesOf(asked), PARALLEL, PAGES_TOGETHER);

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
      'read-forward-big',
      'read-backward',
      'read-stream-forward',
      'read-streams-forward',
      'read-stream-backward',
      'last-revision',
    ];
    this.sql = Object.fromEntries(names.map((name) => [name, logSql(name, schema)]));
  }

  head(): Promise<Ordinal> {
    return this.heads.ask(null);
  }

  /** The events after one ordinal up to another, at most `limit`; fewer if they are big, none at the end. */
  async forward(after: Ordinal, upTo: Ordinal, limit: number): Promise<RawBatch> {
    const end = least(upTo, after + BigInt(limit));
    const range = [after, end, BATCH_BYTES];
    const rows = await this.query<Row>('read-forward', range);
    // Nothing: there is nothing, or together they are too big.
    return batchOf(rows.length > 0 ? rows : await this.query<Row>('read-forward-big', range), after, 1n);
  }

  /** The events before an ordinal, latest first, at most `limit`; fewer if they are big, none at the beginning. */
  async backward(before: Ordinal, limit: number): Promise<RawBatch> {
    const end = greatest(1n, before - BigInt(limit));
    return batchOf(await this.query<Row>('read-backward', [before, end, BATCH_BYTES]), before, -1n);
  }

  async stream(stream: string, range: StreamRange): Promise<LoggedEvent[]> {
    const { from, direction, limit } = range;
    if (direction === 'forward' && from === 0 && limit === Number.MAX_SAFE_INTEGER) return this.wholeStream(stream);
    const start = direction === 'forward' ? from : Math.min(from, await this.lastRevision(stream));
    return (await this.rowsOf(stream, { from: start, direction, limit })).map(parse);
  }

  /**
   * A stream from its beginning. Of one that was loaded before, only its last known event and what came after it are sent;
   * where that event is another one, the store was changed from outside, and nothing that is kept counts.
   */
  private async wholeStream(stream: string): Promise<LoggedEvent[]> {
    const known = this.cache.find(stream);
    const from = known ? known.events.length - 1 : 0;
    const rows = await this.rowsOf(stream, { from, direction: 'forward', limit: Number.MAX_SAFE_INTEGER });
    const [ordinal, text] = rows[0] ?? [];
    if (known && (ordinal !== known.events[from]?.ordinal || text !== known.lastText)) {
      this.cache.drop(stream);
      return this.wholeStream(stream);
    }
    if (known && rows.length === 1) return [...known.events];
    const fresh = known ? rows.slice(1) : rows;
    const events = [...(known?.events ?? []), ...fresh.map(parse)];
    const size = fresh.reduce((sum, row) => sum + row[1].length, known?.size ?? 0);
    this.cache.keep(stream, events, rows.at(-1)?.[1] ?? '', size);
    return [...events];
  }

  private async rowsOf(stream: string, { from, direction, limit }: StreamRange): Promise<Row[]> {
    const found: Row[] = [];
    const step = direction === 'forward' ? 1 : -1;
    let next = from;
    while (next >= 0 && found.length < limit) {
      const size = Math.min(PAGE, limit - found.length);
      const end = Math.min(MAX_REVISION, Math.max(0, next + step * (size - 1)));
      const rows =
        direction === 'forward'
          ? await this.pages.ask({ stream, first: next, last: end })
          : await this.query<Row>('read-stream-backward', [stream, next, end]);
      found.push(...rows);
      // Revisions are dense, so a page that is not full is the last.
      if (rows.length < size) break;
      next = end + step;
    }
    return found;
  }

  private async pagesOf(asked: readonly Page[]): Promise<Row[][]> {
    const [only] = asked;
    if (only && asked.length === 1) {
      return [await this.query<Row>('read-stream-forward', [only.stream, only.first, only.last])];
    }
    const values = [asked.map((page) => page.stream), asked.map((page) => page.first), asked.map((page) => page.last)];
    const rows = await this.query<[n: number, ...Row]>('read-streams-forward', values);
    const pages = asked.map((): Row[] => []);
    for (const [n, ...row] of rows) pages[n - 1]?.push(row);
    return pages;
  }

  /** Revision of the last event of a stream, −1 if there is none. */
  private async lastRevision(stream: string): Promise<number> {
    const [row] = await this.query<[last: number | null]>('last-revision', [stream]);
    return row?.[0] ?? -1;
  }

  private async query<R extends unknown[]>(name: string, values: unknown[]): Promise<R[]> {
    const text = this.sql[name] ?? '';
    try {
      return (await this.pool.query<R>({ name: `${this.schema} ${name}`, text, values, rowMode: 'array' })).rows;
    } catch (error) {
      const canceled = error instanceof Error && 'code' in error && error.code === CANCELED;
      if (!canceled && !isUnavailable(error)) throw error;
      throw new LogUnavailable('PostgreSQL did not answer', { cause: error });
    }
  }
}

/** @throws {Error} ordinals are missing: the log was changed from outside */
function batchOf(rows: readonly Row[], start: Ordinal, step: 1n | -1n): RawBatch {
  let cursor = start;
  for (const [ordinal] of rows) {
    if (ordinal !== cursor + step) throw gap(cursor + step, ordinal);
    cursor = ordinal;
  }
  return { count: rows.length, last: rows.length === 0 ? null : cursor, parse: () => rows.map(parse) };
}

/** Positions are dense by construction, so somebody wrote or deleted behind the log's back. */
export function gap(from: Ordinal, to: Ordinal): Error {
  return new Error(`the log has a gap between ${from} and ${to}: it was changed from outside`);
}

function parse([ordinal, envelope]: Row): LoggedEvent {
  const event = JSON.parse(envelope) as Parsed;
  event.ordinal = ordinal;
  return event;
}

function least(a: Ordinal, b: Ordinal): Ordinal {
  return a < b ? a : b;
}

function greatest(a: Ordinal, b: Ordinal): Ordinal {
  return a > b ? a : b;
}
