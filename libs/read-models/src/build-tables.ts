import canonicalize from 'canonicalize';
import type { PoolClient } from 'pg';

/** What a column holds, and so how it is written in a canonical line. */
type ColumnKind = 'text' | 'integer' | 'json' | 'instant';

interface BuildTableForm {
  columns: Readonly<Record<string, ColumnKind>>;
  /** Columns by which a row is found, in the order in which the rows are gone through. */
  key: readonly string[];
}

/**
 * The tables of a build, which are made of the log alone, with all their columns. A test holds them against the database,
 * so that no column is left out of a digest.
 */
export const BUILD_TABLES = {
  checkpoint: { columns: { name: 'text', ordinal: 'integer' }, key: ['name'] },
  fact: {
    columns: {
      ordinal: 'integer',
      stream: 'text',
      revision: 'integer',
      event_id: 'text',
      type: 'text',
      data: 'json',
      meta: 'json',
      actor: 'text',
      office: 'text',
      recorded_at: 'instant',
      recorded_max: 'instant',
    },
    key: ['ordinal'],
  },
  mention: {
    columns: {
      target: 'text',
      role: 'text',
      stream: 'text',
      event_id: 'text',
      event_ordinal: 'integer',
      known_from: 'integer',
      known_until: 'integer',
    },
    key: ['target', 'role', 'event_ordinal', 'stream', 'known_from'],
  },
  subject: { columns: { stream: 'text', category: 'text', first_ordinal: 'integer' }, key: ['stream'] },
  parked: { columns: { stream: 'text', ordinal: 'integer', reason: 'text' }, key: ['stream'] },
  search_text: {
    columns: {
      event_id: 'text',
      n: 'integer',
      known_from: 'integer',
      known_until: 'integer',
      event_ordinal: 'integer',
      stream: 'text',
      kind: 'text',
      part: 'text',
      text: 'text',
      folded: 'text',
    },
    key: ['event_id', 'n', 'known_from'],
  },
  stream_concern: { columns: { stream: 'text', target: 'text' }, key: ['stream', 'target'] },
} as const satisfies Readonly<Record<string, BuildTableForm>>;

export type BuildTable = keyof typeof BUILD_TABLES;
export const BUILD_TABLE_NAMES = Object.keys(BUILD_TABLES) as readonly BuildTable[];

type Value = string | number | null | object;
export type RowKey = Readonly<Record<string, string | number>>;

export interface CanonicalRow {
  readonly key: RowKey;
  readonly values: Readonly<Record<string, Value>>;
  /** RFC 8785 of the values, without the line break. */
  readonly line: string;
}

/** Rows that are in memory at once; one may hold half a MiB. */
const ROWS_AT_ONCE = 200;

/** Written by PostgreSQL, to the microsecond: a Date would forget a change below a millisecond. */
const EXPRESSIONS: Readonly<Record<ColumnKind, (column: string) => string>> = {
  text: (column) => `${column}::text`,
  integer: (column) => `${column}::text`,
  json: (column) => `${column}::text`,
  instant: (column) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
};

const READERS: Readonly<Record<ColumnKind, (text: string) => Value>> = {
  text: (text) => text,
  integer: Number,
  json: (text) => JSON.parse(text) as Value,
  instant: (text) => text,
};

/**
 * All rows of a table in the order of its key, texts by their bytes, whatever the collation of the database and the order
 * in which the rows were written. The client is within a transaction, whose snapshot is read; a batch is held at a time.
 *
 * @param schema of the build; a plain identifier
 */
export async function* canonicalRows(
  client: PoolClient,
  schema: string,
  table: BuildTable,
): AsyncGenerator<CanonicalRow[], void> {
  const form: BuildTableForm = BUILD_TABLES[table];
  const columns = Object.entries(form.columns);
  const list = columns.map(([column, kind]) => `${EXPRESSIONS[kind](column)} AS ${column}`).join(', ');
  const order = form.key.map((column) => ordered(column, form.columns[column])).join(', ');
  const cursor = `canonical_${table}`;
  await client.query(
    `DECLARE ${cursor} NO SCROLL CURSOR FOR SELECT ${list} FROM ${schema}.${table} t ORDER BY ${order}`,
  );
  try {
    for (;;) {
      const { rows } = await client.query<Record<string, string | null>>(`FETCH ${ROWS_AT_ONCE} FROM ${cursor}`);
      if (rows.length > 0) yield rows.map((row) => canonicalRow(form, columns, row));
      if (rows.length < ROWS_AT_ONCE) return;
    }
  } finally {
    // In a transaction that has failed the cursor is gone already.
    await client.query(`CLOSE ${cursor}`).catch(() => undefined);
  }
}

/** Rows by their keys, as {@link canonicalRows} gives them: negative if `a` comes first. */
export function compareKeys(a: RowKey, b: RowKey): number {
  for (const column of Object.keys(a)) {
    const [left, right] = [a[column], b[column]];
    if (left === right || left === undefined || right === undefined) continue;
    if (typeof left === 'number' && typeof right === 'number') return left - right;
    // As the database does under the collation C; strings of JavaScript compare UTF-16 units.
    return Buffer.compare(Buffer.from(String(left)), Buffer.from(String(right)));
  }
  return 0;
}

function ordered(column: string, kind: ColumnKind | undefined): string {
  return kind === 'text' ? `t.${column}::text COLLATE "C"` : `t.${column}`;
}

function canonicalRow(
  form: BuildTableForm,
  columns: readonly [string, ColumnKind][],
  row: Readonly<Record<string, string | null>>,
): CanonicalRow {
  const values: Record<string, Value> = {};
  for (const [column, kind] of columns) {
    const text = row[column] ?? null;
    values[column] = text === null ? null : READERS[kind](text);
  }
  const key = Object.fromEntries(form.key.map((column) => [column, keyPart(values[column])]));
  return { key, values, line: canonicalize(values) ?? '' };
}

function keyPart(value: Value | undefined): string | number {
  return typeof value === 'number' ? value : typeof value === 'string' ? value : '';
}
