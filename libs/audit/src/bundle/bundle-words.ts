import type { Certainty } from '#domain/organisation/holder.js';
import type { InWords } from '#domain/tasks/task-history-words.js';
import type { Capacity } from '#domain/tasks/who-answers.js';

const words = (vi: string, en: string): InWords => ({ vi, en });

export const CAPACITY_WORDS: Readonly<Record<Capacity, InWords>> = {
  answers: words('chịu trách nhiệm', 'answers'),
  'answers-in-vacancy': words('chịu trách nhiệm khi khuyết', 'answers in the vacancy'),
  'answers-for-orphan': words('chịu trách nhiệm thay', 'answers for the orphaned task'),
  oversees: words('theo dõi', 'oversees'),
  leads: words('lãnh đạo', 'leads'),
  executes: words('thực hiện', 'executes'),
  directs: words('chỉ đạo', 'directs'),
  coordinates: words('phối hợp', 'coordinates'),
  supervises: words('phụ trách địa bàn', 'in charge of the area'),
};

export const CERTAINTY_WORDS: Readonly<Record<Certainty, InWords>> = {
  recorded: words('theo bổ nhiệm', 'by appointment'),
  attested: words('văn bản có nêu', 'a document shows it'),
  presumed: words('suy giữa hai lần văn bản có nêu', 'presumed between two documents'),
};

/** Why a line has no office or no holder. */
export const REASON_WORDS: Readonly<Record<string, InWords>> = {
  'not-fanned-out': words('chưa giao đến từng đơn vị', 'not given to each unit yet'),
  'no-head-office': words('hồ sơ không có chức vụ đứng đầu', 'no head office on record'),
  unnamed: words('chưa có thông tin', 'no information'),
  vacant: words('khuyết', 'vacant'),
  'unknown-holder': words('chưa rõ ai giữ chức vụ', 'it is not known who held it'),
  'no-superior': words('hồ sơ không có cấp trên', 'no superior on record'),
};

export const SUBJECT_WORDS = {
  task: words('Ai chịu trách nhiệm về nhiệm vụ này?', 'Who answers for this task?'),
  person: words('Người này giữ những chức vụ nào?', 'Which offices does this person hold?'),
  unit: words('Đơn vị này do ai đứng đầu, chủ trì việc gì?', 'Who heads this unit, and what does it lead?'),
  directive: words(
    'Văn bản này nêu gì, đã giao những nhiệm vụ nào?',
    'What does this directive say, which tasks has it made?',
  ),
  period: words('Thời gian này đã ghi nhận những gì?', 'What was recorded in this period?'),
} as const;

export const PAGE_WORDS = {
  title: words('Hồ sơ chứng cứ', 'Evidence bundle'),
  question: words('Câu hỏi', 'The question'),
  about: words('Về', 'About'),
  asOf: words('Tính đến ngày', 'As of'),
  knownAt: words('Theo bản ghi đến số', 'Known up to record'),
  answer: words('Câu trả lời', 'The answer'),
  whole: words('Toàn văn câu trả lời', 'The whole answer'),
  capacity: words('Tư cách', 'Capacity'),
  unit: words('Đơn vị', 'Unit'),
  office: words('Chức vụ', 'Office'),
  holder: words('Người giữ chức vụ', 'Holder'),
  certainty: words('Mức chắc chắn', 'Certainty'),
  evidence: words('Bản ghi số', 'Records'),
  events: words('Các bản ghi', 'The records'),
  ordinal: words('Số', 'No.'),
  recorded: words('Ghi lúc', 'Recorded'),
  happened: words('Ngày của sự việc', 'Day of the matter'),
  who: words('Người ghi', 'By'),
  what: words('Nội dung', 'What'),
  stream: words('Luồng, phiên bản', 'Stream, revision'),
  proof: words('Bằng chứng', 'Proof'),
  annulled: words('đã bị hủy', 'annulled'),
  notSaid: words('không nêu', 'not said'),
  proved: words('có, tệp', 'yes, file'),
  checkpoint: words('Mốc đã ký', 'The signed checkpoint'),
  treeSize: words('Số bản ghi trong sổ khi ký', 'Records in the log when it was signed'),
  keys: words('Khóa công khai', 'Public keys'),
  witnesses: words('Nhân chứng cùng ký', 'Witnesses that cosigned'),
  none: words('không có', 'none'),
  chosen: words('Các bản ghi được chọn thế nào', 'How the records were chosen'),
  check: words('Kiểm tra', 'How to check'),
  checkText: words(
    'Trang này để đọc, không tự chứng minh. Chạy lệnh dưới đây ở bất cứ máy nào: lệnh tính lại từng bằng chứng từ các bản ghi trong tệp, tính lại câu trả lời và so sánh; không cần máy chủ. Khóa công khai phải lấy từ nơi mà bên vận hành không tự quyết định được.',
    'This page is for reading and proves nothing by itself. Run the command below on any machine: it works out each proof anew from the records in the file, works out the answer anew and compares; no server is needed. Take the public key from somewhere that the operator does not decide alone.',
  ),
  notShown: words(
    'Bằng chứng cho thấy các bản ghi này đã có trong sổ khi mốc được ký và từ đó không bị sửa. Bằng chứng không cho thấy điều được ghi là đúng sự thật, và không cho thấy ngoài hồ sơ này không còn bản ghi nào khác liên quan.',
    'The proofs show that these records were in the log when the checkpoint was signed and were not altered since. They do not show that what was recorded is true, nor that there is no other record that bears on it.',
  ),
} as const;
