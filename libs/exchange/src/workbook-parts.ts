import type { Entry, ZipFile } from 'yauzl';

/** Bytes that are handed over at once: what a workbook unpacks of them stands in memory together. */
const PIECE = 16 * 1024;
const SHEET = /^xl\/worksheets\//i;

/**
 * The archive of a workbook once more, its sheets behind everything else and every size said beforehand, so that a reader
 * that goes through it once knows the texts and styles of a sheet before it comes to the sheet. Excel writes the sheets
 * first. The packed bytes are those of the archive.
 */
export async function* sheetsLast(archive: ZipFile, entries: readonly Entry[]): AsyncGenerator<Uint8Array, void> {
  const isSheet = (entry: Entry) => SHEET.test(entry.fileName);
  const ordered = [...entries.filter((entry) => !isSheet(entry)), ...entries.filter(isSheet)];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of ordered) {
    const name = Buffer.from(entry.fileName, 'utf8');
    directory.push(directoryHeader(entry, name, offset));
    const header = localHeader(entry, name);
    yield header;
    for await (const chunk of await archive.openReadStreamPromise(entry, { decodeFileData: false })) {
      const bytes = chunk as Buffer;
      for (let at = 0; at < bytes.byteLength; at += PIECE) yield bytes.subarray(at, at + PIECE);
    }
    offset += header.byteLength + entry.compressedSize;
  }
  yield Buffer.concat([...directory, directoryEnd(ordered.length, offset, directory)]);
}

/** Names are UTF-8; the sizes stand here and not behind the data. */
const FLAGS = 0x0800;
const VERSION = 20;

/** What both headers of an entry say of it. */
function described(entry: Entry, name: Buffer): Buffer {
  const bytes = Buffer.alloc(26);
  bytes.writeUInt16LE(VERSION, 0);
  bytes.writeUInt16LE(FLAGS, 2);
  bytes.writeUInt16LE(entry.compressionMethod, 4);
  bytes.writeUInt32LE(entry.crc32, 10);
  bytes.writeUInt32LE(entry.compressedSize, 14);
  bytes.writeUInt32LE(entry.uncompressedSize, 18);
  bytes.writeUInt16LE(name.byteLength, 22);
  return bytes;
}

function localHeader(entry: Entry, name: Buffer): Buffer {
  return Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), described(entry, name), name]);
}

function directoryHeader(entry: Entry, name: Buffer, offset: number): Buffer {
  const begin = Buffer.from('PK\x01\x02\x14\x00', 'latin1');
  const end = Buffer.alloc(14);
  end.writeUInt32LE(offset, 10);
  return Buffer.concat([begin, described(entry, name), end, name]);
}

function directoryEnd(entries: number, offset: number, directory: readonly Buffer[]): Buffer {
  const bytes = Buffer.alloc(22);
  bytes.write('PK\x05\x06', 'latin1');
  bytes.writeUInt16LE(entries, 8);
  bytes.writeUInt16LE(entries, 10);
  bytes.writeUInt32LE(
    directory.reduce((sum, part) => sum + part.byteLength, 0),
    12,
  );
  bytes.writeUInt32LE(offset, 16);
  return bytes;
}
