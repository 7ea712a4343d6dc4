import { command, issues, registrar, oneself, above, speaksFor, type Words } from './command-policy.js';
import type { PolicyRow } from './policy-table.js';

const ORGANISATION: Words = [
  'Ghi theo văn bản về bộ máy; văn bản là căn cứ.',
  'Records what a document says of the organisation; the document is the basis.',
];
const STAFF: Words = [
  'Ghi theo quyết định về nhân sự (R3); không ai tự ghi việc đưa chính mình vào chức vụ.',
  'Records a decision on staff (R3); nobody records one that puts themself into office.',
];
const DOCUMENT: Words = [
  'Ghi văn bản đã ban hành; văn bản là căn cứ.',
  'Records a document that was issued; the document is the basis.',
];
const ISSUER: Words = [
  'Chức vụ thuộc cơ quan ban hành ghi văn bản của cơ quan mình.',
  'An office of the issuing body records what its body issues.',
];
const CHANGES: Words = [
  'Chức vụ thuộc cơ quan ban hành văn bản sửa đổi, thay thế hoặc bãi bỏ (R9); thẩm quyền của văn bản đó do nghiệp vụ kiểm tra.',
  'An office of the issuer of the changing directive (R9); whether that one may change it is a rule of the domain.',
];

const org = (action: string, what: Words, day?: string) =>
  command(action, 'organisation', what, [registrar(ORGANISATION)], day === undefined ? {} : { day });
const staff = (action: string, what: Words, self: string, day = 'on') =>
  command(action, 'organisation', what, [registrar(STAFF, { notOneself: [self] })], { day });

/** Units, offices, persons and who holds which office; directives and what becomes of them. */
export const COMMANDS_OF_ORGANISATION: readonly PolicyRow[] = [
  org('RegisterPlace', ['Ghi một địa phương', 'Recording a place'], 'from'),
  org('RegisterBody', ['Ghi một cơ quan, tổ chức', 'Recording a body'], 'from'),
  org('DefineClass', ['Ghi một nhóm đơn vị', 'Recording a class of units']),
  org('ChangeClassMembership', ['Ghi thành viên của nhóm đơn vị', 'Recording who belongs to a class']),
  org('RenameUnit', ['Ghi việc đổi tên', 'Recording a new name']),
  org('MoveUnit', ['Ghi việc chuyển đơn vị trực thuộc', 'Recording that a unit moved']),
  org('MergeUnit', ['Ghi việc sáp nhập', 'Recording a merger']),
  org('SplitUnit', ['Ghi việc chia tách', 'Recording a split']),
  org('DissolveUnit', ['Ghi việc giải thể', 'Recording a dissolution']),
  command(
    'GiveAreaCharge',
    'organisation',
    ['Ghi việc phân công phụ trách địa bàn', 'Recording who is put in charge of an area'],
    [
      registrar(ORGANISATION, { notOneself: ['person'] }),
      above('place', 'unit', [
        'Cơ quan cấp trên của địa bàn phân công (R6).',
        'A body above the place puts somebody in charge of it (R6).',
      ]),
    ],
    { day: 'from' },
  ),
  command(
    'EndAreaCharge',
    'organisation',
    ['Ghi việc thôi phụ trách địa bàn', 'Recording that somebody is no longer in charge of an area'],
    [
      registrar(ORGANISATION),
      above('place', 'unit', ['Cơ quan cấp trên của địa bàn cho thôi (R6).', 'A body above the place ends it (R6).']),
    ],
  ),
  org('RegisterPerson', ['Ghi một người', 'Recording a person']),
  org('CreateOffice', ['Ghi một chức vụ', 'Recording an office']),
  org('AbolishOffice', ['Ghi việc bãi bỏ chức vụ', 'Recording that an office was abolished']),
  staff('Appoint', ['Ghi việc bổ nhiệm, giao quyền, phụ trách', 'Recording an appointment'], 'personId', 'from'),
  staff('ReplaceHead', ['Ghi việc thay người giữ chức vụ', 'Recording that one follows another'], 'incoming'),
  org('EndAppointment', ['Ghi việc thôi giữ chức vụ', 'Recording the end of an appointment']),
  org('SuspendHolder', ['Ghi việc tạm đình chỉ', 'Recording a suspension'], 'from'),
  staff('ReinstateHolder', ['Ghi việc thôi đình chỉ', 'Recording the end of a suspension'], 'personId'),
  staff(
    'AttestHolder',
    ['Ghi văn bản có nêu người giữ chức vụ', 'Recording that a document shows a holder'],
    'personId',
  ),
  org(
    'DeclareAccountability',
    ['Ghi trách nhiệm báo cáo, giải trình', 'Recording to whom an office is accountable'],
    'from',
  ),
  org('EndAccountability', ['Ghi việc hết trách nhiệm báo cáo', 'Recording that an accountability ended']),
  command(
    'SignHandover',
    'organisation',
    ['Ký bàn giao khi thay người', 'Signing a handover'],
    [
      oneself('person', [
        'Người giao và người nhận, ai ký phần của người nấy (R7); người giao đã thôi chức vụ nên không xét chức vụ đang giữ.',
        'Whoever hands over and whoever takes over sign each for themself (R7); the one who left holds the office no more.',
      ]),
    ],
  ),

  command(
    'IssueDirective',
    'directives',
    ['Ghi văn bản chỉ đạo', 'Recording a directive'],
    [registrar(DOCUMENT), speaksFor('issuer', ISSUER)],
  ),
  command(
    'SupersedeDirective',
    'directives',
    ['Ghi việc thay thế văn bản', 'Recording that a directive is superseded'],
    [registrar(DOCUMENT), issues('by', 'directive', CHANGES)],
    { names: { 'carryOver.task': 'task' } },
  ),
  command(
    'RevokeDirective',
    'directives',
    ['Ghi việc bãi bỏ văn bản', 'Recording that a directive is revoked'],
    [
      registrar(DOCUMENT),
      issues('by', 'directive', CHANGES),
      issues(
        'directiveId',
        'directive',
        ['Cơ quan ban hành tự bãi bỏ văn bản của mình (R9).', 'The issuer revokes its own directive (R9).'],
        { without: ['by'] },
      ),
    ],
  ),
  command(
    'AmendDirective',
    'directives',
    ['Ghi việc sửa đổi, bổ sung văn bản', 'Recording that a directive is amended'],
    [registrar(DOCUMENT), issues('by', 'directive', CHANGES)],
  ),
  command(
    'DistributeDirective',
    'directives',
    ['Ghi việc gửi văn bản', 'Recording that a directive was sent out'],
    [registrar(DOCUMENT), issues('directiveId', 'directive', ISSUER)],
  ),
  command(
    'CascadeDirective',
    'directives',
    ['Ghi việc triển khai văn bản cấp trên', 'Recording that a directive takes up a higher one'],
    [registrar(DOCUMENT), issues('directiveId', 'directive', ISSUER)],
  ),
  command(
    'AcknowledgeDirective',
    'directives',
    ['Xác nhận đã nhận văn bản', 'Acknowledging a directive'],
    [
      speaksFor('by', [
        'Nơi nhận tự xác nhận; văn thư nơi khác không xác nhận thay.',
        'The recipient acknowledges by itself; nobody does it for another.',
      ]),
    ],
  ),
  command(
    'DefineLevelScheme',
    'directives',
    ['Ghi thang cấp độ dịch', 'Recording a scheme of epidemic levels'],
    [registrar(DOCUMENT), speaksFor('issuer', ISSUER)],
    { day: 'from' },
  ),
];
