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
  'only-the-issuer-decides-successor': {
    rule: 'R8',
    en: 'Who goes on with the task of a split unit is decided by the issuer or by a body above it.',
    vi: 'Chỉ cơ quan ban hành hoặc cơ quan cấp trên mới quyết định đơn vị kế tục nhiệm vụ của đơn vị bị chia tách.',
  },
  'extension-request-waits': {
    rule: 'section 3',
    en: 'A request for more time is waiting for a decision.',
    vi: 'Đang có đề nghị gia hạn chờ quyết định.',
  },
  'no-such-extension-request': {
    rule: 'section 3',
    en: 'No such request for more time is recorded for the task.',
    vi: 'Nhiệm vụ không có đề nghị gia hạn này.',
  },
  'extension-request-already-decided': {
    rule: 'section 3',
    en: 'Each request for more time is decided once.',
    vi: 'Mỗi đề nghị gia hạn chỉ được quyết định một lần.',
  },
  // What is said while a task is done: progress, reminders, explanations, who follows it (section 6, section 5).
  'answered-before-it-was-said': {
    rule: 'section 6',
    en: 'An answer cannot be dated before what it answers.',
    vi: 'Ngày trả lời không thể trước ngày của nội dung được trả lời.',
  },
  'reminder-not-to-a-doer': {
    rule: 'section 6',
    en: 'A reminder goes to a unit that does the task.',
    vi: 'Chỉ đôn đốc đơn vị đang thực hiện nhiệm vụ.',
  },
  'reminds-itself': {
    rule: 'section 5',
    en: 'A unit does not remind itself, nor the unit it belongs to.',
    vi: 'Đơn vị không tự đôn đốc mình hoặc đơn vị mà mình trực thuộc.',
  },
  'no-such-reminder': {
    rule: 'section 6',
    en: 'No such reminder is recorded for the task.',
    vi: 'Nhiệm vụ không có lần đôn đốc này.',
  },
  'office-of-another-unit': {
    rule: 'section 6',
    en: 'The office that speaks for a unit sits in that unit.',
    vi: 'Chức vụ thay mặt đơn vị phải thuộc đơn vị đó.',
  },
  'delay-reason-named-twice': {
    rule: 'section 6',
    en: 'A reason for delay is named twice.',
    vi: 'Một nguyên nhân chậm được nêu hai lần.',
  },
  'waiting-names-the-unit': {
    rule: 'section 6',
    en: 'Whoever waits for another unit names it, and no other reason names one.',
    vi: 'Nếu nguyên nhân là chờ đơn vị khác thì phải nêu đơn vị đó; nguyên nhân khác thì không nêu.',
  },
  'no-such-delay-reason': {
    rule: 'section 6',
    en: 'That report or explanation does not state this reason for delay.',
    vi: 'Báo cáo hoặc giải trình đó không nêu nguyên nhân chậm này.',
  },
  'delay-reason-already-judged': {
    rule: 'section 6',
    en: 'The unit has already said whether this reason for delay holds.',
    vi: 'Đơn vị đã có ý kiến về nguyên nhân chậm này.',
  },
  'following-already-recorded': {
    rule: 'section 6',
    en: 'A following officer with this id is already recorded for the task.',
    vi: 'Đã ghi nhận việc theo dõi với mã này cho nhiệm vụ.',
  },
  'following-unknown': {
    rule: 'section 6',
    en: 'No such following officer is recorded for the task.',
    vi: 'Nhiệm vụ không có việc theo dõi với mã này.',
  },
  'follower-not-of-the-issuer': {
    rule: 'section 6',
    en: 'A task is followed from inside the issuing body or a body above it.',
    vi: 'Người theo dõi phải thuộc cơ quan ban hành hoặc cơ quan cấp trên.',
  },
  'follows-own-work': {
    rule: 'section 5',
    en: 'Nobody follows a task of a unit that they head.',
    vi: 'Người đứng đầu đơn vị thực hiện không được theo dõi nhiệm vụ đó.',
  },
  // Completion and its verification (section 3, section 5).
  'not-the-doer': {
    rule: 'section 3',
    en: 'Only a unit that does the task takes it, returns it, reports on it or asks for more time.',
    vi: 'Chỉ đơn vị thực hiện nhiệm vụ được nhận, trả lại, báo cáo hoặc đề nghị gia hạn.',
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
  // Plans for scenarios.
  'plan-already-recorded': {
    rule: 'section 4',
    en: 'A plan with this id is already recorded.',
    vi: 'Đã có phương án, kịch bản với mã này.',
  },
  'plan-serves-nothing': {
    rule: 'section 4',
    en: 'A plan names the thresholds or the conditional tasks that it serves.',
    vi: 'Phương án, kịch bản phải nêu ngưỡng hoặc nhiệm vụ có điều kiện mà nó phục vụ.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
