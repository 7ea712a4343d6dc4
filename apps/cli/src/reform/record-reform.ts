import type { Type } from '@nestjs/common';
import type { CommandDesk } from '#commands/command-desk.js';
import { COMMANDS } from '#commands/command-registry.js';
import type { RecordingCommand } from '#commands/command.js';
import { CommandIdReused, StreamContended } from '#commands/recorder.js';
import { RuleViolation } from '#domain/rule-violation.js';
import { LogUnavailable } from '#event-log/event-log.js';
import type { FactReader } from '#read-models/fact-reader.js';
import { NotYetKnown } from '#read-models/fact-reader.js';
import { units } from '#read-models/unit-page.js';
import type { RegisteredPlace } from './binding.js';
import type { Phase, ReformRecord } from './reform-records.js';

export interface RecordProgress {
  phase: string;
  done: number;
  all: number;
  /** Rows a second since the run began, and seconds left at that rate. */
  rate: number;
  secondsLeft: number;
}

export interface Refused {
  key: string;
  code: string;
}

export interface ReformRun {
  /** Rows that this run has recorded, and those that had been recorded before. */
  recorded: number;
  already: number;
  refused: Refused[];
  /** Ordinal of the last record of the reform. */
  position: number;
}

export interface RecordSettings {
  onProgress?: (progress: RecordProgress) => void;
  /** Commands that are under way at once. */
  atOnce?: number;
  /** Stops after the commands under way. */
  signal?: AbortSignal;
}

/** Rows of one phase that go together: they are decided beside each other and share commits. */
const AT_ONCE = 128;

/**
 * Records the phases one after the other. Stopped half-way, it records what is missing when it is run again: every row has
 * its own key. What a rule refuses is listed, and does not stop the others.
 */
export async function recordPhases(
  desk: CommandDesk,
  phases: readonly Phase[],
  settings: RecordSettings = {},
): Promise<ReformRun> {
  const { onProgress = () => undefined, atOnce = AT_ONCE, signal } = settings;
  const all = phases.reduce((sum, phase) => sum + phase.records.length, 0);
  const startedAt = new Date();
  const run: ReformRun = { recorded: 0, already: 0, refused: [], position: 0 };
  let done = 0;
  for (const phase of phases) {
    const waiting = phase.records[Symbol.iterator]();
    const worker = async () => {
      for (const record of waiting) {
        if (signal?.aborted) return;
        await recordOne(desk, record, run, startedAt);
        done += 1;
        const seconds = Math.max(Date.now() - startedAt.getTime(), 1) / 1000;
        const rate = done / seconds;
        onProgress({ phase: phase.name, done, all, rate, secondsLeft: (all - done) / rate });
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  }
  return run;
}

const ATTEMPTS = 8;

async function recordOne(desk: CommandDesk, record: ReformRecord, run: ReformRun, startedAt: Date): Promise<void> {
  const { command, key, source, body } = record;
  const sender = { principal: null, idempotencyKey: key, record: { source, historical: true as const } };
  const type: Type<RecordingCommand> = COMMANDS[command];
  for (let tries = 1; ; tries++) {
    try {
      const receipt = await desk.takeBody(type, body, sender);
      if (receipt.events.some((event) => event.recordedAt >= startedAt.toISOString())) run.recorded += 1;
      else run.already += 1;
      run.position = Math.max(run.position, receipt.position ?? 0);
      return;
    } catch (error) {
      if (error instanceof RuleViolation) run.refused.push({ key, code: error.code });
      else if (error instanceof CommandIdReused) run.refused.push({ key, code: 'recorded-otherwise-before' });
      else if (tries < ATTEMPTS && isPassing(error)) continue;
      else throw error;
      return;
    }
  }
}

/** The read side is behind, or the store does not answer: the same command may be sent again. */
function isPassing(error: unknown): boolean {
  return error instanceof NotYetKnown || error instanceof StreamContended || error instanceof LogUnavailable;
}

/** All places on record, as on the day before the reform. */
export async function registeredPlaces(reader: FactReader, asOf: string): Promise<RegisteredPlace[]> {
  const found: RegisteredPlace[] = [];
  let cursor: string | undefined;
  do {
    const page = await units(reader, { kind: 'place' }, { limit: 200, cursor }, { asOf });
    found.push(...page.items.map(({ unit, name, level, parent, from }) => ({ unit, name, level, parent, from })));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return found;
}
