import { TRUSTED_PROCESS } from '#access/command-authority.js';
import { Test } from '@nestjs/testing';
import { CommandDesk } from '#commands/command-desk.js';
import { CommandsModule } from '#commands/commands.module.js';
import { LogContext } from '#commands/log-context.js';
import { InMemoryOutcomes } from '#commands/outcomes.js';
import { caseCountOf } from '#domain/figures/case-count-answer.js';
import { taskStatus } from '#domain/tasks/task-status.js';
import { whoAnswers } from '#domain/tasks/who-answers.js';
import { InMemoryEventLog } from '#event-log/in-memory.event-log.js';
import { InMemorySubjectKeys } from '#sealing/in-memory.subject-keys.js';
import { KeySealer } from '#sealing/key-sealer.js';
import type { SystemUnderTest } from './run-scenario.js';

/** Commands and pure answers on a log in memory: the meaning without a database. */
export async function inMemorySystem(): Promise<SystemUnderTest & { log: InMemoryEventLog; close(): Promise<void> }> {
  const log = new InMemoryEventLog();
  const context = new LogContext(log);
  const sealer = new KeySealer(new InMemorySubjectKeys());
  const side = CommandsModule.on({
    log,
    context,
    outcomes: new InMemoryOutcomes(),
    sealer,
    authority: TRUSTED_PROCESS,
  });
  const app = await Test.createTestingModule({ imports: [side] }).compile();
  await app.init();
  const desk = app.get(CommandDesk);
  const known = async (knownAt: number) => context.known(await log.head(), knownAt);
  return {
    log,
    execute: (command, body) => desk.takeBody(command, body),
    head: async () => Number(await log.head()),
    whoAnswers: async (task, asOf, knownAt) => whoAnswers(await known(knownAt), task, asOf)?.lines ?? [],
    taskStatus: async (task, asOf, knownAt) => taskStatus(await known(knownAt), task, asOf)?.status ?? 'unknown',
    caseCount: async (unit, from, to, knownAt) => {
      const count = caseCountOf(await known(knownAt), unit, from, to);
      return { total: count?.total ?? null, flags: count?.flags ?? [] };
    },
    close: () => app.close(),
  };
}
