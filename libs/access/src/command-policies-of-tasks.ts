import { above, command, issues, registrar, SIGNS_ITSELF, speaksFor, type Words } from './command-policy.js';
import type { Check, PolicyRow, Way } from './policy-table.js';

const TASK = { names: { taskId: 'task' } } as const;
const DOER: Words = [
  'Đơn vị thực hiện (chủ trì, được giao lại) tự nêu việc của mình; có đúng là đơn vị thực hiện không do nghiệp vụ kiểm tra (điều 5).',
  'The unit that does the task speaks of its own work; whether it is the doer is a rule of the domain (section 5).',
];
const ISSUER: Words = [
  'Cơ quan giao việc quyết định về việc mình giao.',
  'The issuer decides on the task that it gave.',
];
const SUPERIOR: Words = [
  'Cơ quan cấp trên của cơ quan giao việc quyết định thay.',
  'A body above the issuer decides in its place.',
];
const JUDGE: Words = [
  'Đơn vị khác, thấy được nhiệm vụ, xác nhận hoặc không xác nhận; đơn vị thực hiện không tự xác nhận (điều 5).',
  'Another unit that sees the task judges; the doer does not judge its own work (section 5).',
];

const givenBy: Check = { relation: 'issues', field: 'taskId', of: 'task' };
const aboveGiver: Check = { relation: 'above', field: 'taskId', of: 'task' };

/** The issuer or a body above it, in whose name it is recorded. */
const decides: readonly Way[] = [
  speaksFor('by', ISSUER, { and: [givenBy] }),
  speaksFor('by', SUPERIOR, { and: [aboveGiver] }),
];
/** The same, for what says nothing about who decides. */
const decidesUnnamed: readonly Way[] = [issues('taskId', 'task', ISSUER), above('taskId', 'task', SUPERIOR)];

const does = (action: string, what: Words, and?: readonly Check[]) =>
  command(action, 'tasks', what, [speaksFor('by', DOER, and ? { and } : {})], TASK);
const decided = (action: string, what: Words) => command(action, 'tasks', what, decides, TASK);
const judged = (action: string, what: Words) => command(action, 'tasks', what, [speaksFor('by', JUDGE)], TASK);

/** Tasks: who gives, does, judges and follows them. */
export const COMMANDS_OF_TASKS: readonly PolicyRow[] = [
  command(
    'AssignTask',
    'tasks',
    ['Ghi nhiệm vụ từ một điểm của văn bản', 'Recording a task from a clause'],
    [
      registrar([
        'Văn thư ghi nhiệm vụ mà văn bản đã giao; văn bản là căn cứ (R1).',
        'A registrar records the task that a clause gives; the directive is the basis (R1).',
      ]),
      issues('directiveId', 'directive', [
        'Cơ quan ban hành ghi việc mình giao (R1).',
        'The issuer records what it gives (R1).',
      ]),
    ],
  ),
  command(
    'FanOutTask',
    'tasks',
    ['Giao nhiệm vụ cho từng thành viên của nhóm', 'Giving each member of a class its task'],
    [
      registrar([
        'Văn thư ghi nhiệm vụ của từng đơn vị mà văn bản giao cho cả nhóm (R1).',
        'A registrar records for each member what the directive gives to the class (R1).',
      ]),
      ...decidesUnnamed,
    ],
    TASK,
  ),
  command(
    'ReassignTask',
    'tasks',
    ['Giao lại nhiệm vụ cho đơn vị khác', 'Giving a task to another lead'],
    decidesUnnamed,
    TASK,
  ),
  command(
    'DelegateTask',
    'tasks',
    ['Giao việc, ủy quyền, phân cấp, phân quyền', 'Passing a task on'],
    [
      speaksFor('from', [
        'Đơn vị chủ trì hoặc đang được giao tự giao lại (R5).',
        'A lead or a present delegate passes on what it has (R5).',
      ]),
    ],
    TASK,
  ),
  command(
    'EndDelegation',
    'tasks',
    ['Chấm dứt việc giao lại', 'Ending a delegation'],
    [
      {
        who: 'office',
        relation: 'leads-task',
        field: 'taskId',
        of: 'task',
        basis: {
          vi: 'Đơn vị chủ trì hoặc đang được giao (R5).',
          en: 'A lead, or who has the task by delegation (R5).',
        },
      },
      ...decidesUnnamed,
    ],
    TASK,
  ),
  does('AcceptTask', ['Nhận nhiệm vụ', 'Accepting a task']),
  does('ReturnTask', ['Trả lại nhiệm vụ', 'Returning a task']),
  decided('SuspendTask', ['Tạm dừng nhiệm vụ', 'Suspending a task']),
  decided('ResumeTask', ['Tiếp tục nhiệm vụ', 'Resuming a task']),
  decided('WithdrawTask', ['Rút nhiệm vụ', 'Withdrawing a task']),
  command(
    'DecideTaskSuccessor',
    'tasks',
    ['Quyết định đơn vị kế thừa nhiệm vụ', 'Deciding who goes on with the task of a split unit'],
    [
      speaksFor('by', ['Cơ quan giao việc (R8).', 'The issuer (R8).'], { and: [givenBy, SIGNS_ITSELF] }),
      speaksFor('by', ['Cơ quan cấp trên của cơ quan giao việc (R8).', 'A body above the issuer (R8).'], {
        and: [aboveGiver, SIGNS_ITSELF],
      }),
    ],
    TASK,
  ),
  command(
    'ActivateScenario',
    'tasks',
    ['Kích hoạt phương án', 'Activating a prepared scenario'],
    [
      ...decidesUnnamed,
      {
        who: 'office',
        relation: 'leads-task',
        field: 'taskId',
        of: 'task',
        basis: {
          vi: 'Đơn vị chủ trì báo điều kiện đã xảy ra, có nêu số liệu (điều 4).',
          en: 'The lead says that the condition was met, and by which figure (section 4).',
        },
      },
    ],
    { names: { taskId: 'task', thresholdId: 'threshold' } },
  ),
  decided('ClarifyDeadline', ['Làm rõ thời hạn', 'Clarifying a deadline']),
  decided('GrantExtension', ['Gia hạn', 'Granting an extension']),
  decided('RefuseExtension', ['Không gia hạn', 'Refusing an extension']),
  does('RequestExtension', ['Đề nghị gia hạn', 'Asking for an extension']),
  does('ReportCompletion', ['Báo cáo hoàn thành', 'Reporting completion']),
  judged('VerifyCompletion', ['Xác nhận hoàn thành', 'Verifying completion']),
  judged('RejectCompletion', ['Không xác nhận hoàn thành', 'Rejecting a completion']),
  does('ReportProgress', ['Báo cáo tiến độ', 'Reporting progress']),
  command(
    'SendReminder',
    'tasks',
    ['Đôn đốc', 'Sending a reminder'],
    [
      speaksFor('by', [
        'Cơ quan giao việc, theo dõi, hoặc đơn vị đã giao lại; không tự đôn đốc mình (điều 5).',
        'The issuer, who follows the task, or a lead to its delegate; nobody reminds itself (section 5).',
      ]),
    ],
    TASK,
  ),
  does('SubmitExplanation', ['Giải trình', 'Submitting an explanation'], [SIGNS_ITSELF]),
  judged('ConfirmDelayReason', ['Xác nhận lý do chậm', 'Confirming a reason for delay']),
  judged('ContestDelayReason', ['Không thừa nhận lý do chậm', 'Contesting a reason for delay']),
  command(
    'NameFollowingOfficer',
    'tasks',
    ['Cử người theo dõi nhiệm vụ', 'Naming who follows a task'],
    [
      ...decidesUnnamed,
      speaksFor('unit', [
        'Đơn vị của người theo dõi, trong cơ quan giao việc hoặc cấp trên (điều 5).',
        'The unit of who follows, inside the issuer or a body above it (section 5).',
      ]),
    ],
    TASK,
  ),
  command('EndFollowing', 'tasks', ['Cho thôi theo dõi', 'Ending the following of a task'], decidesUnnamed, TASK),
  command(
    'PreparePlan',
    'tasks',
    ['Ghi phương án đã sẵn sàng', 'Recording that a plan is ready'],
    [speaksFor('by', ['Đơn vị lập phương án ghi phương án của mình.', 'The unit that prepared it records its plan.'])],
    { names: { thresholds: 'threshold', tasks: 'task' } },
  ),
];
