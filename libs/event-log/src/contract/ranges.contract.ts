import type { ReadAllOptions, ReadStreamOptions } from '../event-log.js';
import {
  all,
  allWithOneLog,
  type LogUnderTest,
  ordinals,
  ordinalsOf,
  put,
  revisionsOf,
} from './log-under-test.contract.js';

/** From where to where: ten ordinals, of which task-a has 1, 3, 5, 7, 9 and task-b has 2, 4, 6, 8, 10. */
export function ranges(open: () => Promise<LogUnderTest>): void {
  const opened = allWithOneLog(async () => {
    const fresh = await open();
    for (let revision = 0; revision < 5; revision++) {
      for (const stream of ['task-a', 'task-b']) await put(fresh.log, stream, revision === 0 ? 'new' : revision - 1);
    }
    return fresh;
  });

  describe('a stream', () => {
    it('holds its own events alone, each with its ordinal', async () => {
      const { log } = opened.now();
      const events = await log.readStream('task-b');
      expect(events.map((e) => [e.stream, e.revision, e.ordinal])).toEqual(
        [0, 1, 2, 3, 4].map((r) => ['task-b', r, BigInt(2 * r + 2)]),
      );
    });

    const cases: [string, ReadStreamOptions, number[]][] = [
      ['forward', { direction: 'forward' }, [0, 1, 2, 3, 4]],
      ['from a revision', { from: 2 }, [2, 3, 4]],
      ['from the last', { from: 4 }, [4]],
      ['from beyond the end', { from: 5 }, []],
      ['from far beyond the end', { from: 9_007_199_254_740_991 }, []],
      ['a few', { limit: 2 }, [0, 1]],
      ['a few from a revision', { from: 1, limit: 3 }, [1, 2, 3]],
      ['more than there are', { limit: 100 }, [0, 1, 2, 3, 4]],
      ['none', { limit: 0 }, []],
      ['backward', { direction: 'backward' }, [4, 3, 2, 1, 0]],
      ['the last one', { direction: 'backward', limit: 1 }, [4]],
      ['backward from a revision', { direction: 'backward', from: 2 }, [2, 1, 0]],
      ['backward from beyond the end', { direction: 'backward', from: 77 }, [4, 3, 2, 1, 0]],
      ['backward from the first', { direction: 'backward', from: 0 }, [0]],
      ['a few backward from a revision', { direction: 'backward', from: 3, limit: 2 }, [3, 2]],
    ];
    it.each(cases)('read %s', async (_, options, revisions) => {
      const { log } = opened.now();
      expect(revisionsOf(await log.readStream('task-a', options))).toEqual(revisions);
    });

    it.each<ReadStreamOptions>([{ from: -1 }, { from: 0.5 }, { limit: -1 }, { limit: Number.NaN }])(
      'is not read with %j',
      async (options) => {
        await expect(opened.now().log.readStream('task-a', options)).rejects.toBeInstanceOf(RangeError);
      },
    );
  });

  describe('the log', () => {
    const cases: [string, bigint | undefined, ReadAllOptions, bigint[]][] = [
      ['from the beginning', 0n, {}, ordinals(1, 10)],
      ['from the beginning, unsaid', undefined, {}, ordinals(1, 10)],
      ['after a position', 4n, {}, ordinals(5, 10)],
      ['after the last but one', 9n, {}, [10n]],
      ['after the head', 10n, {}, []],
      ['after a position to come', 11n, {}, []],
      ['after a position far away', 2n ** 70n, {}, []],
      ['a few', 0n, { limit: 3 }, ordinals(1, 3)],
      ['a few after a position', 4n, { limit: 3 }, ordinals(5, 7)],
      ['more than there are', 8n, { limit: 100 }, ordinals(9, 10)],
      ['none', 0n, { limit: 0 }, []],
      ['backward', undefined, { direction: 'backward' }, ordinals(10, 1)],
      ['backward before a position', 4n, { direction: 'backward' }, ordinals(3, 1)],
      ['backward before the first', 1n, { direction: 'backward' }, []],
      ['backward before nothing', 0n, { direction: 'backward' }, []],
      ['backward before a position to come', 99n, { direction: 'backward' }, ordinals(10, 1)],
      ['the last one', undefined, { direction: 'backward', limit: 1 }, [10n]],
      ['a few backward before a position', 9n, { direction: 'backward', limit: 4 }, ordinals(8, 5)],
    ];
    it.each(cases)('read %s', async (_, after, options, expected) => {
      const { log } = opened.now();
      expect(ordinalsOf(await all(log.readAll(after, options)))).toEqual(expected);
      expect(ordinalsOf(await all(log.readAll(after, { ...options, batchSize: 2 })))).toEqual(expected);
    });

    it.each<[bigint, ReadAllOptions]>([
      [-1n, {}],
      [0n, { limit: -1 }],
      [0n, { batchSize: 0 }],
      [0n, { batchSize: 1.5 }],
    ])('is not read after %p with %j', async (after, options) => {
      await expect(all(opened.now().log.readAll(after, options))).rejects.toBeInstanceOf(RangeError);
    });

    it('comes in batches of the size asked for, never empty', async () => {
      const { log } = opened.now();
      const sizes: number[] = [];
      for await (const batch of log.readAll(0n, { batchSize: 4 })) sizes.push(batch.length);
      expect(Math.max(...sizes)).toBe(4);
      expect(Math.min(...sizes)).toBeGreaterThan(0);
      expect(sizes.reduce((a, b) => a + b)).toBe(10);
    });

    it('may be left in the middle', async () => {
      const { log } = opened.now();
      for await (const batch of log.readAll(0n, { batchSize: 3 })) {
        expect(ordinalsOf(batch)).toEqual([1n, 2n, 3n]);
        break;
      }
      expect(ordinalsOf(await all(log.readAll(3n)))).toEqual(ordinals(4, 10));
    });

    it('may be read by many at once', async () => {
      const { log } = opened.now();
      const readers = Array.from({ length: 20 }, () => all(log.readAll(0n, { batchSize: 3 })));
      for (const events of await Promise.all(readers)) expect(ordinalsOf(events)).toEqual(ordinals(1, 10));
    });
  });
}
