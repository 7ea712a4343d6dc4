import type { AddressInfo } from 'node:net';
import type { Receipt } from '#commands/command.js';
import { createHttpServer } from '#api/http-server.js';
import type { Problem } from '#api/problem.js';
import { openSystem, type SystemSettings } from '#api/system.js';
import type { DatabaseUrls } from '#database/database.js';
import { createTestDatabase } from '#database/testing/test-database.js';

export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** The API as a client sees it, over a real socket, on a database of its own. */
export interface HttpApi {
  url: string;
  database: string;
  /** Connection strings, one for each role. */
  urls: DatabaseUrls;
  get<T>(path: string, headers?: Record<string, string>): Promise<Answer<T>>;
  post<T>(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer<T>>;
  /** Any method and any bytes. */
  send(path: string, init: RequestInit): Promise<Answer<Problem>>;
  /** Records and asks for success. */
  record(path: string, body: object, headers?: Record<string, string>): Promise<Receipt>;
  close(): Promise<void>;
}

export async function openHttpApi(settings: Pick<SystemSettings, 'evidence' | 'ledger'> = {}): Promise<HttpApi> {
  const database = await createTestDatabase();
  const system = await openSystem({ ...settings, database, project: true });
  const app = await createHttpServer(system);
  await app.listen(0, '127.0.0.1');
  const server = app.getHttpServer();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const call = async <T>(path: string, init: RequestInit): Promise<Answer<T>> => {
    const response = await fetch(`${url}${path}`, init);
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
    url,
    database: database.name,
    urls: database.urls,
    get: (path, headers = {}) => call(path, { headers }),
    post,
    send: (path, init) => call(path, init),
    record: async (path, body, headers) => {
      const answer = await post<Receipt>(path, body, headers);
      if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    close: async () => {
      await app.close();
      await system.close();
      await database.close();
    },
  };
}
