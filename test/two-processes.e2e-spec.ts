import type { Receipt } from '#commands/command.js';
import type { Database } from '#database/database.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import { EventStoreStandIn } from '#event-log/testing/eventstoredb-standin.js';
import { buildOnce, newDataFolder, postPerson, ProcessUnderTest, signedInAt } from './process-under-test.js';

let database: Database;
let standIn: EventStoreStandIn;
const folder = newDataFolder();
const started: ProcessUnderTest[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  standIn = await EventStoreStandIn.start();
  await buildOnce();
}, 240_000);
afterAll(async () => {
  for (const process of started) if (process.isRunning) await process.end('SIGTERM');
  await standIn.stop();
  await database.close();
  folder.remove();
}, 60_000);

function start(app: 'api' | 'projector'): ProcessUnderTest {
  const { app: url, owner, projector, reader, context } = database.urls;
  const process = ProcessUnderTest.start(app, {
    EVENTSTORE_URL: standIn.url,
    DATABASE_URL: url,
    MIGRATION_DATABASE_URL: owner,
    PROJECTOR_DATABASE_URL: projector,
    READER_DATABASE_URL: reader,
    CONTEXT_DATABASE_URL: context,
    PROJECT: 'false',
    KEY_DIR: folder.env['KEY_DIR'] ?? '',
  });
  started.push(process);
  return process;
}

/** Records through one process and asks the other for an answer that has seen it. */
async function recordedAndAnswered(writeTo: string, askAt: string, id: string): Promise<string> {
  const headers = await signedInAt(folder.env);
  const posted = await postPerson(writeTo, id, headers);
  const { position } = (await posted.json()) as Receipt;
  for (let tries = 0; ; tries++) {
    const asked = await fetch(`${askAt}/persons/${id}?atLeast=${position}`, { headers });
    if (asked.status === 200) return JSON.stringify(await asked.json());
    // Whoever takes over needs a moment; until then the answer is "not yet", never a wrong one.
    if (asked.status !== 503 || tries === 5) throw new Error(`${asked.status}: ${await asked.text()}`);
  }
}

it('api and projector processes share an event store and a database; a projector that is killed is replaced', async () => {
  const apis = [start('api'), start('api')] as const;
  const first = start('projector');
  const [a, b] = await Promise.all([apis[0].url(), apis[1].url()]);
  await first.says(/started/);
  expect(await recordedAndAnswered(a, b, 'p1')).toContain('Người p1');
  expect(await recordedAndAnswered(b, a, 'p2')).toContain('Người p2');

  const second = start('projector');
  await second.says(/started/);
  expect(await recordedAndAnswered(a, b, 'p3')).toContain('Người p3');
  expect((await first.end('SIGKILL')).signal).toBe('SIGKILL');
  expect(await recordedAndAnswered(b, a, 'p4')).toContain('Người p4');

  const ready = await fetch(`${a}/health/ready`);
  expect([ready.status, await ready.json()]).toMatchObject([200, { projection: { lagEvents: 0 } }]);
  for (const process of [...apis, second]) {
    const { code, signal, after } = await process.end('SIGTERM');
    expect({ code, signal }).toEqual({ code: 0, signal: null });
    expect(after).toBeLessThan(5_000);
  }
  for (const process of started) expect(process.written).not.toMatch(/\n\s+at /);
}, 120_000);
