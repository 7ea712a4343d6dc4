import type { Refusal } from '../refusal.js';

export const DIRECTIVE_REFUSALS = {
  // Directives (R9, section 7).
  'directive-unknown': {
    rule: 'R9',
    en: 'No such directive is recorded.',
    vi: 'Chưa có văn bản chỉ đạo này trong hồ sơ.',
  },
  'directive-already-issued': {
    rule: 'R9',
    en: 'A directive with this id is already recorded.',
    vi: 'Đã có văn bản chỉ đạo với mã này trong hồ sơ.',
  },
  'directive-not-yet-in-force': {
    rule: 'R9',
    en: 'The directive is not yet in force on that date.',
    vi: 'Đến ngày đó văn bản chỉ đạo chưa có hiệu lực.',
  },
  'directive-no-longer-in-force': {
    rule: 'R9',
    en: 'The directive is no longer in force on that date.',
    vi: 'Đến ngày đó văn bản chỉ đạo đã hết hiệu lực.',
  },
  'directive-already-ended': {
    rule: 'R9',
    en: 'The directive is already revoked or superseded.',
    vi: 'Văn bản chỉ đạo đã bị bãi bỏ hoặc thay thế.',
  },
  'directive-supersedes-itself': {
    rule: 'R9',
    en: 'A directive cannot supersede itself.',
    vi: 'Văn bản chỉ đạo không thể thay thế chính nó.',
  },
  'clause-stands-twice': {
    rule: 'section 1',
    en: 'A clause has the same reference as another in the directive.',
    vi: 'Có hai nội dung mang cùng số mục trong văn bản.',
  },
  'number-taken': {
    rule: 'section 7',
    en: 'The issuer has already given this number to another document.',
    vi: 'Cơ quan ban hành đã cấp số này cho văn bản khác.',
  },
  'issuer-not-a-body': {
    rule: 'section 1',
    en: 'A directive is issued by a body or an office, not by a place or a class.',
    vi: 'Văn bản chỉ đạo do cơ quan hoặc người giữ chức vụ ban hành, không do địa bàn hay nhóm đơn vị.',
  },
  'task-of-another-directive': {
    rule: 'R9',
    en: 'The task that is to be carried over was not made by that directive.',
    vi: 'Nhiệm vụ được chuyển tiếp không thuộc văn bản chỉ đạo đó.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
