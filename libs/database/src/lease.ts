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

/**
 * Works for as long as this process leads: until it is told to stop, or the lease is lost; either ends the session.
 *
 * @param take takes the lease, null if another one has it
 * @returns false: another one leads, nothing was done
 */
export async function whileLeading(
  take: (lost: () => void) => Promise<Lease | null>,
  stopping: AbortSignal,
  work: (session: AbortController) => Promise<void>,
): Promise<boolean> {
  const session = new AbortController();
  const end = () => session.abort();
  const lease = await take(end);
  if (!lease) return false;
  stopping.addEventListener('abort', end);
  if (stopping.aborted) end();
  try {
    await work(session);
    return true;
  } finally {
    stopping.removeEventListener('abort', end);
    await lease.release();
  }
}
