import type { AnswersTo } from '#domain/organisation/accountability.js';
import type { Certainty, NoHolder } from '#domain/organisation/holder.js';
import type { StatusAnswer, TaskStatus } from '#domain/tasks/task-status.js';
import type { AnswerLine, Capacity, Coverage, WhoAnswers } from '#domain/tasks/who-answers.js';
import type { InBoth } from '#exchange/columns.js';

/** What a value of a field is, and so how it is said. */
export type Saying =
  'text' | 'status' | 'capacity' | 'reason' | 'certainty' | 'basis' | 'unit' | 'office' | 'person' | 'flags';

export interface FieldWords extends InBoth {
  readonly says: Saying;
  /** How nothing is said. */
  readonly none: InBoth;
}

const both = (vi: string, en: string): InBoth => ({ vi, en });
export const NONE = both('không có', 'none');
const UNSET = both('không nêu', 'not set');
const NOT_YET = both('chưa', 'not yet');
const field = (vi: string, en: string, says: Saying = 'text', none: InBoth = NONE): FieldWords => ({
  vi,
  en,
  says,
  none,
});

/** Every field of the state of a task: forgetting one does not compile. */
export type StateField =
  | keyof StatusAnswer
  | keyof AnswerLine
  | keyof AnswersTo
  | keyof Coverage
  | Exclude<keyof WhoAnswers, 'task' | 'asOf' | 'knownAt'>;

export const STATE_FIELDS: Readonly<Record<StateField, FieldWords>> = {
  status: field('Trạng thái', 'Status', 'status'),
  deadline: field('Hạn', 'Deadline', 'text', UNSET),
  deadlineText: field('Hạn theo văn bản', 'Deadline as worded', 'text', UNSET),
  completedOn: field('Ngày hoàn thành', 'Completed on', 'text', NOT_YET),
  closedOn: field('Ngày kết thúc', 'Closed on', 'text', NOT_YET),
  overdueDays: field('Số ngày quá hạn', 'Days overdue'),
  flags: field('Lưu ý', 'Notes', 'flags'),
  evidence: field('Bản ghi làm căn cứ', 'Records behind it'),
  lines: field('Người chịu trách nhiệm', 'Who answers'),
  capacity: field('Tư cách', 'Capacity', 'capacity'),
  unit: field('Đơn vị', 'Unit', 'unit'),
  office: field('Chức vụ', 'Office', 'office'),
  holder: field('Người giữ chức vụ', 'Holder', 'person', both('chưa có thông tin', 'nobody on record')),
  certainty: field('Mức chắc chắn', 'Certainty', 'certainty'),
  basis: field('Căn cứ', 'Basis', 'basis'),
  since: field('Giữ chức từ ngày', 'In office since', 'text', both('chưa rõ', 'not known')),
  until: field('Giữ chức đến trước ngày', 'In office until', 'text', both('chưa rõ', 'not known')),
  reason: field('Lý do', 'Reason', 'reason'),
  answersTo: field('Chịu trách nhiệm trước', 'Answers to'),
  body: field('Cơ quan', 'Body', 'unit'),
  text: field('Nội dung', 'Text'),
  scope: field('Phạm vi', 'Scope'),
  coverage: field('Mức giao đến từng đơn vị', 'How far it is fanned out'),
  class: field('Nhóm đơn vị', 'Class of units', 'unit'),
  named: field('Số đơn vị đã giao', 'Members that have it'),
  total: field('Tổng số đơn vị', 'Members in all', 'text', both('chưa rõ', 'not known')),
};

export const STATUS_WORDS: Readonly<Record<TaskStatus, InBoth>> = {
  'not-yet-assigned': both('chưa giao', 'not yet assigned'),
  'done-on-time': both('hoàn thành đúng hạn', 'done on time'),
  'done-late': both('hoàn thành quá hạn', 'done late'),
  done: both('hoàn thành, không có hạn để xét', 'done, no deadline to judge by'),
  withdrawn: both('đã rút', 'withdrawn'),
  orphaned: both('không còn đơn vị chủ trì', 'orphaned'),
  'needs-successor': both('chờ xác định đơn vị kế thừa', 'needs a successor'),
  suspended: both('tạm dừng', 'suspended'),
  returned: both('trả lại', 'returned'),
  'not-triggered': both('chưa đến điều kiện', 'not triggered'),
  'awaiting-verification': both('chờ xác minh', 'awaiting verification'),
  'open-in-term': both('trong hạn', 'in term'),
  'open-overdue': both('quá hạn', 'overdue'),
  'no-deadline': both('không nêu hạn', 'no deadline set'),
};

/** Who a line is about, by the capacity. */
export const CAPACITY_WORDS: Readonly<Record<Capacity, InBoth>> = {
  answers: both('người chịu trách nhiệm', 'who answers'),
  'answers-in-vacancy': both('người chịu trách nhiệm khi khuyết', 'who answers in the vacancy'),
  'answers-for-orphan': both('người chịu trách nhiệm thay', 'who answers for the orphan'),
  oversees: both('người theo dõi', 'who oversees'),
  leads: both('người lãnh đạo', 'who leads'),
  executes: both('người thực hiện', 'who executes'),
  directs: both('người chỉ đạo', 'who directs'),
  coordinates: both('người phối hợp', 'who coordinates'),
  supervises: both('người phụ trách địa bàn', 'who is in charge of the area'),
};

export const REASON_WORDS: Readonly<Record<NoHolder | 'not-fanned-out' | 'no-head-office' | 'no-superior', InBoth>> = {
  'not-fanned-out': both('chưa giao đến từng đơn vị', 'not fanned out to all members'),
  'no-head-office': both('hồ sơ không có chức vụ đứng đầu', 'no head office on record'),
  unnamed: both('chưa có thông tin', 'nobody was ever named'),
  vacant: both('khuyết', 'vacant'),
  'unknown-holder': both('chưa rõ ai giữ chức vụ', 'holder not known'),
  'no-superior': both('hồ sơ không có cấp trên', 'no superior on record'),
};

export const CERTAINTY_WORDS: Readonly<Record<Certainty, InBoth>> = {
  recorded: both('theo bổ nhiệm', 'appointment on record'),
  attested: both('văn bản có nêu', 'attested that day'),
  presumed: both('suy giữa hai lần văn bản có nêu', 'between two attestations'),
};

export const BASIS_WORDS: Readonly<Record<AnswerLine['basis'], InBoth>> = {
  stated: both('văn bản nêu chức vụ', 'the text names the office'),
  rule: both('theo quy tắc', 'the rules of who answers'),
};

/** Marks on a status or a line; `acting:quyền` is said by its second half. */
export const FLAG_WORDS: Readonly<Record<string, InBoth>> = {
  'extended-after-expiry': both('gia hạn sau khi đã quá hạn', 'extended after it had expired'),
  'deadline-fixed-after-completion': both(
    'hạn được xác định sau khi báo cáo hoàn thành',
    'date fixed after completion',
  ),
  collective: both('tập thể', 'collective body'),
  conflict: both('ghi nhận mâu thuẫn', 'conflicting records'),
  suspended: both('đang bị đình chỉ', 'suspended'),
};

/** What an item of a list is called. */
export const LIST_WORDS: Readonly<Record<string, InBoth>> = {
  answersTo: both('nơi phải chịu trách nhiệm', 'to whom it answers'),
  coverage: both('nhóm đơn vị', 'class of units'),
  holders: both('người giữ chức vụ', 'holder'),
  offices: both('chức vụ', 'office'),
  appointments: both('lần giữ chức vụ', 'time in the office'),
  record: both('lần giữ chức vụ', 'time in the office'),
  charges: both('phụ trách địa bàn', 'area charge'),
  bodies: both('cơ quan', 'body'),
  names: both('tên gọi', 'name'),
  tasks: both('nhiệm vụ', 'task'),
  recognitions: both('biểu dương, phê bình', 'recognition'),
  items: both('dòng', 'row'),
  text: both('điểm, khoản', 'clause'),
  clauses: both('điểm, khoản', 'clause'),
  turns: both('lần nhận, trả, dừng, tiếp tục', 'turn'),
  removed: both('điểm, khoản đã bỏ', 'clause taken out'),
  findings: both('nội dung ghi nhận', 'finding'),
  inTeam: both('thành viên đoàn', 'member of the team'),
  dispatched: both('lần cử đi', 'dispatch'),
  visited: both('lần kiểm tra', 'visit'),
  spans: both('khoảng thời gian', 'span of days'),
  events: both('bản ghi', 'record'),
  leads: both('đơn vị chủ trì', 'lead'),
  deadlines: both('thời hạn', 'deadline'),
  delegations: both('lần giao tiếp', 'delegation'),
  completions: both('báo cáo hoàn thành', 'report of completion'),
  progress: both('báo cáo tiến độ', 'report of progress'),
  reminders: both('lần đôn đốc', 'reminder'),
  explanations: both('giải trình', 'explanation'),
  extensionRequests: both('đề nghị gia hạn', 'request for an extension'),
  followings: both('việc theo dõi', 'following'),
};
