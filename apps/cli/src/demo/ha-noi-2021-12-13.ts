import { attest, type Clause, type DemoRecord, directiveWithClauses, readFrom } from '../demo-source.js';
import { PERSON } from './offices-and-people.js';
import { NAMED_MEMBERS } from './places-and-bodies.js';

/** Source 000: conclusions of a meeting, in the press, lines 1 to 39; what follows is the web page around it. */
const write = readFrom('000_25c5488101c0d362.txt');
const ON = '2021-12-13';
const DIRECTIVE = 'dir-hn-2021-12-13';
const PARTY_GROUP = ['hn-bcsd-ubnd'];
const DISTRICTS = ['hn-class-quan-huyen-thixa'];
const COMMUNES = ['hn-class-phuong-xa-thitran'];
const ALL_LEVELS = ['hn-class-cac-cap-nganh'];
/** "Trực tiếp Bí thư, Chủ tịch …": the text itself names who answers (line 31). */
const DISTRICT_HEADS = ['of-class-bi-thu-quan-huyen', 'of-class-ct-ubnd-quan-huyen'];

const attestations = [
  attest(write, 4, 'of-hn-bi-thu', PERSON.dung, ON),
  attest(write, 4, 'of-uv-bct', PERSON.dung, ON),
  attest(write, 4, 'of-hn-truong-doan-dbqh', PERSON.dung, ON),
];

const clauses: Clause[] = [
  { line: 4, title: 'Chuẩn bị phương án cho tình huống dịch nặng hơn hiện tại', leads: PARTY_GROUP },
  {
    line: 6,
    title: 'Lãnh đạo cấp huyện nắm chắc địa bàn, dồn sức cho cơ sở: năng lực y tế và ý thức của dân',
    leads: DISTRICTS,
    deadlineText: 'trước mắt',
  },
  { line: 21, title: 'Cả hệ thống chính trị cùng chuyển sang thích ứng an toàn với dịch', leads: ALL_LEVELS },
  {
    line: 21,
    kind: 'delegation',
    title: 'Thực hiện tốt việc phân cấp và giao quyền chống dịch cho cấp huyện, cấp xã',
    leads: ALL_LEVELS,
    leadsStated: false,
  },
  {
    line: 21,
    title: 'Tăng năng lực y tế của tuyến huyện và tuyến cơ sở',
    leads: ALL_LEVELS,
    leadsStated: false,
  },
  {
    line: 25,
    kind: 'inspection',
    title: '15 đoàn kiểm tra đi cơ sở, vừa giám sát vừa giúp gỡ vướng mắc',
    leads: ['hn-btv-thanh-uy'],
  },
  {
    line: 25,
    kind: 'recognition',
    title: 'Khen nơi làm tốt; phê bình, chấn chỉnh nơi và người thiếu trách nhiệm',
    leads: ['hn-btv-thanh-uy'],
    deadlineText: 'kịp thời',
  },
  // The plan is due at once; only its use waits for the thresholds, which are recorded as indicators.
  { line: 27, title: 'Lập kịch bản ứng phó cho mức 2.000 và mức 3.000 ca mỗi ngày', leads: PARTY_GROUP },
  {
    line: 27,
    title: 'Huy động cơ sở y tế của trung ương trên địa bàn và cơ sở y tế tư nhân',
    leads: PARTY_GROUP,
  },
  {
    line: 27,
    title: 'Hoàn tất chính sách mời nhân viên y tế nghỉ hưu và sinh viên y giúp cơ sở',
    leads: PARTY_GROUP,
    deadlineText: 'ngay',
  },
  {
    line: 27,
    title: 'Tiêm mũi 1 cho người còn lại, ưu tiên người có bệnh nền và học sinh THCS',
    leads: PARTY_GROUP,
    leadsStated: false,
  },
  { line: 27, title: 'Tiêm mũi 2 cho học sinh THPT đủ điều kiện', leads: PARTY_GROUP, leadsStated: false },
  {
    line: 27,
    title: 'Sẵn sàng tiêm mũi 3 cho đối tượng mà Bộ Y tế hướng dẫn',
    leads: PARTY_GROUP,
    leadsStated: false,
  },
  {
    line: 29,
    title: 'Gỡ vướng trong mua sắm và nhận tài trợ thiết bị, để xét nghiệm theo khu vực, có kết quả sớm',
    leads: PARTY_GROUP,
  },
  {
    line: 29,
    title: 'Rà soát, giao cơ sở thu dung F0 của Thành phố cho quận, huyện còn thiếu',
    leads: PARTY_GROUP,
    coordinators: DISTRICTS,
  },
  {
    line: 31,
    title: 'Cấp ủy, chính quyền cấp huyện có sẵn phương án cho mức dịch cao hơn',
    leads: DISTRICTS,
  },
  {
    line: 31,
    title: 'Xác định cấp độ dịch của địa bàn và biện pháp đi kèm',
    leads: DISTRICTS,
    answering: DISTRICT_HEADS,
  },
  {
    line: 31,
    title: 'Nâng năng lực y tế, lập thêm trạm y tế lưu động',
    leads: DISTRICTS,
    answering: DISTRICT_HEADS,
  },
  {
    line: 31,
    title: 'Quản lý, điều trị F0 và cách ly F1 tại nhà ở mọi xã, phường, thị trấn',
    leads: DISTRICTS,
    answering: DISTRICT_HEADS,
    coordinators: COMMUNES,
    target: { text: 'mọi xã, phường, thị trấn', value: 1, unit: 'tỷ lệ' },
  },
  {
    line: 31,
    title: 'Tăng kiểm tra, giám sát ngay tại cơ sở',
    leads: DISTRICTS,
    answering: DISTRICT_HEADS,
  },
  {
    line: 33,
    title: 'Cùng hai Sở lập phương án cho từng trường đón học sinh trở lại, gắn với xét nghiệm và tiêm chủng',
    leads: DISTRICTS,
    coordinators: ['hn-so-y-te', 'hn-so-gddt'],
  },
  {
    line: 33,
    title: 'Đánh giá nhanh triệu chứng của học sinh là F0 để chọn nơi điều trị, cách ly',
    leads: DISTRICTS,
    leadsStated: false,
    condition: 'khi phát hiện F0 là học sinh',
  },
  {
    line: 35,
    title: 'Vận động các tổ chức tôn giáo làm lễ trực tuyến, vẫn trang trọng, ít tụ tập',
    leads: ALL_LEVELS,
    deadlineText: 'dịp lễ Noel và Tết Dương lịch 2022',
  },
  {
    line: 35,
    title: 'Tuyên truyền để chức sắc, giáo dân và người dân cùng Thành phố chống dịch',
    leads: ALL_LEVELS,
  },
  {
    line: 37,
    title: 'Có phương án chung giữ an toàn toàn Thành phố, nhất là ở điểm vui chơi đông người',
    leads: PARTY_GROUP,
    deadlineText: 'những ngày lễ lớn',
  },
  {
    line: 37,
    title: 'Lực lượng tại chỗ, công an làm nòng cốt, giữ trật tự và phân luồng, tránh tụ tập',
    leads: [...DISTRICTS, ...COMMUNES],
    deadlineText: 'trong dịp này',
  },
  {
    line: 39,
    title: 'Thực hiện đủ và kịp thời chính sách an sinh, chăm lo người khó khăn đón Tết',
    leads: [...ALL_LEVELS, 'hn-mttq-doan-the'],
    deadlineText: 'Tết Nguyên đán',
    target: { text: 'không người dân nào thiếu ăn, thiếu mặc', value: 0, unit: 'người' },
  },
];

const directive = directiveWithClauses(
  write,
  6,
  {
    directiveId: DIRECTIVE,
    form: 'meeting-conclusion',
    issuer: 'hn-btv-thanh-uy',
    issuerOffice: 'of-hn-bi-thu',
    title: 'Kết luận hội nghị của Ban Thường vụ Thành ủy Hà Nội về chống dịch',
    on: ON,
    onInferred: true,
    eventOn: ON,
    legalBasis: [{ title: 'Hướng dẫn tiêm mũi 3', issuerText: 'Bộ Y tế' }],
  },
  clauses,
  NAMED_MEMBERS,
);

const team = write(25, 'EstablishInspectionTeam', 'insp-hn-15-doan', {
  teamId: 'insp-hn-15-doan',
  name: 'Đoàn kiểm tra, Ban Thường vụ Thành ủy Hà Nội, tháng 12/2021',
  kind: 'inspection',
  owners: ['hn-btv-thanh-uy'],
  teamCount: 15,
  scope: 'Đi cơ sở để kiểm tra, giám sát và giúp gỡ vướng mắc',
  on: ON,
});

/** Said to the press after the meeting. Where no unit is named, none is recorded. */
function toThePress(
  line: number,
  findingId: string,
  kind: 'strength' | 'shortcoming',
  summary: string,
  about: { units?: string[]; unitsText?: string; tasks?: string[] },
): DemoRecord {
  return write(line, 'LogFinding', findingId, {
    findingId,
    kind,
    occasion: 'press',
    summary,
    on: ON,
    madeByPerson: PERSON.dung,
    ...about,
  });
}

const findings = [
  toThePress(17, 'find-000-01', 'strength', 'Ca bệnh tăng mạnh nhưng Thành phố còn kiểm soát được', { units: ['hn'] }),
  toThePress(19, 'find-000-02', 'shortcoming', 'Còn nhiều người chủ quan', { unitsText: 'còn phổ biến' }),
  toThePress(19, 'find-000-03', 'shortcoming', 'Tụ tập đông, bỏ 5K khi làm lễ, làm đám và ăn uống', {
    unitsText: 'nhiều nơi',
  }),
  toThePress(19, 'find-000-04', 'shortcoming', 'Chưa cho F0 nhẹ điều trị và F1 cách ly tại nhà', {
    unitsText: 'một số quận, huyện, phường, xã',
    tasks: ['task-hn-2021-12-13-19'],
  }),
];

const report = write(
  13,
  'ReportCases',
  'rep-hn-2021-12-13',
  {
    reportId: 'rep-hn-2021-12-13',
    unit: 'hn',
    figures: [
      { from: '2021-10-11', to: ON, cutoffAt: '2021-12-13T11:00:00Z', total: 15000, qualifier: 'nearly' },
      { from: '2021-12-06', to: '2021-12-12', total: 4550 },
      { from: '2021-12-12', to: '2021-12-12', total: 900, qualifier: 'nearly' },
      { from: ON, to: ON, total: 762 },
      { measure: 'lockdown-points', to: ON, total: 37 },
      { measure: 'clusters', to: ON, total: 9 },
    ],
    on: ON,
  },
  'Mốc 18 giờ chỉ được nêu cho số lũy kế; số của riêng ngày 13/12 có thể chưa trọn ngày.',
);

function figure(
  line: number,
  indicatorId: string,
  name: string,
  kind: 'actual' | 'capacity' | 'threshold',
  value: number | null,
  measuredIn: string | null,
): DemoRecord {
  return write(line, 'ReportIndicator', indicatorId, {
    indicatorId,
    name,
    unit: 'hn',
    kind,
    value,
    measuredIn,
    on: ON,
  });
}

const indicators = [
  figure(15, 'ind-hn-facilities', 'bệnh viện, nơi thu dung đã mở', 'actual', 32, 'cơ sở'),
  figure(15, 'ind-hn-mobile-facilities', 'nơi thu dung kiểu trạm lưu động', 'actual', 27, 'cơ sở'),
  figure(15, 'ind-hn-capacity', 'năng lực điều trị', 'capacity', 100000, 'ca bệnh'),
  figure(15, 'ind-hn-oxygen-hospitals', 'bệnh viện đã xong hệ thống ô xy', 'actual', 25, 'bệnh viện'),
  figure(15, 'ind-hn-oxygen-outlets', 'đầu ra ô xy', 'actual', 3200, 'đầu ra'),
  figure(15, 'ind-hn-training', 'tập huấn trực tuyến cho mọi xã, phường, thị trấn', 'actual', null, null),
  figure(15, 'ind-hn-f0-software', 'phần mềm quản lý F0 tại nhà', 'actual', null, null),
  figure(27, 'ind-hn-trigger-2000', 'ngưỡng kịch bản, mức 1', 'threshold', 2000, 'ca/ngày'),
  figure(27, 'ind-hn-trigger-3000', 'ngưỡng kịch bản, mức 2', 'threshold', 3000, 'ca/ngày'),
  figure(25, 'ind-hn-teams-15', 'đoàn kiểm tra của Ban Thường vụ', 'actual', 15, 'đoàn'),
];

export const HA_NOI_2021_12_13: readonly DemoRecord[] = [
  ...attestations,
  ...directive,
  team,
  ...findings,
  report,
  ...indicators,
];
