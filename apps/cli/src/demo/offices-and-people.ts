import type { Line } from '#domain/organisation/unit.js';
import { type DemoRecord, readFrom } from '../demo-source.js';

/**
 * The offices and the persons that the sources name. Of a person nothing is recorded but the name and the office in
 * which a source shows them on a day. `seats: 2` stands for "more than one": the sources show several and give no number.
 */
const haNoi2021 = readFrom('000_25c5488101c0d362.txt');
const hoangMai2021 = readFrom('001_0524026a1398fdbe.txt');
const haNoi2022 = readFrom('002_ae81927fc45b6ffe.txt');
const haDong2022 = readFrom('003_ad5402184b016ad5.txt');
const hoChiMinh2021 = readFrom('004_875a3551ed32719f.txt');

interface Seat {
  head?: boolean;
  seats?: number;
  line?: Line;
}

function office(
  write: typeof haNoi2021,
  line: number,
  officeId: string,
  title: string,
  body: string,
  { head = false, seats = 1, line: of }: Seat = {},
  note?: string,
): DemoRecord {
  return write(
    line,
    'CreateOffice',
    officeId,
    { officeId, title, body, head, seats, ...(of ? { line: of } : {}) },
    note,
  );
}

const HEAD = { head: true };
const SEVERAL = { seats: 2 };
const BY_LAW = 'Nguồn không nêu tên người; chức vụ đứng đầu ghi theo luật.';

const named = [
  office(haNoi2021, 4, 'of-uv-bct', 'Ủy viên Bộ Chính trị', 'vn-trung-uong', SEVERAL),
  office(hoangMai2021, 16, 'of-tbt', 'Tổng Bí thư', 'vn-trung-uong', HEAD),
  office(haDong2022, 13, 'of-thu-tuong', 'Thủ tướng Chính phủ', 'vn-chinh-phu', HEAD),
  office(haNoi2021, 1, 'of-hn-bi-thu', 'Bí thư Thành ủy Hà Nội', 'hn-thanh-uy', HEAD),
  office(haNoi2021, 4, 'of-hn-truong-doan-dbqh', 'Trưởng đoàn ĐBQH thành phố Hà Nội', 'hn-doan-dbqh', HEAD),
  office(hoangMai2021, 4, 'of-hn-pct-ubnd', 'Phó Chủ tịch UBND thành phố Hà Nội', 'hn-ubnd', SEVERAL),
  office(hoangMai2021, 4, 'of-hn-pct-tt-hdnd', 'Phó Chủ tịch Thường trực HĐND thành phố Hà Nội', 'hn-hdnd'),
  office(hoangMai2021, 4, 'of-hn-gd-cong-an', 'Giám đốc Công an thành phố Hà Nội', 'hn-cong-an', HEAD),
  office(hoangMai2021, 4, 'of-hn-tu-lenh', 'Tư lệnh Bộ Tư lệnh Thủ đô', 'hn-btl-thu-do', HEAD),
  office(hoangMai2021, 7, 'of-hm-bi-thu', 'Bí thư Quận ủy Hoàng Mai', 'hm-quan-uy', HEAD),
  office(hoangMai2021, 7, 'of-hm-uv-btv', 'Ủy viên Ban Thường vụ Quận ủy Hoàng Mai', 'hm-btv-quan-uy', SEVERAL),
  office(haDong2022, 7, 'of-hd-bi-thu', 'Bí thư Quận ủy Hà Đông', 'hd-quan-uy', HEAD),
  office(haDong2022, 44, 'of-hd-pbt-tt', 'Phó Bí thư Thường trực Quận ủy quận Hà Đông', 'hd-quan-uy'),
  office(haDong2022, 29, 'of-hd-uv-btv', 'Ủy viên Ban Thường vụ Quận ủy Hà Đông', 'hd-btv-quan-uy', SEVERAL),
];

const chairs = [
  office(hoangMai2021, 4, 'hn-ubnd.ct', 'Chủ tịch UBND thành phố Hà Nội', 'hn-ubnd', HEAD, BY_LAW),
  office(haNoi2021, 31, 'hm-ubnd.ct', 'Chủ tịch UBND quận Hoàng Mai', 'hm-ubnd', HEAD, BY_LAW),
  office(haNoi2021, 31, 'hd-ubnd.ct', 'Chủ tịch UBND quận Hà Đông', 'hd-ubnd', HEAD, BY_LAW),
  office(haNoi2021, 31, 'thanh-tri-huyen-uy.bt', 'Bí thư Huyện ủy Thanh Trì', 'thanh-tri-huyen-uy', HEAD, BY_LAW),
  office(haNoi2021, 31, 'thanh-tri-ubnd.ct', 'Chủ tịch UBND huyện Thanh Trì', 'thanh-tri-ubnd', HEAD, BY_LAW),
  office(hoChiMinh2021, 2, 'hcm-thanh-uy.bt', 'Bí thư Thành ủy TP Hồ Chí Minh', 'hcm-thanh-uy', HEAD, BY_LAW),
  office(hoChiMinh2021, 5, 'hcm-ubnd.ct', 'Chủ tịch UBND TP Hồ Chí Minh', 'hcm-ubnd', HEAD, BY_LAW),
];

/** Offices that a text names for all members of a class; in each member they are its head of that line. */
const ofClasses = [
  office(haNoi2021, 31, 'of-class-bi-thu-quan-huyen', 'Bí thư các quận, huyện, thị xã', 'hn-class-quan-huyen-thixa', {
    head: true,
    line: 'party',
  }),
  office(
    haNoi2021,
    31,
    'of-class-ct-ubnd-quan-huyen',
    'Chủ tịch UBND các quận, huyện, thị xã',
    'hn-class-quan-huyen-thixa',
    { head: true, line: 'government' },
  ),
  office(
    haNoi2022,
    23,
    'of-class-bi-thu-phuong-xa',
    'Bí thư Đảng ủy các phường, xã, thị trấn',
    'hn-class-phuong-xa-thitran',
    { head: true, line: 'party' },
  ),
  office(
    haNoi2022,
    23,
    'of-class-ct-ubnd-phuong-xa',
    'Chủ tịch UBND các phường, xã, thị trấn',
    'hn-class-phuong-xa-thitran',
    { head: true, line: 'government' },
  ),
  office(haDong2022, 15, 'of-class-hd-bi-thu-phuong', 'Bí thư Đảng ủy phường (Hà Đông)', 'hd-class-phuong', {
    head: true,
    line: 'party',
  }),
  office(haDong2022, 15, 'of-class-hd-ct-ubnd-phuong', 'Chủ tịch UBND phường (Hà Đông)', 'hd-class-phuong', {
    head: true,
    line: 'government',
  }),
  office(hoangMai2021, 21, 'of-class-hm-nguoi-dung-dau', 'người đứng đầu cơ quan, đơn vị', 'hm-class-coquan-dn', HEAD),
  office(hoChiMinh2021, 18, 'of-class-hcm-nguoi-dung-dau', 'người đứng đầu các cấp', 'hcm-class-capuy-cq', HEAD),
];

/** Opaque ids: no name in the name of a stream. */
export const PERSON = {
  dung: 'p-01',
  ha: 'p-02',
  trung: 'p-03',
  duyet: 'p-04',
  chuXuanDung: 'p-05',
  hieu: 'p-06',
  trong: 'p-07',
  xuan: 'p-08',
  truong: 'p-09',
  son: 'p-10',
} as const;

function person(write: typeof haNoi2021, line: number, personId: string, name: string): DemoRecord {
  return write(line, 'RegisterPerson', personId, { personId, name });
}

const people = [
  person(haNoi2021, 4, PERSON.dung, 'Đinh Tiến Dũng'),
  person(hoangMai2021, 4, PERSON.ha, 'Phùng Thị Hồng Hà'),
  person(hoangMai2021, 4, PERSON.trung, 'Nguyễn Hải Trung'),
  person(hoangMai2021, 4, PERSON.duyet, 'Nguyễn Quốc Duyệt'),
  person(hoangMai2021, 4, PERSON.chuXuanDung, 'Chử Xuân Dũng'),
  person(hoangMai2021, 7, PERSON.hieu, 'Nguyễn Quang Hiếu'),
  person(hoangMai2021, 16, PERSON.trong, 'Nguyễn Phú Trọng'),
  person(haDong2022, 7, PERSON.xuan, 'Nguyễn Thanh Xuân'),
  person(haDong2022, 49, PERSON.truong, 'Nguyễn Văn Trường'),
  person(haDong2022, 36, PERSON.son, 'Lê Hồng Sơn'),
];

export const OFFICE_RECORDS: readonly DemoRecord[] = [...named, ...chairs, ...ofClasses];
export const PERSON_RECORDS: readonly DemoRecord[] = people;
