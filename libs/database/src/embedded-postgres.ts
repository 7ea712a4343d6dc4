import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join, relative, resolve, isAbsolute } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { clusterExists, createCluster, newPasswords, resetPasswords } from './cluster.js';
import { isLocked, lockDataDir } from './data-dir-lock.js';
import type { Database, DatabaseSettings } from './database.js';
import { DatabaseProblem, errorCode, folderProblem } from './database-problem.js';
import { mayEnter, postgresPrograms, type PostgresPrograms, withPassage } from './postgres-programs.js';
import { portOf, type Postmaster, sendSignal, serverLog, startPostmaster, stopPostmaster } from './postmaster.js';
import { ROLE_KEYS, ROLES, type Passwords, type RoleKey } from './roles.js';

const DATABASE = 'trachnhiem';
/** Of the 5 seconds that closing may take; the rest is for a server that does not listen. */
const CLOSE_GRACE_MS = 3_500;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Opens the embedded PostgreSQL in `${dataDir}/postgres` and creates it at the first start. It listens on a free port of
 * 127.0.0.1 and ends with this process; if this process is killed, the next open stops what is left of it.
 * Should the server itself be killed, it is started again on the same port.
 * @throws DatabaseProblem
 */
export async function openEmbedded(
  settings: Pick<DatabaseSettings, 'dataDir' | 'keyDir' | 'log' | 'share'>,
): Promise<Database> {
  const dataDir = resolve(settings.dataDir);
  const keyDir = resolve(settings.keyDir);
  if (isInside(keyDir, dataDir)) {
    throw new DatabaseProblem(
      `The key folder ${keyDir} lies inside the data folder ${dataDir}`,
      'Set KEY_DIR to a folder outside DATA_DIR, so that no backup holds both.',
    );
  }
  const programs = await makeDataDir(await postgresPrograms(), dataDir);
  if (settings.share && isLocked(dataDir)) return attach(dataDir, keyDir);
  const unlock = lockDataDir(dataDir);
  try {
    const folder = join(dataDir, 'postgres');
    const passwords = await prepare(programs, folder, keyDir, settings.log);
    const server = await startWith(passwords, programs, folder, settings.log, unlock);
    return { urls: urlsAt(server.port, passwords), embedded: true, close: () => server.close() };
  } catch (error) {
    unlock();
    throw error;
  }
}

function urlsAt(port: number, passwords: Passwords): Database['urls'] {
  const url = (key: RoleKey): string => `postgres://${ROLES[key]}:${passwords[key]}@127.0.0.1:${port}/${DATABASE}`;
  return {
    owner: url('owner'),
    app: url('app'),
    projector: url('projector'),
    reader: url('reader'),
    context: url('context'),
  };
}

/** The server that another process runs on the folder; closing leaves it alone. */
async function attach(dataDir: string, keyDir: string): Promise<Database> {
  const port = portOf(join(dataDir, 'postgres'));
  const passwords = await readPasswords(keyDir);
  if (port === undefined || passwords === undefined) {
    throw new DatabaseProblem(
      `The process that has ${dataDir} open is not ready, or its keys are not in ${keyDir}`,
      'Try again in a moment, with the same KEY_DIR as that process.',
    );
  }
  return { urls: urlsAt(port, passwords), embedded: false, close: () => Promise.resolve() };
}

/** A server that is started again when it ends unasked, and that ends with this process. */
class KeptServer {
  readonly port: number;
  private closing: Promise<void> | undefined;
  /** Ends when a restart under way has ended, well or not. */
  private restarting: Promise<void> = Promise.resolve();

  constructor(
    private readonly programs: PostgresPrograms,
    private readonly folder: string,
    private readonly log: DatabaseSettings['log'],
    private readonly unlock: () => void,
    private postmaster: Postmaster,
  ) {
    this.port = postmaster.port;
    process.on('exit', this.endWithProcess);
    for (const signal of SIGNALS) process.on(signal, this.endOnSignal);
    this.watch();
  }

  close(): Promise<void> {
    return (this.closing ??= this.stop());
  }

  private async stop(): Promise<void> {
    await Promise.race([this.restarting, pause(1_000, undefined, { ref: false })]);
    // While it stops, 'exit' and the signals still end it if this process is in a hurry.
    const gone = await stopPostmaster(this.postmaster.pid, this.folder, CLOSE_GRACE_MS);
    process.off('exit', this.endWithProcess);
    for (const signal of SIGNALS) process.off(signal, this.endOnSignal);
    this.unlock();
    if (!gone) this.log?.(`the PostgreSQL server ${this.postmaster.pid} did not stop; the next start will try again`);
  }

  private watch(): void {
    void this.postmaster.ended.then(() => {
      if (!this.closing) this.restarting = this.restart();
    });
  }

  /** Tries until it works (a full disk may be freed) or somebody closes. */
  private async restart(): Promise<void> {
    this.log?.('the embedded PostgreSQL ended unexpectedly; starting it again');
    for (let attempt = 0; !this.closing; attempt++) {
      try {
        this.postmaster = await startPostmaster(this.programs, this.folder, { port: this.port, log: this.log });
        this.watch();
        if (this.closing) await stopPostmaster(this.postmaster.pid, this.folder, CLOSE_GRACE_MS);
        return;
      } catch (error) {
        this.log?.(error instanceof Error ? error.message : String(error));
        await pause(Math.min(10_000, 250 * 2 ** attempt), undefined, { ref: false });
      }
    }
  }

  /** The last moment of this process: nothing can be waited for, but the server stops orderly on its own after SIGINT. */
  private readonly endWithProcess = (): void => {
    sendSignal(this.postmaster.pid, 'SIGINT');
    this.unlock();
  };

  /** Whoever else listens to the signal shuts down in order and closes us; if nobody does, we end as without a listener. */
  private readonly endOnSignal = (signal: NodeJS.Signals): void => {
    if (process.listenerCount(signal) > 1) return;
    this.endWithProcess();
    process.off(signal, this.endOnSignal);
    process.kill(process.pid, signal);
  };
}

/** Starts the server; if it does not know the passwords (an older data folder was put back), it is given them. */
async function startWith(
  passwords: Passwords,
  programs: PostgresPrograms,
  folder: string,
  log: DatabaseSettings['log'],
  unlock: () => void,
): Promise<KeptServer> {
  const postmaster = await startPostmaster(programs, folder, { log });
  const failure = await loginFailure(embeddedUrl('app', passwords, postmaster.port));
  if (failure === undefined) return new KeptServer(programs, folder, log, unlock, postmaster);
  await stopPostmaster(postmaster.pid, folder, CLOSE_GRACE_MS);
  if (!/^28/.test(errorCode(failure))) {
    throw new DatabaseProblem(
      `The database in ${folder} cannot be used: ${failure.message}`,
      `Read ${serverLog(folder)}; if it does not help, restore the data folder from a backup.`,
    );
  }
  log?.('the database does not know the passwords of the key folder; they are set anew');
  await resetPasswords(programs, folder, passwords, DATABASE);
  return new KeptServer(programs, folder, log, unlock, await startPostmaster(programs, folder, { log }));
}

async function loginFailure(connectionString: string): Promise<Error | undefined> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    await client.end().catch(() => undefined);
  }
}

function embeddedUrl(key: RoleKey, passwords: Passwords, port: number): string {
  return `postgres://${ROLES[key]}:${passwords[key]}@127.0.0.1:${port}/${DATABASE}`;
}

async function prepare(
  programs: PostgresPrograms,
  folder: string,
  keyDir: string,
  log: DatabaseSettings['log'],
): Promise<Passwords> {
  const known = await readPasswords(keyDir);
  const passwords = known ?? newPasswords();
  const there = await clusterExists(folder);
  if (!known) await writePasswords(keyDir, passwords);
  if (!there) {
    log?.(`creating the database in ${folder}`);
    await createCluster(programs, folder, { passwords, database: DATABASE, durable: true });
  } else if (!known) {
    log?.(`the passwords of the database were missing in ${keyDir}; new ones are set`);
    await resetPasswords(programs, folder, passwords, DATABASE);
  }
  return passwords;
}

/** Makes the data folder; what comes back are the programs as a user that may enter it. */
async function makeDataDir(programs: PostgresPrograms, dataDir: string): Promise<PostgresPrograms> {
  try {
    const made = await mkdir(dataDir, { recursive: true });
    // As root, PostgreSQL runs as another user, who must be able to pass through.
    if (made !== undefined && programs.runAs) await chmod(dataDir, 0o711);
  } catch (error) {
    throw folderProblem(dataDir, error);
  }
  if (await mayEnter(programs, dataDir)) return programs;
  const passing = programs.runAs && { ...programs, runAs: withPassage(programs.runAs) };
  if (!passing || !(await mayEnter(passing, dataDir))) {
    throw new DatabaseProblem(
      `The user postgres, as whom PostgreSQL runs when started by root, cannot enter ${dataDir}`,
      'Choose a data folder whose parents everybody may enter (mode 0711 is enough), or start as another user than root.',
    );
  }
  return passing;
}

async function readPasswords(keyDir: string): Promise<Passwords | undefined> {
  const path = join(keyDir, 'postgres.json');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw folderProblem(keyDir, error);
  }
  const values = parseObject(text);
  const password = (key: string): string | undefined => {
    const value = values[key];
    return typeof value === 'string' && /^[\w-]{20,}$/.test(value) ? value : undefined;
  };
  const superuser = password('superuser');
  const [owner, app, projector, reader, context] = ROLE_KEYS.map(password);
  return superuser && owner && app && projector && reader && context
    ? { superuser, owner, app, projector, reader, context }
    : undefined;
}

/** An empty object for anything that is not one: lost passwords are set anew. */
function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

async function writePasswords(keyDir: string, passwords: Passwords): Promise<void> {
  const path = join(keyDir, 'postgres.json');
  try {
    await mkdir(keyDir, { recursive: true, mode: 0o700 });
    const file = await open(`${path}.part`, 'w', 0o600);
    try {
      await file.writeFile(`${JSON.stringify(passwords, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.part`, path);
  } catch (error) {
    throw folderProblem(keyDir, error);
  }
}

function isInside(inner: string, outer: string): boolean {
  const path = relative(outer, inner);
  return path === '' || (!path.startsWith('..') && !isAbsolute(path));
}
