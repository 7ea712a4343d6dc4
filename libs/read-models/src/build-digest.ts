import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Pool, PoolClient } from 'pg';
import { createPool } from '#database/pool.js';
import { SNAPSHOT, transaction } from '#database/transaction.js';
import { BUILD_TABLE_NAMES, type BuildTable, canonicalRows } from './build-tables.js';

/**
 * What is in a table of a build: how many rows, and the SHA-256, in hex, of their RFC 8785 lines in the order of the key,
 * each ended by a line feed. It is the same in every store, build and run that holds the same rows.
 */
export interface TableDigest {
  rows: number;
  digest: string;
}

/** Takes the lines of a table one after the other. */
export class LineDigest {
  private readonly hash = createHash('sha256');
  private rows = 0;

  add(line: string): void {
    this.hash.update(line).update('\n');
    this.rows++;
  }

  /** Ends the count; called once. */
  end(): TableDigest {
    return { rows: this.rows, digest: this.hash.digest('hex') };
  }
}

/** One digest, in hex, of the digests of several tables. */
export function digestOfTables(tables: Readonly<Partial<Record<BuildTable, TableDigest>>>): string {
  return createHash('sha256')
    .update(canonicalize(tables) ?? '')
    .digest('hex');
}

/** Digests of all tables of a build, in one snapshot: two builds that hold the same rows have the same. */
export async function digestOfBuild(url: string, schema: string): Promise<Record<BuildTable, TableDigest>> {
  const pool = digestPool(url);
  try {
    return await inSnapshot(pool, async (client) => {
      const digests: [BuildTable, TableDigest][] = [];
      for (const table of BUILD_TABLE_NAMES) {
        const digest = new LineDigest();
        for await (const rows of canonicalRows(client, schema, table)) for (const { line } of rows) digest.add(line);
        digests.push([table, digest.end()]);
      }
      return Object.fromEntries(digests) as Record<BuildTable, TableDigest>;
    });
  } finally {
    await pool.end();
  }
}

/** Names of the tables in which two builds differ. */
export function differingTables(
  a: Readonly<Record<BuildTable, TableDigest>>,
  b: Readonly<Record<BuildTable, TableDigest>>,
): BuildTable[] {
  return BUILD_TABLE_NAMES.filter((table) => a[table].rows !== b[table].rows || a[table].digest !== b[table].digest);
}

/** @param url of a role that may read the builds */
export function digestPool(url: string): Pool {
  return createPool(url, { max: 2, applicationName: 'trachnhiem build digest', int8: 'text' });
}

/** What `work` reads is of one moment, however long it takes; writers are not held up. */
export function inSnapshot<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return transaction(pool, work, SNAPSHOT);
}
