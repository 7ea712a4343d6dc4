import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { buildOnce, newDataFolder, postPerson, ProcessUnderTest, signedInAt } from './process-under-test.js';

const folder = newDataFolder();
const { dataDir } = folder;
const backup = `${dataDir}-backup`;
const started: ProcessUnderTest[] = [];

beforeAll(buildOnce, 240_000);
afterAll(async () => {
  for (const process of started) if (process.isRunning) await process.end('SIGTERM');
  folder.remove();
}, 60_000);

/** As a backup does: with the owners, of whom one is the user that runs PostgreSQL. */
function copied(from: string, to: string): void {
  execFileSync('cp', ['-a', from, to]);
}

async function running(): Promise<{ url: string; process: ProcessUnderTest }> {
  const process = ProcessUnderTest.start('api', folder.env);
  started.push(process);
  return { url: await process.url(), process };
}

/** Waits until the checkpoint that is served is over so many events. */
async function signed(url: string, size: number): Promise<string> {
  for (let tries = 0; tries < 300; tries++) {
    const answer = await fetch(`${url}/log/checkpoint`);
    const note = await answer.text();
    if (answer.ok && note.split('\n')[1] === String(size)) return note;
    await pause(100);
  }
  throw new Error(`no checkpoint over ${size} events`);
}

it('a data folder of yesterday is noticed: one sentence, in health too, and nothing is signed on it', async () => {
  const first = await running();
  for (const id of ['p-1', 'p-2']) await postPerson(first.url, id, await signedInAt(folder.env));
  const yesterday = await signed(first.url, 2);
  await first.process.end('SIGTERM');
  copied(dataDir, backup);

  const second = await running();
  await postPerson(second.url, 'p-3', await signedInAt(folder.env));
  await signed(second.url, 3);
  await second.process.end('SIGTERM');

  rmSync(dataDir, { recursive: true });
  copied(backup, dataDir);
  const restored = await running();
  await restored.process.says(
    /ALARM: the ledger does not sign .*3 events were signed, the database holds the hashes of 2/,
  );
  const health = (await (await fetch(`${restored.url}/health/ready`)).json()) as {
    ledger: { signed: number; alarm: { kind: string } };
  };
  expect(health.ledger).toMatchObject({ signed: 2, alarm: { kind: 'database-behind-the-key' } });
  // Gone on with, it is recorded and still not signed.
  await postPerson(restored.url, 'p-khac', await signedInAt(folder.env));
  await pause(3000);
  expect(await (await fetch(`${restored.url}/log/checkpoint`)).text()).toBe(yesterday);
  await restored.process.end('SIGTERM');
}, 180_000);
