import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ROLES } from '#database/roles.js';
import { migration, type Owner } from '#database/migration.js';

export interface IndexRoles {
  /** May add to the index and read it. */
  readonly app: string;
  /** May read it. A role that the server does not know is skipped. */
  readonly readers: readonly string[];
}

const DEFAULT_ROLES: IndexRoles = { app: ROLES.app, readers: [ROLES.projector, ROLES.reader] };

/** One of this folder's statements. */
export function indexSql(name: string): string {
  return readFileSync(new URL(`./eventstoredb/${name}.sql`, import.meta.url), 'utf8');
}

/** Of the advisory locks: two schemas do not wait for each other. */
export function indexLock(schema: string): string {
  return createHash('sha256').update(`log_index in ${schema}`).digest().readBigInt64BE().toString();
}

/**
 * Creates the index of an EventStoreDB log, or leaves it as it is. Safe for several processes at once. The index is
 * append-only, by rights and by a trigger. It holds nothing that the store does not: dropped, it is built anew with the
 * same ordinals.
 *
 * @param owner the role that owns the schema; no other role may change its form
 */
export async function migrateLogIndex(
  owner: Owner,
  { schema = 'log', roles = DEFAULT_ROLES }: { schema?: string; roles?: IndexRoles } = {},
): Promise<void> {
  checkIdentifiers(schema, roles.app, ...roles.readers);
  await migration(owner, `log index ${schema}`, async (client) => {
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    await client.query(`SET LOCAL search_path TO ${schema}`);
    for (const name of ['create-log-index', 'create-refuse-change', 'create-append-only']) {
      await client.query(indexSql(name));
    }
    const { rows } = await client.query<{ rolname: string }>('SELECT rolname FROM pg_roles WHERE rolname = ANY ($1)', [
      [roles.app, ...roles.readers],
    ]);
    for (const { rolname } of rows) {
      await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${rolname}`);
      await client.query(`GRANT SELECT${rolname === roles.app ? ', INSERT' : ''} ON log_index TO ${rolname}`);
    }
  });
}

function checkIdentifiers(...names: string[]): void {
  for (const name of names) {
    if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name)) throw new RangeError(`not a plain database name: ${name}`);
  }
}
