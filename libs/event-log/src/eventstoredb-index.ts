import type { Position } from '@kurrent/kurrentdb-client';
import pg from 'pg';
import { isUnavailable } from '#database/availability.js';
import { createPool } from '#database/pool.js';
import { type LoggedEvent, LogUnavailable, type Ordinal } from './event-log.js';
import type { EventStoreConnection } from './eventstoredb-connection.js';
import { foundEvent, type PlacedEvent } from './eventstoredb-envelope.js';
import { Silence, timed } from './eventstoredb-time.js';
import { indexLock, indexSql } from './eventstoredb-index-schema.js';

/**
 * The index and the store do not belong together: the store was restored from an older copy, cut, or exchanged. Nothing
 * may be counted on until somebody has looked. An index that is dropped and migrated again is built anew from the store.
 */
export class LogIndexMismatch extends Error {
  constructor(what: string) {
    super(`the log index does not belong to this event store: ${what}`);
    this.name = 'LogIndexMismatch';
  }
}

/** What the index knows of an event id. */
export interface Indexed {
  readonly ordinal: Ordinal;
  readonly digest: Buffer;
}

interface Entry {
  readonly ordinal: Ordinal;
  readonly position: Position;
  readonly eventId: string;
}

interface EntryRow {
  ordinal: bigint;
  commit_position: bigint;
  prepare_position: bigint;
  event_id: string;
}

const SQL = {
  last: indexSql('last-indexed'),
  insert: indexSql('insert-indexed'),
  byId: indexSql('select-by-id'),
  byOrdinal: indexSql('select-by-ordinal'),
};

/** A process that stops in the middle of a count holds the others up no longer than this. */
const LIMITS = `SET LOCAL idle_in_transaction_session_timeout = '5s'; SET LOCAL statement_timeout = '5s'`;
/** query_canceled: the statement, or its wait for the lock, was over the limit. */
const OVER_THE_LIMIT = '57014';

/** Events of `$all` that are read and counted at once. */
const PAGE = 500;

/**
 * Counts our events in `$all`: the first is 1, and an event whose id was there before, or that is not one of ours, is
 * left out. The count follows from the store alone, so any process may write it down and all come to the same; a
 * process that finds another count than its own stops with {@link LogIndexMismatch}.
 */
export class LogIndex {
  /** The highest ordinal that this process has come across. */
  known: Ordinal = 0n;
  private readonly pool: pg.Pool;
  private readonly lock: string;
  private ended: Promise<void> | undefined;
  private readonly patienceMs: number;
  private running: Promise<Ordinal> | undefined;
  private next: Promise<Ordinal> | undefined;

  /** @param onProgress called when the log has become longer */
  constructor(
    private readonly connection: EventStoreConnection,
    private readonly prefix: string,
    settings: { url: string; schema: string; connections: number; patienceMs: number },
    private readonly onProgress: () => void,
  ) {
    this.patienceMs = settings.patienceMs;
    this.lock = indexLock(settings.schema);
    this.pool = createPool(settings.url, {
      max: settings.connections,
      applicationName: 'trachnhiem log index',
      searchPath: settings.schema,
    });
  }

  /** Counts everything that was in the store when it was called. Calls at the same time share the work. */
  catchUp(): Promise<Ordinal> {
    if (!this.running) {
      this.running = this.run().finally(() => {
        this.running = undefined;
      });
      return this.running;
    }
    // The run under way may have read past the place of what this caller has just written.
    this.next ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.next = undefined;
        return this.catchUp();
      });
    return this.next;
  }

  /** What is known of these ids, by id. */
  async find(ids: readonly string[]): Promise<Map<string, Indexed>> {
    const rows = await this.ask<{ event_id: string } & Indexed>(SQL.byId, [ids]);
    return new Map(rows.map(({ event_id, ordinal, digest }) => [event_id, { ordinal, digest }]));
  }

  /** The events of the ordinals `first` to `last`, all of which are counted. */
  async read(first: Ordinal, last: Ordinal): Promise<LoggedEvent[]> {
    const entries = (await this.ask<EntryRow>(SQL.byOrdinal, [first, last])).map(entryOf);
    const ordinals = new Map(entries.map((entry) => [keyOf(entry.position), entry]));
    const events: LoggedEvent[] = [];
    for (let from = entries[0]?.position; from && events.length < entries.length;) {
      // Others' events in our streams may take up part of a page, hence the loop.
      const page = await this.connection.readAll(from, entries.length - events.length + 1);
      for (const recorded of page) {
        const entry = ordinals.get(keyOf(recorded.position));
        const found = entry && foundEvent(this.prefix, recorded);
        if (!entry || !found || entry.ordinal !== first + BigInt(events.length)) continue;
        if (entry.eventId !== recorded.id)
          throw new LogIndexMismatch(`another event stands at ordinal ${entry.ordinal}`);
        events.push(Object.assign(found.envelope, { ordinal: entry.ordinal }));
      }
      const end = page.at(-1)?.position;
      from = end && keyOf(end) !== keyOf(from) ? end : undefined;
    }
    if (BigInt(events.length) !== last - first + 1n) {
      throw new LogIndexMismatch(`the event of ordinal ${first + BigInt(events.length)} is not in the store`);
    }
    return events;
  }

  /** Waits a second for queries under way. */
  async close(): Promise<void> {
    this.ended ??= this.pool.end();
    await timed(this.ended, 1_000).catch(() => undefined);
  }

  private async run(): Promise<Ordinal> {
    const base = (await this.ask<EntryRow>(SQL.last, [])).map(entryOf)[0];
    let head = base;
    if (base && base.ordinal > this.known) this.known = base.ordinal;
    for (let from = base?.position, first = true; ; first = false) {
      const page = await this.connection.readAll(from, PAGE);
      const start = page[0];
      if (first && base && (start?.id !== base.eventId || keyOf(start.position) !== keyOf(base.position))) {
        throw new LogIndexMismatch(`the event of ordinal ${base.ordinal} is not where it was`);
      }
      // A page begins with the last event of the one before.
      const placed = page.slice(from ? 1 : 0).flatMap((recorded): PlacedEvent[] => {
        const found = foundEvent(this.prefix, recorded);
        return found ? [{ ...found, position: recorded.position }] : [];
      });
      if (placed.length > 0) head = await this.count(head, placed);
      if (page.length < PAGE) return head?.ordinal ?? 0n;
      from = page.at(-1)?.position;
    }
  }

  /** Writes down the ordinals of the events that follow `base`; gives the last entry. Others may be doing the same. */
  private async count(base: Entry | undefined, placed: PlacedEvent[]): Promise<Entry | undefined> {
    const head = await this.transaction(async (client) => {
      // Taken before the next statement's snapshot, so that the highest ordinal is not older than the lock.
      await client.query(`BEGIN; ${LIMITS}; SELECT pg_advisory_xact_lock(${this.lock})`);
      const last = (await client.query<EntryRow>(SQL.last)).rows.map(entryOf)[0];
      let rest = placed;
      if (last && last.ordinal !== base?.ordinal) {
        await this.compare(client, base?.ordinal ?? 0n, last, placed);
        rest = placed.filter((event) => isAfter(event.position, last.position));
      }
      const seen = new Set<string>();
      rest = rest.filter(({ envelope }) => !seen.has(envelope.id) && seen.add(envelope.id));
      if (rest.length === 0) {
        await client.query('COMMIT');
        return last;
      }
      const { rows } = await client.query<EntryRow>(SQL.insert, [
        last?.ordinal ?? 0n,
        rest.map((event) => event.position.commit),
        rest.map((event) => event.position.prepare),
        rest.map((event) => event.envelope.id),
        rest.map((event) => event.digest),
      ]);
      await client.query('COMMIT');
      return rows.map(entryOf).reduce((a, b) => (a && a.ordinal > b.ordinal ? a : b), last);
    });
    if (head && head.ordinal > this.known) {
      this.known = head.ordinal;
      this.onProgress();
    }
    return head;
  }

  /** Another process has counted on from `base`: as far as both have read, its entries must be ours. */
  private async compare(client: pg.PoolClient, base: Ordinal, last: Entry, placed: PlacedEvent[]): Promise<void> {
    const theirs = (await client.query<EntryRow>(SQL.byOrdinal, [base + 1n, last.ordinal])).rows.map(entryOf);
    const byPosition = new Map(theirs.map((entry) => [keyOf(entry.position), entry.eventId]));
    const end = placed.at(-1)?.position;
    const leftOut: string[] = [];
    let agreed = 0;
    for (const { position, envelope } of placed) {
      if (isAfter(position, last.position)) break;
      if (byPosition.get(keyOf(position)) === envelope.id) agreed++;
      else leftOut.push(envelope.id);
    }
    const { rows } = await client.query<{ event_id: string }>(SQL.byId, [leftOut]);
    const known = new Set(rows.map((row) => row.event_id));
    const within = theirs.filter(({ position }) => end && !isAfter(position, end)).length;
    if (agreed !== within || leftOut.some((id) => !known.has(id))) {
      throw new LogIndexMismatch('two processes count different events');
    }
  }

  private async ask<R extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<R[]> {
    try {
      return (await timed(this.pool.query<R>(sql, values), this.patienceMs)).rows;
    } catch (error) {
      throw unavailable(error);
    }
  }

  private transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return timed(this.withClient(work), this.patienceMs).catch((error: unknown) => {
      throw unavailable(error);
    });
  }

  private async withClient<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      const result = await work(client);
      client.release();
      return result;
    } catch (error) {
      client.release(true); // closing the connection rolls back, whatever state it is in
      throw error;
    }
  }
}

function unavailable(error: unknown): unknown {
  const late = error instanceof Silence || (error instanceof pg.DatabaseError && error.code === OVER_THE_LIMIT);
  return late || isUnavailable(error) ? new LogUnavailable('the log index cannot be reached', { cause: error }) : error;
}

function entryOf(row: EntryRow): Entry {
  return {
    ordinal: row.ordinal,
    position: { commit: row.commit_position, prepare: row.prepare_position },
    eventId: row.event_id,
  };
}

const keyOf = (position: Position): string => `${position.commit}/${position.prepare}`;

function isAfter(a: Position, b: Position): boolean {
  return a.commit > b.commit || (a.commit === b.commit && a.prepare > b.prepare);
}
