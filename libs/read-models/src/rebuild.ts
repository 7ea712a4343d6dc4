import { setTimeout as sleep } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';
import type { EventLog } from '#event-log/event-log.js';
import { differingTables, digestOfBuild } from './build-digest.js';
import { BuildBusy, Projector } from './projector.js';
import { PROJECTIONS } from './projections.js';
import {
  activateBuild,
  type Build,
  createBuild,
  dropOldBuilds,
  ensureReadSide,
  READ_SIDE_VERSION,
  readDatabase,
  unfinishedBuild,
} from './read-database.js';

const POLL_MS = 250;

/** How often the new build runs after a log that grows before the two are swapped all the same. */
const MAX_PASSES = 10;

export interface RebuildSettings {
  log: EventLog;
  /** Connection string of the role that owns the schemas. */
  ownerUrl: string;
  /** Connection string of the role that writes the read models. */
  projectorUrl: string;
  /** As for `openSystem`: keeps several systems in one database apart. */
  prefix?: string;
  /** Told after each batch. */
  onProgress?: (progress: RebuildProgress) => void;
  /** Most events of one transaction; 1,000 if left out. */
  batchSize?: number;
}

export interface RebuildProgress {
  /** Ordinal of the last event in the new build, and of the last one in the log when this pass began. */
  ordinal: number;
  head: number;
  /** Events a second since the run began. */
  rate: number;
  secondsLeft: number;
}

export interface Rebuilt {
  /** Schema of the build that is read now, and of the one that it replaced. */
  schema: string;
  replaced: string;
  /** Ordinal from which an unfinished build was continued; 0 if it was begun now. */
  continuedAt: number;
  /** Ordinal at which the two were compared and swapped. */
  swappedAt: number;
  /** Tables in which the new build differs from the old; null if they could not be compared: two versions, or an old
   * build that had fallen behind. */
  differing: string[] | null;
}

/**
 * Makes the read models anew from the log, beside those that are read, and swaps the two. Questions go on being answered
 * and commands being recorded all the while; for the moment of the comparison and the swap the old build stands still.
 * Stopped half-way, it goes on from where it was when called again.
 *
 * @throws {BuildBusy} another rebuild is under way
 */
export async function rebuildReadSide(settings: RebuildSettings): Promise<Rebuilt> {
  const { log, ownerUrl, projectorUrl, prefix = '', batchSize = 1000, onProgress = () => undefined } = settings;
  const control = { schema: `${prefix}read_side` };
  const old = await ensureReadSide(ownerUrl, control);
  const build = (await unfinishedBuild(ownerUrl, control)) ?? (await createBuild(ownerUrl, control));
  const writes = readDatabase(projectorUrl, { max: 2, applicationName: 'trachnhiem rebuild', build: build.schema });
  await writes.initialize();
  try {
    const projector = new Projector(log, writes, PROJECTIONS, { batchSize });
    const [begun] = (await writes.query(`SELECT ordinal FROM checkpoint`)) as { ordinal: string }[];
    const continuedAt = Number(begun?.ordinal ?? 0);
    const startedAt = Date.now();
    // More was recorded meanwhile: what is left for the swap, while the old build stands still, is to be little.
    for (let pass = 1, behind = Infinity; pass <= MAX_PASSES && behind > batchSize; pass++) {
      const head = Number(await log.head());
      await projector.catchUp(progressOf(continuedAt, startedAt, head, onProgress));
      behind = Number(await log.head()) - projector.state.ordinal;
    }
    let differing: string[] | null = null;
    const settle = async (reached: bigint) => {
      await projector.catchUp(undefined, reached);
      if (projector.state.ordinal === Number(reached)) differing = await compared(ownerUrl, old, build);
    };
    await activateBuild(ownerUrl, build, settle, control);
    const swappedAt = projector.state.ordinal;
    await dropOldBuilds(ownerUrl, control);
    return { schema: build.schema, replaced: old.schema, continuedAt, swappedAt, differing };
  } finally {
    await writes.destroy();
  }
}

/**
 * The read side in this program's version: as it is, or made anew from the log where it is of an earlier one. Of several
 * processes that start at once one does it and the others wait for it.
 */
export async function currentReadSide(settings: RebuildSettings): Promise<Build> {
  const schema = `${settings.prefix ?? ''}read_side`;
  const source = readDatabase(settings.ownerUrl, { max: 1, applicationName: 'trachnhiem read side' });
  await source.initialize();
  const turn = source.createQueryRunner();
  try {
    await awaitTurn(turn, schema);
    for (;;) {
      const build = await ensureReadSide(settings.ownerUrl, { schema });
      if (build.version >= READ_SIDE_VERSION) return build;
      await rebuildReadSide(settings).catch(async (error: unknown) => {
        // Somebody rebuilds by hand.
        if (!(error instanceof BuildBusy)) throw error;
        await sleep(POLL_MS);
      });
    }
  } finally {
    await turn.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
    await turn.release();
    await source.destroy();
  }
}

/** Asks for the lock again and again: a statement that waited for it would run into the connection's time limit. */
async function awaitTurn(turn: QueryRunner, schema: string): Promise<void> {
  for (;;) {
    const [row] = (await turn.query('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine', [
      `current ${schema}`,
    ])) as { mine: boolean }[];
    if (row?.mine) return;
    await sleep(POLL_MS);
  }
}

/** Turns ordinals into progress: rate and time left follow from what this run has done. */
function progressOf(
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

async function compared(ownerUrl: string, old: Build, build: Build): Promise<string[] | null> {
  if (old.version !== build.version) return null;
  return differingTables(await digestOfBuild(ownerUrl, old.schema), await digestOfBuild(ownerUrl, build.schema));
}
