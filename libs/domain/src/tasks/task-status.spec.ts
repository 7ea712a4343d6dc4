import type { CivilDate } from '../civil-date.js';
import { TASK_STATUSES, type TaskStatus, taskStatus } from './task-status.js';
import { city, type Story } from '../testing/story.js';

/** A task of `qa` since 10 August 2021, due on the 31st where `due` says so, and what is told. */
function story(tell: (s: Story) => void, o: { deadline?: string; condition?: string; leads?: string[] } = {}): Story {
  const s = city();
  s.task(o.leads ?? ['qa'], { deadline: o.deadline ?? null, condition: o.condition ?? null, deadlineText: 'sớm' });
  tell(s);
  return s;
}
const DUE = { deadline: '2021-08-31' };

function on(s: Story, asOf: CivilDate, knownAt?: number) {
  const answer = taskStatus(s.facts(knownAt), 't', asOf);
  if (!answer) throw new Error('the task is known');
  return answer;
}

type Case = [name: string, story: () => Story, ...days: [CivilDate, TaskStatus][]];

const CASES: Case[] = [
  [
    'open in term to the end of the deadline day, overdue from the next',
    () => story(() => {}, DUE),
    ['2021-08-09', 'not-yet-assigned'],
    ['2021-08-10', 'open-in-term'],
    ['2021-08-31', 'open-in-term'],
    ['2021-09-01', 'open-overdue'],
  ],
  ['no deadline: never overdue, never on time', () => story(() => {}), ['2031-01-01', 'no-deadline']],
  [
    'done on time: completed by the deadline, verified after it',
    () => story((s) => s.verify(s.complete('2021-08-31'), '2021-09-10'), DUE),
    ['2021-08-30', 'open-in-term'],
    ['2021-08-31', 'awaiting-verification'],
    ['2021-09-09', 'awaiting-verification'],
    ['2021-09-10', 'done-on-time'],
  ],
  [
    'done late: completed on the day after the deadline',
    () => story((s) => s.verify(s.complete('2021-09-01'), '2021-09-02'), DUE),
    ['2021-09-02', 'done-late'],
  ],
  [
    'done: there was no deadline to judge by',
    () => story((s) => s.verify(s.complete('2021-09-01'), '2021-09-02')),
    ['2021-09-02', 'done'],
  ],
  [
    'rejected: open again until a new report',
    () =>
      story((s) => {
        s.reject(s.complete('2021-08-20'), '2021-08-22');
        s.verify(s.complete('2021-09-03'), '2021-09-05');
      }, DUE),
    ['2021-08-21', 'awaiting-verification'],
    ['2021-08-22', 'open-in-term'],
    ['2021-09-02', 'open-overdue'],
    ['2021-09-03', 'awaiting-verification'],
    ['2021-09-05', 'done-late'],
  ],
  [
    'withdrawn, by itself',
    () => story((s) => s.turn('TaskWithdrawn', '2021-08-20'), DUE),
    ['2021-08-19', 'open-in-term'],
    ['2021-08-20', 'withdrawn'],
    ['2022-08-20', 'withdrawn'],
  ],
  [
    'withdrawn with its directive',
    () => story((s) => s.revoke('d', '2021-09-05'), DUE),
    ['2021-09-04', 'open-overdue'],
    ['2021-09-05', 'withdrawn'],
  ],
  [
    'done before the directive was revoked: stays done',
    () =>
      story((s) => {
        s.verify(s.complete('2021-08-20'), '2021-08-21');
        s.revoke('d', '2021-09-05');
      }, DUE),
    ['2021-09-05', 'done-on-time'],
  ],
  [
    'orphaned comes before suspended',
    () =>
      story((s) => {
        s.turn('TaskSuspended', '2021-08-15');
        s.dissolve('qa', '2021-08-20');
      }, DUE),
    ['2021-08-19', 'suspended'],
    ['2021-08-20', 'orphaned'],
  ],
  [
    'withdrawn comes before orphaned',
    () =>
      story((s) => {
        s.dissolve('qa', '2021-08-20');
        s.revoke('d', '2021-08-20');
      }),
    ['2021-08-20', 'withdrawn'],
  ],
  [
    'of two leads one is gone: the alarm is given',
    () => story((s) => s.dissolve('qb', '2021-08-20'), { leads: ['qa', 'qb'] }),
    ['2021-08-19', 'no-deadline'],
    ['2021-08-20', 'orphaned'],
  ],
  [
    'split: needs a successor until the decision',
    () =>
      story((s) => {
        s.split('qa', ['qb', 'pa1'], '2021-08-20');
        s.decideSuccessor('qa', 'qb', '2021-08-25');
      }, DUE),
    ['2021-08-24', 'needs-successor'],
    ['2021-08-25', 'open-in-term'],
  ],
  ['merged: it goes on', () => story((s) => s.merge('qa', 'qb', '2021-08-20'), DUE), ['2021-08-20', 'open-in-term']],
  [
    'suspended, though a completion waits; resumed',
    () =>
      story((s) => {
        s.complete('2021-08-12');
        s.turn('TaskSuspended', '2021-08-15');
        s.turn('TaskResumed', '2021-08-18');
      }, DUE),
    ['2021-08-14', 'awaiting-verification'],
    ['2021-08-15', 'suspended'],
    ['2021-08-18', 'awaiting-verification'],
  ],
  [
    'returned until a new lead takes it up',
    () =>
      story((s) => {
        s.turn('TaskReturned', '2021-08-15');
        s.reassign('qb', '2021-08-20');
      }, DUE),
    ['2021-08-15', 'returned'],
    ['2021-08-19', 'returned'],
    ['2021-08-20', 'open-in-term'],
  ],
  [
    'not triggered while the condition is not met, also past the deadline',
    () => story((s) => s.trigger('2021-09-10'), { ...DUE, condition: 'khi trên 2.000 ca/ngày' }),
    ['2021-08-10', 'not-triggered'],
    ['2021-09-09', 'not-triggered'],
    ['2021-09-10', 'open-overdue'],
  ],
  [
    'suspended and returned come before not triggered',
    () => story((s) => s.turn('TaskSuspended', '2021-08-15'), { condition: 'khi trên 2.000 ca/ngày' }),
    ['2021-08-14', 'not-triggered'],
    ['2021-08-15', 'suspended'],
  ],
  [
    'an extension in time moves the term',
    () => story((s) => s.extend('2021-09-30', '2021-08-20'), DUE),
    ['2021-09-30', 'open-in-term'],
    ['2021-10-01', 'open-overdue'],
  ],
  [
    'a clarification gives the first date; the wording alone gives none',
    () => story((s) => s.clarify('2021-08-18', '2021-08-12')),
    ['2021-08-11', 'no-deadline'],
    ['2021-08-18', 'open-in-term'],
    ['2021-08-19', 'open-overdue'],
  ],
  [
    'the latest deadline fact wins, clarification or extension',
    () =>
      story((s) => {
        s.extend('2021-09-30', '2021-08-20');
        s.clarify('2021-08-25', '2021-08-22');
      }, DUE),
    ['2021-08-26', 'open-overdue'],
  ],
  [
    'of one day, the deadline fact recorded later wins',
    () =>
      story((s) => {
        s.clarify('2021-08-25', '2021-08-20');
        s.extend('2021-09-30', '2021-08-20');
      }, DUE),
    ['2021-08-26', 'open-in-term'],
  ],
  [
    'a date first fixed after completion was reported never makes it late',
    () =>
      story((s) => {
        const report = s.complete('2021-08-20');
        s.clarify('2021-08-15', '2021-08-22');
        s.verify(report, '2021-08-25');
      }),
    ['2021-08-25', 'done'],
  ],
  [
    'a date fixed on the day of completion, before it was reported, judges it',
    () =>
      story((s) => {
        s.clarify('2021-08-15', '2021-08-20');
        s.verify(s.complete('2021-08-20'), '2021-08-25');
      }),
    ['2021-08-25', 'done-late'],
  ],
];

describe('task status (section 3)', () => {
  const rows = CASES.flatMap(([name, told, ...days]) => days.map(([asOf, status]) => ({ name, told, asOf, status })));
  it.each(rows)('$name: $asOf $status', ({ told, asOf, status }) => {
    expect(on(told(), asOf).status).toBe(status);
  });

  it('every status of the matrix has a case', () => {
    const told = new Set(rows.map((row) => row.status));
    expect(TASK_STATUSES.filter((status) => !told.has(status))).toEqual([]);
  });

  it('an unknown task has none', () => {
    expect(taskStatus(city().facts(), 't', '2021-08-10')).toBeNull();
  });
});

describe('days overdue', () => {
  it('are counted from the day after the deadline to the date asked about', () => {
    const s = story(() => {}, DUE);
    expect(['2021-08-31', '2021-09-01', '2021-09-10'].map((day) => on(s, day).overdueDays)).toEqual([0, 1, 10]);
  });
  it('stay when an extension is granted after expiry, with a flag', () => {
    const s = story((tell) => tell.extend('2021-09-30', '2021-09-06'), DUE);
    expect(on(s, '2021-09-05')).toMatchObject({ status: 'open-overdue', overdueDays: 5, flags: [] });
    expect(on(s, '2021-09-06')).toMatchObject({
      status: 'open-in-term',
      deadline: '2021-09-30',
      overdueDays: 5,
      flags: ['extended-after-expiry'],
    });
    expect(on(s, '2021-10-02').overdueDays).toBe(7);
  });
  it('an extension on the deadline day is in time', () => {
    const s = story((tell) => tell.extend('2021-09-30', '2021-08-31'), DUE);
    expect(on(s, '2021-09-10')).toMatchObject({ overdueDays: 0, flags: [] });
  });
  it('end with the completion, also while it waits to be verified; a rejection lets them run on', () => {
    const s = story((tell) => tell.reject(tell.complete('2021-09-03'), '2021-09-08'), DUE);
    expect(['2021-09-03', '2021-09-07', '2021-09-08'].map((day) => on(s, day).overdueDays)).toEqual([3, 3, 8]);
    const done = story((tell) => tell.verify(tell.complete('2021-09-03'), '2021-09-20'), DUE);
    expect(on(done, '2021-12-31')).toMatchObject({ overdueDays: 3, completedOn: '2021-09-03', closedOn: '2021-09-20' });
  });
  it('stand still while the task is suspended; the deadline stays where it is', () => {
    const s = story((tell) => {
      tell.turn('TaskSuspended', '2021-09-03');
      tell.turn('TaskResumed', '2021-09-06');
    }, DUE);
    expect(
      ['2021-09-02', '2021-09-03', '2021-09-05', '2021-09-06', '2021-09-10'].map((day) => on(s, day).overdueDays),
    ).toEqual([2, 2, 2, 3, 7]);
    expect(on(s, '2021-09-06')).toMatchObject({ status: 'open-overdue', deadline: '2021-08-31' });
  });
  it('suspended before the deadline and resumed after it, count from the day of the resumption', () => {
    const s = story((tell) => {
      tell.turn('TaskSuspended', '2021-08-20');
      tell.turn('TaskResumed', '2021-09-10');
      tell.extend('2021-09-30', '2021-09-12');
    }, DUE);
    expect(['2021-09-09', '2021-09-11', '2021-09-13', '2021-10-02'].map((day) => on(s, day).overdueDays)).toEqual([
      0, 2, 2, 4,
    ]);
  });
  it('run on while the task is returned: its doer does not stop the clock', () => {
    const s = story((tell) => tell.turn('TaskReturned', '2021-09-03'), DUE);
    expect(on(s, '2021-09-10')).toMatchObject({ status: 'returned', overdueDays: 10 });
  });
  it('begin when the condition is met, also where a suspension lies across that day', () => {
    const conditional = { ...DUE, condition: 'khi trên 2.000 ca/ngày' };
    const s = story((tell) => tell.trigger('2021-09-05'), conditional);
    expect(['2021-09-04', '2021-09-05', '2021-09-10'].map((day) => on(s, day).overdueDays)).toEqual([0, 1, 6]);
    const rested = story((tell) => {
      tell.turn('TaskSuspended', '2021-09-03');
      tell.trigger('2021-09-05');
      tell.turn('TaskResumed', '2021-09-08');
    }, conditional);
    expect(on(rested, '2021-09-10').overdueDays).toBe(3);
  });
  it('end with the withdrawal', () => {
    const s = story((tell) => tell.turn('TaskWithdrawn', '2021-09-04'), DUE);
    expect(on(s, '2021-12-31')).toMatchObject({ overdueDays: 4, closedOn: '2021-09-04' });
  });
});

describe('what a status says beside its word', () => {
  it('keeps the source’s wording and makes no date of it', () => {
    expect(
      on(
        story(() => {}),
        '2021-08-10',
      ),
    ).toMatchObject({ deadline: null, deadlineText: 'sớm', overdueDays: 0 });
  });
  it('flags a date that was fixed after completion', () => {
    const s = story((tell) => {
      const report = tell.complete('2021-08-20');
      tell.clarify('2021-08-15', '2021-08-22');
      tell.verify(report, '2021-08-25');
    });
    expect(on(s, '2021-08-25')).toMatchObject({ flags: ['deadline-fixed-after-completion'], overdueDays: 0 });
  });
  it('names the events that it rests on', () => {
    const s = city();
    const task = s.task(['qa'], DUE);
    const report = s.complete('2021-08-20');
    const verdict = s.verify(report, '2021-08-25');
    expect(on(s, '2021-08-25').evidence.map((ref) => ref.id)).toEqual([task, task, report, verdict]);
  });
  it('what is known later does not change what was known', () => {
    const s = story(() => {}, DUE);
    const before = s.now;
    s.extend('2021-12-31', '2021-08-20');
    expect([on(s, '2021-09-05', before).status, on(s, '2021-09-05').status]).toEqual(['open-overdue', 'open-in-term']);
  });
  it('a class task that is carried over takes its members’ tasks along', () => {
    const s = city();
    s.class('quan', 'tp', 1);
    s.task(['quan']);
    s.fanOut('t', 'quan', ['qa'], '2021-08-12');
    s.directive('d2', 'tp.party', '2021-09-01');
    s.supersede('d', 'd2', '2021-09-01', 't');
    expect(taskStatus(s.facts(), 't/qa', '2021-09-01')?.status).toBe('no-deadline');
  });
  it('a member’s task shares what is decided of the class task’s date, suspension and withdrawal', () => {
    const s = city();
    s.class('quan', 'tp', 1);
    s.task(['quan'], DUE);
    s.fanOut('t', 'quan', ['qa'], '2021-08-12');
    const ofMember = (day: CivilDate) => taskStatus(s.facts(), 't/qa', day)?.status;
    expect([ofMember('2021-08-11'), ofMember('2021-08-12'), ofMember('2021-09-01')]).toEqual([
      'not-yet-assigned',
      'open-in-term',
      'open-overdue',
    ]);
    s.extend('2021-09-30', '2021-08-20');
    expect(ofMember('2021-09-01')).toBe('open-in-term');
    s.turn('TaskSuspended', '2021-09-05');
    expect(ofMember('2021-09-05')).toBe('suspended');
    s.reassign('qb', '2021-09-10');
    expect(ofMember('2021-09-10')).toBe('withdrawn');
  });
});
