import { DataSource } from 'typeorm';
import { ROLES } from '#database/roles.js';
import { Facts1790000000001 } from './migrations/1-facts.js';
import { ROWS } from './rows.js';

/** Raised when rows change their meaning: the next start then makes a new build beside the old and swaps them. */
export const READ_SIDE_VERSION = 1;

export interface ReadSettings {
  /** Schema that names the builds, `read_side` by default; builds are schemas of their own beside it. */
  schema?: string;
}

const MIGRATIONS = [Facts1790000000001];

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

/** Makes an empty build beside the active one. */
export async function createBuild(ownerUrl: string, settings: ReadSettings = {}): Promise<Build> {
  const control = settings.schema ?? 'read_side';
  return asOwner(ownerUrl, control, (db) => addBuild(ownerUrl, db, control, false));
}

/** Makes a build the one that is read, and drops the others. */
export async function activateBuild(ownerUrl: string, build: Build, settings: ReadSettings = {}): Promise<void> {
  const control = settings.schema ?? 'read_side';
  await asOwner(ownerUrl, control, async (db) => {
    await db.query('BEGIN');
    await db.query(`UPDATE ${control}.build SET active = false WHERE active`);
    await db.query(`UPDATE ${control}.build SET active = true WHERE schema = $1`, [build.schema]);
    await db.query('COMMIT');
    const old = (await db.query(`SELECT schema FROM ${control}.build WHERE NOT active`)) as { schema: string }[];
    for (const { schema } of old) {
      await db.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
      await db.query(`DELETE FROM ${control}.build WHERE schema = $1`, [schema]);
    }
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
