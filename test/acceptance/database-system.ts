import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { CommandDesk } from '#commands/command-desk.js';
import { CommandsModule } from '#commands/commands.module.js';
import type { Database } from '#database/database.js';
import { LogUnavailable } from '#event-log/event-log.js';
import { NotYetKnown } from '#read-models/fact-reader.js';
import { openSystem } from '#api/system.js';
import { askTaskStatus, askWhoAnswers } from '#read-models/accountability.js';
import { askCaseCount } from '#read-models/figures.js';
import type { SystemUnderTest } from './run-scenario.js';

/**
 * The product end to end on a fresh log: commands through their handlers, projections into PostgreSQL, questions through
 * the read models. `prefix` names the schemas of this log.
 */
export async function databaseSystem(
  database: Database,
  prefix: string,
  eventStoreUrl?: string,
): Promise<SystemUnderTest & { close(): Promise<void> }> {
  const system = await openSystem({ database, project: true, prefix, eventStoreUrl });
  const { log, reader, outcomes } = system;
  const side = CommandsModule.on({ log, context: reader, outcomes });
  const app = await NestFactory.createApplicationContext(side, { logger: false, abortOnError: false });
  const desk = app.get(CommandDesk);
  const at = (asOf: string | undefined, knownAt: number) => ({ asOf, knownAt: String(knownAt) });
  return {
    execute: (command, body) => patiently((idempotencyKey) => desk.takeBody(command, body, { idempotencyKey })),
    head: async () => Number(await log.head()),
    whoAnswers: async (task, asOf, knownAt) => (await askWhoAnswers(reader, task, at(asOf, knownAt)))?.lines ?? [],
    taskStatus: async (task, asOf, knownAt) =>
      (await askTaskStatus(reader, task, at(asOf, knownAt)))?.status ?? 'unknown',
    caseCount: async (unit, from, to, knownAt) => {
      const count = await askCaseCount(reader, unit, { from, to }, at(undefined, knownAt));
      return { total: count?.total ?? null, flags: count?.flags ?? [] };
    },
    close: async () => {
      await app.close();
      await system.close();
    },
  };
}

/** A store that does not answer in time is asked again, as a client would: the same key is the same command. */
async function patiently<T>(send: (idempotencyKey: string) => Promise<T>): Promise<T> {
  const key = randomUUID();
  for (let attempt = 1; ; attempt++) {
    try {
      return await send(key);
    } catch (error) {
      const again = error instanceof LogUnavailable || error instanceof NotYetKnown;
      if (!again || attempt === 5) throw error;
    }
  }
}
