import type { Pool } from 'pg';
import { createPool } from '#database/pool.js';

/** Connections of a reader. Facts have their own, so that a snapshot never waits for connections that others' snapshots hold. */
export interface ReadConnections {
  /** One statement at a time. */
  readonly facts: Pool;
  /** One snapshot a connection. */
  readonly rows: Pool;
  close(): Promise<void>;
}

/** @param url of the role that reads */
export function openReadConnections(url: string, applicationName: string): ReadConnections {
  const options = { applicationName, int8: 'text', queryTimeoutMs: 60_000 } as const;
  const facts = createPool(url, { ...options, max: 4 });
  const rows = createPool(url, { ...options, max: 8 });
  return { facts, rows, close: async () => void (await Promise.all([facts.end(), rows.end()])) };
}
