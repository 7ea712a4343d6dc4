import type { CommandDesk } from '#commands/command-desk.js';
import { LogContext } from '#commands/log-context.js';
import { InMemoryOutcomes } from '#commands/outcomes.js';
import { openCommandSide } from '#commands/testing/command-side.js';
import { InMemoryEventLog } from '#event-log/in-memory.event-log.js';
import type { AskedFacts } from '../asked-facts.js';
import type { ImportKind } from '../import-kind.js';
import type { ImportSummary, RowProblem } from '../import-report.js';
import { type ImportOptions, runImport } from '../import-run.js';
import { problemText } from '../import-texts.js';
import { tableIn } from '../open-table.js';
import { Rehearsal } from '../rehearsal.js';

export interface ImportUnderTest {
  log: InMemoryEventLog;
  desk: CommandDesk;
  facts: AskedFacts;
  /** Imports a text as a file; the problems as `row column: sentence`. */
  run(kind: ImportKind, file: string | Uint8Array, options?: Partial<ImportOptions>): Promise<Imported>;
  /** What stands in the log: type and data, in order. */
  recorded(): Promise<{ type: string; data: unknown }[]>;
  close(): Promise<void>;
}

export interface Imported extends ImportSummary {
  problems: RowProblem[];
  told: string[];
}

export async function openImport(): Promise<ImportUnderTest> {
  const log = new InMemoryEventLog();
  const context = new LogContext(log);
  const side = await openCommandSide(log, new InMemoryOutcomes(), context);
  const facts: AskedFacts = {
    answer: async (atLeast, _ahead, question) => (await context.ask(BigInt(atLeast), question)).answer,
  };
  const run = async (kind: ImportKind, file: string | Uint8Array, options: Partial<ImportOptions> = {}) => {
    const problems: RowProblem[] = [];
    const open = tableIn(typeof file === 'string' ? Buffer.from(file) : file);
    const list = { name: 'Danh sách thử', version: '2025-07-01', asOf: '2025-07-01' };
    const rehearsal = options.dryRun ? new Rehearsal(log, facts, await log.head()) : null;
    const tried = rehearsal ? await openCommandSide(rehearsal.log, new InMemoryOutcomes(), rehearsal) : null;
    const where = rehearsal && tried ? { facts: rehearsal, desk: tried.desk } : { facts, desk: side.desk };
    const summary = await runImport(
      { ...where, head: () => log.head() },
      { kind, list, open, dryRun: false, onProblem: (problem) => problems.push(problem), ...options },
    );
    await tried?.close();
    const told = problems.map(
      (p) => `${p.row} ${p.column ?? '-'}: ${problemText(p, 'vi', (code, message) => `${code} ${message}`)}`,
    );
    return { ...summary, problems, told };
  };
  return {
    log,
    desk: side.desk,
    facts,
    run,
    recorded: async () => {
      const events = [];
      for await (const batch of log.readAll(0n)) events.push(...batch);
      return events.map(({ type, data }) => ({ type, data }));
    },
    close: () => side.close(),
  };
}
