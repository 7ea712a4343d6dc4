import { setTimeout as wait } from 'node:timers/promises';
import type { Type } from '@nestjs/common';
import type { RecordingCommand } from '#commands/command.js';
import type { CommandDesk } from '#commands/command-desk.js';
import { COMMANDS } from '#commands/command-registry.js';
import { DEMO_RECORDS } from './demo/records.js';

export interface DemoRun {
  recorded: number;
  already: number;
  position: number;
}

/**
 * Records the five sources, in the order of their own dates. Every record is marked as historical, so it sets nothing
 * off. Running it again, also after a stop half-way, records only what is missing.
 *
 * @param onProgress called after each record with the number done and the number of all
 * @returns how many commands were recorded by this run, how many had been before, and the ordinal of the last event of
 *   both: print with `atLeast` this
 * @throws whatever the desk throws; what was recorded until then stays
 */
export async function recordDemo(
  desk: CommandDesk,
  onProgress: (done: number, all: number) => void = () => {},
): Promise<DemoRun> {
  // Receipts tell an earlier run by its clock alone; two milliseconds keep the two apart.
  await wait(2);
  const startedAt = new Date().toISOString();
  let recorded = 0;
  let position = 0;
  for (const [i, { command, key, source, body }] of DEMO_RECORDS.entries()) {
    const sender = { principal: null, idempotencyKey: key, record: { source, historical: true as const } };
    const type: Type<RecordingCommand> = COMMANDS[command];
    const receipt = await desk.takeBody(type, body, sender);
    if (receipt.events.some((event) => event.recordedAt >= startedAt)) recorded += 1;
    position = Math.max(position, receipt.position ?? 0);
    onProgress(i + 1, DEMO_RECORDS.length);
  }
  return { recorded, already: DEMO_RECORDS.length - recorded, position };
}
