import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '#database/testing/test-database.js';
import { buildOnce, signedInAt } from './process-under-test.js';

interface Run {
  child: ChildProcess;
  /** What it has written to both outputs. */
  written: () => string;
  ended: Promise<number | null>;
}

const folders: string[] = [];
const runs: Run[] = [];

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'trachnhiem-http-'));
  chmodSync(made, 0o755);
  folders.push(made);
  return made;
}

function run(env: Record<string, string>): Run {
  const child = spawn(process.execPath, ['dist/apps/api/src/main.js'], {
    env: { PATH: process.env['PATH'], PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (written += String(data)));
  const started = { child, written: () => written, ended: once(child, 'exit').then(([code]) => code as number | null) };
  runs.push(started);
  return started;
}

async function urlOf({ child, written }: Run): Promise<string> {
  for (let tries = 0; tries < 600; tries++) {
    const found = /http:\/\/localhost:\d+/.exec(written());
    if (found) return found[0];
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`it did not start: ${written()}`);
}

describe('the process of the API', () => {
  beforeAll(buildOnce, 240_000);
  afterAll(async () => {
    for (const { child, ended } of runs) {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
    }
    for (const made of folders) rmSync(made, { recursive: true, force: true, maxRetries: 5 });
  });

  it('keeps what it has recorded, and ends within 5 s on SIGTERM with connections open', async () => {
    const root = folder();
    const env = { DATA_DIR: join(root, 'data'), KEY_DIR: join(root, 'keys') };
    const first = run(env);
    const url = await urlOf(first);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    expect(await (await fetch(url)).text()).toContain('Trách Nhiệm');
    const recorded = await fetch(`${url}/persons`, {
      method: 'POST',
      headers: { ...(await signedInAt(env)), 'Content-Type': 'application/json', 'Idempotency-Key': 'k' },
      body: JSON.stringify({ personId: 'p-1', name: 'Người thứ nhất' }),
    });
    expect(recorded.status).toBe(201);
    const receipt: unknown = await recorded.json();
    const agent = new Agent({ keepAlive: true });
    await new Promise<void>((resolve) => get(`${url}/health/live`, { agent }, (r) => r.resume().on('end', resolve)));

    const before = Date.now();
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(Date.now() - before).toBeLessThan(5000);
    agent.destroy();

    const second = run(env);
    const again = await fetch(`${await urlOf(second)}/persons`, {
      method: 'POST',
      headers: { ...(await signedInAt(env)), 'Content-Type': 'application/json', 'Idempotency-Key': 'k' },
      body: JSON.stringify({ personId: 'p-1', name: 'Người thứ nhất' }),
    });
    expect(await again.json()).toEqual(receipt);
    second.child.kill('SIGINT');
    expect(await second.ended).toBe(0);
    expect(first.written() + second.written()).not.toMatch(/\n\s+at |Error/);
  }, 90_000);

  it('says in a sentence that its port is taken, before it starts a database', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const address = holder.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const root = folder();
    const started = run({ PORT: port, DATA_DIR: join(root, 'data'), KEY_DIR: join(root, 'keys') });
    expect(await started.ended).toBe(1);
    expect(started.written()).toBe(
      `Port ${port} is in use by another program.\nStop that program, or choose another port: PORT=3001.\n`,
    );
    holder.close();
  });

  it('says in a sentence that its data folder cannot be used', async () => {
    const root = folder();
    const file = join(root, 'data');
    writeFileSync(file, '');
    const started = run({ DATA_DIR: file, KEY_DIR: join(root, 'keys') });
    expect(await started.ended).toBe(1);
    expect(started.written()).toContain(`${file} is not a folder.\n`);
    expect(started.written()).not.toMatch(/\n\s+at /);
  });

  it.each(['x', '70000', '-1'])('refuses PORT=%s', async (port) => {
    const started = run({ PORT: port });
    expect([await started.ended, started.written()]).toEqual([
      1,
      expect.stringMatching(/^PORT is not a port\.\n.+\n$/),
    ]);
  });

  it('serves on a database server, and leaves the server alone', async () => {
    const database = await createTestDatabase();
    const { app, owner, projector, reader, context } = database.urls;
    const started = run({
      DATABASE_URL: app,
      MIGRATION_DATABASE_URL: owner,
      PROJECTOR_DATABASE_URL: projector,
      READER_DATABASE_URL: reader,
      CONTEXT_DATABASE_URL: context,
    });
    expect((await fetch(`${await urlOf(started)}/health/ready`)).status).toBe(200);
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(0);
    await database.close();
  });

  it('says in a sentence that the database server cannot be reached', async () => {
    const started = run({ DATABASE_URL: 'postgres://app:s3cret@127.0.0.1:1/none' });
    expect(await started.ended).toBe(1);
    expect(started.written()).toMatch(/^[^\n]+\.\n[^\n]+\n$/);
    expect(started.written()).not.toContain('s3cret');
  });
});
