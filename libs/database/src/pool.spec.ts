import pg from 'pg';
import type { Database } from './database.js';
import { createPool } from './pool.js';
import { createTestDatabase } from './testing/test-database.js';

describe('a pool', () => {
  let database: Database;
  let pool: pg.Pool;
  const lost: Error[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = createPool(database.urls.owner, {
      max: 2,
      applicationName: 'trachnhiem test',
      onLost: (error) => lost.push(error),
    });
  });
  afterAll(async () => {
    await pool.end();
    await database.close();
  });

  it('reads a civil date as it is written, with a time zone that would move it', async () => {
    const client = await pool.connect();
    try {
      await client.query(`SET TIME ZONE 'Asia/Ho_Chi_Minh'`);
      const { rows } = await client.query(
        `SELECT date '2021-08-10' AS day, date '0044-03-15 BC' AS old, timestamp '2021-08-10 00:30' AS at, ARRAY[date '2021-08-10', NULL] AS days,
                daterange('2021-08-10', '2021-09-01') AS valid, '{[2021-08-10,2021-09-01)}'::datemultirange AS valids`,
      );
      expect(rows).toEqual([
        {
          day: '2021-08-10',
          old: '0044-03-15 BC',
          at: '2021-08-10 00:30:00',
          days: ['2021-08-10', null],
          valid: '[2021-08-10,2021-09-01)',
          valids: '{[2021-08-10,2021-09-01)}',
        },
      ]);
    } finally {
      client.release(true);
    }
  });

  it('reads int8 as bigint, to the last digit, and smaller numbers as numbers', async () => {
    const { rows } = await pool.query(
      `SELECT 9223372036854775807::int8 AS most, ARRAY[1, NULL]::int8[] AS some, count(*) AS count, 1::int4 AS few, null::int8 AS none FROM pg_tables WHERE false`,
    );
    expect(rows).toEqual([{ most: 9223372036854775807n, some: [1n, null], count: 0n, few: 1, none: null }]);
  });

  it('takes bigint and Vietnamese text in both forms as parameters', async () => {
    const [nfc, nfd] = ['Trách nhiệm'.normalize('NFC'), 'Trách nhiệm'.normalize('NFD')];
    const { rows } = await pool.query('SELECT $1::int8 AS n, $2::text AS nfc, $3::text AS nfd', [
      9007199254740993n,
      nfc,
      nfd,
    ]);
    expect(rows).toEqual([{ n: 9007199254740993n, nfc, nfd }]);
  });

  it('reads an instant as a Date, and JSON as JSON', async () => {
    const { rows } = await pool.query(`SELECT timestamptz '2021-08-10 00:30+07' AS at, json '{"a":1}' AS json`);
    expect(rows).toEqual([{ at: new Date('2021-08-09T17:30:00.000Z'), json: { a: 1 } }]);
  });

  it('leaves the parsers of other users of pg alone', async () => {
    const client = new pg.Client({ connectionString: database.urls.app });
    await client.connect();
    try {
      expect((await client.query('SELECT 1::int8 AS n')).rows).toEqual([{ n: '1' }]);
    } finally {
      await client.end();
    }
  });

  it('names itself, runs in UTC, and looks names up where it is told to', async () => {
    const named = createPool(database.urls.owner, {
      max: 1,
      applicationName: 'Trach nhiem',
      searchPath: 'read_v1, public',
    });
    try {
      const { rows } = await named.query(
        `SELECT current_setting('application_name') AS name, current_setting('TimeZone') AS zone, current_setting('search_path') AS path`,
      );
      expect(rows).toEqual([{ name: 'Trach nhiem', zone: 'UTC', path: 'read_v1,public' }]);
    } finally {
      await named.end();
    }
  });

  it('refuses a search path that is more than a list of schemas', () => {
    expect(() =>
      createPool(database.urls.owner, { max: 1, applicationName: 'test', searchPath: 'a -c log_statement=all' }),
    ).toThrow(RangeError);
    expect(() => createPool(database.urls.owner, { max: 1, applicationName: 'test', searchPath: '' })).toThrow(
      RangeError,
    );
  });

  it('outlives the loss of an idle connection and of one that is handed out', async () => {
    const idle = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const client = await pool.connect();
    const held = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const killer = new pg.Client({ connectionString: database.urls.owner });
    await killer.connect();
    const ended = new Promise((resolve) => client.once('end', resolve));
    // The same connection is idle, then handed out: only the second loss has no query under way to reject.
    expect(held.rows).toEqual(idle.rows);
    await killer.query('SELECT pg_terminate_backend($1)', [held.rows[0]?.pid]);
    await ended;
    client.release();

    const next = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await killer.query('SELECT pg_terminate_backend($1)', [next.rows[0]?.pid]);
    for (let tries = 0; lost.length === 0 && tries < 200; tries++)
      await new Promise((resolve) => setTimeout(resolve, 25));
    expect(lost.map((error) => error.message)).toEqual(['terminating connection due to administrator command']);
    await killer.end();
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });
});
