import type { Type } from '@nestjs/common';
import type { RecordingCommand } from '#commands/command.js';
import type { BodyOf, CommandName } from '#commands/command-registry.js';

interface Example {
  command: CommandName;
  body: object;
}

function example<N extends CommandName>(command: N, body: BodyOf<N>): Example {
  return { command, body };
}

/** Stands where an example needs the id of a record: whoever runs the examples puts the real one in. */
export const SOME_EVENT = '5f0c7a52-2f4b-5e0e-9d6a-0c4e5d1a7b33';

/**
 * One example or more of every command, as the documentation shows them. In this order they tell one invented story, and
 * a test runs it over HTTP.
 */
export const EXAMPLES: readonly Example[] = [
  example('RegisterPlace', { unitId: 'tp', name: 'Thành phố V', level: 'province', parent: null, from: '1976-07-02' }),
  ...['qa', 'qb', 'qc', 'qd', 'qe', 'qg'].map((unitId) =>
    example('RegisterPlace', {
      unitId,
      name: `Quận ${unitId.slice(1).toUpperCase()}`,
      level: 'district',
      parent: 'tp',
      from: '2003-12-01',
    }),
  ),
  example('RegisterBody', {
    unitId: 'tp.ubnd',
    name: 'Ủy ban nhân dân Thành phố V',
    place: 'tp',
    line: 'government',
    from: '1976-07-02',
  }),
  ...['qa', 'qb', 'qe'].map((place) =>
    example('RegisterBody', {
      unitId: `${place}.ubnd`,
      name: `Ủy ban nhân dân quận ${place.slice(1).toUpperCase()}`,
      place,
      line: 'government',
      parent: 'tp.ubnd',
      from: '2003-12-01',
    }),
  ),
  example('RegisterBody', {
    unitId: 'qa.bcd',
    name: 'Ban Chỉ đạo phòng, chống dịch quận A',
    place: 'qa',
    line: 'steering',
    from: '2020-02-01',
    collective: true,
  }),
  example('DefineClass', { unitId: 'cac-quan', name: 'các quận', place: 'tp', total: null }),
  example('ChangeClassMembership', { unitId: 'cac-quan', joined: ['qa', 'qb'], left: [], on: '2021-02-01' }),
  example('RenameUnit', { unitId: 'qd', name: 'Quận Đ', on: '2021-05-01' }),
  example('MoveUnit', { unitId: 'qg', parent: 'tp', level: 'district', on: '2021-05-02' }),
  ...['p-01', 'p-02', 'p-11', 'p-12'].map((personId, i) =>
    example('RegisterPerson', { personId, name: `Người thứ ${['nhất', 'hai', 'ba', 'tư'][i] ?? ''}` }),
  ),
  example('CreateOffice', {
    officeId: 'qa.ubnd.ct',
    title: 'Chủ tịch Ủy ban nhân dân quận A',
    body: 'qa.ubnd',
    head: true,
  }),
  example('CreateOffice', { officeId: 'tp.ubnd.ct', title: 'Chủ tịch UBND Thành phố V', body: 'tp.ubnd', head: true }),
  example('CreateOffice', {
    officeId: 'tp.ubnd.pct',
    title: 'Phó Chủ tịch UBND Thành phố V',
    body: 'tp.ubnd',
    head: false,
    seats: 4,
  }),
  example('CreateOffice', { officeId: 'qe.ubnd.ct', title: 'Chủ tịch UBND quận E', body: 'qe.ubnd', head: true }),
  example('CreateOffice', { officeId: 'qb.ubnd.ct', title: 'Chủ tịch UBND quận B', body: 'qb.ubnd', head: true }),
  example('Appoint', { officeId: 'qa.ubnd.ct', personId: 'p-01', kind: 'appointed', from: '2020-07-01' }),
  example('Appoint', { officeId: 'tp.ubnd.ct', personId: 'p-11', kind: 'appointed', from: '2020-06-01' }),
  example('Appoint', { officeId: 'tp.ubnd.pct', personId: 'p-12', kind: 'appointed', from: '2020-06-01' }),
  example('ReplaceHead', { officeId: 'qa.ubnd.ct', outgoing: 'p-01', incoming: 'p-02', on: '2021-08-25' }),
  example('AttestHolder', {
    officeId: 'qa.ubnd.ct',
    personId: 'p-02',
    on: '2021-09-08',
    document: 'Báo cáo của UBND quận A',
  }),
  example('SuspendHolder', { officeId: 'qa.ubnd.ct', personId: 'p-02', from: '2021-10-01' }),
  example('ReinstateHolder', { officeId: 'qa.ubnd.ct', personId: 'p-02', on: '2021-10-15' }),
  example('DeclareAccountability', {
    declarationId: 'gt-1',
    officeId: 'qa.ubnd.ct',
    to: 'tp.ubnd',
    toText: 'trước Ủy ban nhân dân Thành phố',
    scope: 'kết quả phòng, chống dịch trên địa bàn',
    from: '2021-08-25',
  }),
  example('EndAccountability', { declarationId: 'gt-1', officeId: 'qa.ubnd.ct', on: '2022-01-01' }),
  example('GiveAreaCharge', { chargeId: 'pt-1', place: 'qa', office: 'tp.ubnd.pct', from: '2021-06-01' }),
  example('EndAreaCharge', { chargeId: 'pt-1', place: 'qa', on: '2021-12-01' }),
  example('IssueDirective', {
    directiveId: 'cd-10',
    form: 'telegram',
    issuer: 'tp.ubnd',
    title: 'Về việc tăng cường xét nghiệm trên địa bàn thành phố',
    number: '10/CĐ-UBND',
    series: '2021',
    on: '2021-09-01',
    urgency: 'flash',
    clauses: [{ ref: '1', kind: 'task', summary: 'Xét nghiệm toàn bộ người dân trong khu phong tỏa.' }],
    recipients: [{ text: 'UBND các quận', unit: 'cac-quan', purpose: 'to-carry-out' }],
    signer: { person: 'p-11', office: 'tp.ubnd.ct', authority: 'T/M' },
  }),
  ...['cd-08', 'cd-09'].map((directiveId) =>
    example('IssueDirective', {
      directiveId,
      form: 'oral',
      issuer: 'tp.ubnd',
      issuerOffice: 'tp.ubnd.ct',
      title: 'Chỉ đạo tại chuyến kiểm tra',
      on: '2021-08-01',
      eventOn: '2021-08-01',
    }),
  ),
  example('AssignTask', {
    taskId: 'nv-01',
    directiveId: 'cd-10',
    clause: '1',
    title: 'Xét nghiệm toàn bộ người dân trong khu phong tỏa',
    leads: ['qa.ubnd'],
    coordinators: ['qa.bcd'],
    on: '2021-09-01',
    deadline: '2021-09-15',
  }),
  example('AssignTask', {
    taskId: 'nv-02',
    directiveId: 'cd-10',
    title: 'Rà soát các điểm tập trung đông người',
    leads: ['cac-quan'],
    on: '2021-09-01',
    deadlineText: 'trước Tết',
  }),
  ...['nv-03', 'nv-04'].map((taskId) =>
    example('AssignTask', {
      taskId,
      directiveId: 'cd-10',
      title: 'Chuẩn bị cơ sở thu dung, điều trị',
      leads: ['qb.ubnd'],
      on: '2021-09-01',
      deadlineText: 'trong tháng 9',
      condition: taskId === 'nv-04' ? 'khi có trên 100 ca trong một ngày' : null,
    }),
  ),
  example('AssignTask', {
    taskId: 'nv-05',
    directiveId: 'cd-10',
    title: 'Cập nhật danh sách người cần hỗ trợ',
    leads: ['qe'],
    on: '2021-09-01',
  }),
  example('FanOutTask', { taskId: 'nv-02', to: ['qa', 'qb'], on: '2021-09-02' }),
  example('AcceptTask', { taskId: 'nv-01', by: 'qa.ubnd', on: '2021-09-02' }),
  example('DelegateTask', {
    taskId: 'nv-01',
    delegationId: 'uq-1',
    from: 'qa.ubnd',
    to: 'qa.bcd',
    on: '2021-09-03',
    kind: 'giao-viec',
  }),
  example('EndDelegation', { taskId: 'nv-01', delegationId: 'uq-1', on: '2021-09-10' }),
  example('ClarifyDeadline', {
    taskId: 'nv-03',
    by: 'tp.ubnd',
    deadline: '2021-09-30',
    on: '2021-09-05',
    basis: 'Thông báo của UBND Thành phố',
  }),
  example('GrantExtension', {
    taskId: 'nv-01',
    by: 'tp.ubnd',
    deadline: '2021-09-20',
    on: '2021-09-12',
    reasonCode: 'resources',
    reason: 'Thiếu sinh phẩm xét nghiệm',
  }),
  example('ReportCompletion', { taskId: 'nv-01', by: 'qa.ubnd', on: '2021-09-18' }),
  example('RejectCompletion', {
    taskId: 'nv-01',
    by: 'tp.ubnd',
    on: '2021-09-19',
    reason: 'Chưa có số liệu từng phường',
  }),
  example('ReportCompletion', { taskId: 'nv-01', by: 'qa.ubnd', on: '2021-09-20' }),
  example('VerifyCompletion', { taskId: 'nv-01', by: 'tp.ubnd', on: '2021-09-22' }),
  example('ActivateScenario', {
    taskId: 'nv-04',
    on: '2021-09-14',
    trigger: '112 ca theo báo cáo ngày 14/9',
    readyBefore: null,
  }),
  example('SuspendTask', { taskId: 'nv-03', by: 'tp.ubnd', on: '2021-09-10', reason: 'Chờ phân bổ kinh phí' }),
  example('ResumeTask', { taskId: 'nv-03', by: 'tp.ubnd', on: '2021-09-15' }),
  example('ReassignTask', {
    taskId: 'nv-03',
    lead: 'qa.ubnd',
    on: '2021-09-16',
    reason: 'Quận A có cơ sở phù hợp hơn',
  }),
  example('ReturnTask', { taskId: 'nv-03', by: 'qa.ubnd', on: '2021-09-17', reason: 'Không có mặt bằng' }),
  example('WithdrawTask', { taskId: 'nv-03', by: 'tp.ubnd', on: '2021-09-25', reason: 'Đã có cơ sở khác' }),
  example('EstablishInspectionTeam', {
    teamId: 'dkt-1',
    name: 'Đoàn kiểm tra số 1',
    kind: 'inspection',
    owners: ['tp.ubnd'],
    teamCount: 1,
    leaders: ['p-12'],
    scope: 'Công tác phòng, chống dịch',
    checklist: ['Hồ sơ', 'Hiện trường'],
    on: '2021-09-05',
  }),
  example('DispatchInspectionTeam', { teamId: 'dkt-1', to: ['qa'], on: '2021-09-06', until: '2021-09-10' }),
  example('RecordSiteVisit', {
    teamId: 'dkt-1',
    visitId: 'lt-1',
    unit: 'qa',
    sites: [{ name: 'Chợ đầu mối' }],
    on: '2021-09-06',
    partOfDay: 'morning',
  }),
  example('LogFinding', {
    findingId: 'gn-1',
    kind: 'shortcoming',
    occasion: 'inspection',
    summary: 'Kiểm soát người ra vào còn lỏng lẻo',
    unitsText: 'một số chốt',
    on: '2021-09-06',
    madeByUnit: 'tp.ubnd',
    teamId: 'dkt-1',
    visitId: 'lt-1',
  }),
  example('IdentifyFindingUnits', { findingId: 'gn-1', units: ['qa'], by: 'tp.ubnd', on: '2021-09-09' }),
  example('ReportCases', {
    reportId: 'bc-1',
    unit: 'qa',
    figures: [
      {
        from: '2021-09-14',
        to: '2021-09-14',
        total: 112,
        parts: [
          { name: 'cộng đồng', value: 30 },
          { name: 'khu phong tỏa', value: 81 },
        ],
      },
    ],
    on: '2021-09-15',
  }),
  example('CorrectCases', { reportId: 'bc-1', total: 111, reason: 'Đếm trùng một ca' }),
  example('ReportIndicator', {
    indicatorId: 'cs-1',
    name: 'Mũi tiêm trong ngày',
    unit: 'qa',
    kind: 'actual',
    value: 12500,
    measuredIn: 'mũi',
    qualifier: 'about',
    on: '2021-09-15',
  }),
  example('CorrectIndicator', { indicatorId: 'cs-1', value: 12480, reason: 'Đối chiếu lại sổ tiêm' }),
  example('DraftRectification', { draftId: 'dt-1', findingId: 'gn-1', unit: 'qa', on: '2021-09-10' }),
  example('SignDraft', { draftId: 'dt-1', office: 'tp.ubnd.ct', on: '2021-09-11', note: 'Đề nghị khắc phục ngay' }),
  example('AssignTask', {
    taskId: 'nv-06',
    directiveId: 'cd-10',
    title: 'Báo cáo kết quả rà soát',
    leads: ['qa.ubnd'],
    on: '2021-09-01',
    deadline: '2021-09-05',
  }),
  example('DraftEscalation', { draftId: 'dt-2', taskId: 'nv-06', on: '2021-09-06' }),
  example('DismissDraft', {
    draftId: 'dt-2',
    office: 'tp.ubnd.ct',
    on: '2021-09-07',
    reason: 'Đã có báo cáo bằng văn bản giấy',
  }),
  example('ProposeAnnulment', {
    stream: 'office-qa.ubnd.ct',
    target: SOME_EVENT,
    on: '2021-11-01',
    office: 'tp.ubnd.pct',
    reason: 'Văn bản nêu sai ngày',
  }),
  example('ConfirmAnnulment', {
    stream: 'office-qa.ubnd.ct',
    target: SOME_EVENT,
    proposal: SOME_EVENT,
    on: '2021-11-02',
    office: 'tp.ubnd.ct',
    reason: 'Đã đối chiếu văn bản gốc',
  }),
  example('AnnulRecord', {
    stream: 'indicator-cs-1',
    target: SOME_EVENT,
    on: '2021-11-03',
    proposedBy: 'tp.ubnd.pct',
    confirmedBy: 'tp.ubnd.ct',
    reason: 'Số liệu đính chính bị nhập nhầm',
  }),
  example('SupersedeDirective', { directiveId: 'cd-09', by: 'cd-10', on: '2021-09-01' }),
  example('RevokeDirective', { directiveId: 'cd-08', on: '2021-09-01', reason: 'Không còn phù hợp' }),
  example('EndAppointment', { officeId: 'qa.ubnd.ct', personId: 'p-02', on: '2021-12-20' }),
  example('AbolishOffice', { officeId: 'qb.ubnd.ct', on: '2021-12-31' }),
  example('MergeUnit', {
    unitId: 'qc',
    into: 'qd',
    on: '2021-12-01',
    basis: 'Nghị quyết về sắp xếp đơn vị hành chính',
  }),
  example('SplitUnit', { unitId: 'qe', into: ['qd', 'qg'], on: '2021-12-01' }),
  example('DecideTaskSuccessor', { taskId: 'nv-05', by: 'tp.ubnd', from: 'qe', to: 'qg', on: '2021-12-02' }),
  example('DissolveUnit', { unitId: 'qa.bcd', on: '2021-12-31' }),
];

/** The first example of a command. */
export function exampleOf(command: Type<RecordingCommand>): object {
  const found = EXAMPLES.find((candidate) => candidate.command === command.name);
  if (!found) throw new Error(`${command.name} has no example`);
  return found.body;
}
