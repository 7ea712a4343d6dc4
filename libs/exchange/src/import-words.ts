import type { Measure, Qualifier } from '#domain/figures/case-count.js';
import type { IndicatorKind } from '#domain/figures/indicator.js';
import type { ActingStyle } from '#domain/organisation/office.js';
import type { Level, Line } from '#domain/organisation/unit.js';
import type { ClauseKind, DirectiveForm, Urgency } from '#domain/directives/directive.js';

/** What the codes are called in lists; the first word of each language is the one that is printed. */
type Words<C extends string> = Readonly<Record<C, { vi: readonly string[]; en: readonly string[] }>>;

export const UNIT_KIND_WORDS: Words<'place' | 'body'> = {
  place: { vi: ['địa phương', 'đơn vị hành chính'], en: ['place'] },
  body: { vi: ['cơ quan', 'tổ chức', 'cơ quan, tổ chức'], en: ['body'] },
};

export const LEVEL_WORDS: Words<Level> = {
  central: { vi: ['trung ương', 'cấp trung ương'], en: ['central'] },
  province: { vi: ['cấp tỉnh', 'tỉnh', 'thành phố trực thuộc trung ương'], en: ['province'] },
  district: { vi: ['cấp huyện', 'huyện', 'quận', 'thị xã', 'thành phố thuộc tỉnh'], en: ['district'] },
  commune: { vi: ['cấp xã', 'xã', 'phường', 'thị trấn', 'đặc khu'], en: ['commune'] },
  'sub-commune': { vi: ['dưới cấp xã', 'thôn', 'tổ dân phố'], en: ['sub-commune'] },
};

export const LINE_WORDS: Words<Line> = {
  party: { vi: ['đảng', 'khối đảng'], en: ['party'] },
  government: { vi: ['chính quyền', 'ủy ban nhân dân', 'UBND'], en: ['government'] },
  council: { vi: ['hội đồng nhân dân', 'HĐND'], en: ['council'] },
  front: { vi: ['mặt trận', 'mặt trận, đoàn thể'], en: ['front'] },
  armed: { vi: ['lực lượng vũ trang', 'công an, quân sự'], en: ['armed'] },
  steering: { vi: ['ban chỉ đạo'], en: ['steering'] },
};

export const HOLDING_WORDS: Words<'appointed' | 'acting'> = {
  appointed: { vi: ['chính thức', 'bổ nhiệm', 'bầu'], en: ['appointed'] },
  acting: { vi: ['tạm thời', 'quyền, phụ trách, điều hành'], en: ['acting'] },
};

export const ACTING_WORDS: Words<ActingStyle> = {
  quyền: { vi: ['quyền'], en: ['acting'] },
  'phụ trách': { vi: ['phụ trách'], en: ['in charge'] },
  'điều hành': { vi: ['điều hành'], en: ['running the office'] },
};

export const MEASURE_WORDS: Words<Measure> = {
  cases: { vi: ['số ca'], en: ['cases'] },
  'cases-a-day': { vi: ['số ca mỗi ngày', 'số ca/ngày'], en: ['cases a day'] },
  'lockdown-points': { vi: ['số điểm phong tỏa'], en: ['lockdown points'] },
  clusters: { vi: ['số ổ dịch', 'số chùm ca bệnh'], en: ['clusters'] },
};

export const QUALIFIER_WORDS: Words<Qualifier> = {
  nearly: { vi: ['gần'], en: ['nearly'] },
  about: { vi: ['khoảng'], en: ['about'] },
  over: { vi: ['hơn', 'trên'], en: ['over'] },
  average: { vi: ['trung bình'], en: ['average'] },
};

export const INDICATOR_WORDS: Words<IndicatorKind> = {
  actual: { vi: ['thực hiện'], en: ['actual'] },
  cumulative: { vi: ['lũy kế'], en: ['cumulative'] },
  capacity: { vi: ['năng lực'], en: ['capacity'] },
  planned: { vi: ['kế hoạch'], en: ['planned'] },
  target: { vi: ['chỉ tiêu', 'mục tiêu'], en: ['target'] },
  threshold: { vi: ['ngưỡng'], en: ['threshold'] },
  scheme: { vi: ['thang cấp độ'], en: ['scheme'] },
  'time-window': { vi: ['khung giờ'], en: ['time window'] },
};

export const FORM_WORDS: Words<DirectiveForm> = {
  document: { vi: ['văn bản'], en: ['document'] },
  'meeting-conclusion': { vi: ['kết luận cuộc họp', 'thông báo kết luận'], en: ['meeting conclusion'] },
  oral: { vi: ['chỉ đạo miệng', 'chỉ đạo trực tiếp'], en: ['oral'] },
  telegram: { vi: ['công điện'], en: ['telegram'] },
};

export const URGENCY_WORDS: Words<Urgency> = {
  urgent: { vi: ['khẩn'], en: ['urgent'] },
  'very-urgent': { vi: ['thượng khẩn'], en: ['very urgent'] },
  flash: { vi: ['hỏa tốc'], en: ['flash', 'express'] },
};

export const CLAUSE_WORDS: Words<ClauseKind> = {
  task: { vi: ['nhiệm vụ'], en: ['task'] },
  inspection: { vi: ['kiểm tra', 'giám sát'], en: ['inspection'] },
  principle: { vi: ['nguyên tắc trách nhiệm', 'nguyên tắc'], en: ['principle'] },
  delegation: { vi: ['ủy quyền', 'phân công'], en: ['delegation'] },
  recognition: { vi: ['biểu dương, phê bình', 'khen thưởng, kỷ luật'], en: ['recognition'] },
  escalation: { vi: ['báo cáo vượt thẩm quyền', 'báo cáo lên cấp trên'], en: ['escalation'] },
};
