import { type Clause, type DemoRecord, directiveWithClauses, readFrom } from '../demo-source.js';
import { NAMED_MEMBERS } from './places-and-bodies.js';

/**
 * Source 004: a notice of conclusions in the press, lines 1 to 18; from line 19 on readers comment, which is no part of
 * it. The year is inferred from the date of 12-CT/TU, which here is Hồ Chí Minh City's.
 */
const write = readFrom('004_875a3551ed32719f.txt');
const ON = '2021-08-11';
const DIRECTIVE = 'dir-hcm-2021-08-11';
const ALL_LEVELS = ['hcm-class-capuy-cq'];
/** The wording under which the whole notice stands (line 5); it names no date and none is made of it. */
const WINDOW = 'trong 8 ngày còn lại';

const clauses: Clause[] = [
  { line: 5, title: 'Lãnh đạo quyết liệt hơn, dồn nguồn lực, nắm chắc tình hình dịch', leads: ALL_LEVELS },
  { line: 7, title: 'Giữ sức tuyến đầu, bảo vệ tính mạng người dân, giảm tử vong tối đa', leads: ALL_LEVELS },
  { line: 7, title: 'Giữ vùng xanh, thu hẹp vùng đỏ, giữ an toàn khu dân cư', leads: ALL_LEVELS },
  {
    line: 8,
    title: 'Điều trị tích cực F0 nặng, dùng hết công suất các trung tâm hồi sức để đỡ tuyến dưới',
    leads: ALL_LEVELS,
    leadsStated: false,
  },
  {
    line: 9,
    title: 'Cùng giới chuyên môn lập chiến lược, kịch bản và quy trình điều trị',
    leads: ['hcm-nganh-y-te'],
  },
  {
    line: 10,
    title: 'Quản lý F0 không triệu chứng và F1 tại nhà theo một quy trình thông suốt',
    leads: ALL_LEVELS,
    leadsStated: false,
  },
  {
    line: 11,
    title: 'Lập danh sách người chưa tiêm từ 18 tuổi và trên 65 tuổi có bệnh nền; lập đội tiêm lưu động',
    leads: ['hcm'],
  },
  {
    line: 11,
    title: 'Quản lý điểm tiêm cố định, đẩy nhanh tiến độ tiêm',
    leads: ['hcm'],
    target: { text: 'khoảng 70% theo chỉ tiêu', value: 0.7, unit: 'tỷ lệ', qualifier: 'khoảng' },
  },
  { line: 12, title: 'Điều phối mua sắm, cung ứng thiết bị y tế và hàng thiết yếu', leads: ['hcm-tt-mua-sam'] },
  {
    line: 13,
    title: 'Lập danh mục mặt hàng thiết yếu để doanh nghiệp dựa vào mà cung ứng',
    leads: ['hcm-tt-mua-sam'],
    deadlineText: 'sớm',
  },
  {
    line: 14,
    title: 'Ưu tiên tiêm và cho thêm người đi lại trong giờ hạn chế theo nhu cầu sản xuất',
    leads: ['hcm'],
  },
  {
    line: 15,
    title: 'Đưa gói an sinh đến tận tay người hưởng, không sót, không chậm',
    leads: ['hcm'],
    leadsStated: false,
  },
  { line: 16, title: 'Liên kết, gỡ khó cho doanh nghiệp giữ sản xuất', leads: ['hcm'] },
  { line: 17, title: 'Truyền thông chính xác, phản bác thông tin sai', leads: ['hcm'] },
  {
    line: 18,
    kind: 'principle',
    title: 'Người đứng đầu các cấp nêu cao trách nhiệm và ý chí',
    leads: ALL_LEVELS,
    answering: ['of-class-hcm-nguoi-dung-dau'],
  },
];

const directive = directiveWithClauses(
  write,
  2,
  {
    directiveId: DIRECTIVE,
    form: 'document',
    issuer: 'hcm-btv-thanh-uy',
    title: 'Thông báo kết luận về kết quả thực hiện Chỉ thị 12-CT/TU',
    on: ON,
    onInferred: true,
    issuedOn: ON,
    legalBasis: [
      {
        number: '12-CT/TU',
        title: 'Chỉ thị',
        issuerText: 'Ban Thường vụ Thành ủy TP Hồ Chí Minh',
        issuedOn: '2021-07-22',
      },
      { number: '16/CT-TTg', title: 'Chỉ thị', issuerText: 'Thủ tướng Chính phủ' },
    ],
  },
  clauses.map((clause) => ({ deadlineText: WINDOW, ...clause })),
  NAMED_MEMBERS,
);

const findings = [
  write(3, 'LogFinding', 'find-004-01', {
    findingId: 'find-004-01',
    kind: 'strength',
    occasion: 'document',
    summary: 'Các cấp đã nỗ lực thực hiện',
    units: ALL_LEVELS,
    on: ON,
    madeByUnit: 'hcm-btv-thanh-uy',
    directiveId: DIRECTIVE,
  }),
  write(4, 'LogFinding', 'find-004-02', {
    findingId: 'find-004-02',
    kind: 'shortcoming',
    occasion: 'document',
    summary: 'Mới đạt một số yêu cầu; dịch còn rất phức tạp',
    units: ['hcm'],
    on: ON,
    madeByUnit: 'hcm-btv-thanh-uy',
    directiveId: DIRECTIVE,
  }),
];

const indicators = [
  write(11, 'ReportIndicator', 'ind-hcm-vaccine-target', {
    indicatorId: 'ind-hcm-vaccine-target',
    name: 'chỉ tiêu tiêm vắc xin',
    unit: 'hcm',
    kind: 'target',
    value: 0.7,
    measuredIn: 'tỷ lệ',
    qualifier: 'about',
    on: ON,
  }),
  write(5, 'ReportIndicator', 'ind-hcm-days-left', {
    indicatorId: 'ind-hcm-days-left',
    name: 'thời gian còn lại của Chỉ thị 12-CT/TU',
    unit: 'hcm',
    kind: 'time-window',
    value: 8,
    measuredIn: 'ngày',
    on: ON,
  }),
];

export const HO_CHI_MINH_2021_08_11: readonly DemoRecord[] = [...directive, ...findings, ...indicators];
