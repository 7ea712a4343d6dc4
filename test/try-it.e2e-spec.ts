import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type HttpApi, openHttpApi } from './http-api.js';
import { type FileRequest, filledIn, parseHttpFile } from './http-file.js';

const FILE = parseHttpFile(readFileSync('docs/try-it.http', 'utf8'));

describe('docs/try-it.http', () => {
  let api: HttpApi;
  let keyDir: string;
  let variables: Record<string, string>;
  const answers = new Map<string, unknown>();

  beforeAll(async () => {
    keyDir = mkdtempSync(join(tmpdir(), 'trachnhiem-keys-'));
    api = await openHttpApi({ ledger: { keyDir }, fences: { policy: true, rows: true } });
    const [registrar, auditor] = await Promise.all([
      api.token({ person: 'van-thu', roles: ['registrar'] }),
      api.token({ person: 'kiem-toan', roles: ['auditor'] }),
    ]);
    variables = { ...FILE.variables, host: api.url, registrar, auditor };
  });
  afterAll(async () => {
    await api.close();
    rmSync(keyDir, { recursive: true });
  });

  const send = async ({ method, url, headers, body }: FileRequest) => {
    const fill = (text: string) => filledIn(text, variables, answers);
    const response = await fetch(fill(url), {
      method,
      headers: Object.entries(headers).map(([name, value]): [string, string] => [name, fill(value)]),
      ...(body === null ? {} : { body: fill(body) }),
    });
    return { status: response.status, text: await response.text() };
  };

  it('holds what it needs and no more', () => {
    expect(Object.keys(FILE.variables)).toEqual(['host', 'registrar', 'auditor']);
    expect(FILE.requests.length).toBeGreaterThan(15);
    expect(FILE.requests.filter((request) => !(request.expect >= 200))).toEqual([]);
  });

  it.each(FILE.requests.map((request) => [request.title || request.url, request] as const))(
    '%s',
    async (_, request) => {
      let answer = await send(request);
      for (let i = 0; i < 40 && answer.status === request.againWhile; i++) {
        await wait(250);
        answer = await send(request);
      }
      expect([answer.status, answer.status === request.expect ? '' : answer.text]).toEqual([request.expect, '']);
      const json: unknown = /^[[{]/.test(answer.text) ? JSON.parse(answer.text) : null;
      if (request.expectBody !== null) {
        expect(JSON.stringify(json, null, 1)).toContain(filledIn(request.expectBody, variables, answers));
      }
      if (request.name !== null) answers.set(request.name, json);
    },
  );
});
