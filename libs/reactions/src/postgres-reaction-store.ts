import type { Pool, PoolClient } from 'pg';
import { type Lease, takeLease } from '#database/lease.js';
import { migration, type Owner } from '#database/migration.js';
import { createPool } from '#database/pool.js';
import { ROLES } from '#database/roles.js';
import { transaction } from '#database/transaction.js';
import type { CivilDate } from '#domain/civil-date.js';
import type { Along, Deed, ReactionStatus, ReactionStore, Timer } from './reaction-store.js';

const SCHEMA = /^[a-z][a-z0-9_]{0,40}$/;

/** Creates the tables of the runner; the app, which records, writes them too. */
export async function migrateReactions(owner: Owner, schema = 'reactions'): Promise<void> {
  requirePlain(schema);
  await migration(owner, `reactions ${schema}`, async (client) => {
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    await client.query(`CREATE TABLE IF NOT EXISTS ${schema}.checkpoint (
      name text PRIMARY KEY, ordinal bigint NOT NULL)`);
    await client.query(`CREATE TABLE IF NOT EXISTS ${schema}.timer (
      reaction text COLLATE "C" NOT NULL,
      subject text COLLATE "C" NOT NULL,
      cause uuid NOT NULL,
      due_on date NOT NULL,
      streams text[] COLLATE "C" NOT NULL,
      correlation uuid NOT NULL,
      looked_on date,
      over boolean NOT NULL DEFAULT false,
      PRIMARY KEY (reaction, subject, cause))`);
    await client.query(`CREATE INDEX IF NOT EXISTS timer_due ON ${schema}.timer (due_on) WHERE NOT over`);
    await client.query(`CREATE INDEX IF NOT EXISTS timer_of_stream ON ${schema}.timer USING gin (streams)`);
    await client.query(`CREATE TABLE IF NOT EXISTS ${schema}.deed (
      command_id uuid PRIMARY KEY,
      reaction text NOT NULL,
      cause uuid NOT NULL,
      subject text NOT NULL,
      outcome text NOT NULL,
      at timestamptz NOT NULL DEFAULT clock_timestamp())`);
    await client.query(`CREATE INDEX IF NOT EXISTS deed_by_time ON ${schema}.deed (at)`);
    await client.query(`CREATE INDEX IF NOT EXISTS deed_failed ON ${schema}.deed (at) WHERE outcome LIKE 'failed%'`);
    const { rowCount } = await client.query(`SELECT FROM pg_roles WHERE rolname = $1`, [ROLES.app]);
    if (rowCount) {
      await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${ROLES.app}`);
      await client.query(`GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA ${schema} TO ${ROLES.app}`);
    }
  });
}

interface TimerRow {
  reaction: string;
  subject: string;
  cause: string;
  due_on: CivilDate;
  streams: string[];
  correlation: string;
}

/** Checkpoint, timers and deeds in PostgreSQL. */
export class PostgresReactionStore implements ReactionStore {
  private readonly pool: Pool;

  constructor(
    url: string,
    private readonly schema = 'reactions',
  ) {
    requirePlain(schema);
    this.pool = createPool(url, { max: 3, applicationName: 'trachnhiem reactions' });
  }

  async begin(ordinal: bigint): Promise<void> {
    await this.pool.query(
      `INSERT INTO ${this.schema}.checkpoint VALUES ('reactions', $1) ON CONFLICT (name) DO NOTHING`,
      [String(ordinal)],
    );
  }

  lead(lost: () => void): Promise<Lease | null> {
    return takeLease(this.pool, `reactions of ${this.schema}`, lost);
  }

  async checkpoint(): Promise<bigint | null> {
    const { rows } = await this.pool.query<{ ordinal: bigint }>(`SELECT ordinal FROM ${this.schema}.checkpoint`);
    return rows[0]?.ordinal ?? null;
  }

  move(from: bigint, to: bigint, along: Along): Promise<boolean> {
    return transaction(this.pool, async (db) => {
      const { rowCount } = await db.query(`UPDATE ${this.schema}.checkpoint SET ordinal = $2 WHERE ordinal = $1`, [
        String(from),
        String(to),
      ]);
      if (rowCount !== 1) return false;
      await this.insertTimers(db, along.timers);
      if (along.revived.length > 0) {
        await db.query(`UPDATE ${this.schema}.timer SET over = false WHERE over AND streams && $1::text[]`, [
          along.revived,
        ]);
      }
      if (along.touched.length > 0) {
        await db.query(
          `UPDATE ${this.schema}.timer SET looked_on = NULL WHERE looked_on IS NOT NULL AND streams && $1::text[]`,
          [along.touched],
        );
      }
      await this.insertDeeds(db, along.deeds);
      return true;
    });
  }

  async due(today: CivilDate, limit: number, again = false): Promise<Timer[]> {
    const { rows } = await this.pool.query<TimerRow>(
      `SELECT reaction, subject, cause, due_on, streams, correlation FROM ${this.schema}.timer
       WHERE NOT over AND due_on <= $1 AND ($3 OR looked_on IS DISTINCT FROM $1::date)
       ORDER BY due_on, reaction, subject, cause LIMIT $2`,
      [today, limit, again],
    );
    return rows.map(({ due_on, ...row }) => ({ ...row, dueOn: due_on }));
  }

  looked(timer: Timer, today: CivilDate, over: boolean, deeds: readonly Deed[]): Promise<void> {
    return transaction(this.pool, async (db) => {
      await db.query(
        `UPDATE ${this.schema}.timer SET looked_on = $4, over = $5 WHERE reaction = $1 AND subject = $2 AND cause = $3`,
        [timer.reaction, timer.subject, timer.cause, today, over],
      );
      await this.insertDeeds(db, deeds);
    });
  }

  async goBack(to: bigint): Promise<void> {
    await this.pool.query(`UPDATE ${this.schema}.checkpoint SET ordinal = $1 WHERE ordinal > $1`, [String(to)]);
  }

  async status(limit: number): Promise<ReactionStatus> {
    const { rows } = await this.pool.query<{ timers: bigint; next_due_on: CivilDate | null; failed: bigint }>(
      `SELECT (SELECT count(*) FROM ${this.schema}.timer WHERE NOT over) AS timers,
              (SELECT min(due_on) FROM ${this.schema}.timer WHERE NOT over) AS next_due_on,
              (SELECT count(*) FROM ${this.schema}.deed WHERE outcome LIKE 'failed%') AS failed`,
    );
    const last = await this.pool.query<Deed & { command_id: string; at: Date }>(
      `SELECT command_id, reaction, cause, subject, outcome, at FROM ${this.schema}.deed ORDER BY at DESC LIMIT $1`,
      [limit],
    );
    return {
      checkpoint: await this.checkpoint(),
      timers: Number(rows[0]?.timers ?? 0),
      nextDueOn: rows[0]?.next_due_on ?? null,
      failed: Number(rows[0]?.failed ?? 0),
      last: last.rows.map(({ command_id, ...row }) => ({ ...row, commandId: command_id })),
    };
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  private async insertTimers(db: PoolClient, timers: readonly Timer[]): Promise<void> {
    if (timers.length === 0) return;
    await db.query(
      `INSERT INTO ${this.schema}.timer (reaction, subject, cause, due_on, streams, correlation)
       SELECT reaction, subject, cause, "dueOn", ARRAY(SELECT json_array_elements_text(streams)), correlation
       FROM json_to_recordset($1) AS timer(reaction text, subject text, cause uuid, "dueOn" date, streams json, correlation uuid)
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(timers)],
    );
  }

  private async insertDeeds(db: PoolClient, deeds: readonly Deed[]): Promise<void> {
    if (deeds.length === 0) return;
    // One statement may not write a row twice.
    const byId = new Map(deeds.map((deed) => [deed.commandId, deed]));
    await db.query(
      `INSERT INTO ${this.schema}.deed (command_id, reaction, cause, subject, outcome)
       SELECT "commandId", reaction, cause, subject, outcome
       FROM json_to_recordset($1) AS deed("commandId" uuid, reaction text, cause uuid, subject text, outcome text)
       ON CONFLICT (command_id) DO UPDATE SET outcome = excluded.outcome, at = excluded.at`,
      [JSON.stringify([...byId.values()])],
    );
  }
}

function requirePlain(schema: string): void {
  if (!SCHEMA.test(schema)) throw new RangeError(`not a plain schema name: ${schema}`);
}
