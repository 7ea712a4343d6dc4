import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDatabase, type Database, type DatabaseSettings } from '../database.js';
import { processesIn } from '../process-identity.js';
import { compiledDatabase } from './compiled-database.js';

/** A folder with a data and a key folder to be, that the user who runs PostgreSQL can enter. */
export function newFolder(): { root: string; dataDir: string; keyDir: string } {
  const root = mkdtempSync(join(tmpdir(), 'trachnhiem-embedded-'));
  chmodSync(root, 0o755);
  return { root, dataDir: join(root, 'data'), keyDir: join(root, 'keys') };
}

export async function query(url: string, sql: string, values: unknown[] = []): Promise<Array<Record<string, unknown>>> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** The problem that opening runs into: message and hint, so that a test reads as what the user sees. */
export async function problem(settings: DatabaseSettings): Promise<{ name: string; message: string; hint: string }> {
  try {
    await (await openDatabase(settings)).close();
  } catch (error) {
    const { name, message, hint } = error as { name: string; message: string; hint: string };
    return { name, message, hint };
  }
  throw new Error('it opened');
}

/** Waits for something that happens in another process. */
export async function until(what: string, condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 400) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Runs the database in a node process of its own, as an application does, from sources compiled for the purpose. */
export async function inChild(settings: {
  dataDir: string;
  keyDir: string;
}): Promise<{ child: ChildProcess; urls: Database['urls'] }> {
  const child = fork(compiledDatabase(), [settings.dataDir, settings.keyDir], { execArgv: [], stdio: 'inherit' });
  const [message] = (await once(child, 'message')) as [{ urls?: Database['urls']; problem?: string }];
  if (!message.urls) throw new Error(message.problem ?? 'the child did not open');
  return { child, urls: message.urls };
}

/** Process id of the server that runs on the data folder. */
export const serverPid = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
/** How many processes of PostgreSQL work on the data folder. */
export const serverProcesses = (dataDir: string): number => processesIn(join(dataDir, 'postgres'))?.length ?? 0;
