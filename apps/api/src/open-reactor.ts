import { NestFactory } from '@nestjs/core';
import { CommandDesk } from '#commands/command-desk.js';
import { CommandsModule, type CommandSide } from '#commands/commands.module.js';
import type { ReactionStore } from '#reactions/reaction-store.js';
import { REACTIONS } from '#reactions/reaction-table.js';
import { Reactor, type ReactorOptions } from '#reactions/reactor.js';
import { NotYetKnown } from '#read-models/fact-reader.js';

/** A reactor with a command side of its own, so that it runs with or without HTTP. It is not started. */
export async function openReactor(
  side: CommandSide,
  store: ReactionStore,
  options: ReactorOptions,
): Promise<{ reactor: Reactor; close(): Promise<void> }> {
  const app = await NestFactory.createApplicationContext(CommandsModule.on(side), {
    logger: false,
    abortOnError: false,
  });
  const { log, context } = side;
  const parts = { log, context, desk: app.get(CommandDesk), store, reactions: REACTIONS };
  // Behind for a moment is no fault of a reaction.
  const reactor = new Reactor(parts, { passes: (error) => error instanceof NotYetKnown, ...options });
  const close = async () => {
    await reactor.stop();
    await app.close();
  };
  return { reactor, close };
}
