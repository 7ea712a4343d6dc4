import { setTimeout as sleep } from 'node:timers/promises';
import { type DataSource, type QueryRunner, QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { isUnavailable } from '#database/availability.js';
import type { EventLog, LoggedEvent } from '#event-log/event-log.js';
import type { Projection } from './projection.js';
import { type Build, requireReadable } from './read-database.js';

/** Another projector has moved the checkpoint, or another build is read now: this one begins again from there. */
class Fenced extends Error {}

/**
 * The rows were made of another log than this one: it was restored from an older copy, or changed. Nothing is added to them
 * and nothing is mended silently; a rebuild makes new ones of the log that is there now.
 */
export class NotOfThisLog extends Error {
  constructor(found: string) {
    super(`${found}; it was restored from an older copy or changed. When that is right, run: npm run cli -- rebuild`);
    this.name = 'NotOfThisLog';
  }
}

/** Another process writes this build. */
export class BuildBusy extends Error {
  constructor(readonly build: string) {
    super(`another process writes ${build}`);
    this.name = 'BuildBusy';
  }
}

export interface ProjectorState {
  /** Ordinal of the last event in the rows. */
  ordinal: number;
  /** Whether this projector is the one that writes at present. */
  leading: boolean;
  /** What it is waiting for, if something is wrong. */
  trouble: string | null;
}

export interface ProjectorOptions {
  /**
   * Schema that names the builds. The projector then asks, each time it begins to lead, which build is read, and writes
   * that one; without it, it writes where its connection points.
   */
  control?: string;
  /** How often a projector that does not lead looks whether it may, in milliseconds. */
  retryMs?: number;
  /** Does not ask for the lock among projectors, which is a hint; the checkpoint is the fence. */
  alone?: boolean;
  /** Told what the projector is waiting for, once a change. */
  onTrouble?: ((trouble: string) => void) | undefined;
  /** Most events of one transaction while catching up; 1,000 if left out. */
  batchSize?: number;
}

const BATCH = 1000;

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

  /**
   * Projects what is in the log now, and returns; for rebuilds.
   *
   * @param until goes to this ordinal and no further; to the head of the log if left out
   * @throws {BuildBusy} another process writes the build
   */
  async catchUp(onProgress: (ordinal: number) => void = () => undefined, until?: bigint): Promise<void> {
    const runner = this.database.createQueryRunner();
    try {
      const build = await this.turnToBuild(runner);
      if (!this.options.alone && !(await this.takeLock(runner, build))) throw new BuildBusy(build);
      let at = await checkpointOf(runner);
      this.moved(at);
      const limit = until === undefined ? Infinity : Number(until - at);
      if (limit <= 0) return;
      const options = { batchSize: this.options.batchSize ?? BATCH, ...(limit === Infinity ? {} : { limit }) };
      for await (const batch of this.log.readAll(at, options)) {
        if (this.stopping.signal.aborted) return;
        at = await this.write(runner, batch, at);
        onProgress(Number(at));
      }
    } finally {
      await runner.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
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
        if (error instanceof Fenced || isMissing(error)) patience = 100;
        else {
          this.inTrouble(troubleOf(error));
          patience = Math.min(patience * 2, 2000);
        }
      }
      this.state.leading = false;
      if (!signal.aborted) await sleep(this.options.retryMs ?? patience, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Leads until something happens. False if another one does. */
  private async lead(signal: AbortSignal): Promise<boolean> {
    const runner = this.database.createQueryRunner();
    try {
      const build = await this.turnToBuild(runner);
      if (!this.options.alone && !(await this.takeLock(runner, build))) return false;
      let at = await checkpointOf(runner);
      await this.requireOfLog(runner, at);
      this.state.leading = true;
      this.moved(at);
      // Otherwise the next batch will show whether it is over.
      if (at >= (await this.log.head())) this.state.trouble = null;
      for await (const batch of this.log.subscribe(at, signal)) at = await this.write(runner, batch, at);
      return true;
    } finally {
      await runner.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
      await runner.release();
    }
  }

  /** Points the connection at the build that is read now; its name comes back. */
  private async turnToBuild(runner: QueryRunner): Promise<string> {
    const { control } = this.options;
    if (control === undefined) {
      const rows = (await runner.query('SELECT current_schema AS schema')) as { schema: string | null }[];
      return rows[0]?.schema ?? '';
    }
    const rows = (await runner.query(`SELECT schema, version FROM ${control}.build WHERE active`)) as Build[];
    const [build] = rows;
    if (!build) throw new Error('no build of the read side is in use');
    requireReadable(build);
    await runner.query(`SELECT set_config('search_path', $1, false)`, [build.schema]);
    return build.schema;
  }

  /** The log still has the event that the rows have come to. @throws {NotOfThisLog} */
  private async requireOfLog(runner: QueryRunner, at: bigint): Promise<void> {
    if (at === 0n) return;
    const rows = (await runner.query('SELECT event_id FROM fact WHERE ordinal = $1', [String(at)])) as {
      event_id: string;
    }[];
    for await (const [event] of this.log.readAll(at - 1n, { limit: 1 })) {
      if (!event) break;
      if (!rows[0] || rows[0].event_id === event.id) return;
      throw new NotOfThisLog(`at ordinal ${at} the log has another event than the read models`);
    }
    throw new NotOfThisLog(`the read models have come to ordinal ${at}, the log ends at ${await this.log.head()}`);
  }

  private async takeLock(runner: QueryRunner, build: string): Promise<boolean> {
    const rows = (await runner.query('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken', [
      `projector of ${build}`,
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
    this.state.trouble = null;
    this.moved(last);
    return last;
  }

  private inTrouble(trouble: string): void {
    if (trouble !== this.state.trouble) this.options.onTrouble?.(trouble);
    this.state.trouble = trouble;
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

/** The build was replaced and dropped. */
function isMissing(error: unknown): boolean {
  const { code } = (error instanceof QueryFailedError ? error.driverError : {}) as { code?: unknown };
  return code === '42P01' || code === '3F000';
}

function troubleOf(error: unknown): string {
  // A connection that was lost between two batches has been given back by then.
  const lost = error instanceof QueryRunnerAlreadyReleasedError || isUnavailable(error);
  if (lost) return 'database unavailable';
  return error instanceof Error ? error.message : String(error);
}
