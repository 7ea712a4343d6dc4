import type { Pool } from 'pg';
import type { DatabaseUrls } from '#database/database.js';
import { createPool } from '#database/pool.js';

/** Connections of a reader. Facts have their own, so that a snapshot never waits for connections that others' snapshots hold. */
export interface ReadConnections {
  /** One statement at a time, as the role that reads all facts: they are shared by all questions of the process. */
  readonly facts: Pool;
  /** One snapshot a connection, as the role that reads in somebody's name. */
  readonly rows: Pool;
  close(): Promise<void>;
}

/** @param urls of the two roles that read */
export function openReadConnections(
  urls: Pick<DatabaseUrls, 'reader' | 'context'>,
  applicationName: string,
): ReadConnections {
  const options = { applicationName, int8: 'text', queryTimeoutMs: 60_000 } as const;
  const facts = createPool(urls.context, { ...options, max: 4 });
  const rows = createPool(urls.reader, { ...options, max: 8 });
  return { facts, rows, close: async () => void (await Promise.all([facts.end(), rows.end()])) };
}
