import type { Database } from '#database/database.js';
import { createPool } from '#database/pool.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { all, errorOf, ordinals, ordinalsOf, pause, put, until, within } from './contract/log-under-test.contract.js';
import { LogUnavailable, WrongRevision } from './event-log.js';
import { migrateLog } from './postgres-schema.js';
import { lockOf, logSql } from './postgres-sql.js';
import { PostgresEventLog, type PostgresEventLogOptions } from './postgres.event-log.js';
import { sampleEnvelope, sampleEvents } from './testing/sample-envelope.js';

let database: Database;
const opened: { close(): Promise<void> }[] = [];
let schemas = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});
afterAll(() => database.close());

async function newLog(
  options: Partial<PostgresEventLogOptions> = {},
): Promise<{ log: PostgresEventLog; schema: string }> {
  const schema = `log${++schemas}`;
  await migrateLog(database.urls.owner, { schema });
  const log = await PostgresEventLog.open({ url: database.urls.app, schema, ...options });
  opened.push(log);
  return { log, schema };
}

/** Holds the lock of a log until `release` is called, as a writer in another process does for a moment. */
async function holdLock(schema: string): Promise<{ release: () => Promise<void> }> {
  const pool = createPool(database.urls.app, { max: 1, applicationName: 'holder' });
  const client = await pool.connect();
  await client.query('BEGIN');
  await client.query('SELECT pg_advisory_xact_lock($1)', [lockOf(`log ${schema}`)]);
  return {
    release: async () => {
      await client.query('ROLLBACK');
      client.release();
      await pool.end();
    },
  };
}

/** Ends every connection of the log in the server, as a restart does. */
async function cutConnections(): Promise<number> {
  const pool = createPool(database.urls.app, { max: 1, applicationName: 'cutter' });
  const { rowCount } = await pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name LIKE 'trachnhiem log %'`,
  );
  await pool.end();
  return rowCount ?? 0;
}

/** Stands between a log and the server; `silent` swallows everything without closing a connection. */
class Proxy {
  silent = false;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async to(url: string): Promise<{ proxy: Proxy; url: string }> {
    const target = new URL(url);
    const port = Number(target.port);
    const server = createServer();
    const proxy = new Proxy(server);
    server.on('connection', (near) => {
      const far = connect(port, target.hostname);
      const join = (from: Socket, into: Socket) => {
        proxy.sockets.add(from);
        from.on('data', (data) => proxy.silent || into.write(data));
        from.on('close', () => into.destroy());
        from.on('error', () => into.destroy());
      };
      join(near, far);
      join(far, near);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    target.port = String(typeof address === 'object' && address ? address.port : 0);
    return { proxy, url: target.toString() };
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

describe('while another process holds the lock', () => {
  it('an append waits and is recorded afterwards', async () => {
    const { log, schema } = await newLog();
    const lock = await holdLock(schema);
    let done = false;
    const appended = put(log, 'task-a', 'new').finally(() => (done = true));
    await pause(50);
    expect(done).toBe(false);
    await lock.release();
    expect(await appended).toEqual({ first: 1n, last: 1n, revision: 0 });
  });

  it('appends gather and are all recorded afterwards, the wrong one refused alone', async () => {
    const { log, schema } = await newLog();
    await put(log, 'task-0', 'new');
    const lock = await holdLock(schema);
    const waiting = Array.from({ length: 20 }, (_, i) => put(log, `task-${i}`, 'new', 3));
    const settled = Promise.allSettled(waiting);
    await pause(50);
    await lock.release();
    expect((await settled).map((one) => one.status)).toEqual(['rejected', ...Array(19).fill('fulfilled')]);
    expect(await errorOf(waiting[0] ?? Promise.resolve())).toBeInstanceOf(WrongRevision);
    expect(await log.head()).toBe(58n);
  });

  it('reading goes on', async () => {
    const { log, schema } = await newLog();
    await put(log, 'task-a', 'new', 2);
    const lock = await holdLock(schema);
    expect(ordinalsOf(await log.readStream('task-a'))).toEqual([1n, 2n]);
    await lock.release();
  });

  it('another log in the same database is written', async () => {
    const { schema } = await newLog();
    const { log } = await newLog();
    const lock = await holdLock(schema);
    expect(await put(log, 'task-a', 'new')).toMatchObject({ first: 1n });
    await lock.release();
  });

  it('too long, the append is given up as unavailable and leaves nothing', async () => {
    const { log, schema } = await newLog({ timeoutMs: 600 });
    const lock = await holdLock(schema);
    const results = await Promise.allSettled([put(log, 'task-a', 'new'), put(log, 'task-b', 'new')]);
    for (const one of results) expect(one.status === 'rejected' && one.reason).toBeInstanceOf(LogUnavailable);
    await lock.release();
    expect(await put(log, 'task-a', 'new')).toEqual({ first: 1n, last: 1n, revision: 0 });
    expect(await log.readStream('task-b')).toEqual([]);
  });

  it('too long, appends that have waited behind are not sent any more', async () => {
    const { log, schema } = await newLog({ timeoutMs: 200 });
    const lock = await holdLock(schema);
    const first = errorOf(put(log, 'task-a', 'new'));
    const behind = errorOf(put(log, 'task-a', 'new', 2));
    expect(await first).toBeInstanceOf(LogUnavailable);
    expect(await behind).toBeInstanceOf(LogUnavailable);
    await lock.release();
    expect(await log.head()).toBe(0n);
  });
});

describe('somebody who writes without the lock', () => {
  const insert = async (schema: string, ordinal: number, stream: string): Promise<void> => {
    const pool = createPool(database.urls.app, { max: 1, applicationName: 'stranger' });
    const text = `INSERT INTO ${schema}.event (ordinal, revision, stream, envelope) VALUES ($1, 0, $2, '{}')`;
    await pool.query(text, [ordinal, stream]);
    await pool.end();
  };

  it('does not disturb the order: the next append follows', async () => {
    const { log, schema } = await newLog();
    await put(log, 'task-a', 'new');
    await insert(schema, 2, 'task-stranger');
    expect(await put(log, 'task-a', 0)).toEqual({ first: 3n, last: 3n, revision: 1 });
  });

  it.each([
    ['an append of one event', 1],
    ['an append of several', 2],
  ])('and has not committed yet makes %s wait and take the next place', async (_, count) => {
    const { log, schema } = await newLog();
    await put(log, 'task-a', 'new');
    const pool = createPool(database.urls.app, { max: 1, applicationName: 'stranger' });
    const stranger = await pool.connect();
    await stranger.query('BEGIN');
    await stranger.query(
      `INSERT INTO ${schema}.event (ordinal, revision, stream, envelope) VALUES (2, 0, 'task-stranger', '{}')`,
    );
    const appended = put(log, 'task-b', 'new', count);
    await pause(50);
    await stranger.query('COMMIT');
    stranger.release();
    await pool.end();
    expect(await appended).toMatchObject({ first: 3n, revision: count - 1 });
  });

  it.each([
    [10, /the log has a gap between 4 and 10/],
    [100, /the log has a gap between 4 and 100/],
    [5000, /the log has a gap between 4 and 5000/],
  ])('and leaves a gap before %i is found out by readers', async (ordinal, message) => {
    const { log, schema } = await newLog();
    await put(log, 'task-a', 'new', 3);
    await insert(schema, ordinal, 'task-stranger');
    expect(String(await errorOf(all(log.readAll(0n))))).toMatch(message);
  });
});

describe('a connection that is lost', () => {
  it('while nothing is under way is replaced without anybody noticing', async () => {
    const { log } = await newLog();
    await put(log, 'task-a', 'new');
    expect(await cutConnections()).toBeGreaterThan(0);
    await pause(50);
    expect(await put(log, 'task-a', 0)).toEqual({ first: 2n, last: 2n, revision: 1 });
    expect(ordinalsOf(await log.readStream('task-a'))).toEqual([1n, 2n]);
  });

  it('under an append makes it unavailable, and the next one is recorded', async () => {
    const { log, schema } = await newLog();
    const lock = await holdLock(schema);
    const lost = errorOf(put(log, 'task-a', 'new'));
    await pause(50);
    await cutConnections();
    expect(await lost).toBeInstanceOf(LogUnavailable);
    await lock.release();
    expect(await put(log, 'task-a', 'new')).toEqual({ first: 1n, last: 1n, revision: 0 });
  });

  it('under a subscription is taken up again without gap or duplicate', async () => {
    const { log } = await newLog();
    await put(log, 'task-0', 'new');
    const stop = new AbortController();
    const seen = until(log.subscribe(0n, stop.signal), (events) => events.length >= 31);
    for (let i = 1; i <= 30; i++) {
      if (i % 10 === 5) await cutConnections();
      for (;;) {
        const error = await put(log, `task-${i}`, 'new').catch((reason: unknown) => reason);
        if (!(error instanceof LogUnavailable)) break;
      }
    }
    expect(ordinalsOf(await seen)).toEqual(ordinals(1, 31));
    stop.abort();
  });
});

describe('a server that falls silent', () => {
  it('makes appends and reads unavailable instead of hanging, and is used again once it answers', async () => {
    const { schema } = await newLog();
    const { proxy, url } = await Proxy.to(database.urls.app);
    opened.push(proxy);
    const log = await PostgresEventLog.open({ url, schema, timeoutMs: 600 });
    opened.push(log);
    await put(log, 'task-a', 'new');
    proxy.silent = true;
    const hung = [put(log, 'task-a', 0), put(log, 'task-b', 'new'), log.readStream('task-a'), log.head()];
    for (const one of await within(Promise.allSettled(hung), () => 'it hangs')) {
      expect(one.status === 'rejected' && one.reason).toBeInstanceOf(LogUnavailable);
    }
    proxy.silent = false;
    const actual = await within(
      (async () => {
        for (;;) {
          const events = await log.readStream('task-a').catch((error: unknown) => error);
          if (Array.isArray(events)) return events.length - 1;
          if (!(events instanceof LogUnavailable)) throw events;
        }
      })(),
      () => 'it stays away',
    );
    expect(await put(log, 'task-a', actual)).toMatchObject({ revision: actual + 1 });
  });

  it('does not keep a subscription from ending', async () => {
    const { schema } = await newLog();
    const { proxy, url } = await Proxy.to(database.urls.app);
    opened.push(proxy);
    const log = await PostgresEventLog.open({ url, schema, timeoutMs: 2_000, pollMs: 20 });
    opened.push(log);
    const stop = new AbortController();
    const events = log.subscribe(0n, stop.signal)[Symbol.asyncIterator]();
    const waiting = events.next();
    proxy.silent = true;
    await pause(60);
    stop.abort();
    expect(await within(waiting, () => 'it hangs')).toMatchObject({ done: true });
  });
});

describe('opening', () => {
  it('a server that is not there is refused as unavailable', async () => {
    const open = PostgresEventLog.open({ url: 'postgres://nobody:x@127.0.0.1:1/nowhere', timeoutMs: 500 });
    expect(await errorOf(open)).toBeInstanceOf(LogUnavailable);
  });

  it('a log that nobody has created is refused by name', async () => {
    const open = PostgresEventLog.open({ url: database.urls.app, schema: 'log_missing' });
    expect(String(await errorOf(open))).toMatch(/log_missing/);
  });
});

describe('closing', () => {
  it('waits for appends that were begun', async () => {
    const { log, schema } = await newLog();
    const lock = await holdLock(schema);
    const waiting = [put(log, 'task-a', 'new'), put(log, 'task-b', 'new')];
    const closed = log.close();
    await pause(30);
    await lock.release();
    await closed;
    expect((await Promise.all(waiting)).map((one) => one.last)).toEqual([1n, 2n]);
  });

  it('may be asked for twice', async () => {
    const { log } = await newLog();
    await log.close();
    await log.close();
    expect(await errorOf(log.head())).toBeInstanceOf(LogUnavailable);
  });
});

it('the same events sent twice are refused, never repeated', async () => {
  const { log } = await newLog();
  const events = sampleEvents('task-a', 0, 2);
  await log.append('task-a', events, 'new');
  expect(await errorOf(log.append('task-a', events, 'new'))).toMatchObject({ name: 'WrongRevision', actual: 1 });
  const one = sampleEnvelope('task-a', 2);
  await log.append('task-a', [one], 1);
  expect(await errorOf(log.append('task-a', [one], 1))).toMatchObject({ name: 'WrongRevision', actual: 2 });
});

it('every statement of the log stands in a file of its own', () => {
  for (const name of ['head', 'append-one', 'append-group', 'read-forward', 'read-stream-backward']) {
    expect(logSql(name, 'log_x')).toMatch(/log_x\./);
    expect(logSql(name, 'log_x')).not.toMatch(/\{[a-z]+\}/);
  }
});
