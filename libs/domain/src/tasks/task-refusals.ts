import type { Refusal } from '../refusal.js';

export const TASK_REFUSALS = {
  // Tasks (R1, R8, section 3).
  'task-unknown': { rule: 'R1', en: 'No such task is recorded.', vi: 'Chưa có nhiệm vụ này trong hồ sơ.' },
  'task-already-assigned': {
    rule: 'R1',
    en: 'A task is assigned once; another lead comes by reassignment.',
    vi: 'Nhiệm vụ chỉ được giao một lần; muốn đổi đơn vị chủ trì phải giao lại.',
  },
  'task-closed': {
    rule: 'section 3',
    en: 'The task is done or withdrawn by that date and takes no further acts.',
    vi: 'Đến ngày đó nhiệm vụ đã hoàn thành hoặc đã được rút nên không ghi nhận thêm.',
  },
  'before-the-assignment': {
    rule: 'R1',
    en: 'Nothing is recorded on a task for a day before its assignment.',
    vi: 'Không ghi nhận cho nhiệm vụ vào ngày trước khi giao.',
  },
  'lead-named-twice': {
    rule: 'R1',
    en: 'A unit is named twice among the leads.',
    vi: 'Một đơn vị chủ trì được nêu hai lần.',
  },
  'class-does-not-lead': {
    rule: 'R1',
    en: 'Only a class that leads the task on that date is fanned out.',
    vi: 'Chỉ phân rã nhiệm vụ của nhóm đơn vị đang chủ trì vào ngày đó.',
  },
  'member-already-has-the-task': {
    rule: 'R1',
    en: 'The member has already been given its own task.',
    vi: 'Đơn vị thành viên đã được giao nhiệm vụ riêng.',
  },
  'successor-already-decided': {
    rule: 'R8',
    en: 'The successor of that unit for this task is already decided.',
    vi: 'Đã có quyết định về đơn vị kế thừa đối với nhiệm vụ này.',
  },
  'task-has-no-condition': {
    rule: 'section 3',
    en: 'The task is not conditional, so there is nothing to activate.',
    vi: 'Nhiệm vụ không kèm điều kiện nên không có gì để kích hoạt.',
  },
  'not-in-that-state': {
    rule: 'section 3',
    en: 'In its present state the task does not take this act.',
    vi: 'Ở trạng thái hiện tại, nhiệm vụ không cho phép việc này.',
  },
  // Deadlines and extensions (section 3, section 5).
  'deadline-before-assignment': {
    rule: 'section 3',
    en: 'A deadline cannot lie before the day of assignment.',
    vi: 'Thời hạn không thể trước ngày giao nhiệm vụ.',
  },
  'nothing-to-extend': {
    rule: 'section 3',
    en: 'The task has no deadline to extend on that date.',
    vi: 'Vào ngày đó nhiệm vụ chưa có thời hạn để gia hạn.',
  },
  'extension-not-later': {
    rule: 'section 3',
    en: 'An extension must give a later deadline than the one in force.',
    vi: 'Thời hạn sau gia hạn phải muộn hơn thời hạn đang có hiệu lực.',
  },
  'only-the-issuer-extends': {
    rule: 'section 5',
    en: 'Only the issuer or a body above it extends a deadline.',
    vi: 'Chỉ cơ quan ban hành hoặc cấp trên của cơ quan đó được gia hạn.',
  },
  // Completion and its verification (section 3, section 5).
  'not-the-doer': {
    rule: 'section 3',
    en: 'Only a unit that does the task reports its completion.',
    vi: 'Chỉ đơn vị thực hiện nhiệm vụ được báo cáo hoàn thành.',
  },
  'completion-already-reported': {
    rule: 'section 3',
    en: 'A completion report is waiting for a decision.',
    vi: 'Đang có báo cáo hoàn thành chờ xác minh.',
  },
  'no-such-completion-report': {
    rule: 'section 3',
    en: 'No such completion report is recorded for the task.',
    vi: 'Nhiệm vụ không có báo cáo hoàn thành này.',
  },
  'completion-already-decided': {
    rule: 'section 3',
    en: 'Each completion report is decided once.',
    vi: 'Mỗi báo cáo hoàn thành chỉ được xác minh một lần.',
  },
  'verdict-before-completion': {
    rule: 'section 3',
    en: 'A completion is decided on or after the day on which it was reported.',
    vi: 'Không thể xác minh trước ngày báo cáo hoàn thành.',
  },
  'doer-decides-own-work': {
    rule: 'section 5',
    en: 'A unit does not decide on its own work, nor on that of the unit it belongs to.',
    vi: 'Đơn vị không tự xác minh, tự quyết định về nhiệm vụ do mình hoặc đơn vị mà mình trực thuộc thực hiện.',
  },
  'same-person-decides-own-work': {
    rule: 'section 5',
    en: 'The same person heads the unit that decides and the unit that does the task.',
    vi: 'Cùng một người đứng đầu đơn vị quyết định và đơn vị thực hiện nhiệm vụ.',
  },
  // Delegation (R5, section 5).
  'delegation-unknown': {
    rule: 'R5',
    en: 'No such delegation is recorded for the task.',
    vi: 'Nhiệm vụ không có việc giao, ủy quyền này.',
  },
  'delegation-already-given': {
    rule: 'R5',
    en: 'A delegation with this id is already recorded for the task.',
    vi: 'Đã ghi nhận việc giao, ủy quyền với mã này cho nhiệm vụ.',
  },
  'delegation-to-oneself': {
    rule: 'R5',
    en: 'A unit does not delegate to itself.',
    vi: 'Đơn vị không thể giao, ủy quyền cho chính mình.',
  },
  'not-a-lead-or-delegate': {
    rule: 'R5',
    en: 'Only a lead or a present delegate delegates.',
    vi: 'Chỉ đơn vị chủ trì hoặc đơn vị đang được giao, ủy quyền mới được giao, ủy quyền tiếp.',
  },
  'delegation-may-not-be-passed-on': {
    rule: 'R5',
    en: 'A delegation of that kind may not be passed on.',
    vi: 'Việc ủy quyền, phân cấp loại này không được giao tiếp cho đơn vị khác.',
  },
  'delegation-widens': {
    rule: 'section 5',
    en: 'A delegation never gives more than the delegator has.',
    vi: 'Không được giao, ủy quyền vượt quá phạm vi mà mình được giao.',
  },
  'class-cannot-be-delegate': {
    rule: 'R5',
    en: 'A task is passed on to a unit, not to a class of units.',
    vi: 'Chỉ giao lại nhiệm vụ cho một đơn vị, không giao cho nhóm đơn vị.',
  },
  'class-cannot-be-member': {
    rule: 'R1',
    en: 'A class of units is no member of a class.',
    vi: 'Nhóm đơn vị không thể là thành viên của một nhóm đơn vị.',
  },
  'no-class-leads': {
    rule: 'R1',
    en: 'No class of units leads this task, so there is nothing to fan out.',
    vi: 'Nhiệm vụ này không do nhóm đơn vị chủ trì nên không thể phân đến từng đơn vị.',
  },
  'several-classes-lead': {
    rule: 'R1',
    en: 'More than one class leads this task; say which one is fanned out.',
    vi: 'Nhiệm vụ này do nhiều nhóm đơn vị chủ trì; cần nêu rõ phân cho nhóm nào.',
  },
  'unit-was-not-split': {
    rule: 'R8',
    en: 'The unit was not split by that date, so no successor is decided task by task.',
    vi: 'Đến ngày đó đơn vị chưa bị chia tách nên không cần quyết định đơn vị kế tiếp cho từng nhiệm vụ.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
