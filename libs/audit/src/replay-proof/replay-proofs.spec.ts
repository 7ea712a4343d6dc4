import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Database } from '#database/database.js';
import { createPool } from '#database/pool.js';
import { asSuperuserOf, createTestDatabase } from '#database/testing/test-database.js';
import { city } from '#domain/testing/story.js';
import { InMemoryEventLog } from '#event-log/in-memory.event-log.js';
import { askWhoAnswers } from '#read-models/accountability.js';
import { BUILD_TABLE_NAMES } from '#read-models/build-tables.js';
import { withBuildTurn } from '#read-models/build-turn.js';
import { BuildBusy } from '#read-models/projector.js';
import { eventually, ReadSide } from '#read-models/testing/read-side.js';
import { recordStory } from '#read-models/testing/recorded-story.js';
import { migrateReplayProofs, PostgresReplayProofStore } from './postgres-replay-proof-store.js';
import type { ProofAsked } from './replay-proof.js';
import { ReplayProofs } from './replay-proofs.js';

const ALL: ProofAsked = { tables: BUILD_TABLE_NAMES, swap: false };

/** A log that takes its time for each batch. */
class SlowLog extends InMemoryEventLog {
  pauseMs = 0;

  override async *readAll(...asked: Parameters<InMemoryEventLog['readAll']>): ReturnType<InMemoryEventLog['readAll']> {
    for await (const batch of super.readAll(...asked)) {
      if (this.pauseMs > 0) await sleep(this.pauseMs);
      yield batch;
    }
  }
}

let database: Database & { name: string };
let superuser: Pool;
let opened = 0;
const closing: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  superuser = createPool(await asSuperuserOf(database.name), { max: 1, applicationName: 'intruder' });
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(async () => {
  await superuser.end();
  await database.close();
});

async function open() {
  const prefix = `p${++opened}_`;
  const log = new SlowLog();
  const side = await ReadSide.open(database, `${prefix}read_side`, { log });
  closing.push(() => side.close());
  const story = city();
  story.task(['qa'], { deadline: '2021-09-01' });
  await recordStory(log, story);
  await side.project();
  const schema = `${prefix}audit`;
  await migrateReplayProofs(database.urls.owner, schema);
  const store = new PostgresReplayProofStore(database.urls.app, schema);
  closing.push(() => store.close());
  const { owner: ownerUrl, projector: projectorUrl } = database.urls;
  const anew = (): ReplayProofs => {
    const proofs = new ReplayProofs({
      readSide: { log, ownerUrl, projectorUrl, prefix, batchSize: 2 },
      store,
      program: 'thử',
      rootAt: (size) => Promise.resolve(`root over ${size}`),
      newId: randomUUID,
      now: () => new Date(),
    });
    closing.push(() => proofs.close());
    return proofs;
  };
  return { log, side, story, store, schema, prefix, proofs: anew(), anew };
}

it('is kept with what it has found, up to where, by what, and cannot be changed by the roles or the owner', async () => {
  const { proofs, story, schema } = await open();
  const proof = await proofs.run(ALL);
  expect(proof).toMatchObject({
    result: 'equal',
    ordinal: story.now,
    continuedAt: 0,
    program: 'thử',
    root: `root over ${story.now}`,
    swappedAt: null,
    reason: null,
    progress: null,
    comparison: { firstDifference: null },
  });
  expect(proof.digests?.live).toMatch(/^[0-9a-f]{64}$/);
  expect(proof.digests?.live).toBe(proof.digests?.rebuilt);
  expect(await proofs.find(proof.id)).toEqual(proof);
  const again = await proofs.run(ALL);
  expect(again.digests).toEqual(proof.digests);
  expect((await proofs.list({})).items.map(({ id }) => id)).toEqual([again.id, proof.id]);
  const first = await proofs.list({ limit: 1 });
  expect((await proofs.list({ limit: 1, cursor: first.next ?? '' })).items.map(({ id }) => id)).toEqual([proof.id]);
  for (const url of [database.urls.app, database.urls.owner]) {
    const pool = createPool(url, { max: 1, applicationName: 'changing' });
    for (const statement of ['DELETE FROM', 'TRUNCATE']) {
      await expect(pool.query(`${statement} ${schema}.replay_proof`)).rejects.toMatchObject({ code: '42501' });
    }
    await expect(pool.query(`UPDATE ${schema}.replay_proof SET proof = '{}'`)).rejects.toMatchObject({ code: '42501' });
    await pool.end();
  }
});

it('goes on while questions are asked, says how far it is, is the only one, and is resumed after its process has died', async () => {
  const { log, side, story, proofs, anew, store, prefix } = await open();
  const question = { asOf: '2021-08-20', knownAt: String(story.now) };
  const before = await askWhoAnswers(side.reader, 't', question);
  log.pauseMs = 100;
  const begun = await proofs.start(ALL);
  expect(begun.result).toBe('running');
  await eventually(
    'it is written down how far it is',
    async () => ((await proofs.find(begun.id))?.progress ?? null) !== null,
  );
  expect(await askWhoAnswers(side.reader, 't', question)).toEqual(before);
  expect(await proofs.find(begun.id)).toMatchObject({
    result: 'running',
    progress: { phase: 'replaying', of: story.now },
  });
  expect((await proofs.list({})).items).toMatchObject([{ id: begun.id, result: 'running' }]);
  await expect(anew().start(ALL)).rejects.toThrow(BuildBusy);
  // Asked for in another process.
  expect(await anew().stop(begun.id)).toMatchObject({ id: begun.id });
  await eventually('it has ended', async () => (await proofs.find(begun.id))?.result === 'stopped');

  // A process that has died leaves its line and its build; the next one goes on and says so.
  log.pauseMs = 0;
  const lost = { ...begun, id: randomUUID() };
  await store.begin(lost, '2026-11-24T00:00:00.000Z');
  const resumed = await proofs.run(ALL);
  expect(resumed.result).toBe('equal');
  expect(resumed.continuedAt).toBeGreaterThan(0);
  expect(await proofs.find(lost.id)).toMatchObject({
    result: 'stopped',
    reason: 'its process ended before it was done',
  });
  expect(await proofs.find(randomUUID())).toBeNull();
  await withBuildTurn(database.urls.owner, `${prefix}read_side`, () =>
    expect(proofs.run(ALL)).rejects.toThrow(BuildBusy),
  );
});

it('finds what somebody with all rights has changed, added or taken away, and where', async () => {
  const { side, proofs } = await open();
  const mention = `${side.build.schema}.mention`;
  await superuser.query(`UPDATE ${side.build.schema}.subject SET category = 'khác' WHERE stream = 'unit-qb'`);
  expect(await proofs.run(ALL)).toMatchObject({
    result: 'different',
    comparison: {
      firstDifference: {
        table: 'subject',
        key: { stream: 'unit-qb' },
        live: { category: 'khác' },
        rebuilt: { category: 'unit' },
      },
    },
  });
  await superuser.query(`DELETE FROM ${mention} WHERE target = 'unit-qa' AND role = 'lead'`);
  expect(await proofs.run(ALL)).toMatchObject({
    comparison: { firstDifference: { table: 'mention', key: { target: 'unit-qa', role: 'lead' }, live: null } },
  });
  await superuser.query(`INSERT INTO ${mention} SELECT 'unit-a', role, stream, event_id, event_ordinal, known_from
    FROM ${mention} ORDER BY event_ordinal LIMIT 1`);
  const proof = await proofs.run({ tables: ['mention'], swap: true });
  expect(proof).toMatchObject({
    result: 'different',
    comparison: { firstDifference: { key: { target: 'unit-a' }, rebuilt: null } },
  });
  expect(proof.swappedAt).not.toBeNull();
  expect(await proofs.run(ALL)).toMatchObject({ result: 'equal' });
});

it('that cannot be made is kept as failed', async () => {
  const { side, proofs } = await open();
  await superuser.query(`UPDATE ${side.control}.build SET version = version - 1`);
  expect(await proofs.run(ALL)).toMatchObject({
    result: 'failed',
    reason: 'the read models are of another version',
    ordinal: null,
  });
  expect((await proofs.list({})).items).toHaveLength(1);
});
