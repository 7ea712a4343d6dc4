import { TRUSTED_PROCESS } from '#access/command-authority.js';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EXAMPLES } from '#api/command-examples.js';
import { EXAMPLE_FILE } from '#api/task-follow-up-examples.js';
import type { Receipt, RecordingCommand } from '#commands/command.js';
import { CommandDesk } from '#commands/command-desk.js';
import { COMMANDS } from '#commands/command-registry.js';
import { CommandsModule } from '#commands/commands.module.js';
import { LogContext } from '#commands/log-context.js';
import { InMemoryOutcomes } from '#commands/outcomes.js';
import { FaultyLog } from '#commands/testing/command-side.js';
import { InMemoryEventLog, InMemoryLogStore } from '#event-log/in-memory.event-log.js';
import { InMemoryEvidenceStore } from '#evidence/in-memory.evidence-store.js';
import { InMemorySubjectKeys } from '#sealing/in-memory.subject-keys.js';
import { KeySealer } from '#sealing/key-sealer.js';
import { recordsFor } from './command-story.js';

/**
 * The retry property, command by command: the story of the examples has every command of the registry at least once, and
 * whatever is accepted in it may be sent again, by the process that took it and by another, and after a lost answer.
 */
describe('every command', () => {
  it('has an example in the story', () => {
    const told = new Set<string>(EXAMPLES.map(({ command }) => command));
    expect(Object.keys(COMMANDS).filter((name) => !told.has(name))).toEqual([]);
  });

  it.each([
    ['whose answer arrives', 0],
    ['whose first answer is lost', 1],
  ])('%s may be sent again: it has one effect, and the first receipt', async (_, answersLost) => {
    const [store, outcomes, evidence] = [new InMemoryLogStore(), new InMemoryOutcomes(), new InMemoryEvidenceStore()];
    const sealer = new KeySealer(new InMemorySubjectKeys());
    await evidence.put(once(Buffer.from(EXAMPLE_FILE)));
    const open = async () => {
      const log = new FaultyLog(new InMemoryEventLog(store));
      const side = CommandsModule.on({
        log,
        context: new LogContext(log),
        outcomes,
        evidence,
        sealer,
        authority: TRUSTED_PROCESS,
      });
      const app = await NestFactory.createApplicationContext(side, { logger: false, abortOnError: false });
      return { log, app, desk: app.get(CommandDesk) };
    };
    const [one, other] = [await open(), await open()];
    const receipts = new Map<string, Receipt>();
    for (const [i, { command, body }] of EXAMPLES.entries()) {
      const sent = { ...body, ...recordsFor(command, body, receipts) };
      const type: Type<RecordingCommand> = COMMANDS[command];
      const send = ({ desk }: typeof one) => desk.takeBody(type, sent, { idempotencyKey: `${i}` });
      one.log.answersLost = answersLost;
      const receipt = await send(one);
      one.log.answersLost = 0;
      const head = await one.log.head();
      expect([command, await send(one), await one.log.head()]).toEqual([command, receipt, head]);
      expect([command, await send(other), await other.log.head()]).toEqual([command, receipt, head]);
      receipts.set(command, receipt);
    }
    await Promise.all([one.app.close(), other.app.close()]);
  });
});

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
