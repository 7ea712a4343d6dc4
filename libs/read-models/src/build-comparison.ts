import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { LineDigest, type TableDigest } from './build-digest.js';
import { type BuildTable, type CanonicalRow, canonicalRows, compareKeys, type RowKey } from './build-tables.js';

/** One table of the build that is read beside that of the build which was made anew. */
export interface TableComparison {
  table: BuildTable;
  live: TableDigest;
  rebuilt: TableDigest;
  /** Rows that the log makes and that the live build does not have. */
  missing: number;
  /** Rows of the live build that the log does not make. */
  extra: number;
  /** Rows of the same key with other contents. */
  changed: number;
}

/** A row in which two builds differ. */
export interface RowDifference {
  table: BuildTable;
  key: RowKey;
  /** What each side has: of a changed row the columns that differ, otherwise the whole row on one side. Null: no such row. */
  live: Readonly<Record<string, unknown>> | null;
  rebuilt: Readonly<Record<string, unknown>> | null;
}

export interface BuildComparison {
  tables: TableComparison[];
  /** In the order of the tables and of their keys; null: the two are equal. */
  firstDifference: RowDifference | null;
}

/** One side: a build in a transaction whose snapshot is read. */
export interface BuildSide {
  client: PoolClient;
  schema: string;
}

/**
 * Goes through two builds side by side, row by row in the order of the keys, and holds a batch of each at a time.
 *
 * @param onRows told how many rows of the rebuilt side have been gone through; may throw, to stop
 */
export async function compareBuilds(
  live: BuildSide,
  rebuilt: BuildSide,
  tables: readonly BuildTable[],
  onRows: (rows: number) => void = () => undefined,
): Promise<BuildComparison> {
  const comparison: BuildComparison = { tables: [], firstDifference: null };
  let gone = 0;
  for (const table of tables) {
    const pairs = sideBySide(
      canonicalRows(live.client, live.schema, table),
      canonicalRows(rebuilt.client, rebuilt.schema, table),
    );
    const digests = { live: new LineDigest(), rebuilt: new LineDigest() };
    const counts = { missing: 0, extra: 0, changed: 0 };
    for await (const [a, b] of pairs) {
      if (a) digests.live.add(a.line);
      if (b) digests.rebuilt.add(b.line);
      if (b && ++gone % ROWS_TOLD === 0) onRows(gone);
      if (a?.line === b?.line) continue;
      counts[a ? (b ? 'changed' : 'extra') : 'missing']++;
      comparison.firstDifference ??= differenceOf(table, a, b);
    }
    comparison.tables.push({ table, live: digests.live.end(), rebuilt: digests.rebuilt.end(), ...counts });
  }
  onRows(gone);
  return comparison;
}

const ROWS_TOLD = 1000;

/** Pairs of rows with the same key; null where one side has none. */
async function* sideBySide(
  left: AsyncIterable<CanonicalRow[], void>,
  right: AsyncIterable<CanonicalRow[], void>,
): AsyncGenerator<[CanonicalRow | null, CanonicalRow | null]> {
  const [a, b] = [new Rows(left), new Rows(right)];
  try {
    for (let [x, y] = [await a.next(), await b.next()]; x || y;) {
      const order = !x ? 1 : !y ? -1 : compareKeys(x.key, y.key);
      yield [order <= 0 ? x : null, order >= 0 ? y : null];
      if (order <= 0) x = a.has() ?? (await a.next());
      if (order >= 0) y = b.has() ?? (await b.next());
    }
  } finally {
    await Promise.all([a.end(), b.end()]);
  }
}

/** Rows one at a time; within a batch without waiting. */
class Rows {
  private readonly batches: AsyncIterator<CanonicalRow[], void>;
  private batch: CanonicalRow[] = [];
  private at = 0;

  constructor(batches: AsyncIterable<CanonicalRow[], void>) {
    this.batches = batches[Symbol.asyncIterator]();
  }

  /** The next row of the batch in hand; null if there is none left in it. */
  has(): CanonicalRow | null {
    return this.batch[this.at++] ?? null;
  }

  async next(): Promise<CanonicalRow | null> {
    for (;;) {
      const next = await this.batches.next();
      if (next.done) return null;
      this.batch = next.value;
      this.at = 0;
      const row = this.has();
      if (row) return row;
    }
  }

  async end(): Promise<void> {
    await this.batches.return?.();
  }
}

function differenceOf(table: BuildTable, a: CanonicalRow | null, b: CanonicalRow | null): RowDifference {
  const [live, rebuilt] = a && b ? [differing(a, b), differing(b, a)] : [a?.values ?? null, b?.values ?? null];
  return { table, key: (a ?? b)?.key ?? {}, live: live && shown(live), rebuilt: rebuilt && shown(rebuilt) };
}

function differing({ values }: CanonicalRow, other: CanonicalRow): Record<string, unknown> {
  const entries = Object.entries(values);
  return Object.fromEntries(entries.filter(([name, value]) => textOf(value) !== textOf(other.values[name])));
}

/** Long values are shown by their beginning and their digest. */
function shown(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const text = textOf(value);
      if (text.length <= MOST_SHOWN) return [name, value];
      const sha256 = createHash('sha256').update(text).digest('hex');
      return [name, { begins: text.slice(0, MOST_SHOWN), sha256 }];
    }),
  );
}

/** Characters of canonical text of one value. */
const MOST_SHOWN = 1000;

function textOf(value: unknown): string {
  return canonicalize(value) ?? '';
}
