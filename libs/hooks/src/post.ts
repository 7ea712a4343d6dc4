import { lookup } from 'node:dns/promises';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { type AddressRules, hostOf, mayConnect } from './address.js';

/** How an attempt ended, in words that hold nothing of the address or of the answer. */
export const OUTCOMES = [
  'delivered',
  'gone',
  'redirect',
  'status',
  'timeout',
  'address-refused',
  'no-such-host',
  'connection',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface Attempt {
  readonly outcome: Outcome;
  /** Status of the answer; null: there was none. */
  readonly status: number | null;
  /** How long the receiver asks to be left alone, in milliseconds (`Retry-After` in seconds); null: it does not say. */
  readonly retryAfterMs: number | null;
}

export interface PostRules extends AddressRules {
  /** From the first look for the name to the last byte of the answer, in milliseconds. */
  readonly timeoutMs?: number;
  /** The addresses of a name; the system's resolver if left out. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
}

/** Milliseconds. */
const TIMEOUT_MS = 10_000;
/** So much of an answer is read, and nothing of it is kept: its status says everything. */
const MAX_ANSWER_BYTES = 64 * 1024;
const MAX_ANSWER_HEADERS = 8 * 1024;

class AddressRefused extends Error {}
class NoSuchHost extends Error {}

/**
 * Sends a message to an address that somebody else has chosen. The name is looked up anew each time, and the connection
 * goes to an address that was looked at, so that a name that is turned to another address in between leads nowhere. A name
 * with one address that is not public is refused whole. No redirect is followed, no proxy used, no connection kept.
 */
export async function post(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  rules: PostRules,
): Promise<Attempt> {
  const host = hostOf(url);
  if (isIP(host) !== 0 && !mayConnect(host, rules)) return attempt('address-refused');
  const deadline = AbortSignal.timeout(rules.timeoutMs ?? TIMEOUT_MS);
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise<Attempt>((resolve) => {
    const request = send(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' },
      agent: false,
      lookup: guarded(rules),
      signal: deadline,
      maxHeaderSize: MAX_ANSWER_HEADERS,
      // Whatever the environment of the process says.
      ...(url.protocol === 'https:' ? { rejectUnauthorized: true } : {}),
    });
    request.once('socket', (socket) =>
      socket.once('connect', () => {
        if (!mayConnect(socket.remoteAddress ?? '', rules)) request.destroy(new AddressRefused());
      }),
    );
    // Once a status has come, nothing that happens to the rest of the answer changes it.
    let said: Attempt | null = null;
    request.once('response', (response) => {
      const answered = answer(response.statusCode ?? 0, response.headers['retry-after']);
      said = answered;
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MAX_ANSWER_BYTES) response.destroy();
      });
      response.on('error', () => undefined);
      response.once('close', () => resolve(answered));
    });
    request.once('error', (error) => resolve(said ?? attempt(outcomeOf(error, deadline))));
    request.end(body);
  });
}

function answer(status: number, retryAfter: string | undefined): Attempt {
  const seconds = /^\d{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) : null;
  const outcome: Outcome =
    status >= 200 && status < 300
      ? 'delivered'
      : status === 410
        ? 'gone'
        : status >= 300 && status < 400
          ? 'redirect'
          : 'status';
  return { outcome, status, retryAfterMs: seconds === null ? null : seconds * 1000 };
}

function attempt(outcome: Outcome): Attempt {
  return { outcome, status: null, retryAfterMs: null };
}

function outcomeOf(error: Error, deadline: AbortSignal): Outcome {
  if (error instanceof AddressRefused) return 'address-refused';
  if (error instanceof NoSuchHost) return 'no-such-host';
  return deadline.aborted ? 'timeout' : 'connection';
}

function guarded(rules: PostRules): LookupFunction {
  const resolve = rules.resolve ?? resolved;
  return (host, { all }, callback) => {
    resolve(host).then(
      (found) => {
        const [first] = found;
        if (first === undefined) return callback(new NoSuchHost(), '');
        if (!found.every((ip) => mayConnect(ip, rules))) return callback(new AddressRefused(), '');
        if (!all) return callback(null, first, isIP(first));
        callback(
          null,
          found.map((address) => ({ address, family: isIP(address) })),
        );
      },
      () => callback(new NoSuchHost(), ''),
    );
  };
}

async function resolved(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}
