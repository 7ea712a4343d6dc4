import type { Envelope, EventLog, LoggedEvent } from '#event-log/event-log.js';
import { MAX_APPEND_BYTES } from '#event-log/event-log.js';
import { canonical } from '#event-log/legal-json.js';
import { leafBytes } from '../tree/leaf.js';
import { leafHash, sameHash, TreeFrontier } from '../tree/merkle-tree.js';

/** The copy cannot be begun or gone on with: the target holds something else than the source does. */
export class CopyRefused extends Error {
  constructor(
    reason: string,
    /** First ordinal at which the two differ; null: one is longer. */
    readonly ordinal: bigint | null = null,
  ) {
    super(reason);
    this.name = 'CopyRefused';
  }
}

export interface CopySettings {
  source: EventLog;
  /** Empty, or what an earlier copy of the same source has left. Nobody else may write it meanwhile. */
  target: EventLog;
  /** Ends it between two appends; called again, it goes on from there. */
  signal?: AbortSignal;
  onProgress?: (progress: CopyProgress) => void;
  /** Events that are read at once; 1,000 if left out. */
  batchSize?: number;
}

export interface CopyProgress {
  /** `comparing` what the target has already, `copying`, `verifying` what it has in the end. */
  phase: 'comparing' | 'copying' | 'verifying';
  /** Ordinal that this phase has come to, and the one that it goes to. */
  ordinal: number;
  of: number;
  /** Events a second in this phase. */
  rate: number;
  secondsLeft: number;
}

export interface Copied {
  /** Events that the target had before. */
  found: number;
  /** Events that this run has copied. */
  copied: number;
  /** Ordinal up to which the target was read again and is the source, event by event. */
  verifiedTo: number;
  /** Root of the tree over these events (RFC 6962), base64: the same on both sides. */
  root: string;
  /** Last ordinal of the source at the end: what lies beyond `verifiedTo` was recorded since. */
  sourceHead: number;
}

/** How often the copy runs after a source that grows before it ends all the same. */
const MAX_PASSES = 20;

/**
 * Copies a log into another store: the same events with the same ordinals in the same streams, byte for byte. Nothing is
 * stamped anew: `recordedAt` and `origin` are in the envelope. One append follows the other, so that the order is the
 * source's; events of one command in one stream go together. In the end the target is read from its beginning and its
 * root compared with that of what was read from the source.
 *
 * @throws {CopyRefused} the target holds other events, or more; or it is not the source in the end
 */
export async function copyLog(settings: CopySettings): Promise<Copied> {
  const { source, target } = settings;
  const read = new TreeFrontier();
  const found = await compared(settings, read);
  for (let pass = 1; pass <= MAX_PASSES; pass++) {
    const head = Number(await source.head());
    if (head === read.size) break;
    await copiedTo(settings, read, head);
  }
  const verified = await rootOf(settings, read.size);
  if (!sameHash(verified.root(), read.root()) || Number(await target.head()) !== read.size) {
    await firstDifference(settings, read.size);
    throw new CopyRefused('the target was written by somebody else meanwhile');
  }
  return {
    found,
    copied: read.size - found,
    verifiedTo: read.size,
    root: Buffer.from(read.root()).toString('base64'),
    sourceHead: Number(await source.head()),
  };
}

/** What the target has is what the source begins with; how many events that is. */
async function compared(settings: CopySettings, read: TreeFrontier): Promise<number> {
  const [sourceHead, targetHead] = [await settings.source.head(), await settings.target.head()];
  if (targetHead > sourceHead) {
    throw new CopyRefused(`the target has ${targetHead} events, the source ${sourceHead}: it is no copy of it`);
  }
  const tell = telling(settings, 'comparing', 0, Number(targetHead));
  for await (const [ours, theirs] of pairs(settings, Number(targetHead))) {
    read.append(requireSame(ours, theirs));
    tell(read.size);
  }
  return Number(targetHead);
}

async function copiedTo(settings: CopySettings, read: TreeFrontier, head: number): Promise<void> {
  const { source, target, signal, batchSize = 1000 } = settings;
  const tell = telling(settings, 'copying', read.size, head);
  const options = { batchSize, limit: head - read.size };
  for await (const batch of source.readAll(BigInt(read.size), options)) {
    for (const events of appendsOf(batch)) {
      signal?.throwIfAborted();
      const [first] = events;
      if (!first) continue;
      const expected = first.revision === 0 ? 'new' : first.revision - 1;
      const appended = await target.append(first.stream, events.map(envelopeOf), expected);
      if (appended.first !== first.ordinal) {
        throw new CopyRefused(`ordinal ${first.ordinal} has become ${appended.first}: somebody else writes the target`);
      }
      for (const event of events) read.append(leafHash(leafBytes(event)));
      tell(read.size);
    }
  }
}

/** Events that follow each other in one stream and come of one command: they were one append, or may as well be. */
function* appendsOf(batch: readonly LoggedEvent[]): Generator<LoggedEvent[]> {
  let run: LoggedEvent[] = [];
  let bytes = 0;
  for (const event of batch) {
    const last = run.at(-1);
    const size = Buffer.byteLength(canonical(envelopeOf(event)));
    const together = last?.stream === event.stream && last.command === event.command;
    if (last && (!together || bytes + size > MAX_APPEND_BYTES)) {
      yield run;
      run = [];
      bytes = 0;
    }
    run.push(event);
    bytes += size;
  }
  if (run.length > 0) yield run;
}

/** The target's tree, from what it holds now. */
async function rootOf(settings: CopySettings, size: number): Promise<TreeFrontier> {
  const { target, signal, batchSize = 1000 } = settings;
  const tree = new TreeFrontier();
  const tell = telling(settings, 'verifying', 0, size);
  for await (const batch of target.readAll(0n, { batchSize, limit: size })) {
    signal?.throwIfAborted();
    for (const event of batch) tree.append(leafHash(leafBytes(event)));
    tell(tree.size);
  }
  return tree;
}

/** @throws {CopyRefused} at the first event that differs */
async function firstDifference(settings: CopySettings, size: number): Promise<void> {
  for await (const [ours, theirs] of pairs(settings, size)) requireSame(ours, theirs);
}

/** The leaf of both. @throws {CopyRefused} they are two */
function requireSame(ours: LoggedEvent, theirs: LoggedEvent | undefined): Uint8Array {
  const leaf = leafHash(leafBytes(ours));
  if (theirs && sameHash(leaf, leafHash(leafBytes(theirs)))) return leaf;
  const what = (event: LoggedEvent) => `${event.type} ${event.id} of ${event.stream}`;
  const there = theirs ? (theirs.id === ours.id ? 'the same id with other contents' : what(theirs)) : 'nothing';
  throw new CopyRefused(`ordinal ${ours.ordinal}: the source has ${what(ours)}, the target ${there}`, ours.ordinal);
}

/** The first events of both, side by side; a batch of each is held. */
async function* pairs(
  { source, target, signal, batchSize = 1000 }: CopySettings,
  size: number,
): AsyncGenerator<[LoggedEvent, LoggedEvent | undefined]> {
  const theirs = singly(target.readAll(0n, { batchSize, limit: size }));
  for await (const batch of source.readAll(0n, { batchSize, limit: size })) {
    signal?.throwIfAborted();
    for (const event of batch) {
      const next = await theirs.next();
      yield [event, next.done ? undefined : next.value];
    }
  }
}

async function* singly(batches: AsyncIterable<LoggedEvent[]>): AsyncGenerator<LoggedEvent, void> {
  for await (const batch of batches) yield* batch;
}

function envelopeOf({ ordinal: _, ...envelope }: LoggedEvent): Envelope {
  return envelope;
}

function telling(
  { onProgress }: CopySettings,
  phase: CopyProgress['phase'],
  from: number,
  of: number,
): (ordinal: number) => void {
  const startedAt = Date.now();
  return (ordinal) => {
    const rate = (ordinal - from) / (Math.max(Date.now() - startedAt, 1) / 1000);
    onProgress?.({ phase, ordinal, of, rate, secondsLeft: rate > 0 ? Math.max(of - ordinal, 0) / rate : Infinity });
  };
}
