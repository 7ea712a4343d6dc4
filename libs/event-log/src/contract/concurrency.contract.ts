import { type EventLog, type LoggedEvent, WrongRevision } from '../event-log.js';
import { sampleEnvelope, sampleId } from '../testing/sample-envelope.js';
import {
  all,
  eachWithItsOwnLog,
  type LogUnderTest,
  ordinals,
  ordinalsOf,
  put,
  revisionsOf,
} from './log-under-test.contract.js';

export function concurrency(open: () => Promise<LogUnderTest>): void {
  const opened = eachWithItsOwnLog(open);

  /** One event of one writer, recognisable by its data. */
  const attempt = (log: EventLog, stream: string, revision: number, writer: number) =>
    log.append(
      stream,
      [sampleEnvelope(stream, revision, { data: writer, command: sampleId(`writer ${writer} ${revision}`) })],
      revision === 0 ? 'new' : revision - 1,
    );

  it('of 16 writers at one revision exactly one wins, and the others learn it', async () => {
    const { log } = opened.now();
    for (let revision = 0; revision < 5; revision++) {
      const results = await Promise.allSettled(
        Array.from({ length: 16 }, (_, w) => attempt(log, 'task-a', revision, w)),
      );
      const lost = results.flatMap((r) => (r.status === 'rejected' ? [r.reason as unknown] : []));
      expect(lost).toHaveLength(15);
      for (const error of lost) {
        expect(error).toBeInstanceOf(WrongRevision);
        expect(error).toMatchObject({ actual: revision });
      }
    }
    expect(revisionsOf(await log.readStream('task-a'))).toEqual([0, 1, 2, 3, 4]);
    expect(await log.head()).toBe(5n);
  });

  it('16 writers who try again all get their event into one stream, once', async () => {
    const { log } = opened.now();
    const writer = async (w: number) => {
      for (let revision = 0; ;) {
        try {
          return await attempt(log, 'task-a', revision, w);
        } catch (error) {
          if (!(error instanceof WrongRevision)) throw error;
          revision = (error.actual ?? -1) + 1;
        }
      }
    };
    await Promise.all(Array.from({ length: 16 }, (_, w) => writer(w)));
    const events = await log.readStream('task-a');
    expect(events.map((e) => e.data).sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 16 }, (_, w) => w),
    );
    expect(ordinalsOf(events)).toEqual(ordinals(1, 16));
  });

  const crowd = (log: EventLog, name: string, writers: number, appends: number, size: (i: number) => number) =>
    Promise.all(
      Array.from({ length: writers }, async (_, w) => {
        const stream = `task-${name}${w}`;
        let revision = -1;
        const receipts = [];
        for (let i = 0; i < appends; i++) {
          const receipt = await put(log, stream, revision < 0 ? 'new' : revision, size(w + i));
          revision = receipt.revision;
          receipts.push({ stream, ...receipt });
        }
        return receipts;
      }),
    );

  it('writers of many streams leave no gap, and each receipt is true', async () => {
    const { log } = opened.now();
    const receipts = (await crowd(log, 'w', 16, 10, (i) => 1 + (i % 3))).flat();
    const events = await all(log.readAll(0n));
    expect(ordinalsOf(events)).toEqual(ordinals(1, events.length));
    for (const { stream, first, last, revision } of receipts) {
      const mine = events.filter((e) => e.ordinal >= first && e.ordinal <= last);
      expect(mine.map((e) => e.stream)).toEqual(mine.map(() => stream));
      expect(mine.at(-1)?.revision).toBe(revision);
      expect(mine).toHaveLength(Number(last - first) + 1);
    }
    expect(receipts.reduce((sum, r) => sum + Number(r.last - r.first) + 1, 0)).toBe(events.length);
  });

  it('two adapters write into one log without gap, and read the same', async () => {
    const { log, reopen } = opened.now();
    const elsewhere = await reopen();
    try {
      await Promise.all([crowd(log, 'here', 6, 8, () => 1), crowd(elsewhere, 'there', 6, 8, () => 2)]);
      const here = await all(log.readAll(0n, { batchSize: 7 }));
      expect(ordinalsOf(here)).toEqual(ordinals(1, 144));
      expect(await all(elsewhere.readAll(0n))).toEqual(here);
    } finally {
      await elsewhere.close();
    }
  });

  it('two adapters race for one revision and one wins', async () => {
    const { log, reopen } = opened.now();
    const elsewhere = await reopen();
    try {
      for (let revision = 0; revision < 8; revision++) {
        const results = await Promise.allSettled([
          attempt(log, 'task-a', revision, 1),
          attempt(elsewhere, 'task-a', revision, 2),
        ]);
        expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
      }
      expect(revisionsOf(await elsewhere.readStream('task-a'))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      expect(await log.head()).toBe(8n);
    } finally {
      await elsewhere.close();
    }
  });

  it('two logs in one database are written at once, each dense', async () => {
    const { log, other } = opened.now();
    await Promise.all([crowd(log, 'a', 4, 10, () => 1), crowd(other, 'a', 4, 10, () => 1)]);
    for (const one of [log, other]) expect(ordinalsOf(await all(one.readAll(0n)))).toEqual(ordinals(1, 40));
  });

  it('a wrong revision among many right ones is refused alone', async () => {
    const { log } = opened.now();
    await put(log, 'task-wrong', 'new');
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        i % 5 === 0 ? put(log, 'task-wrong', 'new', 2) : put(log, `task-${i}`, 'new', 2),
      ),
    );
    expect(results.filter((r) => r.status === 'rejected')).toHaveLength(4);
    const events = await all(log.readAll(0n));
    expect(ordinalsOf(events)).toEqual(ordinals(1, 33));
    expect(events.filter((e: LoggedEvent) => e.stream === 'task-wrong')).toHaveLength(1);
  });

  it('an illegal event among many legal ones is refused alone', async () => {
    const { log } = opened.now();
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) =>
        log.append(`task-${i}`, [sampleEnvelope(`task-${i}`, 0, { data: i === 4 ? 'x\0' : 'x' })], 'new'),
      ),
    );
    expect(results.map((r) => r.status).filter((s) => s === 'rejected')).toHaveLength(1);
    expect(await log.head()).toBe(9n);
  });

  it('appends to one stream, sent without waiting, come in the order sent', async () => {
    const { log } = opened.now();
    const sent = Array.from({ length: 10 }, (_, i) => put(log, 'task-a', i === 0 ? 'new' : i - 1));
    const results = await Promise.allSettled(sent);
    const won = results.filter((r) => r.status === 'fulfilled').length;
    expect(won).toBeGreaterThanOrEqual(1);
    expect(revisionsOf(await log.readStream('task-a'))).toEqual(Array.from({ length: won }, (_, i) => i));
    expect(results.slice(0, won).every((r) => r.status === 'fulfilled')).toBe(true);
  });

  it('a reader who has seen an ordinal has seen all before it, while writers write', async () => {
    const { log } = opened.now();
    let writing = true;
    const writers = crowd(log, 'w', 8, 15, (i) => 1 + (i % 2)).finally(() => (writing = false));
    let cursor = 0n;
    while (writing || cursor < (await log.head())) {
      for await (const batch of log.readAll(cursor)) {
        for (const event of batch) {
          expect(event.ordinal).toBe(cursor + 1n);
          cursor = event.ordinal;
        }
      }
    }
    await writers;
    expect(cursor).toBe(await log.head());
  });
}
