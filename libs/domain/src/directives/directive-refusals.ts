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
    en: 'A directive cannot supersede or revoke itself.',
    vi: 'Văn bản chỉ đạo không thể thay thế hoặc bãi bỏ chính nó.',
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
  'task-carried-over-twice': {
    rule: 'R9',
    en: 'The task is named twice among those that are carried over.',
    vi: 'Một nhiệm vụ được nêu hai lần trong danh sách chuyển tiếp.',
  },
  'not-the-issuer-or-above': {
    rule: 'R9',
    en: 'Only the issuer or an authority above it changes or replaces a directive.',
    vi: 'Chỉ cơ quan ban hành hoặc cấp trên mới được sửa đổi, thay thế văn bản chỉ đạo.',
  },
  'clause-unknown': {
    rule: 'section 1',
    en: 'The directive has no such clause.',
    vi: 'Văn bản chỉ đạo không có mục này.',
  },
  'clause-stands-already': {
    rule: 'R9',
    en: 'A clause that is to be added stands in the directive on that day already.',
    vi: 'Mục được bổ sung đã có trong văn bản vào ngày đó.',
  },
  'clause-does-not-stand': {
    rule: 'R9',
    en: 'A clause that is to be changed or removed does not stand on that day.',
    vi: 'Mục được sửa đổi hoặc bãi bỏ không có trong văn bản vào ngày đó.',
  },
  'change-and-text-disagree': {
    rule: 'R9',
    en: 'A changed or added clause needs its new text; a removed one has none.',
    vi: 'Mục sửa đổi, bổ sung phải có nội dung mới; mục bãi bỏ thì không có nội dung.',
  },
  'directive-changes-itself': {
    rule: 'R9',
    en: 'A directive is amended by another one, not by itself.',
    vi: 'Văn bản chỉ đạo được sửa đổi bằng văn bản khác, không tự sửa đổi chính nó.',
  },
  'distribution-already-recorded': {
    rule: 'section 1',
    en: 'A distribution of the directive with this id is already recorded.',
    vi: 'Lần gửi văn bản với mã này đã có trong hồ sơ.',
  },
  'recipient-names-nobody': {
    rule: 'section 1',
    en: 'Each recipient of a distribution names a unit, an office or a person.',
    vi: 'Mỗi nơi nhận của lần gửi phải nêu đơn vị, chức vụ hoặc người nhận.',
  },
  'not-distributed-to-it': {
    rule: 'section 1',
    en: 'Up to that day no distribution of the directive to this unit is recorded.',
    vi: 'Đến ngày đó chưa ghi nhận việc gửi văn bản cho đơn vị này.',
  },
  'already-acknowledged': {
    rule: 'section 1',
    en: 'This recipient has already acknowledged the directive.',
    vi: 'Nơi nhận này đã xác nhận nhận được văn bản.',
  },
  'cascade-in-a-circle': {
    rule: 'section 1',
    en: 'A directive cannot take up itself or one that takes it up.',
    vi: 'Văn bản không thể triển khai chính nó hoặc văn bản đã triển khai nó.',
  },
  'clause-already-taken-up': {
    rule: 'section 1',
    en: 'It is already recorded that this directive takes up that clause.',
    vi: 'Việc văn bản này triển khai mục đó đã có trong hồ sơ.',
  },
  'not-at-or-below-an-addressee': {
    rule: 'section 1',
    en: 'The issuer is not a recipient or lead of the higher directive, nor below one.',
    vi: 'Cơ quan ban hành không phải nơi nhận hay đơn vị chủ trì của văn bản cấp trên, cũng không thuộc cấp dưới của họ.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
