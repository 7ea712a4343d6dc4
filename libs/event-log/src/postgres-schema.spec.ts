import type { Database } from '#database/database.js';
import { createPool } from '#database/pool.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import type { Pool } from 'pg';
import { canonical } from './legal-json.js';
import { migrateLog } from './postgres-schema.js';
import { logSql } from './postgres-sql.js';
import { PostgresEventLog } from './postgres.event-log.js';
import { sampleEnvelope } from './testing/sample-envelope.js';

let database: Database;
const pools = new Map<string, Pool>();
const as = (role: string): Pool => {
  const pool = pools.get(role);
  if (!pool) throw new Error(`no role ${role}`);
  return pool;
};
const refusal = async (sql: Promise<unknown>): Promise<string> =>
  sql.then(
    () => 'done',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

beforeAll(async () => {
  database = await createTestDatabase();
  for (const [role, url] of Object.entries(database.urls)) {
    pools.set(role, createPool(url, { max: 1, applicationName: 'spec' }));
  }
  await migrateLog(database.urls.owner);
  const log = await PostgresEventLog.open({ url: database.urls.app });
  await log.append('task-t1', [sampleEnvelope('task-t1', 0, { data: { số: [1.0, 1e-7], a: 'ủy ban' } })], 'new');
  await log.close();
});
afterAll(async () => {
  for (const pool of pools.values()) await pool.end();
  await database.close();
});

describe('the log is append-only', () => {
  const statements = [
    `UPDATE log.event SET envelope = '{}'`,
    `UPDATE log.event SET envelope = '{}' WHERE false`,
    'DELETE FROM log.event',
    'TRUNCATE log.event',
    `INSERT INTO log.event (ordinal, revision, stream, envelope) VALUES (1, 0, 'task-t1', '{}')
       ON CONFLICT (ordinal) DO UPDATE SET envelope = '{}'`,
    `MERGE INTO log.event e USING (SELECT 1 AS ordinal) s ON e.ordinal = s.ordinal WHEN MATCHED THEN DELETE`,
  ];
  const cases = ['owner', 'app', 'projector', 'reader', 'context'].flatMap((role) =>
    statements.map((sql) => [role, sql] as const),
  );
  it.each(cases)('the %s may not %s', async (role, sql) => {
    const why = await refusal(as(role).query(sql));
    expect(why).toMatch(
      role === 'owner' ? /^the log is append-only: \w+ of log.event is refused$/ : /^permission denied/,
    );
    expect((await as('owner').query('SELECT count(*)::int AS n FROM log.event')).rows).toEqual([{ n: 1 }]);
  });

  it.each([
    ['app', 'DROP TABLE log.event'],
    ['app', 'ALTER TABLE log.event DISABLE TRIGGER ALL'],
    ['app', 'SELECT FROM log.migration'],
    ['app', 'CREATE TABLE log.mine (a int)'],
    ['projector', `INSERT INTO log.event (ordinal, revision, stream, envelope) VALUES (2, 1, 'task-t1', '{}')`],
    ['projector', `SELECT log.append_group('{task-t2}', '{-1}', '{1}', '{}')`],
    ['reader', `INSERT INTO log.event (ordinal, revision, stream, envelope) VALUES (2, 1, 'task-t1', '{}')`],
    ['reader', `SELECT log.append_group('{task-t2}', '{-1}', '{1}', '{}')`],
  ])('the %s may not %s', async (role, sql) => {
    expect(await refusal(as(role).query(sql))).toMatch(/permission denied|must be owner/);
  });

  it.each(['reader', 'context'])('the %s may not even look', async (role) => {
    expect(await refusal(as(role).query('SELECT FROM log.event'))).toMatch(/^permission denied/);
  });

  it.each(['app', 'projector'])('the %s may read', async (role) => {
    expect((await as(role).query('SELECT stream, revision FROM log.event')).rows).toEqual([
      { stream: 'task-t1', revision: 0 },
    ]);
  });
});

describe('an event', () => {
  it('is stored as its canonical text, byte for byte', async () => {
    const { rows } = await as('app').query<{ envelope: string; type: string }>(
      'SELECT envelope, pg_typeof(envelope)::text AS type FROM log.event',
    );
    const given = sampleEnvelope('task-t1', 0, { data: { số: [1.0, 1e-7], a: 'ủy ban' } });
    expect(rows).toEqual([{ envelope: canonical(given), type: 'text' }]);
  });

  it.each([
    ['ordinal', `(1, 7, 'task-t9', '{}')`, /event_position/],
    ['revision', `(7, 0, 'task-t1', '{}')`, /event_revision/],
  ])('has its %s alone', async (_, row, constraint) => {
    const insert = `INSERT INTO log.event (ordinal, revision, stream, envelope) VALUES ${row}`;
    expect(await refusal(as('app').query(insert))).toMatch(constraint);
  });
});

describe('migrating', () => {
  it('again changes nothing and keeps the events', async () => {
    await migrateLog(database.urls.owner);
    expect((await as('owner').query('SELECT version FROM log.migration')).rows).toEqual([{ version: 1 }]);
    expect((await as('owner').query('SELECT count(*)::int AS n FROM log.event')).rows).toEqual([{ n: 1 }]);
  });

  it('by several processes at once is done once', async () => {
    await Promise.all(Array.from({ length: 5 }, () => migrateLog(database.urls.owner, { schema: 'log_many' })));
    expect((await as('owner').query('SELECT version FROM log_many.migration')).rows).toEqual([{ version: 1 }]);
  });

  it('leaves out a role that the server does not have, and says so', async () => {
    const notes: string[] = [];
    await migrateLog(database.urls.owner, {
      schema: 'log_roles',
      roles: { app: 'trachnhiem_app', projector: 'nobody_here', reader: 'trachnhiem_reader' },
      note: (line) => notes.push(line),
    });
    expect(notes).toEqual(['log: the server has no role nobody_here, so it is granted nothing']);
    const log = await PostgresEventLog.open({ url: database.urls.app, schema: 'log_roles' });
    expect(await log.head()).toBe(0n);
    await log.close();
  });

  it('takes back rights that were given by hand', async () => {
    await as('owner').query('GRANT UPDATE, DELETE ON log.event TO trachnhiem_app');
    await migrateLog(database.urls.owner);
    expect(await refusal(as('app').query(`DELETE FROM log.event`))).toMatch(/^permission denied/);
  });

  it('works where one role does everything, and the trigger still stands', async () => {
    const roles = { app: 'trachnhiem_owner', projector: 'trachnhiem_owner', reader: 'trachnhiem_owner' };
    await migrateLog(database.urls.owner, { schema: 'log_one', roles });
    const log = await PostgresEventLog.open({ url: database.urls.owner, schema: 'log_one' });
    await log.append('task-t1', [sampleEnvelope('task-t1', 0)], 'new');
    await log.close();
    expect(await refusal(as('owner').query('DELETE FROM log_one.event'))).toMatch(/append-only/);
  });

  it('refuses a log that a newer program has made', async () => {
    await migrateLog(database.urls.owner, { schema: 'log_newer' });
    await as('owner').query('INSERT INTO log_newer.migration (version) VALUES (99)');
    expect(await refusal(migrateLog(database.urls.owner, { schema: 'log_newer' }))).toMatch(/is of version 99/);
  });

  it.each(['Log', 'log; DROP TABLE x', 'log"', '', 'x'.repeat(41)])('refuses a schema called %j', async (schema) => {
    expect(await refusal(migrateLog(database.urls.owner, { schema }))).toMatch(/not a plain identifier/);
    expect(() => logSql('head', schema)).toThrow(RangeError);
  });
});
