import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Reader } from '#access/read-scope.js';
import { openSystem } from '#api/system.js';
import { openDatabase } from '#database/database.js';
import { addDays } from '#domain/civil-date.js';
import type { FactReader } from '#read-models/fact-reader.js';
import { askWhoAnswers } from '#read-models/accountability.js';
import { figureRollUp } from '#read-models/figure-series.js';
import { findings } from '#read-models/finding-page.js';
import { search } from '#read-models/search.js';
import { overdueTasks, taskBoard, taskSummary } from '#read-models/task-board.js';
import { unitWork } from '#read-models/work.js';
import { projected, simulated } from './recorded.js';

const DAYS = 4;
const SIZE = { seed: 1, provinces: 4, communes: Number(process.env['BENCH_COMMUNES'] ?? 160), days: DAYS };
const FIRST_DAY = '2025-07-01';
const AGAIN = 7;

type Ask = (reader: FactReader) => Promise<unknown>;

/** What each of them asks of the same places, so that only who asks differs. */
function questions(task: string): [what: string, ask: Ask][] {
  const asOf = addDays(FIRST_DAY, DAYS);
  const at = { asOf };
  const cases = { measure: 'cases', periodDays: 1 };
  return [
    ['who answers for a task', (r) => askWhoAnswers(r, task, at)],
    ['tasks by status', (r) => taskSummary(r, {}, at)],
    ['board, first page', (r) => taskBoard(r, {}, {}, at)],
    ['board of one commune', (r) => taskBoard(r, { lead: 't01.x003' }, {}, at)],
    ['overdue with who answers', (r) => overdueTasks(r, {}, at)],
    ['work of a province', (r) => unitWork(r, 't01.ub', { dueWithinDays: 7, limit: 50, skip: 0 }, at)],
    ['findings', (r) => findings(r, {}, {}, at)],
    ['roll-up of a province', (r) => figureRollUp(r, { ...cases, unit: 't01', from: asOf, to: asOf }, at)],
    ['search: ra soat', (r) => search(r, { q: 'ra soat' }, at)],
  ];
}

/**
 * What it costs that a reader sees a part: the same questions of a province's secretary, a commune's chair and an auditor,
 * beside the system's own, each first in a process that has read nothing and then again. Writes `bench/results/scope.json`.
 */
export async function measureScope(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'trachnhiem-bench-'));
  const database = await openDatabase({ dataDir: join(folder, 'data'), keyDir: join(folder, 'keys') });
  let system = await openSystem({ database, project: true });
  const now = () => new Date(`${addDays(FIRST_DAY, DAYS)}T03:00:00Z`);
  try {
    await simulated(system, SIZE);
    await projected(system);
    const someone = (person: string | null, ...roles: 'auditor'[]): Reader => ({ person, roles: new Set(roles) });
    const askers: [who: string, reader: Reader | null][] = [
      ['system', null],
      ['auditor', someone(null, 'auditor')],
      ['secretary', someone('ng.t01.tu.bt.1')],
      ['chair', someone('ng.t01.x003.ub.ct.1')],
    ];
    const page = await taskBoard(system.reader, { lead: 't01.x003' }, { limit: 1 }, { asOf: addDays(FIRST_DAY, DAYS) });
    const rows: object[] = [];
    for (const [what, ask] of questions(page.items[0]?.task ?? '')) {
      const row: Record<string, string | number> = { what };
      for (const [who, asker] of askers) {
        await system.close();
        system = await openSystem({ database, project: true, now });
        const reader = system.reader.readingFor(() => asker);
        // The connections are open, the organisation is read, and the scope is known, as after a first request.
        await reader.known({}, (known) => known.facts((facts) => facts.unit('t01')));
        row[`${who} first`] = await timed(() => ask(reader));
        const again: number[] = [];
        for (let i = 0; i < AGAIN; i++) again.push(await timed(() => ask(reader)));
        row[`${who} again`] = again.sort((a, b) => a - b)[Math.floor(AGAIN / 2)] ?? 0;
      }
      console.log(JSON.stringify(row));
      rows.push(row);
    }
    const events = Number(await system.log.head());
    mkdirSync('bench/results', { recursive: true });
    writeFileSync('bench/results/scope.json', `${JSON.stringify({ ...SIZE, events, rows }, null, 2)}\n`);
  } finally {
    await system.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Milliseconds, to a tenth. */
async function timed(ask: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await ask();
  return Math.round((performance.now() - begin) * 10) / 10;
}
