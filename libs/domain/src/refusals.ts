/** What a refusal tells the reader, in one sentence of each language. */
export interface Refusal {
  /** Where domain.md states the rule: a rule of section 2 (`R1`), or the section. */
  rule: `R${number}` | `section ${number}`;
  en: string;
  vi: string;
}

/** Every code with which a rule of the domain refuses. docs/refusals.md is written from this table. */
export const REFUSALS = {
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

  // Inspections and findings (section 1, section 5).
  'team-unknown': {
    rule: 'section 1',
    en: 'No such inspection team is recorded.',
    vi: 'Chưa có đoàn kiểm tra này trong hồ sơ.',
  },
  'team-already-established': {
    rule: 'section 1',
    en: 'An inspection team with this id is already recorded.',
    vi: 'Đã có đoàn kiểm tra với mã này trong hồ sơ.',
  },
  'team-count-not-positive': {
    rule: 'section 1',
    en: 'The number of teams must be 1 or more.',
    vi: 'Số đoàn kiểm tra phải từ 1 trở lên.',
  },
  'before-the-team': {
    rule: 'section 1',
    en: 'The team does not act before the day on which it is recorded.',
    vi: 'Đoàn kiểm tra không hoạt động trước ngày được ghi nhận.',
  },
  'visit-already-recorded': {
    rule: 'section 1',
    en: 'A visit with this id is already recorded for the team.',
    vi: 'Đã ghi nhận lượt kiểm tra với mã này của đoàn.',
  },
  'inspects-own-unit': {
    rule: 'section 5',
    en: 'Nobody inspects a unit that they head or belong to.',
    vi: 'Không ai được kiểm tra đơn vị do mình đứng đầu hoặc mình là thành viên.',
  },
  'finding-unknown': {
    rule: 'section 1',
    en: 'No such finding is recorded.',
    vi: 'Chưa có nội dung ghi nhận này trong hồ sơ.',
  },
  'finding-already-logged': {
    rule: 'section 1',
    en: 'A finding with this id is already recorded.',
    vi: 'Đã có nội dung ghi nhận với mã này trong hồ sơ.',
  },
  'inspection-finding-needs-its-team': {
    rule: 'section 1',
    en: 'A finding made on an inspection names the team that made it.',
    vi: 'Nội dung ghi nhận khi kiểm tra phải nêu đoàn kiểm tra.',
  },
  'before-the-finding': {
    rule: 'section 1',
    en: 'Units are identified on or after the day of the finding.',
    vi: 'Không thể xác định đơn vị trước ngày có nội dung ghi nhận.',
  },
  'units-already-identified': {
    rule: 'section 1',
    en: 'All these units are already named by the finding.',
    vi: 'Các đơn vị này đã được nêu trong nội dung ghi nhận.',
  },

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

  // Corrections of the record (R10, section 5).
  'no-such-record': {
    rule: 'R10',
    en: 'No such record stands in this stream.',
    vi: 'Không có bản ghi này trong hồ sơ.',
  },
  'already-annulled': { rule: 'R10', en: 'The record is already annulled.', vi: 'Bản ghi đã bị hủy.' },
  'annulment-not-proposed': {
    rule: 'R10',
    en: 'No proposal in force asks for this record to be annulled.',
    vi: 'Chưa có đề nghị hủy bản ghi này đang có hiệu lực.',
  },
  'proposal-is-not-annulled': {
    rule: 'R10',
    en: 'A proposal is not annulled; without confirmation it has no effect.',
    vi: 'Không hủy đề nghị hủy; nếu không được xác nhận, đề nghị không có hiệu lực.',
  },
  'confirmed-before-proposed': {
    rule: 'R10',
    en: 'An annulment is confirmed on or after the day on which it was proposed.',
    vi: 'Không thể xác nhận việc hủy trước ngày đề nghị.',
  },
  'others-stand-on-it': {
    rule: 'R10',
    en: 'Other records stand on this one; annul those first.',
    vi: 'Có bản ghi khác dựa trên bản ghi này; phải hủy các bản ghi đó trước.',
  },
  'two-offices-needed': {
    rule: 'section 5',
    en: 'Proposal and confirmation come from two different offices.',
    vi: 'Việc đề nghị và xác nhận phải do hai chức vụ khác nhau thực hiện.',
  },
  'two-persons-needed': {
    rule: 'section 5',
    en: 'Proposal and confirmation come from two different people.',
    vi: 'Việc đề nghị và xác nhận phải do hai người khác nhau thực hiện.',
  },
  'unnamed-holder-cannot-act': {
    rule: 'section 5',
    en: 'Nobody is recorded in the office on that date who could act for it.',
    vi: 'Chưa có thông tin về người giữ chức vụ vào ngày đó nên không thể thực hiện việc này.',
  },
  // Commands: what they name has to be of the right kind.
  'not-a-place': { rule: 'section 1', en: 'That unit is not a place.', vi: 'Đơn vị đó không phải là địa bàn.' },
  'not-a-body': { rule: 'section 1', en: 'That unit is not a body.', vi: 'Đơn vị đó không phải là cơ quan, tổ chức.' },
  'office-needs-a-body': {
    rule: 'section 1',
    en: 'An office sits in a body, or stands for a class of units; not in a place.',
    vi: 'Chức vụ thuộc về một cơ quan hoặc một nhóm đơn vị, không thuộc về địa bàn.',
  },
  'issuer-not-a-body': {
    rule: 'section 1',
    en: 'A directive is issued by a body or an office, not by a place or a class.',
    vi: 'Văn bản chỉ đạo do cơ quan hoặc người giữ chức vụ ban hành, không do địa bàn hay nhóm đơn vị.',
  },
  'state-secret-not-accepted': {
    rule: 'section 8',
    en: 'Nothing that bears the marking of a state secret is accepted.',
    vi: 'Không tiếp nhận tài liệu mang dấu độ mật.',
  },
  'task-of-another-directive': {
    rule: 'R9',
    en: 'The task that is to be carried over was not made by that directive.',
    vi: 'Nhiệm vụ được chuyển tiếp không thuộc văn bản chỉ đạo đó.',
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
  'visit-unknown': {
    rule: 'section 1',
    en: 'No such visit is recorded.',
    vi: 'Chưa có cuộc kiểm tra này trong hồ sơ.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
