import { recorded, refusalOf } from '../testing/given.js';
import { city, type Story } from '../testing/story.js';
import { handoverList, openFindingsOf } from '../tasks/work-of-unit.js';
import { fold } from '../fold.js';
import { handoversOf, signHandover } from './handover.js';
import { office, type OfficeEvents } from './office.js';

const DAY = '2021-09-01';

function handovers(s: Story, id: string, asOf: string) {
  const facts = s.facts();
  const found = facts.office(id);
  return found ? handoversOf(facts, found, asOf) : [];
}
const short = (s: Story, id: string, asOf: string) =>
  handovers(s, id, asOf).map((h) => [h.on, h.outgoing, h.incoming?.person ?? null, h.due.join('+')]);

type Signing = Omit<OfficeEvents['HandoverSigned'], 'side'>;
function sign(s: Story, o: Partial<Signing> = {}) {
  const data = {
    officeId: 'qa.ct',
    outgoing: 'P:qa.ct',
    changedOn: DAY,
    person: 'P:qa.ct',
    tasks: [],
    findings: [],
    on: DAY,
    ...o,
  };
  const facts = s.facts();
  return signHandover(facts, facts.office(data.officeId), data);
}
function signs(s: Story, o: Partial<Signing> = {}) {
  for (const event of sign(s, o)) s.record('office-qa.ct', event);
}

describe('a handover is due', () => {
  it('from the day on which a head is replaced, by both, and not before', () => {
    const s = city();
    s.replace('qa.ct', 'P:qa.ct', 'Người B', DAY);
    expect(short(s, 'qa.ct', '2021-08-31')).toEqual([]);
    expect(short(s, 'qa.ct', DAY)).toEqual([[DAY, 'P:qa.ct', 'Người B', 'outgoing+incoming']]);
  });
  it('from one who leaves an empty seat, and from whoever comes into it later', () => {
    const s = city();
    s.leave('qa.ct', 'P:qa.ct', DAY);
    s.appoint('qa.ct', 'Người B', '2021-10-01');
    expect(short(s, 'qa.ct', '2021-09-30')).toEqual([[DAY, 'P:qa.ct', null, 'outgoing']]);
    expect(short(s, 'qa.ct', '2021-10-01')).toEqual([[DAY, 'P:qa.ct', 'Người B', 'outgoing+incoming']]);
    expect(handovers(s, 'qa.ct', '2021-10-01')[0]?.incoming?.from).toBe('2021-10-01');
  });
  it('from one who is suspended while another acts, and back again', () => {
    const s = city();
    s.suspend('qa.ct', 'P:qa.ct', DAY);
    expect(short(s, 'qa.ct', DAY)).toEqual([]);
    s.appoint('qa.ct', 'Người B', DAY, { kind: 'acting', style: 'phụ trách', until: '2021-11-01' });
    s.reinstate('qa.ct', 'P:qa.ct', '2021-11-01');
    expect(short(s, 'qa.ct', '2021-11-01').map((h) => h.slice(0, 3))).toEqual([
      [DAY, 'P:qa.ct', 'Người B'],
      ['2021-11-01', 'Người B', 'P:qa.ct'],
    ]);
  });
  it('not from the first head, not for a document that shows somebody, not after a return, not for a deputy', () => {
    const s = city();
    expect(short(s, 'qa.ct', DAY)).toEqual([]);
    s.office('x', 'qa.gov', { head: false });
    s.appoint('x', 'Người C', '2021-01-01', { until: DAY });
    s.appoint('x', 'Người D', DAY);
    s.attest('qb.ct', 'Người E', DAY);
    s.leave('qa.ct', 'P:qa.ct', '2021-08-15');
    s.appoint('qa.ct', 'P:qa.ct', '2021-08-20');
    expect(['x', 'qa.ct', 'qb.ct'].map((id) => short(s, id, '2021-12-31'))).toEqual([[], [], []]);
  });
  it('from each head in turn, also from one who has come a second time', () => {
    const s = city();
    s.replace('qa.ct', 'P:qa.ct', 'Người B', DAY);
    s.replace('qa.ct', 'Người B', 'P:qa.ct', '2021-10-01');
    s.replace('qa.ct', 'P:qa.ct', 'Người B', '2021-11-01');
    expect(short(s, 'qa.ct', '2021-12-01').map((h) => h.slice(0, 3))).toEqual([
      [DAY, 'P:qa.ct', 'Người B'],
      ['2021-10-01', 'Người B', 'P:qa.ct'],
      ['2021-11-01', 'P:qa.ct', 'Người B'],
    ]);
  });
  it('from both of two co-heads who leave on one day', () => {
    const s = city();
    s.office('hai', 'qa.gov', { seats: 2 });
    s.appoint('hai', 'Người B', '2020-02-01', { until: DAY });
    s.appoint('hai', 'Người C', '2020-02-01', { until: DAY });
    s.appoint('hai', 'Người D', DAY);
    s.appoint('hai', 'Người E', DAY);
    expect(short(s, 'hai', DAY).map((h) => h.slice(1, 3))).toEqual([
      ['Người B', 'Người D'],
      ['Người C', 'Người E'],
    ]);
  });
  it('when a reform ends the place: to the head of the one successor; of a split to nobody', () => {
    const merged = city();
    const event = merged.merge('qa', 'qb', DAY);
    const [handover] = handovers(merged, 'qa.ct', DAY);
    expect(handover).toMatchObject({
      cause: 'office-ended',
      outgoing: 'P:qa.ct',
      incoming: { person: 'P:qb.ct', office: 'qb.ct', from: DAY },
    });
    expect(handover?.evidence.map((ref) => ref.id)).toContain(event);
    const split = city();
    split.split('qa', ['qb', 'pa1'], DAY);
    expect(short(split, 'qa.ct', DAY)).toEqual([[DAY, 'P:qa.ct', null, 'outgoing']]);
    const vacant = city(['qb.ct']);
    vacant.merge('qa', 'qb', DAY);
    vacant.appoint('qb.ct', 'Người B', '2021-09-10');
    expect(short(vacant, 'qa.ct', '2021-09-09')).toEqual([[DAY, 'P:qa.ct', null, 'outgoing']]);
    expect(short(vacant, 'qa.ct', '2021-09-10')).toEqual([[DAY, 'P:qa.ct', 'Người B', 'outgoing+incoming']]);
  });
  it('and is not what was not known', () => {
    const s = city();
    s.replace('qa.ct', 'P:qa.ct', 'Người B', DAY);
    const facts = s.facts(s.now - 1);
    const known = facts.office('qa.ct');
    expect(known && handoversOf(facts, known, '2021-12-31')).toEqual([]);
  });
});

describe('signing a handover', () => {
  const changed = () => {
    const s = city();
    s.replace('qa.ct', 'P:qa.ct', 'Người B', DAY);
    return s;
  };
  it('takes both sides, each on its day', () => {
    const s = changed();
    signs(s, { tasks: ['t'] });
    signs(s, { person: 'Người B', on: '2021-09-03' });
    expect(short(s, 'qa.ct', '2021-09-02').map((h) => h[3])).toEqual(['incoming']);
    const [handover] = handovers(s, 'qa.ct', '2021-09-03');
    expect(handover?.due).toEqual([]);
    expect(handover?.signatures).toMatchObject({
      outgoing: { person: 'P:qa.ct', tasks: ['t'], on: DAY },
      incoming: { person: 'Người B', tasks: [], on: '2021-09-03' },
    });
  });
  it('is refused to anybody else, twice, before the change, and without one', () => {
    const s = changed();
    expect(refusalOf(() => sign(s, { person: 'P:qb.ct' }))).toBe('not-of-the-handover');
    expect(refusalOf(() => sign(s, { on: '2021-08-31' }))).toBe('signed-before-the-change');
    expect(refusalOf(() => sign(s, { changedOn: '2021-09-02', on: '2021-09-02' }))).toBe('no-such-handover');
    expect(refusalOf(() => sign(s, { outgoing: 'Người B', person: 'Người B' }))).toBe('no-such-handover');
    expect(refusalOf(() => sign(s, { officeId: 'không có' }))).toBe('office-unknown');
    signs(s, { on: '2021-09-20' });
    expect(refusalOf(() => sign(s, { on: '2021-09-10' }))).toBe('handover-already-signed');
  });
  it('one who comes later cannot sign before they have come', () => {
    const s = city();
    s.leave('qa.ct', 'P:qa.ct', DAY);
    s.appoint('qa.ct', 'Người B', '2021-10-01');
    expect(refusalOf(() => sign(s, { person: 'Người B', on: '2021-09-30' }))).toBe('not-of-the-handover');
    expect(sign(s, { person: 'Người B', on: '2021-10-01' })[0]?.data).toMatchObject({ side: 'incoming' });
  });
  it('stands on what seated and unseated them: that is not annulled while the signature stands (R10)', () => {
    const appointed = {
      officeId: 'o',
      personId: 'Người A',
      kind: 'appointed' as const,
      style: null,
      from: '2020-01-01',
      until: null,
      termEndsOn: null,
    };
    const signature = {
      officeId: 'o',
      outgoing: 'Người A',
      changedOn: DAY,
      person: 'Người B',
      side: 'incoming' as const,
      tasks: [],
      findings: [],
      on: DAY,
    };
    const events = recorded(office, [
      { type: 'HeadAppointed', data: appointed },
      {
        type: 'HeadReplaced',
        data: { officeId: 'o', outgoing: 'Người A', incoming: 'Người B', on: DAY, termEndsOn: null },
      },
    ]);
    const standing = events.map((e) => ({ ...e }) as never);
    expect(new Set(office.standsOn?.HandoverSigned?.(signature, standing))).toEqual(new Set(['e1', 'e2']));
    expect(fold(office, recorded(office, [{ type: 'HandoverSigned', data: signature }]))).toBeNull();
  });
});

describe('the list that is handed over', () => {
  const listed = (s: Story, id: string, on: string = DAY, cause: 'replaced' | 'office-ended' = 'replaced') => {
    const facts = s.facts();
    const found = facts.office(id);
    return found && handoverList(facts, found, { on, cause });
  };
  it('is what the office answers for or carries out on the day, and nothing that is closed', () => {
    const s = city();
    s.body('qa.btv', 'qa', 'government', { parent: 'qa.gov', collective: true });
    s.task(['qa'], { taskId: 'địa-bàn' });
    s.task(['qa.gov'], { taskId: 'cơ-quan' });
    s.task(['qa.btv'], { taskId: 'tập-thể' });
    s.task(['qb'], { taskId: 'quận-khác', coordinators: ['qa'] });
    s.task(['qb'], { taskId: 'giao-lại' });
    s.delegate('qb', 'qa.gov', '2021-08-12', { taskId: 'giao-lại' });
    s.task(['qb'], { taskId: 'nêu-tên', answering: ['qa.ct'] });
    s.task(['qa'], { taskId: 'sau-đó', on: '2021-09-02' });
    s.task(['qa']);
    s.verify(s.complete('2021-08-20'), '2021-08-21');
    expect(listed(s, 'qa.ct')?.tasks.sort()).toEqual(['cơ-quan', 'giao-lại', 'nêu-tên', 'tập-thể', 'địa-bàn'].sort());
    expect(listed(s, 'qa.ct', '2021-08-20')?.tasks).toContain('t');
    expect(listed(s, 'qa.ct', '2021-09-02')?.tasks).toContain('sau-đó');
  });
  it('holds a member’s own task of a class task', () => {
    const s = city();
    s.class('các-quận', 'tp', null);
    s.task(['các-quận']);
    s.fanOut('t', 'các-quận', ['qa', 'qb'], '2021-08-10');
    expect(listed(s, 'qa.ct')?.tasks).toEqual(['t/qa']);
  });
  it('holds what came from a place that was merged, and of an office that ended what it had on its last day', () => {
    const s = city();
    s.task(['qa']);
    s.task(['qa.gov'], { taskId: 't2' });
    s.merge('qa', 'qb', DAY);
    expect(listed(s, 'qb.ct', '2021-08-31')?.tasks).toEqual([]);
    expect(listed(s, 'qb.ct')?.tasks.sort()).toEqual(['t', 't2']);
    expect(listed(s, 'qa.ct', DAY, 'office-ended')).toMatchObject({ day: '2021-08-31', tasks: ['t2', 't'] });
  });
  it('holds the findings that ask for something, about the units of the office', () => {
    const s = city();
    const log = (findingId: string, kind: 'strength' | 'shortcoming', unit: string) =>
      s.add('FindingLogged', findingId, {
        findingId,
        kind,
        occasion: 'meeting',
        summary: 'Kiểm soát lỏng lẻo',
        units: [unit],
        unitsText: null,
        on: '2021-08-20',
        madeByUnit: 'tp.gov',
        madeByPerson: null,
        onBehalfOf: null,
        teamId: null,
        visitId: null,
        directiveId: null,
        tasks: [],
      });
    log('f1', 'shortcoming', 'qa');
    log('f2', 'strength', 'qa');
    log('f3', 'shortcoming', 'qb');
    log('f4', 'shortcoming', 'qa.gov');
    expect(listed(s, 'qa.ct')?.findings).toEqual(['f4', 'f1']);
    expect(listed(s, 'qa.ct', '2021-08-19')?.findings).toEqual([]);
    s.merge('qa', 'qb', DAY);
    const facts = s.facts();
    const chair = facts.office('qb.ct');
    expect(chair && openFindingsOf(facts, chair, DAY).sort()).toEqual(['f1', 'f3', 'f4']);
  });
});
