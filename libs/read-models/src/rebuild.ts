import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { EventLog } from '#event-log/event-log.js';
import { type BuildComparison, compareBuilds } from './build-comparison.js';
import { digestPool, inSnapshot } from './build-digest.js';
import { BUILD_TABLE_NAMES, type BuildTable } from './build-tables.js';
import { withBuildTurn } from './build-turn.js';
import { Projector } from './projector.js';
import { PROJECTIONS } from './projections.js';
import {
  activateBuild,
  type Build,
  createBuild,
  dropBuild,
  dropOldBuilds,
  ensureReadSide,
  readDatabase,
  unfinishedBuild,
} from './read-database.js';

const POLL_MS = 250;

/** How often the new build runs after a log that grows before it goes on all the same. */
const MAX_PASSES = 10;
/** How long a new build that is ahead waits for the one that is read, in milliseconds. */
const LIVE_PATIENCE_MS = 15_000;

export interface RebuildSettings {
  log: EventLog;
  /** Connection string of the role that owns the schemas. */
  ownerUrl: string;
  /** Connection string of the role that writes the read models. */
  projectorUrl: string;
  /** As for `openSystem`: keeps several systems in one database apart. */
  prefix?: string;
  /** Awaited once this process holds the turn, before anything is done. */
  onTurn?: () => Promise<void>;
  /** Told after each batch of events. */
  onProgress?: (progress: RebuildProgress) => void;
  /** Told of the comparison, every thousand rows. */
  onCompared?: (progress: ComparisonProgress) => void;
  /** Most events of one transaction; 1,000 if left out. */
  batchSize?: number;
  /** Tables that are compared; all if left out. */
  tables?: readonly BuildTable[];
  /** Ends it after the batch under way; called again, it goes on from there. */
  signal?: AbortSignal;
}

export interface RebuildProgress {
  /** Ordinal of the last event in the new build, and of the last one that this pass goes to. */
  ordinal: number;
  head: number;
  /** Events a second since the run began. */
  rate: number;
  secondsLeft: number;
}

export interface ComparisonProgress {
  /** Rows of the new build that have been compared, and all. */
  rows: number;
  of: number;
  /** Rows a second. */
  rate: number;
  secondsLeft: number;
}

/** The build that was made anew, and what was found beside the one that was read. */
export interface Compared {
  live: Build;
  rebuilt: Build;
  /** Ordinal from which an unfinished build was continued; 0 if it was begun now. */
  continuedAt: number;
  /** Ordinal at which the two were compared. */
  at: number;
  comparison: BuildComparison;
  /** Ordinal at which the new one took the place of the other; null: it was dropped. */
  swappedAt: number | null;
}

export interface Rebuilt {
  /** Schema of the build that is read now, and of the one that it replaced. */
  schema: string;
  replaced: string;
  continuedAt: number;
  /** Ordinal at which the two were swapped. */
  swappedAt: number;
  /** Ordinal at which the two were compared; null if they could not be: two versions, or an old build far behind. */
  comparedAt: number | null;
  /** Tables in which the new build differs from the old; null if they were not compared. */
  differing: string[] | null;
}

/** The read models cannot be compared with what the log makes of them. */
export class NotComparable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotComparable';
  }
}

/**
 * Makes the read models anew from the log, beside those that are read, and swaps the two. Questions go on being answered
 * and commands being recorded all the while; for the moment of the swap the old build stands still. Stopped half-way, it
 * goes on from where it was when called again.
 *
 * @throws {BuildBusy} another rebuild is under way
 */
export async function rebuildReadSide(settings: RebuildSettings): Promise<Rebuilt> {
  return making(settings, async (make) => {
    const found = make.live.version === make.build.version ? await make.compare() : null;
    const swappedAt = await make.swap();
    return {
      schema: make.build.schema,
      replaced: make.live.schema,
      continuedAt: make.continuedAt,
      swappedAt,
      comparedAt: found?.at ?? null,
      differing: found && differingIn(found.comparison),
    };
  });
}

/**
 * Makes the read models anew from the log beside those that are read and compares the two row by row, each in a snapshot
 * of its own at one ordinal, so that nobody waits. Stopped half-way, it goes on from where it was when called again.
 *
 * @param swap read the new ones from now on; otherwise they are dropped
 * @throws {BuildBusy} another rebuild is under way
 * @throws {NotComparable} the read models are of another version, or far behind the new ones
 */
export async function compareWithLog(settings: RebuildSettings, swap: boolean): Promise<Compared> {
  return making(settings, async (make) => {
    const { live, build: rebuilt, continuedAt } = make;
    if (live.version !== rebuilt.version) throw new NotComparable('the read models are of another version');
    const found = await make.compare();
    if (!found)
      throw new NotComparable('the read models are not where the log is: is there a projector, is it an older log?');
    const swappedAt = swap ? await make.swap() : null;
    if (!swap) await make.drop();
    return { live, rebuilt, continuedAt, ...found, swappedAt };
  });
}

function differingIn({ tables }: BuildComparison): string[] {
  return tables.filter((t) => t.missing + t.extra + t.changed > 0).map((t) => t.table);
}

/** A build that is being made beside the one that is read. */
interface Making {
  live: Build;
  build: Build;
  continuedAt: number;
  /** Brings it to where the live build is, and compares. Null: it is ahead of the live build, which does not move. */
  compare(): Promise<{ at: number; comparison: BuildComparison } | null>;
  /** Brings it to the head of the log and lets it be read; the ordinal comes back. */
  swap(): Promise<number>;
  drop(): Promise<void>;
}

async function making<T>(settings: RebuildSettings, work: (make: Making) => Promise<T>): Promise<T> {
  const { log, ownerUrl, projectorUrl, prefix = '', batchSize = 1000, onProgress = () => undefined, signal } = settings;
  const control = { schema: `${prefix}read_side` };
  return withBuildTurn(ownerUrl, control.schema, async () => {
    await settings.onTurn?.();
    const live = await ensureReadSide(ownerUrl, control);
    const build = (await unfinishedBuild(ownerUrl, control)) ?? (await createBuild(ownerUrl, control));
    const writes = readDatabase(projectorUrl, { max: 2, applicationName: 'trachnhiem rebuild', build: build.schema });
    await writes.initialize();
    const reads = digestPool(projectorUrl);
    const projector = new Projector(log, writes, PROJECTIONS, { batchSize });
    const stop = () => void projector.stop();
    signal?.addEventListener('abort', stop);
    try {
      const continuedAt = await checkpointIn(reads, build.schema);
      const startedAt = Date.now();
      /** Runs after what moves until little is left to do while something stands still. */
      const runAfter = async (goal: () => Promise<number>) => {
        for (let pass = 1, behind = Infinity; pass <= MAX_PASSES && behind > batchSize; pass++) {
          const end = await goal();
          await projector.catchUp(progressOf(continuedAt, startedAt, end, onProgress), BigInt(end));
          signal?.throwIfAborted();
          behind = (await goal()) - projector.state.ordinal;
        }
      };
      return await work({
        live,
        build,
        continuedAt,
        compare: async () => {
          await runAfter(() => checkpointIn(reads, live.schema));
          await liveAt(reads, live.schema, projector.state.ordinal);
          return inSnapshot(reads, async (client) => {
            const at = await checkpointIn(client, live.schema);
            await projector.catchUp(undefined, BigInt(at));
            signal?.throwIfAborted();
            if (projector.state.ordinal !== at) return null;
            const comparison = await inSnapshot(reads, async (other) => {
              const tables = settings.tables ?? BUILD_TABLE_NAMES;
              const onRows = await rowProgress(other, build.schema, tables, settings);
              const sides = [
                { client, schema: live.schema },
                { client: other, schema: build.schema },
              ] as const;
              return compareBuilds(...sides, tables, onRows);
            });
            return { at, comparison };
          });
        },
        swap: async () => {
          await runAfter(async () => Number(await log.head()));
          await activateBuild(ownerUrl, build, (reached) => projector.catchUp(undefined, reached), control);
          await dropOldBuilds(ownerUrl, control);
          return projector.state.ordinal;
        },
        drop: () => dropBuild(ownerUrl, build, control),
      });
    } finally {
      signal?.removeEventListener('abort', stop);
      await reads.end();
      await writes.destroy();
    }
  });
}

/** Waits, bounded, until the live build has come to an ordinal; its projector may be a moment behind. */
async function liveAt(pool: Pool, schema: string, ordinal: number): Promise<void> {
  const deadline = Date.now() + LIVE_PATIENCE_MS;
  while ((await checkpointIn(pool, schema)) < ordinal && Date.now() < deadline) await sleep(POLL_MS);
}

async function checkpointIn(db: Pick<Pool, 'query'>, schema: string): Promise<number> {
  const { rows } = await db.query<{ ordinal: string }>(
    `SELECT ordinal FROM ${schema}.checkpoint WHERE name = 'read-side'`,
  );
  return Number(rows[0]?.ordinal ?? 0);
}

/** Tells of compared rows; throws once it is to stop. */
async function rowProgress(
  db: Pick<Pool, 'query'>,
  schema: string,
  tables: readonly BuildTable[],
  { signal, onCompared }: RebuildSettings,
): Promise<(rows: number) => void> {
  const counts = tables.map((table) => `SELECT count(*) AS n FROM ${schema}.${table}`);
  const { rows: found } = await db.query<{ n: string }>(counts.join(' UNION ALL '));
  const of = found.reduce((sum, { n }) => sum + Number(n), 0);
  const startedAt = Date.now();
  return (rows) => {
    signal?.throwIfAborted();
    const rate = rows / (Math.max(Date.now() - startedAt, 1) / 1000);
    onCompared?.({ rows, of, rate, secondsLeft: rate > 0 ? Math.max(of - rows, 0) / rate : Infinity });
  };
}

/** Turns ordinals into progress: rate and time left follow from what this run has done. */
export function progressOf(
  from: number,
  startedAt: number,
  head: number,
  tell: (progress: RebuildProgress) => void,
): (ordinal: number) => void {
  return (ordinal) => {
    const seconds = Math.max(Date.now() - startedAt, 1) / 1000;
    const rate = (ordinal - from) / seconds;
    tell({ ordinal, head, rate, secondsLeft: rate > 0 ? Math.max(head - ordinal, 0) / rate : Infinity });
  };
}
