import type { QueryConfig, QueryResultRow } from 'pg';
import { mentionsOf } from '#domain/aggregates.js';
import type { MentionedBy } from '#domain/facts.js';
import type { RecordedFact } from '#domain/recorded-fact.js';

/** Who names a target: in one role, or in any. */
export interface MentionKey {
  target: string;
  /** Null for any role. */
  role: string | null;
}

export function keyOf({ target, role }: MentionKey): string {
  return `${role ?? '*'} ${target}`;
}

/** An event of the index, as it is read. */
export interface FactRow {
  readonly fact: RecordedFact;
  /** Its stream cannot be read from this ordinal on; null for one that can be. */
  readonly parkedFrom: number | null;
  /** Length of its payload's text, in bytes. */
  readonly bytes: number;
}

/** An event names a target, from one known time on until another; null: until further notice. */
export interface MentionRow extends MentionedBy {
  readonly from: number;
  readonly until: number | null;
}

interface Raw {
  /** Which part of the statement it comes from. */
  part: 'fact' | 'named' | 'anywhere';
  type: string | null;
  stream: string;
  ordinal: string;
  id: string;
  data: string | null;
  parked: string | null;
  target: string | null;
  role: string | null;
  known_from: string | null;
  known_until: string | null;
}

const FACT = `'fact' AS part, fact.type, fact.stream, fact.ordinal, fact.event_id AS id, fact.data::text AS data, parked.ordinal AS parked`;
const MENTION = `NULL::text, mention.stream, mention.event_ordinal, mention.event_id, NULL::text, NULL::bigint,
  mention.target, mention.role, mention.known_from, mention.known_until`;

/** The index of one build, as it is read. */
export interface IndexRows {
  /**
   * Streams, and who names what, as far as the rows go up to an ordinal that the build has reached. In log order.
   * A mention that counts no more, or is going to end, is among them with its `until`.
   */
  of(
    streams: Iterable<string>,
    keys: Iterable<MentionKey>,
    through: number,
  ): Promise<{ facts: FactRow[]; mentions: [key: string, mention: MentionRow][] }>;
  /** All events after one ordinal up to another, in log order. */
  between(after: number, to: number): Promise<FactRow[]>;
}

/** What may go ahead of the rows, too. */
export interface BuildRows extends IndexRows {
  /** Streams that cannot be read, and from which ordinal on. */
  parked(): Promise<ReadonlyMap<string, number>>;
}

/** What sends a statement: a pool, or a transaction. */
export interface Statements {
  query<R extends QueryResultRow>(statement: QueryConfig): Promise<{ rows: R[] }>;
}

/** Reads the tables of one build, by prepared statements that name its schema. */
export class FactRows implements BuildRows {
  constructor(
    private readonly pool: Statements,
    private readonly schema: string,
  ) {}

  async of(
    streams: Iterable<string>,
    keys: Iterable<MentionKey>,
    through: number,
  ): Promise<{ facts: FactRow[]; mentions: [key: string, mention: MentionRow][] }> {
    const all = [...keys];
    const named = all.filter((key) => key.role !== null);
    const anywhere = all.filter((key) => key.role === null);
    // OFFSET 0 keeps each a look-up in an index: the planner knows neither how many are asked for nor how few there are.
    const lookUp = (table: string, where: string) =>
      `CROSS JOIN LATERAL (SELECT * FROM ${this.schema}.${table} WHERE ${where} OFFSET 0) AS ${table}`;
    const raw = await this.query(
      'load',
      `SELECT ${FACT}, NULL::text AS target, NULL::text AS role, NULL::bigint AS known_from, NULL::bigint AS known_until
       FROM unnest($1::text[]) AS wanted(stream) ${lookUp('fact', 'stream = wanted.stream')}
       LEFT JOIN ${this.schema}.parked ON parked.stream = fact.stream
       WHERE fact.ordinal <= $5
       UNION ALL
       SELECT 'named', ${MENTION} FROM unnest($2::text[], $3::text[]) AS key(target, role)
       ${lookUp('mention', 'target = key.target AND role = key.role')}
       WHERE mention.known_from <= $5
       UNION ALL
       SELECT 'anywhere', ${MENTION} FROM unnest($4::text[]) AS key(target)
       ${lookUp('mention', 'target = key.target')}
       WHERE mention.known_from <= $5
       ORDER BY ordinal`,
      [
        [...streams],
        named.map((key) => key.target),
        named.map((key) => key.role),
        anywhere.map((key) => key.target),
        through,
      ],
    );
    const facts: FactRow[] = [];
    const mentions: [string, MentionRow][] = [];
    for (const row of raw) {
      if (row.part === 'fact') facts.push(factOf(row));
      else
        mentions.push([
          keyOf({ target: row.target ?? '', role: row.part === 'named' ? row.role : null }),
          mentionOf(row),
        ]);
    }
    return { facts, mentions };
  }

  async between(after: number, to: number): Promise<FactRow[]> {
    const raw = await this.query(
      'between',
      `SELECT ${FACT} FROM ${this.schema}.fact LEFT JOIN ${this.schema}.parked ON parked.stream = fact.stream
       WHERE fact.ordinal > $1 AND fact.ordinal <= $2 ORDER BY fact.ordinal`,
      [after, to],
    );
    return raw.map(factOf);
  }

  async parked(): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.pool.query<{ stream: string; ordinal: string }>({
      text: `SELECT stream, ordinal FROM ${this.schema}.parked`,
    });
    return new Map(rows.map((row) => [row.stream, Number(row.ordinal)]));
  }

  private async query(name: string, text: string, values: unknown[]): Promise<Raw[]> {
    return (await this.pool.query<Raw>({ name: `${name} ${this.schema}`, text, values })).rows;
  }
}

/** The lists that an event adds to, by {@link keyOf}. */
export function namedBy(row: FactRow): ReadonlySet<string> {
  const mentions = isParked(row) ? [] : mentionsOf(row.fact);
  return new Set(mentions.flatMap(([role, target]) => [keyOf({ target, role }), keyOf({ target, role: null })]));
}

export function isParked({ fact, parkedFrom }: FactRow): boolean {
  return parkedFrom !== null && parkedFrom <= fact.ordinal;
}

/** Payloads are shared by all questions, so nobody may change one. */
function factOf(row: Raw): FactRow {
  const text = row.data ?? 'null';
  const data = frozen(JSON.parse(text) as object);
  return {
    fact: { id: row.id, ordinal: Number(row.ordinal), stream: row.stream, type: row.type ?? '', data },
    parkedFrom: row.parked === null ? null : Number(row.parked),
    bytes: text.length,
  };
}

function mentionOf(row: Raw): MentionRow {
  return {
    stream: row.stream,
    id: row.id,
    ordinal: Number(row.ordinal),
    from: Number(row.known_from),
    until: row.known_until === null ? null : Number(row.known_until),
  };
}

/** Itself, frozen through and through. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
