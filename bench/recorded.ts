import { randomUUID } from 'node:crypto';
import { TRUSTED_PROCESS } from '#access/command-authority.js';
import type { System } from '#api/system.js';
import { openDesk } from '#commands/open-desk.js';
import type { Envelope } from '#event-log/event-log.js';
import type { Json } from '#event-log/json.js';
import { recordSimulation, type SimulationOptions } from '#simulation/record-simulation.js';

/** An event as a measurement records it: its type and what it says. */
export type Told = [type: string, data: Json];

/** Records events as a new stream, past every rule: for filling a log before it is measured. */
export async function append({ log }: System, stream: string, ...events: Told[]): Promise<void> {
  const command = randomUUID();
  const envelopes = events.map(([type, data], revision): Envelope => ({
    v: 1,
    origin: 'trachnhiem',
    stream,
    revision,
    id: randomUUID(),
    type,
    schema: 1,
    recordedAt: '2026-11-22T01:02:03.004Z',
    actor: null,
    office: null,
    command,
    body: ''.padEnd(64, '0'),
    correlation: command,
    causation: null,
    decidedAt: null,
    data,
    meta: {},
  }));
  await log.append(stream, envelopes, 'new');
}

/** Waits until the read models are there. */
export async function projected({ log, projector }: System): Promise<void> {
  const head = Number(await log.head());
  while ((projector?.state.ordinal ?? head) < head) await projector?.progress(1000);
}

/** Records a made-up country and its days through the commands, and says how long that took. */
export async function simulated({ log, reader, outcomes }: System, size: SimulationOptions): Promise<void> {
  const { desk, close } = await openDesk({ log, context: reader, outcomes, authority: TRUSTED_PROCESS });
  const { all, seconds } = await recordSimulation(desk, size);
  console.log(`${all} commands recorded in ${Math.round(seconds)} s`);
  await close();
}
