import { command, issues, oneself, ofTheTeam, ownOffice, speaksFor, type Words } from './command-policy.js';
import type { Check, PolicyRow, Way } from './policy-table.js';

const TEAM = { names: { teamId: 'inspection' } } as const;
const FINDING = { names: { findingId: 'finding' } } as const;

const SENT: Words = ['Chức vụ thuộc cơ quan cử đoàn.', 'An office of a body that sent the team out.'];
const MEMBER: Words = [
  'Thành viên đoàn trong ngày đó ghi việc của đoàn; không ai kiểm tra đơn vị mình (điều 5).',
  'A member of the team that day records its work; nobody inspects their own unit (section 5).',
];
const TEAM_MADE: Words = ['Thành viên đoàn đã ghi nhận nội dung này.', 'A member of the team that made the finding.'];
const BODY_MADE: Words = [
  'Chức vụ thuộc cơ quan đã nêu nội dung này, hoặc đã cử đoàn.',
  'An office of the body that made the finding, or sent the team out.',
];

const ABOVE: Check = { relation: 'above', field: 'findingId', of: 'finding' };
const MADE: Check = { relation: 'issues', field: 'findingId', of: 'finding' };
const OF_TEAM: Check = { relation: 'of-the-team', field: 'findingId', of: 'finding' };

/** Signed in one's own office, by whoever made the finding, or stands above a unit that it names. */
const signed: readonly Way[] = [
  ownOffice(
    'office',
    ['Người ký giữ chức vụ của cơ quan đã nêu nội dung này.', 'Signs in an office of the body that made the finding.'],
    { and: [MADE] },
  ),
  ownOffice(
    'office',
    ['Thành viên đoàn ký bằng chức vụ của mình.', 'A member of the team signs in an office of their own.'],
    { and: [OF_TEAM] },
  ),
  ownOffice(
    'office',
    [
      'Người ký giữ chức vụ của cơ quan cấp trên của đơn vị được nêu; đơn vị không tự quyết định (điều 5).',
      'Signs in an office of a body above a unit that is named; no unit decides on itself (section 5).',
    ],
    { and: [ABOVE] },
  ),
];

/** Teams and their visits, findings, and putting them right. */
export const COMMANDS_OF_INSPECTIONS: readonly PolicyRow[] = [
  command(
    'EstablishInspectionTeam',
    'inspections',
    ['Lập đoàn kiểm tra, đoàn công tác', 'Establishing a team'],
    [
      speaksFor('owners', [
        'Cơ quan cử đoàn, hoặc một trong các cơ quan cùng cử.',
        'A body that sends it out, or one of those that do.',
      ]),
    ],
  ),
  command(
    'ChangeInspectionTeam',
    'inspections',
    ['Thay đổi thành viên đoàn', 'Changing a team'],
    [issues('teamId', 'inspection', SENT, { notOneself: ['joined', 'leaders'] })],
    TEAM,
  ),
  ...(
    [
      ['DispatchInspectionTeam', ['Cử đoàn đi', 'Dispatching a team']],
      ['ReturnInspectionTeam', ['Ghi đoàn đã về', 'Recording that a team is back']],
    ] as const
  ).map(([action, what]) =>
    command(
      action,
      'inspections',
      what,
      [issues('teamId', 'inspection', SENT), ofTheTeam('teamId', 'inspection', MEMBER)],
      TEAM,
    ),
  ),
  command(
    'RecordSiteVisit',
    'inspections',
    ['Ghi chuyến kiểm tra', 'Recording a visit'],
    [ofTheTeam('teamId', 'inspection', MEMBER)],
    TEAM,
  ),
  command(
    'AnswerChecklist',
    'inspections',
    ['Ghi kết quả kiểm tra từng điểm', 'Answering the checklist'],
    [ofTheTeam('teamId', 'inspection', MEMBER)],
    TEAM,
  ),
  command(
    'SignInspectionMinutes',
    'inspections',
    ['Ký biên bản', 'Signing the minutes'],
    [
      ofTheTeam(
        'teamId',
        'inspection',
        [
          'Một trong những thành viên đã ký biên bản ghi biên bản đó; không ai ghi thay người ký (điều 5).',
          'One of the members who signed records the minutes; nobody does it for those who sign (section 5).',
        ],
        { and: [{ relation: 'oneself', field: 'signedBy' }] },
      ),
    ],
    { names: { teamId: 'inspection', findings: 'finding' } },
  ),
  command(
    'DeliverInspectionReport',
    'inspections',
    ['Nộp báo cáo kết quả kiểm tra', "Delivering a team's report"],
    [
      ofTheTeam(
        'teamId',
        'inspection',
        ['Trưởng đoàn nộp báo cáo do chính mình ký.', 'The leader delivers the report that they signed themself.'],
        { and: [{ relation: 'oneself', field: 'signedBy', ifGiven: true }] },
      ),
    ],
    TEAM,
  ),
  command(
    'LogFinding',
    'inspections',
    ['Ghi một nội dung: ưu điểm, hạn chế, vi phạm, nguy cơ', 'Logging a finding'],
    [
      ofTheTeam('teamId', 'inspection', MEMBER),
      speaksFor(
        'madeByUnit',
        ['Cơ quan đã phát biểu ghi lời của mình.', 'The body that said it records its own words.'],
        { without: ['teamId'] },
      ),
      oneself('madeByPerson', ['Người phát biểu ghi lời của mình.', 'Whoever said it records their own words.'], {
        without: ['teamId', 'madeByUnit'],
      }),
    ],
    { names: { teamId: 'inspection', tasks: 'task' } },
  ),
  command(
    'IdentifyFindingUnits',
    'inspections',
    ['Xác định đơn vị của một nội dung', 'Saying which units a finding is about'],
    [ofTheTeam('findingId', 'finding', TEAM_MADE), speaksFor('by', BODY_MADE, { and: [MADE] })],
    FINDING,
  ),
  command(
    'AnswerFinding',
    'inspections',
    ['Trả lời, giải trình về một nội dung', 'Answering a finding'],
    [
      speaksFor('by', [
        'Đơn vị được nêu, đơn vị kế thừa hoặc cơ quan bên trong trả lời cho mình.',
        'A unit of the finding, its successor or a body inside answers for itself.',
      ]),
    ],
    FINDING,
  ),
  command(
    'DecideFindingSuccessor',
    'inspections',
    ['Quyết định đơn vị kế thừa một nội dung', 'Deciding who goes on with a finding of a split unit'],
    signed,
    FINDING,
  ),
  command(
    'RequestRectification',
    'inspections',
    ['Yêu cầu chấn chỉnh, khắc phục', 'Asking for a rectification'],
    signed,
    FINDING,
  ),
  command(
    'SetRectificationDue',
    'inspections',
    ['Định thời hạn khắc phục', 'Setting the day for a rectification'],
    signed,
    FINDING,
  ),
  command(
    'ReportRectification',
    'inspections',
    ['Báo cáo đã khắc phục', 'Reporting a rectification'],
    [
      speaksFor('by', [
        'Đơn vị được yêu cầu, đơn vị kế thừa hoặc cơ quan bên trong báo cáo việc của mình.',
        'The unit that was asked, its successor or a body inside reports its own work.',
      ]),
    ],
    FINDING,
  ),
  command(
    'VerifyRectification',
    'inspections',
    ['Xác nhận đã khắc phục', 'Verifying a rectification'],
    signed,
    FINDING,
  ),
];
