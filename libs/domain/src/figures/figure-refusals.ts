import type { Refusal } from '../refusal.js';

export const FIGURE_REFUSALS = {
  // Figures (section 4).
  'report-unknown': {
    rule: 'section 4',
    en: 'No such case report is recorded.',
    vi: 'Chưa có báo cáo số ca này trong hồ sơ.',
  },
  'report-already-recorded': {
    rule: 'section 4',
    en: 'A case report with this id is already recorded; a correction is a record of its own.',
    vi: 'Đã có báo cáo số ca với mã này; việc đính chính được ghi nhận riêng.',
  },
  'figure-unknown': { rule: 'section 4', en: 'The report has no such figure.', vi: 'Báo cáo không có số liệu này.' },
  'part-named-twice': {
    rule: 'section 4',
    en: 'Two parts of a figure have the same name.',
    vi: 'Hai thành phần của số liệu có cùng tên.',
  },
  'correction-changes-nothing': {
    rule: 'section 4',
    en: 'The correction gives the figure that already stands.',
    vi: 'Nội dung đính chính trùng với số liệu hiện có.',
  },
  'indicator-unknown': {
    rule: 'section 4',
    en: 'No such indicator is recorded.',
    vi: 'Chưa có chỉ tiêu, chỉ số này trong hồ sơ.',
  },
  'indicator-already-recorded': {
    rule: 'section 4',
    en: 'An indicator with this id is already recorded; a correction is a record of its own.',
    vi: 'Đã có chỉ tiêu, chỉ số với mã này; việc đính chính được ghi nhận riêng.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
