import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { GRANTED_ROLES } from '#access/principal.js';
import { createTestIssuer } from '#access/testing/test-issuer.js';
import { createHttpServer } from '#api/http-server.js';
import { unlimited } from '#api/request-settings.js';
import { openSystem, type System } from '#api/system.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import { AnswerCheck } from './fuzz/answers.js';
import { type ApiDocument, type Operation, operationsOf } from './fuzz/api-document.js';
import { Arbitraries } from './fuzz/arbitraries.js';
import { Campaign } from './fuzz/campaign.js';
import { anyRequest, requestTo } from './fuzz/requests.js';
import { tellStory } from './fuzz/story.js';
import { Wire } from './fuzz/wire.js';

/** Repeat a run with its seed; look longer with more requests. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_211_124);
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 20_000);

describe(`made-up requests (FUZZ_SEED=${SEED} FUZZ_RUNS=${RUNS})`, () => {
  let system: System;
  let document: ApiDocument;
  let operations: Operation[];
  let wire: Wire;
  let url: string;
  const closers: (() => unknown)[] = [];

  beforeAll(async () => {
    const keyDir = mkdtempSync(join(tmpdir(), 'trachnhiem-keys-'));
    closers.push(() => rmSync(keyDir, { recursive: true }));
    const database = await createTestDatabase();
    closers.push(() => database.close());
    system = await openSystem({ database, project: true, ledger: { keyDir } });
    closers.push(() => system.close());
    const issuer = await createTestIssuer();
    const app = await createHttpServer(
      system,
      { verifier: issuer.verifier, fences: { policy: false, rows: false } },
      unlimited(),
    );
    await app.listen(0, '127.0.0.1');
    closers.push(() => app.close());
    const { port } = app.getHttpServer().address() as AddressInfo;
    url = `http://127.0.0.1:${port}`;
    wire = new Wire(port, {
      somebody: await issuer.token({}),
      person: await issuer.token({ person: 'p-02' }),
      granted: await issuer.token({ subject: 'granted', roles: GRANTED_ROLES }),
    });
    closers.push(() => wire.close());
    document = JSON.parse(
      (
        await wire.send({ as: 'nobody', method: 'GET', target: '/openapi.json', headers: {}, body: null })
      ).body.toString(),
    ) as ApiDocument;
    operations = operationsOf(document);
  }, 120_000);
  afterAll(async () => {
    for (const close of closers.reverse()) await close();
  });

  it('to every operation are answered as the document says, and what is refused is not recorded', async () => {
    const onRecord = await tellStory(wire, operations);
    const campaign = new Campaign(url, wire, system.log, new AnswerCheck(document));
    await campaign.begin();
    const begun = Date.now();
    const arbitraries = new Arbitraries(document.components.schemas, onRecord);
    for (const operation of operations) await campaign.run(requestTo(operation, arbitraries), SEED, 1);
    await campaign.run(anyRequest(operations, arbitraries), SEED, RUNS - campaign.total);
    const cpu = process.cpuUsage();
    console.log(`${campaign.dearest()}; cpu ${cpu.user / 1e6} ${cpu.system / 1e6}`);
    console.log(`${campaign.report()}; ${Math.round((Date.now() - begun) / 1000)} s; FUZZ_SEED=${SEED}`);
    expect([...campaign.faults.values()].join('\n\n')).toBe('');
    expect(campaign.sent.size).toBe(operations.length);
    expect(campaign.total).toBeGreaterThanOrEqual(RUNS);
  }, 900_000);
});
