import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { accessOfThisProcess } from '#api/access-here.js';
import { createHttpServer } from '#api/http-server.js';
import { unlimited } from '#api/request-settings.js';
import { openSystem } from '#api/system.js';
import { openDatabase } from '#database/database.js';

const CLIENTS = 16;
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 10);

/**
 * Commands a second through HTTP, with 16 clients, and how long one takes: `POST` of persons (one stream each), and
 * `GET` of who answers for a task. Writes `bench/results/http.json`.
 */
export async function measureHttp(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'trachnhiem-bench-'));
  const database = await openDatabase({ dataDir: join(folder, 'data'), keyDir: join(folder, 'keys') });
  const system = await openSystem({ database, project: true });
  const own = accessOfThisProcess();
  const app = await createHttpServer(system, own.access, unlimited());
  try {
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
    const send = sender(port, agent, own.headers);
    await prepare(send);
    const rows = [
      await load('command without context: register a person', () =>
        send('POST', '/persons', { personId: randomUUID(), name: 'Nguyễn Thị Thử' }),
      ),
      await load('command with context: assign a task', () =>
        send('POST', '/tasks', {
          taskId: randomUUID(),
          directiveId: 'd',
          title: 'Thử',
          leads: ['p'],
          on: '2021-08-10',
        }),
      ),
      await load('question: who answers', () => send('GET', '/tasks/t/who-answers?asOf=2021-08-11')),
    ];
    for (const row of rows) {
      console.log(
        `${row.what.padEnd(46)} ${String(row.perSecond).padStart(7)}/s   p50 ${row.p50ms} ms   p99 ${row.p99ms} ms`,
      );
    }
    mkdirSync('bench/results', { recursive: true });
    writeFileSync('bench/results/http.json', `${JSON.stringify({ clients: CLIENTS, rows }, null, 2)}\n`);
    agent.destroy();
  } finally {
    await app.close();
    await system.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

type Send = (method: string, path: string, body?: object) => Promise<void>;

async function prepare(send: Send): Promise<void> {
  const from = '2020-01-01';
  await send('POST', '/units/places', { unitId: 'p', name: 'Địa bàn', level: 'province', from });
  await send('POST', '/units/bodies', { unitId: 'p.party', name: 'Thành ủy', place: 'p', line: 'party', from });
  await send('POST', '/units/bodies', { unitId: 'p.ubnd', name: 'UBND', place: 'p', line: 'government', from });
  await send('POST', '/offices', { officeId: 'p.party.bt', title: 'Bí thư', body: 'p.party', head: true });
  await send('POST', '/offices', { officeId: 'p.ubnd.ct', title: 'Chủ tịch', body: 'p.ubnd', head: true });
  await send('POST', '/directives', {
    directiveId: 'd',
    form: 'document',
    issuer: 'p.party',
    title: 'Thử',
    on: '2021-08-10',
  });
  await send('POST', '/tasks', { taskId: 't', directiveId: 'd', title: 'Thử', leads: ['p'], on: '2021-08-10' });
}

function sender(port: number, agent: Agent, token: { authorization: string }): Send {
  return (method, path, body) =>
    new Promise((resolve, reject) => {
      const text = body === undefined ? undefined : JSON.stringify(body);
      const headers =
        text === undefined
          ? token
          : { ...token, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
      const call = request({ host: '127.0.0.1', port, method, path, headers, agent }, (response) => {
        let answer = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
        response.on('end', () =>
          (response.statusCode ?? 500) < 300
            ? resolve()
            : reject(new Error(`${method} ${path}: ${response.statusCode} ${answer}`)),
        );
      });
      call.on('error', reject).end(text);
    });
}

async function load(what: string, work: () => Promise<void>) {
  const ms: number[] = [];
  const end = performance.now() + SECONDS * 1000;
  const client = async (): Promise<void> => {
    while (performance.now() < end) {
      const begin = performance.now();
      await work();
      ms.push(performance.now() - begin);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  const sorted = ms.sort((a, b) => a - b);
  const at = (share: number) => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1));
  return { what, perSecond: Math.round(ms.length / SECONDS), p50ms: at(0.5), p99ms: at(0.99) };
}
