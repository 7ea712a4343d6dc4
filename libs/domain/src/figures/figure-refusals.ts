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
  'figure-not-clear': {
    rule: 'section 4',
    en: 'A figure is named by a measure of case reports or by an indicator with its kind, not both.',
    vi: 'Cần nêu một loại số ca, hoặc tên và loại của một chỉ tiêu; không nêu cả hai.',
  },
  // Thresholds and scenarios.
  'threshold-unknown': {
    rule: 'section 4',
    en: 'No such threshold is recorded.',
    vi: 'Chưa có ngưỡng này trong hồ sơ.',
  },
  'threshold-already-defined': {
    rule: 'section 4',
    en: 'A threshold with this id is already defined.',
    vi: 'Đã có ngưỡng với mã này.',
  },
  'threshold-ended': {
    rule: 'section 4',
    en: 'The threshold no longer applies on that date.',
    vi: 'Ngưỡng đã hết hiệu lực vào ngày đó.',
  },
  'threshold-not-crossed': {
    rule: 'section 4',
    en: 'That figure does not cross the threshold: it is below it, or the one before had reached it.',
    vi: 'Số liệu này không vượt ngưỡng: chưa đạt ngưỡng, hoặc số liệu liền trước đã đạt.',
  },
  'crossing-unknown': {
    rule: 'section 4',
    en: 'No such crossing of the threshold is recorded.',
    vi: 'Chưa ghi nhận lần vượt ngưỡng này.',
  },
  'crossing-already-recorded': {
    rule: 'section 4',
    en: 'That record is already entered as having crossed the threshold.',
    vi: 'Việc vượt ngưỡng của bản ghi này đã được ghi nhận.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
