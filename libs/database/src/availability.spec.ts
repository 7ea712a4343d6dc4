import { createServer, type AddressInfo } from 'node:net';
import { isUnavailable } from './availability.js';
import { createPool } from './pool.js';
import { createTestDatabase } from './testing/test-database.js';

function coded(code: string, message = 'what the server says'): Error {
  return Object.assign(new Error(message), { code });
}

describe('isUnavailable', () => {
  it.each([
    '57P01',
    '57P02',
    '57P03',
    '57P05',
    '25P03',
    '25006',
    '58030',
    '08000',
    '08003',
    '08006',
    '08001',
    '08004',
    '53000',
    '53100',
    '53200',
    '53300',
    '53400',
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'ENOTFOUND',
    'EAI_AGAIN',
  ])('says yes to the code %s', (code) => {
    expect(isUnavailable(coded(code))).toBe(true);
  });

  it.each([
    '23505',
    '23514',
    '42501',
    '42P01',
    '40001',
    '40P01',
    '22P02',
    '28P01',
    '3D000',
    '57014',
    'P0001',
    'ENOENT',
    'ENOSPC',
    '08',
    '',
    '08-01',
  ])('says no to the code %p', (code) => {
    expect(isUnavailable(coded(code))).toBe(false);
  });

  it.each([
    'Connection terminated',
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'timeout expired',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
    'Cannot use a pool after calling end on the pool',
  ])('says yes to the message %p', (message) => {
    expect(isUnavailable(new Error(message))).toBe(true);
  });

  it('says no to what is no such error', () => {
    const circular: { cause?: unknown } = {};
    circular.cause = circular;
    for (const value of [
      undefined,
      null,
      0,
      '57P01',
      {},
      [],
      circular,
      new Error('task-already-assigned'),
      new Error('the Connection terminated here'),
    ]) {
      expect(isUnavailable(value)).toBe(false);
    }
  });

  it('looks through wrappers', () => {
    expect(isUnavailable(new Error('outer', { cause: coded('57P01') }))).toBe(true);
    expect(isUnavailable(Object.assign(new Error('QueryFailedError'), { driverError: coded('53300') }))).toBe(true);
    expect(isUnavailable(new AggregateError([new Error('other'), coded('ECONNREFUSED')]))).toBe(true);
    expect(isUnavailable(new Error('outer', { cause: coded('23505') }))).toBe(false);
  });

  it('recognises a port where nobody listens and a server that stays silent', async () => {
    const silent = createServer((socket) => socket.resume());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const open = (): Promise<unknown> => {
      const pool = createPool(`postgres://nobody:x@127.0.0.1:${port}/none`, {
        max: 1,
        applicationName: 'test',
        connectTimeoutMs: 200,
      });
      return pool
        .query('SELECT 1')
        .then(
          () => 'answered',
          (error: unknown) => error,
        )
        .finally(() => pool.end());
    };
    expect(isUnavailable(await open())).toBe(true);
    await new Promise((resolve) => silent.close(resolve));
    expect(isUnavailable(await open())).toBe(true);
  });

  it('recognises a connection that the server cuts off, and the next query works', async () => {
    const database = await createTestDatabase();
    const pool = createPool(database.urls.owner, { max: 1, applicationName: 'test' });
    const other = createPool(database.urls.owner, { max: 1, applicationName: 'test' });
    try {
      const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      const asleep = pool.query('SELECT pg_sleep(60)').then(
        () => 'slept',
        (error: unknown) => error,
      );
      await other.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
      expect(isUnavailable(await asleep)).toBe(true);
      expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    } finally {
      await Promise.all([pool.end(), other.end()]);
      await database.close();
    }
  });

  it('recognises a read-only database and a full disk, and no broken rule of a table', async () => {
    const database = await createTestDatabase();
    const pool = createPool(database.urls.owner, { max: 1, applicationName: 'test' });
    const failure = (sql: string): Promise<unknown> =>
      pool.query(sql).then(
        () => 'no error',
        (error: unknown) => error,
      );
    try {
      await pool.query('CREATE TABLE t (id int PRIMARY KEY)');
      await pool.query('SET default_transaction_read_only = on');
      expect(isUnavailable(await failure('INSERT INTO t VALUES (1)'))).toBe(true);
      await pool.query('SET default_transaction_read_only = off');
      expect(isUnavailable(await failure(`DO $$BEGIN RAISE disk_full; END$$`))).toBe(true);
      expect(isUnavailable(await failure('INSERT INTO t VALUES (1), (1)'))).toBe(false);
    } finally {
      await pool.end();
      await database.close();
    }
  });
});
