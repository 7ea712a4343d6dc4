import { DatedFile, type FileOf } from './dated-file.js';

export interface BundleOf extends Omit<FileOf, 'format' | 'type'> {
  sha256: string;
  events: number;
  treeSize: number;
}

/** An evidence bundle on its way out; the access log takes its digest. */
export class BundleFile extends DatedFile {
  constructor(
    bytes: Uint8Array,
    readonly bundle: BundleOf,
  ) {
    super(bytes, { ...bundle, format: 'zip', type: 'application/zip' });
  }
}
