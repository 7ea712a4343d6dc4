import type { RecordedFact } from '#domain/recorded-fact.js';
import {
  type FactRow,
  type IndexRows,
  isParked,
  keyOf,
  type MentionKey,
  type MentionRow,
  namedBy,
} from './fact-rows.js';
import { Generations } from './generations.js';
import { KeptAnswers } from './kept-answers.js';

/** A stream, all of it up to an ordinal. The array is never changed: what comes later makes a new one. */
export interface HeldStream {
  readonly facts: readonly RecordedFact[];
  /** From this ordinal on its events cannot be read, and are left out. */
  readonly parkedFrom: number | null;
  readonly bytes: number;
}

/** Who names a target in a role, annulled ones included, all of it up to an ordinal. Never changed either. */
export type HeldMentions = readonly MentionRow[];

interface Store {
  streams: { get(key: string): HeldStream | undefined; set(key: string, value: HeldStream): unknown };
  /** By {@link keyOf}. */
  mentions: { get(key: string): HeldMentions | undefined; set(key: string, value: HeldMentions): unknown };
}

/** What a load has found; as complete as what was held when it came. */
export interface Found extends Store {
  streams: Map<string, HeldStream>;
  mentions: Map<string, HeldMentions>;
}

/** Loads that may be under way at once; what is wanted meanwhile goes together into the next. */
const PARALLEL = 3;
/** After a longer gap it is cheaper to forget everything and to load what is asked for. */
const LONGEST_GAP = 2000;
/** Text of events that is held, in bytes; in memory it takes about three times as much. */
const DEFAULT_BYTES = 96 * 1024 * 1024;
const ENTRY_BYTES = 100;
const EMPTY: HeldStream = { facts: [], parkedFrom: null, bytes: ENTRY_BYTES };

/**
 * What this process has read of one build's index, so that the next question need not read it again.
 *
 * All of it is complete up to one ordinal, `through`, which moves forward only: the events after it are read once and
 * added to what they concern. That is enough, because what is known at an ordinal never changes once its rows are there:
 * facts are only inserted, and a mention is closed by a later ordinal. So a question about any ordinal up to `through`
 * hears from here exactly what a snapshot of the tables would tell it.
 */
export class HeldFacts {
  private reached: number;
  private readonly store: { streams: Generations<HeldStream>; mentions: Generations<HeldMentions> };
  readonly kept: KeptAnswers;
  private gathering: Load | null = null;
  private readonly running = new Set<Load>();
  private moving: Promise<void> = Promise.resolve();

  /** @param through an ordinal that the rows have reached */
  constructor(
    private readonly rows: IndexRows,
    readonly schema: string,
    through: number,
    bytes: number = DEFAULT_BYTES,
  ) {
    this.reached = through;
    this.kept = new KeptAnswers(through);
    this.store = {
      streams: new Generations<HeldStream>(bytes * 0.75, (stream) => stream.bytes),
      mentions: new Generations<HeldMentions>(bytes * 0.25, (list) => ENTRY_BYTES * (1 + list.length)),
    };
  }

  /** Everything that is held is complete up to this ordinal. */
  get through(): number {
    return this.reached;
  }

  stream(stream: string): HeldStream | undefined {
    return this.store.streams.get(stream);
  }

  mentions(key: MentionKey): HeldMentions | undefined {
    return this.store.mentions.get(keyOf(key));
  }

  /** Reads on until what is held is complete up to an ordinal that the rows have reached. */
  async advance(to: number): Promise<void> {
    if (this.reached >= to) return;
    const moved = this.moving.catch(() => undefined).then(() => this.step(to));
    this.moving = moved;
    await moved;
  }

  /** Loads streams and mentions; what is asked for at the same time comes in one statement. */
  async load(streams: Iterable<string>, keys: Iterable<MentionKey>): Promise<Found[]> {
    const loads = new Set<Load>();
    for (const stream of streams) {
      const load = this.underWay((other) => other.streams.has(stream));
      if (load !== undefined) loads.add(load);
      else loads.add(this.gather((next) => next.streams.add(stream)));
    }
    for (const key of keys) {
      const name = keyOf(key);
      const load = this.underWay((other) => other.keys.has(name));
      if (load !== undefined) loads.add(load);
      else loads.add(this.gather((next) => next.keys.set(name, key)));
    }
    return Promise.all([...loads].map((load) => load.found));
  }

  private underWay(has: (load: Load) => boolean): Load | undefined {
    for (const load of this.running) if (has(load)) return load;
    return undefined;
  }

  private gather(add: (load: Load) => unknown): Load {
    if (!this.gathering) {
      this.gathering = new Load();
      queueMicrotask(() => this.begin());
    }
    add(this.gathering);
    return this.gathering;
  }

  private begin(): void {
    const load = this.gathering;
    if (!load || this.running.size >= PARALLEL) return;
    this.gathering = null;
    this.running.add(load);
    this.find(load)
      .then(load.resolve, load.reject)
      .finally(() => {
        this.running.delete(load);
        this.begin();
      });
  }

  private async find(load: Load): Promise<Found> {
    for (;;) {
      load.begin();
      const { facts, mentions } = await this.rows.of(load.streams, load.keys.values(), this.reached);
      if (load.stale) continue;
      const ofStream = grouped(facts.map((row) => [row.fact.stream, row]));
      const ofKey = grouped(mentions);
      const found: Found = { streams: new Map(), mentions: new Map() };
      for (const stream of load.streams) found.streams.set(stream, grown(EMPTY, ofStream.get(stream) ?? []));
      for (const name of load.keys.keys()) found.mentions.set(name, ofKey.get(name) ?? []);
      for (const row of load.arrived) absorb(found, row);
      for (const [stream, held] of found.streams) this.store.streams.set(stream, held);
      for (const [name, held] of found.mentions) this.store.mentions.set(name, held);
      return found;
    }
  }

  private async step(to: number): Promise<void> {
    if (to <= this.reached) return;
    if (to - this.reached > LONGEST_GAP) {
      this.store.streams.clear();
      this.store.mentions.clear();
      this.kept.begin(to);
      for (const load of this.running) load.stale = true;
    } else {
      for (const row of await this.rows.between(this.reached, to)) this.take(row);
    }
    this.reached = to;
  }

  private take(row: FactRow): void {
    absorb(this.store, row);
    this.kept.changed(row.fact.ordinal, [row.fact.stream, ...namedBy(row)]);
    for (const load of this.running) load.arrived.push(row);
    if (row.fact.type !== 'RecordAnnulled') return;
    // R10: it closes mentions by events of its stream, or opens them again; they are read anew.
    this.kept.begin(row.fact.ordinal);
    this.store.mentions.forget((list) => list.some((mention) => mention.stream === row.fact.stream));
    for (const load of this.running) load.stale = true;
  }
}

/** A statement that is under way, or is going to be sent next. */
class Load {
  readonly streams = new Set<string>();
  readonly keys = new Map<string, MentionKey>();
  /** What was recorded since it was sent. */
  arrived: FactRow[] = [];
  /** What it reads is not of one moment any more, and is read again. */
  stale = false;
  resolve!: (found: Found) => void;
  reject!: (error: unknown) => void;
  readonly found = new Promise<Found>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });

  begin(): void {
    this.arrived = [];
    this.stale = false;
  }
}

/** Adds an event to the stream in which it stands and to the lists of those that it names, as far as they are held. */
function absorb(store: Store, row: FactRow): void {
  const { id, ordinal, stream } = row.fact;
  const held = store.streams.get(stream);
  if (held) store.streams.set(stream, grown(held, [row]));
  const mention = { id, ordinal, stream, from: ordinal, until: null };
  for (const key of namedBy(row)) {
    const list = store.mentions.get(key);
    if (list) store.mentions.set(key, [...list, mention]);
  }
}

function grown(held: HeldStream, rows: readonly FactRow[]): HeldStream {
  const readable = rows.filter((row) => !isParked(row));
  return {
    facts: [...held.facts, ...readable.map((row) => row.fact)],
    parkedFrom: held.parkedFrom ?? rows.find(isParked)?.parkedFrom ?? null,
    bytes: readable.reduce((sum, row) => sum + row.bytes + ENTRY_BYTES, held.bytes),
  };
}

function grouped<K, V>(pairs: Iterable<readonly [K, V]>): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const [key, value] of pairs) {
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
