import type { Database } from '#database/database.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import { all, errorOf, ordinals, ordinalsOf, pause, put, revisionsOf } from './contract/log-under-test.contract.js';
import { IllegalEvent, LogUnavailable } from './event-log.js';
import { EventStoreUnderTest } from './testing/eventstoredb-under-test.js';
import { sampleEvents } from './testing/sample-envelope.js';

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

describe('appending to a server', () => {
  it('that says nothing ends with LogUnavailable, and the next append arrives', async () => {
    const log = store.log();
    await put(log, 'task-a', 'new');
    store.standIn.faults.silentAppends = true;
    expect(await errorOf(put(log, 'task-a', 0))).toBeInstanceOf(LogUnavailable);
    store.standIn.faults.silentAppends = false;
    expect(await put(log, 'task-a', 0)).toEqual({ first: 2n, last: 2n, revision: 1 });
  });

  it('that stores and does not answer is asked again, and stores once', async () => {
    const log = store.log();
    store.standIn.faults.acksLost = 1;
    expect(await put(log, 'task-a', 'new', 3)).toEqual({ first: 1n, last: 3n, revision: 2 });
    expect(store.standIn.calls.appends).toBe(2);
    expect(revisionsOf(await log.readStream('task-a'))).toEqual([0, 1, 2]);
  });

  it('that stores, does not answer and forgets the ids is understood, and has stored once', async () => {
    const log = store.log();
    store.standIn.faults.acksLost = 1;
    store.standIn.store.forgetsIds = true;
    expect(await put(log, 'task-a', 'new', 2)).toEqual({ first: 1n, last: 2n, revision: 1 });
    expect(ordinalsOf(await all(log.readAll(0n)))).toEqual([1n, 2n]);
  });

  it('that stores and loses the connection is asked again, and stores once', async () => {
    const log = store.log();
    store.standIn.faults.acksCut = 1;
    expect(await put(log, 'task-a', 'new')).toEqual({ first: 1n, last: 1n, revision: 0 });
    expect(await log.head()).toBe(1n);
  });

  it('that stores and never answers again: the command is found by reading, and sent again it is refused', async () => {
    const log = store.log();
    store.standIn.faults.acksLost = 1;
    store.standIn.store.onEvent(() => (store.standIn.faults.silentAppends = true));
    const events = sampleEvents('task-a', 0, 2);
    expect(await errorOf(log.append('task-a', events, 'new'))).toBeInstanceOf(LogUnavailable);
    store.standIn.faults.silentAppends = false;
    expect(await log.readStream('task-a')).toEqual(events.map((e, i) => ({ ...e, ordinal: BigInt(i + 1) })));
    expect(await errorOf(log.append('task-a', events, 'new'))).toMatchObject({ name: 'WrongRevision', actual: 1 });
    expect(await log.head()).toBe(2n);
  });

  it('whose own deadline runs out twice succeeds in the third attempt', async () => {
    const log = store.log();
    store.standIn.faults.appendsTimedOut = 2;
    expect(await put(log, 'task-a', 'new')).toEqual({ first: 1n, last: 1n, revision: 0 });
    expect(store.standIn.calls.appends).toBe(3);
  });

  it('in which another writer was first is refused, also after an attempt that was not answered', async () => {
    const [log, other] = [store.log(), store.log({ patienceMs: 8_000 })];
    await put(log, 'task-a', 'new');
    store.standIn.faults.silentAppends = true;
    const refused = errorOf(log.append('task-a', sampleEvents('task-a', 1, 1), 0));
    await pause(100);
    store.standIn.faults.silentAppends = false;
    await other.append('task-a', sampleEvents('task-a', 1, 2, (i) => `khác ${i}`).map(renamed), 0);
    expect(await refused).toMatchObject({ name: 'WrongRevision', actual: 2 });
    expect((await log.readStream('task-a', { from: 1 })).map((e) => e.data)).toEqual(['khác 0', 'khác 1']);
  });

  it('that takes less than 512 KiB is an illegal event, and nothing is written', async () => {
    const log = store.log();
    store.standIn.store.maxAppendBytes = 2_000;
    expect(await errorOf(put(log, 'task-a', 'new', 20))).toBeInstanceOf(IllegalEvent);
    expect(await log.head()).toBe(0n);
    expect(await put(log, 'task-a', 'new')).toEqual({ first: 1n, last: 1n, revision: 0 });
  });

  it('that knows only the older append works, with its refusals', async () => {
    store.standIn.faults.noBatchAppend = true;
    const log = store.log();
    await put(log, 'task-a', 'new', 3);
    expect(await errorOf(put(log, 'task-a', 0))).toMatchObject({ name: 'WrongRevision', actual: 2 });
    store.standIn.store.maxAppendBytes = 2_000;
    expect(await errorOf(put(log, 'task-a', 2, 20))).toBeInstanceOf(IllegalEvent);
    expect(revisionsOf(await log.readStream('task-a'))).toEqual([0, 1, 2]);
  });

  it('refuses a wrong revision, whatever the URL says of failures', async () => {
    const log = store.log({ url: `${store.standIn.url}&throwOnAppendFailure=false` });
    await put(log, 'task-a', 'new', 3);
    expect(await errorOf(put(log, 'task-a', 0))).toMatchObject({ name: 'WrongRevision', actual: 2 });
  });

  it('that goes away under 64 appends leaves each stored once or unavailable, and the process alive', async () => {
    const log = store.log();
    await put(log, 'task-first', 'new');
    const rejected: unknown[] = [];
    const listener = (error: unknown) => rejected.push(error);
    process.on('unhandledRejection', listener);
    // big enough that the connection cannot take them all at once
    const big = (stream: string) =>
      log.append(
        stream,
        sampleEvents(stream, 0, 1, () => 'ữ'.repeat(100_000)),
        'new',
      );
    const results = Promise.allSettled(Array.from({ length: 64 }, (_, i) => big(`task-${i}`)));
    for (let i = 0; i < 100 && store.standIn.calls.appends < 4; i++) await pause(5);
    await store.standIn.stop();
    const errors = (await results).flatMap((r) => (r.status === 'rejected' ? [r.reason as unknown] : []));
    process.off('unhandledRejection', listener);
    expect(rejected).toEqual([]);
    for (const error of errors) expect(error).toBeInstanceOf(LogUnavailable);
    await store.startAgain();
    const stored = await all(log.readAll(0n));
    expect(ordinalsOf(stored)).toEqual(ordinals(1, stored.length));
    expect(new Set(stored.map((e) => e.stream)).size).toBe(stored.length);
    expect(stored.length).toBeGreaterThanOrEqual(65 - errors.length);
  });
});

/** Other events than another command's at the same place. */
function renamed<E extends { id: string; command: string }>(event: E): E {
  return {
    ...event,
    id: event.id.replace(/^......../, 'aaaaaaaa'),
    command: event.command.replace(/^......../, 'aaaaaaaa'),
  };
}
