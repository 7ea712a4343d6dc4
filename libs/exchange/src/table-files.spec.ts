import { fromBufferPromise } from 'yauzl';
import { readCsv } from './csv-file.js';
import { tableIn } from './open-table.js';
import type { SheetRow } from './sheet-row.js';
import { sheetsLast } from './workbook-parts.js';
import { type Cell, writeTable } from './write-table.js';
import { readXlsx } from './xlsx-file.js';

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
async function* chunks(...parts: (string | Uint8Array)[]) {
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : part;
}
async function* rowsOf(...rows: Cell[][]) {
  yield* rows;
}
const cells = async (rows: AsyncIterable<SheetRow>) => (await all(rows)).map((row) => row.cells);
const bytesOf = async (format: 'csv' | 'xlsx', ...rows: Cell[][]) =>
  Buffer.concat(await all(writeTable(format, 'Danh sách', ['a', 'b'], rowsOf(...rows))));

describe('a CSV file', () => {
  it('is read in pieces that cut letters and quotations', async () => {
    const bytes = Buffer.from('\uFEFFa;b\n"một; hai\nba";Phường Tân\n');
    const pieces = Array.from(bytes, (_, i) => bytes.subarray(i, i + 1));
    expect(await cells(readCsv(chunks(...pieces)))).toEqual([
      ['a', 'b'],
      ['một; hai\nba', 'Phường Tân'],
    ]);
  });

  it('keeps the numbers of its rows where lines are empty', async () => {
    const rows = await all(readCsv(chunks('a,b\n\n1,2\n')));
    expect(rows.filter((row) => row.cells.some((cell) => cell !== '')).map((row) => row.row)).toEqual([1, 3]);
  });

  it('is refused where it is not UTF-8 or a quotation never ends', async () => {
    await expect(all(readCsv(chunks(new Uint8Array([0x61, 0x3b, 0xff, 0x0a]))))).rejects.toThrow('not-utf-8');
    await expect(all(readCsv(chunks('a;b\n"', 'x'.repeat(1_100_000))))).rejects.toThrow('cell-too-long');
    await expect(all(readCsv(chunks('a;b\n1"2;3\n')))).rejects.toThrow('not-a-table');
  });
});

describe('a written table', () => {
  const FORMULAS: Cell[] = ['=1+1', '+84', '-x', '@sum', '\tx'];

  it('has no text in CSV that a spreadsheet computes, and leaves numbers alone', async () => {
    const text = (await bytesOf('csv', ...FORMULAS.map((cell) => [cell, -5]), ['Phường A', true])).toString();
    expect(text).toMatch(/^\uFEFFa,b\r\n'=1\+1,-5\r\n'\+84,-5\r\n'-x,-5\r\n'@sum,-5\r\n/);
    expect(text).toContain('Phường A,true\r\n');
  });

  it('has texts in XLSX that are texts', async () => {
    const bytes = await bytesOf('xlsx', ...FORMULAS.map((cell) => [cell, -5]));
    expect((await cells(readXlsx(bytes))).slice(1)).toEqual(FORMULAS.map((cell) => [cell, '-5']));
  });
});

describe('a workbook', () => {
  it('reads decimals of numbers as decimals', async () => {
    expect(await cells(readXlsx(await bytesOf('xlsx', [1.234, 1234567], [0.5, 1e-7])))).toEqual([
      ['a', 'b'],
      ['1.2340', '1234567'],
      ['0.5', '0.0000001'],
    ]);
  });

  it('is read as it is asked for, whatever the order of its parts', async () => {
    const rows = Array.from({ length: 3000 }, (_, i): Cell[] => [`dòng ${i}`, i]);
    const bytes = await bytesOf('xlsx', ...rows);
    const archive = await fromBufferPromise(bytes, { autoClose: false });
    const entries = await all(archive.eachEntry());
    const sheetFirst = [...entries].sort(
      (a, b) => Number(/sheet1/.test(b.fileName)) - Number(/sheet1/.test(a.fileName)),
    );
    const again = Buffer.concat(await all(sheetsLast(archive, sheetFirst)));
    expect(again.indexOf('sheet1.xml')).toBeGreaterThan(again.indexOf('xl/styles.xml'));
    expect(await cells(readXlsx(again))).toEqual(await cells(readXlsx(bytes)));
    expect(await all(readXlsx(bytes))).toHaveLength(3001);
  });

  it('may be left before its end', async () => {
    const bytes = await bytesOf('xlsx', ...Array.from({ length: 3000 }, (): Cell[] => ['một', 'hai']));
    for await (const { row, cells } of readXlsx(bytes)) {
      expect([row, cells]).toEqual([1, ['a', 'b']]);
      break;
    }
  });

  it('is refused where its parts unpack to more than they say', async () => {
    const bytes = await bytesOf('xlsx', ['một', 'hai']);
    const declared = sizeOfSheet(bytes);
    bytes.writeUInt32LE(10, declared);
    await expect(all(readXlsx(bytes))).rejects.toThrow('not-a-workbook');
    bytes.writeUInt32LE(0x7fffffff, declared);
    await expect(all(readXlsx(bytes))).rejects.toThrow('too-large');
  });
});

describe('the official list of units', () => {
  const list = (value: unknown) =>
    cells(tableIn(Buffer.from(JSON.stringify(value)), { prefix: 'vn-', from: '2025-07-01' })());

  it('is read in the dvhcvn form, with its three levels', async () => {
    const data = [
      {
        level1_id: '01',
        name: 'Thành phố Hà Nội',
        level2s: [{ level2_id: '001', name: 'Quận A', level3s: [{ level3_id: '00001', name: 'Phường B' }] }],
      },
    ];
    expect((await list({ data })).slice(1)).toEqual([
      ['vn-01', 'place', 'Thành phố Hà Nội', 'province', '', '2025-07-01', '01'],
      ['vn-001', 'place', 'Quận A', 'district', 'vn-01', '2025-07-01', '001'],
      ['vn-00001', 'place', 'Phường B', 'commune', 'vn-001', '2025-07-01', '00001'],
    ]);
  });

  it('is read in the form without districts', async () => {
    const after = [
      { Code: '01', FullName: 'Thành phố Hà Nội', Wards: [{ Code: '00004', FullName: 'Phường Ba Đình' }] },
    ];
    expect((await list(after)).at(-1)).toEqual([
      'vn-00004',
      'place',
      'Phường Ba Đình',
      'commune',
      'vn-01',
      '2025-07-01',
      '00004',
    ]);
  });

  it('is refused where it is another JSON', async () => {
    await expect(list([{ ten: 'x' }])).rejects.toThrow('not-a-table');
    await expect(list({})).rejects.toThrow('not-a-table');
  });
});

/** Where the central directory says how large the sheet is unpacked. */
function sizeOfSheet(bytes: Buffer): number {
  for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 4)) {
    const name = bytes.subarray(at + 46, at + 46 + bytes.readUInt16LE(at + 28)).toString();
    if (name.startsWith('xl/worksheets/')) return at + 24;
  }
  throw new Error('no sheet');
}
