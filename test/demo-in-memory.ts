import { TRUSTED_PROCESS } from '#access/command-authority.js';
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { CommandDesk } from '#commands/command-desk.js';
import { CommandsModule } from '#commands/commands.module.js';
import { LogContext } from '#commands/log-context.js';
import { InMemoryOutcomes } from '#commands/outcomes.js';
import type { Facts } from '#domain/facts.js';
import { InMemoryEventLog } from '#event-log/in-memory.event-log.js';
import type { DemoReader } from '../apps/cli/src/demo-print.js';
import { type DemoRun, recordDemo } from '../apps/cli/src/demo-record.js';
import { type DemoReport, demoReport } from '../apps/cli/src/demo-report.js';

/** The demo, recorded once in a log in memory. */
export interface RecordedDemo {
  log: InMemoryEventLog;
  desk: CommandDesk;
  firstRun: DemoRun;
  /** What the first run said of its progress: done, all. */
  progress: readonly (readonly [number, number])[];
  facts: Facts;
  report: DemoReport;
  reader: DemoReader;
  close(): Promise<void>;
}

export async function recordedDemo(): Promise<RecordedDemo> {
  const log = new InMemoryEventLog();
  const context = new LogContext(log);
  const side = CommandsModule.on({ log, context, outcomes: new InMemoryOutcomes(), authority: TRUSTED_PROCESS });
  const app = await NestFactory.createApplicationContext(side, { logger: false });
  const desk = app.get(CommandDesk);
  const progress: [number, number][] = [];
  const firstRun = await recordDemo(desk, (done, all) => progress.push([done, all]));
  const facts = await context.known(await log.head());
  const reader: DemoReader = {
    snapshot: (_at, work) => work({ facts: (question) => Promise.resolve(question(facts)) }),
  };
  return { log, desk, firstRun, progress, facts, report: demoReport(facts), reader, close: () => app.close() };
}
