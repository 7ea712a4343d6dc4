import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, readSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseProblem, folderProblem } from './database-problem.js';
import { isAlive, isPostgresOf, processesIn } from './process-identity.js';
import { invocation, postgresEnvironment, type PostgresPrograms } from './postgres-programs.js';
import { startProblem } from './start-problem.js';

/** A running PostgreSQL server of one cluster folder. It outlives this process unless it is stopped. */
export interface Postmaster {
  readonly pid: number;
  /** On 127.0.0.1, nowhere else. */
  readonly port: number;
  /** Resolves when the server has ended, for whatever reason. */
  readonly ended: Promise<void>;
}

export interface StartOptions {
  /** Settings beside the ones below, as on PostgreSQL's command line. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Port to take; a free one by default. */
  readonly port?: number;
  /** How long recovery may take, in milliseconds. Default ten minutes. */
  readonly timeoutMs?: number;
  readonly log?: (line: string) => void;
}

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // Statements and error details hold values, and the server's log is no place for personal data.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};
const MAX_LOG_BYTES = 10 * 1024 * 1024;

/**
 * Starts the server of the cluster in `folder` and waits until it takes connections. A server of this folder that still
 * runs, left by a killed process, is stopped first. The caller makes sure that nobody else starts it at the same time.
 * @throws DatabaseProblem saying in one sentence why it did not start
 */
export async function startPostmaster(
  programs: PostgresPrograms,
  folder: string,
  options: StartOptions = {},
): Promise<Postmaster> {
  await stopLeftOver(folder, options.log);
  const attempts = options.port === undefined ? 5 : 1;
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    const started = await tryStart(programs, folder, port, options);
    if ('pid' in started) return started;
    // Another program took the port between our look and PostgreSQL's.
    if (!(started.portTaken && attempt < attempts)) throw started.problem;
  }
}

/**
 * Stops the server `pid` of the cluster in `folder` and waits until it is gone: fast shutdown first (sessions are cut
 * off, everything is written), after `graceMs` an immediate one (the next start recovers from the write-ahead log).
 * Resolves to false if it is still there after that.
 */
export async function stopPostmaster(pid: number, folder: string, graceMs: number): Promise<boolean> {
  const real = realPath(folder);
  for (const [signal, waitMs] of [
    ['SIGINT', graceMs],
    ['SIGQUIT', 700],
    ['SIGKILL', 300],
  ] as const) {
    if (!isPostgresOf(pid, real)) return true;
    sendSignal(pid, signal);
    if (await within(waitMs, () => !isPostgresOf(pid, real))) return true;
  }
  return false;
}

/** Sends a signal; a process that is gone already is fine. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself.
  }
}

/** The log file of the server of the cluster in `folder`; it stands beside the folder. */
export function serverLog(folder: string): string {
  return `${folder}.log`;
}

async function stopLeftOver(folder: string, log: StartOptions['log']): Promise<void> {
  const pid = Number(pidFileLines(folder)[0]);
  const real = realPath(folder);
  if (pid > 0 && isPostgresOf(pid, real)) {
    log?.(`stopping the PostgreSQL server ${pid} that an earlier run left behind`);
    if (!(await stopPostmaster(pid, folder, 10_000))) {
      throw new DatabaseProblem(
        `The PostgreSQL server ${pid} of ${folder} does not stop`,
        `End process ${pid}, then start again.`,
      );
    }
  }
  // A killed server's workers end by themselves when they notice; a second server beside them would damage the data.
  if (!(await within(10_000, () => (processesIn(real) ?? []).length === 0))) {
    const left = (processesIn(real) ?? []).join(', ');
    throw new DatabaseProblem(
      `Processes of an earlier PostgreSQL server still work in ${folder}: ${left}`,
      'End them, then start again.',
    );
  }
  // The id may belong to another program by now (in a container it soon does), and PostgreSQL would refuse to start.
  if (pid > 0 && isAlive(pid) && processesIn(real) !== undefined)
    rmSync(join(folder, 'postmaster.pid'), { force: true });
}

type Attempt = Postmaster | { readonly problem: DatabaseProblem; readonly portTaken: boolean };

async function tryStart(
  programs: PostgresPrograms,
  folder: string,
  port: number,
  options: StartOptions,
): Promise<Attempt> {
  const { log } = options;
  const logFile = openServerLog(folder);
  const settings = { ...SETTINGS, ...options.settings };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let child: ChildProcess;
  try {
    // A session of its own: Ctrl-C in a terminal must reach us only, so that requests under way can end first.
    const as = invocation(programs.postgres, ['-D', folder, '-p', String(port), ...flags], programs.runAs);
    child = spawn(as.file, as.args, {
      ...as.options,
      cwd: '/',
      env: postgresEnvironment(),
      detached: true,
      stdio: ['ignore', logFile.descriptor, logFile.descriptor],
    });
  } finally {
    closeSync(logFile.descriptor);
  }
  let hasEnded = false;
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      hasEnded = true;
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  const { pid } = child;
  const deadline = Date.now() + (options.timeoutMs ?? 600_000);
  let nextWord = Date.now() + 15_000;
  while (!hasEnded && pid !== undefined && Date.now() < deadline) {
    const lines = pidFileLines(folder);
    // Line 8 of the file is the state, as pg_ctl reads it.
    if (lines[0]?.trim() === String(pid) && lines[7]?.trim() === 'ready') {
      child.unref();
      return { pid, port, ended };
    }
    if (Date.now() > nextWord) {
      log?.('PostgreSQL is still recovering from the write-ahead log');
      nextWord += 15_000;
    }
    await Promise.race([ended, pause(20)]);
  }
  const written = readFrom(serverLog(folder), logFile.offset);
  if (!hasEnded && pid !== undefined) await stopPostmaster(pid, folder, 1_000);
  return {
    problem: await startProblem(folder, written, hasEnded),
    portTaken: /could not bind|Address already in use/.test(written),
  };
}

function openServerLog(folder: string): { descriptor: number; offset: number } {
  const path = serverLog(folder);
  try {
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (size > MAX_LOG_BYTES) renameSync(path, `${path}.1`);
    return { descriptor: openSync(path, 'a', 0o600), offset: size > MAX_LOG_BYTES ? 0 : size };
  } catch (error) {
    throw folderProblem(path, error);
  }
}

function readFrom(path: string, offset: number): string {
  const descriptor = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(64 * 1024);
    return buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, buffer.length, offset));
  } finally {
    closeSync(descriptor);
  }
}

/** The port of the server that runs on the folder; undefined if there is none, or it is not ready yet. */
export function portOf(folder: string): number | undefined {
  const lines = pidFileLines(folder);
  return lines[7]?.trim() === 'ready' ? Number(lines[3]) : undefined;
}

function pidFileLines(folder: string): string[] {
  try {
    return readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** PostgreSQL's processes show the real path as their working folder. */
function realPath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

async function within(waitMs: number, condition: () => boolean): Promise<boolean> {
  const deadline = Date.now() + waitMs;
  while (!condition()) {
    if (Date.now() >= deadline) return false;
    await pause(20);
  }
  return true;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
