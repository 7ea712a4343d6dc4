import type { Database } from '#database/database.js';
import { createPool } from '#database/pool.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import { put } from './contract/log-under-test.contract.js';
import type { LoggedEvent } from './event-log.js';
import { migrateLog } from './postgres-schema.js';
import { PostgresEventLog } from './postgres.event-log.js';
import { StreamCache } from './stream-cache.js';
import { sampleEvents } from './testing/sample-envelope.js';

const loaded = (stream: string, count = 8): LoggedEvent[] =>
  sampleEvents(stream, 0, count, (i) => ({ parts: [{ value: i }] })).map((event, i) => ({
    ...event,
    ordinal: BigInt(i + 1),
  }));

describe('a cache of streams', () => {
  it('keeps what is loaded a second time, and nothing that is loaded once', () => {
    const cache = new StreamCache(1000);
    cache.keep('task-a', loaded('task-a'), 'text', 100);
    expect(cache.find('task-a')).toBeUndefined();
    cache.keep('task-a', loaded('task-a'), 'text', 100);
    expect(cache.find('task-a')).toMatchObject({ lastText: 'text', size: 100 });
  });

  it('keeps no stream that is short, and none that would push out most others', () => {
    const cache = new StreamCache(1000);
    for (let times = 0; times < 3; times++) {
      cache.keep('task-short', loaded('task-short', 7), 'text', 70);
      cache.keep('task-large', loaded('task-large'), 'text', 251);
    }
    expect([cache.find('task-short'), cache.find('task-large')]).toEqual([undefined, undefined]);
  });

  it('drops what was not asked for longest once it is full', () => {
    const cache = new StreamCache(500);
    const twice = (stream: string) => {
      for (let times = 0; times < 2; times++) cache.keep(stream, loaded(stream), 'text', 125);
    };
    for (const stream of ['task-a', 'task-b', 'task-c', 'task-d']) twice(stream);
    cache.find('task-a');
    twice('task-e');
    expect(['task-a', 'task-b', 'task-c', 'task-d', 'task-e'].filter((s) => cache.find(s))).toEqual([
      'task-a',
      'task-c',
      'task-d',
      'task-e',
    ]);
  });

  it('lets no reader change what the next one gets', () => {
    const cache = new StreamCache(1000);
    for (let times = 0; times < 2; times++) cache.keep('task-a', loaded('task-a'), 'text', 100);
    const event = cache.find('task-a')?.events[3];
    const parts = (event?.data as { parts: { value: number }[] } | undefined)?.parts ?? [];
    expect(() => Object.assign(event ?? {}, { type: 'Other' })).toThrow(TypeError);
    expect(() => parts.push({ value: 9 })).toThrow(TypeError);
    expect(() => Object.assign(parts[0] ?? {}, { value: 9 })).toThrow(TypeError);
  });
});

describe('a log on PostgreSQL that keeps streams', () => {
  let database: Database;
  let log: PostgresEventLog;
  beforeAll(async () => {
    database = await createTestDatabase();
    await migrateLog(database.urls.owner);
  });
  beforeEach(async () => {
    log = await PostgresEventLog.open({ url: database.urls.app });
  });
  afterEach(() => log.close());
  afterAll(() => database.close());

  const revisions = async (stream: string) => (await log.readStream(stream)).map((event) => event.revision);
  const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

  it('gives what others have appended meanwhile, and each reader a list of its own', async () => {
    const other = await PostgresEventLog.open({ url: database.urls.app });
    await put(log, 'task-a', 'new', 300);
    for (let times = 0; times < 3; times++) expect(await revisions('task-a')).toEqual(upTo(300));
    await put(other, 'task-a', 299, 200);
    const list = await log.readStream('task-a');
    list.length = 0;
    expect(await revisions('task-a')).toEqual(upTo(500));
    expect(await log.readStream('task-a')).toEqual(await other.readStream('task-a'));
    await other.close();
  });

  it('sees that the store was changed from outside, and gives what is stored', async () => {
    await put(log, 'task-b', 'new', 20);
    for (let times = 0; times < 3; times++) await log.readStream('task-b');
    const owner = createPool(database.urls.owner, { max: 1, applicationName: 'spec' });
    await owner.query('ALTER TABLE log.event DISABLE TRIGGER append_only');
    await owner.query(
      `UPDATE log.event SET envelope = replace(envelope, 'mẫu', 'khác') WHERE stream = 'task-b' AND revision IN (3, 19)`,
    );
    await owner.query(`DELETE FROM log.event WHERE stream = 'task-a' AND revision > 100`);
    await owner.query('ALTER TABLE log.event ENABLE TRIGGER append_only');
    await owner.end();
    const changed = (await log.readStream('task-b')).filter((event) => event.origin === 'khác');
    expect(changed.map((event) => event.revision)).toEqual([3, 19]);
  });
});
