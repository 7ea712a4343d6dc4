import type { DataSource } from 'typeorm';
import { createTestDatabase } from '#database/testing/test-database.js';
import type { Database } from '#database/database.js';
import { Story } from '#domain/testing/story.js';
import { BuildBusy, Projector } from './projector.js';
import { PROJECTIONS } from './projections.js';
import { type Build, createBuild, readDatabase, unfinishedBuild } from './read-database.js';
import { eventually, ReadSide } from './testing/read-side.js';
import { recordStory } from './testing/recorded-story.js';
import { rebuildReadSide, type RebuildProgress, type RebuildSettings } from './rebuild.js';

let database: Database;
let opened = 0;
const sides: ReadSide[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  for (const side of sides.splice(0)) await side.close();
});
afterAll(() => database.close());

interface Rebuilding {
  side: ReadSide;
  settings: RebuildSettings;
}

async function open(): Promise<Rebuilding> {
  const prefix = `r${++opened}_`;
  const side = await ReadSide.open(database, `${prefix}read_side`);
  sides.push(side);
  const { owner: ownerUrl, projector: projectorUrl } = database.urls;
  return { side, settings: { log: side.log, ownerUrl, projectorUrl, prefix, batchSize: 50 } };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const tell = (story: Story, from: number, to: number): Story => {
  for (let i = from; i <= to; i++) {
    if (i % 10 === 0) story.annul(story.events.at(-1)?.id ?? '');
    else story.place(`q${i}`, `q${i - 1}`);
  }
  return story;
};

describe('a rebuild', () => {
  it('gives the same rows while writers write, a projector projects and questions are asked', async () => {
    const { side, settings } = await open();
    const story = tell(new Story(), 1, 200);
    await recordStory(side.log, story);
    const projector = await side.projector({ retryMs: 20 });
    projector.start();
    await eventually('the old build has all', () => projector.state.ordinal === story.now);
    let writing = true;
    const seen: number[] = [];
    const writer = (async () => {
      while (writing) {
        const before = story.now;
        tell(story, before + 1000, before + 1002);
        await recordStory(side.log, story, { from: before + 1 });
        await pause(20);
      }
    })();
    const asking = (async () => {
      while (writing) {
        seen.push(await side.reader.position());
        await pause(5);
      }
    })();
    const rebuilt = await rebuildReadSide(settings).finally(() => (writing = false));
    await Promise.all([writer, asking]);

    expect(rebuilt).toMatchObject({ replaced: side.build.schema, continuedAt: 0, differing: [] });
    expect(rebuilt.swappedAt).toBeGreaterThan(200);
    expect(seen.length).toBeGreaterThan(5);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    await eventually('the new build has all', async () => (await side.reader.position()) === story.now);
    const found = await side.reader.snapshot({}, (s) => s.rows<{ n: string }>('SELECT count(*) AS n FROM fact'));
    expect(found).toEqual([{ n: String(story.now) }]);
  });

  it('says in which tables the old rows were not what the log makes of them', async () => {
    const { side, settings } = await open();
    await recordStory(side.log, tell(new Story(), 1, 30));
    await side.project();
    const owner = readDatabase(database.urls.projector, {
      max: 1,
      applicationName: 'damage',
      build: side.build.schema,
    });
    await owner.initialize();
    await owner.query(`DELETE FROM mention WHERE target = 'unit-q3'`);
    await owner.destroy();
    expect(await rebuildReadSide(settings)).toMatchObject({ differing: ['mention'] });
    expect(await rebuildReadSide(settings)).toMatchObject({ differing: [] });
  });

  it('tells how far it is', async () => {
    const { side, settings } = await open();
    await recordStory(side.log, tell(new Story(), 1, 120));
    const told: RebuildProgress[] = [];
    await rebuildReadSide({ ...settings, onProgress: (progress) => told.push(progress) });
    const head = Number(await side.log.head());
    expect(told.map(({ ordinal }) => ordinal)).toEqual([50, 100, head]);
    expect(told.map((t) => t.head)).toEqual([head, head, head]);
    for (const { rate } of told) expect(rate).toBeGreaterThan(0);
    expect(told.map((t) => t.secondsLeft > 0)).toEqual([true, true, false]);
  });

  it('goes on with a build that was not finished', async () => {
    const { side, settings } = await open();
    await recordStory(side.log, tell(new Story(), 1, 120));
    await side.project();
    const control = { schema: side.control };
    const build = await createBuild(database.urls.owner, control);
    await projectTo(build, side, 50n);
    const rebuilt = await rebuildReadSide(settings);
    expect(rebuilt).toMatchObject({ schema: build.schema, continuedAt: 50, differing: [] });
    expect(await unfinishedBuild(database.urls.owner, control)).toBeNull();
  });

  it('leaves no build behind but the one that is read', async () => {
    const { side, settings } = await open();
    await rebuildReadSide(settings);
    const last = await rebuildReadSide(settings);
    const builds = await side.reads.query(`SELECT schema, active FROM ${side.control}.build`);
    expect(builds).toEqual([{ schema: last.schema, active: true }]);
    const schemas = await side.reads.query(
      `SELECT nspname AS name FROM pg_namespace WHERE starts_with(nspname, $1) ORDER BY nspname`,
      [side.control],
    );
    expect(schemas).toEqual([{ name: side.control }, { name: last.schema }]);
  });

  it('is not done by two at once', async () => {
    const { side, settings } = await open();
    await recordStory(side.log, tell(new Story(), 1, 20));
    const build = await createBuild(database.urls.owner, { schema: side.control });
    const writes = await connectedTo(build);
    const other = new Projector(side.log, writes, PROJECTIONS);
    other.start();
    try {
      await eventually('another one writes the new build', () => other.state.leading);
      await expect(rebuildReadSide(settings)).rejects.toThrow(BuildBusy);
    } finally {
      await other.stop();
      await writes.destroy();
    }
    expect(await rebuildReadSide(settings)).toMatchObject({ schema: build.schema });
    expect(await side.reader.position()).toBe(Number(await side.log.head()));
  });
});

async function connectedTo(build: Build): Promise<DataSource> {
  const { projector } = database.urls;
  return readDatabase(projector, { max: 1, applicationName: 'another', build: build.schema }).initialize();
}

async function projectTo(build: Build, side: ReadSide, until: bigint): Promise<void> {
  const writes = await connectedTo(build);
  await new Projector(side.log, writes, PROJECTIONS).catchUp(undefined, until);
  await writes.destroy();
}
