import { createHash } from 'node:crypto';
import type { Type } from '@nestjs/common';
import canonicalize from 'canonicalize';
import type { RecordingCommand } from '#commands/command.js';
import type { CommandDesk } from '#commands/command-desk.js';
import { COMMANDS } from '#commands/command-registry.js';
import type { EventLog } from '#event-log/event-log.js';
import { InOrder } from '#exchange/in-order.js';
import type { NationSize, SimulatedCommand } from './simulated-command.js';
import { simulate } from './simulation.js';

/** Commands after which a run has surely come so far: what is under way is ended first. */
const STEP = 2000;

export interface SimulationOptions extends NationSize {
  /** So many commands are taken as sent by an earlier run. */
  after?: number;
  /** Commands under way at once. */
  width?: number;
  /** Told now and then: so many of all commands are recorded. */
  onProgress?: (done: number, all: number) => Promise<void> | void;
  signal?: AbortSignal;
}

export interface SimulationRun {
  /** Commands that this run sent. */
  sent: number;
  all: number;
  /** Ordinal of the last event. */
  position: number;
  seconds: number;
}

/**
 * Records a simulated country through the commands. A run that was stopped goes on where it was, or from the beginning:
 * each command has its key, so nothing is recorded twice.
 *
 * @throws what the desk throws: a refusal here is a fault of the simulation
 */
export async function recordSimulation(desk: CommandDesk, options: SimulationOptions): Promise<SimulationRun> {
  const { after = 0, width = 64, onProgress, signal } = options;
  const all = countOf(simulate(options));
  const order = new InOrder(width);
  const startedAt = Date.now();
  let done = 0;
  let position = 0;
  const prefix = JSON.stringify([options.seed, options.provinces, options.communes, options.from ?? '']);
  const send = async ({ command, body, key }: SimulatedCommand) => {
    const type: Type<RecordingCommand> = COMMANDS[command];
    const receipt = await desk.takeBody(type, body, { idempotencyKey: `${prefix} ${key}` });
    position = Math.max(position, receipt.position ?? 0);
  };
  for (const next of simulate(options)) {
    done += 1;
    if (done <= after) continue;
    signal?.throwIfAborted();
    await order.begin(next.needs, next.makes, () => send(next));
    if (done % STEP === 0) {
      await order.end();
      await onProgress?.(done, all);
    }
  }
  await order.end();
  await onProgress?.(all, all);
  return { sent: all - after, all, position, seconds: (Date.now() - startedAt) / 1000 };
}

/** What a log holds whatever the order in which streams took their turns: SHA-256 of ids, types and payloads, hex. */
export async function digestOf(log: EventLog): Promise<string> {
  const lines: string[] = [];
  for await (const batch of log.readAll(undefined)) {
    for (const { stream, revision, id, type, data } of batch) {
      lines.push(`${stream} ${revision} ${id} ${type} ${canonicalize(data) ?? ''}`);
    }
  }
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

function countOf(items: Iterable<unknown>): number {
  let count = 0;
  for (const _ of items) count += 1;
  return count;
}
