import type { Database } from '#database/database.js';
import { createPool } from '#database/pool.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import { openSystem, type System } from '#api/system.js';
import { READ_SIDE_VERSION } from '#read-models/read-database.js';
import type { RebuildProgress } from '#read-models/rebuild.js';
import { unitPage } from '#read-models/unit-page.js';
import { Story } from '#domain/testing/story.js';
import { recordStory } from '#read-models/testing/recorded-story.js';

describe('read models of an earlier version', () => {
  let database: Database;
  const systems: System[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterEach(async () => {
    for (const system of systems.splice(0)) await system.close();
  });
  afterAll(() => database.close());

  async function opened(onRebuild?: (progress: RebuildProgress) => void): Promise<System> {
    const system = await openSystem({ database, project: true, ...(onRebuild ? { onRebuild } : {}) });
    systems.push(system);
    return system;
  }

  it('are made anew at the start, by one of the processes that start, and answer as before', async () => {
    const first = await opened();
    const story = new Story();
    story.place('qa');
    await recordStory(first.log, story);
    const atLeast = Number(await first.log.head());
    const before = await unitPage(first.reader, 'qa', { asOf: '2021-09-01', atLeast });
    await systems.pop()?.close();
    const owner = createPool(database.urls.owner, { max: 1, applicationName: 'spec' });
    await owner.query('UPDATE read_side.build SET version = version - 1');
    await owner.end();

    const told: RebuildProgress[] = [];
    const [one, two] = await Promise.all([opened((p) => told.push(p)), opened((p) => told.push(p))]);
    expect([one.build.version, two.build]).toEqual([READ_SIDE_VERSION, one.build]);
    expect(one.build.schema).not.toBe(first.build.schema);
    expect(told.length).toBeGreaterThan(0);
    for (const { reader } of [one, two]) {
      expect(await unitPage(reader, 'qa', { asOf: '2021-09-01', knownAt: String(atLeast) })).toEqual(before);
    }
  });
});
