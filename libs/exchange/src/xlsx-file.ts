import { HucreError } from 'hucre';
import { streamXlsxRows } from 'hucre/xlsx';
import { fromBufferPromise } from 'yauzl';
import { FileRefused, LIMITS, type SheetRow } from './sheet-row.js';

/**
 * The rows of the first sheet of an XLSX workbook. A formula is read as the value that the spreadsheet last showed, and
 * is never computed; a formula that was never computed reads as an empty cell. Dates read as `YYYY-MM-DD`.
 *
 * @throws {FileRefused} not a workbook, encrypted, or larger unpacked than is allowed (zip bomb)
 */
export async function* readXlsx(bytes: Uint8Array): AsyncGenerator<SheetRow> {
  await requireModestArchive(bytes);
  try {
    let row = 0;
    for await (const { index, values } of streamXlsxRows(bytes)) {
      // Rows that the file leaves out are empty rows.
      row = index + 1;
      yield { row, cells: values.map(textOf) };
    }
  } catch (error) {
    throw refusal(error);
  }
}

/** Unpacks every part once and counts: what a part declares of itself is checked by what comes out of it. */
async function requireModestArchive(bytes: Uint8Array): Promise<void> {
  if (bytes.byteLength > LIMITS.bytes) throw new FileRefused('too-large', `${bytes.byteLength} bytes`);
  // The container of workbooks under a password, and of the .xls of before 2007.
  if (Buffer.from(bytes.subarray(0, 4)).toString('hex') === 'd0cf11e0') throw new FileRefused('encrypted', '');
  let unpacked = 0;
  try {
    const archive = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    for await (const entry of archive.eachEntry()) {
      // yauzl compares the declared size with the real one and stops where a part is longer than it said.
      if (unpacked + entry.uncompressedSize > LIMITS.unpacked) throw new FileRefused('too-large', entry.fileName);
      for await (const chunk of await archive.openReadStreamPromise(entry)) unpacked += (chunk as Buffer).byteLength;
    }
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    throw new FileRefused('not-a-workbook', error instanceof Error ? error.message : '');
  }
}

function textOf(value: unknown): string {
  if (value instanceof Date) {
    const iso = value.toISOString();
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 16);
  }
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'boolean' ? String(value) : '';
}

/** A number cell has no thousands: a fourth decimal keeps 1.234 from being taken for 1234. */
function numberText(value: number): string {
  const plain =
    Math.abs(value) >= 1e21
      ? String(value)
      : value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 15 });
  return /^-?\d{1,3}\.\d{3}$/.test(plain) ? `${plain}0` : plain;
}

function refusal(error: unknown): unknown {
  return error instanceof HucreError ? new FileRefused('not-a-workbook', error.message) : error;
}
