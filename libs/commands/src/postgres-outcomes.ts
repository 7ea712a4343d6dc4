import type { Pool } from 'pg';
import { GatheredCalls } from '#database/gathered-calls.js';
import { migration, type Owner } from '#database/migration.js';
import { createPool } from '#database/pool.js';
import { ROLES } from '#database/roles.js';
import type { Hold, Outcome, Outcomes } from './outcomes.js';

const SCHEMA = /^[a-z][a-z0-9_]{0,40}$/;

/** Creates the tables of claims and outcomes; the app may add and read, nobody may change them. */
export async function migrateOutcomes(owner: Owner, schema = 'commands'): Promise<void> {
  if (!SCHEMA.test(schema)) throw new RangeError(`not a plain schema name: ${schema}`);
  await migration(owner, `outcomes ${schema}`, async (client) => {
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
  });
}

interface Claim {
  commandId: string;
  bodyHash: string;
}

/** Claims and outcomes in PostgreSQL. What many commands ask at the same time is one statement. */
export class PostgresOutcomes implements Outcomes {
  private readonly pool: Pool;
  private readonly claims = new GatheredCalls((asked: readonly Claim[]) => this.claimAll(asked), 2);
  private readonly finds = new GatheredCalls((asked: readonly string[]) => this.findAll(asked), 2);
  /** One connection, which what this process holds lies with: it is kept, and when it is lost all is let go. */
  private readonly holding: Pool;
  private readonly held = new Set<string>();
  private readonly holds = new GatheredCalls((asked: readonly string[]) => this.holdAll(asked));
  private readonly releases = new GatheredCalls((asked: readonly string[]) => this.releaseAll(asked));

  constructor(
    url: string,
    private readonly schema = 'commands',
  ) {
    if (!SCHEMA.test(schema)) throw new RangeError(`not a plain schema name: ${schema}`);
    this.pool = createPool(url, { max: 4, applicationName: 'trachnhiem outcomes' });
    this.holding = createPool(url, { max: 1, applicationName: 'trachnhiem commands under way', idleTimeoutMs: 0 });
  }

  claim(commandId: string, bodyHash: string): Promise<string> {
    return this.claims.ask({ commandId, bodyHash });
  }

  async claimed(commandId: string): Promise<boolean> {
    return (await this.claimsOf([commandId])).length > 0;
  }

  async hold(commandId: string): Promise<Hold | null> {
    // PostgreSQL gives a lock to the connection that has it already.
    if (this.held.has(commandId)) return null;
    this.held.add(commandId);
    const taken = await this.holds.ask(commandId).catch((error: unknown) => {
      this.held.delete(commandId);
      throw error;
    });
    if (!taken) {
      this.held.delete(commandId);
      return null;
    }
    return async () => {
      await this.releases.ask(commandId).catch(() => undefined);
      this.held.delete(commandId);
    };
  }

  find(commandId: string): Promise<Outcome | null> {
    return this.finds.ask(commandId);
  }

  async keep(commandId: string, outcome: Outcome): Promise<void> {
    await this.pool.query(
      `INSERT INTO ${this.schema}.outcome (command_id, outcome) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
      [commandId, JSON.stringify(outcome)],
    );
  }

  async close(): Promise<void> {
    await Promise.all([this.pool.end(), this.holding.end()]);
  }

  private async holdAll(ids: readonly string[]): Promise<boolean[]> {
    const { rows } = await this.holding.query<{ id: string; taken: boolean }>({
      name: `hold ${this.schema}`,
      text: `SELECT id, pg_try_advisory_lock(hashtextextended(id, hashtext($2))) AS taken FROM unnest($1::text[]) AS id`,
      values: [ids, this.schema],
    });
    const taken = new Map(rows.map((row) => [row.id, row.taken]));
    return ids.map((id) => taken.get(id) === true);
  }

  private async releaseAll(ids: readonly string[]): Promise<null[]> {
    await this.holding.query({
      name: `release ${this.schema}`,
      text: `SELECT pg_advisory_unlock(hashtextextended(id, hashtext($2))) FROM unnest($1::text[]) AS id`,
      values: [ids, this.schema],
    });
    return ids.map(() => null);
  }

  private async claimAll(asked: readonly Claim[]): Promise<string[]> {
    // In one order in every process, so that two that claim the same ids never wait for each other.
    const first = new Map<string, string>();
    for (const { commandId, bodyHash } of asked) if (!first.has(commandId)) first.set(commandId, bodyHash);
    const ids = [...first.keys()].sort();
    const { rowCount } = await this.pool.query({
      name: `claim ${this.schema}`,
      text: `INSERT INTO ${this.schema}.claim (command_id, body_hash)
             SELECT * FROM unnest($1::uuid[], $2::text[]) ON CONFLICT DO NOTHING`,
      values: [ids, ids.map((id) => first.get(id))],
    });
    // Where not all were new, who claimed them before?
    if (rowCount !== ids.length) for (const [id, hash] of await this.claimsOf(ids)) first.set(id, hash);
    return asked.map(({ commandId, bodyHash }) => first.get(commandId) ?? bodyHash);
  }

  private async claimsOf(ids: readonly string[]): Promise<[string, string][]> {
    const { rows } = await this.pool.query<{ command_id: string; body_hash: string }>({
      name: `claimed ${this.schema}`,
      text: `SELECT command_id, body_hash FROM ${this.schema}.claim WHERE command_id = ANY($1::uuid[])`,
      values: [ids],
    });
    return rows.map((row) => [row.command_id, row.body_hash]);
  }

  private async findAll(ids: readonly string[]): Promise<(Outcome | null)[]> {
    const { rows } = await this.pool.query<{ command_id: string; outcome: Outcome }>({
      name: `outcome ${this.schema}`,
      text: `SELECT command_id, outcome FROM ${this.schema}.outcome WHERE command_id = ANY($1::uuid[])`,
      values: [ids],
    });
    const found = new Map(rows.map((row) => [row.command_id, row.outcome]));
    return ids.map((id) => found.get(id) ?? null);
  }
}
