import { DataSource, QueryFailedError } from 'typeorm';
import { ROLES } from '#database/roles.js';
import { stepsIn } from '#event-log/upcast.js';
import { Facts1790000000001 } from './migrations/1-facts.js';
import { SearchText1790000000002 } from './migrations/2-search.js';
import { StreamConcern1790000000003 } from './migrations/3-stream-concern.js';
import { ROWS } from './rows.js';

/** Raised when rows change their meaning, and by each upcaster: `cli rebuild` then makes a new build beside the old and swaps them. */
export const READ_SIDE_VERSION = 3 + stepsIn();

export interface ReadSettings {
  /** Schema that names the builds, `read_side` by default; builds are schemas of their own beside it. */
  schema?: string;
}

const LOCK_NOT_AVAILABLE = '55P03';
const DEADLOCK = '40P01';
const DROP_TRIES = 20;

const MIGRATIONS = [Facts1790000000001, SearchText1790000000002, StreamConcern1790000000003];

/** A connection to the read side. `build` sets the search path; readers set it in each transaction. */
export function readDatabase(
  url: string,
  options: { max: number; applicationName: string; build?: string },
): DataSource {
  const path = options.build === undefined ? '' : ` -c search_path=${options.build}`;
  return new DataSource({
    type: 'postgres',
    url,
    entities: ROWS,
    migrations: MIGRATIONS,
    migrationsTableName: 'migration',
    applicationName: options.applicationName,
    poolSize: options.max,
    poolErrorHandler: () => undefined,
    connectTimeoutMS: 5000,
    installExtensions: false,
    logging: false,
    extra: { options: `-c timezone=UTC${path}`, query_timeout: 60_000 },
  });
}

export interface Build {
  /** Schema of the build. */
  schema: string;
  version: number;
}

/** Creates the list of builds and, if there is none, the first build. Several processes may do so at once. */
export async function ensureReadSide(ownerUrl: string, settings: ReadSettings = {}): Promise<Build> {
  const control = settings.schema ?? 'read_side';
  return asOwner(ownerUrl, control, async (db) => {
    await db.query(`CREATE SCHEMA IF NOT EXISTS ${control}`);
    await db.query(`CREATE TABLE IF NOT EXISTS ${control}.build (
      number integer PRIMARY KEY, schema text NOT NULL UNIQUE, version integer NOT NULL, active boolean NOT NULL)`);
    await db.query(`CREATE UNIQUE INDEX IF NOT EXISTS one_active ON ${control}.build (active) WHERE active`);
    await grant(db, control, 'SELECT', 'SELECT');
    const active = await activeBuild(db, control);
    return active ?? addBuild(ownerUrl, db, control, true);
  });
}

/** @throws {Error} the build is of another version than this program's */
export function requireReadable(build: Build): void {
  if (build.version === READ_SIDE_VERSION) return;
  throw new Error(
    `the read models are of version ${build.version}, this program's are of version ${READ_SIDE_VERSION}`,
  );
}

/** Makes an empty build beside the active one. */
export async function createBuild(ownerUrl: string, settings: ReadSettings = {}): Promise<Build> {
  const control = settings.schema ?? 'read_side';
  return asOwner(ownerUrl, control, (db) => addBuild(ownerUrl, db, control, false));
}

/** The newest build of this version that was begun after the active one and not finished. Null: none. */
export async function unfinishedBuild(ownerUrl: string, settings: ReadSettings = {}): Promise<Build | null> {
  const control = settings.schema ?? 'read_side';
  return asOwner(ownerUrl, control, async (db) => {
    const rows = (await db.query(
      `SELECT schema, version FROM ${control}.build WHERE version = $1
         AND number > (SELECT number FROM ${control}.build WHERE active) ORDER BY number DESC LIMIT 1`,
      [READ_SIDE_VERSION],
    )) as Build[];
    return rows[0] ?? null;
  });
}

/**
 * Makes a build the one that is read. What writes the active build is held meanwhile and finds itself fenced after.
 *
 * @param catchUp brings the new build to at least the ordinal that readers have seen in the active one
 */
export async function activateBuild(
  ownerUrl: string,
  build: Build,
  catchUp: (reached: bigint) => Promise<void>,
  settings: ReadSettings = {},
): Promise<void> {
  const control = settings.schema ?? 'read_side';
  await asOwner(ownerUrl, control, async (db) => {
    const active = await activeBuild(db, control);
    if (active?.schema === build.schema) return;
    await db.query('BEGIN');
    try {
      let reached = 0n;
      if (active) {
        const rows = (await db.query(
          `SELECT ordinal FROM ${active.schema}.checkpoint WHERE name = 'read-side' FOR UPDATE`,
        )) as { ordinal: string }[];
        reached = BigInt(rows[0]?.ordinal ?? 0);
      }
      await catchUp(reached);
      await db.query(`UPDATE ${control}.build SET active = false WHERE active`);
      await db.query(`UPDATE ${control}.build SET active = true WHERE schema = $1`, [build.schema]);
      if (active) await db.query(`DELETE FROM ${active.schema}.checkpoint`);
      await db.query('COMMIT');
    } catch (error) {
      await db.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  });
}

/** Drops the builds that were read before the present one; one that is being made beside it stays. Waits a moment for questions that are still being answered from one. */
export async function dropOldBuilds(ownerUrl: string, settings: ReadSettings = {}): Promise<void> {
  const control = settings.schema ?? 'read_side';
  await asOwner(ownerUrl, control, async (db) => {
    const old = (await db.query(
      `SELECT schema FROM ${control}.build WHERE number < (SELECT number FROM ${control}.build WHERE active)`,
    )) as { schema: string }[];
    for (const { schema } of old) await drop(db, control, schema);
  });
}

/** Drops a build that is not read. */
export async function dropBuild(ownerUrl: string, build: Build, settings: ReadSettings = {}): Promise<void> {
  const control = settings.schema ?? 'read_side';
  await asOwner(ownerUrl, control, async (db) => {
    if ((await activeBuild(db, control))?.schema !== build.schema) await drop(db, control, build.schema);
  });
}

/** Waits a moment for who still reads it. */
async function drop(db: Query, control: string, schema: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await db.query(`SET lock_timeout = '500ms'`);
      await db.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
      await db.query(`DELETE FROM ${control}.build WHERE schema = $1`, [schema]);
      return;
    } catch (error) {
      const { code } = (error instanceof QueryFailedError ? error.driverError : {}) as { code?: unknown };
      const inUse = code === LOCK_NOT_AVAILABLE || code === DEADLOCK;
      if (!inUse || tries === DROP_TRIES) throw error;
    }
  }
}

/** Drops a read side as a whole, its builds and the list of them: of a scratch, never of one that others read. */
export async function dropReadSide(ownerUrl: string, settings: Required<ReadSettings>): Promise<boolean> {
  const control = settings.schema;
  return asOwner(ownerUrl, control, async (db) => {
    const [found] = (await db.query(`SELECT to_regclass($1) IS NOT NULL AS there`, [`${control}.build`])) as {
      there: boolean;
    }[];
    if (!found?.there) return false;
    const builds = (await db.query(`SELECT schema FROM ${control}.build`)) as { schema: string }[];
    for (const { schema } of builds) await db.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await db.query(`DROP SCHEMA ${control} CASCADE`);
    return true;
  });
}

type Query = { query(sql: string, parameters?: unknown[]): Promise<unknown> };

async function activeBuild(db: Query, control: string): Promise<Build | null> {
  const rows = (await db.query(`SELECT schema, version FROM ${control}.build WHERE active`)) as Build[];
  return rows[0] ?? null;
}

async function addBuild(ownerUrl: string, db: Query, control: string, active: boolean): Promise<Build> {
  const rows = (await db.query(`SELECT coalesce(max(number), 0) + 1 AS number FROM ${control}.build`)) as {
    number: number;
  }[];
  const number = Number(rows[0]?.number ?? 1);
  const build = { schema: `${control}_${number}`, version: READ_SIDE_VERSION };
  await db.query(`CREATE SCHEMA IF NOT EXISTS ${build.schema}`);
  const source = readDatabase(ownerUrl, { max: 1, applicationName: 'trachnhiem read migration', build: build.schema });
  await source.initialize();
  try {
    await source.runMigrations({ transaction: 'all' });
    await source.query(`INSERT INTO checkpoint VALUES ('read-side', 0) ON CONFLICT DO NOTHING`);
  } finally {
    await source.destroy();
  }
  await grant(db, build.schema, 'SELECT', 'SELECT, INSERT, UPDATE, DELETE');
  await db.query(`INSERT INTO ${control}.build VALUES ($1, $2, $3, $4)`, [number, build.schema, build.version, active]);
  return build;
}

/** Readers read, the projector writes; a role that the server does not have is left out. */
async function grant(db: Query, schema: string, reading: string, writing: string): Promise<void> {
  const roles = (await db.query(`SELECT rolname FROM pg_roles WHERE rolname = ANY($1)`, [Object.values(ROLES)])) as {
    rolname: string;
  }[];
  for (const { rolname } of roles) {
    if (rolname === ROLES.owner) continue;
    await db.query(`GRANT USAGE ON SCHEMA ${schema} TO ${rolname}`);
    const rights = rolname === ROLES.projector ? writing : reading;
    await db.query(`GRANT ${rights} ON ALL TABLES IN SCHEMA ${schema} TO ${rolname}`);
  }
}

async function asOwner<T>(ownerUrl: string, control: string, work: (db: Query) => Promise<T>): Promise<T> {
  const source = readDatabase(ownerUrl, { max: 1, applicationName: 'trachnhiem read builds' });
  await source.initialize();
  const runner = source.createQueryRunner();
  try {
    await runner.query(`SELECT pg_advisory_lock(hashtext($1))`, [`read side ${control}`]);
    return await work(runner);
  } finally {
    await runner.query(`SELECT pg_advisory_unlock_all()`).catch(() => undefined);
    await runner.release();
    await source.destroy();
  }
}
