import { CsvError, parse } from 'csv-parse';
import { FileRefused, LIMITS, type SheetRow } from './sheet-row.js';

const DELIMITERS = [',', ';', '\t'];

/**
 * The rows of a CSV file (RFC 4180), read as they are asked for. UTF-8, with a byte order mark or without; the delimiter
 * is the one of `,`, `;` and tab that stands most often in the first line outside quotation marks.
 *
 * @throws {FileRefused} not UTF-8, a record without end
 */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<SheetRow> {
  const texts = decoded(bytes);
  const head: string[] = [];
  for (;;) {
    const next = await texts.next();
    if (next.done) break;
    head.push(next.value);
    if (/\r|\n/.test(next.value)) break;
  }
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(head.join('')),
    relax_column_count: true,
    max_record_size: LIMITS.record,
  });
  // What goes wrong while writing is thrown by the reading side.
  const written = write(parser, head, texts).catch((error: unknown) => {
    parser.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  try {
    let row = 0;
    for await (const cells of parser as AsyncIterable<string[]>) {
      row += 1;
      yield { row, cells };
    }
  } catch (error) {
    throw refusal(error);
  } finally {
    parser.destroy();
    await written;
  }
}

async function write(parser: NodeJS.WritableStream, head: string[], rest: AsyncIterable<string>): Promise<void> {
  const put = async (text: string) => {
    if (text === '' || parser.write(text)) return;
    await new Promise<void>((resolve) => {
      const go = () => resolve(void parser.off('drain', go).off('close', go));
      parser.once('drain', go).once('close', go);
    });
  };
  for (const text of head) await put(text);
  for await (const text of rest) {
    if (!parser.writable) return;
    await put(text);
  }
  parser.end();
}

async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const text = (chunk?: Uint8Array) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      throw new FileRefused('not-utf-8', '');
    }
  };
  for await (const chunk of bytes) yield text(chunk);
  yield text();
}

function delimiterOf(text: string): string {
  const line = text
    .replace(/^\uFEFF/, '')
    .replace(/"[^"]*"/g, '')
    .split(/\r|\n/, 1)[0];
  const count = (delimiter: string) => (line ?? '').split(delimiter).length;
  return DELIMITERS.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

function refusal(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  return new FileRefused(error.code === 'CSV_MAX_RECORD_SIZE' ? 'cell-too-long' : 'not-a-table', error.message);
}
