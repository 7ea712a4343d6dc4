import { city, type Story } from '#domain/testing/story.js';
import { type CommandSender, judge, PolicyAuthority, TRUSTED_PROCESS } from './command-authority.js';
import { COMMAND_POLICIES } from './command-policies.js';
import { ActingOfficeNeeded, NotAllowed, OfficeNotHeld, SubjectUnseen } from './not-allowed.js';
import type { GrantedRole, Principal } from './principal.js';

const TODAY = '2021-12-31';

function principal(person: string | null, ...roles: GrantedRole[]): Principal {
  return { subject: `sub:${person}`, person, roles: new Set(roles), expiresAt: 0 };
}

interface Sent extends CommandSender {
  name?: string;
  body?: object;
}

/** What becomes of a report that `qa` has completed task `t`, if nothing else is said. */
function told(s: Story, { name = 'ReportCompletion', body, ...sender }: Sent) {
  const call = { name, body: { taskId: 't', by: 'qa', on: '2021-12-01', ...body } };
  return judge(s.facts(), call, sender, TODAY);
}

function assigned(): Story {
  const s = city();
  s.task(['qa']);
  return s;
}

describe('in which office', () => {
  it('the one that fits, without anybody naming it; head or not', () => {
    const s = assigned();
    s.office('qa.cv', 'qa.gov', { head: false });
    s.appoint('qa.cv', 'chi', '2021-01-01');
    expect(told(s, { principal: principal('P:qa.ct') })).toEqual({ kind: 'allowed', office: 'qa.ct' });
    expect(told(s, { principal: principal('chi') })).toEqual({ kind: 'allowed', office: 'qa.cv' });
    expect(told(s, { principal: principal('P:pa1.ct'), body: { by: 'pa1' } }).kind).toBe('unseen');
  });
  it('several fit: one has to be named; and a named one has to be one’s own', () => {
    const s = assigned();
    s.appoint('qa.bt', 'P:qa.ct', '2021-11-01', { kind: 'acting', style: 'phụ trách' });
    s.suspend('qa.bt', 'P:qa.bt', '2021-11-01');
    const both = principal('P:qa.ct');
    expect(told(s, { principal: both })).toEqual({ kind: 'acting-office-needed', offices: ['qa.bt', 'qa.ct'] });
    expect(told(s, { principal: both, office: 'qa.bt' })).toEqual({ kind: 'allowed', office: 'qa.bt' });
    expect(told(s, { principal: both, office: 'qb.bt' })).toEqual({ kind: 'office-not-held' });
    expect(told(s, { principal: both, office: 'khong-co' })).toEqual({ kind: 'office-not-held' });
    expect(told(s, { principal: principal('P:qa.bt') })).toEqual({ kind: 'unseen', stream: 'task-t' });
  });
  it('a signature names the office, so nobody has to', () => {
    const s = assigned();
    s.appoint('qa.bt', 'P:qa.ct', '2021-11-01', { kind: 'acting', style: 'phụ trách' });
    s.suspend('qa.bt', 'P:qa.bt', '2021-11-01');
    const sent = { name: 'SubmitExplanation', principal: principal('P:qa.ct') };
    expect(told(s, { ...sent, body: { office: 'qa.bt' } })).toEqual({ kind: 'allowed', office: 'qa.bt' });
    expect(told(s, { ...sent, body: { office: 'tp.bt' } })).toEqual({ kind: 'not-allowed' });
  });
});

describe('on which day', () => {
  it('the offices of the day of the act count: of who has left until then, of who follows from then on', () => {
    const s = assigned();
    s.replace('qa.ct', 'P:qa.ct', 'mới', '2021-12-10');
    const on = (person: string, day: string) => told(s, { principal: principal(person), body: { on: day } }).kind;
    expect([on('P:qa.ct', '2021-12-09'), on('P:qa.ct', '2021-12-10')]).toEqual(['allowed', 'unseen']);
    expect([on('mới', '2021-12-09'), on('mới', '2021-12-10')]).toEqual(['unseen', 'allowed']);
  });
  it('what is dated ahead is done today: nobody acts in an office that begins later', () => {
    const s = assigned();
    s.replace('qa.ct', 'P:qa.ct', 'mới', '2022-02-01');
    expect(told(s, { principal: principal('mới'), body: { on: '2022-03-01' } }).kind).toBe('unseen');
    expect(told(s, { principal: principal('P:qa.ct'), body: { on: '2022-03-01' } }).kind).toBe('allowed');
  });
  it('a document that shows the holder on that very day is enough; being presumed between two is not', () => {
    const s = city(['qa.ct']);
    s.task(['qa']);
    s.attest('qa.ct', 'bình', '2021-11-01');
    s.attest('qa.ct', 'bình', '2021-12-20');
    const on = (day: string) => told(s, { principal: principal('bình'), body: { on: day } }).kind;
    expect([on('2021-11-01'), on('2021-11-15'), on('2021-12-20')]).toEqual(['allowed', 'unseen', 'allowed']);
  });
  it('a suspended holder does not act, and does again when reinstated', () => {
    const s = assigned();
    s.suspend('qa.ct', 'P:qa.ct', '2021-11-01');
    s.reinstate('qa.ct', 'P:qa.ct', '2021-12-05');
    const on = (day: string) => told(s, { principal: principal('P:qa.ct'), body: { on: day } }).kind;
    expect([on('2021-10-31'), on('2021-11-01'), on('2021-12-05')]).toEqual(['allowed', 'unseen', 'allowed']);
  });
});

describe('what is not seen', () => {
  it('is answered as what was never recorded, before anything is said of who may do it', () => {
    const s = assigned();
    const hidden = told(s, { principal: principal('P:qb.bt') });
    const unknown = told(s, { principal: principal('P:qb.bt'), body: { taskId: 'khong-co' } });
    expect(hidden).toEqual({ kind: 'unseen', stream: 'task-t' });
    expect(unknown).toEqual({ kind: 'unseen', stream: 'task-khong-co' });
  });
  it('is any of the things that are named, also in lists', () => {
    const s = assigned();
    s.task(['qb'], { taskId: 't2' });
    const sent = { name: 'PreparePlan', principal: principal('P:qa.ct'), body: { planId: 'p', tasks: ['t', 't2'] } };
    expect(told(s, sent)).toEqual({ kind: 'unseen', stream: 'task-t2' });
    expect(told(s, { ...sent, body: { planId: 'p', tasks: ['t'] } }).kind).toBe('allowed');
  });
});

describe('whoever asks', () => {
  const registering = { name: 'RegisterPerson', body: { personId: 'p', name: 'Người A' } };
  it('a registrar records documents, and nothing that somebody else has to do', () => {
    const s = assigned();
    const registrar = principal('văn thư', 'registrar');
    expect(told(s, { ...registering, principal: registrar })).toEqual({ kind: 'allowed', office: null });
    expect(told(s, { principal: registrar })).toEqual({ kind: 'not-allowed' });
    expect(told(s, { name: 'VerifyCompletion', body: { by: 'tp.party' }, principal: registrar }).kind).toBe(
      'not-allowed',
    );
    expect(
      told(s, { name: 'CertifyFigure', body: { stream: 'task-t', office: 'tp.bt' }, principal: registrar }).kind,
    ).toBe('not-allowed');
  });
  it('a registrar does not put themself into office', () => {
    const appoint = (personId: string) => ({
      name: 'Appoint',
      body: { officeId: 'qa.ct', personId, from: '2021-12-01' },
    });
    const registrar = principal('văn thư', 'registrar');
    expect(told(assigned(), { ...appoint('văn thư'), principal: registrar })).toEqual({ kind: 'not-allowed' });
    expect(told(assigned(), { ...appoint('an'), principal: registrar }).kind).toBe('allowed');
  });
  it('nobody records who is not on record, has not signed in, or has a role that records nothing', () => {
    const s = assigned();
    expect(told(s, { ...registering, principal: principal(null, 'registrar') })).toEqual({ kind: 'not-allowed' });
    expect(told(s, { ...registering, principal: null })).toEqual({ kind: 'not-allowed' });
    expect(told(s, { ...registering, principal: principal('an', 'auditor') })).toEqual({ kind: 'not-allowed' });
    expect(told(s, { ...registering, principal: principal('an', 'operator') })).toEqual({ kind: 'not-allowed' });
  });
  it('a command without a row is denied to everybody', () => {
    const all = principal('P:tp.bt', 'registrar', 'operator');
    expect(told(assigned(), { name: 'EraseEverything', principal: all })).toEqual({ kind: 'not-allowed' });
    expect(told(assigned(), { name: 'constructor', principal: all })).toEqual({ kind: 'not-allowed' });
  });
});

describe('the issuer decides', () => {
  it('in its own name or that of a body above; not one beside it that sees the task', () => {
    const s = city();
    s.directive('d2', 'qa.gov');
    s.task(['pa1'], { directiveId: 'd2', coordinators: ['qb'] });
    const withdraw = (person: string, by: string) =>
      told(s, { name: 'WithdrawTask', principal: principal(person), body: { by, reason: 'x' } }).kind;
    expect([withdraw('P:qa.ct', 'qa.gov'), withdraw('P:qa.ct', 'qa'), withdraw('P:tp.ct', 'tp.gov')]).toEqual([
      'allowed',
      'allowed',
      'allowed',
    ]);
    expect([withdraw('P:qb.ct', 'qb'), withdraw('P:pa1.ct', 'pa1'), withdraw('P:qa.ct', 'tp.gov')]).toEqual([
      'not-allowed',
      'not-allowed',
      'not-allowed',
    ]);
  });
});

describe('the policy as an authority', () => {
  const call = { name: 'ReportCompletion', body: { taskId: 't', by: 'qa', on: '2021-12-01' } };
  const over = (s: Story) =>
    new PolicyAuthority(
      (question) => Promise.resolve(question(s.facts())),
      () => TODAY,
    );

  it('gives leave, and takes it back where it is no longer so when the decision is made', async () => {
    const s = assigned();
    const leave = await over(s).authorize(call, { principal: principal('P:qa.ct') });
    expect(leave.office).toBe('qa.ct');
    expect(() => leave.confirm?.(s.facts())).not.toThrow();
    s.leave('qa.ct', 'P:qa.ct', '2021-11-30');
    expect(() => leave.confirm?.(s.facts())).toThrow(SubjectUnseen);
  });
  it('takes it back where another office would fit by then', async () => {
    const s = assigned();
    const leave = await over(s).authorize(call, { principal: principal('P:qa.ct') });
    s.leave('qa.ct', 'P:qa.ct', '2021-11-30');
    s.leave('qa.bt', 'P:qa.bt', '2021-11-30');
    s.appoint('qa.bt', 'P:qa.ct', '2021-11-30');
    expect(() => leave.confirm?.(s.facts())).toThrow(NotAllowed);
  });
  it('says by an error of its own why not', async () => {
    const s = assigned();
    const ask = (sender: CommandSender, name = call.name) => over(s).authorize({ ...call, name }, sender);
    await expect(ask({ principal: principal('P:qa.ct') }, 'WithdrawTask')).rejects.toThrow(NotAllowed);
    await expect(ask({ principal: principal('P:qa.ct'), office: 'tp.bt' })).rejects.toThrow(OfficeNotHeld);
    await expect(ask({ principal: principal('P:qb.ct') })).rejects.toThrow(SubjectUnseen);
    s.office('qa.2', 'qa.gov', { head: false });
    s.appoint('qa.2', 'P:qa.ct', '2021-01-01');
    await expect(ask({ principal: principal('P:qa.ct') })).rejects.toThrow(ActingOfficeNeeded);
  });
  it('a trusted process acts in the office that it names', async () => {
    expect(await TRUSTED_PROCESS.authorize(call, { office: 'tp.bt' })).toEqual({ office: 'tp.bt' });
    expect(await TRUSTED_PROCESS.authorize(call, {})).toEqual({ office: null });
  });
});

describe('rows', () => {
  it.each(COMMAND_POLICIES.map((row) => [row.action, row] as const))('%s says why, in both languages', (_, row) => {
    const texts = [row.what, ...row.for.map((way) => way.basis), ...(row.closed ? [row.closed] : [])];
    for (const { vi, en } of texts) {
      expect(vi).toBe(vi.normalize('NFC'));
      expect([vi.length, en.length].every((length) => length > 3)).toBe(true);
    }
    expect(row.for.length > 0).toBe(row.closed === undefined);
  });
  it('stand once each', () => {
    const actions = COMMAND_POLICIES.map((row) => row.action);
    expect(actions).toEqual([...new Set(actions)]);
  });
});
