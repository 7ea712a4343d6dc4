import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseProblem, errorCode, folderProblem } from './database-problem.js';
import { run, type PostgresPrograms } from './postgres-programs.js';
import {
  connectStatement,
  databaseStatements,
  HOST_BASED_AUTHENTICATION,
  PUBLIC_SCHEMA_STATEMENT,
  roleStatements,
  SUPERUSER,
  type Passwords,
} from './roles.js';
import { startProblem } from './start-problem.js';

/** The major version that the embedded programs read and write. */
const MAJOR_VERSION = '18';

export interface NewCluster {
  readonly passwords: Passwords;
  /** Database to create in it. */
  readonly database?: string;
  /** False leaves out the wait for the disk; for data that may be lost. */
  readonly durable: boolean;
}

/** Passwords of 32 random bytes each. */
export function newPasswords(): Passwords {
  const password = (): string => randomBytes(32).toString('base64url');
  return {
    superuser: password(),
    owner: password(),
    app: password(),
    projector: password(),
    reader: password(),
    context: password(),
  };
}

/**
 * True if there is a cluster in `folder`, false if there is nothing.
 * @throws DatabaseProblem if there is something else, or a cluster of another major version
 */
export async function clusterExists(folder: string): Promise<boolean> {
  let version: string;
  try {
    version = (await readFile(join(folder, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw folderProblem(folder, error);
    if (!(await exists(folder))) return false;
    throw new DatabaseProblem(
      `The database in ${folder} is damaged (PG_VERSION is missing)`,
      'Restore the data folder from a backup, or move it away to start with an empty one. Keep the damaged folder.',
    );
  }
  if (version === MAJOR_VERSION) return true;
  throw new DatabaseProblem(
    `The data in ${folder} is of PostgreSQL ${version || '(unknown)'}, this program brings PostgreSQL ${MAJOR_VERSION}`,
    'Start the release that wrote it, or load a dump into a new data folder.',
  );
}

/**
 * Creates a cluster with its roles in `folder`, whose parent exists. It is built beside and moved in place when it is
 * complete, so that an interrupted first start leaves nothing that looks like a cluster.
 */
export async function createCluster(programs: PostgresPrograms, folder: string, cluster: NewCluster): Promise<void> {
  const building = `${folder}.new`;
  try {
    await rm(building, { recursive: true, force: true });
    await mkdir(building, { mode: 0o700 });
    if (programs.runAs) await chown(building, programs.runAs.uid, programs.runAs.gid);
  } catch (error) {
    throw folderProblem(dirname(folder), error);
  }
  try {
    await build(programs, building, cluster);
    await rename(building, folder);
  } catch (error) {
    await rm(building, { recursive: true, force: true });
    throw error;
  }
}

async function build(programs: PostgresPrograms, building: string, cluster: NewCluster): Promise<void> {
  // The sort order is Vietnamese. ICU gives it on every machine alike; the C library's locales differ and may be missing.
  const initdb = await run(
    programs.initdb,
    [
      `--pgdata=${building}`,
      `--username=${SUPERUSER}`,
      '--auth=reject',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=icu',
      '--icu-locale=vi',
      '--no-instructions',
      ...(cluster.durable ? [] : ['--no-sync']),
    ],
    programs.runAs,
  );
  if (initdb.code !== 0) throw await startProblem(building, initdb.output, true);
  await writeFile(join(building, 'pg_hba.conf'), HOST_BASED_AUTHENTICATION);
  await runSingleUser(programs, building, [
    ...roleStatements(cluster.passwords),
    PUBLIC_SCHEMA_STATEMENT,
    ...(cluster.database === undefined ? [] : databaseStatements(cluster.database)),
  ]);
}

/** Sets the passwords of a stopped cluster anew, for a key folder that was lost, is not in the backup, or lacks a role. */
export async function resetPasswords(
  programs: PostgresPrograms,
  folder: string,
  passwords: Passwords,
  database: string,
): Promise<void> {
  // A role that an earlier version of the program did not have may not enter yet.
  await runSingleUser(programs, folder, [...roleStatements(passwords), connectStatement(database)]);
}

/** Runs statements as the superuser on a stopped cluster, in template1, without a server and without a password. */
async function runSingleUser(programs: PostgresPrograms, folder: string, statements: string[]): Promise<void> {
  const { code, output } = await run(
    programs.postgres,
    ['--single', '-D', folder, '-c', 'log_min_error_statement=panic', '-c', 'log_checkpoints=off', 'template1'],
    programs.runAs,
    `${statements.join('\n')}\n`,
  );
  // An error in a statement does not change the exit code.
  if (code !== 0 || /\b(ERROR|FATAL|PANIC):/.test(output)) throw await startProblem(folder, output, true);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
