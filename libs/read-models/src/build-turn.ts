import { createPool } from '#database/pool.js';
import { BuildBusy } from './projector.js';

/**
 * Builds of one read side are made one at a time: `work` runs while this process holds the turn, which ends with its
 * connection.
 *
 * @param control schema that names the builds
 * @throws {BuildBusy} somebody else holds it
 */
export async function withBuildTurn<T>(url: string, control: string, work: () => Promise<T>): Promise<T> {
  const pool = createPool(url, { max: 1, applicationName: 'trachnhiem build turn' });
  try {
    const client = await pool.connect();
    try {
      const { rows } = await client.query<{ mine: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine',
        [`builds of ${control}`],
      );
      if (rows[0]?.mine !== true) throw new BuildBusy(control);
      return await work();
    } finally {
      client.release(true);
    }
  } finally {
    await pool.end();
  }
}
