import type { Pool } from 'pg';
import { migration, type Owner } from '#database/migration.js';
import { createPool } from '#database/pool.js';
import { ROLES } from '#database/roles.js';
import { BadCursor } from '#read-models/paging.js';
import type { ProofPage, ProofProgress, ReplayProof, ReplayProofStore } from './replay-proof.js';

const SCHEMA = /^[a-z][a-z0-9_]{0,40}$/;

/** Creates the tables of proofs: what has ended is insert-only, by rights and by a trigger, as the log is. */
export async function migrateReplayProofs(owner: Owner, schema = 'audit'): Promise<void> {
  requirePlain(schema);
  await migration(owner, `replay proofs ${schema}`, async (client) => {
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    await client.query(`CREATE TABLE IF NOT EXISTS ${schema}.replay_proof (
      number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE, proof json NOT NULL)`);
    await client.query(`CREATE TABLE IF NOT EXISTS ${schema}.replay_proof_running (
      id uuid PRIMARY KEY, proof json NOT NULL, progress json, stop boolean NOT NULL DEFAULT false)`);
    await client.query(`CREATE OR REPLACE FUNCTION ${schema}.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is insert-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
      END $$`);
    await client.query(`CREATE OR REPLACE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE
      ON ${schema}.replay_proof FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.refuse_change()`);
    const { rows } = await client.query<{ rolname: string }>('SELECT rolname FROM pg_roles WHERE rolname = ANY($1)', [
      [ROLES.app, ROLES.reader],
    ]);
    for (const { rolname } of rows) {
      await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${rolname}`);
      const app = rolname === ROLES.app;
      await client.query(`GRANT ${app ? 'SELECT, INSERT' : 'SELECT'} ON ${schema}.replay_proof TO ${rolname}`);
      const moving = app ? 'SELECT, INSERT, UPDATE, DELETE' : 'SELECT';
      await client.query(`GRANT ${moving} ON ${schema}.replay_proof_running TO ${rolname}`);
    }
  });
}

interface ProofRow {
  number: bigint | null;
  proof: ReplayProof;
  progress: ProofProgress | null;
}

/** Proofs in PostgreSQL, as the role that records. */
export class PostgresReplayProofStore implements ReplayProofStore {
  private readonly pool: Pool;

  constructor(
    url: string,
    private readonly schema = 'audit',
  ) {
    requirePlain(schema);
    this.pool = createPool(url, { max: 2, applicationName: 'trachnhiem replay proofs' });
  }

  async begin(proof: ReplayProof, now: string): Promise<void> {
    // Whoever begins holds the turn, so one that still stands here has lost its process.
    const { rows } = await this.pool.query<ProofRow>(`SELECT proof FROM ${this.schema}.replay_proof_running`);
    for (const { proof: left } of rows) {
      await this.end({ ...left, result: 'stopped', endedAt: now, reason: 'its process ended before it was done' });
    }
    await this.pool.query(`INSERT INTO ${this.schema}.replay_proof_running (id, proof) VALUES ($1, $2)`, [
      proof.id,
      JSON.stringify(proof),
    ]);
  }

  async progress(id: string, progress: ProofProgress): Promise<boolean> {
    const { rows } = await this.pool.query<{ stop: boolean }>(
      `UPDATE ${this.schema}.replay_proof_running SET progress = $2 WHERE id = $1 RETURNING stop`,
      [id, JSON.stringify(progress)],
    );
    return rows[0]?.stop ?? false;
  }

  async stop(id: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `UPDATE ${this.schema}.replay_proof_running SET stop = true WHERE id = $1`,
      [id],
    );
    return rowCount === 1;
  }

  async end(proof: ReplayProof): Promise<void> {
    await this.pool.query(
      `WITH over AS (DELETE FROM ${this.schema}.replay_proof_running WHERE id = $1)
       INSERT INTO ${this.schema}.replay_proof (id, proof) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING`,
      [proof.id, JSON.stringify(proof)],
    );
  }

  async find(id: string): Promise<ReplayProof | null> {
    const { rows } = await this.pool.query<ProofRow>(
      `SELECT number, proof, NULL::json AS progress FROM ${this.schema}.replay_proof WHERE id = $1
       UNION ALL SELECT NULL, proof, progress FROM ${this.schema}.replay_proof_running WHERE id = $1 LIMIT 1`,
      [id],
    );
    return rows[0] ? proofOf(rows[0]) : null;
  }

  async list({ limit = 50, cursor }: { limit?: number; cursor?: string }): Promise<ProofPage> {
    if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) throw new BadCursor(cursor);
    const { rows } = await this.pool.query<ProofRow>(
      `SELECT number, proof, NULL::json AS progress FROM ${this.schema}.replay_proof
       WHERE number < coalesce($1, 9223372036854775807) ORDER BY number DESC LIMIT $2`,
      [cursor ?? null, limit + 1],
    );
    const kept = rows.slice(0, limit);
    const next = rows.length > limit ? String(kept.at(-1)?.number ?? '') : null;
    const running = cursor === undefined ? await this.running() : [];
    return { items: [...running, ...kept].map(proofOf), next };
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  private async running(): Promise<ProofRow[]> {
    const { rows } = await this.pool.query<ProofRow>(
      `SELECT NULL::bigint AS number, proof, progress FROM ${this.schema}.replay_proof_running`,
    );
    return rows;
  }
}

function proofOf({ proof, progress }: ProofRow): ReplayProof {
  return { ...proof, progress };
}

function requirePlain(schema: string): void {
  if (!SCHEMA.test(schema)) throw new RangeError(`not a plain schema name: ${schema}`);
}
