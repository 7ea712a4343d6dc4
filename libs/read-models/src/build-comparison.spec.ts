import type { Pool } from 'pg';
import type { Database } from '#database/database.js';
import { createPool } from '#database/pool.js';
import { asSuperuserOf, createTestDatabase } from '#database/testing/test-database.js';
import { Story } from '#domain/testing/story.js';
import { BUILD_TABLES } from './build-tables.js';
import { compareKeys } from './build-tables.js';
import { digestOfBuild } from './build-digest.js';
import { compareWithLog, NotComparable, type RebuildSettings } from './rebuild.js';
import { ReadSide } from './testing/read-side.js';
import { loggedId, recordStory } from './testing/recorded-story.js';

let database: Database & { name: string };
let superuser: Pool;
let opened = 0;
const sides: ReadSide[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  superuser = createPool(await asSuperuserOf(database.name), { max: 1, applicationName: 'intruder' });
});
afterEach(async () => {
  for (const side of sides.splice(0)) await side.close();
});
afterAll(async () => {
  await superuser.end();
  await database.close();
});

async function projected(): Promise<{ side: ReadSide; settings: RebuildSettings; in: (table: string) => string }> {
  const prefix = `c${++opened}_`;
  const side = await ReadSide.open(database, `${prefix}read_side`);
  sides.push(side);
  const story = new Story();
  for (let i = 1; i <= 9; i++) story.place(`q${i}`, `q${i - 1}`);
  story.annul(story.events.at(-1)?.id ?? '');
  await recordStory(side.log, story);
  await side.project(3);
  const { owner: ownerUrl, projector: projectorUrl } = database.urls;
  return {
    side,
    settings: { log: side.log, ownerUrl, projectorUrl, prefix, batchSize: 4 },
    in: (table) => `${side.build.schema}.${table}`,
  };
}

describe('the tables of a build', () => {
  it('are in the digest with all their columns', async () => {
    const { side } = await projected();
    const { rows } = await superuser.query<{ table_name: string; columns: string[] }>(
      `SELECT table_name, array_agg(column_name::text ORDER BY column_name COLLATE "C") AS columns
       FROM information_schema.columns WHERE table_schema = $1 AND table_name <> 'migration' GROUP BY table_name`,
      [side.build.schema],
    );
    const known = Object.entries(BUILD_TABLES).map(([name, { columns }]) => [name, Object.keys(columns).sort()]);
    expect(Object.fromEntries(rows.map((row) => [row.table_name, row.columns]))).toEqual(Object.fromEntries(known));
  });

  it('have the same digest whatever the schema, the batches and the places of the rows on the disk', async () => {
    const [a, b] = [await projected(), await projected()];
    await superuser.query(`UPDATE ${b.in('fact')} SET stream = stream WHERE ordinal < 4`);
    await superuser.query(`UPDATE ${b.in('fact')} SET data = (E' \\n' || data::text)::json WHERE ordinal = 2`);
    const [one, two] = await Promise.all(
      [a, b].map(({ side }) => digestOfBuild(database.urls.projector, side.build.schema)),
    );
    expect(one).toEqual(two);
    expect(one?.fact).toEqual({
      rows: 11,
      digest: 'b36046a966ede657b4f23930b985d889b7a86a8c1edc140671402e3626e46d6e',
    });
  });

  it('are in the order of the bytes of their keys, as the database has it', () => {
    const names = ['unit-a', 'unit-é', 'unit-𝄞', 'unit-\uffee', 'unit-B', 'unit-', 'unit-ệ', 'unit-ê\u0323'];
    const sorted = [...names].sort((a, b) => compareKeys({ stream: a }, { stream: b }));
    expect(sorted).toEqual([...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    expect(compareKeys({ target: 'a', n: 9 }, { target: 'a', n: 10 })).toBeLessThan(0);
  });
});

describe('a build that is compared with what the log makes', () => {
  it('is equal, and nothing of the comparison is left', async () => {
    const { side, settings } = await projected();
    const found = await compareWithLog(settings, false);
    expect(found).toMatchObject({ continuedAt: 0, at: 11, swappedAt: null, comparison: { firstDifference: null } });
    expect(found.comparison.tables.map((t) => [t.table, t.live.rows])).toEqual([
      ['checkpoint', 1],
      ['fact', 11],
      ['mention', 9],
      ['subject', 9],
      ['parked', 0],
      ['search_text', 9],
      ['stream_concern', 0],
    ]);
    for (const table of found.comparison.tables) expect(table.live).toEqual(table.rebuilt);
    const builds = await side.reads.query(`SELECT schema FROM ${side.control}.build`);
    expect(builds).toEqual([{ schema: side.build.schema }]);
  });

  it('shows a row that was changed: its key, and what each side has', async () => {
    const { settings, in: table } = await projected();
    await superuser.query(
      `UPDATE ${table('fact')} SET data = jsonb_set(data::jsonb, '{name}', '"khác"')::json, actor = 'ai đó' WHERE ordinal = 5`,
    );
    const { comparison } = await compareWithLog(settings, false);
    expect(comparison.firstDifference).toMatchObject({
      table: 'fact',
      key: { ordinal: 5 },
      live: { data: { name: 'khác' }, actor: 'ai đó' },
      rebuilt: { data: { name: 'q5' }, actor: null },
    });
    expect(Object.keys(comparison.firstDifference?.live ?? {})).toEqual(['data', 'actor']);
    expect(comparison.tables.find((t) => t.table === 'fact')).toMatchObject({ missing: 0, extra: 0, changed: 1 });
  });

  it('shows a row that is missing, and one that is too many', async () => {
    const { settings, in: table } = await projected();
    await superuser.query(`DELETE FROM ${table('mention')} WHERE target = 'unit-q3'`);
    const missing = await compareWithLog(settings, false);
    expect(missing.comparison.firstDifference).toEqual({
      table: 'mention',
      key: { target: 'unit-q3', role: 'parent', event_ordinal: 4, stream: 'unit-q4', known_from: 4 },
      live: null,
      rebuilt: {
        target: 'unit-q3',
        role: 'parent',
        stream: 'unit-q4',
        event_id: loggedId('e4'),
        event_ordinal: 4,
        known_from: 4,
        known_until: null,
      },
    });
    await superuser.query(`INSERT INTO ${table('mention')} VALUES ('unit-a', 'parent', 'unit-b', $1, 2, 2, NULL)`, [
      loggedId('e2'),
    ]);
    const { comparison } = await compareWithLog(settings, false);
    expect(comparison.firstDifference).toMatchObject({ key: { target: 'unit-a', stream: 'unit-b' }, rebuilt: null });
    expect(comparison.tables.find((t) => t.table === 'mention')).toMatchObject({ missing: 1, extra: 1, changed: 0 });
    expect((await compareWithLog({ ...settings, tables: ['fact'] }, false)).comparison.firstDifference).toBeNull();
  });

  it('sees a change of one microsecond, and swapped it is put right', async () => {
    const { settings, in: table } = await projected();
    await superuser.query(
      `UPDATE ${table('fact')} SET recorded_at = recorded_at + interval '1 microsecond' WHERE ordinal = 7`,
    );
    const found = await compareWithLog(settings, true);
    expect(found.comparison.firstDifference).toMatchObject({
      live: { recorded_at: '2026-01-01T00:00:07.000001Z' },
      rebuilt: { recorded_at: '2026-01-01T00:00:07.000000Z' },
    });
    expect(found.swappedAt).toBe(11);
    expect((await compareWithLog(settings, false)).comparison.firstDifference).toBeNull();
  });

  it('stopped half-way goes on from there', async () => {
    const { settings } = await projected();
    const stop = new AbortController();
    const stopped = compareWithLog({ ...settings, onProgress: () => stop.abort(), signal: stop.signal }, false);
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    expect(await compareWithLog(settings, false)).toMatchObject({
      continuedAt: 4,
      at: 11,
      comparison: { firstDifference: null },
    });
  });

  it('is not compared if it is of another version', async () => {
    const { side, settings } = await projected();
    await superuser.query(`UPDATE ${side.control}.build SET version = version - 1`);
    await expect(compareWithLog(settings, false)).rejects.toThrow(NotComparable);
  });
});
