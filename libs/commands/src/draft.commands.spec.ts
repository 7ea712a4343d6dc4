import { RuleViolation } from '#domain/rule-violation.js';
import { type LoggedEvent, LogUnavailable } from '#event-log/event-log.js';
import { InMemoryEventLog } from '#event-log/in-memory.event-log.js';
import { SignDraft } from './draft.commands.js';
import { InMemoryOutcomes } from './outcomes.js';
import { type CommandSideUnderTest, FaultyLog, openCommandSide } from './testing/command-side.js';
import { district, eventful, type Record, recording } from './testing/district.js';

describe('a draft, by its commands', () => {
  let log: FaultyLog;
  let side: CommandSideUnderTest;
  let record: Record;
  beforeEach(async () => {
    log = new FaultyLog(new InMemoryEventLog());
    side = await openCommandSide(log, new InMemoryOutcomes());
    record = recording(side.desk);
    await district(record);
    await eventful(record);
    await record('DraftRectification', { draftId: 'r1', findingId: 'f1', unit: 'qa', on: '2021-08-13' });
    await record('DraftEscalation', { draftId: 'e1', taskId: 't1', on: '2021-08-21' });
  });
  afterEach(() => side.close());

  const refused = (sent: Promise<unknown>) =>
    sent.then(
      () => null,
      (error: unknown) => {
        if (error instanceof RuleViolation) return error.code;
        throw error;
      },
    );
  const of = (stream: string): Promise<LoggedEvent[]> => log.readStream(stream);
  const signed = { draftId: 'r1', office: 'tp.ct', on: '2021-08-14' };

  it('is one on its ground, and none where there is nothing to draft', async () => {
    const again = { draftId: 'e2', taskId: 't1', on: '2021-08-23' };
    expect(await refused(record('DraftEscalation', again))).toBe('draft-already-prepared');
    expect(await refused(record('DraftEscalation', { ...again, taskId: 't2', on: '2021-08-20' }))).toBe(
      'nothing-to-escalate',
    );
    const rectification = { draftId: 'r2', findingId: 'f1', unit: 'qa', on: '2021-08-20' };
    expect(await refused(record('DraftRectification', rectification))).toBe('draft-already-prepared');
    expect(await refused(record('DraftRectification', { ...rectification, unit: 'tp' }))).toBe('nothing-to-rectify');
  });

  it('of a reminder is one at a time, for figures that are missing, and signed records nothing else', async () => {
    const duty = { title: 'Số ca', by: 'tp.ubnd', owedBy: 'qa', measure: 'cases', dueAt: '18:00' } as const;
    const set = { dutyId: 'n', ...duty, from: '2021-08-20' };
    expect(await refused(record('SetReportingDuty', { ...set, office: 'qa.ct' }))).toBe('office-of-another-unit');
    await record('SetReportingDuty', { ...set, office: 'tp.ct' });
    const reminder = { draftId: 'n1', dutyId: 'n', unit: 'qa', on: '2021-08-21' };
    expect(await refused(record('DraftReminder', { ...reminder, on: '2021-08-20' }))).toBe('nothing-to-remind');
    expect(await refused(record('DraftReminder', { ...reminder, dutyId: 'none' }))).toBe('nothing-to-remind');
    await record('DraftReminder', reminder);
    const second = { ...reminder, draftId: 'n2', on: '2021-08-22' };
    expect(await refused(record('DraftReminder', second))).toBe('draft-already-prepared');
    expect(await refused(record('SignDraft', { draftId: 'n1', office: 'qa.ct', on: '2021-08-22' }))).toBe(
      'not-theirs-to-sign',
    );
    const figures = [{ from: '2021-08-20', to: '2021-08-20', total: 3 }];
    const late = { reportId: 'bc', unit: 'qa', figures, on: '2021-08-22', reportedAt: '2021-08-22T17:30:00Z' };
    expect(await refused(record('ReportCases', late))).toBe('handed-in-on-another-day');
    const { position } = await record('ReportCases', { ...late, reportedAt: '2021-08-21T17:30:00Z' });
    const signature = { draftId: 'n1', office: 'tp.ct', on: '2021-08-22' };
    expect(await refused(record('SignDraft', signature))).toBe('draft-lost-its-ground');
    await record('SignDraft', { ...signature, seenAt: position });
    expect((await of('draft-n1')).map((event) => event.type)).toEqual(['ReminderDrafted', 'DraftSigned']);
    await record('DraftReminder', { ...second, on: '2021-08-23' });
  });

  it('signed asks for the rectification, without a date unless the signer sets one', async () => {
    const receipt = await record('SignDraft', signed);
    const [, requested] = await of('finding-f1');
    expect(requested).toMatchObject({
      type: 'RectificationRequested',
      data: {
        rectificationId: 'r1',
        unit: 'qa',
        what: 'Còn chủ quan',
        dueOn: null,
        dueText: null,
        by: 'tp.ubnd',
        office: 'tp.ct',
        person: 'p.tp',
      },
    });
    const [, signature] = await of('draft-r1');
    expect(receipt.events).toMatchObject([{ id: signature?.id, type: 'DraftSigned' }]);
  });

  it('signed with a date and other words says those', async () => {
    await record('SignDraft', { ...signed, what: 'Lập lại chốt', dueOn: '2021-08-30', dueText: 'trong tháng 8' });
    const [, requested] = await of('finding-f1');
    expect(requested?.data).toMatchObject({ what: 'Lập lại chốt', dueOn: '2021-08-30', dueText: 'trong tháng 8' });
  });

  it('is signed once, and by nobody whom it is about', async () => {
    expect(await refused(record('SignDraft', { ...signed, office: 'qa.ct' }))).toBe('not-theirs-to-sign');
    expect(await of('finding-f1')).toHaveLength(1);
    await record('SignDraft', signed);
    expect(await refused(record('SignDraft', signed))).toBe('draft-already-decided');
    expect(await refused(record('DismissDraft', { ...signed, reason: 'nhầm' }))).toBe('draft-already-decided');
    expect(await of('finding-f1')).toHaveLength(2);
  });

  it('is not signed where the same was asked for otherwise, unless the signer has seen that', async () => {
    const request = { findingId: 'f1', rectificationId: 'cc-1', unit: 'qa', what: 'Khắc phục', office: 'tp.ct' };
    const { position } = await record('RequestRectification', { ...request, on: '2021-08-13' });
    expect(await refused(record('SignDraft', signed))).toBe('draft-lost-its-ground');
    await record('SignDraft', { ...signed, seenAt: position });
    expect(await of('finding-f1')).toHaveLength(3);
  });

  it('signed in two steps of which the second failed is signed by the retry, and by another signature', async () => {
    log.crashesAtAppend = log.appends + 2;
    const key = { idempotencyKey: 'ký' };
    const sign = () => side.desk.takeBody(SignDraft, signed, key);
    await expect(sign()).rejects.toThrow(LogUnavailable);
    log.crashesAtAppend = Infinity;
    expect([(await of('finding-f1')).length, (await of('draft-r1')).length]).toEqual([2, 1]);
    const receipt = await sign();
    expect(await sign()).toEqual(receipt);
    expect([(await of('finding-f1')).length, (await of('draft-r1')).length]).toEqual([2, 2]);
  });

  it('whose first signature failed between its steps is signed by another', async () => {
    log.crashesAtAppend = log.appends + 2;
    await expect(record('SignDraft', signed)).rejects.toThrow(LogUnavailable);
    log.crashesAtAppend = Infinity;
    await record('SignDraft', signed);
    expect([(await of('finding-f1')).length, (await of('draft-r1')).length]).toEqual([2, 2]);
  });

  it('of an escalation is signed or dismissed, and records nothing else', async () => {
    await record('DismissDraft', { draftId: 'e1', office: 'tp.ct', on: '2021-08-22', reason: 'đã báo cáo trực tiếp' });
    expect((await of('draft-e1')).map((event) => event.type)).toEqual(['EscalationDrafted', 'DraftDismissed']);
    await record('DraftEscalation', { draftId: 'e2', taskId: 't2', on: '2021-08-21' });
    const before = await log.head();
    await record('SignDraft', { draftId: 'e2', office: 'tp.ct', on: '2021-08-22' });
    expect(await log.head()).toBe(before + 1n);
    expect(await refused(record('SignDraft', { ...signed, draftId: 'none' }))).toBe('draft-unknown');
  });
});
