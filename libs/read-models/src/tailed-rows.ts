import type { EventLog, LoggedEvent } from '#event-log/event-log.js';
import { upcast } from '#event-log/upcast.js';
import { understand } from './fact-index.js';
import {
  type BuildRows,
  type FactRow,
  frozen,
  type IndexRows,
  keyOf,
  type MentionKey,
  type MentionRow,
  namedBy,
} from './fact-rows.js';
import { SharedReading } from './shared-reading.js';

/** So far a reader goes ahead of the rows; then it waits for them, as everybody else does. */
const LONGEST_TAIL = 5000;

/**
 * The index of one build and, on top of it, what is in the log and not in the rows yet: the tail. A decision has to be
 * made by what was recorded before its command came. With the tail it need not wait until that is projected.
 *
 * What the projector does with most events is to add them; the tail does that alone. Before an annulment, or an event
 * that cannot be understood, it ends until the rows are past it.
 */
export class TailedRows implements IndexRows {
  /** Events after `rowsTo`, in log order, without a gap. */
  private tail: FactRow[] = [];
  /** Streams that cannot be read, as the rows said when they had come at least to `parkedAt`. */
  private parked: ReadonlyMap<string, number> = new Map();
  private parkedAt = 0;
  private wanted = 0;
  private readonly reading = new SharedReading(() => this.read());

  /** @param rowsTo an ordinal that the rows have reached */
  constructor(
    private readonly rows: BuildRows,
    private readonly log: Pick<EventLog, 'readAll'>,
    private rowsTo: number,
  ) {}

  /** What is here is complete up to this ordinal. */
  get through(): number {
    return this.rowsTo + this.tail.length;
  }

  /** By how many events it is ahead of the rows, as far as it knows. */
  get ahead(): number {
    return this.tail.length;
  }

  /** The rows have come to an ordinal: up to there they are read from now on. */
  rowsReached(ordinal: number): void {
    if (ordinal <= this.rowsTo) return;
    this.tail = this.tail.slice(ordinal - this.rowsTo);
    this.rowsTo = ordinal;
  }

  /** Reads on in the log up to an ordinal, or as far as it goes. */
  async readOn(to: number): Promise<void> {
    this.wanted = Math.max(this.wanted, to);
    if (this.through < to) await this.reading.get();
  }

  async of(streams: Iterable<string>, keys: Iterable<MentionKey>, through: number): ReturnType<IndexRows['of']> {
    const [wantedStreams, wantedKeys] = [new Set(streams), [...keys]];
    const names = new Set(wantedKeys.map(keyOf));
    const facts: FactRow[] = [];
    const mentions: [string, MentionRow][] = [];
    for (const row of this.tailUpTo(through)) {
      if (wantedStreams.has(row.fact.stream)) facts.push(row);
      const { id, ordinal, stream } = row.fact;
      for (const name of namedBy(row)) {
        if (names.has(name)) mentions.push([name, { id, ordinal, stream, from: ordinal, until: null }]);
      }
    }
    const inRows = await this.rows.of(wantedStreams, wantedKeys, Math.min(through, this.rowsTo));
    return { facts: [...inRows.facts, ...facts], mentions: [...inRows.mentions, ...mentions] };
  }

  async between(after: number, to: number): Promise<FactRow[]> {
    const later = this.tailUpTo(to).filter((row) => row.fact.ordinal > after);
    if (after >= this.rowsTo) return later;
    return [...(await this.rows.between(after, Math.min(to, this.rowsTo))), ...later];
  }

  /** As far as it goes, in log order. */
  private tailUpTo(ordinal: number): readonly FactRow[] {
    return ordinal >= this.through ? this.tail : this.tail.slice(0, Math.max(0, ordinal - this.rowsTo));
  }

  private async read(): Promise<void> {
    for (let rowsTo = -1; rowsTo !== this.rowsTo;) {
      rowsTo = this.rowsTo;
      if (this.parkedAt < rowsTo) {
        this.parked = await this.rows.parked();
        this.parkedAt = rowsTo;
      }
      await this.readFrom(rowsTo);
      // If the rows have moved meanwhile, a stream may have been parked that is not known of yet: once more.
    }
  }

  private async readFrom(rowsTo: number): Promise<void> {
    const limit = Math.min(this.wanted - this.through, LONGEST_TAIL - this.tail.length);
    if (limit <= 0) return;
    for await (const batch of this.log.readAll(BigInt(this.through), { limit })) {
      for (const event of batch) {
        const row = this.rowsTo === rowsTo ? plainly(event, this.parked) : null;
        if (row === null) return;
        this.tail.push(row);
      }
    }
  }
}

/** The event as it will stand in the rows; null where the projector does more than add it. */
function plainly(logged: LoggedEvent, parked: ReadonlyMap<string, number>): FactRow | null {
  if (logged.type === 'RecordAnnulled') return null;
  try {
    const { event } = understand(upcast(logged));
    const { id, stream, type } = event;
    const data = frozen(event.data) as object;
    const fact = { id, ordinal: Number(event.ordinal), stream, type, data };
    return { fact, parkedFrom: parked.get(stream) ?? null, bytes: JSON.stringify(data).length };
  } catch {
    return null;
  }
}
