import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { recomputedAnswer } from '#audit/bundle/bundle-facts.js';
import { openBundle } from '#audit/bundle/bundle-format.js';
import { openCheckpoint } from '#audit/tree/checkpoint.js';
import { parseVkey } from '#audit/tree/note-key.js';
import { checkTlogProof } from '#audit/tree/tlog-proof.js';
import { type HttpApi, openHttpApi } from './http-api.js';
import { buildOnce } from './process-under-test.js';

describe('an evidence bundle', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trachnhiem-bundle-'));
  let api: HttpApi;
  let position: number | null;
  beforeAll(async () => {
    await buildOnce();
    api = await openHttpApi({ ledger: { keyDir: join(folder, 'keys'), origin: 'example.vn/log' } });
    await api.record('/units/places', { unitId: 'qa', name: 'Quận A', level: 'district', from: '2003-12-01' });
    const body = { unitId: 'qa.ubnd', name: 'UBND quận A', place: 'qa', line: 'government', from: '2003-12-01' };
    await api.record('/units/bodies', body);
    await api.record('/persons', { personId: 'p-01', name: 'Người A' });
    await api.record('/offices', { officeId: 'qa.ct', title: 'Chủ tịch', body: 'qa.ubnd', head: true });
    await api.record('/offices/appointments', {
      officeId: 'qa.ct',
      personId: 'p-01',
      kind: 'appointed',
      from: '2020-01-01',
    });
    const directive = { directiveId: 'cd', form: 'oral', issuer: 'qa.ubnd', title: 'Chỉ đạo', on: '2021-09-01' };
    await api.record('/directives', directive);
    const task = { taskId: 'nv', directiveId: 'cd', title: 'Rà soát', leads: ['qa.ubnd'], on: '2021-09-01' };
    ({ position } = await api.record('/tasks', task));
  }, 240_000);
  afterAll(async () => {
    await api.close();
    rmSync(folder, { recursive: true });
  });

  const fetched = async (query: string) => {
    const response = await api.as({ person: 'p-09' }).fetch(`/bundles?${query}`);
    return { status: response.status, headers: response.headers, bytes: new Uint8Array(await response.arrayBuffer()) };
  };

  it('has what the API answers, proved by the key of the log alone, and recomputed', async () => {
    const { body: vkey } = await api.get<string>('/log/key');
    for (const [about, path] of [
      ['task:nv', '/tasks/nv/who-answers'],
      ['person:p-01', '/persons/p-01'],
      ['unit:qa', '/units/qa'],
      ['directive:cd', '/directives/cd'],
    ] as const) {
      const at = `asOf=2021-09-08&knownAt=${position}`;
      const { status, bytes } = await fetched(`for=${about}&${at}`);
      expect([about, status]).toEqual([about, 200]);
      const bundle = openBundle(bytes);
      expect(bundle.answer).toBe(await (await api.fetch(`${path}?${at}`)).text());
      expect(bundle.manifest.question.path).toBe(path);
      for (const { leaf, proof } of bundle.events) checkTlogProof(proof, leaf, vkey.trim());
      expect(recomputedAnswer(bundle)).toBe(bundle.answer);
    }
  });

  it('has all records of a period', async () => {
    const { bytes } = await fetched(`for=period:2020-01-01:2999-01-01&knownAt=${position}`);
    const { manifest } = openBundle(bytes);
    expect(manifest.ordinals).toEqual(Array.from({ length: position ?? 0 }, (_, i) => i + 1));
  });

  it('is the same file from another process, in another time zone', async () => {
    const question = `for=task:nv&asOf=2021-09-08&knownAt=${position}`;
    const first = await fetched(question);
    const { treeSize } = openBundle(first.bytes).manifest;
    // The log goes on meanwhile.
    await api.record('/persons', { personId: 'p-02', name: 'Người B' });
    const again = await fetched(`${question}&checkpoint=${treeSize}`);
    expect(Buffer.compare(first.bytes, again.bytes)).toBe(0);
    const out = join(folder, 'nv.zip');
    const asked = ['--task', 'nv', '--as-of', '2021-09-08', '--known-at', `${position}`, '--checkpoint', `${treeSize}`];
    await promisify(execFile)(process.execPath, ['dist/apps/cli/src/main.js', 'bundle', ...asked, '--out', out], {
      env: {
        PATH: process.env['PATH'],
        TZ: 'America/New_York',
        KEY_DIR: join(folder, 'other-keys'),
        DATABASE_URL: api.urls.app,
        MIGRATION_DATABASE_URL: api.urls.owner,
        PROJECTOR_DATABASE_URL: api.urls.projector,
        READER_DATABASE_URL: api.urls.reader,
        CONTEXT_DATABASE_URL: api.urls.context,
      },
    });
    expect(Buffer.compare(first.bytes, readFileSync(out))).toBe(0);
  }, 120_000);

  it('is in the access log with its digest, and that log has a tree of its own', async () => {
    const { bytes, headers } = await fetched('for=task:nv&asOf=2021-09-08');
    const sha256 = createHash('sha256').update(bytes).digest();
    expect(headers.get('repr-digest')).toBe(`sha-256=:${sha256.toString('base64')}:`);
    const { items } = (
      await api.get<{ items: { actor: string; position: number; what: object }[] }>('/access-log?kind=BundleMade')
    ).body;
    expect(items[0]).toMatchObject({
      actor: 'p-09',
      what: { route: 'GET /bundles', subjects: ['task-nv'], sha256: sha256.toString('hex'), status: 200 },
    });
    const { body: vkey } = await api.get<string>('/access-log/key');
    let size = 0;
    for (let tries = 0; size < (items[0]?.position ?? Infinity) && tries < 200; tries++) {
      const { status, body } = await api.get<string>('/access-log/checkpoint');
      if (status === 200) ({ size } = openCheckpoint(body, parseVkey(vkey.trim())));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(vkey).toMatch(/^example\.vn\/log\/access\+/);
    expect(size).toBeGreaterThanOrEqual(items[0]?.position ?? Infinity);
  });

  it('is refused clearly: not on record, no such form, not under that checkpoint', async () => {
    expect((await fetched('for=task:khong-co')).status).toBe(404);
    for (const about of ['nv', 'task:', 'period:2021-01-01', 'period:2021-02-01:2021-01-01', 'findings:x']) {
      expect([about, (await fetched(`for=${about}`)).status]).toEqual([about, 400]);
    }
    const { status, bytes } = await fetched(`for=task:nv&knownAt=${position}&checkpoint=1`);
    expect([status, Buffer.from(bytes).toString()]).toEqual([503, expect.stringContaining('not-yet-proved')]);
  });
});
