import {
  command,
  issues,
  oneself,
  ofTheTeam,
  ownOffice,
  registrar,
  SIGNS_ITSELF,
  speaksFor,
  type Words,
} from './command-policy.js';
import type { Check, PolicyRow, Way } from './policy-table.js';

const REPORTER: Words = [
  'Đơn vị báo cáo số liệu của chính mình, kể cả cơ quan bên trong.',
  'The unit reports its own figures, through whichever body inside it.',
];
const FROM_ABOVE: Words = [
  'Cơ quan cấp trên, hoặc cơ quan chuyên môn của cấp trên, công bố số liệu của đơn vị dưới.',
  'A body above, or a department of one, states the figures of a unit below.',
];
const CERTIFIES: Words = [
  'Người ký giữ chức vụ được nêu; người báo cáo không tự xác nhận, mở lại phải có hai người (điều 5).',
  'Signs in an office of their own; the reporter does not certify, and reopening takes two persons (section 5).',
];
const SETS: Words = [
  'Cơ quan cấp trên, hoặc cơ quan chuyên môn của cấp trên, đặt ra cho đơn vị dưới.',
  'A body above, or a department of one, sets it for those below.',
];
const OWN: Words = ['Đơn vị tự đặt ra cho mình.', 'The unit sets it for itself.'];
const SETTER: Words = ['Cơ quan đã đặt ra.', 'The body that set it.'];
const PREPARED: Words = [
  'Dự thảo chưa có giá trị khi chưa ai ký (điều 5); ai thấy được việc thì lập được.',
  'A draft is nothing until somebody signs (section 5); whoever sees what it is about may prepare it.',
];
const SIGNS: Words = [
  'Người giữ chức vụ mà dự thảo chờ ký; người bị nêu trong dự thảo không ký (điều 5).',
  'Who holds the office for which the draft waits; never one whom it is about (section 5).',
];

const reported = (names: 'reportId' | 'indicatorId', of: 'casereport' | 'indicator'): Way =>
  issues(names, of, ['Đơn vị đã báo cáo tự đính chính.', 'The unit that reported corrects its report.'], {
    inside: true,
  });

const reports = (action: string, what: Words) =>
  command(action, 'figures', what, [
    speaksFor('unit', REPORTER, {
      inside: true,
      and: [{ relation: 'speaks-for', field: 'reportedByUnit', ifGiven: true, inside: true }],
    }),
    speaksFor('reportedByUnit', FROM_ABOVE, { and: [{ relation: 'above', field: 'unit', inside: true }] }),
  ]);

const certifies = (action: string, what: Words) =>
  command(action, 'figures', what, [ownOffice('office', CERTIFIES)], { names: { stream: 'stream' } });

const overUnit = (field: string): Check => ({ relation: 'above', field, inside: true });

const prepares = (action: string, what: Words, field: string, of: 'task' | 'finding' | 'duty') =>
  command(
    action,
    'drafts',
    what,
    [{ who: 'office', relation: 'within-scope', field, of, basis: { vi: PREPARED[0], en: PREPARED[1] } }],
    { names: { [field]: of } },
  );
const decidesDraft = (action: string, what: Words) =>
  command(action, 'drafts', what, [ownOffice('office', SIGNS)], { names: { draftId: 'draft' } });

const TWO = 'Phải có hai người ở hai chức vụ (R10, điều 5).';
const TWO_EN = 'It takes two persons in two offices (R10, section 5).';
const annuls = (action: string, what: Words) =>
  command(
    action,
    'record',
    what,
    [
      {
        ...ownOffice(
          'office',
          [
            `Văn thư giữ chức vụ được nêu, đối với bản ghi về bộ máy, văn bản do văn thư ghi. ${TWO}`,
            `A registrar who holds the office, for records of the organisation and of documents. ${TWO_EN}`,
          ],
          { among: ['unit', 'office', 'person', 'directive', 'register', 'levelscheme'] },
        ),
        who: 'registrar',
        field: 'office',
      },
      ownOffice(
        'office',
        [
          `Người giữ chức vụ của cơ quan có bản ghi đó. ${TWO}`,
          `In an office of the body whose record it is. ${TWO_EN}`,
        ],
        {
          and: [{ relation: 'issues', field: 'stream', of: 'stream' }],
          among: [
            'directive',
            'register',
            'levelscheme',
            'task',
            'inspection',
            'finding',
            'recognition',
            'threshold',
            'duty',
            'plan',
          ],
        },
      ),
      ownOffice(
        'office',
        [`Người giữ chức vụ của cơ quan cấp trên. ${TWO}`, `In an office of a body above. ${TWO_EN}`],
        {
          and: [{ relation: 'above', field: 'stream', of: 'stream' }],
        },
      ),
    ],
    { names: { stream: 'stream' } },
  );

const erases = (action: string, what: Words) =>
  command(
    action,
    'personal-data',
    what,
    [
      {
        ...ownOffice(
          'office',
          [
            'Văn thư, tổ chức cán bộ giữ chức vụ được nêu; phải có hai người ở hai chức vụ.',
            'A registrar who holds the office; it takes two persons in two offices.',
          ],
          { among: ['person'] },
        ),
        who: 'registrar',
      },
      ownOffice(
        'office',
        [
          'Người giữ chức vụ của cơ quan cấp trên của người hoặc đơn vị đó; phải có hai người ở hai chức vụ.',
          'In an office of a body above that person or unit; it takes two persons in two offices.',
        ],
        { and: [{ relation: 'above', field: 'subject', of: 'stream' }] },
      ),
      ownOffice(
        'office',
        [
          'Người giữ chức vụ của cơ quan đã nêu nội dung ghi nhận; phải có hai người ở hai chức vụ.',
          'In an office of the body that made the finding; it takes two persons in two offices.',
        ],
        { and: [{ relation: 'issues', field: 'subject', of: 'stream' }], among: ['finding'] },
      ),
    ],
    { names: { subject: 'stream' } },
  );

/** Figures and what is set by them, drafts, corrections of the record, personal data. */
export const COMMANDS_OF_FIGURES: readonly PolicyRow[] = [
  reports('ReportCases', ['Báo cáo số ca', 'Reporting case counts']),
  command(
    'CorrectCases',
    'figures',
    ['Đính chính số ca', 'Correcting case counts'],
    [reported('reportId', 'casereport')],
    {
      names: { reportId: 'casereport' },
    },
  ),
  reports('ReportIndicator', ['Báo cáo chỉ tiêu, chỉ số', 'Reporting an indicator']),
  command(
    'CorrectIndicator',
    'figures',
    ['Đính chính chỉ tiêu, chỉ số', 'Correcting an indicator'],
    [reported('indicatorId', 'indicator')],
    {
      names: { indicatorId: 'indicator' },
    },
  ),
  certifies('CertifyFigure', ['Xác nhận số liệu', 'Certifying a figure']),
  certifies('ProposeFigureReopening', ['Đề nghị mở lại số liệu', 'Proposing to reopen a figure']),
  certifies('ReopenFigure', ['Mở lại số liệu', 'Reopening a figure']),
  command(
    'DeclareEpidemicLevel',
    'figures',
    ['Công bố cấp độ dịch', 'Declaring an epidemic level'],
    [
      speaksFor(
        'by',
        ['Địa phương công bố cấp độ của mình (điều 4).', 'The place declares its own level (section 4).'],
        {
          and: [{ relation: 'speaks-for', field: 'place' }],
        },
      ),
      speaksFor('by', ['Cơ quan cấp trên công bố (điều 4).', 'A body above declares it (section 4).'], {
        and: [overUnit('place')],
      }),
    ],
    { day: 'from' },
  ),
  command(
    'SetReportingDuty',
    'figures',
    ['Đặt chế độ báo cáo', 'Setting a duty to report'],
    [
      speaksFor('by', SETS, { and: [overUnit('owedBy'), SIGNS_ITSELF] }),
      speaksFor('by', OWN, { and: [{ relation: 'speaks-for', field: 'owedBy' }, SIGNS_ITSELF] }),
    ],
    { day: 'from' },
  ),
  command(
    'EndReportingDuty',
    'figures',
    ['Chấm dứt chế độ báo cáo', 'Ending a duty to report'],
    [
      speaksFor('by', SETTER, { and: [{ relation: 'issues', field: 'dutyId', of: 'duty' }, SIGNS_ITSELF] }),
      speaksFor('by', SETS, { and: [{ relation: 'above', field: 'dutyId', of: 'duty' }, SIGNS_ITSELF] }),
    ],
    { names: { dutyId: 'duty' } },
  ),
  command(
    'DefineThreshold',
    'figures',
    ['Đặt ngưỡng', 'Defining a threshold'],
    [
      speaksFor('definedBy', SETS, { and: [overUnit('unit'), SIGNS_ITSELF] }),
      speaksFor('definedBy', OWN, { and: [{ relation: 'speaks-for', field: 'unit' }, SIGNS_ITSELF] }),
    ],
    { day: 'from', names: { tasks: 'task' } },
  ),
  command(
    'EndThreshold',
    'figures',
    ['Bỏ ngưỡng', 'Ending a threshold'],
    [
      speaksFor('by', SETTER, { and: [{ relation: 'issues', field: 'thresholdId', of: 'threshold' }, SIGNS_ITSELF] }),
      speaksFor('by', SETS, { and: [{ relation: 'above', field: 'thresholdId', of: 'threshold' }, SIGNS_ITSELF] }),
    ],
    { names: { thresholdId: 'threshold' } },
  ),
  command(
    'RecordThresholdCrossing',
    'figures',
    ['Ghi số liệu vượt ngưỡng', 'Recording that a figure crossed a threshold'],
    [
      issues('thresholdId', 'threshold', [
        'Cơ quan đã đặt ngưỡng; hệ thống cũng tự ghi (điều 4).',
        'The body that defined it; the software records it too (section 4).',
      ]),
    ],
    { names: { thresholdId: 'threshold', stream: 'stream' } },
  ),

  prepares('DraftEscalation', ['Dự thảo báo cáo lên cấp trên', 'Preparing an escalation'], 'taskId', 'task'),
  prepares(
    'DraftRectification',
    ['Dự thảo yêu cầu khắc phục', 'Preparing a request to rectify'],
    'findingId',
    'finding',
  ),
  prepares('DraftReminder', ['Dự thảo đôn đốc báo cáo', 'Preparing a reminder'], 'dutyId', 'duty'),
  decidesDraft('SignDraft', ['Ký dự thảo', 'Signing a draft']),
  decidesDraft('DismissDraft', ['Không ký dự thảo', 'Dismissing a draft']),

  annuls('ProposeAnnulment', ['Đề nghị hủy bản ghi sai', 'Proposing to annul a wrong entry']),
  annuls('ConfirmAnnulment', ['Xác nhận hủy bản ghi sai', 'Confirming an annulment']),
  command('AnnulRecord', 'record', ['Ghi việc hủy đã ký trên giấy', 'Recording an annulment signed on paper'], [], {
    names: { stream: 'stream' },
    closed: [
      'Qua API không ai ghi: một người sẽ khai chữ ký của hai người. Mỗi người tự đề nghị, tự xác nhận (R10, điều 5).',
      'Nobody over the API: one person would state the signatures of two. Each proposes or confirms by themself (R10, section 5).',
    ],
  }),

  command(
    'RecordPersonalDetails',
    'personal-data',
    ['Ghi điện thoại, địa chỉ, số định danh', 'Recording telephone, address, identity number'],
    [
      registrar(['Văn thư, tổ chức cán bộ giữ dữ liệu này.', 'A registrar keeps these data.']),
      oneself('personId', ['Ai cũng ghi được dữ liệu của chính mình.', 'Everybody may record their own.']),
    ],
  ),
  command(
    'RecordInformant',
    'personal-data',
    ['Ghi người phản ánh', 'Recording who reported a finding'],
    [
      ofTheTeam('findingId', 'finding', ['Thành viên đoàn đã ghi nhận.', 'A member of the team that found it.']),
      issues('findingId', 'finding', ['Cơ quan đã nêu nội dung ghi nhận.', 'The body that made the finding.']),
    ],
    { names: { findingId: 'finding' } },
  ),
  erases('ProposeErasure', ['Đề nghị xóa dữ liệu cá nhân', 'Proposing to erase personal data']),
  erases('OrderErasure', ['Quyết định xóa dữ liệu cá nhân', 'Ordering the erasure of personal data']),
];
