import type { Pool } from 'pg';

/** Which build is read now, and how far it has come. */
export interface BuildPosition {
  schema: string;
  /** Ordinal of the last event in its rows. */
  ordinal: number;
}

/** @param guess the build that was read last: if it still is, one statement tells how far it has come */
export async function positionOfBuild(pool: Pool, control: string, guess: string | null): Promise<BuildPosition> {
  let schema = guess ?? (await activeSchema(pool, control));
  for (;;) {
    const { rows } = await pool.query<{ schema: string | null; ordinal: string | null }>({
      name: `position ${schema}`,
      text: `SELECT (SELECT schema FROM ${control}.build WHERE active) AS schema,
                    (SELECT ordinal FROM ${schema}.checkpoint WHERE name = 'read-side') AS ordinal`,
    });
    const [row] = rows;
    if (row?.schema === schema) return { schema, ordinal: Number(row.ordinal ?? 0) };
    schema = row?.schema ?? (await activeSchema(pool, control));
  }
}

async function activeSchema(pool: Pool, control: string): Promise<string> {
  const { rows } = await pool.query<{ schema: string }>(`SELECT schema FROM ${control}.build WHERE active`);
  if (!rows[0]) throw new Error('no build of the read side is in use');
  return rows[0].schema;
}

/** The error says that a table or schema is missing, or that the reader stood in the way of its drop. */
export function isOfDroppedBuild(error: unknown): boolean {
  const { code } = (error instanceof Error ? error : {}) as { code?: unknown };
  return code === '42P01' || code === '3F000' || code === '40P01';
}
