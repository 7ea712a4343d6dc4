import { fold } from '../fold.js';
import { nameOn } from '../organisation/unit.js';
import { city } from '../testing/story.js';
import { coverageOf } from './coverage.js';
import { delayOf } from './delay-reasons.js';
import type { TaskEvents } from './task-events.js';
import { taskHistory } from './task-history.js';
import { taskRecord } from './task-record.js';
import { decisionsOn, openTasksOfUnit, workItem } from './task-work.js';
import { task } from './task.js';

const DUE = { deadline: '2021-08-31' };
const progress = (on: string, o: Partial<TaskEvents['ProgressReported']> = {}): TaskEvents['ProgressReported'] => ({
  taskId: 't',
  on,
  by: 'qa',
  text: 'đã rà soát',
  percent: null,
  counted: null,
  delayReasons: [],
  evidence: [],
  ...o,
});
const reminder = (on: string): TaskEvents['ReminderSent'] => ({
  taskId: 't',
  on,
  by: 'tp.party',
  to: 'qa',
  text: 'đề nghị báo cáo',
  document: null,
});

describe('the record of a task', () => {
  it('shows what is dated up to the day, each with its event, in the order of the dates', () => {
    const s = city();
    const assigned = s.task(['qa'], DUE);
    const second = s.add('ReminderSent', 't', reminder('2021-08-20'));
    const first = s.add('ReminderSent', 't', reminder('2021-08-15'));
    const report = s.complete('2021-08-25');
    s.verify(report, '2021-08-28');
    const on = (day: string) => taskRecord(s.facts(), 't', day);
    expect(on('2021-08-14')).toMatchObject({ assigned: { evidence: assigned }, reminders: [], completions: [] });
    expect(on('2021-08-26')).toMatchObject({
      reminders: [
        { number: 1, evidence: first },
        { number: 2, evidence: second },
      ],
      completions: [{ evidence: report, verdict: null }],
    });
    expect(on('2021-08-28')?.completions).toMatchObject([{ verdict: { accepted: true } }]);
    expect(taskRecord(s.facts(), 'khác', '2021-08-28')).toBeNull();
  });
  it('lists every file with the event that names it', () => {
    const s = city();
    s.task(['qa']);
    const file = { name: 'Biên bản.pdf', mediaType: 'application/pdf', size: 1, sha256: 'a'.repeat(64) };
    const said = s.add('ProgressReported', 't', progress('2021-08-15', { evidence: [file] }));
    const done = s.add('CompletionReported', 't', { taskId: 't', by: 'qa', on: '2021-08-16', evidence: [file] });
    expect(taskRecord(s.facts(), 't', '2021-08-16')?.files.map((f) => [f.name, f.evidence])).toEqual([
      ['Biên bản.pdf', done],
      ['Biên bản.pdf', said],
    ]);
  });
  it('an event of before there were files and texts folds to none', () => {
    const s = city();
    s.task(['qa']);
    s.complete('2021-08-16');
    expect(fold(task, s.facts().streamFacts('task-t'))?.completions).toMatchObject([{ text: null, files: [] }]);
  });
});

describe('acceptance', () => {
  const since = (tell: (s: ReturnType<typeof city>) => void, day: string) => {
    const s = city();
    s.task(['qa'], DUE);
    tell(s);
    return taskRecord(s.facts(), 't', day)?.waitsForAcceptanceSince;
  };
  it('is waited for since the lead has the task, until it takes it, returns it or reports it done', () => {
    expect(since(() => {}, '2021-08-20')).toBe('2021-08-10');
    expect(since((s) => s.turn('TaskAccepted', '2021-08-12'), '2021-08-11')).toBe('2021-08-10');
    expect(since((s) => s.turn('TaskAccepted', '2021-08-12'), '2021-08-12')).toBeNull();
    expect(since((s) => s.turn('TaskReturned', '2021-08-12'), '2021-08-13')).toBeNull();
    expect(since((s) => s.complete('2021-08-12'), '2021-08-13')).toBeNull();
  });
  it('is waited for again of a new lead', () => {
    const moved = (s: ReturnType<typeof city>) => {
      s.turn('TaskAccepted', '2021-08-12');
      s.reassign('qb', '2021-08-15');
    };
    expect(since(moved, '2021-08-16')).toBe('2021-08-15');
  });
});

describe('coverage of a class', () => {
  it('counts several fan-outs, and names the members of the assignment date that are missing', () => {
    const s = city();
    s.class('quan', 'tp', 3);
    s.members('quan', ['qa', 'qb'], '2021-01-01');
    s.task(['quan']);
    s.members('quan', ['pa1'], '2021-08-12');
    const on = (day: string) => {
      const state = s.facts().task('t');
      return state && coverageOf(s.facts(), state, day).map(({ named, total, missing }) => ({ named, total, missing }));
    };
    s.fanOut('t', 'quan', ['qa'], '2021-08-13');
    s.fanOut('t', 'quan', ['qb'], '2021-08-20');
    expect(on('2021-08-12')).toEqual([{ named: 0, total: 3, missing: ['qa', 'qb'] }]);
    expect(on('2021-08-13')).toEqual([{ named: 1, total: 3, missing: ['qb'] }]);
    expect(on('2021-08-20')).toEqual([{ named: 2, total: 3, missing: [] }]);
  });
});

describe('the target', () => {
  const target = { text: '30 trong 112 phường', value: null, unit: 'phường', qualifier: null, numerator: 30 };
  const attained = (of: number | null, counted: TaskEvents['ProgressReported']['counted'], percent: number | null) => {
    const s = city();
    s.task(['qa'], { target: of === null ? target : { ...target, denominator: of } });
    s.add('ProgressReported', 't', progress('2021-08-15', { counted, percent }));
    s.add('ProgressReported', 't', progress('2021-08-18'));
    return taskRecord(s.facts(), 't', '2021-08-20')?.attainment;
  };
  const so = (numerator: number, denominator: number | null) => ({
    numerator,
    denominator,
    unit: 'phường',
    qualifier: 'about',
  });
  it('is compared with the last report that counts; of how many is the report’s, else the target’s, else not said', () => {
    const told = (a: ReturnType<typeof attained>) => [a?.numerator, a?.denominator, a?.denominatorFrom, a?.percent];
    expect(told(attained(112, so(12, 110), null))).toEqual([12, 110, 'report', null]);
    expect(told(attained(112, so(12, null), null))).toEqual([12, 112, 'target', null]);
    expect(told(attained(null, so(12, null), null))).toEqual([12, null, null, null]);
    expect(told(attained(112, null, 40))).toEqual([null, null, null, 40]);
  });
  it('nothing is counted where nothing was reported', () => {
    const s = city();
    s.task(['qa'], { target });
    expect(taskRecord(s.facts(), 't', '2021-08-20')?.attainment).toMatchObject({ numerator: null, percent: null });
    s.task(['qa'], { taskId: 'u' });
    expect(taskRecord(s.facts(), 'u', '2021-08-20')?.attainment).toBeNull();
  });
});

describe('the history in words', () => {
  it('says each event in both languages, the annulled ones too, up to the day', () => {
    const s = city();
    s.task(['qa'], DUE);
    const wrong = s.add('ReminderSent', 't', reminder('2021-08-15'));
    s.annul(wrong, '2021-08-16');
    s.turn('TaskSuspended', '2021-08-20');
    const told = taskHistory(s.facts(), 't', '2021-08-19') ?? [];
    expect(told.map(({ words, annulled }) => [words.vi, annulled])).toEqual([
      ['Giao qa chủ trì, hạn 2021-08-31', false],
      ['tp.party đôn đốc qa: “đề nghị báo cáo”', true],
      ['P:tp.bt đề nghị hủy một ghi nhận: “nhập nhầm”', false],
      ['P:tp.ct xác nhận hủy một ghi nhận: “nhập nhầm”', false],
    ]);
    expect(told[1]?.words.en).toBe('tp.party reminded qa: “đề nghị báo cáo”');
  });
  it('of a member begins with that of its class task, under the names of the day', () => {
    const s = city();
    s.class('quan', 'tp', 1);
    s.task(['quan']);
    s.fanOut('t', 'quan', ['qa'], '2021-08-12');
    s.add('TaskAccepted', 't/qa', { taskId: 't/qa', by: 'qa', on: '2021-08-13' });
    s.add('UnitRenamed', 'qa', { unitId: 'qa', name: 'Quận Mới', on: '2021-08-13' });
    const told = taskHistory(s.facts(), 't/qa', '2021-08-20') ?? [];
    expect(told.map(({ task: of, words }) => [of, words.vi])).toEqual([
      ['t', 'Giao quan chủ trì'],
      ['t', 'Phân đến 1 đơn vị của quan'],
      ['t/qa', 'Quận Mới nhận nhiệm vụ'],
    ]);
    const unit = s.facts().unit('qa');
    expect(unit && nameOn(unit, '2021-08-12')).toBe('qa');
  });
});

describe('work', () => {
  it('of a unit is what it leads and what was passed on to it, while it is open', () => {
    const s = city();
    s.task(['qa'], DUE);
    s.task(['qb'], { taskId: 'u' });
    s.delegate('qb', 'qa', '2021-08-15', { taskId: 'u', until: '2021-09-01' });
    s.verify(s.complete('2021-08-25'), '2021-08-28');
    const open = (day: string) => openTasksOfUnit(s.facts(), 'qa', day).sort();
    expect(open('2021-08-12')).toEqual(['t']);
    expect(open('2021-08-20')).toEqual(['t', 'u']);
    expect(open('2021-08-28')).toEqual(['u']);
    expect(open('2021-09-01')).toEqual([]);
  });
  it('is due soon within the days asked for, the last one counted', () => {
    const s = city();
    s.task(['qa'], DUE);
    const soon = (day: string) => workItem(s.facts(), 't', day, 7)?.dueSoon;
    expect(['2021-08-23', '2021-08-24', '2021-08-31', '2021-09-01'].map(soon)).toEqual([false, true, true, false]);
  });
  const waits = (tell: (s: ReturnType<typeof city>) => void, day: string, unit = 'tp.party') => {
    const s = city();
    s.task(['qa'], DUE);
    tell(s);
    return decisionsOn(s.facts(), 't', unit, day, 7).map(({ kind, since }) => [kind, since]);
  };
  it('that waits for the issuer: a completion, a request, a task that came back', () => {
    expect(waits((s) => s.complete('2021-08-15'), '2021-08-16')).toEqual([['verify', '2021-08-15']]);
    expect(waits((s) => s.complete('2021-08-15'), '2021-08-16', 'tp.gov')).toEqual([]);
    expect(waits((s) => s.turn('TaskReturned', '2021-08-15'), '2021-08-16')).toEqual([['assign-again', '2021-08-15']]);
    const asks = (s: ReturnType<typeof city>) =>
      s.add('ExtensionRequested', 't', {
        taskId: 't',
        by: 'qa',
        deadline: '2021-09-30',
        on: '2021-08-15',
        reason: 'other',
        text: 'khác',
      });
    expect(waits(asks, '2021-08-16')).toEqual([['decide-extension', '2021-08-15']]);
  });
  it('that is late or due soon waits for a reminder, again so many days after the last', () => {
    const once = (s: ReturnType<typeof city>) => s.add('ReminderSent', 't', reminder('2021-08-25'));
    expect(waits(() => {}, '2021-08-20')).toEqual([]);
    expect(waits(() => {}, '2021-08-24')).toEqual([['remind', '2021-08-31']]);
    expect(waits(once, '2021-09-01')).toEqual([]);
    expect(waits(once, '2021-09-02')).toEqual([['remind', '2021-08-31']]);
  });
});

it('reasons for delay stand beside what others say of them, as on the date', () => {
  const s = city();
  s.task(['qa'], DUE);
  const statement = s.add('ProgressReported', 't', {
    ...progress('2021-09-02'),
    delayReasons: [{ code: 'waiting-for-another-unit', waitingFor: 'qb' }],
  });
  const opinion = { taskId: 't', statement, code: 'waiting-for-another-unit', on: '2021-09-03' } as const;
  const contested = s.add('DelayReasonContested', 't', { ...opinion, by: 'qb', text: 'đã gửi' });
  s.add('DelayReasonConfirmed', 't', { ...opinion, by: 'tp.party', text: null, on: '2021-09-05' });
  const on = (day: string) => delayOf(s.facts(), 't', day);
  expect(on('2021-08-31')).toMatchObject({ late: false, reasons: [] });
  expect(on('2021-09-03')).toMatchObject({
    late: true,
    overdueDays: 3,
    reasons: [{ waitingFor: 'qb', confirmedBy: [], contestedBy: [{ by: 'qb', evidence: contested }] }],
  });
  expect(on('2021-09-05')?.reasons[0]?.confirmedBy).toMatchObject([{ by: 'tp.party' }]);
});
