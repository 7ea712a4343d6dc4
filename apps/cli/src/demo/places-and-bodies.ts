import type { Line } from '#domain/organisation/unit.js';
import { type DemoRecord, readFrom } from '../demo-source.js';

/**
 * The units that the sources name. No source says since when a unit exists: `FIRST_DAY` is the first day of this record
 * and no founding date. Party committees and People's Committees of the named places are recorded with their head
 * offices, because the law gives every such place both; who holds them is recorded only where a source says so.
 */
const FIRST_DAY = '2020-01-01';

const haNoi2021 = readFrom('000_25c5488101c0d362.txt');
const hoangMai2021 = readFrom('001_0524026a1398fdbe.txt');
const haNoi2022 = readFrom('002_ae81927fc45b6ffe.txt');
const haDong2022 = readFrom('003_ad5402184b016ad5.txt');
const hoChiMinh2021 = readFrom('004_875a3551ed32719f.txt');

type Written = Parameters<typeof haNoi2021>;
type From = typeof haNoi2021;

function place(
  write: From,
  line: number,
  unitId: string,
  name: string,
  level: 'central' | 'province' | 'district' | 'commune',
  parent: string | null,
  note?: Written[4],
): DemoRecord {
  return write(line, 'RegisterPlace', unitId, { unitId, name, level, parent, from: FIRST_DAY }, note);
}

function body(
  write: From,
  line: number,
  unitId: string,
  name: string,
  seat: { place: string; line: Line; parent?: string; collective?: boolean; from?: string },
  note?: string,
): DemoRecord {
  const { place, line: system, parent = null, collective = false, from = FIRST_DAY } = seat;
  return write(line, 'RegisterBody', unitId, { unitId, name, place, line: system, parent, collective, from }, note);
}

function unitClass(write: From, line: number, unitId: string, name: string, place: string): DemoRecord {
  return write(line, 'DefineClass', unitId, { unitId, name, place, total: null });
}

const places = [
  place(haNoi2021, 21, 'vn', 'Trung ương', 'central', null),
  place(haNoi2021, 4, 'hn', 'Thành phố Hà Nội', 'province', 'vn'),
  place(hoChiMinh2021, 2, 'hcm', 'Thành phố Hồ Chí Minh', 'province', 'vn'),
  place(hoangMai2021, 3, 'hm', 'Quận Hoàng Mai', 'district', 'hn'),
  place(haDong2022, 47, 'hd', 'Quận Hà Đông', 'district', 'hn'),
  place(haNoi2021, 9, 'thanh-tri', 'Huyện Thanh Trì', 'district', 'hn'),
  place(hoangMai2021, 6, 'hm-mai-dong', 'Phường Mai Động', 'commune', 'hm'),
  place(hoangMai2021, 8, 'hm-dai-kim', 'Phường Đại Kim', 'commune', 'hm'),
  place(hoangMai2021, 5, 'hm-yen-so', 'Phường Yên Sở', 'commune', 'hm', 'Quận suy từ ngữ cảnh chuyến kiểm tra.'),
  place(haNoi2021, 9, 'thanh-tri-tan-trieu', 'Xã Tân Triều', 'commune', 'thanh-tri'),
  place(
    haNoi2022,
    7,
    'hn-bach-mai',
    'Phường Bạch Mai',
    'commune',
    'hn',
    'Nguồn không nêu quận; ghi thẳng dưới Thành phố.',
  ),
];

const bodies = [
  body(haNoi2021, 21, 'vn-trung-uong', 'Trung ương Đảng', { place: 'vn', line: 'party' }),
  body(haNoi2021, 21, 'vn-chinh-phu', 'Chính phủ', { place: 'vn', line: 'government' }),
  body(haNoi2021, 27, 'vn-bo-y-te', 'Bộ Y tế', { place: 'vn', line: 'government', parent: 'vn-chinh-phu' }),

  body(haNoi2021, 1, 'hn-thanh-uy', 'Thành ủy Hà Nội', { place: 'hn', line: 'party' }),
  body(haNoi2021, 25, 'hn-btv-thanh-uy', 'Ban Thường vụ Thành ủy Hà Nội', {
    place: 'hn',
    line: 'party',
    parent: 'hn-thanh-uy',
    collective: true,
  }),
  body(haNoi2022, 9, 'hn-thuong-truc-thanh-uy', 'Thường trực Thành ủy Hà Nội', {
    place: 'hn',
    line: 'party',
    parent: 'hn-thanh-uy',
    collective: true,
  }),
  body(hoangMai2021, 4, 'hn-ubnd', 'UBND thành phố Hà Nội', { place: 'hn', line: 'government' }),
  body(haNoi2021, 4, 'hn-bcsd-ubnd', 'Ban Cán sự đảng UBND thành phố Hà Nội', {
    place: 'hn',
    line: 'party',
    parent: 'hn-thanh-uy',
  }),
  body(hoangMai2021, 4, 'hn-hdnd', 'HĐND thành phố Hà Nội', { place: 'hn', line: 'council' }),
  body(
    haNoi2021,
    4,
    'hn-doan-dbqh',
    'Đoàn ĐBQH thành phố Hà Nội',
    { place: 'hn', line: 'council' },
    'Ghi vào hệ thống cơ quan dân cử.',
  ),
  body(hoangMai2021, 4, 'hn-cong-an', 'Công an thành phố Hà Nội', { place: 'hn', line: 'armed' }),
  body(hoangMai2021, 4, 'hn-btl-thu-do', 'Bộ Tư lệnh Thủ đô', { place: 'hn', line: 'armed' }),
  body(haNoi2021, 33, 'hn-so-y-te', 'Sở Y tế Hà Nội', { place: 'hn', line: 'government', parent: 'hn-ubnd' }),
  body(haNoi2021, 33, 'hn-so-gddt', 'Sở GDĐT Hà Nội', { place: 'hn', line: 'government', parent: 'hn-ubnd' }),
  body(haDong2022, 25, 'hn-bcd', 'Ban Chỉ đạo Thành phố', { place: 'hn', line: 'steering' }),

  body(hoangMai2021, 7, 'hm-quan-uy', 'Quận ủy Hoàng Mai', { place: 'hm', line: 'party' }),
  body(hoangMai2021, 7, 'hm-btv-quan-uy', 'Ban Thường vụ Quận ủy Hoàng Mai', {
    place: 'hm',
    line: 'party',
    parent: 'hm-quan-uy',
    collective: true,
  }),
  body(haNoi2021, 31, 'hm-ubnd', 'UBND quận Hoàng Mai', { place: 'hm', line: 'government' }),
  body(
    hoangMai2021,
    7,
    'hm-so-chi-huy',
    'Sở chỉ huy quận Hoàng Mai',
    { place: 'hm', line: 'steering', from: '2021-08-10' },
    'Nguồn không nêu ngày thành lập; ghi từ ngày nguồn cho thấy đã có.',
  ),

  body(haDong2022, 7, 'hd-quan-uy', 'Quận ủy Hà Đông', { place: 'hd', line: 'party' }),
  body(haDong2022, 7, 'hd-btv-quan-uy', 'Ban Thường vụ Quận ủy Hà Đông', {
    place: 'hd',
    line: 'party',
    parent: 'hd-quan-uy',
    collective: true,
  }),
  body(haDong2022, 37, 'hd-ttqu', 'Thường trực Quận ủy Hà Đông', {
    place: 'hd',
    line: 'party',
    parent: 'hd-quan-uy',
    collective: true,
  }),
  body(haDong2022, 41, 'hd-vpqu', 'Văn phòng Quận ủy Hà Đông', { place: 'hd', line: 'party', parent: 'hd-quan-uy' }),
  body(haDong2022, 7, 'hd-ubnd', 'UBND quận Hà Đông', { place: 'hd', line: 'government' }),
  body(haDong2022, 37, 'hd-hdnd', 'HĐND quận Hà Đông', { place: 'hd', line: 'council' }),
  body(haDong2022, 39, 'hd-bcd', 'Ban Chỉ đạo quận Hà Đông', { place: 'hd', line: 'steering' }),

  body(haNoi2021, 31, 'thanh-tri-huyen-uy', 'Huyện ủy Thanh Trì', { place: 'thanh-tri', line: 'party' }),
  body(haNoi2021, 31, 'thanh-tri-ubnd', 'UBND huyện Thanh Trì', { place: 'thanh-tri', line: 'government' }),

  body(hoChiMinh2021, 2, 'hcm-thanh-uy', 'Thành ủy TP Hồ Chí Minh', { place: 'hcm', line: 'party' }),
  body(hoChiMinh2021, 1, 'hcm-btv-thanh-uy', 'Ban Thường vụ Thành ủy TP Hồ Chí Minh', {
    place: 'hcm',
    line: 'party',
    parent: 'hcm-thanh-uy',
    collective: true,
  }),
  body(hoChiMinh2021, 5, 'hcm-ubnd', 'UBND TP Hồ Chí Minh', { place: 'hcm', line: 'government' }),
  body(
    hoChiMinh2021,
    9,
    'hcm-nganh-y-te',
    'Ngành y tế TP Hồ Chí Minh',
    { place: 'hcm', line: 'government', parent: 'hcm-ubnd' },
    'Nguồn gọi chung là ngành, không nêu cơ quan; vì vậy không có chức vụ đứng đầu.',
  ),
  body(hoChiMinh2021, 12, 'hcm-tt-mua-sam', 'Trung tâm mua sắm TP Hồ Chí Minh', {
    place: 'hcm',
    line: 'government',
    parent: 'hcm-ubnd',
  }),
];

/** Đảng ủy and UBND of each commune that a source names. */
const communes = [
  { id: 'hm-mai-dong', of: 'phường Mai Động' },
  { id: 'hm-dai-kim', of: 'phường Đại Kim' },
  { id: 'hm-yen-so', of: 'phường Yên Sở' },
  { id: 'thanh-tri-tan-trieu', of: 'xã Tân Triều' },
  { id: 'hn-bach-mai', of: 'phường Bạch Mai' },
];

const communeBodies = communes.flatMap(({ id, of }) => [
  body(haNoi2022, 23, `${id}-dang-uy`, `Đảng ủy ${of}`, { place: id, line: 'party' }),
  body(haNoi2022, 23, `${id}-ubnd`, `UBND ${of}`, { place: id, line: 'government' }),
]);

const classes = [
  unitClass(haNoi2021, 31, 'hn-class-quan-huyen-thixa', 'các quận, huyện, thị xã (Hà Nội)', 'hn'),
  unitClass(haNoi2022, 19, 'hn-class-phuong-xa-thitran', 'các phường, xã, thị trấn (Hà Nội)', 'hn'),
  unitClass(haNoi2022, 5, 'hn-class-to-covid', 'các tổ COVID-19 cộng đồng (Hà Nội)', 'hn'),
  unitClass(haNoi2022, 5, 'hn-class-thon-tdp', 'thôn, tổ dân phố (Hà Nội)', 'hn'),
  unitClass(haNoi2021, 35, 'hn-class-cac-cap-nganh', 'các cấp, các ngành (Hà Nội)', 'hn'),
  unitClass(haNoi2021, 39, 'hn-mttq-doan-the', 'Mặt trận và các đoàn thể (Hà Nội)', 'hn'),
  unitClass(hoangMai2021, 7, 'hm-class-phuong', 'các phường (Hoàng Mai)', 'hm'),
  unitClass(hoangMai2021, 17, 'hm-class-coquan-dn', 'cơ quan, đơn vị, doanh nghiệp (Hoàng Mai)', 'hm'),
  unitClass(haDong2022, 40, 'hd-class-phuong', 'các phường (Hà Đông)', 'hd'),
  unitClass(haDong2022, 13, 'hd-class-cac-cap-nganh', 'các cấp, các ngành (Hà Đông)', 'hd'),
  unitClass(hoChiMinh2021, 5, 'hcm-class-capuy-cq', 'cấp ủy, chính quyền, đoàn thể các cấp (TP Hồ Chí Minh)', 'hcm'),
];

/** Members of a class that the five sources name; each class goes on to have an unknown number of others. */
export const NAMED_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  'hn-class-quan-huyen-thixa': ['hm', 'hd', 'thanh-tri'],
  'hn-class-phuong-xa-thitran': communes.map((commune) => commune.id),
};

/** The two head offices of each commune, that the sources speak of and name nobody for. */
const communeOffices = communes.flatMap(({ id, of }) => [
  haNoi2022(23, 'CreateOffice', `${id}-dang-uy.bt`, {
    officeId: `${id}-dang-uy.bt`,
    title: `Bí thư Đảng ủy ${of}`,
    body: `${id}-dang-uy`,
    head: true,
  }),
  haNoi2022(23, 'CreateOffice', `${id}-ubnd.ct`, {
    officeId: `${id}-ubnd.ct`,
    title: `Chủ tịch UBND ${of}`,
    body: `${id}-ubnd`,
    head: true,
  }),
]);

export const UNIT_RECORDS: readonly DemoRecord[] = [...places, ...bodies, ...communeBodies, ...classes];
export const COMMUNE_OFFICE_RECORDS: readonly DemoRecord[] = communeOffices;
