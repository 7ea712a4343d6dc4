import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OfficialFiles } from '../official-list.js';

/** A list before: province by province, district by district, communes by code. */
type Before = Record<string, Record<string, Record<string, string>>>;
/** Rows of the mergers: code, name, province code ('0' for a province), words. */
type Row = [ma: string, ten: string, magoc: string, words: string];

/**
 * Made-up lists in the form of the official files. The old units bear the names of those that the five sources name, so
 * that the demo's own are bound; the new ones are invented.
 */
const BEFORE: Before = {
  '01 Thành phố Hà Nội': {
    '008 Quận Hoàng Mai': {
      '00301': 'Phường Mai Động',
      '00302': 'Phường Đại Kim',
      '00303': 'Phường Yên Sở',
      '00304': 'Phường 1',
    },
    '268 Quận Hà Đông': { '00401': 'Phường Quang Trung', '00402': 'Phường 01', '00403': 'Phường Hoà Bình' },
    '020 Huyện Thanh Trì': { '00501': 'Xã Tân Triều', '00502': 'Thị trấn NT Thái Bình' },
    '007 Quận Hai Bà Trưng': { '00601': 'Phường Bạch Mai', '00602': 'Phường Quang Trung', '00603': 'Xã Lao Và Chải' },
  },
  '98 Tỉnh Giả Định': {
    '901 Huyện Đảo Xa': {},
    '902 Huyện Trên': { '09001': 'Xã Ngọc Lây', '09002': 'Xã Giữ' },
    '903 Huyện Dưới': { '09003': 'Xã Lạc Loài' },
  },
  '99 Tỉnh Bên Cạnh': { '904 Huyện Sông': { '09004': 'Xã Trùng Tên' }, '905 Huyện Núi': { '09005': 'Xã Trùng Tên' } },
};

const MERGERS: Row[] = [
  ['01', 'Thủ Đô Hà Nội', '0', 'giữ nguyên'],
  ['99', 'Tỉnh Mới', '0', 'tỉnh Giả Định và tỉnh Bên Cạnh'],
  [
    '00301',
    'Phường Một Mới',
    '01',
    'Phường Yên Sở, một phần diện tích TN, quy mô dân số của các phường Mai Động, Đại Kim, Phường 01 (quận Hoàng Mai)',
  ],
  [
    '00302',
    'Phường Hai Mới',
    '01',
    'Phường Đại Kim (phần còn lại sau khi sáp nhập vào phường Một Mới), Phường Mai Động (phần còn lại sau khi sáp nhập vào phường Một Mới)',
  ],
  ['00401', 'Phường Ba Mới', '01', 'Phường Quang Trung (quận Hà Đông), Phường 1 (quận Hà Đông), Phường Hòa Bình'],
  ['00501', 'Xã Bốn Mới', '01', 'Xã Tân Triều, Thị trấn Nông trường Thái Bình và khu vực bãi bồi ven sông'],
  ['00601', 'Phường Bạch Mai', '01', 'Phường Bạch Mai, Phường Quang Trung, Xã Lao Và Chải'],
  ['09999', 'Đặc khu Đảo Xa', '99', 'Huyện Đảo Xa'],
  ['09001', 'Xã Ngọk Lây', '99', 'Xã Ngọk Lây'.normalize('NFD')],
  ['09002', 'Xã Giữ', '99', 'giữ nguyên'],
  ['09004', 'Xã Sông', '99', 'Xã Trùng Tên (huyện Sông)'],
  ['09005', 'Xã Núi', '99', 'Xã Trùng Tên (huyện Núi), Xã Không Ai Biết'],
];

/** What a person decides of what the made-up words leave open. */
export const MADE_UP_DECISIONS = [
  { old: '09003', into: ['09001', '09002'], by: 'Người A', reason: 'theo nghị quyết' },
  { new: '09005', words: 'Xã Không Ai Biết', by: 'Người A', reason: 'không có trong danh mục' },
];

export async function madeUpFiles(): Promise<OfficialFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'reform-'));
  const before = Object.entries(BEFORE).map(([province, districts]) => ({
    ...coded(province),
    District: Object.entries(districts).map(([district, wards]) => ({
      ...coded(district),
      Ward: Object.entries(wards).map(([Code, FullName]) => ({ Code, FullName })),
    })),
  }));
  const provinces = MERGERS.filter(([, , magoc]) => magoc === '0');
  const after = provinces.map(([Code, FullName]) => ({
    Code,
    FullName,
    Wards: MERGERS.filter(([, , magoc]) => magoc === Code).map(([code, name]) => ({ Code: code, FullName: name })),
  }));
  const mergers = MERGERS.map(([ma, ten, magoc, truocsapnhap]) => ({ ma, ten, magoc, truocsapnhap }));
  const files = { before: 'before.json', after: 'after.json', mergers: 'mergers.json' };
  await Promise.all(
    Object.entries({ before, after, mergers }).map(([name, rows]) =>
      writeFile(join(folder, `${name}.json`), JSON.stringify(rows)),
    ),
  );
  return {
    before: join(folder, files.before),
    after: join(folder, files.after),
    mergers: join(folder, files.mergers),
  };
}

function coded(text: string): { Code: string; FullName: string } {
  const [Code = '', ...name] = text.split(' ');
  return { Code, FullName: name.join(' ') };
}
