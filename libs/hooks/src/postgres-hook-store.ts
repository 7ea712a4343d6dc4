import type { Pool } from 'pg';
import { type Lease, takeLease } from '#database/lease.js';
import { migration, type Owner } from '#database/migration.js';
import { createPool } from '#database/pool.js';
import { ROLES } from '#database/roles.js';
import { transaction } from '#database/transaction.js';
import type { Attempt } from './post.js';
import type { DeadLetter, SealedSecret, Subscription, SubscriptionState } from './subscription.js';

const SCHEMA = /^[a-z][a-z0-9_]{0,40}$/;

/** Creates the tables of the webhooks; the app writes them. Secrets stand in them as ciphertext. */
export async function migrateHooks(owner: Owner, schema = 'hooks'): Promise<void> {
  requirePlain(schema);
  await migration(owner, `hooks ${schema}`, async (client) => {
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    await client.query(`CREATE TABLE IF NOT EXISTS ${schema}.subscription (
      id uuid PRIMARY KEY,
      address text NOT NULL,
      selection json NOT NULL,
      reach json NOT NULL,
      "full" boolean NOT NULL,
      made_by text NOT NULL,
      made_at timestamptz NOT NULL,
      state text NOT NULL CHECK (state IN ('active', 'paused', 'suspended', 'ended')),
      why text,
      position bigint NOT NULL CHECK (position >= 0),
      attempts int NOT NULL DEFAULT 0,
      given_up int NOT NULL DEFAULT 0,
      next_at timestamptz NOT NULL,
      last json,
      secrets json NOT NULL)`);
    await client.query(`CREATE TABLE IF NOT EXISTS ${schema}.dead_letter (
      subscription uuid NOT NULL REFERENCES ${schema}.subscription,
      position bigint NOT NULL,
      event uuid NOT NULL,
      type text NOT NULL,
      stream text NOT NULL,
      attempts int NOT NULL,
      outcome text NOT NULL,
      status int,
      at timestamptz NOT NULL,
      redelivered_at timestamptz,
      PRIMARY KEY (subscription, position))`);
    const { rowCount } = await client.query(`SELECT FROM pg_roles WHERE rolname = $1`, [ROLES.app]);
    if (rowCount) {
      await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${ROLES.app}`);
      await client.query(`GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA ${schema} TO ${ROLES.app}`);
    }
  });
}

interface Row extends Pick<
  Subscription,
  'id' | 'address' | 'full' | 'state' | 'why' | 'attempts' | 'last' | 'secrets'
> {
  selection: Pick<Subscription, 'types' | 'categories' | 'streams'>;
  reach: Subscription['reach'];
  made_by: string;
  made_at: Date;
  position: bigint;
  given_up: number;
  next_at: Date;
}

/** What an attempt came to, for an event of the log or for a stretch of it that is not asked for. */
export interface Step {
  /** Ordinal at which the subscription was taken up: the fence against another process. */
  readonly from: number;
  readonly to: number;
  readonly at: Date;
  /** Null: nothing of the stretch was asked for. */
  readonly attempt: Attempt | null;
}

export interface GivenUp extends Omit<DeadLetter, 'redeliveredAt' | 'at' | 'outcome' | 'status'> {
  /** So many in a row suspend the subscription. */
  readonly suspendsAt: number;
}

/**
 * Subscriptions and what became of them, in PostgreSQL. The position of a subscription moves in the transaction that says
 * why: delivered, given up (with its row in the list of dead letters), not asked for.
 */
export class PostgresHookStore {
  private readonly pool: Pool;

  constructor(
    url: string,
    private readonly schema = 'hooks',
  ) {
    requirePlain(schema);
    this.pool = createPool(url, { max: 4, applicationName: 'trachnhiem hooks' });
  }

  lead(lost: () => void): Promise<Lease | null> {
    return takeLease(this.pool, `hooks of ${this.schema}`, lost);
  }

  /** False: there are `most` already that have not ended. */
  async add(subscription: Subscription, most: number): Promise<boolean> {
    const { id, address, types, categories, streams, reach, full, madeBy, madeAt, position, secrets } = subscription;
    return transaction(this.pool, async (db) => {
      await db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`hooks to add to ${this.schema}`]);
      const { rowCount } = await db.query(
        `INSERT INTO ${this.schema}.subscription
           (id, address, selection, reach, "full", made_by, made_at, state, position, next_at, secrets)
         SELECT $1, $2, $3, $4, $5, $6, $7, 'active', $8, $7, $9
         WHERE (SELECT count(*) FROM ${this.schema}.subscription WHERE state <> 'ended') < $10`,
        [
          id,
          address,
          JSON.stringify({ types, categories, streams }),
          JSON.stringify(reach),
          full,
          madeBy,
          madeAt,
          position,
          JSON.stringify(secrets),
          most,
        ],
      );
      return rowCount === 1;
    });
  }

  /** In the order in which they were made. */
  async list(): Promise<Subscription[]> {
    return this.found(`SELECT * FROM ${this.schema}.subscription ORDER BY made_at, id`, []);
  }

  async find(id: string): Promise<Subscription | null> {
    return (await this.found(`SELECT * FROM ${this.schema}.subscription WHERE id = $1`, [id]))[0] ?? null;
  }

  /** Active ones that may be sent something now. */
  async due(now: Date): Promise<Subscription[]> {
    const sql = `SELECT * FROM ${this.schema}.subscription WHERE state = 'active' AND next_at <= $1 ORDER BY made_at, id`;
    return this.found(sql, [now]);
  }

  /** Null: there is none of that id, or it has ended. A resumed one begins at once, its count of failures anew. */
  async setState(
    id: string,
    state: SubscriptionState,
    why: string | null,
    now: Date,
    anew: { secrets: readonly SealedSecret[] } | null = null,
  ): Promise<Subscription | null> {
    const sql = `UPDATE ${this.schema}.subscription SET state = $2, why = $3, next_at = $4, attempts = 0, given_up = 0,
      secrets = coalesce($5, secrets) WHERE id = $1 AND state <> 'ended' RETURNING *`;
    const secrets = anew && JSON.stringify(anew.secrets);
    return (await this.found(sql, [id, state, why, now, secrets]))[0] ?? null;
  }

  /** Goes back (or on) to an ordinal, whatever is under way. Null: there is none of that id, or it has ended. */
  async setPosition(id: string, position: number, now: Date): Promise<Subscription | null> {
    const sql = `UPDATE ${this.schema}.subscription SET position = $2, attempts = 0, next_at = $3
      WHERE id = $1 AND state <> 'ended' RETURNING *`;
    return (await this.found(sql, [id, position, now]))[0] ?? null;
  }

  /** Null: there is none of that id, it has ended, or its secrets are others by now. */
  async setSecrets(
    id: string,
    before: readonly SealedSecret[],
    after: readonly SealedSecret[],
  ): Promise<Subscription | null> {
    const sql = `UPDATE ${this.schema}.subscription SET secrets = $3
      WHERE id = $1 AND state <> 'ended' AND secrets::jsonb = $2::jsonb RETURNING *`;
    return (await this.found(sql, [id, JSON.stringify(before), JSON.stringify(after)]))[0] ?? null;
  }

  /** Moves on. Null: another process has, or it has ended meanwhile. */
  async moved(id: string, step: Step): Promise<Subscription | null> {
    const sql = `UPDATE ${this.schema}.subscription
      SET position = $3, attempts = 0, given_up = CASE WHEN $5::json IS NULL THEN given_up ELSE 0 END, next_at = $4,
          last = coalesce($5::json, last)
      WHERE id = $1 AND position = $2 AND state <> 'ended' RETURNING *`;
    return (await this.found(sql, [id, step.from, step.to, step.at, lastOf(step)]))[0] ?? null;
  }

  /** Waits for the next attempt. */
  async failed(id: string, step: Step, nextAt: Date): Promise<void> {
    await this.pool.query(
      `UPDATE ${this.schema}.subscription SET attempts = attempts + 1, next_at = $3, last = $4::json
       WHERE id = $1 AND position = $2 AND state <> 'ended'`,
      [id, step.from, nextAt, lastOf(step)],
    );
  }

  /** Moves on past an event that cannot be delivered, and keeps it in the list of dead letters. */
  async gaveUp(id: string, step: Step, letter: GivenUp): Promise<Subscription | null> {
    return transaction(this.pool, async (db) => {
      const { rows } = await db.query<Row>(
        `UPDATE ${this.schema}.subscription
         SET position = $3, attempts = 0, given_up = given_up + 1, next_at = $4, last = $5::json,
             state = CASE WHEN state = 'active' AND given_up + 1 >= $6 THEN 'suspended' ELSE state END,
             why = CASE WHEN state = 'active' AND given_up + 1 >= $6 THEN 'too-many-given-up' ELSE why END
         WHERE id = $1 AND position = $2 AND state <> 'ended' RETURNING *`,
        [id, step.from, step.to, step.at, lastOf(step), letter.suspendsAt],
      );
      const [row] = rows;
      if (!row) return null;
      await db.query(
        `INSERT INTO ${this.schema}.dead_letter (subscription, position, event, type, stream, attempts, outcome, status, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (subscription, position) DO UPDATE
           SET event = excluded.event, type = excluded.type, stream = excluded.stream, attempts = excluded.attempts,
               outcome = excluded.outcome, status = excluded.status, at = excluded.at, redelivered_at = NULL`,
        [
          id,
          letter.position,
          letter.event,
          letter.type,
          letter.stream,
          letter.attempts,
          step.attempt?.outcome,
          step.attempt?.status,
          step.at,
        ],
      );
      return subscriptionIn(row);
    });
  }

  /** Newest first. */
  async deadLetters(id: string, before: number | null, limit: number): Promise<DeadLetter[]> {
    const { rows } = await this.pool.query<Omit<DeadLetter, 'position' | 'at' | 'redeliveredAt'> & LetterTimes>(
      `SELECT position, event, type, stream, attempts, outcome, status, at, redelivered_at
       FROM ${this.schema}.dead_letter WHERE subscription = $1 AND ($2::bigint IS NULL OR position < $2)
       ORDER BY position DESC LIMIT $3`,
      [id, before, limit],
    );
    return rows.map(({ position, at, redelivered_at: again, ...row }) => ({
      ...row,
      position: Number(position),
      at: at.toISOString(),
      redeliveredAt: again?.toISOString() ?? null,
    }));
  }

  async deadLetter(id: string, position: number): Promise<DeadLetter | null> {
    const [found] = await this.deadLetters(id, position + 1, 1);
    return found?.position === position ? found : null;
  }

  async redelivered(id: string, position: number, at: Date): Promise<void> {
    await this.pool.query(
      `UPDATE ${this.schema}.dead_letter SET redelivered_at = $3 WHERE subscription = $1 AND position = $2`,
      [id, position, at],
    );
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  private async found(sql: string, values: readonly unknown[]): Promise<Subscription[]> {
    return (await this.pool.query<Row>(sql, [...values])).rows.map(subscriptionIn);
  }
}

interface LetterTimes {
  position: bigint;
  at: Date;
  redelivered_at: Date | null;
}

function lastOf({ at, to, attempt }: Step): string | null {
  if (!attempt) return null;
  const { outcome, status } = attempt;
  return JSON.stringify({ at: at.toISOString(), outcome, status, position: to });
}

function subscriptionIn(row: Row): Subscription {
  const { id, address, full, state, why, attempts, last, secrets, reach, selection } = row;
  return {
    id,
    address,
    full,
    state,
    why,
    attempts,
    last,
    secrets,
    reach,
    ...selection,
    madeBy: row.made_by,
    madeAt: row.made_at.toISOString(),
    position: Number(row.position),
    givenUp: row.given_up,
    nextAt: row.next_at.toISOString(),
  };
}

function requirePlain(schema: string): void {
  if (!SCHEMA.test(schema)) throw new RangeError(`not a plain schema name: ${schema}`);
}
