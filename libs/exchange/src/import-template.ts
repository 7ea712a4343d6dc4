import type { Language } from './columns.js';
import type { ImportKind } from './import-kind.js';
import { type TableFormat, writeTable } from './write-table.js';

/** An empty list of a kind: its headings and one row of examples, which is to be replaced. */
export function templateOf(kind: ImportKind, format: TableFormat, language: Language): AsyncIterable<Uint8Array> {
  const columns = Object.values(kind.columns);
  const headings = columns.map((column) => `${column[language][0] ?? ''}${column.required ? ' *' : ''}`);
  const examples = async function* () {
    yield columns.map((column) => column.example);
  };
  return writeTable(format, kind.title[language], headings, examples());
}
