import pg from 'pg';
import type { Database } from '#database/database.js';

/**
 * Makes a test database unreachable as a server that stops does: no new connection is taken and those there are end.
 * The function that comes back makes it reachable again.
 */
export async function takeAway(database: Database): Promise<() => Promise<void>> {
  const name = nameOf(database.urls.owner);
  // From a neighbouring database: nobody can shut out the one they are in.
  const urls = Object.values(database.urls).map(neighbour);
  const allow = (yes: boolean) =>
    connected(neighbour(database.urls.owner), (client) =>
      client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS ${yes}`),
    );
  await allow(false);
  for (const url of urls) await connected(url, (client) => endConnections(client, name, 'true', []));
  return async () => {
    await allow(true);
  };
}

/** Ends the connections of the role of `url` that have an application name; how many there were comes back. */
export function endConnectionsOf(url: string, applicationName: string): Promise<number> {
  return connected(neighbour(url), (client) =>
    endConnections(client, nameOf(url), 'application_name = $2', [applicationName]),
  );
}

async function endConnections(client: pg.Client, name: string, which: string, values: unknown[]): Promise<number> {
  const { rowCount } = await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = $1 AND usename = current_user AND ${which}`,
    [name, ...values],
  );
  return rowCount ?? 0;
}

async function connected<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

function neighbour(url: string): string {
  const other = new URL(url);
  other.pathname = '/postgres';
  return other.toString();
}
