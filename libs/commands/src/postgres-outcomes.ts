import type { Pool } from 'pg';
import { createPool } from '#database/pool.js';
import { ROLES } from '#database/roles.js';
import type { Outcome, Outcomes } from './outcomes.js';

const SCHEMA = /^[a-z][a-z0-9_]{0,40}$/;

/** Creates the tables of claims and outcomes; the app may add and read, nobody may change them. */
export async function migrateOutcomes(ownerUrl: string, schema = 'commands'): Promise<void> {
  if (!SCHEMA.test(schema)) throw new RangeError(`not a plain schema name: ${schema}`);
  const pool = createPool(ownerUrl, { max: 1, applicationName: 'trachnhiem outcomes migration' });
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT pg_advisory_xact_lock(hashtext($1))`, [`outcomes ${schema}`]);
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    await client.query(`CREATE TABLE IF NOT EXISTS ${schema}.claim (
      command_id uuid PRIMARY KEY, body_hash text NOT NULL, claimed_at timestamptz NOT NULL DEFAULT now())`);
    await client.query(`CREATE TABLE IF NOT EXISTS ${schema}.outcome (
      command_id uuid PRIMARY KEY, outcome json NOT NULL, kept_at timestamptz NOT NULL DEFAULT now())`);
    const { rowCount } = await client.query(`SELECT FROM pg_roles WHERE rolname = $1`, [ROLES.app]);
    if (rowCount) {
      await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${ROLES.app}`);
      await client.query(`GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA ${schema} TO ${ROLES.app}`);
    }
    await client.query('COMMIT');
  } finally {
    client.release(true);
    await pool.end();
  }
}

/** Claims and outcomes in PostgreSQL. */
export class PostgresOutcomes implements Outcomes {
  private readonly pool: Pool;

  constructor(
    url: string,
    private readonly schema = 'commands',
  ) {
    if (!SCHEMA.test(schema)) throw new RangeError(`not a plain schema name: ${schema}`);
    this.pool = createPool(url, { max: 4, applicationName: 'trachnhiem outcomes' });
  }

  async claim(commandId: string, bodyHash: string): Promise<string> {
    await this.pool.query(
      `INSERT INTO ${this.schema}.claim (command_id, body_hash) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
      [commandId, bodyHash],
    );
    const { rows } = await this.pool.query<{ body_hash: string }>(
      `SELECT body_hash FROM ${this.schema}.claim WHERE command_id = $1`,
      [commandId],
    );
    return rows[0]?.body_hash ?? bodyHash;
  }

  async find(commandId: string): Promise<Outcome | null> {
    const { rows } = await this.pool.query<{ outcome: Outcome }>(
      `SELECT outcome FROM ${this.schema}.outcome WHERE command_id = $1`,
      [commandId],
    );
    return rows[0]?.outcome ?? null;
  }

  async keep(commandId: string, outcome: Outcome): Promise<void> {
    await this.pool.query(
      `INSERT INTO ${this.schema}.outcome (command_id, outcome) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
      [commandId, JSON.stringify(outcome)],
    );
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
