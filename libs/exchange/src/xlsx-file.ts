import { HucreError } from 'hucre';
import { streamXlsxRows } from 'hucre/xlsx';
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import { FileRefused, LIMITS, type SheetRow } from './sheet-row.js';
import { sheetsLast } from './workbook-parts.js';

/**
 * The rows of the first sheet of an XLSX workbook, read as they are asked for: in memory stand its texts and what a few
 * kilobytes of the file unpack to. A formula is read as the value that the spreadsheet last showed, and is never computed;
 * a formula that was never computed reads as an empty cell. Dates read as `YYYY-MM-DD`.
 *
 * @param file its bytes, or its path
 * @throws {FileRefused} not a workbook, encrypted, or larger unpacked than is allowed (zip bomb)
 */
export async function* readXlsx(file: Uint8Array | string): AsyncGenerator<SheetRow> {
  const archive = await opened(file);
  try {
    const most = typeof file === 'string' ? LIMITS.unpacked : LIMITS.unpackedUpload;
    const entries = await modestEntries(archive, most);
    const asked = new Asked();
    const rows = streamXlsxRows(onDemand(sheetsLast(archive, entries), asked));
    for await (const { index, values } of rows) {
      asked.end();
      // Rows that the file leaves out are empty rows.
      yield { row: index + 1, cells: values.map(textOf) };
      asked.begin();
    }
  } catch (error) {
    throw refusal(error);
  } finally {
    archive.close();
  }
}

/** Whether a row is being waited for. */
class Asked {
  private go: () => void = () => undefined;
  private asked: Promise<void> = Promise.resolve();

  /** Somebody waits for a row. */
  begin(): void {
    this.go();
  }

  /** It was given. */
  end(): void {
    this.asked = new Promise((resolve) => (this.go = resolve));
  }

  /** Resolves while somebody waits. */
  now(): Promise<void> {
    return this.asked;
  }
}

/** The reader of the workbook takes all that it can get, and keeps the rows of it: it gets bytes while a row is waited for. */
function onDemand(bytes: AsyncGenerator<Uint8Array, void>, asked: Asked): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        await asked.now();
        const { done, value } = await bytes.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => void (await bytes.return(undefined)),
    },
    { highWaterMark: 0 },
  );
}

/** The container of workbooks under a password, and of the .xls of before 2007. */
export function isEncrypted(begin: Uint8Array): boolean {
  return Buffer.from(begin.subarray(0, 4)).toString('hex') === 'd0cf11e0';
}

async function opened(file: Uint8Array | string): Promise<ZipFile> {
  const options = { autoClose: false } as const;
  try {
    if (typeof file === 'string') return await openPromise(file, options);
    if (file.byteLength > LIMITS.bytes) throw new FileRefused('too-large', `${file.byteLength} bytes`);
    // The container of workbooks under a password, and of the .xls of before 2007.
    if (isEncrypted(file)) throw new FileRefused('encrypted', '');
    return await fromBufferPromise(Buffer.from(file.buffer, file.byteOffset, file.byteLength), options);
  } catch (error) {
    throw notAWorkbook(error);
  }
}

/** Unpacks every part once and counts: what a part declares of itself is checked by what comes out of it. */
async function modestEntries(archive: ZipFile, most: number): Promise<Entry[]> {
  const entries: Entry[] = [];
  let unpacked = 0;
  try {
    for await (const entry of archive.eachEntry()) {
      // yauzl compares the declared size with the real one and stops where a part is longer than it said.
      if (unpacked + entry.uncompressedSize > most || entries.length === LIMITS.parts)
        throw new FileRefused('too-large', entry.fileName);
      for await (const chunk of await archive.openReadStreamPromise(entry)) unpacked += (chunk as Buffer).byteLength;
      entries.push(entry);
    }
  } catch (error) {
    throw notAWorkbook(error);
  }
  return entries;
}

function notAWorkbook(error: unknown): FileRefused {
  if (error instanceof FileRefused) return error;
  return new FileRefused('not-a-workbook', error instanceof Error ? error.message : '');
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
