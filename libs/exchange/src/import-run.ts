import { Denied, SubjectUnseen } from '#access/not-allowed.js';
import { createHash } from 'node:crypto';
import type { Type } from '@nestjs/common';
import canonicalize from 'canonicalize';
import type { RecordingCommand } from '#commands/command.js';
import { type CommandDesk, InvalidCommand, type Sender } from '#commands/command-desk.js';
import { COMMANDS } from '#commands/command-registry.js';
import { RuleViolation } from '#domain/rule-violation.js';
import type { AskedFacts } from './asked-facts.js';
import { HeadingsRefused, type Headings, headingsOf } from './headings.js';
import type { ImportKind, ImportList, Plan, Planned, PreparedRow } from './import-kind.js';
import {
  type ImportProgress,
  type ImportSummary,
  ROW_RESULTS,
  type RowProblem,
  type RowResult,
} from './import-report.js';
import { InOrder } from './in-order.js';
import { FileRefused, LIMITS, type SheetRow } from './sheet-row.js';

/** Rows that are compared with the record in one snapshot. */
const BATCH = 500;
/** Rows that wait for what stands further down in the file, at most. */
const WAITING = 20_000;
/** What a rule says where something is not on record yet: it may stand further down. */
const NOT_YET = new Set(['unit-unknown', 'office-unknown', 'person-unknown', 'directive-unknown', 'task-unknown']);

export interface ImportSide {
  facts: AskedFacts;
  desk: CommandDesk;
  /** Ordinal of the last event of the log. */
  head: () => Promise<bigint>;
}

export interface ImportOptions {
  kind: ImportKind;
  list: ImportList;
  /** Opens the file anew; it is read twice, first to count. */
  open: () => AsyncIterable<SheetRow>;
  dryRun: boolean;
  /** Rows up to this number are taken as done; 1 is the row of headings. */
  afterRow?: number;
  /** Who imports; `record.source` is set from the list and the row. */
  sender?: Sender;
  /** Commands under way at once. */
  width?: number;
  maxRows?: number;
  onProblem: (problem: RowProblem) => void;
  onProgress?: (progress: ImportProgress) => void;
  /** Told after each batch: everything up to that row is done. */
  onDone?: (row: number) => Promise<void>;
  signal?: AbortSignal;
}

interface Read extends PreparedRow {
  row: number;
}

/**
 * Reads a list and records what is new and what has changed in it. Nothing is recorded twice: what is on record already
 * is seen to be there, and each command has a key made of list, version and content.
 *
 * @throws {FileRefused} @throws {HeadingsRefused} before anything is recorded
 * @throws what the desk and the facts throw when a store is away; the import may be started again
 */
export async function runImport(side: ImportSide, options: ImportOptions): Promise<ImportSummary> {
  const of = await counted(options);
  return new ImportRun(side, options, of, Number(await side.head())).run();
}

/** Counts the rows below the headings, before anything is recorded. */
async function counted({ open, kind, maxRows = LIMITS.rows }: ImportOptions): Promise<number> {
  let headings: Headings | null = null;
  let rows = 0;
  for await (const { row, cells } of open()) {
    if (cells.length > LIMITS.columns) throw new FileRefused('not-a-table', `${cells.length} columns in row ${row}`);
    if (isEmpty(cells)) continue;
    if (headings) rows += 1;
    else {
      headings = headingsOf(kind.columns, cells);
      const { missing, twice, unknown } = headings;
      if (missing.length + twice.length + unknown.length > 0) throw new HeadingsRefused(headings);
    }
    if (rows > maxRows) throw new FileRefused('too-many-rows', String(maxRows));
  }
  if (!headings) throw new FileRefused('not-a-table', '');
  return rows;
}

class ImportRun {
  private readonly counts = Object.fromEntries(ROW_RESULTS.map((result) => [result, 0])) as Record<RowResult, number>;
  /** The row in which each key stood. */
  private readonly seen = new Map<string, number>();
  private readonly startedAt = Date.now();
  private waiting: Read[] = [];
  private rows = 0;
  private headings: Headings | null = null;
  private readonly begunAt: number;

  constructor(
    private readonly side: ImportSide,
    private readonly options: ImportOptions,
    private readonly of: number,
    /** Nothing before this ordinal is overlooked. */
    private position: number,
  ) {
    this.begunAt = position;
  }

  async run(): Promise<ImportSummary> {
    const { open, afterRow = 0, signal } = this.options;
    let batch: SheetRow[] = [];
    for await (const row of open()) {
      signal?.throwIfAborted();
      if (isEmpty(row.cells)) continue;
      if (!this.headings) this.headings = headingsOf(this.options.kind.columns, row.cells);
      else if (row.row > afterRow) batch.push(row);
      else this.rows += 1;
      if (batch.length < BATCH) continue;
      await this.take(batch);
      batch = [];
    }
    await this.take(batch);
    await this.takeWaiting();
    const { kind, list, dryRun } = this.options;
    return {
      kind: kind.name,
      list: nameOf(list),
      dryRun,
      rows: this.rows,
      counts: this.counts,
      position: dryRun ? this.begunAt : this.position,
      seconds: (Date.now() - this.startedAt) / 1000,
    };
  }

  private async take(batch: readonly SheetRow[]): Promise<void> {
    const read = batch.flatMap((row) => this.prepared(row) ?? []);
    await this.record(read, true);
    this.rows += batch.length;
    const last = batch.at(-1);
    const seconds = Math.max(Date.now() - this.startedAt, 1) / 1000;
    const rate = this.rows / seconds;
    this.options.onProgress?.({ rows: this.rows, of: this.of, rate, secondsLeft: (this.of - this.rows) / rate });
    // Rows that wait are not done: a stopped import has to see them again.
    if (last && this.waiting.length === 0) await this.options.onDone?.(last.row);
  }

  /** Rows that named what stood further down, until a pass brings nothing new. */
  private async takeWaiting(): Promise<void> {
    for (let before = Infinity; this.waiting.length > 0 && this.waiting.length < before;) {
      before = this.waiting.length;
      const again = this.waiting;
      this.waiting = [];
      for (let i = 0; i < again.length; i += BATCH) await this.record(again.slice(i, i + BATCH), true);
    }
    const left = this.waiting;
    this.waiting = [];
    await this.record(left, false);
  }

  private prepared({ row, cells }: SheetRow): Read | null {
    const { kind, list } = this.options;
    const keys = this.headings?.keys ?? [];
    const byKey = new Map(keys.flatMap((key, i) => (key === null ? [] : [[key, cells[i] ?? ''] as const])));
    const prepared = kind.prepare(byKey, list);
    if ('faults' in prepared) {
      for (const { column, fault } of prepared.faults) {
        const { fault: code, value, allowed } = fault;
        this.options.onProblem({ row, column: this.written(column), kind: 'cell', code, value, allowed });
      }
      this.counts.invalid += 1;
      return null;
    }
    const before = this.seen.get(prepared.key);
    if (before !== undefined) {
      this.options.onProblem({ row, column: null, kind: 'twice', before });
      this.counts.invalid += 1;
      return null;
    }
    this.seen.set(prepared.key, row);
    return { ...prepared, row };
  }

  /** `wait`: rows that name what is not on record yet may be tried again. */
  private async record(rows: readonly Read[], wait: boolean): Promise<void> {
    if (rows.length === 0) return;
    const { facts } = this.side;
    const streams = [...new Set(rows.flatMap((row) => row.streams))];
    const plans = await facts.answer(this.position, streams, (known) => rows.map((row) => row.plan(known)));
    const order = new InOrder(this.options.width ?? 64);
    for (const [i, row] of rows.entries()) {
      const plan = plans[i];
      if (plan) await order.begin(row.needs, row.streams, () => this.carryOut(row, plan, wait));
    }
    await order.end();
  }

  private async carryOut(row: Read, plan: Plan, wait: boolean): Promise<void> {
    if (plan.result === 'unchanged') this.counts.unchanged += 1;
    else if (plan.result === 'decide') {
      this.counts.decide += 1;
      this.options.onProblem({ row: row.row, column: this.written(plan.column), kind: 'decision', code: plan.code });
    } else {
      try {
        for (const planned of plan.commands) await this.send(planned, row.row);
        this.counts[plan.result] += 1;
      } catch (error) {
        this.refused(row, error, wait);
      }
    }
  }

  private async send({ command, body }: Planned, row: number): Promise<void> {
    const { list, sender } = this.options;
    const source = { document: nameOf(list), line: row };
    const type: Type<RecordingCommand> = COMMANDS[command];
    const key = keyOf(list, command, body);
    const send = async (idempotencyKey: string) => {
      const record = { ...sender?.record, source };
      const receipt = await this.side.desk.takeBody(type, body, { ...sender, idempotencyKey, record });
      this.position = Math.max(this.position, receipt.position ?? 0);
    };
    try {
      await send(key);
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      // A refusal is kept for its key. It recorded nothing, so it may be decided anew by what is on record by now.
      await send(`${key} ${this.position}`);
    }
  }

  private refused(row: Read, error: unknown, wait: boolean): void {
    const { onProblem, kind } = this.options;
    if (error instanceof RuleViolation) {
      if (wait && NOT_YET.has(error.code) && this.waiting.length < WAITING) {
        this.waiting.push(row);
        return;
      }
      this.counts.refused += 1;
      onProblem({ row: row.row, column: null, kind: 'rule', code: error.code, subject: error.subject });
    } else if (error instanceof Denied) {
      this.counts.refused += 1;
      const code = error instanceof SubjectUnseen ? 'not-recorded' : 'not-allowed';
      onProblem({ row: row.row, column: null, kind: 'denied', code });
    } else if (error instanceof InvalidCommand) {
      this.counts.invalid += 1;
      for (const { pointer, code, message } of error.faults) {
        const column = kind.columnOf(pointer.slice(1));
        onProblem({
          row: row.row,
          column: column === null ? null : this.written(column),
          kind: 'check',
          code,
          message,
        });
      }
    } else throw error;
  }

  /** The heading of a column as the file has it; the first name that we have for it where the file leaves it out. */
  private written(key: string): string {
    return this.headings?.written.get(key) ?? this.options.kind.columns[key]?.vi[0] ?? key;
  }
}

/** The source that stands with each record: which list, as of which day. */
export function nameOf({ name, version }: ImportList): string {
  return version === '' ? name : `${name}, ${version}`;
}

/** The same content of the same list is the same command, whichever run sends it. */
function keyOf(list: ImportList, command: string, body: object): string {
  const text = canonicalize({ list: nameOf(list), command, body }) ?? '';
  return `import ${createHash('sha256').update(text).digest('hex')}`;
}

function isEmpty(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}
