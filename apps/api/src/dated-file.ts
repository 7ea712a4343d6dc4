import type { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';

export interface FileOf {
  asOf: string;
  knownAt: number;
  /** Last part of its name, `csv`. */
  format: string;
  /** Name without the format. */
  name: string;
  type: string;
}

/** An answer as a file that still knows when it was asked. */
export class DatedFile extends StreamableFile {
  constructor(
    bytes: Uint8Array | Readable,
    readonly of: FileOf,
  ) {
    const options = { type: of.type, disposition: `attachment; filename="${of.name}.${of.format}"` };
    super(bytes as Readable, options);
  }
}
