import type { RecordEvents } from '../fold.js';
import type { DelayReasonCode, ExtensionReason, TaskEvents } from './task-events.js';

/** One sentence in each language. */
export interface InWords {
  vi: string;
  en: string;
}

/** Names on the day of the event; an id that has no name stands for itself. */
export interface Namer {
  unit(id: string): string;
  person(id: string): string;
}

type Events = TaskEvents & RecordEvents;

export const DELAY_REASON_WORDS: Readonly<Record<DelayReasonCode, InWords>> = {
  'waiting-for-another-unit': { vi: 'chờ đơn vị khác', en: 'waiting for another unit' },
  'waiting-for-guidance': { vi: 'chờ hướng dẫn', en: 'waiting for guidance' },
  'legal-obstacle': { vi: 'vướng mắc pháp lý', en: 'a legal obstacle' },
  'funds-or-staff': { vi: 'thiếu kinh phí hoặc nhân lực', en: 'lack of funds or staff' },
  procurement: { vi: 'đấu thầu, mua sắm', en: 'procurement' },
  'land-or-premises': { vi: 'đất đai, mặt bằng', en: 'land or premises' },
  'force-majeure': { vi: 'bất khả kháng', en: 'force majeure' },
  'received-late': { vi: 'nhận nhiệm vụ muộn', en: 'the task was received late' },
  'scope-changed': { vi: 'thay đổi phạm vi', en: 'a changed scope' },
  reorganisation: { vi: 'sắp xếp tổ chức', en: 'a reorganisation' },
  'own-organisation': { vi: 'tổ chức thực hiện của đơn vị', en: 'its own organisation' },
  other: { vi: 'nguyên nhân khác', en: 'another reason' },
};

export const EXTENSION_REASON_WORDS: Readonly<Record<ExtensionReason, InWords>> = {
  'force-majeure': { vi: 'bất khả kháng', en: 'force majeure' },
  'waiting-for-another-unit': { vi: 'chờ đơn vị khác', en: 'waiting for another unit' },
  'legal-obstacle': { vi: 'vướng mắc pháp lý', en: 'a legal obstacle' },
  resources: { vi: 'thiếu nguồn lực', en: 'lack of resources' },
  'change-of-scope': { vi: 'thay đổi phạm vi', en: 'a change of scope' },
  reorganisation: { vi: 'sắp xếp tổ chức', en: 'a reorganisation' },
  other: { vi: 'lý do khác', en: 'another reason' },
};

/** What each event on a task says, in words. Texts of the record are quoted as they are. */
export const TASK_HISTORY: { readonly [T in keyof Events]: (e: Events[T], name: Namer) => InWords } = {
  TaskAssigned: (e, n) =>
    both(`Giao ${all(e.leads, n)} chủ trì${due(e, 'hạn')}`, `Given to ${all(e.leads, n)}${due(e, 'due')}`),
  TaskFannedOut: (e, n) =>
    both(
      `Phân đến ${e.members.length} đơn vị của ${n.unit(e.classId)}`,
      `Fanned out to ${e.members.length} units of ${n.unit(e.classId)}`,
    ),
  TaskReassigned: (e, n) =>
    both(`Giao lại cho ${n.unit(e.lead)}${says(e.reason)}`, `Given to ${n.unit(e.lead)} instead${says(e.reason)}`),
  TaskDelegated: (e, n) =>
    both(`${n.unit(e.from)} giao tiếp cho ${n.unit(e.to)}`, `${n.unit(e.from)} passed it on to ${n.unit(e.to)}`),
  DelegationEnded: () => both('Chấm dứt việc giao tiếp', 'The delegation ended'),
  DeadlineClarified: (e, n) =>
    both(
      `${n.unit(e.by)} xác định thời hạn ${e.deadline}${says(e.basis)}`,
      `${n.unit(e.by)} fixed the date ${e.deadline}${says(e.basis)}`,
    ),
  ExtensionGranted: (e, n) => {
    const why = EXTENSION_REASON_WORDS[e.reason];
    return both(
      `${n.unit(e.by)} gia hạn đến ${e.deadline} (${why.vi})${says(e.text)}`,
      `${n.unit(e.by)} gave time until ${e.deadline} (${why.en})${says(e.text)}`,
    );
  },
  ExtensionRequested: (e, n) => {
    const why = EXTENSION_REASON_WORDS[e.reason];
    return both(
      `${n.unit(e.by)} đề nghị gia hạn đến ${e.deadline} (${why.vi})${says(e.text)}`,
      `${n.unit(e.by)} asked for time until ${e.deadline} (${why.en})${says(e.text)}`,
    );
  },
  ExtensionRefused: (e, n) =>
    both(`${n.unit(e.by)} không đồng ý gia hạn${says(e.reason)}`, `${n.unit(e.by)} refused more time${says(e.reason)}`),
  CompletionReported: (e, n) =>
    both(`${n.unit(e.by)} báo cáo hoàn thành${says(e.text)}`, `${n.unit(e.by)} reported it done${says(e.text)}`),
  CompletionVerified: (e, n) =>
    both(`${n.unit(e.by)} xác minh đã hoàn thành`, `${n.unit(e.by)} confirmed that it is done`),
  CompletionRejected: (e, n) =>
    both(
      `${n.unit(e.by)} không công nhận hoàn thành${says(e.reason)}`,
      `${n.unit(e.by)} did not accept the completion${says(e.reason)}`,
    ),
  TaskAccepted: (e, n) => both(`${n.unit(e.by)} nhận nhiệm vụ`, `${n.unit(e.by)} took the task`),
  TaskReturned: (e, n) =>
    both(`${n.unit(e.by)} trả lại nhiệm vụ${says(e.reason)}`, `${n.unit(e.by)} gave the task back${says(e.reason)}`),
  TaskSuspended: (e, n) =>
    both(`${n.unit(e.by)} tạm dừng${says(e.reason)}`, `${n.unit(e.by)} suspended it${says(e.reason)}`),
  TaskResumed: (e, n) => both(`${n.unit(e.by)} cho tiếp tục`, `${n.unit(e.by)} let it go on`),
  TaskWithdrawn: (e, n) =>
    both(`${n.unit(e.by)} rút nhiệm vụ${says(e.reason)}`, `${n.unit(e.by)} withdrew the task${says(e.reason)}`),
  TaskSuccessorDecided: (e, n) =>
    both(
      `${n.unit(e.to)} kế tiếp ${n.unit(e.from)} thực hiện`,
      `${n.unit(e.to)} goes on with it for ${n.unit(e.from)}`,
    ),
  ScenarioActivated: (e) => both(`Điều kiện đã xảy ra${says(e.trigger)}`, `The condition was met${says(e.trigger)}`),
  ProgressReported: (e, n) => {
    const counted =
      e.counted === null
        ? ''
        : ` ${e.counted.numerator}/${e.counted.denominator ?? '?'} ${e.counted.unit ?? ''}`.trimEnd();
    return both(
      `${n.unit(e.by)} báo cáo tiến độ${counted}${says(e.text)}`,
      `${n.unit(e.by)} reported progress${counted}${says(e.text)}`,
    );
  },
  ReminderSent: (e, n) =>
    both(
      `${n.unit(e.by)} đôn đốc ${n.unit(e.to)}${says(e.text)}`,
      `${n.unit(e.by)} reminded ${n.unit(e.to)}${says(e.text)}`,
    ),
  ExplanationSubmitted: (e, n) =>
    both(`${n.unit(e.by)} giải trình${says(e.text)}`, `${n.unit(e.by)} explained${says(e.text)}`),
  DelayReasonConfirmed: (e, n) => {
    const why = DELAY_REASON_WORDS[e.code];
    return both(
      `${n.unit(e.by)} xác nhận nguyên nhân chậm: ${why.vi}${says(e.text)}`,
      `${n.unit(e.by)} confirmed the reason for delay: ${why.en}${says(e.text)}`,
    );
  },
  DelayReasonContested: (e, n) => {
    const why = DELAY_REASON_WORDS[e.code];
    return both(
      `${n.unit(e.by)} không đồng ý nguyên nhân chậm: ${why.vi}${says(e.text)}`,
      `${n.unit(e.by)} contested the reason for delay: ${why.en}${says(e.text)}`,
    );
  },
  FollowingOfficerNamed: (e, n) =>
    both(`${n.person(e.person)} (${n.unit(e.unit)}) theo dõi`, `${n.person(e.person)} (${n.unit(e.unit)}) follows it`),
  FollowingOfficerEnded: () => both('Chấm dứt việc theo dõi', 'The following ended'),
  AnnulmentProposed: (e, n) =>
    both(
      `${n.person(e.person)} đề nghị hủy một ghi nhận${says(e.reason)}`,
      `${n.person(e.person)} proposed to annul a record${says(e.reason)}`,
    ),
  RecordAnnulled: (e, n) =>
    both(
      `${n.person(e.person)} xác nhận hủy một ghi nhận${says(e.reason)}`,
      `${n.person(e.person)} confirmed the annulment of a record${says(e.reason)}`,
    ),
};

function both(vi: string, en: string): InWords {
  return { vi, en };
}

function all(ids: readonly string[], name: Namer): string {
  return ids.map((id) => name.unit(id)).join(', ');
}

function says(text: string | null | undefined): string {
  return text ? `: “${text}”` : '';
}

/** The date as it was set, or the wording where none was. */
function due(e: TaskEvents['TaskAssigned'], word: string): string {
  if (e.deadline !== null) return `, ${word} ${e.deadline}`;
  return e.deadlineText === null ? '' : `, ${word} “${e.deadlineText}”`;
}
