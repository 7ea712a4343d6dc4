import { jest } from '@jest/globals';
import { connect } from 'node:net';
import type { Problem } from '#api/problem.js';
import type { Receipt } from '#commands/command.js';
import { type HttpApi, openHttpApi } from './http-api.js';

const place = (unitId: string, name = 'Quận A') => ({ unitId, name, level: 'district', from: '2003-12-01' });
const slugOf = (body: Problem) => body.type.replace('urn:trachnhiem:problem:', '');

/** What comes back for bytes that are no request of a well-behaved client. */
function raw(
  url: string,
  bytes: string,
  more: (write: (text: string) => void) => void = () => undefined,
): Promise<string> {
  return new Promise((resolve) => {
    let seen = '';
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => {
      socket.write(bytes);
      more((text) => socket.write(text));
    });
    socket.on('data', (data) => (seen += String(data)));
    socket.on('error', () => undefined).on('close', () => resolve(seen));
  });
}

describe('requests', () => {
  let api: HttpApi;
  const lines: Record<string, unknown>[] = [];
  const written = jest.spyOn(process.stdout, 'write');
  beforeAll(async () => {
    written.mockImplementation((line) => {
      if (String(line).startsWith('{')) lines.push(JSON.parse(String(line)) as Record<string, unknown>);
      return true;
    });
    api = await openHttpApi({
      requests: { log: 'requests', receiveMs: 700, corsOrigins: ['https://trang.example.vn'] },
    });
    await api.record('/units/places', place('qa'));
  });
  afterAll(async () => {
    await api.close();
    written.mockRestore();
  });

  it('a refusal under a key is answered in the same bytes each time', async () => {
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': 'k-refused' };
    const send = () =>
      api.fetch('/units/places', { method: 'POST', headers, body: JSON.stringify(place('qa', 'Khác')) });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([409, 409]);
    expect(await second.text()).toBe(await first.text());
  });

  it('a command that expects a revision is refused with the actual one, and nothing is recorded', async () => {
    const rename = (name: string, match: string) =>
      api.post<Problem>('/units/renamings', { unitId: 'qa', name, on: '2021-01-01' }, { 'If-Match': match });
    expect((await rename('Quận B', '"0"')).status).toBe(201);
    const stale = await rename('Quận C', '"0"');
    expect([stale.status, slugOf(stale.body), stale.body.revision]).toEqual([412, 'stale-revision', 1]);
    expect(slugOf((await rename('Quận C', '0')).body)).toBe('invalid-header');
    const next = await api.post<Receipt>(
      '/units/renamings',
      { unitId: 'qa', name: 'Quận C', on: '2021-02-01' },
      { 'If-Match': '"1"' },
    );
    expect(next.body.events.map((event) => event.revision)).toEqual([2]);
  });

  it('each has an id, which its line in the log has too; no parameter, body, token or name stands there', async () => {
    lines.length = 0;
    const secret = 'bi-mat-7c1';
    const correlation = '0b5d5a86-3b1f-5a43-9f0e-5d2b1c7a9e11';
    const answer = await api.get(`/units/${secret}?asOf=2021-01-01`, { 'X-Correlation-Id': correlation });
    await api.post('/units/places', place(`${secret}2`, `Quận ${secret}`));
    for (let i = 0; i < 50 && lines.length < 2; i++) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(lines).toMatchObject([
      {
        level: 'info',
        request: answer.headers.get('x-request-id'),
        correlation,
        method: 'GET',
        route: '/units/:unitId',
        status: 404,
      },
      { method: 'POST', route: '/units/places', status: 201, command: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    ]);
    expect(answer.headers.get('x-correlation-id')).toBe(correlation);
    expect(lines[0]?.['subject']).toMatch(/^[0-9a-f]{16}$/);
    expect(JSON.stringify(lines)).not.toMatch(/bi-mat|2021-01-01|Quận|Bearer|eyJ/);
  });

  it('a trace id becomes the correlation of what is recorded', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const { events } = await api.record('/units/places', place('q-trace'), { traceparent });
    const leaf = await api.get(`/events/${events[0]?.id}/leaf`);
    expect(JSON.stringify(leaf.body)).toContain('4bf92f35-77b3-4da6-a3ce-929d0e0e4736');
  });

  it('methods, forms and lengths that an address does not take', async () => {
    const options = await api.fetch('/units/places', { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS, POST']);
    const head = await api.fetch('/units/qa', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const put = await api.fetch('/units/qa', { method: 'PUT' });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect((await api.get<Problem>('/units/qa', { Accept: 'image/png' })).status).toBe(406);
    expect((await api.get('/units/qa', { Accept: 'image/png, */*;q=0.1' })).status).toBe(200);
    expect((await api.get<Problem>(`/units?cursor=${'x'.repeat(9000)}`)).status).toBe(414);
    const large = await raw(api.url, `GET /units HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`);
    expect(large).toMatch(/^HTTP\/1\.1 431 [\s\S]*application\/problem\+json[\s\S]*headers-too-large/);
  });

  it('a body that dribbles in is cut off', async () => {
    const head =
      'POST /units/places HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n';
    let timer: NodeJS.Timeout | undefined;
    const seen = await raw(api.url, head, (write) => (timer = setInterval(() => write(' '), 100)));
    clearInterval(timer);
    expect(seen).not.toContain('201');
  });

  it('an origin that is listed may read, another may not', async () => {
    const allowed = async (origin: string) =>
      (await api.get('/health/live', { Origin: origin })).headers.get('access-control-allow-origin');
    expect(await allowed('https://trang.example.vn')).toBe('https://trang.example.vn');
    expect(await allowed('https://khac.example.vn')).toBeNull();
    const preflight = await fetch(`${api.url}/units/places`, {
      method: 'OPTIONS',
      headers: { Origin: 'https://trang.example.vn', 'Access-Control-Request-Method': 'POST' },
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([204, 'GET,HEAD,POST']);
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('a long answer is compressed, unless what is read there is sensitive', async () => {
    for (let i = 0; i < 12; i++) await api.record('/units/places', place(`q-${i}`, `Quận thứ ${i}`));
    const coding = async (path: string) =>
      (await api.get(path, { 'Accept-Encoding': 'gzip' })).headers.get('content-encoding');
    expect(await coding('/units')).toBe('gzip');
    expect(await coding('/records')).toBeNull();
    expect(await coding('/health/live')).toBeNull();
  });
});

describe('limits of one process', () => {
  let api: HttpApi;
  beforeAll(async () => {
    api = await openHttpApi({
      requests: {
        rates: { reads: 5, commands: 2, exports: 1, anonymous: 3, open: 1000 },
        underWay: { all: 100, each: 3 },
      },
    });
  });
  afterAll(() => api.close());

  it('a subject is counted for reads, commands and exports apart, and told how many are left', async () => {
    const an = api.as({ subject: 'an' });
    const first = await an.get<Problem>('/units');
    expect(first.headers.get('ratelimit-policy')).toBe('"reads";q=5;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"reads";r=4;t=\d+$/);
    for (let i = 0; i < 4; i++) expect((await an.get('/units')).status).toBe(200);
    const refused = await an.get<Problem>('/units');
    expect([refused.status, slugOf(refused.body)]).toEqual([429, 'too-many-requests']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await an.get('/units?format=csv')).status).toBe(200);
    expect((await an.get('/units?format=csv')).status).toBe(429);
    expect((await an.post('/units/places', place('q1'))).status).toBe(201);
    expect((await an.get('/health/live')).status).toBe(200);
    expect((await api.as({ subject: 'binh' }).get('/units')).status).toBe(200);
  });

  it('a subject has no more than so many under way at once', async () => {
    const chi = api.as({ subject: 'chi' });
    const statuses = await Promise.all(Array.from({ length: 5 }, async () => (await chi.get('/units')).status));
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(3);
    for (const status of statuses) expect([200, 429]).toContain(status);
  });

  it('an address whose tokens are refused is not listened to for a while; health answers all the same', async () => {
    const wrong = () => fetch(`${api.url}/units`, { headers: { Authorization: 'Bearer x.y.z' } });
    const statuses = [];
    for (let i = 0; i < 6; i++) statuses.push((await wrong()).status);
    expect(statuses.slice(0, 4)).toEqual([401, 401, 401, 401]);
    expect(statuses.slice(4)).toEqual([429, 429]);
    expect((await fetch(`${api.url}/health/live`)).status).toBe(200);
  });
});
