import { type CommandAuthority, TRUSTED_PROCESS } from '#access/command-authority.js';
import type { Context } from '#commands/context.js';
import type { CommandDesk } from '#commands/command-desk.js';
import { openDesk } from '#commands/open-desk.js';
import { InMemoryOutcomes } from '#commands/outcomes.js';
import type { EventLog } from '#event-log/event-log.js';
import type { FactReader } from '#read-models/fact-reader.js';
import { factsOf } from './asked-facts.js';
import type { ImportSide } from './import-run.js';
import { Rehearsal } from './rehearsal.js';

/** Where an import records. */
export function recordingSide(log: EventLog, reader: FactReader, desk: CommandDesk): ImportSide {
  return { facts: factsOf(reader), desk, head: () => log.head() };
}

/** Runs an import on a rehearsal on top of the record, which is forgotten afterwards: a dry run. */
export async function rehearsed<T>(
  log: EventLog,
  reader: FactReader,
  run: (side: ImportSide) => Promise<T>,
  authority: (rehearsal: Context) => CommandAuthority = () => TRUSTED_PROCESS,
): Promise<T> {
  const rehearsal = new Rehearsal(log, factsOf(reader), await log.head());
  const open = await openDesk({
    log: rehearsal.log,
    context: rehearsal,
    outcomes: new InMemoryOutcomes(),
    authority: authority(rehearsal),
  });
  try {
    return await run({ facts: rehearsal, desk: open.desk, head: () => log.head() });
  } finally {
    await open.close();
  }
}
