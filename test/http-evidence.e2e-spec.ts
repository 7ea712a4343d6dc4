import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HttpApi, openHttpApi } from './http-api.js';

const digestOf = (bytes: string) => createHash('sha256').update(bytes).digest('hex');

describe('evidence over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
  let api: HttpApi;
  beforeAll(async () => {
    api = await openHttpApi({ evidence: { folder, limit: 1000 } });
  });
  afterAll(async () => {
    await api.close();
    rmSync(folder, { recursive: true });
  });

  const upload = (body: string | FormData, headers: Record<string, string> = {}) =>
    api.send('/evidence', { method: 'POST', body, headers });
  const filesIn = () =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile());

  it.each([
    ['application/pdf', '%PDF-1.7 biên bản'],
    ['application/json', '{"một":1}'],
    ['text/html', '<script>alert(1)</script>'],
  ])('%s is taken as it is, and sent as a download that nothing runs', async (type, text) => {
    const sha256 = digestOf(text);
    const taken = await upload(text, { 'Content-Type': type });
    expect([taken.status, taken.body]).toEqual([201, { sha256, size: Buffer.byteLength(text) }]);
    const sent = await api.fetch(`/evidence/${sha256}`);
    expect(await sent.text()).toBe(text);
    expect(Object.fromEntries(sent.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': String(Buffer.byteLength(text)),
      'content-disposition': `attachment; filename="${sha256}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'repr-digest': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`,
      'cache-control': 'no-store',
    });
  });

  it('that cannot be taken is a problem, and nothing of it is kept', async () => {
    const before = filesIn();
    const kinds = [
      await upload('a'.repeat(1001)),
      await upload(new FormData()),
      await upload('a', { 'Content-Encoding': 'gzip' }),
    ].map(({ status, body }) => [status, body.type.replace('urn:trachnhiem:problem:', '')]);
    expect(kinds).toEqual([
      [413, 'evidence-too-large'],
      [415, 'evidence-not-raw'],
      [415, 'evidence-not-raw'],
    ]);
    expect(filesIn()).toEqual(before);
  });

  it('of an unknown digest is not found; what is no digest is no address', async () => {
    expect((await api.get(`/evidence/${'0'.repeat(64)}`)).status).toBe(404);
    expect((await api.get('/evidence/..%2Fuploads')).status).toBe(400);
  });

  it('whose upload breaks off leaves nothing', async () => {
    const before = filesIn();
    const { hostname, port } = new URL(api.url);
    const token = await api.authorization();
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /evidence HTTP/1.1\r\nHost: x\r\nAuthorization: ${token}\r\nContent-Length: 500\r\n\r\nnửa chừng`,
    );
    await until(() => filesIn().length > before.length);
    socket.destroy();
    await until(() => filesIn().length === before.length);
    expect(filesIn()).toEqual(before);
  });
});

async function until(reached: () => boolean): Promise<void> {
  for (let tries = 0; !reached(); tries++) {
    if (tries === 500) throw new Error('it did not come to that');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
