import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, chmodSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DemoIssuer, demoIssuerSettings } from '#api/demo-issuer.js';

/** Builds the applications, once in a run of the tests. */
export async function buildOnce(): Promise<void> {
  const folder = process.env['TRACHNHIEM_TEST_POSTGRES'];
  if (!folder) throw new Error('no folder of this run: global-setup.ts has to run first');
  const built = join(folder, 'built');
  try {
    mkdirSync(join(folder, 'building'));
    execFileSync(process.execPath, ['node_modules/@nestjs/cli/bin/nest.js', 'build'], { stdio: 'pipe' });
    writeFileSync(built, '');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  for (let tries = 0; !existsSync(built); tries++) {
    if (tries > 1800) throw new Error('the build did not end');
    await pause(100);
  }
}

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A built application in a process of its own. */
export class ProcessUnderTest {
  readonly ended: Promise<Ended>;
  private text = '';

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (this.text += String(data)));
    this.ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }) as Ended);
  }

  /** @param app name of its folder in `apps` */
  static start(app: 'api' | 'projector', env: Record<string, string>): ProcessUnderTest {
    const child = spawn(process.execPath, [`dist/apps/${app}/src/main.js`], {
      env: { PATH: process.env['PATH'], PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new ProcessUnderTest(child);
  }

  /** What it has written to both outputs. */
  get written(): string {
    return this.text;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Waits for what it writes. @throws {Error} it ended before, or a minute passed */
  async says(pattern: RegExp): Promise<string> {
    for (let tries = 0; tries < 1200; tries++) {
      const found = pattern.exec(this.text);
      if (found) return found[0];
      if (!this.isRunning) break;
      await pause(50);
    }
    throw new Error(`it did not say ${String(pattern)}: ${this.text}`);
  }

  url(): Promise<string> {
    return this.says(/http:\/\/localhost:\d+/);
  }

  /** Sends a signal; how it ended, and after how many milliseconds. */
  async end(signal: NodeJS.Signals): Promise<Ended & { after: number }> {
    const sentAt = Date.now();
    this.child.kill(signal);
    const ended = await this.ended;
    return { ...ended, after: Date.now() - sentAt };
  }
}

/** A folder for data and keys that the user who runs PostgreSQL can enter, and how to remove it. */
export function newDataFolder(): { env: Record<string, string>; dataDir: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'trachnhiem-process-'));
  chmodSync(root, 0o755);
  const dataDir = join(root, 'data');
  return {
    dataDir,
    env: { DATA_DIR: dataDir, KEY_DIR: join(root, 'keys') },
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Signs in at an application that was started with these settings, as somebody who may record and read. */
export async function signedInAt(env: Record<string, string>, person = 'van-thu'): Promise<{ Authorization: string }> {
  const issuer = await DemoIssuer.open(demoIssuerSettings({ PORT: '0', ...env }));
  return {
    Authorization: `Bearer ${await issuer.token({ subject: 'test', person, roles: ['registrar', 'auditor'] })}`,
  };
}

/** Registers a person by HTTP; the key makes it one command however often it is sent. */
export function postPerson(url: string, id: string, token: { Authorization: string }): Promise<Response> {
  return fetch(`${url}/persons`, {
    method: 'POST',
    headers: { ...token, 'Content-Type': 'application/json', 'Idempotency-Key': `person-${id}` },
    body: JSON.stringify({ personId: id, name: `Người ${id}` }),
  });
}
