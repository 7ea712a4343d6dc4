import type { AddressInfo } from 'node:net';
import { createTestIssuer, type TokenClaims } from '#access/testing/test-issuer.js';
import type { TokenVerifier } from '#access/token-verifier.js';
import type { Fences } from '#api/access-here.js';
import type { Receipt } from '#commands/command.js';
import { createHttpServer } from '#api/http-server.js';
import type { Problem } from '#api/problem.js';
import { type RequestSettings, unlimited } from '#api/request-settings.js';
import { openSystem, type SystemSettings } from '#api/system.js';
import type { DatabaseUrls } from '#database/database.js';
import { createTestDatabase } from '#database/testing/test-database.js';

export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** The API as a client sees it, over a real socket, on a database of its own; every request carries a token. */
export interface HttpApi extends Caller {
  url: string;
  database: string;
  /** Connection strings, one for each role. */
  urls: DatabaseUrls;
  /** Somebody else: a person on record, roles, or whatever a token may say. */
  as(who: TokenClaims): Caller;
  /** Their token, for a client of another kind. */
  token(who: TokenClaims): Promise<string>;
  close(): Promise<void>;
}

/** Somebody who asks. */
export interface Caller {
  get<T>(path: string, headers?: Record<string, string>): Promise<Answer<T>>;
  post<T>(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer<T>>;
  /** Any method and any bytes. */
  send(path: string, init: RequestInit): Promise<Answer<Problem>>;
  /** The header that goes along, for whoever writes a request by hand. */
  authorization(): Promise<string>;
  /** The answer as it came. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Records and asks for success. */
  record(path: string, body: object, headers?: Record<string, string>): Promise<Receipt>;
}

/** Nobody in particular: on record nowhere, and without a role. */
const ANYBODY: TokenClaims = {};

/** Both fences are down if nothing is said, so that a test of something else need not give anybody an office first. */
export async function openHttpApi(
  settings: Pick<SystemSettings, 'evidence' | 'ledger' | 'webhooks'> & {
    fences?: Fences;
    requests?: Partial<RequestSettings>;
    verifier?: TokenVerifier;
  } = {},
): Promise<HttpApi> {
  const { fences = { policy: false, rows: false }, requests = {}, verifier, ...parts } = settings;
  const [database, issuer] = await Promise.all([createTestDatabase(), createTestIssuer()]);
  const system = await openSystem({ ...parts, database, project: true });
  const access = { verifier: verifier ?? issuer.verifier, fences };
  const app = await createHttpServer(system, access, { ...unlimited(), ...requests });
  await app.listen(0, '127.0.0.1');
  const server = app.getHttpServer();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const as = (who: TokenClaims): Caller => callerOf(url, issuer.token(who));
  return {
    ...as(ANYBODY),
    as,
    token: (who) => issuer.token(who),
    url,
    database: database.name,
    urls: database.urls,
    close: async () => {
      await app.close();
      await system.close();
      await database.close();
    },
  };
}

function callerOf(url: string, token: Promise<string>): Caller {
  const authorization = async () => `Bearer ${await token}`;
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (!headers.has('authorization')) headers.set('authorization', await authorization());
    return fetch(`${url}${path}`, { ...init, headers });
  };
  const call = async <T>(path: string, init: RequestInit): Promise<Answer<T>> => {
    // A connection that the server has closed while the test was busy is found out by the next request alone.
    const response = await ask(path, init).catch((error: unknown) => {
      if ((init.method ?? 'GET') !== 'GET' || !wasClosed(error)) throw error;
      return ask(path, init);
    });
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: (json ? JSON.parse(text) : text) as T };
  };
  const post = <T>(path: string, body: unknown, headers: Record<string, string> = {}) =>
    call<T>(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  return {
    get: (path, headers = {}) => call(path, { headers }),
    post,
    send: (path, init) => call(path, init),
    authorization,
    fetch: ask,
    record: async (path, body, headers) => {
      const answer = await post<Receipt>(path, body, headers);
      if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
  };
}

function wasClosed(error: unknown): boolean {
  const { cause } = error instanceof Error ? error : {};
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNRESET';
}
