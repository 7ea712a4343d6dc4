import { readDatabase } from './read-database.js';

/** A table of a build: how many rows, and a digest of them that does not depend on their order. */
export interface TableDigest {
  rows: number;
  digest: string;
}

/** Tables of a build whose rows are made of the log alone. */
export const BUILD_TABLES = ['checkpoint', 'fact', 'mention', 'subject', 'parked', 'search_text'] as const;

/** Digests of all tables of a build, in one snapshot: two builds that hold the same rows have the same. */
export async function digestOfBuild(ownerUrl: string, schema: string): Promise<Record<string, TableDigest>> {
  const source = readDatabase(ownerUrl, { max: 1, applicationName: 'trachnhiem build digest', build: schema });
  await source.initialize();
  try {
    return await source.transaction('REPEATABLE READ', async (db) => {
      const digests: Record<string, TableDigest> = {};
      for (const table of BUILD_TABLES) {
        const rows = (await db.query(
          `SELECT count(*)::text AS rows, coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text AS digest FROM ${table} t`,
        )) as { rows: string; digest: string }[];
        digests[table] = { rows: Number(rows[0]?.rows ?? 0), digest: rows[0]?.digest ?? '' };
      }
      return digests;
    });
  } finally {
    await source.destroy();
  }
}

/** Names of the tables in which two builds differ. */
export function differingTables(a: Record<string, TableDigest>, b: Record<string, TableDigest>): string[] {
  return BUILD_TABLES.filter((table) => a[table]?.rows !== b[table]?.rows || a[table]?.digest !== b[table]?.digest);
}
