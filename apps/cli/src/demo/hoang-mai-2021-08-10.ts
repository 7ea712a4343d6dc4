import { attest, type DemoRecord, directiveWithClauses, readFrom } from '../demo-source.js';
import { PERSON } from './offices-and-people.js';
import { NAMED_MEMBERS } from './places-and-bodies.js';

/** Source 001: a visit to Hoàng Mai with orders by word of mouth, in the press. The year is inferred from line 6. */
const write = readFrom('001_0524026a1398fdbe.txt');
const ON = '2021-08-10';
const DIRECTIVE = 'dir-hm-2021-08-10';
const TEAM = 'visit-hm-2021-08-10';
const VISIT = 'visit-hm-2021-08-10.hm';

const attestations = [
  attest(write, 3, 'of-hn-bi-thu', PERSON.dung, ON),
  attest(write, 3, 'of-uv-bct', PERSON.dung, ON),
  attest(write, 4, 'of-hn-pct-tt-hdnd', PERSON.ha, ON),
  attest(write, 4, 'of-hn-gd-cong-an', PERSON.trung, ON),
  attest(write, 4, 'of-hn-tu-lenh', PERSON.duyet, ON),
  attest(write, 4, 'of-hn-pct-ubnd', PERSON.chuXuanDung, ON),
  attest(write, 7, 'of-hm-bi-thu', PERSON.hieu, ON),
  attest(write, 16, 'of-tbt', PERSON.trong, ON),
];

const directive = directiveWithClauses(
  write,
  12,
  {
    directiveId: DIRECTIVE,
    form: 'oral',
    issuer: 'hn-thanh-uy',
    issuerOffice: 'of-hn-bi-thu',
    title: 'Chỉ đạo của Bí thư Thành ủy khi kiểm tra quận Hoàng Mai',
    on: ON,
    onInferred: true,
    eventOn: ON,
    legalBasis: [
      { number: '16/CT-TTg', title: 'Chỉ thị', issuerText: 'Thủ tướng Chính phủ' },
      { title: 'Lời kêu gọi', issuerText: 'Tổng Bí thư' },
    ],
  },
  [
    {
      line: 18,
      title: 'Chuẩn bị trước ở mức cao hơn để không phải cách ly F0 tại nhà',
      leads: ['hm'],
      target: { text: 'không ca F0 nào phải cách ly tại nhà', value: 0, unit: 'ca' },
    },
    {
      line: 18,
      title: 'Phối hợp với Thành phố sớm đưa hết công suất giường bệnh trên địa bàn vào sử dụng',
      leads: ['hm'],
      coordinators: ['hn'],
      deadlineText: 'sớm',
      target: { text: 'khoảng 7.500 giường', value: 7500, unit: 'giường', qualifier: 'khoảng' },
    },
    {
      line: 16,
      title: 'Phát huy kết quả đã có, siết giãn cách theo Chỉ thị 16/CT-TTg cho thực chất',
      leads: ['hm-quan-uy'],
      deadlineText: 'trước mắt',
    },
    {
      line: 17,
      title: 'Giám sát giãn cách từ tổ dân phố, giữa người với người, nhà với nhà',
      leads: ['hm'],
      leadsStated: false,
    },
    {
      line: 17,
      title: 'Bảo đảm mỗi cơ quan, doanh nghiệp có phương án chống dịch được duyệt và làm thật',
      leads: ['hm'],
      leadsStated: false,
      coordinators: ['hm-class-coquan-dn'],
    },
    {
      line: 20,
      title: 'Khoanh chặt nơi nguy cơ cao, dập các ổ dịch của quận',
      leads: ['hm'],
      deadlineText: 'nhanh chóng',
    },
    { line: 20, title: 'Giữ an ninh, trật tự trên địa bàn', leads: ['hm'] },
    {
      line: 20,
      title: 'Bảo đảm an sinh, trước hết cho hộ chính sách, hộ nghèo, công nhân và người khó khăn',
      leads: ['hm'],
    },
    {
      line: 21,
      kind: 'principle',
      title: 'Nêu cao trách nhiệm người đứng đầu; lấy kết quả chống dịch làm thước đo cán bộ',
      leads: ['hm'],
      answering: ['of-class-hm-nguoi-dung-dau'],
    },
    { line: 10, title: 'Tiếp tục cảnh giác cao vì còn là vùng đỏ của Thành phố', leads: ['hm'] },
  ],
  NAMED_MEMBERS,
);

const inspections: DemoRecord[] = [
  write(7, 'EstablishInspectionTeam', 'insp-hm-10-doan', {
    teamId: 'insp-hm-10-doan',
    name: 'Các đoàn kiểm tra của Quận ủy Hoàng Mai',
    kind: 'inspection',
    owners: ['hm-quan-uy'],
    teamCount: 10,
    leaderOffice: 'of-hm-uv-btv',
    leaderText: 'các Ủy viên Ban Thường vụ Quận ủy',
    scope: 'Công tác phòng, chống dịch',
    on: ON,
  }),
  write(3, 'EstablishInspectionTeam', TEAM, {
    teamId: TEAM,
    name: 'Đoàn công tác của Bí thư Thành ủy Hà Nội tại quận Hoàng Mai',
    kind: 'working-visit',
    owners: ['hn-thanh-uy'],
    teamCount: 1,
    leaders: [PERSON.dung],
    members: [PERSON.ha, PERSON.trung, PERSON.duyet, PERSON.chuXuanDung],
    membersText: 'lãnh đạo một số sở, ngành',
    scope: 'Công tác phòng, chống dịch của quận Hoàng Mai',
    areas: ['hm'],
    on: ON,
  }),
  write(6, 'RecordSiteVisit', VISIT, {
    teamId: TEAM,
    visitId: VISIT,
    unit: 'hm',
    on: ON,
    partOfDay: 'afternoon',
    receivedBy: PERSON.hieu,
    sites: [
      { name: 'Khu đô thị Times City (mô hình tự quản)', unit: 'hm-mai-dong' },
      { name: 'Khu dân cư số 1 (mô hình tự quản)', unit: 'hm-mai-dong' },
      { name: 'Cơ sở thu dung tại Khu đô thị Đền Lừ III', unit: 'hm' },
      { name: 'Khu cách ly Công viên Tuổi Trẻ', unit: 'hm' },
      { name: 'Bệnh viện dã chiến hồi sức Yên Sở', unit: 'hm-yen-so' },
    ],
  }),
];

/** All six were said on the visit: two by the party, four by its head at the working session that ended it. */
function remark(
  line: number,
  findingId: string,
  kind: 'strength' | 'risk',
  summary: string,
  by: { madeByPerson?: string; onBehalfOf?: string } = { madeByPerson: PERSON.dung },
): DemoRecord {
  return write(line, 'LogFinding', findingId, {
    findingId,
    kind,
    occasion: 'inspection',
    summary,
    units: ['hm'],
    on: ON,
    teamId: TEAM,
    visitId: VISIT,
    directiveId: DIRECTIVE,
    ...by,
  });
}

const findings = [
  remark(
    10,
    'find-001-01',
    'strength',
    'Chủ động chống dịch, làm mẫu về truy vết, cách ly và đi đầu về mô hình tự quản vùng an toàn',
    {},
  ),
  remark(10, 'find-001-02', 'risk', 'Vẫn thuộc vùng đỏ của Thành phố', {}),
  remark(12, 'find-001-03', 'strength', 'Đơn vị tiêu biểu, quyết liệt, nhiều sáng kiến'),
  remark(
    13,
    'find-001-04',
    'strength',
    'Kiểm soát được dịch, giúp Thành phố lập khu cách ly, bệnh viện dã chiến và nơi thu dung',
  ),
  remark(15, 'find-001-05', 'strength', 'Biểu dương tinh thần và kết quả chống dịch của cả quận', {
    madeByPerson: PERSON.dung,
    onBehalfOf: 'hn-btv-thanh-uy',
  }),
  remark(16, 'find-001-06', 'risk', 'Nguy cơ cao, dịch dễ lây lan mạnh'),
];

const report = write(7, 'ReportCases', 'rep-hm-2021-08-10', {
  reportId: 'rep-hm-2021-08-10',
  unit: 'hm',
  figures: [
    {
      from: '2021-07-24',
      to: ON,
      total: 112,
      parts: [
        { name: 'cộng đồng', value: 30 },
        { name: 'khu cách ly', value: 81 },
      ],
    },
  ],
  on: ON,
  reportedByPerson: PERSON.hieu,
  reportedTo: 'hn-thanh-uy',
});

type Kind = 'actual' | 'cumulative' | 'capacity' | 'planned' | 'scheme';

function figure(
  line: number,
  indicatorId: string,
  name: string,
  kind: Kind,
  value: number,
  measuredIn: string,
  qualifier?: 'about',
): DemoRecord {
  const body = { indicatorId, name, unit: 'hm', kind, value, measuredIn, on: ON };
  return write(line, 'ReportIndicator', indicatorId, qualifier ? { ...body, qualifier } : body);
}

const indicators = [
  figure(7, 'ind-hm-teams-10', 'đoàn kiểm tra của Quận ủy', 'actual', 10, 'đoàn'),
  figure(7, 'ind-hm-plans', 'phương án đã chuẩn bị', 'actual', 5, 'phương án'),
  figure(7, 'ind-hm-levels', 'thang cấp độ riêng của quận', 'scheme', 5, 'cấp độ'),
  figure(8, 'ind-hm-self-mgmt', 'tổ tự quản', 'actual', 296, 'tổ'),
  figure(8, 'ind-hm-checkpoints', 'chốt bảo vệ vùng an toàn, 3 lớp', 'actual', 470, 'chốt'),
  figure(8, 'ind-hm-pilot-wards', 'phường làm thí điểm tự quản', 'actual', 2, 'phường'),
  figure(8, 'ind-hm-quarantine-points', 'điểm cách ly y tế, ở 10 phường', 'actual', 21, 'điểm'),
  figure(8, 'ind-hm-vaccine-doses', 'mũi vắc xin đã tiêm', 'cumulative', 48321, 'mũi'),
  figure(18, 'ind-hm-beds', 'giường bệnh đã có và sẽ có', 'planned', 7500, 'giường', 'about'),
  figure(6, 'ind-hm-quarantine-capacity', 'sức chứa khu cách ly Công viên Tuổi Trẻ', 'capacity', 2000, 'chỗ'),
];

export const HOANG_MAI_2021_08_10: readonly DemoRecord[] = [
  ...attestations,
  ...directive,
  ...inspections,
  ...findings,
  report,
  ...indicators,
];
