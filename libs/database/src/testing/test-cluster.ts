import { spawn } from 'node:child_process';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createCluster, newPasswords } from '../cluster.js';
import { postgresPrograms } from '../postgres-programs.js';
import { startPostmaster } from '../postmaster.js';
import type { Passwords } from '../roles.js';

/** The one PostgreSQL server of a Jest run. */
export interface TestCluster {
  readonly pid: number;
  readonly port: number;
  readonly passwords: Passwords;
}

/** Fast, and lost with the machine: test data need not survive. */
const TEST_SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  shared_buffers: '128MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '1h',
  autovacuum_naptime: '1h',
};

/** The server of this run; the first to ask starts it, so that a run of pure tests starts none. */
export async function testCluster(): Promise<TestCluster> {
  const folder = process.env['TRACHNHIEM_TEST_POSTGRES'];
  const jestPid = Number(process.env['TRACHNHIEM_TEST_PID']);
  if (!folder || !jestPid) {
    throw new Error(
      'No test database: run Jest with --globalSetup ./libs/database/src/testing/global-setup.ts --globalTeardown ./libs/database/src/testing/global-teardown.ts',
    );
  }
  const description = join(folder, 'cluster.json');
  const failure = join(folder, 'failed.txt');
  if (!existsSync(description) && (await isFirst(join(folder, 'starting')))) {
    try {
      const cluster = await start(join(folder, 'postgres'));
      stopWith(jestPid, cluster.pid, folder);
      writeAtOnce(description, JSON.stringify(cluster));
    } catch (error) {
      writeAtOnce(failure, error instanceof Error ? error.message : String(error));
    }
  }
  const deadline = Date.now() + 60_000;
  while (!existsSync(description)) {
    if (existsSync(failure)) throw new Error(`The test database did not start: ${readFileSync(failure, 'utf8')}`);
    if (Date.now() > deadline) throw new Error('The test database did not start within a minute');
    await pause(50);
  }
  return JSON.parse(readFileSync(description, 'utf8')) as TestCluster;
}

async function start(folder: string): Promise<TestCluster> {
  const programs = await postgresPrograms();
  const passwords = newPasswords();
  await createCluster(programs, folder, { passwords, durable: false });
  const { pid, port } = await startPostmaster(programs, folder, { settings: TEST_SETTINGS });
  return { pid, port, passwords };
}

async function isFirst(lockFolder: string): Promise<boolean> {
  return mkdir(lockFolder).then(
    () => true,
    () => false,
  );
}

/** A run that is killed never reaches the teardown: a small watcher stops the server and removes the folder then. */
function stopWith(jestPid: number, serverPid: number, folder: string): void {
  const script =
    'while kill -0 "$1" 2>/dev/null && [ -d "$3" ]; do sleep 1; done; [ -d "$3" ] || exit 0; kill -QUIT "$2"; sleep 1; rm -rf "$3"';
  spawn('/bin/sh', ['-c', script, 'sh', String(jestPid), String(serverPid), folder], {
    detached: true,
    stdio: 'ignore',
    cwd: '/',
  }).unref();
}

function writeAtOnce(path: string, text: string): void {
  writeFileSync(`${path}.part`, text, { mode: 0o600 });
  renameSync(`${path}.part`, path);
}
