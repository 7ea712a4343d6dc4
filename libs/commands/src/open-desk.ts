import { NestFactory } from '@nestjs/core';
import { CommandDesk } from './command-desk.js';
import { type CommandSide, CommandsModule } from './commands.module.js';

export interface OpenDesk {
  desk: CommandDesk;
  /** Closes the handlers; log and facts stay open. */
  close: () => Promise<void>;
}

/** Every command handler on a log, without a server: for whoever records from the command line or rehearses. */
export async function openDesk(side: CommandSide): Promise<OpenDesk> {
  const app = await NestFactory.createApplicationContext(CommandsModule.on(side), {
    logger: false,
    abortOnError: false,
  });
  return { desk: app.get(CommandDesk), close: () => app.close() };
}
