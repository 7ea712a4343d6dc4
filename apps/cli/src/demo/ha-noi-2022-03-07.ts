import { attest, type Clause, type DemoRecord, directiveWithClauses, readFrom } from '../demo-source.js';
import { PERSON } from './offices-and-people.js';
import { NAMED_MEMBERS } from './places-and-bodies.js';

/** Source 002: conclusions of a meeting of 7 March 2022, published on 9 March. */
const write = readFrom('002_ae81927fc45b6ffe.txt');
const ON = '2022-03-07';
const DIRECTIVE = 'dir-hn-2022-03-07';
const PARTY_GROUP = ['hn-bcsd-ubnd'];
const DISTRICTS = ['hn-class-quan-huyen-thixa'];
const COMMUNES = ['hn-class-phuong-xa-thitran'];
const COMMUNE_HEADS = ['of-class-bi-thu-phuong-xa', 'of-class-ct-ubnd-phuong-xa'];

const attestations = [
  attest(write, 11, 'of-hn-bi-thu', PERSON.dung, ON),
  attest(write, 11, 'of-uv-bct', PERSON.dung, ON),
  attest(write, 11, 'of-hn-truong-doan-dbqh', PERSON.dung, ON),
];

const clauses: Clause[] = [
  {
    line: 17,
    title: 'Lãnh đạo việc thích ứng với dịch bắt đầu từ thôn, tổ dân phố, dựa vào dân',
    leads: DISTRICTS,
    coordinators: ['hn-class-thon-tdp', 'hn-class-to-covid'],
  },
  {
    line: 19,
    title: 'Ước tính tỷ lệ F0 và số ca sắp tới để bố trí lực lượng nòng cốt, tình nguyện viên',
    leads: COMMUNES,
    coordinators: ['hn-class-thon-tdp', 'hn-class-to-covid'],
  },
  {
    line: 21,
    title: 'Tổ COVID cộng đồng đến với F0 tại nhà: nối thông tin, giúp nhu yếu phẩm, theo dõi bệnh',
    leads: ['hn-class-to-covid'],
    deadlineText: 'ngay',
    condition: 'khi người mắc thể nhẹ được điều trị tại nhà',
  },
  {
    line: 23,
    title: 'Trực tiếp chỉ đạo và tổ chức ở cấp xã, chịu trách nhiệm về kết quả cuối cùng',
    leads: COMMUNES,
    answering: COMMUNE_HEADS,
  },
  { line: 25, title: 'Đánh giá diễn biến dịch và có phương án ứng phó tương ứng', leads: PARTY_GROUP },
  { line: 25, title: 'Rà soát, chuẩn bị nâng cấp điều trị tầng cao phòng khi dịch kéo dài', leads: PARTY_GROUP },
  {
    line: 27,
    title: 'Chuẩn bị phương án tiêm vắc xin cho trẻ 5 đến 11 tuổi',
    leads: PARTY_GROUP,
    deadlineText: 'khi được phân bổ vắc xin ... tiêm ngay',
    condition: 'khi được phân bổ vắc xin',
  },
  { line: 27, title: 'Vận động để nhà trường và gia đình thống nhất về việc tiêm cho trẻ', leads: PARTY_GROUP },
  {
    line: 29,
    kind: 'inspection',
    title: 'Các đoàn của Ban Thường vụ kiểm tra sát việc lãnh đạo chống dịch ở các địa bàn',
    leads: ['hn-btv-thanh-uy'],
  },
  {
    line: 29,
    title: 'Chuẩn bị phương án bốn tại chỗ',
    leads: [...DISTRICTS, ...COMMUNES],
    leadsStated: false,
  },
  {
    line: 29,
    title: 'Hỗ trợ dân kịp thời, giảm ca nặng và tử vong, không để y tế quá tải',
    leads: [...DISTRICTS, ...COMMUNES],
    leadsStated: false,
  },
  {
    line: 29,
    title: 'Chăm lo an sinh và giữ ổn định từ cơ sở',
    leads: [...DISTRICTS, ...COMMUNES],
    leadsStated: false,
  },
];

const directive = directiveWithClauses(
  write,
  9,
  {
    directiveId: DIRECTIVE,
    form: 'meeting-conclusion',
    issuer: 'hn-thuong-truc-thanh-uy',
    issuerOffice: 'of-hn-bi-thu',
    title: 'Kết luận của Thường trực Thành ủy Hà Nội về chống dịch',
    on: ON,
    eventOn: ON,
    publishedAt: '2022-03-09 09:34',
    legalBasis: [{ number: '128/NQ-CP', title: 'Nghị quyết', issuerText: 'Chính phủ' }],
  },
  clauses,
  NAMED_MEMBERS,
);

const declarations = COMMUNE_HEADS.map((officeId) =>
  write(23, 'DeclareAccountability', `acc-hn-1~${officeId}`, {
    declarationId: `acc-hn-1~${officeId}`,
    officeId,
    toText: 'trước Đảng, trước dân',
    scope: 'kết quả cuối cùng của việc chống dịch và rủi ro cho người dân trên địa bàn',
    from: ON,
  }),
);

const team = write(29, 'EstablishInspectionTeam', 'insp-hn-2022-03', {
  teamId: 'insp-hn-2022-03',
  name: 'Đoàn kiểm tra, Ban Thường vụ Thành ủy Hà Nội, tháng 3/2022',
  kind: 'inspection',
  owners: ['hn-btv-thanh-uy'],
  scope: 'Việc lãnh đạo, thực hiện biện pháp chống dịch, trọng tâm là phương án bốn tại chỗ; cả khu công nghiệp',
  areas: [...DISTRICTS, ...COMMUNES],
  on: ON,
});

const findings = [
  write(11, 'LogFinding', 'find-002-01', {
    findingId: 'find-002-01',
    kind: 'strength',
    occasion: 'meeting',
    summary: 'Các cấp, các ngành làm nghiêm và có hiệu quả trong tuần',
    units: ['hn-class-cac-cap-nganh'],
    on: ON,
    madeByPerson: PERSON.dung,
    directiveId: DIRECTIVE,
  }),
  write(11, 'LogFinding', 'find-002-02', {
    findingId: 'find-002-02',
    kind: 'strength',
    occasion: 'meeting',
    summary: 'Mở cửa theo Nghị quyết 128/NQ-CP mà vẫn giữ được mục tiêu chính',
    units: ['hn'],
    on: ON,
    madeByPerson: PERSON.dung,
    directiveId: DIRECTIVE,
  }),
];

export const HA_NOI_2022_03_07: readonly DemoRecord[] = [
  ...attestations,
  ...directive,
  ...declarations,
  team,
  ...findings,
];
