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
  'handed-in-on-another-day': {
    rule: 'section 4',
    en: 'The hour at which a report was handed in lies on the day of the report, in Asia/Ho_Chi_Minh.',
    vi: 'Giờ gửi báo cáo phải thuộc ngày báo cáo, theo giờ Việt Nam.',
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
  'period-too-long': {
    rule: 'section 4',
    en: 'A series of figures covers at most 400 days.',
    vi: 'Chuỗi số liệu dài tối đa 400 ngày.',
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
  // Reporting duties.
  'duty-unknown': {
    rule: 'section 4',
    en: 'No such reporting duty is recorded.',
    vi: 'Chưa có chế độ báo cáo này trong hồ sơ.',
  },
  'duty-already-set': {
    rule: 'section 4',
    en: 'A reporting duty with this id is already set.',
    vi: 'Đã có chế độ báo cáo với mã này.',
  },
  'duty-ended': {
    rule: 'section 4',
    en: 'The reporting duty no longer applies on that date.',
    vi: 'Chế độ báo cáo đã hết hiệu lực vào ngày đó.',
  },
  'duty-hour-not-clear': {
    rule: 'section 4',
    en: 'The hour by which a report is due is given as hours and minutes, from 00:00 to 23:59.',
    vi: 'Giờ phải gửi báo cáo được ghi bằng giờ và phút, từ 00:00 đến 23:59.',
  },
  // Certification (section 5).
  'figure-certified': {
    rule: 'section 5',
    en: 'The figure is certified and therefore locked; two persons have to reopen it first.',
    vi: 'Số liệu đã được xác nhận và khóa; phải được hai người mở lại trước.',
  },
  'figure-already-certified': {
    rule: 'section 5',
    en: 'The figure is already certified.',
    vi: 'Số liệu đã được xác nhận.',
  },
  'figure-not-certified': {
    rule: 'section 5',
    en: 'The figure is not certified on that date, so there is nothing to reopen.',
    vi: 'Số liệu chưa được xác nhận vào ngày đó nên không có gì để mở lại.',
  },
  'certified-before-reported': {
    rule: 'section 5',
    en: 'A figure is certified on or after the day on which it was reported.',
    vi: 'Không thể xác nhận số liệu trước ngày báo cáo.',
  },
  'reporter-certifies': {
    rule: 'section 5',
    en: 'Whoever reports a figure does not certify it.',
    vi: 'Đơn vị, người báo cáo số liệu không được tự xác nhận số liệu đó.',
  },
  'reopening-not-proposed': {
    rule: 'section 5',
    en: 'No proposal in force asks for this figure to be reopened.',
    vi: 'Chưa có đề nghị mở lại số liệu này đang có hiệu lực.',
  },
  'reopened-before-proposed': {
    rule: 'section 5',
    en: 'A figure is reopened on or after the day on which that was proposed.',
    vi: 'Không thể mở lại số liệu trước ngày đề nghị.',
  },
  // Epidemic levels.
  'scheme-unknown': {
    rule: 'section 4',
    en: 'No such scheme of levels is recorded.',
    vi: 'Chưa có bộ tiêu chí phân cấp độ này trong hồ sơ.',
  },
  'scheme-already-defined': {
    rule: 'section 4',
    en: 'A scheme with this id is already defined; a new version has an id of its own.',
    vi: 'Đã có bộ tiêu chí với mã này; phiên bản mới dùng mã riêng.',
  },
  'scheme-of-another-issuer': {
    rule: 'section 4',
    en: 'A scheme is replaced by its own issuer.',
    vi: 'Chỉ cơ quan ban hành mới thay thế bộ tiêu chí của mình.',
  },
  'scheme-not-in-force': {
    rule: 'section 4',
    en: 'The scheme is not in force on that date.',
    vi: 'Bộ tiêu chí không có hiệu lực vào ngày đó.',
  },
  'level-named-twice': {
    rule: 'section 4',
    en: 'Two levels of a scheme have the same name.',
    vi: 'Hai cấp độ trong bộ tiêu chí có cùng tên.',
  },
  'level-not-in-scheme': {
    rule: 'section 4',
    en: 'The scheme has no such level.',
    vi: 'Bộ tiêu chí không có cấp độ này.',
  },
  'level-already-declared': {
    rule: 'section 4',
    en: 'That level is already declared for the place from that day.',
    vi: 'Cấp độ này đã được công bố cho địa phương từ ngày đó.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
