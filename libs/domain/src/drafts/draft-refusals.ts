import type { Refusal } from '../refusal.js';

export const DRAFT_REFUSALS = {
  // Drafts that software prepares (section 5).
  'draft-unknown': {
    rule: 'section 5',
    en: 'No such draft is recorded.',
    vi: 'Chưa có dự thảo này trong hồ sơ.',
  },
  'draft-already-prepared': {
    rule: 'section 5',
    en: 'A draft on this ground is already recorded.',
    vi: 'Đã có dự thảo về căn cứ này trong hồ sơ.',
  },
  'draft-already-decided': {
    rule: 'section 5',
    en: 'The draft is already signed or dismissed.',
    vi: 'Dự thảo đã được ký hoặc đã bị bác.',
  },
  'before-the-draft': {
    rule: 'section 5',
    en: 'A draft is not signed or dismissed before the day on which it was prepared.',
    vi: 'Không thể ký hoặc bác dự thảo trước ngày dự thảo được lập.',
  },
  'not-theirs-to-sign': {
    rule: 'section 5',
    en: 'The draft does not wait for the signature of this office or its body.',
    vi: 'Dự thảo không chờ chữ ký của chức vụ này hoặc cơ quan của chức vụ này.',
  },
  'signer-is-concerned': {
    rule: 'section 5',
    en: 'Whoever a draft is about neither signs nor dismisses it.',
    vi: 'Người mà dự thảo nói đến không được ký hoặc bác dự thảo đó.',
  },
  'draft-lost-its-ground': {
    rule: 'section 5',
    en: 'The ground of the draft has changed; it is signed only by whoever has seen the change.',
    vi: 'Căn cứ của dự thảo đã thay đổi; chỉ người đã xem thay đổi đó mới được ký.',
  },
  'nothing-to-escalate': {
    rule: 'section 5',
    en: 'The task is not overdue on that day, or nobody yet answers for it by name.',
    vi: 'Nhiệm vụ chưa quá hạn vào ngày đó, hoặc chưa xác định được ai chịu trách nhiệm.',
  },
  'nothing-to-rectify': {
    rule: 'section 5',
    en: 'The finding is no shortcoming or violation of this unit.',
    vi: 'Nội dung ghi nhận không phải là tồn tại hoặc vi phạm của đơn vị này.',
  },
  'nothing-to-remind': {
    rule: 'section 4',
    en: 'The unit owes no figure that was due in the week before that day and is missing.',
    vi: 'Trong tuần trước ngày đó, đơn vị không thiếu báo cáo nào đã đến hạn.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
