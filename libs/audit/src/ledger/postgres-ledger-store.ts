import type { Pool } from 'pg';
import { type Lease, takeLease } from '#database/lease.js';
import { createPool } from '#database/pool.js';
import { type Hash, HASH_BYTES } from '../tree/merkle-tree.js';
import type { LedgerAlarm, LedgerStore, LedgerTree, Run, SignedTree } from './ledger-store.js';
import { requirePlain } from './postgres-ledger-schema.js';

interface TreeRow {
  number: number;
  origin: string;
  vkey: string;
  begun_at: Date;
  reason: string | null;
  declared_by: string | null;
  last_note: string | null;
}

interface CheckpointRow {
  size: bigint;
  root: Buffer;
  note: string;
  signed_at: Date;
}

export interface PostgresLedgerOptions {
  /** Connection string of a role that may add and read (`trachnhiem_projector`), or only read. */
  readonly url: string;
  /** `ledger` by default; `migrateLedger` makes it. */
  readonly schema?: string;
  /** How long a statement may take, in milliseconds; 5,000 by default. */
  readonly timeoutMs?: number;
}

/** The ledger's tables in PostgreSQL. */
export class PostgresLedgerStore implements LedgerStore {
  private readonly pool: Pool;
  private readonly schema: string;

  constructor({ url, schema = 'ledger', timeoutMs = 5_000 }: PostgresLedgerOptions) {
    requirePlain(schema);
    this.schema = schema;
    this.pool = createPool(url, { max: 4, applicationName: 'trachnhiem ledger', queryTimeoutMs: timeoutMs });
  }

  async tree(): Promise<LedgerTree | null> {
    return (await this.trees()).at(-1) ?? null;
  }

  async trees(): Promise<LedgerTree[]> {
    const { rows } = await this.pool.query<TreeRow>(`SELECT * FROM ${this.schema}.tree ORDER BY number`);
    return rows.map(({ number, origin, vkey, begun_at, reason, declared_by, last_note }) => ({
      number,
      origin,
      vkey,
      begunAt: begun_at.toISOString(),
      after: reason === null ? null : { reason, declaredBy: declared_by ?? '', lastNote: last_note },
    }));
  }

  async begin({ number, origin, vkey, after }: Omit<LedgerTree, 'begunAt'>): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `INSERT INTO ${this.schema}.tree (number, origin, vkey, reason, declared_by, last_note)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [number, origin, vkey, after?.reason ?? null, after?.declaredBy ?? null, after?.lastNote ?? null],
    );
    return rowCount === 1;
  }

  async size(tree: number): Promise<number> {
    const { rows } = await this.pool.query<{ size: bigint }>(
      `SELECT size FROM ${this.schema}.run WHERE tree = $1 ORDER BY after DESC LIMIT 1`,
      [tree],
    );
    return Number(rows[0]?.size ?? 0);
  }

  async hashes(tree: number, level: number, from: number, to: number): Promise<Hash[]> {
    return level === 0 ? this.leaves(tree, from, to) : this.tileRoots(tree, level, from, to);
  }

  async extend(tree: number, { after, leaves, filled, entries }: Run): Promise<boolean> {
    const client = await this.pool.connect();
    let broken = true;
    try {
      await client.query('BEGIN');
      const { rowCount } = await client.query(
        `INSERT INTO ${this.schema}.run (tree, after, size, leaves) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
        [tree, after, after + leaves.length, Buffer.concat(leaves)],
      );
      if (rowCount === 1) {
        await client.query(
          `INSERT INTO ${this.schema}.entry (tree, index, event, command)
           SELECT $1, $2::bigint + n - 1, event, command
           FROM unnest($3::uuid[], $4::uuid[]) WITH ORDINALITY AS e (event, command, n)`,
          [tree, after, entries.map(({ event }) => event), entries.map(({ command }) => command)],
        );
        if (filled.length > 0) {
          await client.query(
            `INSERT INTO ${this.schema}.filled_tile (tree, level, index, hash)
             SELECT $1, * FROM unnest($2::int[], $3::bigint[], $4::bytea[])`,
            [
              tree,
              filled.map(({ level }) => level),
              filled.map(({ index }) => index),
              filled.map(({ hash }) => Buffer.from(hash)),
            ],
          );
        }
      }
      await client.query('COMMIT');
      broken = false;
      return rowCount === 1;
    } finally {
      // A connection in the middle of a transaction is thrown away, and the transaction with it.
      client.release(broken);
    }
  }

  async publish(tree: number, { size, root, note }: Omit<SignedTree, 'signedAt'>): Promise<void> {
    await this.pool.query(
      `INSERT INTO ${this.schema}.checkpoint (tree, size, root, note) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [tree, size, Buffer.from(root), note],
    );
  }

  latest(tree: number): Promise<SignedTree | null> {
    return this.checkpoint('tree = $1 ORDER BY size DESC LIMIT 1', [tree]);
  }

  latestCosigned(tree: number): Promise<SignedTree | null> {
    const size = `(SELECT max(size) FROM ${this.schema}.cosignature WHERE tree = $1)`;
    return this.checkpoint(`tree = $1 AND size = ${size}`, [tree]);
  }

  checkpointAt(tree: number, size: number): Promise<SignedTree | null> {
    return this.checkpoint('tree = $1 AND size = $2', [tree, size]);
  }

  async find(tree: number, by: { readonly event: string } | { readonly command: string }): Promise<number[]> {
    const [column, id] = 'event' in by ? ['event', by.event] : ['command', by.command];
    const { rows } = await this.pool.query<{ index: bigint }>(
      `SELECT index FROM ${this.schema}.entry WHERE ${column} = $2 AND tree = $1 ORDER BY index`,
      [tree, id],
    );
    return rows.map(({ index }) => Number(index));
  }

  async cosign(tree: number, size: number, witness: string, line: string): Promise<void> {
    await this.pool.query(
      `INSERT INTO ${this.schema}.cosignature (tree, size, witness, line) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING`,
      [tree, size, witness, line],
    );
  }

  async cosignatures(tree: number, size: number): Promise<ReadonlyMap<string, string>> {
    const { rows } = await this.pool.query<{ witness: string; line: string }>(
      `SELECT witness, line FROM ${this.schema}.cosignature WHERE tree = $1 AND size = $2 ORDER BY witness COLLATE "C"`,
      [tree, size],
    );
    return new Map(rows.map(({ witness, line }) => [witness, line]));
  }

  async raise({ kind, detail }: Omit<LedgerAlarm, 'at'>): Promise<void> {
    await this.pool.query(`INSERT INTO ${this.schema}.alarm (kind, detail) VALUES ($1, $2)`, [kind, detail]);
  }

  async alarms(limit: number): Promise<LedgerAlarm[]> {
    const { rows } = await this.pool.query<{ kind: string; detail: string; at: Date }>(
      `SELECT kind, detail, at FROM ${this.schema}.alarm ORDER BY number DESC LIMIT $1`,
      [limit],
    );
    return rows.map(({ at, ...alarm }) => ({ ...alarm, at: at.toISOString() }));
  }

  lead(lost: () => void): Promise<Lease | null> {
    return takeLease(this.pool, `ledger of ${this.schema}`, lost);
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  private async leaves(tree: number, from: number, to: number): Promise<Hash[]> {
    // The run that holds `from` begins at the last place that is not after it.
    const { rows } = await this.pool.query<{ after: bigint; leaves: Buffer }>(
      `SELECT after, leaves FROM ${this.schema}.run
       WHERE tree = $1 AND after < $3 AND after >= coalesce(
         (SELECT max(r.after) FROM ${this.schema}.run r WHERE r.tree = $1 AND r.after <= $2), 0)
       ORDER BY after`,
      [tree, from, to],
    );
    const start = Number(rows[0]?.after ?? from);
    let end = start;
    const runs: Buffer[] = [];
    for (const { after, leaves } of rows) {
      // A run that is missing ends the list: what comes after it would be taken for it.
      if (Number(after) !== end) break;
      runs.push(leaves);
      end += leaves.length / HASH_BYTES;
    }
    return start > from
      ? []
      : split(Buffer.concat(runs).subarray((from - start) * HASH_BYTES, (to - start) * HASH_BYTES));
  }

  private async tileRoots(tree: number, level: number, from: number, to: number): Promise<Hash[]> {
    const { rows } = await this.pool.query<{ index: bigint; hash: Buffer }>(
      `SELECT index, hash FROM ${this.schema}.filled_tile
       WHERE tree = $1 AND level = $2 AND index >= $3 AND index < $4 ORDER BY index`,
      [tree, level, from, to],
    );
    // A row that is missing ends the list: what comes after it would be taken for it.
    return rows.filter(({ index }, i) => Number(index) === from + i).map(({ hash }) => hash);
  }

  private async checkpoint(where: string, values: unknown[]): Promise<SignedTree | null> {
    const { rows } = await this.pool.query<CheckpointRow>(
      `SELECT size, root, note, signed_at FROM ${this.schema}.checkpoint WHERE ${where}`,
      values,
    );
    const [row] = rows;
    return row
      ? { size: Number(row.size), root: row.root, note: row.note, signedAt: row.signed_at.toISOString() }
      : null;
  }
}

function split(bytes: Buffer): Hash[] {
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, i) =>
    bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  );
}
