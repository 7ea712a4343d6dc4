import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { createPool } from './pool.js';

/** Who migrates: connection string of the role that owns the database, or a connection of it that migrations share. */
export type Owner = string | PoolClient;

/**
 * Brings one part of the database up to date, in one transaction: all of it or nothing. Several processes may do so at
 * once: one does it, the others wait and find it done.
 *
 * @param part names what is migrated, with its schema: what has another name does not wait for it
 */
export async function migration(
  owner: Owner,
  part: string,
  work: (client: PoolClient) => Promise<void>,
): Promise<void> {
  if (typeof owner === 'string') return asOwner(owner, (client) => migration(client, part, work));
  try {
    await owner.query('BEGIN');
    await owner.query('SELECT pg_advisory_xact_lock($1)', [lockOf(part)]);
    await work(owner);
    await owner.query('COMMIT');
  } catch (error) {
    await owner.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** Opens one connection for several migrations. */
export async function asOwner<T>(ownerUrl: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const pool = createPool(ownerUrl, { max: 1, applicationName: 'trachnhiem migration' });
  try {
    const client = await pool.connect();
    try {
      return await work(client);
    } finally {
      client.release(true);
    }
  } finally {
    await pool.end();
  }
}

/** Key of an advisory lock: 64 bits of a digest. */
function lockOf(part: string): bigint {
  return createHash('sha256').update(`trachnhiem migration ${part}`).digest().readBigInt64BE();
}
