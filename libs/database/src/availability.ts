/**
 * True if the error says that the database cannot be used right now: connection lost or refused, server starting or
 * stopping, too many connections, read-only, disk full. The same call may succeed later, so callers answer 503 with
 * `Retry-After` and try again. Whether a write under way was kept is unknown: only a call that may be repeated may be.
 * Looks through wrappers (`cause`, TypeORM's `driverError`, the `errors` of an AggregateError).
 */
export function isUnavailable(error: unknown): boolean {
  return check(error, 0);
}

const STATES = new Set([
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown: another session's process crashed
  '57P03', // cannot_connect_now: starting up, shutting down, recovering
  '57P05', // idle_session_timeout
  '25P03', // idle_in_transaction_session_timeout
  '25006', // read_only_sql_transaction: a standby, or a server set read-only
  '58030', // io_error
]);
/** 08: connection exceptions; 53: insufficient resources (disk full, out of memory, too many connections). */
const CLASSES = new Set(['08', '53']);

const SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND', // a container that is away has no name
  'EAI_AGAIN',
]);

/** `pg` and `pg-pool` give these errors no code. */
const MESSAGES = [
  /^Connection terminated/,
  /^timeout exceeded when trying to connect$/,
  /^timeout expired$/,
  /^Query read timeout$/,
  /^Client has encountered a connection error and is not queryable$/,
  /^Client was closed and is not queryable$/,
  /^Cannot use a pool after calling end on the pool$/,
];

const SQL_STATE = /^[0-9A-Z]{5}$/;
const MAX_DEPTH = 5;

function check(error: unknown, depth: number): boolean {
  if (typeof error !== 'object' || error === null || depth > MAX_DEPTH) return false;
  const { code, message, cause, driverError, errors } = error as Record<string, unknown>;
  if (typeof code === 'string') {
    if (SYSTEM_CODES.has(code) || STATES.has(code)) return true;
    if (SQL_STATE.test(code) && CLASSES.has(code.slice(0, 2))) return true;
  }
  if (typeof message === 'string' && MESSAGES.some((pattern) => pattern.test(message))) return true;
  if (check(cause, depth + 1) || check(driverError, depth + 1)) return true;
  return Array.isArray(errors) && errors.some((inner) => check(inner, depth + 1));
}
