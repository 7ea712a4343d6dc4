import type { LoggedEvent } from '../event-log.js';
import { sampleEnvelope, sampleEvents } from '../testing/sample-envelope.js';
import {
  all,
  eachWithItsOwnLog,
  type LogUnderTest,
  ordinals,
  ordinalsOf,
  put,
  revisionsOf,
} from './log-under-test.contract.js';

export function reading(open: () => Promise<LogUnderTest>): void {
  const opened = eachWithItsOwnLog(open);

  describe('a stream', () => {
    it('that does not exist is empty', async () => {
      const { log } = opened.now();
      await put(log, 'task-b', 'new');
      expect(await log.readStream('task-a')).toEqual([]);
    });

    it('that nobody could have written is empty', async () => {
      expect(await opened.now().log.readStream('no such stream')).toEqual([]);
    });

    it('is not mixed up with one whose name begins the same, or is written otherwise', async () => {
      const { log } = opened.now();
      const names = ['task-hà', 'task-hà', 'task-hà1', 'Task-hà', 'task-h%', 'task-h_', "task-h'", 'task-h"\\'];
      const distinct = [...new Set([names[0]?.normalize('NFC'), names[1]?.normalize('NFD'), ...names.slice(2)])];
      for (const name of distinct) await put(log, name ?? '', 'new');
      for (const [i, name] of distinct.entries()) {
        expect((await log.readStream(name ?? '')).map((e) => [e.stream, e.ordinal])).toEqual([[name, BigInt(i + 1)]]);
      }
      expect(distinct).toHaveLength(8);
    });

    it('larger than a batch comes whole and in order, in both directions', async () => {
      const { log } = opened.now();
      for (let i = 0; i < 3; i++) await put(log, 'task-a', i === 0 ? 'new' : i * 900 - 1, 900);
      expect(revisionsOf(await log.readStream('task-a'))).toEqual(Array.from({ length: 2700 }, (_, i) => i));
      const back = await log.readStream('task-a', { direction: 'backward', limit: 2500 });
      expect(revisionsOf(back)).toEqual(Array.from({ length: 2500 }, (_, i) => 2699 - i));
    });

    it('of big events comes whole', async () => {
      const { log } = opened.now();
      const text = (i: number) => String.fromCharCode(97 + i).repeat(500_000);
      for (let i = 0; i < 24; i++) {
        await log.append('task-a', [sampleEnvelope('task-a', i, { data: text(i) })], i === 0 ? 'new' : i - 1);
      }
      const whole = (events: LoggedEvent[]) => events.map((e) => e.data === text(e.revision) && e.revision);
      const upTo24 = Array.from({ length: 24 }, (_, i) => i);
      expect(whole(await log.readStream('task-a'))).toEqual(upTo24);
      expect(whole(await log.readStream('task-a', { direction: 'backward' }))).toEqual([...upTo24].reverse());
      expect(whole(await all(log.readAll(0n)))).toEqual(upTo24);
    });
  });

  describe('the log', () => {
    it('is empty at first', async () => {
      const { log } = opened.now();
      expect(await log.head()).toBe(0n);
      expect(await all(log.readAll(0n))).toEqual([]);
      expect(await all(log.readAll(undefined, { direction: 'backward' }))).toEqual([]);
    });

    it('knows its head', async () => {
      const { log } = opened.now();
      await put(log, 'task-a', 'new', 3);
      expect(await log.head()).toBe(3n);
      await put(log, 'task-b', 'new');
      expect(await log.head()).toBe(4n);
    });

    it('ends at the head found at the start, whatever is appended meanwhile', async () => {
      const { log } = opened.now();
      await put(log, 'task-a', 'new', 10);
      const seen: bigint[] = [];
      for await (const batch of log.readAll(0n, { batchSize: 3 })) {
        seen.push(...ordinalsOf(batch));
        await put(log, `task-more${seen.length}`, 'new', 3);
      }
      expect(seen).toEqual(ordinals(1, 10));
    });
  });

  describe('two logs in one database', () => {
    it('do not see each other', async () => {
      const { log, other } = opened.now();
      await put(log, 'task-a', 'new', 2);
      expect(await put(other, 'task-a', 'new')).toEqual({ first: 1n, last: 1n, revision: 0 });
      expect(await put(log, 'task-a', 1)).toEqual({ first: 3n, last: 3n, revision: 2 });
      expect(revisionsOf(await other.readStream('task-a'))).toEqual([0]);
      expect(ordinalsOf(await all(other.readAll(0n)))).toEqual([1n]);
      expect([await log.head(), await other.head()]).toEqual([3n, 1n]);
    });
  });

  it('a log opened again holds everything and goes on', async () => {
    const { log, reopen } = opened.now();
    const events = sampleEvents('task-a', 0, 3, (i) => `giãn cách ${i}`);
    await log.append('task-a', events, 'new');
    await log.close();
    const again = await reopen();
    try {
      expect(await again.readStream('task-a')).toEqual(events.map((e, i) => ({ ...e, ordinal: BigInt(i + 1) })));
      expect(await again.head()).toBe(3n);
      expect(await put(again, 'task-a', 2)).toEqual({ first: 4n, last: 4n, revision: 3 });
    } finally {
      await again.close();
    }
  });
}
