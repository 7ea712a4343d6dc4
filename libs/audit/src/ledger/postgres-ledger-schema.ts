import type { PoolClient } from 'pg';
import { migration, type Owner } from '#database/migration.js';
import { ROLES } from '#database/roles.js';

const SCHEMA = /^[a-z][a-z0-9_]{0,40}$/;

/**
 * The tables of the ledger. `run` is one chain: each run begins where another one ends (`previous`), and only one can begin
 * there (its key), so two that believe to lead cannot write two histories. A checkpoint is of a size at which a run ends.
 */
const TABLES = `
  CREATE TABLE IF NOT EXISTS {schema}.tree (
    number integer PRIMARY KEY CHECK (number > 0),
    origin text NOT NULL UNIQUE,
    vkey text NOT NULL,
    begun_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    reason text,
    declared_by text,
    last_note text,
    CHECK ((number = 1) = (reason IS NULL) AND (reason IS NULL) = (declared_by IS NULL)));
  CREATE TABLE IF NOT EXISTS {schema}.run (
    tree integer NOT NULL REFERENCES {schema}.tree,
    after bigint NOT NULL CHECK (after >= 0),
    size bigint NOT NULL CHECK (size > after),
    previous bigint GENERATED ALWAYS AS (nullif(after, 0)) STORED,
    leaves bytea NOT NULL CHECK (octet_length(leaves) = 32 * (size - after)),
    PRIMARY KEY (tree, after),
    UNIQUE (tree, size),
    FOREIGN KEY (tree, previous) REFERENCES {schema}.run (tree, size));
  CREATE TABLE IF NOT EXISTS {schema}.filled_tile (
    tree integer NOT NULL REFERENCES {schema}.tree,
    level smallint NOT NULL CHECK (level > 0),
    index bigint NOT NULL CHECK (index >= 0),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (tree, level, index));
  CREATE TABLE IF NOT EXISTS {schema}.entry (
    tree integer NOT NULL REFERENCES {schema}.tree,
    index bigint NOT NULL CHECK (index >= 0),
    event uuid NOT NULL,
    command uuid NOT NULL,
    PRIMARY KEY (tree, index));
  CREATE INDEX IF NOT EXISTS entry_event ON {schema}.entry (event);
  CREATE INDEX IF NOT EXISTS entry_command ON {schema}.entry (command);
  CREATE TABLE IF NOT EXISTS {schema}.checkpoint (
    tree integer NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL CHECK (octet_length(root) = 32),
    note text NOT NULL,
    signed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tree, size),
    FOREIGN KEY (tree, size) REFERENCES {schema}.run (tree, size));
  CREATE TABLE IF NOT EXISTS {schema}.cosignature (
    tree integer NOT NULL,
    size bigint NOT NULL,
    witness text NOT NULL,
    line text NOT NULL,
    kept_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tree, size, witness),
    FOREIGN KEY (tree, size) REFERENCES {schema}.checkpoint (tree, size));
  CREATE TABLE IF NOT EXISTS {schema}.alarm (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    detail text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp());
  CREATE OR REPLACE FUNCTION {schema}.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % of %.% is refused', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
      USING ERRCODE = 'insufficient_privilege';
  END
  $$`;

export const LEDGER_TABLES = ['tree', 'run', 'filled_tile', 'entry', 'checkpoint', 'cosignature', 'alarm'] as const;

/**
 * Creates the tables of a ledger and grants the roles their rights: the projector, which runs the ledger, adds and reads,
 * the app and the reader read, nobody changes anything. May be run again and by several processes at once.
 *
 * @throws {RangeError} the schema's name is not a plain identifier
 */
export async function migrateLedger(owner: Owner, schema = 'ledger'): Promise<void> {
  requirePlain(schema);
  await migration(owner, `ledger ${schema}`, async (client) => {
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    await client.query(TABLES.replaceAll('{schema}', schema));
    for (const table of LEDGER_TABLES) {
      // Grants stop the login roles; this stops the owner of the table too.
      await client.query(`CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE
        ON ${schema}.${table} FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.refuse_change()`);
    }
    await grant(client, schema);
  });
}

/** Takes everything from everybody and gives each role its own: a right that was granted by hand does not stay. */
async function grant(client: PoolClient, schema: string): Promise<void> {
  const rights = new Map([
    [ROLES.projector as string, 'INSERT, SELECT'],
    [ROLES.app, 'SELECT'],
    [ROLES.reader, 'SELECT'],
  ]);
  const { rows } = await client.query<{ role: string }>(
    'SELECT rolname AS role FROM pg_roles WHERE rolname = ANY ($1) AND rolname <> current_user',
    [[...rights.keys()]],
  );
  for (const { role } of rows) {
    await client.query(`REVOKE ALL ON ALL TABLES IN SCHEMA ${schema} FROM ${role}`);
    await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${role}`);
    await client.query(`GRANT ${rights.get(role)} ON ALL TABLES IN SCHEMA ${schema} TO ${role}`);
  }
}

/** @throws {RangeError} */
export function requirePlain(schema: string): void {
  if (!SCHEMA.test(schema)) throw new RangeError(`not a plain schema name: ${schema}`);
}
