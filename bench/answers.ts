import { TRUSTED_PROCESS } from '#access/command-authority.js';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { openSystem, type System } from '#api/system.js';
import type { RecordingCommand } from '#commands/command.js';
import { CommandDesk } from '#commands/command-desk.js';
import { CommandsModule } from '#commands/commands.module.js';
import { COMMANDS } from '#commands/command-registry.js';
import { openDatabase } from '#database/database.js';
import { askWhoAnswers } from '#read-models/accountability.js';
import { fillWithTasks } from './task-history.js';

const SIZES = (process.env['BENCH_SIZES'] ?? '1000,100000,1000000').split(',').map(Number);
const QUESTIONS = 500;

/**
 * How long "who answers for this task?" takes as the log grows: the same task, the same question, one client. Writes
 * `bench/results/answers.json`.
 */
export async function measureAnswers(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'trachnhiem-bench-'));
  const database = await openDatabase({ dataDir: join(folder, 'data'), keyDir: join(folder, 'keys') });
  const system = await openSystem({ database, project: true });
  try {
    await prepare(system);
    const rows: object[] = [];
    let filled = 0;
    for (const size of SIZES) {
      await fillWithTasks(system.log, size - filled, (done) => progress('recorded', filled + done, size), filled);
      filled = size;
      await projected(system);
      const row = { events: Number(await system.log.head()), ...(await ask(system)) };
      console.log(`${row.events.toLocaleString('en')} events: p50 ${row.p50ms} ms, p99 ${row.p99ms} ms`);
      rows.push(row);
    }
    mkdirSync('bench/results', { recursive: true });
    writeFileSync('bench/results/answers.json', `${JSON.stringify({ rows }, null, 2)}\n`);
  } finally {
    await system.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function prepare({ log, reader, outcomes }: System): Promise<void> {
  const side = CommandsModule.on({ log, context: reader, outcomes, authority: TRUSTED_PROCESS });
  const app = await NestFactory.createApplicationContext(side, { logger: false });
  const desk = app.get(CommandDesk);
  const from = '2020-01-01';
  const send = (command: keyof typeof COMMANDS, body: object) =>
    desk.takeBody(COMMANDS[command] as Type<RecordingCommand>, body);
  await send('RegisterPlace', { unitId: 'p', name: 'Tỉnh', level: 'province', from });
  for (const place of ['qa', 'qb']) {
    await send('RegisterPlace', { unitId: place, name: 'Quận', level: 'district', parent: 'p', from });
    await send('RegisterBody', { unitId: `${place}.party`, name: 'Quận ủy', place, line: 'party', from });
    await send('RegisterBody', { unitId: `${place}.ubnd`, name: 'UBND', place, line: 'government', from });
    await send('CreateOffice', { officeId: `${place}.bt`, title: 'Bí thư', body: `${place}.party`, head: true });
    await send('CreateOffice', { officeId: `${place}.ct`, title: 'Chủ tịch', body: `${place}.ubnd`, head: true });
  }
  await send('RegisterBody', { unitId: 'health', name: 'Sở', place: 'p', line: 'government', from });
  await send('RegisterPerson', { personId: 'p1', name: 'Người thứ nhất' });
  await send('Appoint', { officeId: 'qa.bt', personId: 'p1', kind: 'appointed', from: '2021-01-01' });
  const directive = { form: 'document', issuer: 'qa.party', title: 'Thử', on: '2021-08-10' };
  await send('IssueDirective', { directiveId: 'd0', ...directive });
  await send('AssignTask', { taskId: 't', directiveId: 'd0', title: 'Thử', leads: ['qa', 'qb'], on: '2021-08-10' });
  await app.close();
}

/** Waits until the read models are there. */
async function projected({ log, projector }: System): Promise<void> {
  const head = Number(await log.head());
  for (let at = projector?.state.ordinal ?? head; at < head; at = projector?.state.ordinal ?? head) {
    progress('projected', at, head);
    await projector?.progress(1000);
  }
}

async function ask({ reader }: System): Promise<{ p50ms: number; p99ms: number }> {
  const ms: number[] = [];
  for (let i = 0; i < QUESTIONS; i++) {
    const begin = performance.now();
    const answer = await askWhoAnswers(reader, 't', { asOf: '2021-08-11' });
    if (answer?.lines.length !== 4) throw new Error('the answer is not the one that was expected');
    ms.push(performance.now() - begin);
  }
  const sorted = ms.sort((a, b) => a - b);
  const at = (share: number) => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1));
  return { p50ms: at(0.5), p99ms: at(0.99) };
}

function progress(what: string, done: number, all: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${what} ${done}/${all}   `);
}
