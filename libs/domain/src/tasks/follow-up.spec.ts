import fc from 'fast-check';
import type { NewFact } from '../decider.js';
import { requireAnnullable } from '../record/annulment.js';
import { anyHistoryHolds, someDay } from '../testing/any-history.js';
import { given, refusalOf } from '../testing/given.js';
import { city } from '../testing/story.js';
import { followersOn, pendingRequest, reminderNumber } from './follow-up.js';
import { endFollowing, explain, judgeReason, nameFollower, remind, reportProgress } from './follow-up-decisions.js';
import { task, type Task } from './task.js';
import { assign } from './task-assigning.js';
import { grantExtension, refuseExtension, requestExtension } from './task-deadlines.js';
import type { DelayReason, TaskEvents } from './task-events.js';

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
  deadline: '2021-08-31',
  deadlineText: null,
  condition: null,
  target: null,
};
const due: TaskFact = { type: 'TaskAssigned', data: job };
const open: TaskFact = { type: 'TaskAssigned', data: { ...job, deadline: null } };
const onTask = (on: string) => ({ taskId: 't1', on });

const progress = (on: string, o: Partial<TaskEvents['ProgressReported']> = {}): TaskEvents['ProgressReported'] => ({
  ...onTask(on),
  by: 'qa',
  text: 'đã rà soát 30 phường'.normalize('NFD'),
  percent: null,
  counted: { numerator: 30, denominator: 112, unit: 'phường', qualifier: 'about' },
  delayReasons: [],
  evidence: [],
  ...o,
});
const reminder = (on: string, to = 'qa'): TaskEvents['ReminderSent'] => ({
  ...onTask(on),
  by: 'tp.party',
  to,
  text: 'đề nghị báo cáo ngay',
  document: null,
});
const explanation = (
  on: string,
  o: Partial<TaskEvents['ExplanationSubmitted']> = {},
): TaskEvents['ExplanationSubmitted'] => ({
  ...onTask(on),
  by: 'qa',
  office: 'qa.ct',
  text: 'chờ số liệu của quận B',
  delayReasons: [{ code: 'waiting-for-another-unit', waitingFor: 'qb' }],
  reminder: null,
  evidence: [],
  ...o,
});

describe('progress', () => {
  it('is kept as reported, its wording byte for byte; no percent is made of a count', () => {
    const state = given(task, due)
      .when((t) => reportProgress(t, progress('2021-08-15')))
      .then({ type: 'ProgressReported', data: progress('2021-08-15') });
    expect(state?.followUp.progress[0]).toMatchObject({ percent: null, counted: { numerator: 30, denominator: 112 } });
    expect(state?.followUp.progress[0]?.text).toBe('đã rà soát 30 phường'.normalize('NFD'));
    expect(state?.completions).toEqual([]);
  });
  it('is not reported for a day before the task, nor of no task', () => {
    given(task, due)
      .when((t) => reportProgress(t, progress('2021-08-09')))
      .refuses('before-the-assignment');
    given(task)
      .when((t) => reportProgress(t, progress('2021-08-15')))
      .refuses('task-unknown');
  });
  it('names each reason for delay once, and the unit where it waits for one', () => {
    const because = (...delayReasons: DelayReason[]) =>
      given(task, due).when((t) => reportProgress(t, progress('2021-08-15', { delayReasons })));
    const funds: DelayReason = { code: 'funds-or-staff', waitingFor: null };
    because(funds, funds).refuses('delay-reason-named-twice');
    because({ code: 'waiting-for-another-unit', waitingFor: null }).refuses('waiting-names-the-unit');
    because({ code: 'procurement', waitingFor: 'qb' }).refuses('waiting-names-the-unit');
    const delayReasons: DelayReason[] = [
      funds,
      { code: 'waiting-for-another-unit', waitingFor: 'qb' },
      { code: 'waiting-for-another-unit', waitingFor: 'pa1' },
    ];
    because(...delayReasons).then({ type: 'ProgressReported', data: progress('2021-08-15', { delayReasons }) });
  });
});

describe('reminders and explanations', () => {
  const reminded: TaskFact = { type: 'ReminderSent', data: reminder('2021-08-20') };
  it('a reminder is the first, the second, … to its unit, by date', () => {
    const earlier: TaskFact = { type: 'ReminderSent', data: reminder('2021-08-18') };
    const other: TaskFact = { type: 'ReminderSent', data: reminder('2021-08-19', 'pa1') };
    const { state } = given(task, due, reminded, earlier, other);
    const followUp = state?.followUp;
    expect(followUp?.reminders.map((r) => [r.on, r.to, reminderNumber(followUp, r)])).toEqual([
      ['2021-08-20', 'qa', 2],
      ['2021-08-18', 'qa', 1],
      ['2021-08-19', 'pa1', 1],
    ]);
  });
  it('one to the class is one to each member', () => {
    const s = city();
    s.class('quan', 'tp', 2);
    s.task(['quan']);
    s.fanOut('t', 'quan', ['qa', 'qb'], '2021-08-12');
    s.add('ReminderSent', 't', { ...reminder('2021-08-15', 'quan'), taskId: 't' });
    s.add('ReminderSent', 't/qa', { ...reminder('2021-08-20'), taskId: 't/qa' });
    const numbers = (id: string) => {
      const followUp = s.facts().task(id)?.followUp;
      return followUp?.reminders.map((r) => reminderNumber(followUp, r));
    };
    expect([numbers('t/qa'), numbers('t/qb'), numbers('t')]).toEqual([[1, 2], [1], [1]]);
  });
  it('an explanation answers a reminder that is on record, not before its day', () => {
    const answer = explanation('2021-08-22', { reminder: 'e2' });
    given(task, due, reminded)
      .when((t) => explain(t, answer))
      .then({ type: 'ExplanationSubmitted', data: answer });
    given(task, due, reminded)
      .when((t) => explain(t, explanation('2021-08-19', { reminder: 'e2' })))
      .refuses('answered-before-it-was-said');
    given(task, due, reminded)
      .when((t) => explain(t, explanation('2021-08-22', { reminder: 'e1' })))
      .refuses('no-such-reminder');
  });
  it('of a stated reason each other unit says once whether it holds', () => {
    const stated: TaskFact = { type: 'ExplanationSubmitted', data: explanation('2021-08-22') };
    const contest = (on: string, o: Partial<TaskEvents['DelayReasonContested']> = {}) => ({
      type: 'DelayReasonContested' as const,
      data: {
        ...onTask(on),
        statement: 'e2',
        code: 'waiting-for-another-unit' as const,
        by: 'qb',
        text: 'đã gửi ngày 15/8',
        ...o,
      },
    });
    given(task, due, stated)
      .when((t) => judgeReason(t, contest('2021-08-23')))
      .then(contest('2021-08-23'));
    given(task, due, stated)
      .when((t) => judgeReason(t, contest('2021-08-21')))
      .refuses('answered-before-it-was-said');
    given(task, due, stated)
      .when((t) => judgeReason(t, contest('2021-08-23', { code: 'procurement' })))
      .refuses('no-such-delay-reason');
    given(task, due, stated)
      .when((t) => judgeReason(t, contest('2021-08-23', { statement: 'e1' })))
      .refuses('no-such-delay-reason');
    given(task, due, stated, contest('2021-08-23'))
      .when((t) => judgeReason(t, contest('2021-08-24')))
      .refuses('delay-reason-already-judged');
    const confirmed = {
      type: 'DelayReasonConfirmed' as const,
      data: { ...contest('2021-08-24').data, by: 'tp.party', text: null },
    };
    given(task, due, stated, contest('2021-08-23'))
      .when((t) => judgeReason(t, confirmed))
      .then(confirmed);
  });
});

describe('a request for more time', () => {
  const request: TaskEvents['ExtensionRequested'] = {
    ...onTask('2021-08-20'),
    by: 'qa',
    deadline: '2021-09-15',
    reason: 'resources',
    text: 'thiếu người',
  };
  const requested: TaskFact = { type: 'ExtensionRequested', data: request };
  const refusal = { ...onTask('2021-08-22'), by: 'tp.party', request: 'e2', reason: 'không đủ căn cứ' };
  const refused: TaskFact = { type: 'ExtensionRefused', data: refusal };
  const grant = {
    ...onTask('2021-08-22'),
    by: 'tp.party',
    deadline: '2021-09-10',
    reason: 'resources',
    text: 'đồng ý một phần',
    request: 'e2',
  } as const;
  const granted: TaskFact = { type: 'ExtensionGranted', data: grant };

  it('asks for a later date than the one in force, one at a time; by itself it moves nothing', () => {
    const state = given(task, due)
      .when((t) => requestExtension(t, request))
      .then(requested);
    expect([state?.deadlines.length, state && pendingRequest(state.followUp, '2021-08-21')?.at.id]).toEqual([1, 'e2']);
    given(task, open)
      .when((t) => requestExtension(t, request))
      .refuses('nothing-to-extend');
    given(task, due)
      .when((t) => requestExtension(t, { ...request, deadline: '2021-08-31' }))
      .refuses('extension-not-later');
    given(task, due, requested)
      .when((t) => requestExtension(t, request))
      .refuses('extension-request-waits');
  });
  it('is decided once, granted or refused, not before its day', () => {
    const state = given(task, due, requested)
      .when((t) => refuseExtension(t, refusal))
      .then(refused);
    expect(
      state && [pendingRequest(state.followUp, '2021-08-21'), pendingRequest(state.followUp, '2021-08-22')],
    ).toEqual([expect.objectContaining({ text: 'thiếu người' }), null]);
    given(task, due, requested)
      .when((t) => grantExtension(t, grant))
      .then(granted);
    for (const decided of [refused, granted]) {
      given(task, due, requested, decided)
        .when((t) => refuseExtension(t, { ...refusal, on: '2021-08-25' }))
        .refuses('extension-request-already-decided');
      given(task, due, requested, decided)
        .when((t) => grantExtension(t, { ...grant, deadline: '2021-09-20' }))
        .refuses('extension-request-already-decided');
    }
    given(task, due, requested)
      .when((t) => refuseExtension(t, { ...refusal, on: '2021-08-19' }))
      .refuses('answered-before-it-was-said');
    given(task, due, requested)
      .when((t) => refuseExtension(t, { ...refusal, request: 'e1' }))
      .refuses('no-such-extension-request');
  });
  it('may be made again after a refusal', () => {
    const again = { ...request, on: '2021-08-25' };
    given(task, due, requested, refused)
      .when((t) => requestExtension(t, again))
      .then({ type: 'ExtensionRequested', data: again });
  });
  it('is not taken off the record while its decision stands, and never has two decisions', () => {
    const s = city();
    s.task(['qa'], { taskId: 't1', deadline: '2021-08-31' });
    const asked = s.add('ExtensionRequested', 't1', request);
    const no = s.add('ExtensionRefused', 't1', { ...refusal, request: asked });
    const stream = () => s.facts().streamFacts('task-t1');
    expect(refusalOf(() => requireAnnullable(task, stream(), s.facts(), asked))).toBe('others-stand-on-it');
    const annulment = s.annul(no);
    s.add('ExtensionGranted', 't1', { ...grant, request: asked });
    expect(refusalOf(() => requireAnnullable(task, stream(), s.facts(), annulment))).toBe('others-stand-on-it');
  });
});

describe('the following officer', () => {
  const named = (o: Partial<TaskEvents['FollowingOfficerNamed']> = {}): TaskEvents['FollowingOfficerNamed'] => ({
    ...onTask('2021-08-12'),
    followingId: 'f1',
    person: 'p1',
    unit: 'tp.vp',
    until: null,
    ...o,
  });
  const naming: TaskFact = { type: 'FollowingOfficerNamed', data: named() };
  it('follows from a day until a day', () => {
    const state = given(task, due, naming)
      .when((t) => endFollowing(t, { ...onTask('2021-08-20'), followingId: 'f1' }))
      .then({ type: 'FollowingOfficerEnded', data: { ...onTask('2021-08-20'), followingId: 'f1' } });
    const who = (on: string) => state && followersOn(state.followUp, on).map((f) => f.person);
    expect(['2021-08-11', '2021-08-12', '2021-08-19', '2021-08-20'].map(who)).toEqual([[], ['p1'], ['p1'], []]);
  });
  it('is named once under an id, for a period that has a day, and ended while it runs', () => {
    given(task, due, naming)
      .when((t) => nameFollower(t, named({ person: 'p2' })))
      .refuses('following-already-recorded');
    given(task, due)
      .when((t) => nameFollower(t, named({ until: '2021-08-12' })))
      .refuses('period-ends-before-it-begins');
    given(task, due)
      .when((t) => endFollowing(t, { ...onTask('2021-08-20'), followingId: 'f1' }))
      .refuses('following-unknown');
    for (const on of ['2021-08-12', '2021-08-11']) {
      given(task, due, naming)
        .when((t) => endFollowing(t, { ...onTask(on), followingId: 'f1' }))
        .refuses('not-in-that-period');
    }
  });
});

it('any accepted history of what is said on a task holds', () => {
  const id = fc.constantFrom('e2', 'e3', 'e4');
  const say = <A>(arbitrary: fc.Arbitrary<A>, decide: (t: Task | null, a: A) => TaskFact[]) =>
    arbitrary.map((a) => (t: Task | null) => decide(t, a));
  anyHistoryHolds(
    task,
    (t) => assign(t, job),
    say(someDay, (t, on) => reportProgress(t, progress(on))),
    say(someDay, (t, on) => remind(t, reminder(on))),
    say(fc.tuple(someDay, fc.option(id)), (t, [on, answered]) => explain(t, explanation(on, { reminder: answered }))),
    say(fc.tuple(someDay, id), (t, [on, statement]) =>
      judgeReason(t, {
        type: 'DelayReasonConfirmed',
        data: { ...onTask(on), statement, code: 'waiting-for-another-unit', by: 'qb', text: null },
      }),
    ),
    say(someDay, (t, on) =>
      requestExtension(t, { ...onTask(on), by: 'qa', deadline: '2021-10-01', reason: 'other', text: 'khác' }),
    ),
    say(fc.tuple(someDay, id), (t, [on, request]) =>
      refuseExtension(t, { ...onTask(on), by: 'tp.party', request, reason: 'không' }),
    ),
    say(fc.tuple(someDay, id), (t, [on, request]) =>
      grantExtension(t, {
        ...onTask(on),
        by: 'tp.party',
        deadline: '2021-11-01',
        reason: 'other',
        text: 'khác',
        request,
      }),
    ),
    say(someDay, (t, on) =>
      nameFollower(t, { ...onTask(on), followingId: 'f1', person: 'p1', unit: 'tp.vp', until: null }),
    ),
    say(someDay, (t, on) => endFollowing(t, { ...onTask(on), followingId: 'f1' })),
  );
});
