import { DatabaseProblem } from '#database/database-problem.js';

/** Requests that may be sent in a minute, before 429. */
export interface Rates {
  /** Questions of one subject. */
  reads: number;
  /** Commands, uploads and imports of one subject. */
  commands: number;
  /** Lists as files, bundles and proofs of one subject: each may read much. */
  exports: number;
  /** Of one address that has not signed in, or whose tokens are refused. */
  anonymous: number;
  /** Health and the hashes of the ledgers, of one address: a monitor or verifier fetches many and each costs little. */
  open: number;
}

/** What one process lets in, and how it speaks of it. Each process counts for itself. */
export interface RequestSettings {
  /** Origins whose pages may read answers in a browser; none by default. */
  corsOrigins: readonly string[];
  /** Addresses or networks of proxies whose `X-Forwarded-For` is believed; none by default. */
  trustedProxies: readonly string[];
  rates: Rates;
  /** Requests under way at once: in this process, and of one subject. */
  underWay: { all: number; each: number };
  log: LogLevel;
  /** Time for headers and body of a request to come in, in milliseconds; files of evidence have ten minutes. */
  receiveMs: number;
  /** Time until an answer has to begin, in milliseconds. */
  answerMs: number;
}

/** `requests`: a line for each; `errors`: only for what nobody has foreseen; `silent`: nothing. */
export const LOG_LEVELS = ['requests', 'errors', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** For servers that this process asks itself, and for tests: nothing is counted so low that it could be met by chance. */
export function unlimited(log: LogLevel = 'errors'): RequestSettings {
  const many = 100_000_000;
  return {
    ...requestSettings({}),
    rates: { reads: many, commands: many, exports: many, anonymous: many, open: many },
    underWay: { all: many, each: many },
    log,
  };
}

/** @throws {DatabaseProblem} a setting is not of its form */
export function requestSettings(env: NodeJS.ProcessEnv): RequestSettings {
  return {
    corsOrigins: listIn(env['CORS_ORIGINS']).map(originIn),
    trustedProxies: listIn(env['TRUSTED_PROXIES']),
    rates: {
      reads: countIn('RATE_READS', env['RATE_READS'], 1200),
      commands: countIn('RATE_COMMANDS', env['RATE_COMMANDS'], 600),
      exports: countIn('RATE_EXPORTS', env['RATE_EXPORTS'], 60),
      anonymous: countIn('RATE_ANONYMOUS', env['RATE_ANONYMOUS'], 300),
      open: countIn('RATE_OPEN', env['RATE_OPEN'], 6000),
    },
    underWay: {
      all: countIn('MAX_CONCURRENT', env['MAX_CONCURRENT'], 400),
      each: countIn('MAX_CONCURRENT_PER_SUBJECT', env['MAX_CONCURRENT_PER_SUBJECT'], 50),
    },
    log: levelIn(env['LOG_LEVEL'] || 'requests'),
    receiveMs: 30_000,
    answerMs: 60_000,
  };
}

function listIn(text = ''): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Scheme, host and port alone; no `*`, which would let every page read. */
function originIn(text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text) return text;
  throw new DatabaseProblem(
    `CORS_ORIGINS: ${text} is no origin`,
    'Name origins as browsers send them, separated by commas: https://trachnhiem.example.vn',
  );
}

function countIn(name: string, text: string | undefined, otherwise: number): number {
  if (!text) return otherwise;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new DatabaseProblem(`${name} is not a number`, `Set ${name} to a whole number from 1 on, or leave it out.`);
}

function levelIn(text: string): LogLevel {
  const found = LOG_LEVELS.find((level) => level === text);
  if (found) return found;
  throw new DatabaseProblem(`LOG_LEVEL is not a level`, `Set LOG_LEVEL to one of ${LOG_LEVELS.join(', ')}.`);
}
