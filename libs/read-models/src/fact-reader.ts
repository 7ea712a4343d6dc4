import type { PoolClient } from 'pg';
import { EVERYTHING, NOTHING_RESTRICTED, type Reader, type ReadScope, readScopeOf } from '#access/read-scope.js';
import { transaction } from '#database/transaction.js';
import type { CivilDate } from '#domain/civil-date.js';
import type { Facts } from '#domain/facts.js';
import type { EventLog } from '#event-log/event-log.js';
import { type BuildPosition, isOfDroppedBuild, positionOfBuild } from './build-position.js';
import { FactRows } from './fact-rows.js';
import { HeldFacts } from './held-facts.js';
import { LoadedFacts } from './loaded-facts.js';
import { Question } from './question.js';
import type { ReadConnections } from './read-connections.js';
import { contextOf, seenIn } from './scope-sql.js';
import { SharedReading } from './shared-reading.js';
import { type Admit, type Fences, Sight } from './sight.js';
import { TailedRows } from './tailed-rows.js';

/** When a question is asked. */
export interface At {
  /** Valid time: civil date in Asia/Ho_Chi_Minh; today if left out. */
  asOf?: CivilDate | undefined;
  /** Known time: an ordinal in digits, or an instant (ISO 8601 with Z or offset); what is known now if left out. */
  knownAt?: string | undefined;
  /** Read your own write: wait until this ordinal is known. */
  atLeast?: number | undefined;
  /**
   * The question is about the record itself: its history, its events, evidence to take along. Whoever was head then and is
   * not now reads answers about the days of that term, and no record.
   */
  ofRecord?: boolean | undefined;
}

/** Who asks now. Null: the system itself, which sees everything. @throws where somebody should ask and nobody does */
export type InNameOf = () => Reader | null;

/** For callers within the system: command line, demo, scenarios, replays. */
export const THE_SYSTEM: InNameOf = () => null;

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

/** What is known at one ordinal, for questions that need facts alone. */
export interface Known {
  readonly asOf: CivilDate;
  readonly knownAt: number;
  /** Puts a pure question to the facts; they are loaded as it asks for them. `ahead`: streams that it is going to need. */
  facts<T>(question: (facts: Facts) => T, ahead?: readonly string[]): Promise<T>;
  /**
   * Puts the same pure question about each of many things of a category, and keeps the answers: they are given again on
   * the same date for as long as nothing changes that they rest on. So they are to rest on facts and date alone, never
   * on `knownAt`, and are changed by nobody.
   *
   * @param name of the question: another question has another
   */
  each<T>(
    name: string,
    ids: readonly string[],
    question: (facts: Facts, id: string) => T,
    category: string,
  ): Promise<T[]>;
  /** As `each`, for answers that are not worth keeping, or rest on more than facts and date. */
  ofEach<T>(ids: readonly string[], question: (facts: Facts, id: string) => T, category: string): Promise<T[]>;
  /** Streams among those that were used whose events could not be read. */
  incomplete(): Promise<string[]>;
  /**
   * The same at an earlier known time. What is loaded for one is there for the other, and a stream is folded once for all
   * known times between two of its events; so going through a history costs about what a question does.
   */
  at(knownAt: number): Known;
  /**
   * The first ordinal after one, up to this known time, at which something changes of what an answer rests on
   * (`Facts.restsOn`). Null: nothing does. Until then the same question has the same answer.
   */
  nextChange(restsOn: Iterable<string>, after: number): Promise<number | null>;
  /** Is the stream within what the asker sees? One that is not is told of as one that was never recorded. */
  sees(stream: string): Promise<boolean>;
  /** What is within it: `everything`, or what concerns the asker's `own` offices and units. Counts are of that. */
  readonly scope: 'everything' | 'own';
}

/** One consistent view of the read side, at one known time. */
export interface Snapshot extends Known {
  /** Plain SQL on the rows, in one REPEATABLE READ snapshot that has come at least to `knownAt`. int8 comes as text. */
  rows<R>(sql: string, parameters?: readonly unknown[]): Promise<R[]>;
  /**
   * A condition on a column that holds a stream: the asker sees it. Each statement on restricted streams needs it.
   *
   * @param first number of the first of its parameters
   */
  seen(column: string, first: number): { sql: string; values: unknown[] };
}

export interface FactReaderOptions {
  connections: ReadConnections;
  /** In whose name questions are asked; decisions are asked in nobody's and rest on everything. */
  inNameOf: InNameOf;
  /** Both, if left out. */
  fences?: Fences;
  /** Ordinal of the last event of the log. */
  head: () => Promise<bigint>;
  /** With the log, a decision does not wait until what was recorded before it is in the rows ({@link TailedRows}). */
  log?: Pick<EventLog, 'readAll'>;
  /** Schema that names the builds. */
  control?: string;
  /** Resolves at the projector's next progress or after so many milliseconds. */
  progress?: (ms: number) => Promise<void>;
  now?: () => Date;
  /** How long a question waits for the read models, in milliseconds. */
  patienceMs?: number;
  /** Text of events that is held for the next questions, in bytes. */
  heldBytes?: number;
}

/** What is read of one build: what is held of it and, where a log is given, what goes ahead of its rows. */
interface Index {
  readonly schema: string;
  readonly held: HeldFacts;
  readonly tail: TailedRows | null;
}

/** The answer, or the ordinal beyond which the rows have not come. */
type Attempt<T> = { answer: T } | { reached: number };

const WAIT_STEP_MS = 20;
/** A tail that is longer is looked at again: the rows have come further by now. */
const SHORT_TAIL = 500;
/** Builds that may be swapped under one question before it is given up. */
const MAX_SWAPS = 3;
const BOTH: Fences = { policy: true, rows: true };

/** What readers of one process share, in whosever name they read. */
interface Shared {
  index: Index | null;
  readonly reached: SharedReading<BuildPosition>;
}

/**
 * Answers questions from the read side. What is known at an ordinal never changes once its rows are there, so facts that
 * this process has read before are not read again: a question asks which ordinal the rows have come to, reads what is new
 * since the last one, and is answered ({@link HeldFacts}).
 */
export class FactReader {
  private readonly control: string;
  private readonly now: () => Date;
  private readonly patienceMs: number;
  private readonly shared: Shared;

  /** @param beside a reader with which it shares what was read */
  constructor(
    private readonly options: FactReaderOptions,
    beside?: FactReader,
  ) {
    this.control = options.control ?? 'read_side';
    this.now = options.now ?? (() => new Date());
    this.patienceMs = options.patienceMs ?? 5000;
    const shared: Shared = beside?.shared ?? {
      index: null,
      reached: new SharedReading(() =>
        positionOfBuild(options.connections.facts, this.control, shared.index?.schema ?? null),
      ),
    };
    this.shared = shared;
  }

  /** The same read side, read in the name of whoever asks. */
  readingFor(inNameOf: InNameOf, fences: Fences = BOTH): FactReader {
    return new FactReader({ ...this.options, inNameOf, fences }, this);
  }

  /** For decisions: facts at an ordinal not before `atLeast`. @throws {NotYetKnown} @throws {FactsUnreadable} */
  async ask<T>(atLeast: bigint, question: (facts: Facts) => T): Promise<{ answer: T; decidedAt: number }> {
    type Decision = { answer: T; decidedAt: number };
    return this.patiently({ atLeast: Number(atLeast) }, async (wanted): Promise<Attempt<Decision>> => {
      const { index, ordinal } = await this.decidable(wanted);
      if (ordinal < wanted) return { reached: ordinal };
      const known = await this.question({}, ordinal, index, ordinal);
      const answer = await known.facts(question);
      const unreadable = await known.incomplete();
      if (unreadable.length > 0) throw new FactsUnreadable(unreadable);
      return { answer: { answer, decidedAt: ordinal } };
    });
  }

  /** For questions that need facts and no rows: the cheaper way. @throws {NotYetKnown} @throws {KnownAtBeyondHead} */
  async known<T>(at: At, work: (known: Known) => Promise<T>): Promise<T> {
    return this.patiently(at, async (wanted): Promise<Attempt<T>> => {
      const position = await this.shared.reached.get();
      if (position.ordinal < wanted) return { reached: position.ordinal };
      const knownAt = await this.knownOrdinal(at, position);
      const index = this.indexAt(position);
      const scope = await this.scopeOf(at, index, position.ordinal);
      const admit: Admit = (streams) => this.admittedTo(scope, index.schema, streams);
      const sight = this.sightOf(scope, admit, index, position.ordinal);
      const question = await this.question(at, knownAt, index, position.ordinal, sight);
      return { answer: await work(asKnown(question, scope)) };
    });
  }

  /** For questions that need rows as well. @throws {NotYetKnown} @throws {KnownAtBeyondHead} */
  async snapshot<T>(at: At, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    return this.patiently(at, async (wanted): Promise<Attempt<T>> => {
      const client = await this.options.connections.rows.connect();
      try {
        const position = await this.begin(client);
        if (position.ordinal < wanted) return { reached: position.ordinal };
        const knownAt = await this.knownOrdinal(at, position);
        const index = this.indexAt(position);
        const scope = await this.scopeOf(at, index, position.ordinal);
        await this.enter(client, scope);
        const rows = async <R>(sql: string, parameters: readonly unknown[] = []): Promise<R[]> =>
          (await client.query(sql, [...parameters])).rows as R[];
        const admit: Admit = async (streams) => new Set((await rows<SubjectRow>(ADMITTED, [streams])).map(streamIn));
        const sight = this.sightOf(scope, admit, index, position.ordinal);
        const question = await this.question(at, knownAt, index, position.ordinal, sight);
        const narrowing = this.fences.policy ? scope : EVERYTHING;
        const seen: Snapshot['seen'] = (column, first) => seenIn(narrowing, column, first);
        return { answer: await work({ ...asKnown(question, scope), rows, seen }) };
      } finally {
        await client.query('COMMIT').then(
          () => client.release(),
          () => client.release(true),
        );
      }
    });
  }

  /** Where the read side is now. */
  async position(): Promise<number> {
    return (await this.shared.reached.get()).ordinal;
  }

  /** Today in Asia/Ho_Chi_Minh. */
  today(): CivilDate {
    return new Date(this.now().getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
  }

  /** Tries until the read side has come to the ordinal that the question needs, or patience ends. */
  private async patiently<T>(at: At, attempt: (wanted: number) => Promise<Attempt<T>>): Promise<T> {
    const wanted = await this.wantedOrdinal(at);
    const deadline = Date.now() + this.patienceMs;
    for (let swaps = 0; ;) {
      try {
        const outcome = await attempt(wanted);
        if ('answer' in outcome) return outcome.answer;
        if (Date.now() >= deadline) throw new NotYetKnown(wanted, outcome.reached);
      } catch (error) {
        // The build that was being read has been replaced and dropped: the question is asked again of the new one.
        if (!isOfDroppedBuild(error) || ++swaps > MAX_SWAPS) throw error;
        this.shared.index = null;
      }
      await (this.options.progress ?? pause)(WAIT_STEP_MS);
    }
  }

  private async begin(client: PoolClient): Promise<BuildPosition> {
    // Several results come back: one of each statement.
    const results = (await client.query(
      `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
       SELECT set_config('search_path', (SELECT schema FROM ${this.control}.build WHERE active), true) AS schema;
       SELECT ordinal FROM checkpoint WHERE name = 'read-side'`,
    )) as unknown;
    const [, build, checkpoint] = results as { rows: { schema?: string; ordinal?: string }[] }[];
    return { schema: build?.rows[0]?.schema ?? '', ordinal: Number(checkpoint?.rows[0]?.ordinal ?? 0) };
  }

  /** How far decisions can be made: up to the end of the log's tail, if it can be gone through. */
  private async decidable(wanted: number): Promise<{ index: Index; ordinal: number }> {
    const known = this.shared.index;
    if (known?.tail && known.tail.ahead <= SHORT_TAIL) {
      await known.tail.readOn(wanted);
      if (known.tail.through >= wanted) return { index: known, ordinal: known.tail.through };
    }
    const position = await this.shared.reached.get();
    const index = this.indexAt(position);
    await index.tail?.readOn(wanted);
    return { index, ordinal: index.tail?.through ?? position.ordinal };
  }

  /** @param to an ordinal that the index has reached, not before `knownAt` */
  private async question(
    at: At,
    knownAt: number,
    { held }: Index,
    to: number,
    sight: Sight | undefined = undefined,
  ): Promise<Question> {
    await held.advance(to);
    return new Question(held, new LoadedFacts(held, knownAt), at.asOf ?? this.today(), { sight });
  }

  private get fences(): Fences {
    return this.options.fences ?? BOTH;
  }

  /**
   * What the asker sees. It is worked out of what is known now and kept for as long as nothing of it changes: it rests on
   * the offices held and on the organisation, and on the day.
   */
  private async scopeOf(at: At, index: Index, to: number): Promise<ReadScope> {
    const { policy, rows } = this.fences;
    const reader = policy || rows ? this.options.inNameOf() : null;
    if (reader === null) return EVERYTHING;
    const today = this.today();
    const asOf = at.ofRecord === true ? today : (at.asOf ?? today);
    const question = await this.question({ asOf }, to, index, to);
    const roles = [...reader.roles].sort().join(' ');
    const name = `scope of ${reader.person === null ? 'nobody' : 'a person'} ${roles} ${today}`;
    const [scope] = await question.each(
      name,
      [reader.person ?? ''],
      (facts) => readScopeOf(facts, reader, today, asOf),
      'person',
    );
    return scope ?? NOTHING_RESTRICTED;
  }

  private sightOf(scope: ReadScope, admit: Admit, { held }: Index, to: number): Sight | undefined {
    if (scope.everything) return undefined;
    return new Sight(scope, this.fences, new LoadedFacts(held, to), admit, {
      isAdmitted: (name) => held.kept.get(`admitted ${name}`, to) !== undefined,
      admit: (name) => held.kept.put(`admitted ${name}`, true, to, []),
    });
  }

  /** Puts the name in which is read into the transaction, and nowhere else: a connection is used again by others. */
  private async enter(client: PoolClient, scope: ReadScope): Promise<void> {
    const context = contextOf(this.fences.rows ? scope : EVERYTHING);
    const settings = context.map((_, i) => `set_config($${2 * i + 1}, $${2 * i + 2}, true)`);
    await client.query(`SELECT ${settings.join(', ')}`, context.flat());
  }

  /** Those of the streams that PostgreSQL lets the reader's role see, in a transaction of its own. */
  private async admittedTo(scope: ReadScope, schema: string, streams: readonly string[]): Promise<ReadonlySet<string>> {
    const looked = async (client: PoolClient) => {
      await client.query(`SELECT set_config('search_path', $1, true)`, [schema]);
      await this.enter(client, scope);
      const { rows } = await client.query<SubjectRow>(ADMITTED, [streams]);
      return new Set(rows.map(streamIn));
    };
    return transaction(this.options.connections.rows, looked, 'BEGIN READ ONLY');
  }

  private indexAt({ schema, ordinal }: BuildPosition): Index {
    if (this.shared.index?.schema !== schema) {
      const { connections, log, heldBytes } = this.options;
      const rows = new FactRows(connections.facts, schema);
      const tail = log ? new TailedRows(rows, log, ordinal) : null;
      this.shared.index = { schema, held: new HeldFacts(tail ?? rows, schema, ordinal, heldBytes), tail };
    }
    this.shared.index.tail?.rowsReached(ordinal);
    return this.shared.index;
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

  private async knownOrdinal(at: At, { schema, ordinal }: BuildPosition): Promise<number> {
    if (at.knownAt === undefined) return ordinal;
    if (isOrdinal(at.knownAt)) return Number(at.knownAt);
    const { rows } = await this.options.connections.facts.query<{ ordinal: string }>(
      `SELECT ordinal FROM ${schema}.fact WHERE recorded_max <= $1 AND ordinal <= $2
       ORDER BY recorded_max DESC, ordinal DESC LIMIT 1`,
      [at.knownAt, ordinal],
    );
    return Number(rows[0]?.ordinal ?? 0);
  }
}

interface SubjectRow {
  stream: string;
}
const ADMITTED = 'SELECT stream FROM subject WHERE stream = ANY ($1)';
const streamIn = (row: SubjectRow): string => row.stream;

function asKnown(question: Question, { everything }: Pick<ReadScope, 'everything'>): Known {
  const { asOf, knownAt } = question;
  return {
    asOf,
    knownAt,
    scope: everything ? 'everything' : 'own',
    facts: (ask, ahead) => question.facts(ask, ahead),
    each: (name, ids, ask, category) => question.each(name, ids, ask, category),
    ofEach: (ids, ask, category) => question.ofEach(ids, ask, category),
    incomplete: () => question.incomplete(),
    at: (earlier) => asKnown(question.at(earlier), { everything }),
    sees: (stream) => question.sees(stream),
    nextChange: (restsOn, after) => question.nextChange(restsOn, after),
  };
}

function isOrdinal(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
