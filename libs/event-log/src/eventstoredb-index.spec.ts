import { jsonEvent, KurrentDBClient } from '@kurrent/kurrentdb-client';
import pg from 'pg';
import type { Database } from '#database/database.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import { all, errorOf, ordinals, ordinalsOf, pause, put, revisionsOf } from './contract/log-under-test.contract.js';
import { IllegalEvent } from './event-log.js';
import { EventStoreDbEventLog } from './eventstoredb.event-log.js';
import { storeEvent } from './eventstoredb-envelope.js';
import { LogIndexMismatch } from './eventstoredb-index.js';
import { migrateLogIndex } from './eventstoredb-index-schema.js';
import { canonical } from './legal-json.js';
import { sampleEnvelope, sampleEvents, sampleId } from './testing/sample-envelope.js';
import { EventStoreUnderTest } from './testing/eventstoredb-under-test.js';

let database: Database;
let store: EventStoreUnderTest;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  store = await EventStoreUnderTest.open(database);
});
afterEach(async () => {
  await store.close();
});

/** Writes into the store past the adapter, as another program does. */
async function writePast(stream: string, ...events: Parameters<KurrentDBClient['appendToStream']>[1][]): Promise<void> {
  const client = KurrentDBClient.connectionString(store.standIn.url.replace('esdb', 'kurrentdb'));
  for (const event of events) await client.appendToStream(stream, event);
  await client.dispose();
}

async function query(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

describe('the ordinals of events in EventStoreDB', () => {
  it('are the same for four adapters that write at once into one index', async () => {
    const logs = [store.log(), store.log(), store.log(), store.log()];
    const receipts = await Promise.all(
      logs.map(async (log, w) => {
        const got = [];
        for (let i = 0; i < 12; i++) got.push(await put(log, `task-${w}`, i === 0 ? 'new' : 2 * i - 1, 2));
        return got;
      }),
    );
    const [first, ...others] = await Promise.all(logs.map((log) => all(log.readAll(0n))));
    expect(ordinalsOf(first ?? [])).toEqual(ordinals(1, 96));
    for (const other of others) expect(other).toEqual(first);
    for (const [w, ofWriter] of receipts.entries()) {
      for (const [i, { first: from, last }] of ofWriter.entries()) {
        expect(first?.[Number(from) - 1]).toMatchObject({ stream: `task-${w}`, revision: 2 * i });
        expect(first?.[Number(last) - 1]).toMatchObject({ stream: `task-${w}`, revision: 2 * i + 1 });
      }
    }
  });

  it('come out alike in an index that is built anew', async () => {
    const log = store.log();
    for (let i = 0; i < 4; i++) {
      await put(log, `task-${i}`, 'new', 300);
      store.standIn.store.noise('$stats', 50);
    }
    const again = store.log({ schema: await store.emptyIndex() });
    expect(await again.head()).toBe(1200n);
    expect(await all(again.readAll(0n))).toEqual(await all(log.readAll(0n)));
  });

  it('are given to events whose writer died before he could', async () => {
    const events = sampleEvents('task-a', 0, 3);
    await writePast('trachnhiem:task-a', ...events.map((event) => storeEvent(canonical(event))));
    const log = store.log();
    expect(ordinalsOf(await log.readStream('task-a'))).toEqual([1n, 2n, 3n]);
    expect(await put(log, 'task-a', 2)).toEqual({ first: 4n, last: 4n, revision: 3 });
  });

  it('leave out what other programs write, into their streams and into ours', async () => {
    const log = store.log();
    await put(log, 'task-a', 'new');
    const foreign = () => jsonEvent({ type: 'OrderPlaced', data: { v: 1, note: 'ngoài' } });
    await writePast('order-1', foreign(), foreign());
    await writePast('trachnhiem:task-b', foreign());
    await writePast('trachnhiem:task-a', foreign());
    const forged = { ...sampleEnvelope('task-d', 0), data: 'x\0y' };
    await writePast('trachnhiem:task-d', jsonEvent({ id: forged.id, type: forged.type, data: forged }));
    await put(log, 'task-c', 'new');
    expect((await all(log.readAll(0n))).map((e) => [e.stream, e.ordinal])).toEqual([
      ['task-a', 1n],
      ['task-c', 2n],
    ]);
    expect(await log.readStream('task-b')).toEqual([]);
    // the store counts the revision, and says what comes next
    expect(await errorOf(put(log, 'task-a', 0))).toMatchObject({ name: 'WrongRevision', actual: 1 });
    await put(log, 'task-a', 1);
    expect(revisionsOf(await log.readStream('task-a'))).toEqual([0, 2]);
  });

  it('are not stopped by 600 foreign events in our streams', async () => {
    const foreign = Array.from({ length: 600 }, () => jsonEvent({ type: 'OrderPlaced', data: {} }));
    await writePast('trachnhiem:order-1', foreign);
    const log = store.log();
    await put(log, 'task-a', 'new', 2);
    await writePast('trachnhiem:order-1', foreign);
    await put(log, 'task-b', 'new', 2);
    expect(ordinalsOf(await all(log.readAll(0n)))).toEqual(ordinals(1, 4));
    expect(await log.readStream('order-1', { limit: 300 })).toEqual([]);
    expect(await log.readStream('order-1', { limit: 300, direction: 'backward' })).toEqual([]);
  });

  it('count an id once, where it stood first', async () => {
    const log = store.log();
    const [a, b] = ['task-a', 'task-b'].map((stream) => sampleEnvelope(stream, 0, { id: sampleId('one') }));
    if (!a || !b) throw new Error('two events');
    await log.append('task-a', [a], 'new');
    expect(await errorOf(log.append('task-b', [b], 'new'))).toBeInstanceOf(IllegalEvent);
    expect(store.standIn.store.read('trachnhiem:task-b')).toHaveLength(0);
    await writePast('trachnhiem:task-b', storeEvent(canonical(b)));
    await put(log, 'task-c', 'new');
    expect((await all(log.readAll(0n))).map((e) => e.stream)).toEqual(['task-a', 'task-c']);
    expect(await log.readStream('task-b')).toEqual([]);
  });

  it('refuse the same ids with other content, which the store would take for the first', async () => {
    const log = store.log();
    const events = sampleEvents('task-a', 0, 2, () => 'lần đầu');
    await log.append('task-a', events, 'new');
    const other = events.map((event) => ({ ...event, data: 'lần sau' }));
    expect(await errorOf(log.append('task-a', other, 'new'))).toMatchObject({ name: 'WrongRevision', actual: 1 });
    expect((await log.readStream('task-a')).map((e) => e.data)).toEqual(['lần đầu', 'lần đầu']);
  });

  it('are refused to be counted against another store', async () => {
    await put(store.log(), 'task-a', 'new', 3);
    const empty = await store.server();
    expect(await errorOf(store.log({ url: empty.url }).head())).toBeInstanceOf(LogIndexMismatch);
    const others = store.log({ url: empty.url, schema: await store.emptyIndex() });
    await put(others, 'task-x', 'new', 5);
    expect(await errorOf(store.log({ url: empty.url }).head())).toBeInstanceOf(LogIndexMismatch);
  });

  it('are refused when another process has meanwhile counted other events', async () => {
    const log = store.log({ silenceMs: 5_000 });
    await put(log, 'task-a', 'new', 2);
    await writePast('trachnhiem:task-b', ...sampleEvents('task-b', 0, 2).map((event) => storeEvent(canonical(event))));
    store.standIn.faults.slowReads = 400;
    const counting = errorOf(log.head());
    await pause(100);
    // the other process has missed the first of the two
    const [, second] = store.standIn.store.read('trachnhiem:task-b');
    await query(
      database.urls.app,
      `INSERT INTO ${store.schema}.log_index VALUES (3, ${second?.position}, ${second?.position}, '${second?.id}', sha256(''))`,
    );
    expect(await counting).toBeInstanceOf(LogIndexMismatch);
  });
});

describe('the table of ordinals', () => {
  it('may be migrated by several processes at once, and again', async () => {
    const schema = 'migrated_often';
    await Promise.all([1, 2, 3, 4].map(() => migrateLogIndex(database.urls.owner, { schema })));
    await migrateLogIndex(database.urls.owner, { schema });
    expect(await store.log({ schema }).head()).toBe(0n);
  });

  const changes = ['UPDATE log_index SET ordinal = ordinal + 1', 'DELETE FROM log_index', 'TRUNCATE log_index'];
  for (const role of ['owner', 'app', 'projector', 'reader'] as const) {
    it.each(changes)(`refuses the ${role} %s`, async (change) => {
      await put(store.log(), 'task-a', 'new', 2);
      const sql = change.replace('log_index', `${store.schema}.log_index`);
      expect(await errorOf(query(database.urls[role], sql))).toMatchObject({ code: '42501' });
      expect(await store.log().head()).toBe(2n);
    });
  }

  it('may be read by the projector and the reader, who may not add to it', async () => {
    await put(store.log(), 'task-a', 'new', 2);
    for (const role of ['projector', 'reader'] as const) {
      const { rows } = await query(database.urls[role], `SELECT count(*)::int AS n FROM ${store.schema}.log_index`);
      expect(rows).toEqual([{ n: 2 }]);
      const insert = `INSERT INTO ${store.schema}.log_index VALUES (3, 1, 1, '${sampleId('x')}', sha256(''))`;
      expect(await errorOf(query(database.urls[role], insert))).toMatchObject({ code: '42501' });
    }
  });
});

describe('opening', () => {
  const indexUrl = 'postgres://nobody@127.0.0.1:1/none';

  it.each(['http://127.0.0.1:2113', 'esdb://', 'esdb://127.0.0.1:2113?tls=maybe', ''])('refuses the URL %j', (url) => {
    expect(() => EventStoreDbEventLog.open({ url, indexUrl })).toThrow(/not the URL of an event store/);
  });

  it.each(['', 'a:b', 'Trách', '$ce'])('refuses the name %j', (name) => {
    expect(() => EventStoreDbEventLog.open({ url: store.standIn.url, indexUrl, name })).toThrow(RangeError);
  });

  it('keeps logs apart whose names begin alike', async () => {
    const names = ['a', 'a-b'];
    const [a, ab] = await Promise.all(
      names.map(async (name) => {
        const log = store.log({ schema: await store.emptyIndex(), name });
        await put(log, 'task-x', 'new', 2);
        return log;
      }),
    );
    expect([await a?.head(), await ab?.head()]).toEqual([2n, 2n]);
  });

  it('without PostgreSQL every call is unavailable', async () => {
    const log = store.log({ indexUrl });
    for (const call of [() => put(log, 'task-a', 'new'), () => log.head()]) {
      expect(await errorOf(call())).toMatchObject({
        name: 'LogUnavailable',
        message: 'the log index cannot be reached',
      });
    }
    expect(store.standIn.calls.appends).toBe(0);
  });
});
