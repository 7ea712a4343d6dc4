import type { Receipt } from '#commands/command.js';
import { buildOnce, newDataFolder, postPerson, ProcessUnderTest, signedInAt } from './process-under-test.js';

const folder = newDataFolder();
const started: ProcessUnderTest[] = [];

function start(): ProcessUnderTest {
  const process = ProcessUnderTest.start('api', folder.env);
  started.push(process);
  return process;
}

beforeAll(buildOnce, 240_000);
afterAll(async () => {
  // Whoever is killed leaves PostgreSQL behind; an orderly end of the next one takes it along.
  for (const process of started) if (process.isRunning) await process.end('SIGTERM');
  folder.remove();
}, 60_000);

/** Sends commands, four at a time, until told to stop; the receipts that were acknowledged, by person. */
function sending(
  url: string,
  prefix: string,
): { acknowledged: Map<string, Receipt>; sent: Set<string>; stop(): Promise<void> } {
  const acknowledged = new Map<string, Receipt>();
  const sent = new Set<string>();
  const refused: number[] = [];
  let going = true;
  const sender = async (lane: number) => {
    for (let i = 0; going; i++) {
      const id = `${prefix}-${lane}-${i}`;
      sent.add(id);
      const answer = await postPerson(url, id, await signedInAt(folder.env)).catch(() => null);
      if (answer?.status === 201) {
        const receipt = await answer.json().catch(() => null);
        if (receipt !== null) acknowledged.set(id, receipt as Receipt);
      }
      if (answer === null) return;
      if (answer.status !== 201) refused.push(answer.status);
    }
  };
  const lanes = Promise.all([0, 1, 2, 3].map(sender));
  return {
    acknowledged,
    sent,
    stop: async () => {
      going = false;
      await lanes;
      // Only what comes while it ends may be turned away, and it is told to come again.
      expect(refused.filter((status) => status !== 503)).toEqual([]);
    },
  };
}

async function until(what: string, condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe.each(['SIGKILL', 'SIGTERM'] as const)('a process that gets %s while it records', (signal) => {
  it('has lost nothing that it acknowledged when it starts again, and recorded nothing twice', async () => {
    const before = start();
    const traffic = sending(await before.url(), signal.toLowerCase());
    await until('some are acknowledged', () => traffic.acknowledged.size >= 40);
    const ended = await before.end(signal);
    await traffic.stop();
    if (signal === 'SIGKILL') expect(ended.signal).toBe('SIGKILL');
    else {
      expect({ code: ended.code, signal: ended.signal }).toEqual({ code: 0, signal: null });
      expect(ended.after).toBeLessThan(5_000);
    }

    const after = start();
    const url = await after.url();
    for (const [id, receipt] of traffic.acknowledged) {
      const again = await postPerson(url, id, await signedInAt(folder.env));
      expect([again.status, await again.json()]).toEqual([201, receipt]);
    }
    const positions = new Set<number | null>();
    for (const id of traffic.sent) {
      const receipt = (await (await postPerson(url, id, await signedInAt(folder.env))).json()) as Receipt;
      positions.add(receipt.position);
      const asked = await fetch(`${url}/persons/${id}?atLeast=${receipt.position}`, {
        headers: await signedInAt(folder.env),
      });
      expect(asked.status).toBe(200);
    }
    expect(positions.size).toBe(traffic.sent.size);
    expect(before.written + after.written).not.toMatch(/\n\s+at /);
    expect(await after.end('SIGINT')).toMatchObject({ code: 0, signal: null });
  }, 120_000);
});

it('ends at once when it is told to while it is still starting', async () => {
  const process = start();
  await new Promise((resolve) => setTimeout(resolve, 700));
  const ended = await process.end('SIGTERM');
  expect(ended.after).toBeLessThan(8_000);
  const next = start();
  await next.url();
  expect(await next.end('SIGTERM')).toMatchObject({ code: 0 });
}, 60_000);

it('says in one sentence that its data folder cannot be made', async () => {
  const process = ProcessUnderTest.start('api', { DATA_DIR: '/sys/khong-duoc', KEY_DIR: '/sys/khong-duoc-khoa' });
  started.push(process);
  expect(await process.ended).toEqual({ code: 1, signal: null });
  expect(process.written).toMatch(/^\/sys\/khong-duoc [^\n]+\n[^\n]+\n$/);
});
