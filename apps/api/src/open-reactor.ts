import type { CommandSide } from '#commands/commands.module.js';
import { openDesk } from '#commands/open-desk.js';
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
  const { desk, close: closeDesk } = await openDesk(side);
  const { log, context } = side;
  const parts = { log, context, desk, store, reactions: REACTIONS };
  // Behind for a moment is no fault of a reaction.
  const reactor = new Reactor(parts, { passes: (error) => error instanceof NotYetKnown, ...options });
  const close = async () => {
    await reactor.stop();
    await closeDesk();
  };
  return { reactor, close };
}
