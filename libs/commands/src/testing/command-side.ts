import { type CommandAuthority, TRUSTED_PROCESS } from '#access/command-authority.js';
import { NestFactory } from '@nestjs/core';
import { CommandDesk } from '../command-desk.js';
import { CommandsModule } from '../commands.module.js';
import type { Context } from '../context.js';
import { LogContext } from '../log-context.js';
import type { Outcomes } from '../outcomes.js';
import { InMemorySubjectKeys } from '#sealing/in-memory.subject-keys.js';
import { KeySealer } from '#sealing/key-sealer.js';
import type { Sealer } from '#sealing/sealer.js';
import { type EventLog, type Envelope, type Expected, LogUnavailable } from '#event-log/event-log.js';

export interface CommandSideUnderTest {
  desk: CommandDesk;
  log: EventLog;
  /** Closes the command side and leaves the log open. */
  close(): Promise<void>;
}

/** Every command handler on a log; other streams are read from the log itself. */
export async function openCommandSide(
  log: EventLog,
  outcomes: Outcomes,
  context: Context = new LogContext(log),
  sealer: Sealer = new KeySealer(new InMemorySubjectKeys()),
  authority: CommandAuthority = TRUSTED_PROCESS,
): Promise<CommandSideUnderTest> {
  const side = CommandsModule.on({ log, context, outcomes, sealer, authority });
  const app = await NestFactory.createApplicationContext(side, { logger: false, abortOnError: false });
  return { desk: app.get(CommandDesk), log, close: () => app.close() };
}

/** A log between which and its caller messages are lost when a test says so. */
export class FaultyLog implements EventLog {
  /** The next so many appends happen, and the answer is lost. */
  answersLost = 0;
  /** The next so many appends never arrive. */
  appendsLost = 0;
  /** The append of this number, counted from 1, and all that follows fails: the process has crashed there. */
  crashesAtAppend = Infinity;
  appends = 0;

  constructor(private readonly inner: EventLog) {}

  async append(stream: string, events: readonly Envelope[], expected: Expected) {
    this.appends += 1;
    this.requireAlive();
    if (this.appendsLost > 0) {
      this.appendsLost -= 1;
      throw new LogUnavailable('the append was lost');
    }
    const appended = await this.inner.append(stream, events, expected);
    if (this.answersLost > 0) {
      this.answersLost -= 1;
      throw new LogUnavailable('the answer was lost');
    }
    return appended;
  }

  readStream: EventLog['readStream'] = (...given) => this.alive(() => this.inner.readStream(...given));
  head: EventLog['head'] = () => this.alive(() => this.inner.head());
  readAll: EventLog['readAll'] = (...given) => this.inner.readAll(...given);
  subscribe: EventLog['subscribe'] = (...given) => this.inner.subscribe(...given);
  close: EventLog['close'] = () => this.inner.close();

  private async alive<T>(work: () => Promise<T>): Promise<T> {
    this.requireAlive();
    return work();
  }

  private requireAlive(): void {
    if (this.appends >= this.crashesAtAppend) throw new LogUnavailable('the process is gone');
  }
}
