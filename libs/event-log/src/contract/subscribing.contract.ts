import type { EventLog, LoggedEvent } from '../event-log.js';
import {
  eachWithItsOwnLog,
  type LogUnderTest,
  ordinals,
  ordinalsOf,
  pause,
  put,
  until,
  within,
} from './log-under-test.contract.js';

export function subscribing(open: () => Promise<LogUnderTest>): void {
  const opened = eachWithItsOwnLog(open);
  let stop: AbortController;
  beforeEach(() => {
    stop = new AbortController();
  });
  afterEach(() => stop.abort());

  const reached = (ordinal: bigint) => (events: readonly LoggedEvent[]) => (events.at(-1)?.ordinal ?? 0n) >= ordinal;
  const next = (events: AsyncIterator<LoggedEvent[]>) => within(events.next(), () => 'the subscription hangs');
  /** Many small streams: `count` events, ordinals dense. */
  const write = async (log: EventLog, name: string, count: number): Promise<void> => {
    for (let i = 0; i < count; i++) await put(log, `task-${name}`, i === 0 ? 'new' : i - 1);
  };

  it('from the start gives what is there', async () => {
    const { log } = opened.now();
    await put(log, 'task-a', 'new', 5);
    expect(ordinalsOf(await until(log.subscribe(0n, stop.signal), reached(5n)))).toEqual(ordinals(1, 5));
  });

  it('from the start gives what is there and then what comes', async () => {
    const { log } = opened.now();
    await put(log, 'task-a', 'new', 5);
    const seen = until(log.subscribe(0n, stop.signal), reached(8n));
    await write(log, 'b', 3);
    expect(ordinalsOf(await seen)).toEqual(ordinals(1, 8));
  });

  it('gives whole events', async () => {
    const { log } = opened.now();
    await put(log, 'task-a', 'new', 2);
    const [event] = await until(log.subscribe(1n, stop.signal), reached(2n));
    expect(event).toStrictEqual((await log.readStream('task-a', { from: 1 }))[0]);
  });

  it('of an empty log waits for the first event', async () => {
    const { log } = opened.now();
    const seen = until(log.subscribe(0n, stop.signal), reached(1n));
    await pause(30);
    await put(log, 'task-a', 'new');
    expect(ordinalsOf(await seen)).toEqual([1n]);
  });

  it('after a position leaves out what is at it and before', async () => {
    const { log } = opened.now();
    await put(log, 'task-a', 'new', 5);
    expect(ordinalsOf(await until(log.subscribe(3n, stop.signal), reached(5n)))).toEqual([4n, 5n]);
  });

  it('after a position to come waits for what follows it', async () => {
    const { log } = opened.now();
    await put(log, 'task-a', 'new', 2);
    const seen = until(log.subscribe(4n, stop.signal), reached(6n));
    await put(log, 'task-b', 'new', 4);
    expect(ordinalsOf(await seen)).toEqual([5n, 6n]);
  });

  it('from now gives later events alone, without a gap', async () => {
    const { log } = opened.now();
    await put(log, 'task-a', 'new', 3);
    let last = 0n;
    const seen = until(log.subscribe('now', stop.signal), (events) => last > 0n && reached(last)(events));
    for (let i = 0; i < 20; i++) {
      const appended = await put(log, `task-b${i}`, 'new');
      if (i === 19) last = appended.last;
      await pause(5);
    }
    // the subscription may have begun after the last event was written: one more for the ending
    await put(log, 'task-end', 'new');
    const got = ordinalsOf(await seen).map(Number);
    expect(got[0]).toBeGreaterThan(3);
    expect(got).toEqual(Array.from(got, (_, i) => (got[0] ?? 0) + i));
    expect(got.at(-1)).toBeGreaterThanOrEqual(23);
  });

  it('goes over from catching up to live without gap or duplicate while writers write', async () => {
    const { log } = opened.now();
    for (let i = 0; i < 3; i++) await put(log, `task-old${i}`, 'new', 700);
    const seen = until(log.subscribe(0n, stop.signal), reached(2260n));
    await Promise.all(Array.from({ length: 8 }, (_, w) => write(log, `w${w}`, 20)));
    expect(ordinalsOf(await seen)).toEqual(ordinals(1, 2260));
  });

  it('gives two subscribers the same, each at its own pace', async () => {
    const { log } = opened.now();
    const slow = async () => {
      const events: LoggedEvent[] = [];
      for await (const batch of log.subscribe(0n, stop.signal)) {
        await pause(15);
        events.push(...batch);
        if (reached(30n)(events)) break;
      }
      return events;
    };
    const both = Promise.all([until(log.subscribe(0n, stop.signal), reached(30n)), within(slow(), () => 'too slow')]);
    await write(log, 'a', 30);
    const [first, second] = await both;
    expect(ordinalsOf(first)).toEqual(ordinals(1, 30));
    expect(second).toEqual(first);
  });

  it('hears what another adapter on the same store writes', async () => {
    const { log, reopen } = opened.now();
    const elsewhere = await reopen();
    try {
      const seen = until(log.subscribe(0n, stop.signal), reached(10n));
      await write(elsewhere, 'a', 10);
      expect(ordinalsOf(await seen)).toEqual(ordinals(1, 10));
    } finally {
      await elsewhere.close();
    }
  });

  it('hears nothing of another log in the same database', async () => {
    const { log, other } = opened.now();
    const seen = until(log.subscribe(0n, stop.signal), reached(1n));
    await put(other, 'task-other', 'new', 5);
    await put(log, 'task-own', 'new');
    expect((await seen).map((e) => e.stream)).toEqual(['task-own']);
  });

  it('is taken up again where it was left', async () => {
    const { log } = opened.now();
    await put(log, 'task-a', 'new', 5);
    const before = await until(log.subscribe(0n, stop.signal), reached(3n));
    const left = before.at(-1)?.ordinal ?? 0n;
    await put(log, 'task-b', 'new', 5);
    const after = await until(log.subscribe(left, stop.signal), reached(10n));
    expect(ordinalsOf([...before, ...after])).toEqual(ordinals(1, 10));
  });

  describe('cancelled', () => {
    it('before it begins gives nothing', async () => {
      const { log } = opened.now();
      await put(log, 'task-a', 'new', 5);
      stop.abort();
      expect(await next(log.subscribe(0n, stop.signal)[Symbol.asyncIterator]())).toMatchObject({ done: true });
    });

    it('while it waits ends without an error', async () => {
      const { log } = opened.now();
      const waiting = next(log.subscribe(0n, stop.signal)[Symbol.asyncIterator]());
      await pause(30);
      stop.abort();
      expect(await waiting).toMatchObject({ done: true });
    });

    it('while it waits for what comes after now ends without an error', async () => {
      const { log } = opened.now();
      await put(log, 'task-a', 'new', 5);
      const waiting = next(log.subscribe('now', stop.signal)[Symbol.asyncIterator]());
      stop.abort();
      expect(await waiting).toMatchObject({ done: true });
    });

    it('in the middle of a batch gives no further one', async () => {
      const { log } = opened.now();
      for (let i = 0; i < 4; i++) await put(log, `task-${i}`, 'new', 800);
      const events = log.subscribe(0n, stop.signal)[Symbol.asyncIterator]();
      const batch = await next(events);
      expect(batch.value?.[0]?.ordinal).toBe(1n);
      expect(batch.value?.length).toBeLessThan(3200);
      stop.abort();
      expect(await next(events)).toMatchObject({ done: true });
      expect(await next(events)).toMatchObject({ done: true });
    });

    it('leaves another subscription of the same log alone', async () => {
      const { log } = opened.now();
      const staying = new AbortController();
      const seen = until(log.subscribe(0n, staying.signal), reached(2n));
      const leaving = next(log.subscribe(0n, stop.signal)[Symbol.asyncIterator]());
      stop.abort();
      await leaving;
      await put(log, 'task-a', 'new', 2);
      expect(ordinalsOf(await seen)).toEqual([1n, 2n]);
      staying.abort();
    });

    it('a hundred times takes nothing from the log', async () => {
      const { log } = opened.now();
      for (let i = 0; i < 100; i++) {
        const one = new AbortController();
        const waiting = next(log.subscribe('now', one.signal)[Symbol.asyncIterator]());
        one.abort();
        await waiting;
      }
      await put(log, 'task-a', 'new');
      expect(await log.head()).toBe(1n);
    });
  });

  it('ends when the log is closed', async () => {
    const { reopen } = opened.now();
    const log = await reopen();
    const waiting = next(log.subscribe(0n, stop.signal)[Symbol.asyncIterator]());
    await pause(30);
    await log.close();
    expect(await waiting).toMatchObject({ done: true });
  });
}
