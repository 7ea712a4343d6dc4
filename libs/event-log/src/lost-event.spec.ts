import type { Database } from '#database/database.js';
import { createPool } from '#database/pool.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import type { Pool } from 'pg';
import { migrateLog } from './postgres-schema.js';
import { PostgresEventLog } from './postgres.event-log.js';
import { put } from './contract/log-under-test.contract.js';

const WRITERS = 16;
const SECONDS = 3;
/** Rounds in which the naive reader has to be seen to miss an event; usually the first is enough. */
const ROUNDS = 12;

/** What a live reader saw of what was written, by ordinals in the order seen. */
function verdict(
  seen: readonly bigint[],
  written: readonly bigint[],
): { missed: number; twice: number; disorder: number } {
  const once = new Set(seen);
  return {
    missed: written.filter((ordinal) => !once.has(ordinal)).length,
    twice: seen.length - once.size,
    disorder: seen.filter((ordinal, i) => i > 0 && ordinal <= (seen[i - 1] ?? 0n)).length,
  };
}

/** Lets 16 writers write for some seconds; returns the ordinals that were acknowledged. */
async function load(seconds: number, write: (writer: number, turn: number) => Promise<bigint>): Promise<bigint[]> {
  const end = Date.now() + seconds * 1000;
  const written: bigint[] = [];
  const writer = async (number: number): Promise<void> => {
    for (let turn = 0; Date.now() < end; turn++) written.push(await write(number, turn));
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, number) => writer(number)));
  return written;
}

let database: Database;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

describe('16 writers and a live reader', () => {
  it('on the log: nothing is missed, nothing comes twice, nothing out of order', async () => {
    await migrateLog(database.urls.owner);
    // two processes in spirit, and a third that reads
    const logs = await Promise.all([1, 2, 3].map(() => PostgresEventLog.open({ url: database.urls.app })));
    const [reader, ...writers] = logs;
    if (!reader) throw new Error('no reader');
    const seen: bigint[] = [];
    let last = -1n;
    const stop = new AbortController();
    const reading = (async () => {
      for await (const batch of reader.subscribe(0n, stop.signal)) {
        for (const event of batch) seen.push(event.ordinal);
        if (seen.at(-1) === last) break;
      }
    })();
    const written = await load(SECONDS, async (writer, turn) => {
      const log = writers[writer % writers.length] ?? reader;
      return (await put(log, `task-${writer}`, turn === 0 ? 'new' : turn - 1)).last;
    });
    // one event more, so that the reader wakes and finds that it has seen the last
    last = (await put(reader, 'task-end', 'new')).last;
    await reading;
    stop.abort();
    for (const log of logs) await log.close();
    expect(written.length).toBeGreaterThan(WRITERS);
    expect(seen).toHaveLength(written.length + 1);
    expect(verdict(seen, written)).toEqual({ missed: 0, twice: 0, disorder: 0 });
  });

  it('on a bare sequence: the naive reader is seen to miss events, so the test above can fail', async () => {
    const owner = createPool(database.urls.owner, { max: WRITERS, applicationName: 'naive writer' });
    const reading = createPool(database.urls.owner, { max: 1, applicationName: 'naive reader' });
    try {
      await owner.query('CREATE TABLE public.naive (id bigserial PRIMARY KEY, stream text, data text)');
      let missed = 0;
      for (let round = 0; round < ROUNDS && missed === 0; round++) missed = await naiveRound(owner, reading);
      expect(missed).toBeGreaterThan(0);
    } finally {
      await owner.end();
      await reading.end();
    }
  });
});

/** One second of the same load on a plain table, read with `id > cursor`; returns how many events were missed. */
async function naiveRound(pool: Pool, reading: Pool): Promise<number> {
  const head = await reading.query<{ id: bigint }>('SELECT coalesce(max(id), 0) AS id FROM public.naive');
  let cursor = head.rows[0]?.id ?? 0n;
  const seen: bigint[] = [];
  const look = async (): Promise<number> => {
    const { rows } = await reading.query<{ id: bigint }>('SELECT id FROM public.naive WHERE id > $1 ORDER BY id', [
      cursor,
    ]);
    for (const { id } of rows) seen.push((cursor = id));
    return rows.length;
  };
  let writing = true;
  const reader = (async () => {
    while (writing) await look();
  })();
  const written = await load(1, async (writer) => {
    const insert = 'INSERT INTO public.naive (stream, data) VALUES ($1, $2) RETURNING id';
    const { rows } = await pool.query<{ id: bigint }>(insert, [`task-${writer}`, 'x'.repeat(500)]);
    return rows[0]?.id ?? 0n;
  });
  writing = false;
  await reader;
  while ((await look()) > 0);
  return verdict(seen, written).missed;
}
