/** One row of a table as a spreadsheet shows it: its cells as text, and its number counted from 1. */
export interface SheetRow {
  row: number;
  cells: readonly string[];
}

/** Why a file is not read at all. */
export type FileFault =
  'not-a-table' | 'not-utf-8' | 'too-large' | 'too-many-rows' | 'not-a-workbook' | 'encrypted' | 'cell-too-long';

/** The file is refused as a whole, before anything of it is recorded. */
export class FileRefused extends Error {
  constructor(
    readonly fault: FileFault,
    /** What was found, for the reader. */
    readonly found: string,
  ) {
    super(`${fault}: ${found}`);
    this.name = 'FileRefused';
  }
}

/** Limits that keep one file from taking the machine; a longer list comes in several files. */
export const LIMITS = {
  /** Bytes of a file. */
  bytes: 64 * 1024 * 1024,
  /** Bytes that the parts of a workbook unpack to, together: a small file may hold a very large one (zip bomb). */
  unpacked: 512 * 1024 * 1024,
  /** The same of a workbook that came over the network, whose texts stand in the memory of a server that others use. */
  unpackedUpload: 64 * 1024 * 1024,
  /** Parts of a workbook; a spreadsheet writes some dozens. */
  parts: 1000,
  rows: 500_000,
  /** Characters of one record of a CSV file: a quotation mark that is never closed ends here. */
  record: 1_000_000,
  /** Cells of a row; what stands further right is refused. */
  columns: 200,
} as const;
