import { openDatabase } from '#database/database.js';
import { createPool } from '#database/pool.js';
import type { Envelope, EventLog } from '#event-log/event-log.js';
import { migrateLog } from '#event-log/postgres-schema.js';
import { PostgresEventLog } from '#event-log/postgres.event-log.js';
import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, platform, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { Floor, type Shape, SHAPES } from './log-floor.js';
import { projecting } from './projecting.js';
import { measure, type Plan, type Row, type Workload } from './rounds.js';

/** What each workload is to reach, as a ratio to the floor. */
export const GOALS: { readonly [workload: string]: number } = {
  a: 0.8,
  b: 1.15,
  b64: 1.8,
  c: 0.9,
  d: 1.7,
  e: 1.3,
  f: 0.9,
};

/**
 * Measures the PostgreSQL log against plain `pg` on the same fresh embedded cluster with default durability, and writes
 * `bench/results/log.json`. Settings: BENCH_ROUNDS (9 or more, default 11), BENCH_ROUND_MS (default 400), BENCH_FLOOR
 * (see `Shape`, default `columns`), BENCH_ONLY (names of workloads, comma separated; then nothing is written).
 */
export async function measureLog(): Promise<void> {
  const plan: Plan = {
    rounds: Number(process.env['BENCH_ROUNDS'] ?? 11),
    roundMs: Number(process.env['BENCH_ROUND_MS'] ?? 400),
  };
  const shape = SHAPES.find((one) => one === process.env['BENCH_FLOOR']) ?? 'columns';
  const only = process.env['BENCH_ONLY']?.split(',');
  const folder = mkdtempSync(join(tmpdir(), 'trachnhiem-bench-'));
  chmodSync(folder, 0o711); // started by root, PostgreSQL runs as another user
  try {
    const database = await openDatabase({ dataDir: join(folder, 'data'), keyDir: join(folder, 'keys') });
    const opened: { close(): Promise<unknown> }[] = [database];
    try {
      // The floor has a connection for each client: fewer make it slower.
      const pool = createPool(database.urls.owner, { max: 64, applicationName: 'bench floor' });
      opened.push({ close: () => pool.end() });
      const openBoth = async (name: string): Promise<Both> => {
        await migrateLog(database.urls.owner, { schema: `log_${name}` });
        const options = { url: database.urls.app, schema: `log_${name}` };
        const log = await PostgresEventLog.open(options);
        const uncached = await PostgresEventLog.open({ ...options, cached: 0 });
        opened.push(log, uncached);
        return { log, uncached, floor: await Floor.create(pool, `floor_${name}`, shape) };
      };
      const projected = async (): Promise<Workload> => {
        await migrateLog(database.urls.owner, { schema: 'log_project' });
        const log = await PostgresEventLog.open({ url: database.urls.app, schema: 'log_project' });
        opened.push(log);
        return projecting(database, log, 'log_project', opened);
      };
      const all = [...(await appending(openBoth)), ...(await reading(openBoth)), await projected()];
      report(await measure(only ? all.filter((one) => only.includes(one.name)) : all, plan), plan, shape);
    } finally {
      for (const one of opened.reverse()) await one.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

interface Both {
  readonly log: EventLog;
  /** The same log by a process that has loaded nothing before. */
  readonly uncached: EventLog;
  readonly floor: Floor;
}
type OpenBoth = (name: string) => Promise<Both>;

async function appending(openBoth: OpenBoth): Promise<Workload[]> {
  const workload = async (name: string, clients: number, events: number): Promise<Workload> => {
    const { log, floor } = await openBoth(name);
    const next = { ours: new Map<number, number>(), floor: new Map<number, number>() };
    const batch = (side: 'ours' | 'floor', client: number): Envelope[] => {
      const revision = next[side].get(client) ?? 0;
      next[side].set(client, revision + events);
      return Array.from({ length: events }, (_, i) => anEvent(`task-${client}`, revision + i));
    };
    return {
      name,
      what: `append ${events} event${events > 1 ? 's' : ''}, ${clients} client${clients > 1 ? 's' : ''}`,
      ours: {
        clients,
        work: async (client) => {
          const [first, ...rest] = batch('ours', client);
          if (!first) return 0;
          await log.append(first.stream, [first, ...rest], first.revision === 0 ? 'new' : first.revision - 1);
          return 1;
        },
      },
      floor: {
        clients,
        work: async (client) => {
          await floor.append(batch('floor', client));
          return 1;
        },
      },
    };
  };
  return [
    await workload('a', 1, 1),
    await workload('b', 16, 1),
    await workload('b64', 64, 1),
    await workload('c', 16, 10),
  ];
}

async function reading(openBoth: OpenBoth): Promise<Workload[]> {
  const { log, floor, uncached } = await openBoth('read');
  const streams = Array.from({ length: 200 }, (_, i) => `task-${i}`);
  const load = async (stream: string): Promise<void> => {
    const events = Array.from({ length: 100 }, (_, revision) => anEvent(stream, revision));
    await log.append(stream, events, 'new');
    await floor.append(events);
  };
  for (const stream of streams) await load(stream);
  let turn = 0;
  const stream = (): string => streams[turn++ % streams.length] ?? '';
  return [
    {
      name: 'd',
      what: 'load a stream of 100 events, 16 at a time',
      ours: { clients: 16, work: async () => (await log.readStream(stream())).length / 100 },
      floor: { clients: 16, work: async () => (await floor.readStream(stream())) / 100 },
    },
    {
      name: 'd1',
      what: 'the same, each stream for the first time',
      ours: { clients: 16, work: async () => (await uncached.readStream(stream())).length / 100 },
      floor: { clients: 16, work: async () => (await floor.readStream(stream())) / 100 },
    },
    {
      name: 'e',
      what: 'read the whole log of 20,000 events',
      ours: {
        clients: 1,
        work: async () => {
          let count = 0;
          for await (const batch of log.readAll(0n)) count += batch.length;
          return count;
        },
      },
      floor: { clients: 1, work: () => floor.readAll() },
    },
  ];
}

const BODY = createHash('sha256').update('body').digest('hex');

/** An event of ordinary size, about 0.9 KiB. */
/** An event of the usual size. */
export function anEvent(stream: string, revision: number): Envelope {
  const command = randomUUID();
  return {
    v: 1,
    origin: 'trachnhiem',
    stream,
    revision,
    id: randomUUID(),
    type: 'TaskAssigned',
    schema: 1,
    recordedAt: '2026-11-22T01:02:03.004Z',
    actor: 'person-0001',
    office: 'office-0001',
    command,
    body: BODY,
    correlation: command,
    causation: null,
    decidedAt: 123_456,
    data: {
      taskId: stream,
      directiveId: 'directive-0001',
      clause: '3.2',
      text: 'Rà soát, bổ sung phương án bảo đảm an sinh xã hội trên địa bàn trong thời gian giãn cách',
      leads: ['body-qa-ubnd', 'body-qb-ubnd'],
      coordinates: ['body-so-y-te'],
      answering: [],
      on: '2021-08-10',
      deadline: null,
      deadlineText: 'trong 8 ngày còn lại',
    },
    meta: { source: '000', line: 12, historical: true },
  };
}

function report(rows: readonly Row[], plan: Plan, floor: Shape): void {
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${arch()}`,
    node: process.version,
    measuredAt: new Date().toISOString(),
  };
  const lines = rows.map((row) => {
    const goal = GOALS[row.workload];
    return [
      row.workload.padEnd(4),
      row.what.padEnd(42),
      row.ratio.toFixed(2).padStart(6),
      (goal === undefined ? '' : `≥ ${goal.toFixed(2)}${row.ratio >= goal ? ' ✓' : ' ✗'}`).padStart(9),
      String(row.ours).padStart(9),
      String(row.floor).padStart(9),
      row.p99ms.toFixed(2).padStart(9),
      row.floorP99ms.toFixed(2).padStart(9),
    ].join(' ');
  });
  const head = `${''.padEnd(47)} ${'ratio'.padStart(6)} ${'goal'.padStart(9)} ${'ours/s'.padStart(9)} ${'floor/s'.padStart(9)} ${'p99 ms'.padStart(9)} ${'floor p99'.padStart(9)}`;
  process.stdout.write(
    [
      `${machine.cpu}, ${machine.cores} cores; medians of ${plan.rounds} rounds of ${plan.roundMs} ms; floor: ${floor}`,
      head,
      ...lines,
      '',
    ].join('\n'),
  );
  if (process.env['BENCH_ONLY'] || floor !== 'columns') return;
  mkdirSync('bench/results', { recursive: true });
  writeFileSync('bench/results/log.json', `${JSON.stringify({ machine, floor, rows }, null, 2)}\n`);
}
