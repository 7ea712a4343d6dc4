import type { Type } from '@nestjs/common';
import type { RuleCode } from '#domain/rule-violation.js';
import { RuleViolation } from '#domain/rule-violation.js';
import { InMemoryEventLog } from '#event-log/in-memory.event-log.js';
import type { RecordingCommand } from './command.js';
import { type BodyOf, COMMANDS, type CommandName } from './command-registry.js';
import { InMemoryOutcomes } from './outcomes.js';
import { type CommandSideUnderTest, openCommandSide } from './testing/command-side.js';

/** What the handlers ask of other streams: each refusal by its code, in one story of a city, a district and a team. */
describe('inspections and findings on the command side', () => {
  let side: CommandSideUnderTest;
  let sent = 0;
  /** Null: recorded. Otherwise the code of the rule that refused. */
  async function take<N extends CommandName>(name: N, body: BodyOf<N>): Promise<RuleCode | null> {
    try {
      const command: Type<RecordingCommand> = COMMANDS[name];
      await side.desk.takeBody(command, body, { idempotencyKey: `k${++sent}` });
      return null;
    } catch (error) {
      if (error instanceof RuleViolation) return error.code;
      throw error;
    }
  }
  const chair = { office: 'tp.ct' };
  const visitOf = { teamId: 'd', visitId: 'v' };
  const said = { kind: 'shortcoming', occasion: 'inspection', summary: 'Thiếu sổ', on: '2021-08-12' } as const;
  const minutes = { ...visitOf, signedBy: ['p1'], opinion: 'agrees' as const, findings: ['f'], on: '2021-08-12' };

  beforeAll(async () => {
    side = await openCommandSide(new InMemoryEventLog(), new InMemoryOutcomes());
    const from = '2020-01-01';
    await take('RegisterPlace', { unitId: 'tp', name: 'Tỉnh', level: 'province', from });
    for (const unitId of ['qa', 'qb']) {
      await take('RegisterPlace', { unitId, name: unitId, level: 'district', parent: 'tp', from });
      await take('RegisterBody', { unitId: `${unitId}.ub`, name: unitId, place: unitId, line: 'government', from });
    }
    await take('RegisterBody', { unitId: 'tp.ub', name: 'UBND', place: 'tp', line: 'government', from });
    for (const id of ['tp', 'qa', 'qb']) {
      await take('CreateOffice', { officeId: `${id}.ct`, title: 'Chủ tịch', body: `${id}.ub`, head: true });
      await take('RegisterPerson', { personId: `p.${id}`, name: 'Người đứng đầu' });
      await take('Appoint', { officeId: `${id}.ct`, personId: `p.${id}`, kind: 'appointed', from });
    }
    for (const personId of ['p1', 'p2']) await take('RegisterPerson', { personId, name: 'Người A' });
    const team = { teamId: 'd', name: 'Đoàn', kind: 'inspection' as const, owners: ['tp.ub'], scope: 'dịch' };
    await take('EstablishInspectionTeam', { ...team, leaders: ['p1'], checklist: ['Hồ sơ'], on: '2021-08-10' });
    expect(await take('RecordSiteVisit', { ...visitOf, unit: 'qa', on: '2021-08-12' })).toBeNull();
  });
  afterAll(() => side.close());

  it('a team goes nowhere and takes in nobody against the separation of duties', async () => {
    expect(await take('ChangeInspectionTeam', { teamId: 'd', joined: ['p.qb'], on: '2021-08-11' })).toBeNull();
    expect(await take('DispatchInspectionTeam', { teamId: 'd', to: ['qb'], on: '2021-08-12' })).toBe(
      'inspects-own-unit',
    );
    const elsewhere = { teamId: 'd', visitId: 'v2', unit: 'qa', on: '2021-08-12' };
    const site = { name: 'Trạm', unit: 'qb' };
    expect(await take('RecordSiteVisit', { ...elsewhere, sites: [site] })).toBe('inspects-own-unit');
    expect(await take('DispatchInspectionTeam', { teamId: 'd', to: ['qa'], on: '2021-08-12' })).toBeNull();
    expect(await take('ChangeInspectionTeam', { teamId: 'd', joined: ['p.qa'], on: '2021-08-13' })).toBe(
      'inspects-own-unit',
    );
  });

  it('a finding of a team is on what it may inspect, on its checklist, of persons in office', async () => {
    const log = (o: Partial<BodyOf<'LogFinding'>>) => take('LogFinding', { ...said, ...visitOf, findingId: 'f', ...o });
    expect(await log({ units: ['qb'] })).toBe('inspects-own-unit');
    expect(await log({ persons: [{ person: 'p.qb', office: 'qb.ct' }] })).toBe('inspects-own-unit');
    expect(await log({ persons: [{ person: 'p1', office: 'qa.ct' }] })).toBe('person-not-in-that-office');
    expect(await log({ checklistItem: 'Khác' })).toBe('not-on-the-checklist');
    expect(await log({ visitId: 'v9' })).toBe('visit-unknown');
    expect(await log({ on: '2021-08-11' })).toBe('before-the-visit');
    expect(await log({ summary: 'Độ mật: tuyệt mật' })).toBe('state-secret-not-accepted');
    const photo = { name: 'ảnh.jpg', mediaType: 'image/jpeg', size: 3, sha256: 'a'.repeat(64) };
    expect(await log({ files: [photo] })).toBe('evidence-not-stored');
    expect(await log({ unitsText: 'có nơi', checklistItem: 'Hồ sơ' })).toBeNull();
    const identified = { findingId: 'f', units: ['qb'], by: 'tp.ub', on: '2021-08-12' };
    expect(await take('IdentifyFindingUnits', identified)).toBe('inspects-own-unit');
    expect(await take('IdentifyFindingUnits', { ...identified, units: ['qa'] })).toBeNull();
  });

  it('the minutes are signed by the team and for the unit, and close the visit', async () => {
    const sign = (o: Partial<BodyOf<'SignInspectionMinutes'>>) =>
      take('SignInspectionMinutes', { ...minutes, representative: 'p.qa', representativeOffice: 'qa.ct', ...o });
    expect(await sign({ signedBy: ['p2'] })).toBe('not-of-the-team');
    expect(await sign({ representativeOffice: 'qb.ct' })).toBe('person-not-in-that-office');
    expect(await sign({ representative: null, representativeOffice: 'tp.ct' })).toBe('representative-of-another-unit');
    expect(await sign({ findings: [] })).toBe('minutes-leave-out-a-finding');
    expect(await sign({})).toBeNull();
    expect(await take('LogFinding', { ...said, ...visitOf, findingId: 'g' })).toBe('minutes-already-signed');
    expect(await take('LogFinding', { ...said, teamId: 'd', findingId: 'g', units: ['qa'] })).toBeNull();
  });

  it('the report goes up, signed by a leader', async () => {
    const report = { teamId: 'd', reportId: 'bc', conclusion: 'Còn thiếu', on: '2021-08-20' };
    expect(await take('DeliverInspectionReport', { ...report, to: 'qa.ub', signedBy: 'p1' })).toBe(
      'report-to-another-body',
    );
    expect(await take('DeliverInspectionReport', { ...report, to: 'tp.ub', signedBy: 'p2' })).toBe(
      'only-a-leader-reports',
    );
    expect(await take('DeliverInspectionReport', { ...report, to: 'tp.ub', signedBy: 'p1' })).toBeNull();
  });

  it('a rectification is decided by others than the unit, a unit answers for itself', async () => {
    const k = { findingId: 'f', rectificationId: 'k' };
    const ask = { ...k, what: 'Lập sổ', on: '2021-08-13' };
    expect(await take('RequestRectification', { ...ask, unit: 'qb', ...chair })).toBe('finding-not-about-that-unit');
    expect(await take('RequestRectification', { ...ask, unit: 'qa', office: 'qa.ct' })).toBe(
      'unit-decides-own-rectification',
    );
    expect(await take('RequestRectification', { ...ask, unit: 'qa', ...chair })).toBeNull();
    const due = { ...k, dueOn: '2021-08-20', on: '2021-08-14' };
    expect(await take('SetRectificationDue', { ...due, office: 'qb.ct' })).toBe('only-the-requester-sets-the-date');
    expect(await take('SetRectificationDue', { ...due, office: 'qa.ct' })).toBe('unit-decides-own-rectification');
    const report = { ...k, text: 'Đã lập', on: '2021-08-15' };
    expect(await take('ReportRectification', { ...report, by: 'tp.ub' })).toBe('not-the-unit-to-rectify');
    const verdict = { ...k, accepted: true, on: '2021-08-16' };
    expect(await take('VerifyRectification', { ...verdict, ...chair })).toBe('no-such-rectification-report');
    expect(await take('ReportRectification', { ...report, by: 'qa.ub' })).toBeNull();
    expect(await take('VerifyRectification', { ...verdict, office: 'qa.ct' })).toBe('unit-decides-own-rectification');
    expect(await take('VerifyRectification', { ...verdict, ...chair })).toBeNull();
    expect(await take('VerifyRectification', { ...verdict, ...chair })).toBe('rectification-already-decided');
    const answer = { findingId: 'f', answerId: 'a', stance: 'explains', text: 'Sổ ở trạm', on: '2021-08-14' } as const;
    expect(await take('AnswerFinding', { ...answer, by: 'qb.ub' })).toBe('finding-not-about-that-unit');
    expect(await take('AnswerFinding', { ...answer, by: 'qa.ub' })).toBeNull();
    const successor = { findingId: 'f', from: 'qa', to: 'qb', on: '2021-08-20', ...chair };
    expect(await take('DecideFindingSuccessor', successor)).toBe('finding-needs-no-successor');
  });
});
