import pg from 'pg';
import type { Database } from '#database/database.js';
import type { Envelope, EventLog } from '#event-log/event-log.js';
import type { EventStoreDbEventLog } from '#event-log/eventstoredb.event-log.js';
import { InMemoryEventLog, InMemoryLogStore } from '#event-log/in-memory.event-log.js';
import { canonical } from '#event-log/legal-json.js';
import { migrateLog } from '#event-log/postgres-schema.js';
import { PostgresEventLog } from '#event-log/postgres.event-log.js';
import { EventStoreUnderTest } from '#event-log/testing/eventstoredb-under-test.js';
import { sampleEnvelope } from '#event-log/testing/sample-envelope.js';
import type { StoredRow } from './tampering.js';

/** A store whose events a test can put there as it likes, past every guard. */
export interface TamperableStore {
  replace(rows: readonly StoredRow[]): Promise<void>;
  /** As a process opens it that has read nothing before. */
  log(): Promise<EventLog>;
  close(): Promise<void>;
}

/** A gap cannot be left here: what comes after one moves up. */
export function inMemory(): TamperableStore {
  let store = new InMemoryLogStore();
  return {
    replace: async (rows) => {
      store = new InMemoryLogStore();
      for (const { stream, envelope } of rows) {
        const ordinal = store.texts.push(canonical(envelope, 'event', 100));
        store.streams.set(stream, [...(store.streams.get(stream) ?? []), ordinal]);
      }
    },
    log: async () => new InMemoryEventLog(store),
    close: async () => undefined,
  };
}

/** Changed as the owner of the tables who has switched the triggers off. */
export async function inPostgres(database: Database, schema: string): Promise<TamperableStore> {
  await migrateLog(database.urls.owner, { schema });
  const owner = new pg.Client({ connectionString: database.urls.owner });
  await owner.connect();
  await owner.query(`ALTER TABLE ${schema}.event DISABLE TRIGGER USER`);
  const opened: EventLog[] = [];
  return {
    replace: async (rows) => {
      await owner.query(`TRUNCATE ${schema}.event`);
      await owner.query(
        `INSERT INTO ${schema}.event (ordinal, stream, revision, envelope)
         SELECT * FROM unnest($1::bigint[], $2::text[], $3::int[], $4::text[])`,
        [
          rows.map(({ ordinal }) => ordinal),
          rows.map(({ stream }) => stream),
          rows.map(({ revision }) => revision),
          rows.map(({ envelope }) => canonical(envelope, 'event', 100)),
        ],
      );
    },
    log: async () => {
      // One is enough: it keeps nothing of what it has read.
      opened[0] ??= await PostgresEventLog.open({ url: database.urls.app, schema, cached: 0 });
      return opened[0];
    },
    close: async () => {
      for (const log of opened) await log.close();
      await owner.end();
    },
  };
}

/** Changed in the server's own files; the index of ordinals is made anew, as whoever can do the one can do the other. */
export async function inEventStoreDb(database: Database): Promise<TamperableStore> {
  const server = await EventStoreUnderTest.open(database);
  const LOG = 'tampered';
  let opened: EventStoreDbEventLog | undefined;
  return {
    replace: async (rows) => {
      await opened?.close();
      opened = undefined;
      server.standIn.store.forget();
      for (const { stream, envelope } of rows) {
        const { id, type } = envelope;
        const data = Buffer.from(canonical(envelope, 'event', 100));
        const event = { id, type, contentType: 'application/json', data, metadata: new Uint8Array() };
        server.standIn.store.append(`${LOG}:${stream}`, [event], 'any');
      }
    },
    log: async () => {
      opened ??= server.log({ name: LOG, schema: await server.emptyIndex(), patienceMs: 20_000, silenceMs: 10_000 });
      return opened;
    },
    close: () => server.close(),
  };
}

/** Events of several streams in turn, with Vietnamese text. */
export function rowsOf(count: number, streams: number, text = 'Rà soát địa bàn, báo cáo hàng ngày: đạt'): StoredRow[] {
  return Array.from({ length: count }, (_, i) => {
    const stream = `task-${i % streams}`;
    const revision = Math.floor(i / streams);
    return { ordinal: i + 1, stream, revision, envelope: envelopeOf(stream, revision, text) };
  });
}

function envelopeOf(stream: string, revision: number, text: string): Envelope {
  return sampleEnvelope(stream, revision, { actor: 'person-1', office: 'office-1', data: { revision, stream, text } });
}
