import type { Sentence, Way } from './policy-table.js';
import { ANYBODY_CHECKS, AUDITOR, AUDITOR_RAW, EVERYBODY, IN_SCOPE_NOW, read } from './read-policy.js';
import type { ReadPolicy } from './read-policy.js';

const HASHES = 'Hashes and signatures, from which no record can be read.';
const RAW = 'Records as they are, with whatever they hold.';
const READING = 'Who has read what.';
const PROCESS = 'The process, nothing on record.';

const RUNS: Sentence = {
  vi: 'Quản trị vận hành chạy việc dựng lại mà không đọc nội dung.',
  en: 'An operator sets it going and reads nothing of it.',
};
const ORDERS: readonly Way[] = [{ who: 'operator', relation: 'any', basis: RUNS }, ...AUDITOR];
const SUBSCRIBES: readonly Way[] = [
  {
    who: 'operator',
    relation: 'any',
    basis: {
      vi: 'Quản trị vận hành quản lý nơi nhận tin; tin chỉ nêu những gì mọi người đã đăng nhập đều thấy.',
      en: 'An operator looks after receivers; what an operator subscribes to is what everybody sees who has signed in.',
    },
  },
  {
    who: 'registrar',
    relation: 'any',
    basis: {
      vi: 'Văn thư kết nối hệ thống khác trong phạm vi văn thư được xem.',
      en: 'A registrar connects other systems, within what a registrar sees whole.',
    },
  },
  {
    who: 'auditor',
    relation: 'any',
    basis: {
      vi: 'Kiểm toán đăng ký nhận toàn bộ bản ghi; việc đăng ký được ghi vào nhật ký truy cập.',
      en: 'An auditor may have whole records sent; that is recorded in the access log.',
    },
  },
];
const RECORDS: readonly Way[] = [
  {
    who: 'office',
    relation: 'any',
    basis: {
      vi: 'Ai giữ chức vụ thì được ghi; quyền của từng dòng, từng việc được kiểm tra riêng.',
      en: 'Whoever holds an office may record; the right to each row and each record is checked by itself.',
    },
  },
  {
    who: 'registrar',
    relation: 'any',
    basis: { vi: 'Văn thư ghi văn bản và bộ máy.', en: 'A registrar records documents and the organisation.' },
  },
];
const PERSONAL: readonly Way[] = [
  {
    who: 'anyone-signed-in',
    relation: 'oneself',
    field: 'personId',
    basis: { vi: 'Ai cũng được xem dữ liệu của chính mình.', en: 'Everybody may read their own data.' },
  },
  {
    who: 'registrar',
    relation: 'any',
    basis: { vi: 'Văn thư, tổ chức cán bộ giữ dữ liệu này.', en: 'A registrar keeps these data.' },
  },
  ...AUDITOR,
];
const INFORMANT: readonly Way[] = [
  {
    who: 'anyone-signed-in',
    relation: 'of-the-team',
    field: 'findingId',
    of: 'finding',
    basis: {
      vi: 'Chỉ thành viên đoàn đã ghi nhận biết người phản ánh; đơn vị được kiểm tra thì không.',
      en: 'Only members of the team that found it know who reported it; the unit that was inspected does not.',
    },
  },
  ...AUDITOR,
];
const OWN_COMMAND: readonly Way[] = [
  {
    who: 'anyone-signed-in',
    relation: 'oneself',
    field: 'commandId',
    basis: { vi: 'Ai gửi thì xem được biên nhận của mình.', en: 'Whoever sent a command reads its receipt.' },
  },
  ...AUDITOR,
];
const WHOLE_BUNDLE: readonly Way[] = [
  {
    who: 'office',
    relation: 'within-scope',
    field: 'for',
    state: ['in-office'],
    basis: {
      vi: 'Người đứng đầu lấy được hồ sơ chứng cứ về việc thuộc phạm vi của mình, nếu trong đó không có bản ghi nào ngoài phạm vi.',
      en: 'A head takes away a bundle about what is within scope, if it holds no record that is out of it.',
    },
  },
  ...AUDITOR,
];

/** The record itself, its proof, who has read, and what runs the system. */
export const READS_OF_RECORDS: readonly ReadPolicy[] = [
  read('GET /records', 'record', ['Bản ghi của một luồng', 'The records of a stream'], IN_SCOPE_NOW, {
    sensitive: RAW,
  }),
  read('GET /records/{eventId}', 'record', ['Một bản ghi', 'A record'], IN_SCOPE_NOW, { sensitive: RAW }),
  read('GET /evidence/{sha256}', 'record', ['Tệp minh chứng', 'The bytes of evidence'], [...IN_SCOPE_NOW, ...AUDITOR], {
    sensitive: 'Bytes of evidence may show anybody.',
  }),
  read('POST /evidence', 'record', ['Gửi tệp minh chứng', 'Sending the bytes of evidence'], RECORDS, {
    ordinary: 'Gives nothing out.',
    guardAlone: true,
  }),
  read('POST /imports', 'record', ['Nhập danh sách', 'Importing a list'], RECORDS, {
    ordinary: 'Tells of the rows that were sent.',
    guardAlone: true,
  }),
  read('GET /history/log', 'record', ['Quá trình của toàn sổ', 'The history of the whole log'], AUDITOR_RAW, {
    sensitive: 'Every record, with what it changed.',
  }),
  read('GET /bundles', 'record', ['Hồ sơ chứng cứ', 'An evidence bundle'], WHOLE_BUNDLE, {
    sensitive: 'Records as they are, to be taken away; recorded with the digest of the bundle.',
    inside: true,
    guardAlone: true,
  }),
  read(
    'GET /persons/{personId}/personal-details',
    'personal-data',
    ['Điện thoại, địa chỉ, số định danh', 'Telephone, address and identity number'],
    PERSONAL,
    { sensitive: 'Telephone, address and identity number of a person, opened.', guardAlone: true },
  ),
  read(
    'GET /findings/{findingId}/informant',
    'personal-data',
    ['Người phản ánh', 'Who reported a finding'],
    INFORMANT,
    { names: { findingId: 'finding' }, sensitive: 'Who reported a finding, opened.' },
  ),
  read('GET /receipts/{commandId}', 'proof', ['Biên nhận', 'A receipt'], OWN_COMMAND, {
    ordinary: 'Names of records and where their proofs are, for whoever sent the command.',
    unseen: true,
    inside: true,
    guardAlone: true,
  }),
  read('GET /events/{eventId}/leaf', 'proof', ['Nội dung được băm', 'The bytes that are hashed'], AUDITOR_RAW, {
    sensitive: RAW,
    guardAlone: true,
  }),
  read('GET /events/{eventId}/proof', 'proof', ['Bằng chứng bao gồm', 'A proof of inclusion'], ANYBODY_CHECKS, {
    ordinary: HASHES,
  }),
  ...tree('/log', 'sổ ghi', 'the log', RAW),
  ...tree('/access-log', 'nhật ký truy cập', 'the access log', READING),
  read('GET /access-log', 'proof', ['Nhật ký truy cập', 'The access log'], AUDITOR, {
    sensitive: READING,
    guardAlone: true,
  }),
  read('GET /audit/replay-proofs', 'proof', ['Các lần dựng lại', 'Replay proofs'], AUDITOR, {
    sensitive: 'Shows rows that differ as they are, with whatever they hold.',
    guardAlone: true,
  }),
  read('GET /audit/replay-proofs/{proofId}', 'proof', ['Một lần dựng lại', 'A replay proof'], AUDITOR, {
    sensitive: 'Shows a row that differs as it is, with whatever it holds.',
    guardAlone: true,
  }),
  read('POST /audit/replay-proofs', 'operations', ['Bắt đầu dựng lại', 'Beginning a replay proof'], ORDERS, {
    ordinary: 'Its number and how far it is.',
    guardAlone: true,
  }),
  read(
    'POST /audit/replay-proofs/{proofId}/stop',
    'operations',
    ['Dừng việc dựng lại', 'Stopping a replay proof'],
    ORDERS,
    { ordinary: 'Its number and how far it is.', guardAlone: true },
  ),
  read('GET /cloud-events', 'record', ['Sổ ghi dạng CloudEvents', 'The log as CloudEvents'], AUDITOR_RAW, {
    sensitive: RAW,
    guardAlone: true,
  }),
  ...webhooks(),
  read('GET /health/live', 'open', ['Tiến trình còn chạy', 'The process runs'], EVERYBODY, { ordinary: PROCESS }),
  read('GET /health/ready', 'open', ['Tiến trình sẵn sàng', 'The process is ready'], EVERYBODY, { ordinary: PROCESS }),
];

/** Who is told of what is recorded. What a subscription sends is bounded by who made it, whoever looks after it. */
function webhooks(): ReadPolicy[] {
  const row = (action: string, vi: string, en: string, ordinary: string) =>
    read(action, 'operations', [vi, en], SUBSCRIBES, { ordinary, guardAlone: true });
  const [at, of] = ['Receivers and how far they are; no content of a record.', 'Tells how far it is.'];
  const one = '/webhooks/{webhookId}';
  return [
    row('GET /webhooks', 'Các đăng ký nhận tin', 'The webhooks', at),
    row(`GET ${one}`, 'Một đăng ký nhận tin', 'A webhook', at),
    row(`GET ${one}/dead-letters`, 'Tin không gửi được', 'What was given up', 'What is out of reach by number alone.'),
    row('POST /webhooks', 'Đăng ký nhận tin', 'Making a webhook', 'One that sends whole records is itself recorded.'),
    row(`POST ${one}/secrets`, 'Đổi khóa ký', 'A new secret', 'The secret that it has made, once.'),
    row(`POST ${one}/pause`, 'Tạm dừng gửi', 'Pausing a webhook', of),
    row(`POST ${one}/resume`, 'Gửi tiếp', 'Resuming a webhook', of),
    row(`POST ${one}/end`, 'Kết thúc đăng ký', 'Ending a webhook', of),
    row(`POST ${one}/dead-letters/{position}/redeliver`, 'Gửi lại', 'Sending again', of),
  ];
}

/** The addresses of a transparency log: hashes for anybody, what is under them for an auditor. */
function tree(at: string, vi: string, en: string, why: string): ReadPolicy[] {
  const hashes = (path: string, ofVi: string, ofEn: string) =>
    read(`GET ${at}/${path}`, 'proof', [`${ofVi} của ${vi}`, `${ofEn} of ${en}`], ANYBODY_CHECKS, {
      ordinary: HASHES,
    });
  const raw = (path: string, ofVi: string, ofEn: string) =>
    read(`GET ${at}/${path}`, 'proof', [`${ofVi} của ${vi}`, `${ofEn} of ${en}`], AUDITOR_RAW, {
      sensitive: why,
      guardAlone: true,
    });
  return [
    raw('tile/entries/{path}', 'Gói bản ghi', 'A bundle of records'),
    raw('leaves/{path}', 'Các bản ghi', 'The records'),
    hashes('checkpoint', 'Điểm kiểm tra', 'The checkpoint'),
    hashes('key', 'Khóa công khai', 'The public key'),
    hashes('tile/{level}/{path}', 'Ô giá trị băm', 'A tile of hashes'),
    hashes('proof/inclusion', 'Bằng chứng bao gồm', 'A proof of inclusion'),
    hashes('proof/consistency', 'Bằng chứng nhất quán', 'A proof of consistency'),
    hashes('history', 'Các sổ trước', 'The logs before and now'),
  ];
}
