import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { openSystem, type System } from '#api/system.js';
import { openDatabase } from '#database/database.js';
import type { Json } from '#event-log/json.js';
import { overdueTasks, taskBoard, taskSummary } from '#read-models/task-board.js';
import { append, projected, type Told } from './recorded.js';

const TASKS = Number(process.env['BENCH_TASKS'] ?? 30_000);
const UNITS = 300;
const DIRECTIVES = 60;
const WRITERS = 32;
const AT = { asOf: '2021-09-15' };

/**
 * How long lists and totals of very many tasks take: the first time in a process, the second, and after one more task was
 * recorded. Writes `bench/results/lists.json`.
 */
export async function measureLists(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'trachnhiem-bench-'));
  const database = await openDatabase({ dataDir: join(folder, 'data'), keyDir: join(folder, 'keys') });
  let system = await openSystem({ database, project: true });
  try {
    await fill(system);
    // A process that has read nothing yet.
    await system.close();
    system = await openSystem({ database, project: true });
    const { reader } = system;
    const lists: [string, () => Promise<unknown>][] = [
      ['tasks by status, all', () => taskSummary(reader, {}, AT)],
      ['overdue, first page', () => overdueTasks(reader, {}, AT)],
      ['board, first page', () => taskBoard(reader, {}, {}, AT)],
      ['board of one lead', () => taskBoard(reader, { lead: 'u7' }, {}, AT)],
      ['board, done on time (none)', () => taskBoard(reader, { status: 'done-on-time' }, {}, AT)],
      ['tasks by status of one directive', () => taskSummary(reader, { directive: 'd7' }, AT)],
    ];
    const rows: { what: string; firstMs: number; againMs: number; afterOneMoreMs: number }[] = [];
    for (const [i, [what, ask]] of lists.entries()) {
      const [firstMs, againMs] = [await timed(ask), await timed(ask)];
      await append(system, ...assigned(TASKS + i));
      await projected(system);
      const row = { what, firstMs, againMs, afterOneMoreMs: await timed(ask) };
      console.log(
        `${what.padEnd(34)} first ${firstMs} ms, again ${againMs} ms, after one more ${row.afterOneMoreMs} ms`,
      );
      rows.push(row);
    }
    mkdirSync('bench/results', { recursive: true });
    writeFileSync('bench/results/lists.json', `${JSON.stringify({ tasks: TASKS, rows }, null, 2)}\n`);
  } finally {
    await system.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function timed(ask: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await ask();
  return Math.round(performance.now() - begin);
}

async function fill(system: System): Promise<void> {
  const from = '2003-01-01';
  await append(system, 'unit-p', [
    'PlaceRegistered',
    { unitId: 'p', name: 'Tỉnh', level: 'province', parent: null, from, code: null },
  ]);
  for (let i = 0; i < UNITS; i++) {
    const data = { unitId: `u${i}`, name: `Xã ${i}`, level: 'commune', parent: 'p', from, code: null };
    await append(system, `unit-u${i}`, ['PlaceRegistered', data]);
  }
  for (let i = 0; i < DIRECTIVES; i++) await append(system, `directive-d${i}`, ['DirectiveIssued', issued(`d${i}`)]);
  let next = 0;
  const writer = async (): Promise<void> => {
    for (let i = next++; i < TASKS; i = next++) await append(system, ...assigned(i));
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  await projected(system);
}

/** Every third task has a deadline that has passed, every fourth says that it is done. */
function assigned(i: number): [stream: string, ...events: Told[]] {
  const taskId = `t${i}`;
  const data = {
    taskId,
    directiveId: `d${i % DIRECTIVES}`,
    clause: '1',
    kind: 'task',
    title: 'Rà soát, bổ sung phương án bảo đảm an sinh xã hội trên địa bàn',
    leads: [`u${i % UNITS}`],
    leadsStated: true,
    answering: [],
    coordinators: [],
    director: null,
    on: '2021-08-10',
    deadline: i % 3 === 0 ? '2021-09-01' : null,
    deadlineText: null,
    condition: null,
    target: null,
  };
  const done: Told[] = i % 4 === 0 ? [['CompletionReported', { taskId, on: '2021-08-30', by: `u${i % UNITS}` }]] : [];
  return [`task-${taskId}`, ['TaskAssigned', data], ...done];
}

function issued(directiveId: string): Json {
  return {
    directiveId,
    form: 'document',
    issuer: 'p',
    issuerOffice: null,
    title: 'Về bảo đảm an sinh xã hội',
    number: null,
    on: '2021-08-10',
    onInferred: false,
    issuedOn: null,
    eventOn: null,
    publishedAt: null,
    urgency: null,
    clauses: [],
    legalBasis: [],
    recipients: [],
    signer: null,
    chairedBy: null,
  };
}
