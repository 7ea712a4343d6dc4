import { type DataSource, QueryFailedError, type QueryRunner } from 'typeorm';
import { aggregateOf, mentionsOf } from '#domain/aggregates.js';
import type { CivilDate } from '#domain/civil-date.js';
import { Facts } from '#domain/facts.js';
import { fold } from '#domain/fold.js';
import type { RecordedFact } from '#domain/recorded-fact.js';
import { RuleViolation } from '#domain/rule-violation.js';
import { FactsMissing, LoadedFacts, type MentionKey } from './loaded-facts.js';

/** When a question is asked. */
export interface At {
  /** Valid time: civil date in Asia/Ho_Chi_Minh; today if left out. */
  asOf?: CivilDate | undefined;
  /** Known time: an ordinal in digits, or an instant (ISO 8601 with Z or offset); what is known now if left out. */
  knownAt?: string | undefined;
  /** Read your own write: wait until this ordinal is known. */
  atLeast?: number | undefined;
}

/** The read models are not there yet; ask again in a moment. */
export class NotYetKnown extends Error {
  constructor(
    readonly wanted: number,
    readonly reached: number,
  ) {
    super(`read models are at ${reached}, wanted ${wanted}`);
    this.name = 'NotYetKnown';
  }
}

/** Known time in the future: what will be known then is not known now, and nothing is guessed. */
export class KnownAtBeyondHead extends Error {
  constructor(
    readonly knownAt: string,
    readonly head: number,
  ) {
    super(`known at ${knownAt}, but the log ends at ${head}`);
    this.name = 'KnownAtBeyondHead';
  }
}

/** A decision would rest on streams that cannot be read. Nothing is decided on half a record. */
export class FactsUnreadable extends Error {
  constructor(readonly streams: readonly string[]) {
    super(`events cannot be read in ${streams.join(', ')}`);
    this.name = 'FactsUnreadable';
  }
}

/** One consistent view of the read side, at one known time. */
export interface Snapshot {
  readonly asOf: CivilDate;
  readonly knownAt: number;
  /** Puts a pure question to the facts; they are loaded as it asks for them. `ahead`: streams that it is going to need. */
  facts<T>(question: (facts: Facts) => T, ahead?: readonly string[]): Promise<T>;
  /** Plain SQL on the rows, in the same snapshot. */
  rows<R>(sql: string, parameters?: readonly unknown[]): Promise<R[]>;
  /** Streams among those that were used whose events could not be read. */
  incomplete(): Promise<string[]>;
}

export interface FactReaderOptions {
  database: DataSource;
  /** Ordinal of the last event of the log. */
  head: () => Promise<bigint>;
  /** Schema that names the builds. */
  control?: string;
  /** Resolves at the projector's next progress or after so many milliseconds. */
  progress?: (ms: number) => Promise<void>;
  now?: () => Date;
  /** How long a question waits for the read models, in milliseconds. */
  patienceMs?: number;
}

const WAIT_STEP_MS = 20;
const MAX_ROUNDS = 200;
/** So many bodies and offices inside what was loaded come along unasked; of more, only those that are asked for. */
const FEW = 200;
/** Builds that may be swapped under one question before it is given up. */
const MAX_SWAPS = 3;
/** Roles by which things are found from above; they come along with every stream. */
const STRUCTURE = ['place', 'office-of', 'member-of'];

/** Answers questions from the read side, each in one REPEATABLE READ snapshot. */
export class FactReader {
  private readonly control: string;
  private readonly now: () => Date;
  private readonly patienceMs: number;

  constructor(private readonly options: FactReaderOptions) {
    this.control = options.control ?? 'read_side';
    this.now = options.now ?? (() => new Date());
    this.patienceMs = options.patienceMs ?? 5000;
  }

  /** For decisions: facts at an ordinal not before `atLeast`. @throws {NotYetKnown} @throws {FactsUnreadable} */
  async ask<T>(atLeast: bigint, question: (facts: Facts) => T): Promise<{ answer: T; decidedAt: number }> {
    return this.snapshot({ atLeast: Number(atLeast) }, async (snapshot) => {
      const answer = await snapshot.facts(question);
      const unreadable = await snapshot.incomplete();
      if (unreadable.length > 0) throw new FactsUnreadable(unreadable);
      return { answer, decidedAt: snapshot.knownAt };
    });
  }

  /** @throws {NotYetKnown} @throws {KnownAtBeyondHead} */
  async snapshot<T>(at: At, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    const wanted = await this.wantedOrdinal(at);
    const deadline = Date.now() + this.patienceMs;
    for (let swaps = 0; ;) {
      const runner = this.options.database.createQueryRunner();
      try {
        const reached = await this.begin(runner);
        if (reached >= wanted) {
          const knownAt = await this.knownOrdinal(runner, at, reached);
          return await work(new Reading(runner, at.asOf ?? this.today(), knownAt));
        }
        if (Date.now() >= deadline) throw new NotYetKnown(wanted, reached);
      } catch (error) {
        // The build that was being read has been replaced and dropped: the question is asked again of the new one.
        if (!isOfDroppedBuild(error) || ++swaps > MAX_SWAPS) throw error;
      } finally {
        await runner.query('COMMIT').catch(() => undefined);
        await runner.release();
      }
      await (this.options.progress ?? pause)(WAIT_STEP_MS);
    }
  }

  /** Where the read side is now. */
  async position(): Promise<number> {
    return this.snapshot({}, (snapshot) => Promise.resolve(snapshot.knownAt));
  }

  /** Today in Asia/Ho_Chi_Minh. */
  today(): CivilDate {
    return new Date(this.now().getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
  }

  private async begin(runner: QueryRunner): Promise<number> {
    await runner.query(
      `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
       SELECT set_config('search_path', (SELECT schema FROM ${this.control}.build WHERE active), true)`,
    );
    const rows = (await runner.query(`SELECT ordinal FROM checkpoint WHERE name = 'read-side'`)) as {
      ordinal: string;
    }[];
    return Number(rows[0]?.ordinal ?? 0);
  }

  /** The ordinal that the read side has to have reached before it may answer. */
  private async wantedOrdinal(at: At): Promise<number> {
    const atLeast = at.atLeast ?? 0;
    if (at.knownAt === undefined) return atLeast;
    const head = Number(await this.options.head());
    if (isOrdinal(at.knownAt)) {
      if (Number(at.knownAt) > head) throw new KnownAtBeyondHead(at.knownAt, head);
      return Math.max(Number(at.knownAt), atLeast);
    }
    // An instant that has passed is settled once all that is in the log by now has been read.
    if (Date.parse(at.knownAt) > this.now().getTime()) throw new KnownAtBeyondHead(at.knownAt, head);
    return Math.max(head, atLeast);
  }

  private async knownOrdinal(runner: QueryRunner, at: At, reached: number): Promise<number> {
    if (at.knownAt === undefined) return reached;
    if (isOrdinal(at.knownAt)) return Number(at.knownAt);
    const rows = (await runner.query(
      `SELECT ordinal FROM fact WHERE recorded_max <= $1 ORDER BY recorded_max DESC, ordinal DESC LIMIT 1`,
      [at.knownAt],
    )) as { ordinal: string }[];
    return Number(rows[0]?.ordinal ?? 0);
  }
}

class Reading implements Snapshot {
  private readonly loaded: LoadedFacts;
  private readonly used = new Set<string>();
  /** Streams of which only the events before one that cannot be read are used. */
  private readonly unreadable = new Set<string>();

  constructor(
    private readonly runner: QueryRunner,
    readonly asOf: CivilDate,
    readonly knownAt: number,
  ) {
    this.loaded = new LoadedFacts(knownAt);
  }

  async facts<T>(question: (facts: Facts) => T, ahead: readonly string[] = []): Promise<T> {
    if (ahead.length > 0) await this.load(ahead);
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const facts = new Facts(this.loaded);
      try {
        return question(facts);
      } catch (error) {
        if (error instanceof FactsMissing) {
          await this.load(error.streams);
          await this.loadMentions(error.mentions);
        } else if (error instanceof RuleViolation || !this.setAsideUnreadable()) throw error;
      } finally {
        for (const stream of facts.streamsSeen()) this.used.add(stream);
      }
    }
    throw new Error(`a question did not come to an end in ${MAX_ROUNDS} rounds`);
  }

  async rows<R>(sql: string, parameters: readonly unknown[] = []): Promise<R[]> {
    return (await this.runner.query(sql, [...parameters])) as R[];
  }

  incomplete(): Promise<string[]> {
    return Promise.resolve([...this.unreadable].filter((stream) => this.used.has(stream)).sort());
  }

  /** Cuts loaded streams that do not fold before the event at fault. False if all of them fold. */
  private setAsideUnreadable(): boolean {
    const before = this.unreadable.size;
    for (const [stream, facts] of this.loaded.entries()) {
      if (folds(stream, facts)) continue;
      const readable = facts.findIndex((_, i) => !folds(stream, facts.slice(0, i + 1)));
      this.loaded.put([stream], facts.slice(0, readable));
      this.unreadable.add(stream);
    }
    return this.unreadable.size > before;
  }

  /** Loads streams, and what they name, and what sits in them: the neighbourhood that a question asks for next. */
  private async load(streams: readonly string[]): Promise<void> {
    let wave = streams.filter((stream) => !this.loaded.has(stream));
    for (let depth = 0; wave.length > 0 && depth < 4; depth++) {
      const rows = await this.rows<LoadedRow>(
        `SELECT fact.ordinal, fact.stream, event_id AS id, type, data, parked.ordinal <= fact.ordinal AS parked
         FROM fact LEFT JOIN parked ON parked.stream = fact.stream
         WHERE fact.stream = ANY($1) AND fact.ordinal <= $2 ORDER BY fact.ordinal`,
        [wave, this.knownAt],
      );
      for (const row of rows) if (row.parked) this.unreadable.add(row.stream);
      const facts = rows
        .filter((row) => !row.parked)
        .map(({ id, ordinal, stream, type, data }): RecordedFact => ({
          id,
          ordinal: Number(ordinal),
          stream,
          type,
          data,
        }));
      this.loaded.put(wave, facts);
      const inside = await this.loadMentions(wave.flatMap((target) => STRUCTURE.map((role) => ({ target, role }))));
      const next = new Set([...facts.flatMap(namedUnits), ...(inside.length <= FEW ? inside : [])]);
      wave = [...next].filter((stream) => !this.loaded.has(stream));
    }
  }

  /** Loads who names the targets; the streams that do come back. */
  private async loadMentions(keys: readonly MentionKey[]): Promise<string[]> {
    if (keys.length === 0) return [];
    const anyRole = keys.some((key) => key.role === null);
    const roles = [...new Set(keys.flatMap((key) => key.role ?? []))];
    const rows = await this.rows<{ target: string; role: string; stream: string; id: string; ordinal: string }>(
      `SELECT target, role, stream, event_id AS id, event_ordinal AS ordinal FROM mention
       WHERE target = ANY($1) AND known_from <= $2 AND (known_until IS NULL OR known_until > $2)
         ${anyRole ? '' : 'AND role = ANY($3)'}
       ORDER BY event_ordinal`,
      [[...new Set(keys.map((key) => key.target))], this.knownAt, ...(anyRole ? [] : [roles])],
    );
    this.loaded.putMentions(
      keys,
      rows.map((row) => ({ ...row, ordinal: Number(row.ordinal) })),
    );
    return rows.map((row) => row.stream);
  }
}

interface LoadedRow {
  ordinal: string;
  stream: string;
  id: string;
  type: string;
  data: object;
  /** From the event on that cannot be read; null for a stream that can be. */
  parked: boolean | null;
}

function folds(stream: string, facts: readonly RecordedFact[]): boolean {
  try {
    fold(aggregateOf(stream), facts);
    return true;
  } catch {
    return false;
  }
}

/** Missing table or schema; or the reader stood in the way of the drop. */
function isOfDroppedBuild(error: unknown): boolean {
  const { code } = (error instanceof QueryFailedError ? error.driverError : {}) as { code?: unknown };
  return code === '42P01' || code === '3F000' || code === '40P01';
}

/** Units, offices and directives that an event names; persons and tasks are loaded only when asked for. */
function namedUnits(fact: RecordedFact): string[] {
  return mentionsOf(fact)
    .map(([, target]) => target)
    .filter((target) => /^(unit|office|directive)-/.test(target));
}

function isOrdinal(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
