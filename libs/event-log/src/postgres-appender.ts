import { isUnavailable } from '#database/availability.js';
import type { Pool } from 'pg';
import { type Appended, type Expected, LogUnavailable, type Ordinal, WrongRevision } from './event-log.js';
import { GroupCommit, type Waiting } from './group-commit.js';
import { logSql } from './postgres-sql.js';

/** Tries of a group whose ordinals or revisions are taken by somebody who wrote without the lock. */
const MAX_TRIES = 5;
const UNIQUE_VIOLATION = '23505';
/** `statement_timeout` or a cancel: the transaction is undone. */
const CANCELED = '57014';

interface Append extends Waiting {
  readonly expected: Expected;
  /** Revision before the append, −1 for none. */
  readonly before: number;
  readonly texts: readonly string[];
  /** `Date.now()` after which it is not sent any more. */
  readonly deadline: number;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

interface GroupResult {
  readonly head: bigint;
  /** Numbers of the refused appends, from 1; null for none. */
  readonly refused: readonly number[] | null;
  /** Actual revisions of the refused appends, −1 for no stream. */
  readonly actual: readonly number[] | null;
}

/** Writes appends into the table of a log, alone or in groups; see `postgres/append-one.sql` and `1-append-group.sql`. */
export class PostgresAppender {
  private readonly queue: GroupCommit<Append>;
  private readonly one: { name: string; text: string };
  private readonly group: { name: string; text: string };

  /**
   * @param timeoutMs how long an append may wait for its turn, in milliseconds
   * @param onAppended told after each commit
   */
  constructor(
    private readonly pool: Pool,
    schema: string,
    private readonly timeoutMs: number,
    private readonly onAppended: () => void,
  ) {
    this.queue = new GroupCommit((group) => this.commit(group));
    this.one = { name: `${schema} append one`, text: logSql('append-one', schema) };
    this.group = { name: `${schema} append group`, text: logSql('append-group', schema) };
  }

  /** Appends events that were checked. @throws {WrongRevision} @throws {LogUnavailable} */
  append(stream: string, texts: readonly string[], expected: Expected): Promise<Appended> {
    return new Promise((resolve, reject) => {
      const before = expected === 'new' ? -1 : expected;
      const bytes = texts.reduce((sum, text) => sum + text.length, 0);
      const deadline = Date.now() + this.timeoutMs;
      this.queue.add({ stream, texts, expected, before, bytes, deadline, resolve, reject });
    });
  }

  /** Resolves when every append is settled. */
  drained(): Promise<void> {
    return this.queue.drained();
  }

  private async commit(group: readonly Append[]): Promise<void> {
    const now = Date.now();
    const inTime = group.filter((append) => append.deadline >= now);
    for (const append of group) {
      if (append.deadline < now) append.reject(new LogUnavailable('the append waited too long and was not sent'));
    }
    const [only] = inTime;
    if (!only) return;
    try {
      if (inTime.length > 1 || only.texts.length > 1 || !(await this.commitOne(only))) await this.commitGroup(inTime);
      this.onAppended();
    } catch (error) {
      if (isUnavailable(error) || sqlState(error) === CANCELED) {
        const unavailable = new LogUnavailable('PostgreSQL did not answer the append', { cause: error });
        for (const append of inTime) append.reject(unavailable);
      } else if (inTime.length === 1) {
        only.reject(error);
      } else {
        // Nothing was written. Whose fault it was shows when each goes alone.
        for (const append of inTime) await this.commit([append]);
      }
    }
  }

  /** One statement for a group of one. False if another writer is at work, or if the revision may be wrong. */
  private async commitOne(append: Append): Promise<boolean> {
    const revision = append.before + 1;
    try {
      const values = [append.stream, revision, append.texts[0]];
      const { rows } = await this.pool.query<{ ordinal: Ordinal }>({ ...this.one, values });
      const ordinal = rows[0]?.ordinal;
      if (ordinal === undefined) return false;
      append.resolve({ first: ordinal, last: ordinal, revision });
      return true;
    } catch (error) {
      // The position or the revision was taken between the statement's snapshot and the lock: decided under the lock.
      if (isClash(error)) return false;
      throw error;
    }
  }

  private async commitGroup(group: readonly Append[]): Promise<void> {
    const values = [
      group.map((append) => append.stream),
      group.map((append) => append.before),
      group.map((append) => append.texts.length),
      group.map((append) => append.texts.join('\n')).join('\n'),
    ];
    for (let tries = 1; ; tries++) {
      try {
        const { rows } = await this.pool.query<GroupResult>({ ...this.group, values });
        const [result] = rows;
        if (result) settle(group, result);
        return;
      } catch (error) {
        if (!isClash(error) || tries === MAX_TRIES) throw error;
      }
    }
  }
}

function settle(group: readonly Append[], { head, refused, actual }: GroupResult): void {
  let last = head;
  for (const [i, append] of group.entries()) {
    const found = actual?.[refused?.indexOf(i + 1) ?? -1];
    if (found !== undefined) {
      append.reject(new WrongRevision(append.stream, append.expected, found === -1 ? null : found));
      continue;
    }
    const first = last + 1n;
    last += BigInt(append.texts.length);
    append.resolve({ first, last, revision: append.before + append.texts.length });
  }
}

/** A position or a revision was taken meanwhile. */
function isClash(error: unknown): boolean {
  if (sqlState(error) !== UNIQUE_VIOLATION || typeof error !== 'object' || error === null) return false;
  return 'constraint' in error && (error.constraint === 'event_position' || error.constraint === 'event_revision');
}

function sqlState(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
