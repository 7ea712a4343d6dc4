import { connect } from 'node:net';
import type { Problem } from '#api/problem.js';
import { type Answer, type HttpApi, openHttpApi } from './http-api.js';

const place = (unitId: string, more: object = {}) => ({
  unitId,
  name: 'Quận A',
  level: 'district',
  from: '2003-12-01',
  ...more,
});
const kind = ({ status, body }: Answer<Problem>) => [status, body.type.replace('urn:trachnhiem:problem:', '')];

describe('problems over HTTP', () => {
  let api: HttpApi;
  beforeAll(async () => {
    api = await openHttpApi();
    await api.record('/units/places', place('qa'));
  });
  afterAll(() => api.close());

  const post = (
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = { 'Content-Type': 'application/json' },
  ) => api.send('/units/places', { method: 'POST', body, headers });
  const json = (body: object, headers: Record<string, string> = {}) =>
    api.post<Problem>('/units/places', body, headers);
  const get = (path: string) => api.get<Problem>(path);

  it('each has its status, its type and the media type of problems', async () => {
    const found: [Answer<Problem>, number, string][] = [
      [await post('{"unitId":'), 400, 'malformed-body'],
      [await post('[]'), 400, 'malformed-body'],
      [await post(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])), 400, 'malformed-body'],
      [await post('{"unitId":"qb","unitId":"qc"}'), 400, 'malformed-body'],
      [await post(`{"name":"${'a'.repeat(1024 * 1024)}"}`), 413, 'body-too-large'],
      [await post('unitId=qb', { 'Content-Type': 'application/x-www-form-urlencoded' }), 415, 'unsupported-media-type'],
      [await post('{}', { 'Content-Type': 'application/json; charset=utf-16' }), 415, 'unsupported-media-type'],
      [
        await post('{}', { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }),
        415,
        'unsupported-media-type',
      ],
      [await json(place('qb', { khac: 1 })), 422, 'invalid-body'],
      [await json(place('qb', { name: 'a\u0000b' })), 422, 'illegal-text'],
      [await post('{"name":"\\ud83d"}'), 422, 'illegal-text'],
      [await json(place('qa')), 409, 'rule:unit-already-registered'],
      [await json(place('qb'), { 'Idempotency-Key': 'hai tu' }), 400, 'invalid-header'],
      [await json(place('qb'), { 'X-Correlation-Id': 'x' }), 400, 'invalid-header'],
      [await json(place('qb'), { 'Acting-Office': '%FF' }), 400, 'invalid-header'],
      [await get('/khong-co'), 404, 'no-such-route'],
      [await get('/units/khong-co'), 404, 'not-recorded'],
      [await get('/tasks/khong-co/who-answers'), 404, 'not-recorded'],
      [await get('/units/%FF'), 400, 'malformed-url'],
      [await get('/units?kind=%FF'), 400, 'malformed-url'],
      [await get('/units/qa?asOf=2021-02-30'), 400, 'invalid-query'],
      [await get('/units/qa?asOf='), 400, 'invalid-query'],
      [await get('/units/qa?asOf=2021-01-01&asOf=2021-01-02'), 400, 'invalid-query'],
      [await get('/units/qa?khac=1'), 400, 'invalid-query'],
      [await get('/units/qa?knownAt=hom-qua'), 400, 'invalid-query'],
      [await get('/units/%00'), 400, 'invalid-query'],
      [await get('/units?limit=201'), 400, 'invalid-query'],
      [await get('/units?limit=0'), 400, 'invalid-query'],
      [await get('/units?limit=x'), 400, 'invalid-query'],
      [await get('/units?cursor=x'), 400, 'invalid-cursor'],
      [await get('/records/khong-co'), 400, 'invalid-query'],
      [await get('/units/qa?knownAt=999999'), 400, 'known-at-in-the-future'],
      [await get('/units/qa?knownAt=2999-01-01T00:00:00Z'), 400, 'known-at-in-the-future'],
      [await api.send('/units/places', { method: 'PUT' }), 405, 'method-not-allowed'],
      [await api.send('/annulments', { method: 'GET' }), 405, 'method-not-allowed'],
    ];
    for (const [i, [answer, status, type]] of found.entries()) {
      expect([i, ...kind(answer)]).toEqual([i, status, type]);
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(answer.headers.get('content-language')).toBe('vi');
      expect(answer.body).toMatchObject({
        status,
        title: expect.stringMatching(/\S/),
        detail: expect.stringMatching(/\S/),
      });
    }
    expect((await api.get<{ items: unknown[] }>('/units')).body.items).toHaveLength(1);
  });

  it('says which methods an address takes', async () => {
    const answer = await api.send('/units/places', { method: 'DELETE' });
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
  });

  it('names each wrong field by its pointer', async () => {
    const { body } = await json({ unitId: ' qb', name: '', level: 'quận', from: '2021-02-30', khac: { a: 1 } });
    expect(body.errors?.map(({ pointer, code }) => `${pointer} ${code}`).sort()).toEqual([
      '/from not-a-date',
      '/khac unknown-field',
      '/level not-in-the-list',
      '/name too-short',
      '/unitId not-of-the-form',
    ]);
    const nested = await api.post<Problem>('/case-reports', {
      reportId: 'r',
      unit: 'qa',
      on: '2021-09-15',
      figures: [{ to: '2021-09-15', total: -1, parts: [{ name: 'x', value: 1.5 }] }, 7],
    });
    expect(nested.body.errors?.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(
      expect.arrayContaining(['/figures/0/total too-small', '/figures/0/parts/0/value not-a-whole-number']),
    );
    expect(nested.status).toBe(422);
  });

  it('speaks Vietnamese, or English where it is preferred', async () => {
    const title = async (accepted: string) =>
      (await api.get<Problem>('/units/khong-co', { 'Accept-Language': accepted })).body.title;
    const [vi, en] = ['Chưa có trong hồ sơ.', 'Not on record.'];
    expect(await title('en')).toBe(en);
    expect(await title('en-US,en;q=0.9')).toBe(en);
    expect(await title('vi,en;q=0.9')).toBe(vi);
    expect(await title('fr')).toBe(vi);
    expect(await title('en;q=0.5,vi;q=0.8')).toBe(vi);
    expect((await api.get<Problem>('/units/khong-co')).body.title).toBe(vi);
  });

  it('asks for patience where a known time has not been read yet', async () => {
    const answer = await api.get<Problem>('/units/qa?atLeast=999999');
    expect(kind(answer)).toEqual([503, 'read-models-behind']);
    expect(answer.headers.get('retry-after')).toBe('1');
  });

  it('takes a key once: the same body gets the first receipt, another body is refused', async () => {
    const first = await json(place('qk'), { 'Idempotency-Key': 'k-1' });
    const again = await json(place('qk'), { 'Idempotency-Key': 'k-1' });
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
    expect(kind(await json(place('ql'), { 'Idempotency-Key': 'k-1' }))).toEqual([422, 'idempotency-key-reused']);
    const refused = await json(place('qk', { name: 'Khác' }), { 'Idempotency-Key': 'k-2' });
    expect(kind(refused)).toEqual([409, 'rule:unit-already-registered']);
    expect(kind(await json(place('qk', { name: 'Khác' }), { 'Idempotency-Key': 'k-2' }))).toEqual(kind(refused));
  });

  it('lets no other origin read, and sets the headers of caution on every answer', async () => {
    for (const path of ['/health/live', '/khong-co', '/']) {
      const { headers } = await api.get(path, { Origin: 'https://khac.example' });
      expect([path, headers.get('access-control-allow-origin')]).toEqual([path, null]);
      expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff']);
      expect([path, headers.get('cache-control')]).toEqual([path, 'no-store']);
      expect([path, headers.get('x-powered-by')]).toEqual([path, null]);
    }
  });

  it('survives what is no HTTP at all', async () => {
    const port = Number(new URL(api.url).port);
    for (const noise of ['\u0000\u0001\u0002\r\n\r\n', 'POST /units HTTP/1.1\r\nContent-Length: -1\r\n\r\n']) {
      await new Promise<void>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(noise));
        socket.on('data', () => undefined).on('close', () => resolve());
        socket.on('error', () => undefined);
      });
    }
    expect((await api.get('/health/live')).status).toBe(200);
  });

  it('serves a page that loads its own files only', async () => {
    const page = await api.get<string>('/');
    expect(page.status).toBe(200);
    expect(page.body).toContain('<html lang="vi">');
    expect(page.body).not.toMatch(/<script>|<style|style=|\son[a-z]+=|https?:/);
    for (const file of ['/page.js', '/page.css']) expect([file, (await api.get(file)).status]).toEqual([file, 200]);
    expect((await api.get('/..%2f..%2fapi/src/main.ts')).status).toBe(404);
  });
});
