import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nameOf } from '#exchange/import-run.js';
import type { ImportList } from '#exchange/import-kind.js';

/**
 * How far an import of one file under one list name has come, kept in `DATA_DIR/imports`. It only saves time: what is
 * recorded is seen in the record, so a lost or old mark doubles nothing.
 */
export class ImportMark {
  private constructor(private readonly path: string) {}

  static async of(kind: string, list: ImportList, file: string): Promise<ImportMark> {
    const hash = createHash('sha256').update(JSON.stringify([kind, nameOf(list)]));
    for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
    return new ImportMark(join(process.env['DATA_DIR'] || '.data', 'imports', `${hash.digest('hex')}.json`));
  }

  /** Number of the last row that is done; 0: none. */
  async read(): Promise<number> {
    const text = await readFile(this.path, 'utf8').catch(() => '0');
    return Number.isSafeInteger(Number(text)) ? Number(text) : 0;
  }

  async write(row: number): Promise<void> {
    await mkdir(join(this.path, '..'), { recursive: true });
    await writeFile(this.path, String(row));
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
  }
}
