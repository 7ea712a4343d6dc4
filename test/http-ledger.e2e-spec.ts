import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCheckpoint } from '#audit/tree/checkpoint.js';
import { leafHash, rootOf } from '#audit/tree/merkle-tree.js';
import { parseVkey } from '#audit/tree/note-key.js';
import { verifyConsistency, verifyInclusion } from '#audit/tree/proofs.js';
import { parseEntryBundle } from '#audit/tree/tiles.js';
import { checkTlogProof } from '#audit/tree/tlog-proof.js';
import type { Problem } from '#api/problem.js';
import { type HttpApi, openHttpApi } from './http-api.js';

interface ReceiptPage {
  position: number | null;
  checkpoint: { origin: string; size: number } | null;
  events: { id: string; type: string; position: number; signed: boolean; proof: string; leaf: string }[];
}
interface Proof {
  leaf: string;
  proof: string[];
}

describe('the transparency log over HTTP', () => {
  const keyDir = mkdtempSync(join(tmpdir(), 'trachnhiem-keys-'));
  let api: HttpApi;

  beforeAll(async () => {
    api = await openHttpApi({ ledger: { keyDir, origin: 'example.vn/log' } });
  });
  afterAll(async () => {
    await api.close();
    rmSync(keyDir, { recursive: true });
  });

  const person = (id: string, name = 'Người A') => api.record('/persons', { personId: id, name });
  const bytes = async (path: string) => Buffer.from(await (await api.fetch(path)).arrayBuffer());
  const text = async (path: string) => (await api.get<string>(path)).body;
  const hashes = (list: string[]) => list.map((one) => Buffer.from(one, 'base64'));
  /** Waits as a client does that follows Retry-After, but more often. */
  const signedReceipt = async (commandId: string) => {
    for (let tries = 0; tries < 500; tries++) {
      const { status, body } = await api.get<ReceiptPage>(`/receipts/${commandId}`);
      expect(status).toBe(200);
      if (body.events.every(({ signed }) => signed)) return body;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('it was not signed');
  };

  it('has neither checkpoint nor proof before anything was recorded, and says when to ask again', async () => {
    const { status, body, headers } = await api.get<Problem>('/log/checkpoint');
    expect([status, body.type, headers.get('retry-after')]).toEqual([
      404,
      'urn:trachnhiem:problem:not-signed-yet',
      '1',
    ]);
  });

  it('leads from an answer to a proof that is checked with the public key alone', async () => {
    const answer = await api.post<{ commandId: string }>('/persons', { personId: 'p-1', name: 'Người B' });
    const location = answer.headers.get('location') ?? '';
    expect(location).toBe(`/receipts/${answer.body.commandId}`);
    expect((await api.get<ReceiptPage>(location)).body.events).toMatchObject([
      { type: 'PersonRegistered', position: 1 },
    ]);
    const receipt = await signedReceipt(answer.body.commandId);
    const [event] = receipt.events;
    expect(receipt).toMatchObject({ position: 1, checkpoint: { origin: 'example.vn/log' } });
    const [vkey, proof, leaf] = [
      await text('/log/key'),
      await text(event?.proof ?? ''),
      await bytes(event?.leaf ?? ''),
    ];
    expect(JSON.parse(leaf.toString())).toMatchObject({ id: event?.id, ordinal: 1, data: { name: 'Người B' } });
    expect(checkTlogProof(proof, leaf, vkey.trim())).toMatchObject({ index: 0, origin: 'example.vn/log' });
    expect(() => checkTlogProof(proof, Buffer.from(leaf.toString().replace('B', 'C')), vkey.trim())).toThrow();
  });

  it('serves what tlog-tiles names, from which anybody makes the root', async () => {
    for (let i = 2; i <= 6; i++) await person(`p-${i}`);
    const { commandId } = await person('p-7', 'Người dài '.repeat(20));
    const { checkpoint } = await signedReceipt(commandId);
    const size = checkpoint?.size ?? 0;
    const response = await api.fetch(`/log/checkpoint`);
    expect([response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
      'text/plain; charset=utf-8',
      'no-cache',
    ]);
    const signed = openCheckpoint(await response.text(), parseVkey((await text('/log/key')).trim()));
    expect(signed.size).toBe(size);
    const tile = await api.fetch(`/log/tile/0/000.p/${size}`);
    expect([tile.status, tile.headers.get('content-type'), tile.headers.get('cache-control')]).toEqual([
      200,
      'application/octet-stream',
      'public, max-age=86400, immutable',
    ]);
    const leaves = Buffer.from(await tile.arrayBuffer());
    const entries = parseEntryBundle(await bytes(`/log/tile/entries/000.p/${size}`));
    expect(Buffer.concat(entries.map(leafHash))).toEqual(leaves);
    expect(rootOf(entries.map(leafHash))).toEqual(Buffer.from(signed.root));
    const lines = (await bytes(`/log/leaves/000.p/${size}`)).toString().split('\n');
    expect(lines.slice(0, -1)).toEqual(entries.map((entry) => Buffer.from(entry).toString()));
  });

  it('proves inclusion and growth', async () => {
    const { commandId } = await person('p-8');
    await signedReceipt(commandId);
    const root = async (size: number) =>
      rootOf(parseEntryBundle(await bytes(`/log/tile/entries/000.p/${size}`)).map(leafHash));
    const inclusion = (await api.get<Proof>('/log/proof/inclusion?index=2&size=7')).body;
    const leaf = Buffer.from(inclusion.leaf, 'base64');
    verifyInclusion({ index: 2, size: 7, leaf, root: await root(7), proof: hashes(inclusion.proof) });
    const { proof } = (await api.get<Proof>('/log/proof/consistency?from=3&to=8')).body;
    verifyConsistency({ from: 3, to: 8, fromRoot: await root(3), toRoot: await root(8), proof: hashes(proof) });
  });

  it('knows no tile, index or size beyond its checkpoint, and no other spelling', async () => {
    for (const path of [
      '/log/tile/0/000',
      '/log/tile/0/000.p/255',
      '/log/tile/0/000.p/0',
      '/log/tile/0/0.p/2',
      '/log/tile/1/000.p/1',
      '/log/tile/64/000.p/1',
      '/log/tile/x/000.p/1',
      '/log/tile/entries/001.p/1',
      '/log/leaves/x000/000.p/1',
      '/log/proof/inclusion?index=5000',
      '/log/proof/inclusion?index=2&size=2',
      '/log/proof/consistency?from=3&to=5000',
      '/log/proof/consistency?from=3&to=2',
      `/receipts/${'0'.repeat(8)}-0000-4000-8000-000000000000`,
      `/events/${'0'.repeat(8)}-0000-4000-8000-000000000000/proof`,
    ]) {
      const { status, body } = await api.get<Problem>(path);
      expect([path, status, body.type]).toEqual([path, 404, 'urn:trachnhiem:problem:not-recorded']);
    }
    expect((await api.get('/log/proof/inclusion?index=-1')).status).toBe(400);
    expect((await api.get('/receipts/x')).status).toBe(400);
  });

  it('serves a record that is too long for a bundle as a line', async () => {
    await api.record('/units/places', { unitId: 'tp', name: 'Thành phố', level: 'province', from: '1976-07-02' });
    await api.record('/units/bodies', {
      unitId: 'tp.ubnd',
      name: 'Ủy ban nhân dân Thành phố',
      line: 'government',
      place: 'tp',
      from: '1976-07-02',
    });
    const { commandId } = await api.record('/directives', {
      directiveId: 'dài',
      form: 'document',
      issuer: 'tp.ubnd',
      title: 'Kế hoạch dài',
      on: '2021-09-01',
      clauses: Array.from({ length: 90 }, (_, i) => ({ ref: `${i}`, kind: 'task', summary: 'nhiệm vụ '.repeat(90) })),
    });
    const { events, checkpoint } = await signedReceipt(commandId);
    const size = checkpoint?.size ?? 0;
    const at = (events[0]?.position ?? 0) - 1;
    const { status, body } = await api.get<Problem>(`/log/tile/entries/000.p/${size}`);
    expect([status, body.type]).toEqual([404, 'urn:trachnhiem:problem:entry-too-long']);
    const line = (await bytes(`/log/leaves/000.p/${size}`)).toString().split('\n')[at] ?? '';
    const leaf = await bytes(events[0]?.leaf ?? '');
    expect(leaf.length).toBeGreaterThan(65_535);
    expect(createHash('sha256').update(line).digest('hex')).toBe(createHash('sha256').update(leaf).digest('hex'));
    checkTlogProof(await text(events[0]?.proof ?? ''), leaf, (await text('/log/key')).trim());
  });

  it('keeps the first receipt of a command that is sent again, and both lead to one page', async () => {
    const body = { personId: 'p-again', name: 'Người D' };
    const headers = { 'Idempotency-Key': 'hai-lan' };
    const [first, second] = [await api.post('/persons', body, headers), await api.post('/persons', body, headers)];
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
  });

  it('shows in the health of the process who signs and how far', async () => {
    const { commandId } = await person('p-last');
    await signedReceipt(commandId);
    const { status, body } = await api.get<{ ledger: object }>('/health/ready');
    expect([status, body.ledger]).toMatchObject([200, { here: 'leads', lagEvents: 0, alarm: null, trouble: null }]);
  });
});
