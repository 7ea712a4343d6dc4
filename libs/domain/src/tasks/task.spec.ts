import fc from 'fast-check';
import type { NewFact } from '../decider.js';
import { memberTaskId } from './member-task.js';
import { task, type Task } from './task.js';
import { assign, decideSuccessor, delegate, endDelegation, fanOut, reassign } from './task-assigning.js';
import { decideCompletion, reportCompletion } from './task-completion.js';
import { activate, turn, withdraw } from './task-course.js';
import { clarifyDeadline, grantExtension } from './task-deadlines.js';
import type { TaskEvents } from './task-events.js';
import { anyHistoryHolds, someDay } from '../testing/any-history.js';
import { given } from '../testing/given.js';

type TaskFact = NewFact<TaskEvents>;
const job: TaskEvents['TaskAssigned'] = {
  taskId: 't1',
  directiveId: 'd1',
  clause: '1',
  kind: 'task',
  title: 'Rà soát F0',
  leads: ['qa'],
  leadsStated: true,
  answering: [],
  coordinators: [],
  director: null,
  on: '2021-08-10',
  deadline: null,
  deadlineText: 'trong 8 ngày còn lại'.normalize('NFD'),
  condition: null,
  target: { text: 'khoảng 70%', value: 70, unit: '%', qualifier: 'about' },
};
const assigned: TaskFact = { type: 'TaskAssigned', data: job };
const due: TaskFact = { type: 'TaskAssigned', data: { ...job, deadline: '2021-08-31' } };
const onTask = (on: string) => ({ taskId: 't1', on });

describe('assignment (R1)', () => {
  it('a task is assigned once, its wording kept', () => {
    const state = given(task)
      .when((t) => assign(t, job))
      .then(assigned);
    expect(state?.assigned.deadlineText).toBe('trong 8 ngày còn lại'.normalize('NFD'));
    expect(state?.deadlines).toEqual([]);
    given(task, assigned)
      .when((t) => assign(t, job))
      .refuses('task-already-assigned');
    given(task, assigned)
      .when((t) => assign(t, { ...job, leads: ['qb'] }))
      .refuses('task-already-assigned');
  });
  it('a lead stands once, a deadline not before the task', () => {
    given(task)
      .when((t) => assign(t, { ...job, leads: ['qa', 'qb', 'qa'] }))
      .refuses('lead-named-twice');
    given(task)
      .when((t) => assign(t, { ...job, deadline: '2021-08-09' }))
      .refuses('deadline-before-assignment');
    const today: TaskFact = { type: 'TaskAssigned', data: { ...job, deadline: '2021-08-10' } };
    given(task)
      .when((t) => assign(t, { ...job, deadline: '2021-08-10' }))
      .then(today);
  });
  it('is reassigned from the day of the assignment on', () => {
    const next = { ...onTask('2021-08-10'), lead: 'qb', answering: [], reason: null };
    given(task, assigned)
      .when((t) => reassign(t, next))
      .then({ type: 'TaskReassigned', data: next });
    given(task, assigned)
      .when((t) => reassign(t, { ...next, on: '2021-08-09' }))
      .refuses('before-the-assignment');
    given(task)
      .when((t) => reassign(t, next))
      .refuses('task-unknown');
  });
  it('a class that leads is fanned out, each member once', () => {
    const ofClass: TaskFact = { type: 'TaskAssigned', data: { ...job, leads: ['quan'] } };
    const member = (unit: string) => ({ taskId: memberTaskId('t1', unit), unit, answering: [] });
    const spread = (...units: string[]) => ({ ...onTask('2021-08-12'), classId: 'quan', members: units.map(member) });
    const fanned: TaskFact = { type: 'TaskFannedOut', data: spread('qa') };
    given(task, ofClass)
      .when((t) => fanOut(t, spread('qa')))
      .then(fanned);
    given(task, ofClass, fanned)
      .when((t) => fanOut(t, spread('qb', 'qa')))
      .refuses('member-already-has-the-task');
    given(task, ofClass)
      .when((t) => fanOut(t, spread('qa', 'qa')))
      .refuses('member-already-has-the-task');
    given(task, assigned)
      .when((t) => fanOut(t, spread('qa')))
      .refuses('class-does-not-lead');
    expect(member('qa').taskId).toBe('t1~qa');
  });
});

describe('delegation (R5)', () => {
  const passed = {
    ...onTask('2021-08-15'),
    delegationId: 'u1',
    from: 'qa',
    to: 'pa1',
    until: null,
    kind: 'giao-viec',
  } as const;
  const delegated: TaskFact = { type: 'TaskDelegated', data: passed };
  it('is given once, to another unit, for a period', () => {
    given(task, assigned)
      .when((t) => delegate(t, passed))
      .then(delegated);
    given(task, assigned, delegated)
      .when((t) => delegate(t, passed))
      .refuses('delegation-already-given');
    given(task, assigned)
      .when((t) => delegate(t, { ...passed, to: 'qa' }))
      .refuses('delegation-to-oneself');
    given(task, assigned)
      .when((t) => delegate(t, { ...passed, until: '2021-08-15' }))
      .refuses('period-ends-before-it-begins');
  });
  it('is ended while it runs', () => {
    const stop =
      (on: string, delegationId = 'u1') =>
      (t: Task | null) =>
        endDelegation(t, { ...onTask(on), delegationId });
    given(task, assigned, delegated).when(stop('2021-08-20', 'u2')).refuses('delegation-unknown');
    given(task, assigned, delegated).when(stop('2021-08-15')).refuses('not-in-that-period');
    const ended: TaskFact = { type: 'DelegationEnded', data: { ...onTask('2021-08-20'), delegationId: 'u1' } };
    given(task, assigned, delegated).when(stop('2021-08-20')).then(ended);
    given(task, assigned, delegated, ended).when(stop('2021-08-21')).refuses('not-in-that-period');
  });
});

describe('deadlines (section 3)', () => {
  const extension = {
    ...onTask('2021-08-20'),
    deadline: '2021-09-30',
    by: 'tp.party',
    reason: 'legal-obstacle',
    text: 'chờ hướng dẫn',
  } as const;
  it('a date is fixed by somebody, not before the task', () => {
    const date = { ...onTask('2021-08-12'), deadline: '2021-08-18', by: 'tp.party', basis: 'Thông báo 632-TB/TU' };
    given(task, assigned)
      .when((t) => clarifyDeadline(t, date))
      .then({ type: 'DeadlineClarified', data: date });
    given(task, assigned)
      .when((t) => clarifyDeadline(t, { ...date, deadline: '2021-08-09' }))
      .refuses('deadline-before-assignment');
  });
  it('an extension is later than what is extended', () => {
    given(task, due)
      .when((t) => grantExtension(t, extension))
      .then({ type: 'ExtensionGranted', data: extension });
    given(task, assigned)
      .when((t) => grantExtension(t, extension))
      .refuses('nothing-to-extend');
    given(task, due)
      .when((t) => grantExtension(t, { ...extension, deadline: '2021-08-31' }))
      .refuses('extension-not-later');
  });
});

describe('completion (section 3)', () => {
  const done = { ...onTask('2021-08-20'), by: 'qa' };
  const reported: TaskFact = { type: 'CompletionReported', data: done };
  const verified: TaskFact = {
    type: 'CompletionVerified',
    data: { ...onTask('2021-08-22'), report: 'e2', by: 'tp.party' },
  };
  const rejected: TaskFact = {
    type: 'CompletionRejected',
    data: { ...onTask('2021-08-22'), report: 'e2', by: 'tp.party', reason: 'thiếu minh chứng' },
  };
  const verify = (report: string, on: string) => (t: Task | null) =>
    decideCompletion(t, { type: 'CompletionVerified', data: { ...onTask(on), report, by: 'tp.party' } });

  it('is reported again only after it was rejected', () => {
    given(task, assigned)
      .when((t) => reportCompletion(t, done))
      .then(reported);
    given(task, assigned, reported)
      .when((t) => reportCompletion(t, done))
      .refuses('completion-already-reported');
    given(task, assigned, reported, rejected)
      .when((t) => reportCompletion(t, { ...done, on: '2021-08-25' }))
      .then({ type: 'CompletionReported', data: { ...done, on: '2021-08-25' } });
  });
  it('a verdict names its report; each report is decided once', () => {
    given(task, assigned, reported).when(verify('e2', '2021-08-22')).then(verified);
    given(task, assigned, reported).when(verify('e1', '2021-08-22')).refuses('no-such-completion-report');
    given(task, assigned, reported).when(verify('e2', '2021-08-19')).refuses('verdict-before-completion');
    given(task, assigned, reported, verified).when(verify('e2', '2021-08-23')).refuses('completion-already-decided');
    given(task, assigned, reported, rejected).when(verify('e2', '2021-08-23')).refuses('completion-already-decided');
  });
});

describe('the course of a task', () => {
  const turns = (type: 'TaskSuspended' | 'TaskResumed' | 'TaskAccepted' | 'TaskReturned', on: string): TaskFact => {
    const data = { ...onTask(on), by: 'tp.party' };
    return type === 'TaskSuspended' || type === 'TaskReturned'
      ? { type, data: { ...data, reason: 'theo đề nghị' } }
      : { type, data };
  };
  const turnTo =
    (...of: Parameters<typeof turns>) =>
    (t: Task | null) => {
      const fact = turns(...of);
      return fact.type === 'TaskSuspended' ||
        fact.type === 'TaskResumed' ||
        fact.type === 'TaskAccepted' ||
        fact.type === 'TaskReturned'
        ? turn(t, fact)
        : [];
    };
  it('is suspended, resumed and suspended again', () => {
    given(task, assigned).when(turnTo('TaskSuspended', '2021-08-12')).then(turns('TaskSuspended', '2021-08-12'));
    given(task, assigned).when(turnTo('TaskResumed', '2021-08-12')).refuses('not-in-that-state');
    const suspended = [assigned, turns('TaskSuspended', '2021-08-12')];
    given(task, ...suspended)
      .when(turnTo('TaskSuspended', '2021-08-13'))
      .refuses('not-in-that-state');
    given(task, ...suspended)
      .when(turnTo('TaskReturned', '2021-08-13'))
      .refuses('not-in-that-state');
    given(task, ...suspended, turns('TaskResumed', '2021-08-14'))
      .when(turnTo('TaskSuspended', '2021-08-15'))
      .then(turns('TaskSuspended', '2021-08-15'));
  });
  it('a returned task waits for a new lead', () => {
    const returned = [assigned, turns('TaskReturned', '2021-08-12')];
    given(task, ...returned)
      .when(turnTo('TaskAccepted', '2021-08-13'))
      .refuses('not-in-that-state');
    const again: TaskFact = {
      type: 'TaskReassigned',
      data: { ...onTask('2021-08-13'), lead: 'qb', answering: [], reason: null },
    };
    given(task, ...returned, again)
      .when(turnTo('TaskAccepted', '2021-08-14'))
      .then(turns('TaskAccepted', '2021-08-14'));
  });
  it('a conditional task is activated; another has no condition', () => {
    const trigger = { ...onTask('2021-08-15'), trigger: 'trên 2.000 ca/ngày', readyBefore: true };
    const conditional: TaskFact = { type: 'TaskAssigned', data: { ...job, condition: 'khi trên 2.000 ca/ngày' } };
    given(task, conditional)
      .when((t) => activate(t, trigger))
      .then({ type: 'ScenarioActivated', data: trigger });
    given(task, assigned)
      .when((t) => activate(t, trigger))
      .refuses('task-has-no-condition');
  });
  it('the successor of a split unit is decided once', () => {
    const decision = { ...onTask('2021-09-10'), from: 'qa', to: 'qb', by: 'tp.party' };
    const decidedFact: TaskFact = { type: 'TaskSuccessorDecided', data: decision };
    given(task, assigned)
      .when((t) => decideSuccessor(t, decision))
      .then(decidedFact);
    given(task, assigned, decidedFact)
      .when((t) => decideSuccessor(t, { ...decision, to: 'pa1' }))
      .refuses('successor-already-decided');
  });
  it('is withdrawn from the day of the assignment on', () => {
    const data = { ...onTask('2021-08-10'), by: 'tp.party', reason: 'trùng' };
    given(task, assigned)
      .when((t) => withdraw(t, data))
      .then({ type: 'TaskWithdrawn', data });
    given(task, assigned)
      .when((t) => withdraw(t, { ...data, on: '2021-08-09' }))
      .refuses('before-the-assignment');
  });
  it('any accepted history holds', () => {
    const unit = fc.constantFrom('qa', 'qb', 'pa1');
    const report = fc.constantFrom('e2', 'e3', 'e4');
    anyHistoryHolds(
      task,
      (t) => assign(t, job),
      fc.tuple(unit, someDay).map(
        ([lead, on]) =>
          (t) =>
            reassign(t, { ...onTask(on), lead, answering: [], reason: null }),
      ),
      fc.tuple(unit, unit, someDay, fc.constantFrom('u1', 'u2')).map(
        ([from, to, on, delegationId]) =>
          (t) =>
            delegate(t, { ...onTask(on), delegationId, from, to, until: null, kind: 'giao-viec' }),
      ),
      someDay.map((on) => (t) => endDelegation(t, { ...onTask(on), delegationId: 'u1' })),
      fc.tuple(someDay, someDay).map(
        ([on, deadline]) =>
          (t) =>
            clarifyDeadline(t, { ...onTask(on), deadline, by: 'tp.party', basis: null }),
      ),
      fc.tuple(someDay, someDay).map(
        ([on, deadline]) =>
          (t) =>
            grantExtension(t, { ...onTask(on), deadline, by: 'tp.party', reason: 'other', text: 'khác' }),
      ),
      someDay.map((on) => (t) => reportCompletion(t, { ...onTask(on), by: 'qa' })),
      fc.tuple(report, someDay).map(
        ([id, on]) =>
          (t) =>
            decideCompletion(t, { type: 'CompletionVerified', data: { ...onTask(on), report: id, by: 'tp.party' } }),
      ),
      someDay.map((on) => turnTo('TaskSuspended', on)),
      someDay.map((on) => turnTo('TaskResumed', on)),
      someDay.map((on) => (t) => withdraw(t, { ...onTask(on), by: 'tp.party', reason: 'trùng' })),
    );
  });
});
