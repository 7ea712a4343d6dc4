import type { Envelope } from '#event-log/event-log.js';
import type { Pool } from 'pg';

/**
 * How the floor's table is shaped: `columns`, the envelope's fields in a column each, as one writes it first, with json for
 * the payload; `jsonb`, the same with jsonb, as published stores have it; or `envelope`, the keys and one json column with
 * everything, the least work that `pg` can be given.
 */
export type Shape = 'columns' | 'jsonb' | 'envelope';
export const SHAPES: readonly Shape[] = ['columns', 'jsonb', 'envelope'];

interface Column {
  readonly name: string;
  readonly type: string;
  readonly value: (event: Envelope) => unknown;
}

const KEYS: readonly Column[] = [
  { name: 'stream', type: 'text COLLATE "C" NOT NULL', value: (event) => event.stream },
  { name: 'revision', type: 'integer NOT NULL', value: (event) => event.revision },
];

const FIELDS: readonly Column[] = [
  ...KEYS,
  { name: 'origin', type: 'text NOT NULL', value: (event) => event.origin },
  { name: 'id', type: 'uuid NOT NULL', value: (event) => event.id },
  { name: 'type', type: 'text NOT NULL', value: (event) => event.type },
  { name: 'schema', type: 'integer NOT NULL', value: (event) => event.schema },
  { name: 'recorded_at', type: 'timestamptz NOT NULL', value: (event) => event.recordedAt },
  { name: 'actor', type: 'text', value: (event) => event.actor },
  { name: 'office', type: 'text', value: (event) => event.office },
  { name: 'command', type: 'uuid NOT NULL', value: (event) => event.command },
  { name: 'body', type: 'text NOT NULL', value: (event) => event.body },
  { name: 'correlation', type: 'uuid NOT NULL', value: (event) => event.correlation },
  { name: 'causation', type: 'uuid', value: (event) => event.causation },
  { name: 'decided_at', type: 'bigint', value: (event) => event.decidedAt },
];
const payload = (type: 'json' | 'jsonb'): Column[] => [
  { name: 'data', type: `${type} NOT NULL`, value: (event) => event.data },
  { name: 'meta', type: `${type} NOT NULL`, value: (event) => event.meta },
];

const COLUMNS: { readonly [S in Shape]: readonly Column[] } = {
  envelope: [...KEYS, { name: 'envelope', type: 'json NOT NULL', value: (event) => event }],
  columns: [...FIELDS, ...payload('json')],
  jsonb: [...FIELDS, ...payload('jsonb')],
};

/**
 * The floor: what a programmer writes first with `pg`. One INSERT per commit (one with many rows for an append of many
 * events), a sequence for the position, so no safe order, a unique key for the revision, and one row per event when
 * reading. It loses events (see lost-event.spec.ts); it is here for its speed.
 */
export class Floor {
  private constructor(
    private readonly pool: Pool,
    private readonly table: string,
    private readonly columns: readonly Column[],
  ) {}

  static async create(pool: Pool, schema: string, shape: Shape): Promise<Floor> {
    const columns = COLUMNS[shape];
    const definitions = columns.map(({ name, type }) => `${name} ${type}`).join(', ');
    await pool.query(`CREATE SCHEMA ${schema}`);
    await pool.query(
      `CREATE TABLE ${schema}.event (ordinal bigserial PRIMARY KEY, ${definitions}, UNIQUE (stream, revision))`,
    );
    return new Floor(pool, `${schema}.event`, columns);
  }

  async append(events: readonly Envelope[]): Promise<void> {
    const width = this.columns.length;
    const rows = events.map((_, row) => `(${this.columns.map((_, i) => `$${row * width + i + 1}`).join(', ')})`);
    const names = this.columns.map(({ name }) => name).join(', ');
    const values = events.flatMap((event) => this.columns.map(({ value }) => value(event)));
    await this.pool.query(`INSERT INTO ${this.table} (${names}) VALUES ${rows.join(', ')}`, values);
  }

  /** The number of events of a stream, each of them read. */
  async readStream(stream: string): Promise<number> {
    const sql = `SELECT * FROM ${this.table} WHERE stream = $1 ORDER BY revision`;
    return (await this.pool.query(sql, [stream])).rows.length;
  }

  /** The number of events of the whole table, read in batches of 1,000 rows. */
  async readAll(): Promise<number> {
    const sql = `SELECT * FROM ${this.table} WHERE ordinal > $1 ORDER BY ordinal LIMIT 1000`;
    let count = 0;
    for (let cursor = 0n; ;) {
      const { rows } = await this.pool.query<{ ordinal: bigint }>(sql, [cursor]);
      const last = rows.at(-1);
      if (!last) return count;
      count += rows.length;
      cursor = last.ordinal;
    }
  }
}
