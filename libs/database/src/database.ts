import { resolve } from 'node:path';
import { DatabaseProblem } from './database-problem.js';
import { openEmbedded } from './embedded-postgres.js';

/** Connection strings (`postgres://`), one for each role. They hold passwords: never log them. */
export interface DatabaseUrls {
  /** Owns the schema; for migrations only. */
  owner: string;
  /** Appends to the log and reads it. */
  app: string;
  /** Writes the read models. */
  projector: string;
  /** Reads the read models in somebody's name. */
  reader: string;
  /** Reads all facts, for decisions and for what questions share. */
  context: string;
}

export interface Database {
  readonly urls: DatabaseUrls;
  /** True if this process runs the server. */
  readonly embedded: boolean;
  /** Stops the embedded server within 5 seconds; leaves any other alone. May be called more than once. */
  close(): Promise<void>;
}

export interface DatabaseSettings {
  /** Folder of the embedded cluster, made if missing. */
  dataDir: string;
  /** Folder of the embedded cluster's passwords, outside `dataDir` and its backup; made if missing. */
  keyDir: string;
  /** With it a server is used and nothing is embedded. */
  databaseUrl?: string;
  /** The owner's; `databaseUrl` without. */
  migrationDatabaseUrl?: string;
  /** The projector's; `databaseUrl` without. */
  projectorDatabaseUrl?: string;
  /** The reader's; `databaseUrl` without. */
  readerDatabaseUrl?: string;
  /** That of the role that reads all facts; `databaseUrl` without. */
  contextDatabaseUrl?: string;
  /** If another process runs the embedded server on this folder, use that one: for command lines beside a running system. */
  share?: boolean;
  /** Takes one line of what happens at start and stop. */
  log?: (line: string) => void;
}

/** Reads DATA_DIR (default `.data`), KEY_DIR (default `.keys`), DATABASE_URL and MIGRATION_, PROJECTOR_, READER_, CONTEXT_DATABASE_URL. */
export function databaseSettings(env: NodeJS.ProcessEnv): DatabaseSettings {
  return {
    dataDir: resolve(env['DATA_DIR'] || '.data'),
    keyDir: resolve(env['KEY_DIR'] || '.keys'),
    databaseUrl: env['DATABASE_URL'] || undefined,
    migrationDatabaseUrl: env['MIGRATION_DATABASE_URL'] || undefined,
    projectorDatabaseUrl: env['PROJECTOR_DATABASE_URL'] || undefined,
    readerDatabaseUrl: env['READER_DATABASE_URL'] || undefined,
    contextDatabaseUrl: env['CONTEXT_DATABASE_URL'] || undefined,
  };
}

/**
 * Opens the database: the server that `databaseUrl` names (it is not contacted yet), otherwise an embedded one in
 * `dataDir`, created at the first start.
 * @throws DatabaseProblem with one sentence and a hint when that is not possible
 */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  const { databaseUrl } = settings;
  if (databaseUrl === undefined) return openEmbedded(settings);
  const urls: DatabaseUrls = {
    app: checked('DATABASE_URL', databaseUrl),
    owner: checked('MIGRATION_DATABASE_URL', settings.migrationDatabaseUrl ?? databaseUrl),
    projector: checked('PROJECTOR_DATABASE_URL', settings.projectorDatabaseUrl ?? databaseUrl),
    reader: checked('READER_DATABASE_URL', settings.readerDatabaseUrl ?? databaseUrl),
    context: checked('CONTEXT_DATABASE_URL', settings.contextDatabaseUrl ?? databaseUrl),
  };
  return { urls, embedded: false, close: () => Promise.resolve() };
}

function checked(name: string, url: string): string {
  if (/^postgres(ql)?:\/\/./.test(url) && URL.canParse(url)) return url;
  // The value is not repeated: it may hold a password.
  throw new DatabaseProblem(
    `${name} is not a PostgreSQL connection string`,
    'It looks like postgres://user:password@host:5432/database; percent-encode special characters.',
  );
}
