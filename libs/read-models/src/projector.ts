import { setTimeout as sleep } from 'node:timers/promises';
import { type DataSource, type QueryRunner, QueryFailedError } from 'typeorm';
import { isUnavailable } from '#database/availability.js';
import type { EventLog, LoggedEvent } from '#event-log/event-log.js';
import type { Projection } from './projection.js';

/** Another projector has moved the checkpoint: this one stops writing and begins again from there. */
class Fenced extends Error {}

export interface ProjectorState {
  /** Ordinal of the last event in the rows. */
  ordinal: number;
  /** Whether this projector is the one that writes at present. */
  leading: boolean;
  /** What it is waiting for, if something is wrong. */
  trouble: string | null;
}

export interface ProjectorOptions {
  /** Name of the lock among projectors; a hint, the checkpoint is the fence. */
  lock?: string;
  /** How often a projector that does not lead looks whether it may, in milliseconds. */
  retryMs?: number;
  /** Does not ask for the lock: for tests of the fence, and for a build that nobody else writes. */
  alone?: boolean;
}

/**
 * Turns the log into rows: a batch, its rows and the checkpoint in one transaction. One projector leads at a time, by an
 * advisory lock that dies with its connection; should two believe that they lead, the checkpoint lets one of them write.
 */
export class Projector {
  readonly state: ProjectorState = { ordinal: 0, leading: false, trouble: null };
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly log: EventLog,
    private readonly database: DataSource,
    private readonly projections: readonly Projection[],
    private readonly options: ProjectorOptions = {},
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Resolves at the next progress of this projector, or after `ms`. */
  progress(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.waiting.add(done);
    });
  }

  /** Projects what is in the log now, and returns; for rebuilds, with progress after each batch. */
  async catchUp(onProgress: (ordinal: number) => void = () => undefined): Promise<void> {
    const runner = this.database.createQueryRunner();
    try {
      let at = await checkpointOf(runner);
      for await (const batch of this.log.readAll(at)) {
        if (this.stopping.signal.aborted) return;
        at = await this.write(runner, batch, at);
        onProgress(Number(at));
      }
    } finally {
      await runner.release();
    }
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    let patience = 100;
    while (!signal.aborted) {
      try {
        if (await this.lead(signal)) patience = 100;
      } catch (error) {
        if (!(error instanceof Fenced)) this.state.trouble = troubleOf(error);
        patience = Math.min(patience * 2, 2000);
      }
      this.state.leading = false;
      if (!signal.aborted) await sleep(this.options.retryMs ?? patience, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Leads until something happens. False if another one does. */
  private async lead(signal: AbortSignal): Promise<boolean> {
    const runner = this.database.createQueryRunner();
    try {
      if (!this.options.alone && !(await this.takeLock(runner))) return false;
      let at = await checkpointOf(runner);
      this.state.leading = true;
      this.state.trouble = null;
      this.moved(at);
      const ending = new AbortController();
      const stop = () => ending.abort();
      signal.addEventListener('abort', stop, { once: true });
      try {
        for await (const batch of this.log.subscribe(at, ending.signal)) at = await this.write(runner, batch, at);
      } finally {
        signal.removeEventListener('abort', stop);
        ending.abort();
      }
      return true;
    } finally {
      await runner.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
      await runner.release();
    }
  }

  private async takeLock(runner: QueryRunner): Promise<boolean> {
    const rows = (await runner.query('SELECT pg_try_advisory_lock(hashtext($1)) AS taken', [
      this.options.lock ?? 'trachnhiem projector',
    ])) as { taken: boolean }[];
    return rows[0]?.taken === true;
  }

  private async write(runner: QueryRunner, batch: readonly LoggedEvent[], at: bigint): Promise<bigint> {
    const last = batch.at(-1)?.ordinal;
    if (last === undefined) return at;
    await runner.query('BEGIN');
    try {
      const moved = (await runner.query(
        `UPDATE checkpoint SET ordinal = $2 WHERE name = 'read-side' AND ordinal = $1 RETURNING ordinal`,
        [String(at), String(last)],
      )) as [unknown[], number];
      if (moved[1] !== 1) throw new Fenced();
      for (const projection of this.projections) await projection.apply(batch, runner);
      await runner.query('COMMIT');
    } catch (error) {
      await runner.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
    this.moved(last);
    return last;
  }

  private moved(ordinal: bigint): void {
    this.state.ordinal = Number(ordinal);
    for (const wake of [...this.waiting]) wake();
  }
}

async function checkpointOf(runner: QueryRunner): Promise<bigint> {
  const rows = (await runner.query(`SELECT ordinal FROM checkpoint WHERE name = 'read-side'`)) as { ordinal: string }[];
  return BigInt(rows[0]?.ordinal ?? 0);
}

function troubleOf(error: unknown): string {
  if (isUnavailable(error instanceof QueryFailedError ? error.driverError : error)) return 'database unavailable';
  return error instanceof Error ? error.message : String(error);
}
