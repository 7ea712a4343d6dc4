import type { Pool, PoolClient } from 'pg';

/** As a transaction begins: what it reads is of one moment, however long it takes, and it writes nothing. */
export const SNAPSHOT = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

/**
 * Does work in one transaction, on a connection of its own: all of it or nothing. A connection in the middle of a
 * transaction is thrown away, and the transaction with it.
 */
export async function transaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  begin = 'BEGIN',
): Promise<T> {
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('COMMIT');
    broken = false;
    return result;
  } finally {
    client.release(broken);
  }
}
