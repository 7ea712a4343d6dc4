import { EVERYBODY, IN_SCOPE, IN_SCOPE_NOW, read, SIGNED_IN } from './read-policy.js';
import type { ReadPolicy } from './read-policy.js';

const TASKS = 'Units and offices and what they answer for: the public question of the product.';
const FIGURES = 'Figures of units.';
const TEAMS = 'Teams and where they are; what they found is asked elsewhere.';
const FOUND = 'Who found what and from whom it came; a finding may rest on an informant.';
const UNSIGNED = 'Who is about to be held to account, before anybody has signed.';

/** Tasks, inspections, figures, drafts and recognition: what hides of itself where it is out of scope. */
export const READS_OF_WORK: readonly ReadPolicy[] = [
  read('GET /tasks', 'tasks', ['Danh sách nhiệm vụ', 'Tasks'], IN_SCOPE, { ordinary: TASKS }),
  read('GET /tasks/overdue', 'tasks', ['Nhiệm vụ quá hạn', 'Overdue tasks'], IN_SCOPE, { ordinary: TASKS }),
  read('GET /tasks/summary', 'tasks', ['Tổng hợp nhiệm vụ', 'Tasks in numbers'], IN_SCOPE, { ordinary: TASKS }),
  read('GET /tasks/delay-reasons', 'tasks', ['Lý do chậm', 'Reasons of delay'], IN_SCOPE, { ordinary: TASKS }),
  read('GET /tasks/{taskId}', 'tasks', ['Một nhiệm vụ', 'A task'], IN_SCOPE, { ordinary: TASKS }),
  read('GET /tasks/{taskId}/who-answers', 'tasks', ['Ai chịu trách nhiệm', 'Who answers'], IN_SCOPE, {
    ordinary: TASKS,
  }),
  read(
    'GET /tasks/{taskId}/answering-periods',
    'tasks',
    ['Ai chịu trách nhiệm theo thời gian', 'Who answered, over a period'],
    IN_SCOPE,
    { ordinary: TASKS },
  ),
  read('GET /tasks/{taskId}/status', 'tasks', ['Trạng thái nhiệm vụ', 'How a task stands'], IN_SCOPE, {
    ordinary: TASKS,
  }),
  read('GET /tasks/{taskId}/history', 'tasks', ['Diễn biến nhiệm vụ', 'What happened to a task'], IN_SCOPE_NOW, {
    ordinary: TASKS,
  }),
  read('GET /history/tasks/{taskId}', 'tasks', ['Quá trình của nhiệm vụ', 'The history of a task'], IN_SCOPE_NOW, {
    ordinary: TASKS,
  }),
  read('GET /breaches', 'tasks', ['Quyết định trái quy định', 'Decisions against a rule'], IN_SCOPE, {
    sensitive: 'Who decided against a rule, as it is seen later.',
  }),
  read('GET /inspections', 'inspections', ['Đoàn kiểm tra', 'Inspection teams'], IN_SCOPE, { ordinary: TEAMS }),
  read('GET /inspections/dispatch-board', 'inspections', ['Bảng điều động', 'Where teams are'], IN_SCOPE, {
    ordinary: TEAMS,
  }),
  read('GET /inspections/coverage', 'inspections', ['Nơi chưa kiểm tra', 'Places without a visit'], IN_SCOPE, {
    ordinary: 'Places without a visit.',
  }),
  read('GET /inspections/{teamId}', 'inspections', ['Một đoàn kiểm tra', 'A team'], IN_SCOPE, {
    ordinary: 'A team and its visits, with the findings by their ids.',
  }),
  read(
    'GET /history/inspections/{teamId}',
    'inspections',
    ['Quá trình của đoàn', 'The history of a team'],
    IN_SCOPE_NOW,
    { sensitive: 'A team with its findings, event by event.' },
  ),
  read('GET /findings', 'inspections', ['Nội dung ghi nhận', 'Findings'], IN_SCOPE, { sensitive: FOUND }),
  read('GET /findings/to-verify', 'inspections', ['Chờ xác minh', 'Findings to verify'], IN_SCOPE, {
    sensitive: 'Findings that wait for a person’s decision.',
  }),
  read('GET /findings/{findingId}', 'inspections', ['Một ghi nhận', 'A finding'], IN_SCOPE, { sensitive: FOUND }),
  read('GET /recognitions', 'recognition', ['Biểu dương, phê bình', 'Praise and criticism'], IN_SCOPE, {
    sensitive: 'Praise, criticism and referrals of named persons.',
  }),
  read('GET /recognitions/forms', 'recognition', ['Các hình thức', 'Forms of it'], SIGNED_IN, {
    ordinary: 'Forms and words, nothing on record.',
  }),
  read('GET /drafts', 'drafts', ['Dự thảo chờ ký', 'Drafts'], IN_SCOPE, { sensitive: UNSIGNED }),
  read('GET /drafts/{draftId}', 'drafts', ['Một dự thảo', 'A draft'], IN_SCOPE, { sensitive: UNSIGNED }),
  read('GET /case-reports', 'figures', ['Báo cáo số ca', 'Case reports'], IN_SCOPE, { ordinary: FIGURES }),
  read('GET /case-reports/count', 'figures', ['Số ca', 'A count of cases'], IN_SCOPE, { ordinary: FIGURES }),
  read('GET /indicators', 'figures', ['Chỉ tiêu, chỉ số', 'Indicators'], IN_SCOPE, { ordinary: FIGURES }),
  read('GET /figures/series', 'figures', ['Chuỗi số liệu', 'A series of figures'], IN_SCOPE, { ordinary: FIGURES }),
  read('GET /figures/roll-up', 'figures', ['Số của nơi và của cấp dưới', 'A figure and its parts'], IN_SCOPE, {
    ordinary: FIGURES,
  }),
  read('GET /epidemic-levels', 'figures', ['Cấp độ dịch', 'Epidemic levels'], IN_SCOPE, { ordinary: FIGURES }),
  read('GET /epidemic-levels/schemes', 'figures', ['Thang cấp độ dịch', 'Schemes of levels'], SIGNED_IN, {
    ordinary: FIGURES,
  }),
  read('GET /thresholds', 'figures', ['Ngưỡng', 'Thresholds'], IN_SCOPE, { ordinary: FIGURES }),
  read('GET /thresholds/{thresholdId}', 'figures', ['Một ngưỡng', 'A threshold'], IN_SCOPE, { ordinary: FIGURES }),
  read('GET /plans', 'figures', ['Phương án, kế hoạch', 'Plans'], IN_SCOPE, { ordinary: FIGURES }),
  read('GET /plans/{planId}', 'figures', ['Một phương án', 'A plan'], IN_SCOPE, { ordinary: FIGURES }),
  read('GET /reporting-duties', 'figures', ['Chế độ báo cáo', 'Reporting duties'], IN_SCOPE, { ordinary: FIGURES }),
  read('GET /reporting-duties/{dutyId}/reports', 'figures', ['Báo cáo theo chế độ', 'Reports of a duty'], IN_SCOPE, {
    ordinary: FIGURES,
  }),
  read('GET /search', 'open', ['Tìm kiếm', 'Search'], IN_SCOPE, {
    ordinary: 'Finds ids by public names; what is opened then is recorded.',
  }),
  read('GET /compare', 'record', ['So sánh một trang ở hai thời điểm', 'A page at two times'], IN_SCOPE, {
    ordinary: 'Asks another address here in the name of whoever asks; that one is recorded if it is sensitive.',
  }),
  read('GET /event-schemas', 'open', ['Lược đồ sự kiện', 'Schemas of events'], EVERYBODY, {
    ordinary: 'Forms and words, nothing on record.',
  }),
  read('GET /event-schemas/{event}', 'open', ['Lược đồ của một sự kiện', 'The schema of an event'], EVERYBODY, {
    ordinary: 'Forms and words, nothing on record.',
  }),
  read('GET /imports/templates/{kind}', 'open', ['Mẫu danh sách để nhập', 'An empty list to import'], EVERYBODY, {
    ordinary: 'Forms and words, nothing on record.',
  }),
];
