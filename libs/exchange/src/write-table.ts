import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { writeXlsxStream } from 'hucre/xlsx';

export type Cell = string | number | boolean | null;
export const TABLE_FORMATS = ['csv', 'xlsx'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

export const MEDIA_TYPES: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * Writes rows as they come; nothing but the row at hand stands in memory. A text that a spreadsheet would take for a
 * formula stays a text: in CSV a `'` stands before it, in XLSX the cell itself is a text.
 */
export function writeTable(
  format: TableFormat,
  title: string,
  headings: readonly string[],
  rows: AsyncIterable<readonly Cell[]>,
): AsyncIterable<Uint8Array> {
  return format === 'csv' ? csv(headings, rows) : xlsx(title, headings, rows);
}

/** With a byte order mark, without which Excel takes UTF-8 for something else. */
async function* csv(headings: readonly string[], rows: AsyncIterable<readonly Cell[]>): AsyncGenerator<Uint8Array> {
  const cells = async function* () {
    yield headings.map(inert);
    for await (const row of rows) yield row.map((cell) => (typeof cell === 'string' ? inert(cell) : cell));
  };
  const written = stringify({ bom: true, record_delimiter: '\r\n', cast: { boolean: (value) => String(value) } });
  // What goes wrong in between is thrown by the reading side.
  for await (const chunk of pipeline(Readable.from(cells()), written, () => undefined)) yield chunk as Uint8Array;
}

/** The wide forms of the signs are signs to a spreadsheet in some languages. */
function inert(text: string): string {
  return /^[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text;
}

async function* xlsx(
  title: string,
  headings: readonly string[],
  rows: AsyncIterable<readonly Cell[]>,
): AsyncGenerator<Uint8Array> {
  const columns = headings.map((header) => ({ header, width: Math.min(Math.max(header.length + 2, 12), 40) }));
  const cells = async function* () {
    for await (const row of rows) yield [...row];
  };
  // Sheet names have 31 characters at most and none of these signs.
  const name = title.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31);
  const stream = writeXlsxStream(cells(), { name, columns, freezePane: { rows: 1 } });
  for await (const chunk of stream) yield chunk;
}
