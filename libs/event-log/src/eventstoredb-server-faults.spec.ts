import type { Database } from '#database/database.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import {
  all,
  errorOf,
  ordinals,
  ordinalsOf,
  pause,
  put,
  revisionsOf,
  until,
} from './contract/log-under-test.contract.js';
import { type LoggedEvent, LogUnavailable, WrongRevision } from './event-log.js';
import type { EventStoreDbEventLog } from './eventstoredb.event-log.js';
import { EventStoreStandIn } from './testing/eventstoredb-standin.js';
import { EventStoreUnderTest } from './testing/eventstoredb-under-test.js';

let database: Database;
let store: EventStoreUnderTest;
let stop: AbortController;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  store = await EventStoreUnderTest.open(database);
  stop = new AbortController();
});
afterEach(async () => {
  stop.abort();
  await store.close();
});

/** Everything up to an ordinal, as a subscriber from the beginning sees it. */
function seenUpTo(log: EventStoreDbEventLog, last: bigint): Promise<LoggedEvent[]> {
  return until(log.subscribe(0n, stop.signal), (events) => (events.at(-1)?.ordinal ?? 0n) >= last);
}

describe('a server', () => {
  it('that is unavailable for a while is waited for', async () => {
    const log = store.log({ patienceMs: 8_000 });
    await put(log, 'task-a', 'new');
    store.standIn.faults.unavailable = true;
    const calls = Promise.all([
      put(log, 'task-a', 0),
      log.readStream('task-a', { limit: 1 }),
      all(log.readAll(0n, { limit: 1 })),
    ]);
    await pause(400);
    store.standIn.faults.unavailable = false;
    const [appended, ofStream, ofAll] = await calls;
    expect(appended).toEqual({ first: 2n, last: 2n, revision: 1 });
    expect([ofStream, ofAll].map(ordinalsOf)).toEqual([[1n], [1n]]);
  });

  const calls: [string, (log: EventStoreDbEventLog) => Promise<unknown>][] = [
    ['append', (log) => put(log, 'task-b', 'new')],
    ['readStream', (log) => log.readStream('task-a')],
    ['readAll', (log) => all(log.readAll(0n))],
    ['head', (log) => log.head()],
  ];
  it.each(calls)('that stays unavailable: %s ends with LogUnavailable and works afterwards', async (_, call) => {
    const log = store.log({ patienceMs: 600 });
    await put(log, 'task-a', 'new');
    store.standIn.faults.unavailable = true;
    expect(await errorOf(call(log))).toBeInstanceOf(LogUnavailable);
    store.standIn.faults.unavailable = false;
    await call(log);
    expect((await log.readStream('task-a')).length).toBe(1);
  });

  it.each(calls.slice(1))('that does not answer reads: %s ends with LogUnavailable', async (_, call) => {
    const log = store.log({ patienceMs: 600 });
    await put(log, 'task-a', 'new');
    store.standIn.faults.silentReads = true;
    expect(await errorOf(call(log))).toBeInstanceOf(LogUnavailable);
    store.standIn.faults.silentReads = false;
    await call(log);
  });

  it.each(calls)('that denies access: %s says so at once', async (_, call) => {
    const log = store.log({ patienceMs: 60_000 });
    store.standIn.faults.accessDenied = true;
    const error = await errorOf(call(log));
    expect(error).toBeInstanceOf(LogUnavailable);
    expect(String(error)).toMatch(/denies access/);
    expect(store.standIn.calls.appends + store.standIn.calls.reads).toBe(1);
  });

  it('that is not the leader names the leader, who is asked instead', async () => {
    const leader = await store.server({ store: store.standIn.store });
    const log = store.log();
    await put(log, 'task-a', 'new');
    store.standIn.faults.notLeader = { host: '127.0.0.1', port: leader.port };
    expect(await put(log, 'task-a', 0)).toEqual({ first: 2n, last: 2n, revision: 1 });
    expect(ordinalsOf(await all(log.readAll(0n)))).toEqual([1n, 2n]);
    expect(ordinalsOf(await log.readStream('task-a'))).toEqual([1n, 2n]);
    expect(leader.calls.appends).toBeGreaterThan(0);
    expect(store.standIn.store.read('trachnhiem:task-a')).toHaveLength(2);
  });

  it('that knows no leader ends with LogUnavailable until one is elected', async () => {
    const log = store.log({ patienceMs: 600 });
    await put(log, 'task-a', 'new');
    store.standIn.faults.notLeader = 'unknown';
    expect(await errorOf(put(log, 'task-a', 0))).toBeInstanceOf(LogUnavailable);
    expect(await errorOf(log.readStream('task-a'))).toBeInstanceOf(LogUnavailable);
    store.standIn.faults.notLeader = null;
    expect(await put(log, 'task-a', 0)).toEqual({ first: 2n, last: 2n, revision: 1 });
  });

  it('of a cluster is found by gossip, though the node named first is down', async () => {
    const down = await EventStoreStandIn.start();
    const url = `kurrentdb://127.0.0.1:${down.port},127.0.0.1:${store.standIn.port}?tls=false&maxDiscoverAttempts=3`;
    await down.stop();
    const log = store.log({ url, patienceMs: 5_000, silenceMs: 2_000 });
    expect(await put(log, 'task-a', 'new')).toEqual({ first: 1n, last: 1n, revision: 0 });
    expect(ordinalsOf(await log.readStream('task-a'))).toEqual([1n]);
  });

  it('whose connection breaks in the middle of a read is read again', async () => {
    const log = store.log();
    await put(log, 'task-a', 'new', 50);
    for (const fault of ['cutReadAfter', 'failReadAfter'] as const) {
      store.standIn.faults[fault] = 20;
      expect(revisionsOf(await log.readStream('task-a'))).toEqual(Array.from({ length: 50 }, (_, i) => i));
      expect(store.standIn.faults[fault]).toBeNull();
      store.standIn.faults[fault] = 20;
      expect(ordinalsOf(await all(log.readAll(0n)))).toEqual(ordinals(1, 50));
      expect(store.standIn.faults[fault]).toBeNull();
    }
  });

  it('that reads slowly is waited for as long as it is not silent', async () => {
    const log = store.log({ silenceMs: 1_000, patienceMs: 8_000 });
    await put(log, 'task-a', 'new', 5);
    store.standIn.faults.slowReads = 250;
    expect(ordinalsOf(await all(log.readAll(0n)))).toEqual(ordinals(1, 5));
  });

  it('whose own events fill $all between ours leaves no gap in the ordinals', async () => {
    const log = store.log();
    await put(log, 'task-a', 'new');
    store.standIn.store.noise('$projections-$all', 1_000);
    await put(log, 'task-a', 0);
    store.standIn.store.noise('$$trachnhiem:task-a', 1_000);
    expect(ordinalsOf(await all(log.readAll(0n)))).toEqual([1n, 2n]);
    expect(ordinalsOf(await seenUpTo(log, 2n))).toEqual([1n, 2n]);
  });

  it('that restarts on its data holds everything, and the log goes on', async () => {
    const log = store.log({ patienceMs: 8_000 });
    await put(log, 'task-a', 'new', 3);
    await store.standIn.stop();
    const appended = put(log, 'task-a', 2);
    await pause(300);
    await store.startAgain();
    expect(await appended).toEqual({ first: 4n, last: 4n, revision: 3 });
    expect(ordinalsOf(await log.readStream('task-a'))).toEqual(ordinals(1, 4));
  });
});

describe('a subscription', () => {
  /** With the milliseconds after which the adapter looks by itself: where it need not, it must not wait for that. */
  const faults: [string, number, () => void][] = [
    ['delivers every event twice', 60_000, () => (store.standIn.faults.duplicates = true)],
    ['is dropped after each event', 60_000, () => (store.standIn.faults.dropsSubscriptions = true)],
    ['confirms late and falls behind', 60_000, () => (store.standIn.faults.subscriptionLag = 150)],
    ['falls silent', 200, () => (store.standIn.faults.silentSubscriptions = true)],
  ];
  it.each(faults)('that %s gives each event once and in order', async (_, pollMs, fault) => {
    fault();
    const [log, writer] = [store.log({ pollMs }), store.log()];
    await put(writer, 'task-a', 'new', 2);
    const seen = seenUpTo(log, 8n);
    for (let i = 0; i < 6; i++) {
      await put(writer, 'task-b', i === 0 ? 'new' : i - 1);
      await pause(80); // time enough to have read it, and to be waiting again
    }
    expect(ordinalsOf(await seen)).toEqual(ordinals(1, 8));
  });

  it('outlives broken connections', async () => {
    const log = store.log();
    const seen = seenUpTo(log, 20n);
    for (let i = 0; i < 20; i++) {
      if (i % 5 === 2) store.standIn.cutConnections();
      await put(log, 'task-a', i === 0 ? 'new' : i - 1);
    }
    expect(ordinalsOf(await seen)).toEqual(ordinals(1, 20));
  });

  it('outlives a restart of the server, and says what was wrong meanwhile', async () => {
    const troubles: unknown[] = [];
    const log = store.log({ patienceMs: 400, onTrouble: (error) => troubles.push(error) });
    await put(log, 'task-a', 'new', 3);
    const seen = seenUpTo(log, 5n);
    await store.standIn.stop();
    for (let i = 0; i < 100 && troubles.length === 0; i++) await pause(50);
    await store.startAgain();
    for (let sent = false; !sent;) sent = await put(log, 'task-a', 2, 2).then(() => true, isNotUnavailable);
    expect(ordinalsOf(await seen)).toEqual(ordinals(1, 5));
    expect(troubles[0]).toBeInstanceOf(LogUnavailable);
  });

  it('to a server that is away from the beginning starts when it comes', async () => {
    await store.standIn.stop();
    const log = store.log({ patienceMs: 400 });
    const seen = seenUpTo(log, 2n);
    await pause(300);
    await store.startAgain();
    await put(store.log({ patienceMs: 8_000 }), 'task-a', 'new', 2);
    expect(ordinalsOf(await seen)).toEqual([1n, 2n]);
  });

  it('to a server that is away ends when it is cancelled', async () => {
    await store.standIn.stop();
    const log = store.log({ patienceMs: 60_000 });
    const waiting = log.subscribe('now', stop.signal)[Symbol.asyncIterator]().next();
    await pause(100);
    stop.abort();
    expect(await waiting).toMatchObject({ done: true });
  });
});

function isNotUnavailable(error: unknown): boolean {
  if (error instanceof WrongRevision) return true; // an attempt that was thought lost
  if (error instanceof LogUnavailable) return false;
  throw error;
}
