import type { Refusal } from '../refusal.js';

export const ORGANISATION_REFUSALS = {
  // Units (section 1, R1, R8).
  'unit-unknown': { rule: 'R1', en: 'No such unit is recorded.', vi: 'Chưa có đơn vị này trong hồ sơ.' },
  'unit-already-registered': {
    rule: 'section 1',
    en: 'A unit with this id is already registered.',
    vi: 'Đã đăng ký một đơn vị với mã này.',
  },
  'unit-not-yet': {
    rule: 'R1',
    en: 'The unit does not exist yet on that date.',
    vi: 'Đến ngày đó đơn vị chưa được thành lập.',
  },
  'unit-ended': { rule: 'R1', en: 'The unit has ended by that date.', vi: 'Đến ngày đó đơn vị đã kết thúc hoạt động.' },
  'unit-is-its-own-parent': {
    rule: 'section 1',
    en: 'A unit cannot be its own superior.',
    vi: 'Đơn vị không thể là cấp trên của chính mình.',
  },
  'unit-is-its-own-successor': {
    rule: 'R8',
    en: 'A unit cannot be its own successor.',
    vi: 'Đơn vị không thể tự kế thừa chính mình.',
  },
  'successor-of-another-kind': {
    rule: 'R8',
    en: 'A successor must be of the same kind: a place after a place, a body after a body.',
    vi: 'Đơn vị kế thừa phải cùng loại: địa phương kế thừa địa phương, cơ quan kế thừa cơ quan.',
  },
  'not-a-class': { rule: 'R1', en: 'Only a class of units has members.', vi: 'Chỉ nhóm đơn vị mới có thành viên.' },
  'already-a-member': {
    rule: 'R1',
    en: 'The unit is already a member of the class on that date.',
    vi: 'Đến ngày đó đơn vị đã là thành viên của nhóm.',
  },
  'not-a-member': {
    rule: 'R1',
    en: 'The unit is not a member of the class on that date.',
    vi: 'Đến ngày đó đơn vị không phải là thành viên của nhóm.',
  },
  'period-ends-before-it-begins': {
    rule: 'section 1',
    en: 'A period must end after the day on which it begins.',
    vi: 'Thời hạn phải kết thúc sau ngày bắt đầu.',
  },
  'not-in-that-period': {
    rule: 'section 1',
    en: 'On that date the matter is not running, so it cannot be ended.',
    vi: 'Ngày đó không nằm trong thời gian có hiệu lực nên không thể chấm dứt.',
  },
  // Area charge (R6).
  'charge-needs-a-place': {
    rule: 'R6',
    en: 'Only a place can be given into somebody’s charge.',
    vi: 'Chỉ có thể phân công phụ trách một địa bàn.',
  },
  'charge-needs-office-or-person': {
    rule: 'R6',
    en: 'An area charge names either an office or a person, and not both.',
    vi: 'Phân công phụ trách địa bàn phải nêu một chức vụ hoặc một người, không nêu cả hai.',
  },
  'charge-already-given': {
    rule: 'R6',
    en: 'An area charge with this id is already recorded.',
    vi: 'Đã ghi nhận phân công phụ trách địa bàn với mã này.',
  },
  'no-such-charge': {
    rule: 'R6',
    en: 'No such area charge is recorded for the place.',
    vi: 'Chưa ghi nhận phân công phụ trách địa bàn này.',
  },
  // Persons, offices and their holders (R2 to R4).
  'person-unknown': { rule: 'R3', en: 'No such person is recorded.', vi: 'Chưa có người này trong hồ sơ.' },
  'person-already-registered': {
    rule: 'section 1',
    en: 'A person with this id is already registered.',
    vi: 'Đã đăng ký một người với mã này.',
  },
  'details-say-nothing': {
    rule: 'section 6',
    en: 'Say at least one of telephone, address and identity number.',
    vi: 'Cần nêu ít nhất một trong các thông tin: số điện thoại, địa chỉ, số định danh cá nhân.',
  },
  'office-unknown': { rule: 'R2', en: 'No such office is recorded.', vi: 'Chưa có chức vụ này trong hồ sơ.' },
  'office-already-created': {
    rule: 'R2',
    en: 'An office with this id is already recorded.',
    vi: 'Đã có chức vụ với mã này trong hồ sơ.',
  },
  'office-ended': {
    rule: 'R3',
    en: 'The office has been abolished by that date.',
    vi: 'Đến ngày đó chức vụ đã bị bãi bỏ.',
  },
  'already-in-office': {
    rule: 'R3',
    en: 'The person already holds the office in that period.',
    vi: 'Người này đã giữ chức vụ đó trong thời gian này.',
  },
  'seat-taken': {
    rule: 'R3',
    en: 'All seats of the office are held by appointed persons in that period.',
    vi: 'Trong thời gian đó chức vụ đã có đủ người được bổ nhiệm.',
  },
  'no-such-appointment': {
    rule: 'R3',
    en: 'The person does not hold the office by appointment on that date.',
    vi: 'Vào ngày đó người này không giữ chức vụ theo quyết định bổ nhiệm.',
  },
  'already-suspended': {
    rule: 'R3',
    en: 'The person is already suspended from the office in that period.',
    vi: 'Người này đã bị đình chỉ chức vụ trong thời gian đó.',
  },
  'not-suspended': {
    rule: 'R3',
    en: 'The person is not suspended from the office on that date.',
    vi: 'Vào ngày đó người này không bị đình chỉ chức vụ.',
  },
  'accountability-already-declared': {
    rule: 'R6',
    en: 'An accountability with this id is already declared for the office.',
    vi: 'Đã ghi nhận trách nhiệm báo cáo, giải trình với mã này cho chức vụ.',
  },
  'accountability-not-declared': {
    rule: 'R6',
    en: 'No such accountability is in force for the office.',
    vi: 'Chức vụ không có trách nhiệm báo cáo, giải trình nào như vậy đang có hiệu lực.',
  },
  // Handover (bàn giao) when a head changes.
  'no-such-handover': {
    rule: 'section 6',
    en: 'No change of the head of the office is on record for that person and that day.',
    vi: 'Chưa ghi nhận việc thay đổi người đứng đầu ứng với người và ngày đó.',
  },
  'not-of-the-handover': {
    rule: 'section 5',
    en: 'Only the outgoing and the incoming head sign the handover minutes.',
    vi: 'Chỉ người đứng đầu bàn giao và người đứng đầu nhận bàn giao ký biên bản bàn giao.',
  },
  'handover-already-signed': {
    rule: 'section 6',
    en: 'The person has already signed the minutes of this handover.',
    vi: 'Người này đã ký biên bản bàn giao đó.',
  },
  'signed-before-the-change': {
    rule: 'section 6',
    en: 'Handover minutes are signed on the day of the change or later.',
    vi: 'Biên bản bàn giao được ký từ ngày thay đổi người đứng đầu trở đi.',
  },
  'not-a-place': { rule: 'section 1', en: 'That unit is not a place.', vi: 'Đơn vị đó không phải là địa bàn.' },
  'not-a-body': { rule: 'section 1', en: 'That unit is not a body.', vi: 'Đơn vị đó không phải là cơ quan, tổ chức.' },
  'office-needs-a-body': {
    rule: 'section 1',
    en: 'An office sits in a body, or stands for a class of units; not in a place.',
    vi: 'Chức vụ thuộc về một cơ quan hoặc một nhóm đơn vị, không thuộc về địa bàn.',
  },
  'state-secret-not-accepted': {
    rule: 'section 8',
    en: 'Nothing that bears the marking of a state secret is accepted.',
    vi: 'Không tiếp nhận tài liệu mang dấu độ mật.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
