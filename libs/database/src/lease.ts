import type { Pool } from 'pg';

/** Leadership that ends with its connection. */
export interface Lease {
  release(): Promise<void>;
}

/**
 * Takes an advisory lock of the database for as long as a connection of the pool lives. It is a hint: who believes to lead
 * may have lost it, so whatever is written needs a fence of its own.
 *
 * @param lost told when the connection has ended by itself
 * @returns null: another one leads
 */
export async function takeLease(pool: Pool, name: string, lost: () => void): Promise<Lease | null> {
  const client = await pool.connect();
  let held = false;
  try {
    const { rows } = await client.query<{ taken: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken',
      [name],
    );
    held = rows[0]?.taken === true;
  } finally {
    // The lock lies with the connection; one without it, or in an unknown state, is of no further use.
    if (!held) client.release(true);
  }
  if (!held) return null;
  client.once('end', lost);
  return {
    release: () => {
      client.removeListener('end', lost);
      client.release(true);
      return Promise.resolve();
    },
  };
}
