import type { Database } from '#database/database.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import { city } from '#domain/testing/story.js';
import type { EventLog } from '#event-log/event-log.js';
import { migrateLog } from '#event-log/postgres-schema.js';
import { PostgresEventLog } from '#event-log/postgres.event-log.js';
import { EventStoreUnderTest } from '#event-log/testing/eventstoredb-under-test.js';
import { askWhoAnswers } from '#read-models/accountability.js';
import { digestOfBuild } from '#read-models/build-digest.js';
import { ReadSide } from '#read-models/testing/read-side.js';
import { recordStory } from '#read-models/testing/recorded-story.js';
import { copyLog } from './copy-log.js';

let database: Database;
let store: EventStoreUnderTest;
const closing: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  store = await EventStoreUnderTest.open(database);
});
afterAll(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await store.close();
  await database.close();
});

async function postgres(schema: string): Promise<EventLog> {
  await migrateLog(database.urls.owner, { schema });
  const log = await PostgresEventLog.open({ url: database.urls.app, schema });
  closing.push(() => log.close());
  return log;
}

it('a log moved to EventStoreDB and back has one root, and answers every question as before', async () => {
  const story = city();
  story.task(['qa', 'qb'], { deadline: '2021-09-01' });
  story.clarify('2021-09-05', '2021-08-20');
  story.replace('qa.bt', 'qa.bt.1', 'p-moi', '2021-08-25');
  const report = story.complete('2021-09-04');
  story.verify(report, '2021-09-06');
  story.annul(report);
  const home = await postgres('home');
  await recordStory(home, story);

  const away = store.log({ patienceMs: 15_000, silenceMs: 5_000 });
  const back = await postgres('back');
  const there = await copyLog({ source: home, target: away });
  const returned = await copyLog({ source: away, target: back });
  expect(there).toMatchObject({ found: 0, copied: story.now, verifiedTo: story.now, sourceHead: story.now });
  expect(returned.root).toBe(there.root);

  const sides: ReadSide[] = [];
  for (const [name, log] of [
    ['home', home],
    ['away', away],
    ['back', back],
  ] as const) {
    const side = await ReadSide.open(database, `${name}_side`, { log, reader: { patienceMs: 10_000 } });
    closing.push(() => side.close());
    await side.project(20);
    sides.push(side);
  }
  const digests = await Promise.all(sides.map(({ build }) => digestOfBuild(database.urls.projector, build.schema)));
  expect(digests[1]).toEqual(digests[0]);
  expect(digests[2]).toEqual(digests[0]);
  const asked = [];
  for (const knownAt of [story.now - 6, story.now - 4, story.now - 2, story.now]) {
    const answers = [];
    for (const { reader } of sides) {
      answers.push(await askWhoAnswers(reader, 't', { asOf: '2021-08-30', knownAt: String(knownAt) }));
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    asked.push(JSON.stringify(answers[0]));
  }
  // What was known at each time is another answer, so that the same one everywhere says something.
  expect(new Set(asked).size).toBeGreaterThan(2);
});
