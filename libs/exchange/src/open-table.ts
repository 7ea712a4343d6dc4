import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { readCsv } from './csv-file.js';
import { readUnitList, type UnitListOptions } from './unit-list-file.js';
import { FileRefused, LIMITS, type SheetRow } from './sheet-row.js';
import { isEncrypted, readXlsx } from './xlsx-file.js';

/** A table in bytes: a workbook if it begins like one, the official list of units if it is JSON, else CSV. */
export function tableIn(bytes: Uint8Array, list?: UnitListOptions): () => AsyncIterable<SheetRow> {
  if (bytes.byteLength > LIMITS.bytes) throw new FileRefused('too-large', `${bytes.byteLength} bytes`);
  const begin = Buffer.from(bytes.subarray(0, 16));
  if (isWorkbook(begin)) return () => readXlsx(bytes);
  return isJson(begin) ? () => readUnitList(bytes, list) : () => readCsv(once(bytes));
}

/** As `tableIn`, of a file; a CSV file or a workbook is read as it is needed and never stands in memory as a whole. */
export async function tableOf(path: string, list?: UnitListOptions): Promise<() => AsyncIterable<SheetRow>> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
    const begin = buffer.subarray(0, bytesRead);
    if (!isWorkbook(begin) && !isJson(begin)) return () => readCsv(createReadStream(path));
    if (size > LIMITS.bytes) throw new FileRefused('too-large', `${size} bytes`);
    if (isWorkbook(begin) && !isEncrypted(begin)) return () => readXlsx(path);
  } finally {
    await file.close();
  }
  return tableIn(await readFile(path), list);
}

function isWorkbook(begin: Buffer): boolean {
  return begin.subarray(0, 2).toString('latin1') === 'PK' || isEncrypted(begin);
}

function isJson(begin: Buffer): boolean {
  return /^(\uFEFF)?\s*[[{]/.test(begin.toString('utf8'));
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
