import { migration, type Owner } from '#database/migration.js';
import { ROLES } from '#database/roles.js';
import type { PoolClient } from 'pg';
import { logSql } from './postgres-sql.js';

/** Each version's statements, in order; what was released is not changed, a new version is added. */
const VERSIONS: readonly (readonly string[])[] = [
  ['1-event-table', '1-refuse-change', '1-append-only-trigger', '1-append-group', '1-notify', '1-notify-trigger'],
];

/** The login roles of the log. Each is granted what it needs and nothing else. */
export interface LogRoles {
  /** May insert and read. */
  readonly app: string;
  /** May read. */
  readonly projector: string;
  /** May not even look: what it shows it reads of the read models, where its rows are fenced. */
  readonly reader: string;
}

export interface MigrateOptions {
  /** Schema of the log, `log` by default. */
  readonly schema?: string;
  readonly roles?: LogRoles;
  /** Takes one line, for a role that is not on the server. */
  readonly note?: (line: string) => void;
}

/**
 * Creates the log's schema or brings it up to date, and grants the roles their rights.
 *
 * @throws {Error} the schema is of a newer version than this program
 */
export async function migrateLog(owner: Owner, options: MigrateOptions = {}): Promise<void> {
  const { schema = 'log', roles = ROLES, note = () => undefined } = options;
  await migration(owner, `log ${schema}`, async (client) => {
    await bringUpToDate(client, schema);
    await grant(client, schema, roles, note);
  });
}

async function bringUpToDate(client: PoolClient, schema: string): Promise<void> {
  await client.query(logSql('create-schema', schema));
  await client.query(logSql('create-migration-table', schema));
  const { rows } = await client.query<{ version: number }>(
    `SELECT coalesce(max(version), 0) AS version FROM ${schema}.migration`,
  );
  const current = rows[0]?.version ?? 0;
  if (current > VERSIONS.length) {
    throw new Error(`the log in schema ${schema} is of version ${current}; this program knows ${VERSIONS.length}`);
  }
  for (let version = current + 1; version <= VERSIONS.length; version++) {
    for (const name of VERSIONS[version - 1] ?? []) await client.query(logSql(name, schema));
    await client.query(`INSERT INTO ${schema}.migration (version) VALUES ($1)`, [version]);
  }
}

/** Takes everything from everybody and gives each role its own: a right that was granted by hand does not stay. */
async function grant(client: PoolClient, schema: string, roles: LogRoles, note: (line: string) => void): Promise<void> {
  for (const kind of [`SCHEMA ${schema}`, `ALL TABLES IN SCHEMA ${schema}`, `ALL FUNCTIONS IN SCHEMA ${schema}`]) {
    await client.query(`REVOKE ALL ON ${kind} FROM PUBLIC`);
  }
  const wanted = [
    { role: roles.app, table: 'INSERT, SELECT', appends: true },
    { role: roles.projector, table: 'SELECT', appends: false },
    { role: roles.reader, table: null, appends: false },
  ];
  for (const { role, table, appends } of wanted) {
    const { rows } = await client.query<{ owner: boolean }>(
      'SELECT rolname = current_user AS owner FROM pg_roles WHERE rolname = $1',
      [role],
    );
    if (!rows[0]) {
      note(`log: the server has no role ${role}, so it is granted nothing`);
      continue;
    }
    // One role for everything is its owner: it keeps what owners have, and the trigger stays.
    if (rows[0].owner) continue;
    const name = client.escapeIdentifier(role);
    await client.query(`REVOKE ALL ON SCHEMA ${schema} FROM ${name}`);
    await client.query(`REVOKE ALL ON ALL TABLES IN SCHEMA ${schema} FROM ${name}`);
    await client.query(`REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${schema} FROM ${name}`);
    if (table === null) continue;
    await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${name}`);
    await client.query(`GRANT ${table} ON ${schema}.event TO ${name}`);
    if (appends) await client.query(`GRANT EXECUTE ON FUNCTION ${schema}.append_group TO ${name}`);
  }
}
