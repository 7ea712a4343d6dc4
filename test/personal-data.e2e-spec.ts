import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { leafBytes } from '#audit/tree/leaf.js';
import { type Hash, leafHash, rootOf } from '#audit/tree/merkle-tree.js';
import { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from '#audit/tree/proofs.js';
import type { Receipt } from '#commands/command.js';
import { openDatabase } from '#database/database.js';
import { foldedText } from '#domain/vietnamese-text.js';
import { PostgresEventLog } from '#event-log/postgres.event-log.js';
import { buildOnce, newDataFolder, ProcessUnderTest, signedInAt } from './process-under-test.js';

/** What is planted, and is to be found nowhere but in the two answers that open it. */
const PHONE = '0938175526';
const NATIONAL_ID = '079183004417';
const ADDRESS = 'Ngõ Kiểm Thử Thuỷ Quỳnh 7781'.normalize('NFD');
const INFORMANT = 'Người Báo Tin Huyền Ước 0961772093';
const PLANTED = [PHONE, NATIONAL_ID, ADDRESS, INFORMANT];
/** Stands in the record for all to see: where this is not found, the search is no search. */
const NAME = 'Người Đối Chứng 55120';

/** The ways in which a text might lie about. */
function tracesOf(text: string): Buffer[] {
  const forms = [text, text.normalize('NFC'), text.normalize('NFD'), text.toLowerCase(), foldedText(text)];
  const traces = forms.flatMap((form) => {
    const utf8 = Buffer.from(form, 'utf8');
    const hash = createHash('sha256').update(utf8).digest('hex').slice(0, 32);
    const coded = [utf8.toString('base64').replace(/=+$/, ''), utf8.toString('hex'), encodeURIComponent(form), hash];
    return [utf8, Buffer.from(form, 'utf16le'), ...coded.map((one) => Buffer.from(one))];
  });
  return [...new Map(traces.map((trace) => [trace.toString('hex'), trace])).values()];
}
const NEEDLES = PLANTED.flatMap(tracesOf);

function found(where: string, content: Buffer, needles = NEEDLES): string[] {
  return needles.filter((needle) => content.includes(needle)).map((needle) => `${where}: ${needle.toString()}`);
}

/** Nothing, of a file that the database has just removed. */
function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

const folder = newDataFolder();
const root = join(folder.dataDir, '..');
const keyDir = folder.env['KEY_DIR'] ?? '';
const sealing = join(keyDir, 'sealing');
/** The chair signs in their office, the city says what it has found; the registrar records the rest. */
function whoMay(path: string, body: { office?: string }): string | undefined {
  if (body.office !== undefined) return body.office === 'tp.ct' ? 'p-tp' : 'p-phó';
  return path.startsWith('/findings') ? 'p-tp' : undefined;
}

const started: ProcessUnderTest[] = [];
function start(): ProcessUnderTest {
  const process = ProcessUnderTest.start('api', folder.env);
  started.push(process);
  return process;
}

beforeAll(buildOnce, 240_000);
afterAll(async () => {
  for (const process of started) if (process.isRunning) await process.end('SIGTERM');
  folder.remove();
}, 60_000);

describe('personal data in a running system', () => {
  let url: string;
  let process: ProcessUnderTest;
  let last = 0;

  // A connection that the server has closed while this test looked through files is found out by the next request alone.
  const send = (path: string, init: RequestInit, person?: string) => {
    const once = async () =>
      fetch(url + path, { ...init, headers: { ...(await signedInAt(folder.env, person)), ...init.headers } });
    return once().catch(once);
  };
  let keys = 0;
  async function post(path: string, body: object, key = `khoa-${++keys}`): Promise<{ status: number; text: string }> {
    const init = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
      body: JSON.stringify(body),
    };
    const answer = await send(path, init, whoMay(path, body));
    return { status: answer.status, text: await answer.text() };
  }
  async function record(path: string, body: object, key?: string): Promise<Receipt> {
    const { status, text } = await post(path, body, key);
    if (status !== 201) throw new Error(`${path}: ${status} ${text}`);
    const receipt = JSON.parse(text) as Receipt;
    last = Math.max(last, receipt.position ?? 0);
    return receipt;
  }
  const get = async (path: string, headers: Record<string, string> = {}) =>
    (await send(`${path}${path.includes('?') ? '&' : '?'}atLeast=${last}`, { headers })).text();
  const values = async (path: string) => {
    const answer = JSON.parse(await get(path)) as Record<string, { state: string; value: string | null } | null>;
    return ['phone', 'nationalId', 'address', 'informant'].flatMap((field) => answer[field] ?? []);
  };
  const details = { personId: 'p-x', on: '2021-09-01', phone: PHONE, nationalId: NATIONAL_ID, address: ADDRESS };
  const informant = { findingId: 'gn-x', informant: INFORMANT, on: '2021-09-02' };
  const DETAILS = '/persons/p-x/personal-details';
  const INFORMANTS = '/findings/gn-x/informant';

  /** Each row of each table, as the server writes it: what a dump holds. */
  async function dump(): Promise<Map<string, Buffer>> {
    const database = await openDatabase({ dataDir: folder.dataDir, keyDir, share: true });
    // The owner is held by row-level security; a backup is made by the superuser.
    const { superuser } = JSON.parse(readFileSync(join(keyDir, 'postgres.json'), 'utf8')) as { superuser: string };
    const url = new URL(database.urls.owner);
    const client = new pg.Client({
      host: url.hostname,
      port: Number(url.port),
      user: 'postgres',
      password: superuser,
      database: url.pathname.slice(1),
    });
    await client.connect();
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
    );
    const found = new Map<string, Buffer>();
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} AS t`);
      found.set(name, Buffer.from(rows.map(({ row }) => row).join('\n')));
    }
    await client.end();
    await database.close();
    return found;
  }

  /** The leaves of the log's tree. */
  async function leaves(): Promise<Hash[]> {
    const database = await openDatabase({ dataDir: folder.dataDir, keyDir, share: true });
    const log = await PostgresEventLog.open({ url: database.urls.app, schema: 'log' });
    const hashes: Hash[] = [];
    for await (const batch of log.readAll(0n)) hashes.push(...batch.map((event) => leafHash(leafBytes(event))));
    await log.close();
    await database.close();
    return hashes;
  }

  /** Every question that can be asked without knowing more than a few ids; the two that open what is sealed apart. */
  async function answers(): Promise<Map<string, Buffer>> {
    const document = JSON.parse(await get('/openapi.json')) as { paths: Record<string, Record<string, object>> };
    const ids: Record<string, string> = { personId: 'p-x', findingId: 'gn-x', unitId: 'qa', officeId: 'qa.ct' };
    const found = new Map<string, Buffer>();
    for (const [pattern, methods] of Object.entries(document.paths)) {
      const path = pattern.replace(/\{([^}]+)\}/g, (_, name: string) => ids[name] ?? 'không-có');
      if (!methods['get'] || path === DETAILS || path === INFORMANTS) continue;
      const isList = JSON.stringify(methods['get']).includes('text/csv');
      for (const accept of ['application/json', ...(isList ? ['text/csv'] : [])])
        found.set(`${accept} ${path}`, Buffer.from(await get(path, { Accept: accept })));
    }
    for (const stream of ['person-p-x', 'finding-gn-x'])
      found.set(stream, Buffer.from(await get(`/records?stream=${stream}`)));
    return found;
  }

  async function stored(needles: Buffer[]): Promise<string[]> {
    return [
      ...[...(await dump())].flatMap(([table, content]) => found(table, content, needles)),
      ...filesIn(root).flatMap((path) => found(path, contentOf(path), needles)),
    ];
  }

  async function traces(): Promise<string[]> {
    return [
      ...(await stored(NEEDLES)),
      ...[...(await answers())].flatMap(([path, content]) => found(path, content)),
      ...found('what was written out', Buffer.from(started.map(({ written }) => written).join('\n'))),
    ];
  }

  beforeAll(async () => {
    process = start();
    url = await process.url();
    for (const [unitId, parent] of [
      ['tp', null],
      ['qa', 'tp'],
    ] as const) {
      await record('/units/places', {
        unitId,
        name: unitId,
        level: parent ? 'district' : 'province',
        parent,
        from: '2020-01-01',
      });
      await record('/units/bodies', {
        unitId: `${unitId}.ubnd`,
        name: 'UBND',
        place: unitId,
        line: 'government',
        from: '2020-01-01',
      });
      await record('/offices', { officeId: `${unitId}.ct`, title: 'Chủ tịch', body: `${unitId}.ubnd`, head: true });
      await record('/persons', { personId: `p-${unitId}`, name: `Người ${unitId}` });
      await record('/offices/appointments', {
        officeId: `${unitId}.ct`,
        personId: `p-${unitId}`,
        kind: 'appointed',
        from: '2020-01-01',
      });
    }
    const deputy = { officeId: 'tp.pct', personId: 'p-phó' };
    await record('/offices', { officeId: deputy.officeId, title: 'Phó Chủ tịch', body: 'tp.ubnd', head: false });
    await record('/persons', { personId: deputy.personId, name: 'Người phó' });
    await record('/offices/appointments', { ...deputy, kind: 'appointed', from: '2020-01-01' });
    await record('/persons', { personId: 'p-x', name: NAME });
    const said = {
      kind: 'shortcoming',
      occasion: 'meeting',
      summary: 'Còn chủ quan',
      units: ['qa'],
      madeByUnit: 'tp.ubnd',
    };
    await record('/findings', { findingId: 'gn-x', ...said, on: '2021-09-01' });
    await record('/persons/personal-details', details, 'chi-tiet');
    await record('/findings/informants', informant, 'nguoi-bao');
  }, 120_000);

  it('is opened by the two questions that are for it', async () => {
    expect((await values(DETAILS)).map(({ value }) => value)).toEqual([PHONE, NATIONAL_ID, ADDRESS]);
    expect((await values(INFORMANTS)).map(({ value }) => value)).toEqual([INFORMANT]);
  }, 60_000);

  it('lies in no table, file, log line or other answer, whatever was accepted or refused; a public name lies in some', async () => {
    const bad = [
      post('/persons/personal-details', { ...details, phone: `${PHONE}x` }),
      post('/persons/personal-details', { ...details, soDienThoai: PHONE }),
      post('/persons/personal-details', { ...details, personId: 'p-không-có' }, 'bi-tu-choi'),
      post('/persons/personal-details', { ...details, address: `${ADDRESS} khác` }, 'chi-tiet'),
      post('/findings/informants', { ...informant, informant: `${INFORMANT}\0` }),
    ];
    const refused = await Promise.all(bad);
    expect(refused.map(({ status }) => status).sort()).toEqual([409, 422, 422, 422, 422]);
    expect(refused.flatMap(({ text }, i) => found(`refusal ${i}`, Buffer.from(text)))).toEqual([]);
    expect(await traces()).toEqual([]);
    const control = await stored(tracesOf(NAME));
    for (const where of [/^log\.event: /, /\/pg_wal\//])
      expect(control.filter((trace) => where.test(trace))).not.toEqual([]);
  }, 120_000);

  it('is erased by two persons: unreadable as of every time, no proof is broken, and no backup brings it back', async () => {
    const keyFiles = filesIn(join(sealing, 'subjects'));
    expect(keyFiles.length).toBeGreaterThanOrEqual(2);
    const backupOfKeys = join(root, 'bản-sao-khóa');
    cpSync(sealing, backupOfKeys, { recursive: true });
    const backupOfDatabase = await dump();
    const before = await leaves();
    const reader = (hashes: readonly Hash[]) => (level: number, index: number) =>
      rootOf(hashes.slice(index * 2 ** level, (index + 1) * 2 ** level));
    const proofs = before.map((_, i) => inclusionProof(i, before.length, reader(before)));

    const knownBefore = last;
    const act = (subject: string, office: string, on: string) => ({ subject, office, reason: 'theo yêu cầu', on });
    for (const subject of ['person-p-x', 'finding-gn-x']) {
      const proposed = { ...act(subject, 'tp.pct', '2021-09-10'), legalBasis: 'Luật A' };
      const proposal = (await record('/erasures/proposals', proposed)).events[0]?.id;
      await record('/erasures/orders', { ...act(subject, 'tp.ct', '2021-09-11'), proposal });
    }
    const erased = async () => {
      for (const at of ['', `?knownAt=${knownBefore}`, '?asOf=2021-09-05']) {
        const states = [...(await values(DETAILS + at)), ...(await values(INFORMANTS + at))];
        expect(states.map(({ state, value }) => [state, value])).toEqual(Array(4).fill(['erased', null]));
      }
    };
    await erased();
    expect((await post('/persons/personal-details', details, 'moi')).status).toBe(409);
    expect((await post('/persons/personal-details', details, 'chi-tiet')).status).toBe(201);
    expect(await traces()).toEqual([]);

    const after = await leaves();
    const [then, now] = [rootOf(before), rootOf(after)];
    for (const [i, proof] of proofs.entries())
      verifyInclusion({ index: i, size: before.length, leaf: after[i] as Hash, root: then, proof });
    const consistent = consistencyProof(before.length, after.length, reader(after));
    verifyConsistency({ from: before.length, to: after.length, fromRoot: then, toRoot: now, proof: consistent });

    // The database as it was holds sealed values and no key, not even a wrapped one.
    const secrets = filesIn(backupOfKeys)
      .filter((path) => statSync(path).size > 0)
      .flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/[\w-]{43}/g)].map(([secret]) => Buffer.from(secret)));
    expect(secrets.length).toBeGreaterThan(2);
    expect([...backupOfDatabase].flatMap(([table, content]) => found(table, content, secrets))).toEqual([]);

    // Keys that come back with a backup of KEY_DIR are destroyed again at the next start.
    expect((await process.end('SIGKILL')).signal).toBe('SIGKILL');
    rmSync(sealing, { recursive: true });
    cpSync(backupOfKeys, sealing, { recursive: true });
    rmSync(backupOfKeys, { recursive: true });
    process = start();
    url = await process.url();
    await erased();
    const marked = () => filesIn(join(sealing, 'subjects')).filter((path) => path.endsWith('.destroyed')).length;
    for (let tries = 0; marked() < 2; tries++) {
      if (tries > 300) throw new Error('the keys of the backup were not destroyed');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const left = filesIn(join(sealing, 'subjects')).map((path) => path.replace('.destroyed', ''));
    expect(new Set(left).size).toBe(left.length);
    await erased();
  }, 180_000);

  it('is not served from a folder whose wrapping key is lost: the start says so in one sentence', async () => {
    await process.end('SIGTERM');
    rmSync(join(sealing, 'current'));
    const without = start();
    expect((await without.ended).code).toBe(1);
    expect(without.written).toMatch(/The keys of personal data cannot be used: .*\nPut the folder/);
  }, 60_000);
});
