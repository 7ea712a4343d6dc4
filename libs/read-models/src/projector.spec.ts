import { createTestDatabase } from '#database/testing/test-database.js';
import type { Database } from '#database/database.js';
import { Story } from '#domain/testing/story.js';
import { sampleEvents } from '#event-log/testing/sample-envelope.js';
import { InMemoryEventLog, InMemoryLogStore } from '#event-log/in-memory.event-log.js';
import { digestOfBuild } from './build-digest.js';
import type { Projection } from './projection.js';
import { PROJECTIONS } from './projections.js';
import { activateBuild, createBuild, dropOldBuilds, readDatabase, unfinishedBuild } from './read-database.js';
import { endConnectionsOf, takeAway } from './testing/database-outage.js';
import { recordStory } from './testing/recorded-story.js';
import { eventually, ReadSide, type ReadSideOptions } from './testing/read-side.js';

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

async function open(options: ReadSideOptions = {}): Promise<ReadSide> {
  const side = await ReadSide.open(database, `projector_${++opened}`, options);
  sides.push(side);
  return side;
}

const persons = (from: number, to: number, story = new Story()): Story => {
  for (let i = from; i <= to; i++) story.add('PersonRegistered', `p${i}`, { personId: `p${i}`, name: `Người ${i}` });
  return story;
};

const factsIn = (side: ReadSide): Promise<string[]> =>
  side.reader.snapshot({}, async (s) =>
    (await s.rows<{ ordinal: string }>('SELECT ordinal FROM fact ORDER BY ordinal')).map((row) => row.ordinal),
  );
const upTo = (n: number): string[] => Array.from({ length: n }, (_, i) => String(i + 1));

describe('a projector', () => {
  it.each([
    ['is shorter', 3, 'the read models have come to ordinal 5, the log ends at 3'],
    ['has gone on otherwise', 6, 'at ordinal 5 the log has another event than the read models'],
  ])('adds nothing to rows that were made of a log that %s, and says so', async (_, length, sentence) => {
    const side = await open();
    await recordStory(side.log, persons(1, 5));
    await side.project();
    const restored = new InMemoryEventLog();
    await recordStory(restored, persons(1, 3));
    if (length > 3) await restored.append('task-moi', sampleEvents('task-moi', 0, length - 3), 'new');
    const told: string[] = [];
    const projector = await side.projector({ retryMs: 20, onTrouble: (text) => told.push(text) }, 'restored', restored);
    projector.start();
    await eventually('it says so', () => projector.state.trouble !== null);
    expect(told).toEqual([expect.stringContaining(sentence)]);
    expect(projector.state.leading).toBe(false);
    expect(await factsIn(side)).toEqual(upTo(5));
    await projector.stop();
    await restored.close();
  });

  it('projects what is there and what comes, and says how far it is', async () => {
    const side = await open();
    const story = persons(1, 3);
    await recordStory(side.log, story);
    const projector = await side.projector();
    projector.start();
    await eventually('the first three are there', () => projector.state.ordinal === 3);
    await recordStory(side.log, persons(4, 5, story), { from: 4 });
    await eventually('all five are there', () => projector.state.ordinal === 5);
    expect(projector.state).toEqual({ ordinal: 5, leading: true, trouble: null });
    expect(await factsIn(side)).toEqual(upTo(5));
  });

  it('goes on after a stop where it was', async () => {
    const side = await open();
    const story = persons(1, 3);
    await recordStory(side.log, story);
    await side.project();
    await recordStory(side.log, persons(4, 6, story), { from: 4 });
    await side.project();
    expect(await factsIn(side)).toEqual(upTo(6));
  });

  it('writes rows and checkpoint together or not at all', async () => {
    let failures = 2;
    const failing: Projection = {
      name: 'failing',
      apply: () => (failures-- > 0 ? Promise.reject(new Error('hỏng')) : Promise.resolve()),
    };
    const side = await open({ projections: [...PROJECTIONS, failing] });
    await recordStory(side.log, persons(1, 4));
    const told: string[] = [];
    const projector = await side.projector({ retryMs: 100, onTrouble: (trouble) => told.push(trouble) });
    projector.start();
    await eventually('it says what is wrong', () => projector.state.trouble === 'hỏng');
    expect(await factsIn(side)).toEqual([]);
    await eventually('it has tried again', () => projector.state.ordinal === 4);
    expect(projector.state.trouble).toBeNull();
    expect(told).toEqual(['hỏng']);
    expect(await factsIn(side)).toEqual(upTo(4));
  });

  it('is stopped in the middle of waiting, and twice', async () => {
    const side = await open();
    const projector = await side.projector();
    projector.start();
    await eventually('it leads', () => projector.state.leading);
    await Promise.all([projector.stop(), projector.stop()]);
    expect(projector.state.leading).toBe(false);
  });
});

describe('two projectors', () => {
  it('do not lead at once', async () => {
    const side = await open();
    const [a, b] = [await side.projector({ retryMs: 20 }), await side.projector({ retryMs: 20 })];
    a.start();
    await eventually('one leads', () => a.state.leading);
    b.start();
    await recordStory(side.log, persons(1, 3));
    await eventually('it projects', () => a.state.ordinal === 3);
    expect(b.state).toEqual({ ordinal: 0, leading: false, trouble: null });
    await a.stop();
    await eventually('the other takes over', () => b.state.leading && b.state.ordinal === 3);
  });

  it('that both believe they lead write every event once', async () => {
    const side = await open();
    const store = new InMemoryLogStore();
    const logs = [new InMemoryEventLog(store), new InMemoryEventLog(store), new InMemoryEventLog(store)] as const;
    const options = { alone: true, retryMs: 5, batchSize: 3 };
    const both = [await side.projector(options, 'a', logs[0]), await side.projector(options, 'b', logs[1])];
    for (const projector of both) projector.start();
    const story = new Story();
    for (let i = 1; i <= 120; i++) {
      await recordStory(logs[2], persons(i, i, story), { from: i });
      if (i % 5 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    const reached = () => Math.max(...both.map((projector) => projector.state.ordinal));
    await eventually('all are there', () => reached() === 120);
    for (const projector of both) await projector.stop();
    expect(await factsIn(side)).toEqual(upTo(120));
    expect(both.map((projector) => projector.state.trouble)).toEqual([null, null]);
    const single = await open({ log: logs[2] });
    await single.project();
    const digests = [side, single].map((s) => digestOfBuild(database.urls.projector, s.build.schema));
    const [together, alone] = await Promise.all(digests);
    expect(together).toEqual(alone);
  });

  it('take turns when the connection of the one that leads is cut', async () => {
    const side = await open();
    const a = await side.projector({ retryMs: 50 }, 'a');
    a.start();
    await eventually('the first leads', () => a.state.leading);
    const b = await side.projector({ retryMs: 50 }, 'b');
    b.start();
    const story = persons(1, 2);
    await recordStory(side.log, story);
    await eventually('it projects', () => a.state.ordinal === 2);
    await a.stop();
    await eventually('the second leads', () => b.state.leading);
    const c = await side.projector({ retryMs: 20 }, 'c');
    c.start();
    expect(await endConnectionsOf(database.urls.projector, `${side.control} b`)).toBeGreaterThan(0);
    await eventually('the third leads', () => c.state.leading);
    await recordStory(side.log, persons(3, 6, story), { from: 3 });
    await eventually('all are there', () => c.state.ordinal === 6);
    expect(await factsIn(side)).toEqual(upTo(6));
  });
});

describe('a database that goes away', () => {
  it('is waited for, said to be unavailable, and nothing is lost', async () => {
    const own = await createTestDatabase();
    const side = await ReadSide.open(own, 'outage');
    try {
      const projector = await side.projector({ retryMs: 50 });
      projector.start();
      const story = persons(1, 2);
      await recordStory(side.log, story);
      await eventually('two are there', () => projector.state.ordinal === 2);
      const bringBack = await takeAway(own);
      await recordStory(side.log, persons(3, 5, story), { from: 3 });
      await eventually('it says so', () => projector.state.trouble === 'database unavailable');
      await expect(side.reader.position()).rejects.toThrow();
      await bringBack();
      await eventually('all are there', () => projector.state.ordinal === 5 && projector.state.trouble === null);
      expect(await factsIn(side)).toEqual(upTo(5));
    } finally {
      await side.close();
      await own.close();
    }
  });
});

describe('a build that takes the place of another', () => {
  const control = (side: ReadSide) => ({ schema: side.control });

  it('is written by the projector that wrote the old one, from then on', async () => {
    const side = await open();
    const story = persons(1, 3);
    await recordStory(side.log, story);
    const projector = await side.projector({ retryMs: 20 });
    projector.start();
    await eventually('three are there', () => projector.state.ordinal === 3);
    const build = await createBuild(database.urls.owner, control(side));
    let held = -1;
    const settle = async (reached: bigint) => {
      held = Number(reached);
    };
    await activateBuild(database.urls.owner, build, settle, control(side));
    await recordStory(side.log, persons(4, 4, story), { from: 4 });
    await eventually('the new one has all', async () => (await factsIn(side)).length === 4);
    await dropOldBuilds(database.urls.owner, control(side));
    await recordStory(side.log, persons(5, 5, story), { from: 5 });
    await eventually('it goes on', async () => (await factsIn(side)).length === 5);
    expect(held).toBe(3);
    expect(projector.state.trouble).toBeNull();
  });

  it('holds the projector still for the swap, and loses nothing that it was about to write', async () => {
    const side = await open();
    const story = persons(1, 2);
    await recordStory(side.log, story);
    const projector = await side.projector({ retryMs: 20 });
    projector.start();
    await eventually('two are there', () => projector.state.ordinal === 2);
    const build = await createBuild(database.urls.owner, control(side));
    const settle = async () => {
      await recordStory(side.log, persons(3, 4, story), { from: 3 });
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(projector.state.ordinal).toBe(2);
    };
    await activateBuild(database.urls.owner, build, settle, control(side));
    await eventually('the new one has all', async () => (await factsIn(side)).length === 4);
  });

  it('that did not settle is not swapped, and the old one goes on', async () => {
    const side = await open();
    const build = await createBuild(database.urls.owner, control(side));
    const settle = () => Promise.reject(new Error('không theo kịp'));
    await expect(activateBuild(database.urls.owner, build, settle, control(side))).rejects.toThrow('không theo kịp');
    await recordStory(side.log, persons(1, 2));
    await side.project();
    expect(await factsIn(side)).toEqual(upTo(2));
    expect(await unfinishedBuild(database.urls.owner, control(side))).toEqual(build);
  });

  it('is asked again for a question whose build was dropped under it', async () => {
    const side = await open();
    await recordStory(side.log, persons(1, 2));
    await side.project();
    const build = await createBuild(database.urls.owner, control(side));
    let rounds = 0;
    const asked = await side.reader.snapshot({}, async (snapshot) => {
      if (++rounds === 1) {
        await snapshot.rows('COMMIT');
        await activateBuild(database.urls.owner, build, () => Promise.resolve(), control(side));
        await dropOldBuilds(database.urls.owner, control(side));
        await snapshot.rows(`SELECT FROM ${side.build.schema}.fact`);
      }
      return rounds;
    });
    expect(asked).toBe(2);
  });

  it('of a version that this program does not know is not written', async () => {
    const side = await open();
    const owner = readDatabase(database.urls.owner, { max: 1, applicationName: 'version test' });
    await owner.initialize();
    await owner.query(`UPDATE ${side.control}.build SET version = 99`);
    await owner.destroy();
    const projector = await side.projector({ retryMs: 20 });
    projector.start();
    await eventually('it says why', () => (projector.state.trouble ?? '').includes('version 99'));
    expect(projector.state.leading).toBe(false);
  });
});
