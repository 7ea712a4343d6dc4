import { digestOfTables, type TableDigest } from '#read-models/build-digest.js';
import type { BuildComparison, TableComparison } from '#read-models/build-comparison.js';
import { BuildBusy } from '#read-models/projector.js';
import { READ_SIDE_VERSION } from '#read-models/read-database.js';
import { compareWithLog, type RebuildSettings } from '#read-models/rebuild.js';
import type { ProofAsked, ProofPage, ProofProgress, ReplayProof, ReplayProofStore } from './replay-proof.js';

export interface ReplayProofParts {
  /** Log, connections and prefix of the read side. */
  readonly readSide: Pick<RebuildSettings, 'log' | 'ownerUrl' | 'projectorUrl' | 'prefix' | 'batchSize'>;
  readonly store: ReplayProofStore;
  /** Version of the program. */
  readonly program: string;
  /** Root of the log's tree over the first `size` events, base64; null if it is not known. */
  readonly rootAt?: (size: number) => Promise<string | null>;
  readonly newId: () => string;
  readonly now: () => Date;
}

/** Watches a proof that is made in this process. */
export interface ProofWatch {
  readonly signal?: AbortSignal;
  readonly onBegun?: (proof: ReplayProof) => void;
  readonly onProgress?: (progress: ProofProgress) => void;
}

/** How often it is written down how far a proof is, in milliseconds. */
const TOLD_EVERY_MS = 300;

/**
 * Replays the log into new read models beside those that are read and keeps what comes of the comparison. One at a time in
 * the whole system, whichever process makes it. One that was stopped, or whose process has died, is resumed by the next.
 */
export class ReplayProofs {
  private readonly closing = new AbortController();
  private readonly running = new Set<Promise<unknown>>();

  constructor(private readonly parts: ReplayProofParts) {}

  /** Begins one in the background. @throws {BuildBusy} one is under way, or a rebuild */
  async start(asked: ProofAsked): Promise<ReplayProof> {
    return new Promise((resolve, reject) => {
      const run = this.run(asked, { onBegun: resolve, signal: this.closing.signal }).then(() => undefined, reject);
      this.running.add(run);
      void run.finally(() => this.running.delete(run));
    });
  }

  /** Makes one and keeps it, also where it fails. @throws {BuildBusy} one is under way, or a rebuild */
  async run(asked: ProofAsked, watch: ProofWatch = {}): Promise<ReplayProof> {
    const { readSide, store, now } = this.parts;
    const stop = new AbortController();
    const signal = AbortSignal.any([stop.signal, ...(watch.signal ? [watch.signal] : [])]);
    const proof = this.begun(asked);
    let begun = false;
    const tell = telling(store, proof.id, watch, () => stop.abort());
    try {
      const found = await compareWithLog(
        {
          ...readSide,
          tables: asked.tables,
          signal,
          onTurn: async () => {
            await store.begin(proof, now().toISOString());
            begun = true;
            watch.onBegun?.(proof);
          },
          onProgress: ({ ordinal, head, rate, secondsLeft }) =>
            tell({ phase: 'replaying', done: ordinal, of: head, rate, secondsLeft: finite(secondsLeft) }),
          onCompared: ({ rows, of, rate, secondsLeft }) =>
            tell({ phase: 'comparing', done: rows, of, rate, secondsLeft: finite(secondsLeft) }),
        },
        asked.swap,
      );
      const { at, comparison, continuedAt, swappedAt } = found;
      const root = (await this.parts.rootAt?.(at).catch(() => null)) ?? null;
      const result = comparison.firstDifference === null ? 'equal' : 'different';
      const digests = digestsOf(comparison);
      return await this.ended({ ...proof, result, ordinal: at, continuedAt, root, digests, comparison, swappedAt });
    } catch (error) {
      if (!begun) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      return await this.ended(
        signal.aborted
          ? { ...proof, result: 'stopped', reason: 'it was stopped; the next one goes on from there' }
          : {
              ...proof,
              result: 'failed',
              reason: error instanceof BuildBusy ? 'a projector writes the build' : reason,
            },
      );
    }
  }

  /** Asks the one that runs to stop, in whichever process. Null: there is none of that id; as it was if it has ended. */
  async stop(id: string): Promise<ReplayProof | null> {
    await this.parts.store.stop(id);
    return this.find(id);
  }

  find(id: string): Promise<ReplayProof | null> {
    return this.parts.store.find(id);
  }

  list(page: { limit?: number; cursor?: string }): Promise<ProofPage> {
    return this.parts.store.list(page);
  }

  /** Stops those that this process makes. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all(this.running);
  }

  private begun({ tables, swap }: ProofAsked): ReplayProof {
    return {
      id: this.parts.newId(),
      result: 'running',
      startedAt: this.parts.now().toISOString(),
      endedAt: null,
      tables: [...tables],
      swap,
      program: this.parts.program,
      readSide: READ_SIDE_VERSION,
      ordinal: null,
      continuedAt: null,
      root: null,
      digests: null,
      comparison: null,
      swappedAt: null,
      reason: null,
      progress: null,
    };
  }

  private async ended(proof: ReplayProof): Promise<ReplayProof> {
    const ended = { ...proof, endedAt: this.parts.now().toISOString(), progress: null };
    await this.parts.store.end(ended);
    return ended;
  }
}

/** Tells who watches at once, and writes it down now and then; one write at a time. */
function telling(
  store: ReplayProofStore,
  id: string,
  watch: ProofWatch,
  stop: () => void,
): (progress: ProofProgress) => void {
  let next = 0;
  let writing = false;
  return (progress) => {
    watch.onProgress?.(progress);
    if (writing || Date.now() < next) return;
    writing = true;
    next = Date.now() + TOLD_EVERY_MS;
    void store
      .progress(id, progress)
      .then((unwanted) => (unwanted ? stop() : undefined))
      // How far it is, is not worth failing for.
      .catch(() => undefined)
      .finally(() => (writing = false));
  };
}

function digestsOf({ tables }: BuildComparison): { live: string; rebuilt: string } {
  const side = (of: (table: TableComparison) => TableDigest) =>
    digestOfTables(Object.fromEntries(tables.map((table) => [table.table, of(table)])));
  return { live: side((table) => table.live), rebuilt: side((table) => table.rebuilt) };
}

function finite(seconds: number): number | null {
  return Number.isFinite(seconds) ? seconds : null;
}
