import { attest, type Clause, type DemoRecord, directiveWithClauses, readFrom } from '../demo-source.js';
import { PERSON } from './offices-and-people.js';
import { NAMED_MEMBERS } from './places-and-bodies.js';

/**
 * Source 003: the full text of a notice without number and date of its own. Its signer is not the one who chaired the
 * meeting. 632-TB/TU is Hà Nội's.
 */
const write = readFrom('003_ad5402184b016ad5.txt');
const ON = '2022-01-13';
const DIRECTIVE = 'dir-hd-2022-01-13';
const ALL_LEVELS = ['hd-class-cac-cap-nganh'];
const UBND = ['hd-ubnd'];

const attestations = [
  attest(write, 7, 'of-hd-bi-thu', PERSON.xuan, ON),
  attest(write, 44, 'of-hd-pbt-tt', PERSON.truong, ON),
  attest(write, 36, 'of-hn-pct-ubnd', PERSON.son, ON),
];

const clauses: Clause[] = [
  {
    line: 15,
    ref: 'mục 1, ý 1',
    title: 'Kiên trì, quyết liệt thực hiện các giải pháp chống dịch mà ba cấp đã chỉ đạo',
    leads: ALL_LEVELS,
  },
  {
    line: 15,
    ref: 'mục 1, ý 2',
    kind: 'principle',
    title: 'Ủy viên Ban Thường vụ, Bí thư và Chủ tịch phường chịu trách nhiệm về địa bàn, đơn vị của mình',
    leads: ALL_LEVELS,
    answering: ['of-hd-uv-btv', 'of-class-hd-bi-thu-phuong', 'of-class-hd-ct-ubnd-phuong'],
  },
  {
    line: 17,
    ref: 'mục 2, ý 1',
    title: 'Tuyên truyền, giữ nghiêm 5K, sẵn sàng trước biến chủng Omicron',
    leads: ALL_LEVELS,
    leadsStated: false,
    deadlineText: 'trước, trong và sau Tết Nguyên đán',
  },
  {
    line: 17,
    ref: 'mục 2, ý 2',
    title: 'Quản lý chặt lễ hội, hạn chế phần tụ tập đông người',
    leads: ALL_LEVELS,
    leadsStated: false,
  },
  {
    line: 19,
    ref: 'mục 3, ý 1',
    title: 'Chủ động phương án theo nguyên tắc bốn tại chỗ',
    leads: ALL_LEVELS,
    leadsStated: false,
  },
  {
    line: 19,
    ref: 'mục 3, ý 2',
    title: 'Rà soát, bổ sung túi thuốc, vật tư và thiết bị y tế',
    leads: ALL_LEVELS,
    leadsStated: false,
    deadlineText: 'kịp thời',
  },
  {
    line: 19,
    ref: 'mục 3, ý 3',
    title: 'Giám sát, quản lý kỹ F0 và F1 đang ở nhà',
    leads: ALL_LEVELS,
    leadsStated: false,
  },
  {
    line: 19,
    ref: 'mục 3, ý 4',
    title: 'Đưa trạm lưu động, tổ hỗ trợ, thầy thuốc đồng hành, phần mềm F0 vào hoạt động thực chất',
    leads: ALL_LEVELS,
    leadsStated: false,
  },
  {
    line: 19,
    ref: 'mục 3, ý 5',
    kind: 'escalation',
    title: 'Báo cáo cấp trên những vướng mắc để được xem xét, giải quyết',
    leads: ALL_LEVELS,
    leadsStated: false,
  },
  {
    line: 21,
    ref: 'mục 3, gạch đầu dòng 1',
    title: 'Cùng Sở Y tế và bệnh viện chuyển tầng kịp thời cho F0 nặng lên',
    leads: UBND,
    coordinators: ['hn-so-y-te'],
    condition: 'khi F0 chuyển nặng',
    target: { text: 'không ca tử vong nào do chậm chuyển tầng', value: 0, unit: 'ca' },
  },
  {
    line: 23,
    ref: 'mục 3, gạch đầu dòng 2, ý 1',
    title: 'Gỡ vướng trong mua test nhanh, công khai, minh bạch, đủ dùng',
    leads: UBND,
    deadlineText: 'dịp nghỉ Tết Nguyên Đán 2022',
    target: { text: 'không lần nào thiếu khi cần', value: 0, unit: 'lần' },
  },
  {
    line: 23,
    ref: 'mục 3, gạch đầu dòng 2, ý 2',
    title: 'Vận động xã hội hóa test nhanh',
    leads: UBND,
    deadlineText: 'trước mắt',
  },
  {
    line: 25,
    ref: 'mục 4, ý 1',
    title: 'Tổ chức chiến dịch tiêm chủng của quận theo hướng dẫn của Thành phố',
    leads: ALL_LEVELS,
    leadsStated: false,
  },
  {
    line: 25,
    ref: 'mục 4, ý 2',
    title: 'Tổ lưu động tiêm vét tại nhà cho người không đi lại được',
    leads: ALL_LEVELS,
    leadsStated: false,
    deadlineText: 'khẩn trương',
  },
  {
    line: 27,
    ref: 'mục 5',
    title: 'Chi trả đủ chế độ cho tuyến đầu và chính sách an sinh',
    leads: ALL_LEVELS,
    leadsStated: false,
    deadlineText: 'kịp thời',
  },
  {
    line: 29,
    ref: 'mục 6',
    kind: 'inspection',
    title: 'Các đoàn và Ủy viên phụ trách địa bàn kiểm tra thực chất, xử lý vi phạm, báo cáo kết quả',
    leads: ['hd-quan-uy', 'hd-ubnd'],
    answering: ['of-hd-uv-btv'],
  },
  { line: 31, ref: 'kết', title: 'Cơ quan, đơn vị, cá nhân liên quan thực hiện thông báo này', leads: ALL_LEVELS },
];

/** One line as printed names three bodies; it stands once for each. */
const THREE_BODIES = 'TT QU, HĐND, UBND Quận';

const directive = directiveWithClauses(
  write,
  7,
  {
    directiveId: DIRECTIVE,
    form: 'document',
    issuer: 'hd-btv-quan-uy',
    title: 'Thông báo kết luận, Ban Thường vụ Quận ủy Hà Đông',
    on: ON,
    eventOn: ON,
    legalBasis: [
      { number: '28/CĐ-TTg', title: 'Công điện', issuerText: 'Thủ tướng Chính phủ', issuedOn: '2022-01-11' },
      { number: '632-TB/TU', title: 'Thông báo', issuerText: 'Ban Thường vụ Thành ủy Hà Nội', issuedOn: '2022-01-07' },
    ],
    recipients: [
      { text: 'Thường trực Thành uỷ (để b/c)', unit: 'hn-thuong-truc-thanh-uy', purpose: 'to-report' },
      {
        text: 'Đ/c Lê Hồng Sơn, Phó Chủ tịch UBND Thành phố (b/c)',
        office: 'of-hn-pct-ubnd',
        person: PERSON.son,
        purpose: 'to-report',
      },
      { text: THREE_BODIES, unit: 'hd-ttqu' },
      { text: THREE_BODIES, unit: 'hd-hdnd' },
      { text: THREE_BODIES, unit: 'hd-ubnd' },
      { text: 'Các đ/c UV BTV Quận uỷ', unit: 'hd-btv-quan-uy', office: 'of-hd-uv-btv' },
      { text: 'Thành viên BCD Quận', unit: 'hd-bcd' },
      { text: 'Đảng uỷ, UBND các phường', unit: 'hd-class-phuong' },
      { text: 'Lưu: VPQU', unit: 'hd-vpqu', purpose: 'to-file' },
    ],
    signer: { person: PERSON.truong, office: 'of-hd-pbt-tt', authority: 'T/M' },
    chairedBy: PERSON.xuan,
  },
  clauses,
  NAMED_MEMBERS,
);

/** Before whom the text says that an office answers (line 15). */
const declarations = ['of-hd-uv-btv', 'of-class-hd-bi-thu-phuong', 'of-class-hd-ct-ubnd-phuong'].map((officeId) =>
  write(15, 'DeclareAccountability', `acc-hd-1~${officeId}`, {
    declarationId: `acc-hd-1~${officeId}`,
    officeId,
    to: 'hd-btv-quan-uy',
    toText: 'trước Ban Thường vụ Quận uỷ',
    scope: 'việc chống dịch ở địa bàn, đơn vị của mình',
    from: ON,
  }),
);

const team = write(
  29,
  'EstablishInspectionTeam',
  'insp-hd-2022-01',
  {
    teamId: 'insp-hd-2022-01',
    name: 'Các đoàn kiểm tra của Quận ủy và UBND quận Hà Đông',
    kind: 'inspection',
    owners: ['hd-quan-uy', 'hd-ubnd'],
    leaderOffice: 'of-hd-uv-btv',
    leaderText: 'các Ủy viên Ban Thường vụ phụ trách địa bàn',
    scope: 'Việc chống dịch ở cơ quan, đơn vị, địa phương; phát hiện, chấn chỉnh và xử lý vi phạm',
    checklist: [
      'trạm y tế lưu động',
      'lễ hội',
      'F0 điều trị tại nhà',
      'tiêm vắc xin',
      'túi thuốc',
      'trạm y tế phường',
      'vật tư y tế',
      'chế độ cho lực lượng chống dịch',
      'huy động lực lượng',
      'phương án dịp Tết',
    ],
    reportsTo: 'hd-btv-quan-uy',
    on: ON,
  },
  'Nguồn nói “phụ trách địa bàn” mà không nêu địa bàn nào, nên không ghi phân công địa bàn.',
);

function concluded(
  line: number,
  findingId: string,
  kind: 'strength' | 'risk' | 'shortcoming',
  summary: string,
  about: { units: string[]; tasks?: string[] },
): DemoRecord {
  return write(line, 'LogFinding', findingId, {
    findingId,
    kind,
    occasion: 'meeting',
    summary,
    on: ON,
    madeByUnit: 'hd-btv-quan-uy',
    directiveId: DIRECTIVE,
    ...about,
  });
}

const findings = [
  concluded(9, 'find-003-01', 'strength', 'Lãnh đạo chống dịch nghiêm túc, đúng hướng, hợp thực tế của quận', {
    units: ['hd'],
  }),
  concluded(11, 'find-003-02', 'risk', 'Ca mới tăng nhanh, dễ có biến chủng Omicron vào địa bàn', { units: ['hd'] }),
  concluded(23, 'find-003-03', 'shortcoming', 'Còn vướng trong mua test nhanh', {
    units: UBND,
    tasks: ['task-hd-2022-01-13-11'],
  }),
];

const report = write(
  11,
  'ReportCases',
  'rep-hd-2022-01-13',
  {
    reportId: 'rep-hd-2022-01-13',
    unit: 'hd',
    figures: [
      {
        measure: 'cases-a-day',
        from: '2022-01-05',
        to: '2022-01-12',
        total: 283,
        qualifier: 'average',
        periodAmbiguous: true,
      },
    ],
    on: ON,
    reportedByUnit: 'hd-ubnd',
    reportedTo: 'hd-btv-quan-uy',
  },
  'Không rõ tính cả hai đầu (8 ngày) hay không (7 ngày); không suy ra tổng số ca.',
);

export const HA_DONG_2022_01_13: readonly DemoRecord[] = [
  ...attestations,
  ...directive,
  ...declarations,
  team,
  ...findings,
  report,
];
