import type { EventLog } from '#event-log/event-log.js';
import { digestOfBuild } from '#read-models/build-digest.js';
import { FactReader, THE_SYSTEM } from '#read-models/fact-reader.js';
import { Projector } from '#read-models/projector.js';
import { PROJECTIONS } from '#read-models/projections.js';
import { openReadConnections } from '#read-models/read-connections.js';
import { dropReadSide, ensureReadSide, readDatabase } from '#read-models/read-database.js';
import { progressOf, type RebuildProgress } from '#read-models/rebuild.js';

export interface ScratchSettings {
  log: EventLog;
  /** Connection strings of the roles that own, write and read the read side. */
  urls: { owner: string; projector: string; reader: string; context: string };
  /** Ordinal up to which the log is replayed. */
  to: number;
  /** Keeps several systems in one database apart, as for `openSystem`. */
  prefix?: string;
  signal?: AbortSignal;
  /** Told after each batch. */
  onProgress?: (progress: RebuildProgress) => void;
  /** Most events of one transaction; 1,000 if left out. */
  batchSize?: number;
}

export interface ScratchReplay {
  /** Ordinal from which a stopped replay was continued; 0 if it was begun now. */
  continuedAt: number;
  /** Ordinal that it has come to; less than asked for if it was stopped. */
  reached: number;
  /** Rows by table. */
  rows: Record<string, number>;
}

/** The schema that names the builds of a replay. Each position has its own, so that a stopped one is found again. */
export function scratchName(to: number, prefix = ''): string {
  return `${prefix}replay_${to}`;
}

/**
 * Replays the log from nothing up to an ordinal into a read side of its own, which nobody else reads: what it answers
 * cannot come from a later event, because it has none. Stopped, it goes on from where it was when called again.
 */
export async function replayTo(settings: ScratchSettings): Promise<ScratchReplay> {
  const { log, urls, to, prefix, signal, batchSize = 1000, onProgress = () => undefined } = settings;
  const build = await ensureReadSide(urls.owner, { schema: scratchName(to, prefix) });
  const writes = readDatabase(urls.projector, { max: 2, applicationName: 'trachnhiem replay', build: build.schema });
  await writes.initialize();
  try {
    const projector = new Projector(log, writes, PROJECTIONS, { batchSize });
    const stop = () => void projector.stop();
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
    const [begun] = (await writes.query(`SELECT ordinal FROM checkpoint`)) as { ordinal: string }[];
    const continuedAt = Number(begun?.ordinal ?? 0);
    await projector.catchUp(progressOf(continuedAt, Date.now(), to, onProgress), BigInt(to));
    signal?.removeEventListener('abort', stop);
    const digests = await digestOfBuild(urls.projector, build.schema);
    const rows = Object.fromEntries(Object.entries(digests).map(([table, digest]) => [table, digest.rows]));
    return { continuedAt, reached: projector.state.ordinal, rows };
  } finally {
    await writes.destroy();
  }
}

/** Answers questions from a replay alone. */
export function openScratch(settings: Pick<ScratchSettings, 'urls' | 'to' | 'prefix'>): {
  reader: FactReader;
  close: () => Promise<void>;
} {
  const { urls, to, prefix } = settings;
  const connections = openReadConnections(urls, 'trachnhiem replay reader');
  const reader = new FactReader({
    connections,
    inNameOf: THE_SYSTEM,
    head: () => Promise.resolve(BigInt(to)),
    control: scratchName(to, prefix),
  });
  return { reader, close: () => connections.close() };
}

/** Drops a replay. False: there is none. */
export function dropScratch({ urls, to, prefix }: Pick<ScratchSettings, 'urls' | 'to' | 'prefix'>): Promise<boolean> {
  return dropReadSide(urls.owner, { schema: scratchName(to, prefix) });
}
