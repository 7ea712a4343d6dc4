import pg from 'pg';

export interface PoolOptions {
  /** Most connections at once. */
  readonly max: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  /** Schemas that unqualified names are looked up in, comma separated, in place of the server's default. */
  readonly searchPath?: string;
  /** How long to wait for a connection, in milliseconds, before an error that `isUnavailable` knows. Default 5 000. */
  readonly connectTimeoutMs?: number;
  /** How long to wait for one statement, in milliseconds; for ever if left out. */
  readonly queryTimeoutMs?: number;
  /** How long an unused connection is kept, in milliseconds; 0 for good. Default 30 000. */
  readonly idleTimeoutMs?: number;
  /** `text` leaves int8 the text that PostgreSQL writes; `bigint` if left out. */
  readonly int8?: 'bigint' | 'text';
  /** Told of each connection that was lost; the pool replaces it by itself. */
  readonly onLost?: (error: Error) => void;
}

/**
 * A pool of connections to `url` that reads int8 as bigint unless told otherwise, and dates and timestamps without time zone as the strings
 * that PostgreSQL writes (`2021-08-10`): a Date would move a civil date by a day in Asia/Ho_Chi_Minh. Instants
 * (`timestamptz`) are Dates. Sessions run in UTC. A lost connection never ends the process; the next query reconnects.
 */
export function createPool(url: string, options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max,
    application_name: options.applicationName,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    idleTimeoutMillis: options.idleTimeoutMs ?? 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    options: sessionSettings(options.searchPath),
    types: { getTypeParser: options.int8 === 'text' ? getTypeParserOfText : getTypeParser },
    ...(options.queryTimeoutMs === undefined ? {} : { query_timeout: options.queryTimeoutMs }),
  });
  const lost = (error: Error): void => options.onLost?.(error);
  pool.on('error', lost);
  // The pool takes its listener off a client that is handed out; lost between two queries, its error would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

const asIs = (text: string): string => text;
const STRING_ARRAY: number = 1015; // varchar[]
const stringArray = pg.types.getTypeParser(STRING_ARRAY, 'text') as (text: string) => unknown;
const stringsOf = (text: string): Array<string | null> => stringArray(text) as Array<string | null>;

const INT8 = 20;

/** By type id (`pg_type.oid`). Kept to this pool: other users of `pg` in this process have their own. */
const PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [INT8, BigInt],
  [1016, (text) => stringsOf(text).map((item) => (item === null ? null : BigInt(item)))], // int8[]
  [1082, asIs], // date
  [1182, stringsOf], // date[]
  [1114, asIs], // timestamp
  [1115, stringsOf], // timestamp[]
]);

function getTypeParserOfText(oid: number, format?: 'text' | 'binary'): unknown {
  return oid === INT8 ? asIs : getTypeParser(oid, format);
}

function getTypeParser(oid: number, format?: 'text' | 'binary'): unknown {
  const parser = format === 'binary' ? undefined : PARSERS.get(oid);
  return parser ?? pg.types.getTypeParser(oid, format ?? 'text');
}

function sessionSettings(searchPath: string | undefined): string {
  const settings = ['-c DateStyle=ISO', '-c TimeZone=UTC'];
  if (searchPath !== undefined) {
    const schemas = searchPath.replace(/\s/g, '');
    if (!/^[a-z_][a-z0-9_]*(,[a-z_][a-z0-9_]*)*$/.test(schemas))
      throw new RangeError(`not a list of schemas: ${searchPath}`);
    settings.push(`-c search_path=${schemas}`);
  }
  return settings.join(' ');
}
