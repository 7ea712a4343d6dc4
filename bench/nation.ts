import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { openSystem } from '#api/system.js';
import { openDatabase } from '#database/database.js';
import { addDays } from '#domain/civil-date.js';
import { delayReasons } from '#read-models/delay-reasons.js';
import { unread } from '#read-models/directive-circulation.js';
import { cascadePage } from '#read-models/directive-graph.js';
import { dispatchBoard } from '#read-models/dispatch-board.js';
import type { FactReader } from '#read-models/fact-reader.js';
import { figureRollUp } from '#read-models/figure-series.js';
import { findings } from '#read-models/finding-page.js';
import { inspectionCoverage } from '#read-models/inspection-coverage.js';
import { numberRegisterPage, numberRegisters } from '#read-models/number-registers.js';
import { unnamedHeads } from '#read-models/office-holders.js';
import { ratingRows, scorecardOfUnit } from '#read-models/scorecard-page.js';
import { search } from '#read-models/search.js';
import { overdueTasks, taskBoard, taskSummary } from '#read-models/task-board.js';
import { unitWork } from '#read-models/work.js';
import { projected, simulated } from './recorded.js';

const DAYS = Number(process.env['BENCH_DAYS'] ?? 14);
const COMMUNES = Number(process.env['BENCH_COMMUNES'] ?? 3321);
const SIZE = { seed: 1, provinces: Math.min(34, COMMUNES), communes: COMMUNES, days: DAYS };
const FIRST_DAY = '2025-07-01';
const AGAIN = 5;

type Ask = (reader: FactReader) => Promise<unknown>;

/** What a province, a commune and the centre ask on the last day. */
function questions(): [what: string, ask: Ask][] {
  const asOf = addDays(FIRST_DAY, DAYS);
  const at = { asOf };
  const period = { from: FIRST_DAY, until: addDays(asOf, 1) };
  const cases = { measure: 'cases', periodDays: 1 };
  return [
    ['tasks by status, all', (r) => taskSummary(r, {}, at)],
    ['tasks by status, one province', (r) => taskSummary(r, { place: 't01' }, at)],
    ['board, first page', (r) => taskBoard(r, {}, {}, at)],
    ['board, overdue in one province', (r) => taskBoard(r, { place: 't02', overdue: true }, {}, at)],
    ['board of one commune', (r) => taskBoard(r, { lead: 't03.x003' }, {}, at)],
    ['overdue with who answers, first page', (r) => overdueTasks(r, {}, at)],
    ['work of a province', (r) => unitWork(r, 't01.ub', { dueWithinDays: 7, limit: 50, skip: 0 }, at)],
    ['cascade of a directive of the centre', (r) => cascadePage(r, 'cd.vn.1', at)],
    ['cascade of a plan of a province', (r) => cascadePage(r, 'kh.t04.1', at)],
    ['unread directives of a commune', (r) => unread(r, 't05.x004.ub', at)],
    ['reasons for delay of a plan', (r) => delayReasons(r, { directive: 'kh.t05.1' }, at)],
    ['reasons for delay of a commune', (r) => delayReasons(r, { lead: 't06.x002' }, at)],
    ['reasons for delay, all', (r) => delayReasons(r, {}, at)],
    ['places without a visit in 30 days, all', (r) => inspectionCoverage(r, { place: 'vn', days: 30 }, at)],
    ['places without a visit in 7 days, a province', (r) => inspectionCoverage(r, { place: 't07', days: 7 }, at)],
    ['teams under way', (r) => dispatchBoard(r, {}, at)],
    ['findings in a province', (r) => findings(r, { place: 't08' }, {}, at)],
    ['findings by status', (r) => findings(r, { status: 'rectified' }, {}, at)],
    ['roll-up of a province', (r) => figureRollUp(r, { ...cases, unit: 't09', from: asOf, to: asOf }, at)],
    ['roll-up of the country', (r) => figureRollUp(r, { ...cases, unit: 'vn', from: asOf, to: asOf }, at)],
    ['heads without a name, first page', (r) => unnamedHeads(r, {}, at)],
    ['number registers, first page', (r) => numberRegisters(r, {}, at)],
    ['number register of a province', (r) => numberRegisterPage(r, 't10.ub', {}, at)],
    ['scorecard of a province', (r) => scorecardOfUnit(r, 't11', period, at)],
    ['scorecard of a commune', (r) => scorecardOfUnit(r, 't12.x001', period, at)],
    ['ratings of heads, first page', (r) => ratingRows(r, {}, period, {}, at)],
    ['search: ra soat chot', (r) => search(r, { q: 'ra soat chot' }, at)],
    ['search: xa 017', (r) => search(r, { q: 'xa 017', kind: 'unit' }, at)],
    ['search: ubnd tinh 12', (r) => search(r, { q: 'ubnd tinh 12' }, at)],
  ];
}

/**
 * Lists of a whole country, made up by `simulate`, each for the first time in a process that has read nothing of it, and
 * then again. With `BENCH_DATA` it is done on the DATA_DIR and KEY_DIR of a country that is recorded already (with
 * `BENCH_DAYS` of it). Writes `bench/results/nation.json`.
 */
export async function measureNation(): Promise<void> {
  const recorded = process.env['BENCH_DATA'];
  const folder = recorded ?? mkdtempSync(join(tmpdir(), 'trachnhiem-bench-'));
  const database = await openDatabase({ dataDir: join(folder, 'data'), keyDir: join(folder, 'keys') });
  let system = await openSystem({ database, project: true });
  try {
    if (recorded === undefined) await simulated(system, SIZE);
    await projected(system);
    const events = Number(await system.log.head());
    const rows: { what: string; firstMs: number; p50ms: number }[] = [];
    for (const [what, ask] of questions()) {
      // A process that has read nothing yet.
      await system.close();
      system = await openSystem({ database, project: true });
      const { reader } = system;
      const firstMs = await timed(() => ask(reader));
      const again: number[] = [];
      for (let i = 0; i < AGAIN; i++) again.push(await timed(() => ask(reader)));
      const p50ms = again.sort((a, b) => a - b)[Math.floor(AGAIN / 2)] ?? 0;
      console.log(`${what.padEnd(46)} first ${firstMs} ms, again ${p50ms} ms`);
      rows.push({ what, firstMs, p50ms });
    }
    mkdirSync('bench/results', { recursive: true });
    writeFileSync('bench/results/nation.json', `${JSON.stringify({ ...SIZE, events, rows }, null, 2)}\n`);
  } finally {
    await system.close();
    await database.close();
    if (recorded === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function timed(ask: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await ask();
  return Math.round(performance.now() - begin);
}
