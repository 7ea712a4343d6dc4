import { localPrincipal } from '#access/principal.js';
import { TRUSTED_PROCESS } from '#access/command-authority.js';
import { createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { faultText } from '#api/fault-texts.js';
import type { System } from '#api/system.js';
import { openDesk } from '#commands/open-desk.js';
import { DatabaseProblem } from '#database/database-problem.js';
import { isCivilDate } from '#domain/civil-date.js';
import type { Language } from '#exchange/columns.js';
import { HeadingsRefused } from '#exchange/headings.js';
import type { ImportKind } from '#exchange/import-kind.js';
import { IMPORT_KINDS, importKindOf } from '#exchange/import-kinds.js';
import { ROW_RESULTS, type ImportSummary, type RowProblem } from '#exchange/import-report.js';
import { type ImportOptions, type ImportSide, runImport } from '#exchange/import-run.js';
import { recordingSide, rehearsed } from '#exchange/import-side.js';
import { templateOf } from '#exchange/import-template.js';
import { fileText, headingsText, problemText, resultText } from '#exchange/import-texts.js';
import { tableOf } from '#exchange/open-table.js';
import { FileRefused } from '#exchange/sheet-row.js';
import { TABLE_FORMATS } from '#exchange/write-table.js';
import { ImportMark } from './import-mark.js';
import { progressLine } from './progress-line.js';

export const IMPORT_USAGE = `import KIND FILE [--dry-run] [--resume] [--lang vi|en] [--list NAME] [--as-of DATE] [--historical]
         [--person ID] [--office ID] [--id-prefix TEXT] [--from DATE]
  import KIND --template [--format csv|xlsx] [--out FILE] [--lang vi|en]`;
export const IMPORT_HELP = `Records a list (${IMPORT_KINDS.map((kind) => kind.name).join(', ')}) from CSV, XLSX or, for units, the official list in JSON (docs/exchange.md).
      --dry-run tells what would happen, row by row. Stopped half-way it is started again and doubles nothing; --resume
      also skips the rows that were done. --list and --as-of name the list and its day: they stand with each record.`;

const OPTIONS = {
  'dry-run': { type: 'boolean' },
  resume: { type: 'boolean' },
  lang: { type: 'string', default: 'vi' },
  list: { type: 'string' },
  'as-of': { type: 'string' },
  historical: { type: 'boolean' },
  person: { type: 'string' },
  office: { type: 'string' },
  'id-prefix': { type: 'string', default: 'dvhc-' },
  from: { type: 'string' },
  template: { type: 'boolean' },
  format: { type: 'string', default: 'csv' },
  out: { type: 'string' },
} as const;

const STOPPED = {
  vi: 'Đã dừng. Chạy lại cùng lệnh, thêm --resume, để ghi tiếp.',
  en: 'Stopped. Run the same command again, with --resume, to go on.',
} as const;

/** `npm run cli -- import …`. Exit code 0: every row is recorded or unchanged; 1: some rows need a person. */
export async function importList(system: System, args: string[], signal: AbortSignal): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: OPTIONS });
  const lang = values.lang === 'en' ? 'en' : 'vi';
  const kind = importKindOf(positionals[0] ?? '');
  if (!kind) throw usage(`KIND is one of ${IMPORT_KINDS.map(({ name }) => name).join(', ')}`);
  if (values.template) return printTemplate(kind, values.format, lang, values.out);
  const path = positionals[1];
  if (path === undefined) throw usage('FILE is missing');
  for (const date of [values['as-of'], values.from]) {
    if (date !== undefined && !isCivilDate(date)) throw usage('--as-of and --from are dates YYYY-MM-DD');
  }
  const asOf = values['as-of'] ?? null;
  const list = { name: values.list ?? basename(path), version: asOf ?? '', asOf };
  const dryRun = values['dry-run'] ?? false;
  const mark = await ImportMark.of(kind.name, list, path);
  try {
    const options: ImportOptions = {
      kind,
      list,
      open: await tableOf(path, { prefix: values['id-prefix'], from: values.from ?? '' }),
      dryRun,
      signal,
      afterRow: values.resume && !dryRun ? await mark.read() : 0,
      sender: {
        principal: values.person === undefined ? null : localPrincipal(values.person),
        office: values.office ?? null,
        record: values.historical ? { historical: true } : {},
      },
      onProblem: (problem) => console.log(problemLine(problem, lang)),
      onProgress: progressLine,
      ...(dryRun ? {} : { onDone: (row: number) => mark.write(row) }),
    };
    const run = (side: ImportSide) => runImport(side, options);
    const summary = dryRun ? await rehearsed(system.log, system.reader, run) : await recorded(system, run);
    if (!dryRun) await mark.remove();
    console.log(summaryText(summary, lang));
    const { decide, refused, invalid } = summary.counts;
    if (decide + refused + invalid > 0) process.exitCode = 1;
  } catch (error) {
    if (signal.aborted) return console.error(STOPPED[lang]);
    throw worded(error, lang);
  }
}

async function recorded<T>({ log, reader, outcomes }: System, run: (side: ImportSide) => Promise<T>): Promise<T> {
  const { desk, close } = await openDesk({ log, context: reader, outcomes, authority: TRUSTED_PROCESS });
  try {
    return await run(recordingSide(log, reader, desk));
  } finally {
    await close();
  }
}

function problemLine(problem: RowProblem, lang: Language): string {
  const { row, column } = problem;
  const sentence = problemText(problem, lang, (code, message, language) => faultText(code, message, language).detail);
  const where = lang === 'vi' ? `Dòng ${row}` : `Row ${row}`;
  if (column === null) return `${where}: ${sentence}`;
  return lang === 'vi' ? `${where}, cột ${column}: ${sentence}` : `${where}, column ${column}: ${sentence}`;
}

function summaryText({ rows, counts, seconds, dryRun }: ImportSummary, lang: Language): string {
  const parts = ROW_RESULTS.map((result) => `${resultText(result, lang)} ${counts[result]}`).join(', ');
  const rate = Math.round(rows / Math.max(seconds, 0.001));
  return lang === 'vi'
    ? `${dryRun ? 'Chạy thử, chưa ghi gì. ' : ''}${rows} dòng: ${parts}. ${seconds.toFixed(1)} giây, ${rate} dòng/giây.`
    : `${dryRun ? 'Dry run, nothing is recorded. ' : ''}${rows} rows: ${parts}. ${seconds.toFixed(1)} s, ${rate} rows/s.`;
}

async function printTemplate(kind: ImportKind, format: string, lang: Language, out: string | undefined): Promise<void> {
  const known = TABLE_FORMATS.find((name) => name === format);
  if (!known) throw usage(`--format is one of ${TABLE_FORMATS.join(', ')}`);
  const bytes = templateOf(kind, known, lang);
  if (out !== undefined) return pipeline(bytes, createWriteStream(out));
  for await (const chunk of bytes) process.stdout.write(chunk);
}

/** What is wrong with the file, in the words of who imports it. */
function worded(error: unknown, lang: Language): unknown {
  if (error instanceof FileRefused) return new DatabaseProblem(fileText(error.fault, error.found, lang), '');
  if (error instanceof HeadingsRefused) {
    return new DatabaseProblem(
      headingsText(error.headings, lang),
      lang === 'vi' ? 'Xem --template.' : 'See --template.',
    );
  }
  return error;
}

function usage(text: string): DatabaseProblem {
  return new DatabaseProblem(text, 'See --help.');
}
