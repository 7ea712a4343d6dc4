import { setTimeout as sleep } from 'node:timers/promises';
import { existsSync } from 'node:fs';
import { whoAnswers } from '#domain/tasks/who-answers.js';
import { taskStatus } from '#domain/tasks/task-status.js';
import { DecideTaskSuccessor } from '#commands/task.commands.js';
import { LogContext } from '#commands/log-context.js';
import type { Facts } from '#domain/facts.js';
import { existsOn } from '#domain/organisation/succession.js';
import { bind, type RegisteredPlace } from '../apps/cli/src/reform/binding.js';
import { type OfficialFiles, readOfficialLists } from '../apps/cli/src/reform/official-list.js';
import {
  approve,
  approvedPlan,
  type Decision,
  formatLines,
  type PlanLine,
  proposalLines,
  successionsOf,
} from '../apps/cli/src/reform/plan.js';
import { proposeSuccessors } from '../apps/cli/src/reform/successor-map.js';
import { LEGAL_BASES, type Phase, reformPhases } from '../apps/cli/src/reform/reform-records.js';
import { recordPhases } from '../apps/cli/src/reform/record-reform.js';
import { bodiesOf } from '../apps/cli/src/demo/records.js';
import { MADE_UP_DECISIONS, madeUpFiles } from '../apps/cli/src/reform/testing/made-up-lists.js';
import { type RecordedDemo, recordedDemo } from './demo-in-memory.js';

const BEFORE = '2025-06-30';
const AFTER = '2025-07-01';

const DEMO_PLACES: RegisteredPlace[] = bodiesOf('RegisterPlace').map(({ unitId, name, level, parent, from }) => ({
  unit: unitId,
  name,
  level,
  parent: parent ?? null,
  from,
}));

function phasesOf(plan: string): { lines: PlanLine[]; phases: Phase[] } {
  const { header, lines } = approvedPlan(plan);
  const official = successionsOf(lines).map(({ old, name, level, above }) => ({ code: old, name, level, above }));
  const bindings = bind(DEMO_PLACES, official, header.on);
  const settings = { bases: LEGAL_BASES, oldFrom: BEFORE, bodies: true, top: 'vn' };
  return { lines, phases: reformPhases(header, lines, bindings, settings) };
}

describe('a reform recorded over the five sources', () => {
  let demo: RecordedDemo;
  let phases: Phase[];
  let facts: Facts;

  beforeAll(async () => {
    demo = await recordedDemo();
    const lists = await readOfficialLists(await madeUpFiles());
    const proposal = formatLines(proposalLines(lists, proposeSuccessors(lists)));
    const approved = { by: 'Người B', at: '2025-08-01T00:00:00.000Z' };
    ({ phases } = phasesOf(formatLines(approve(proposal, formatLines(MADE_UP_DECISIONS), approved).lines)));
    const stopping = new AbortController();
    const stopped = await recordPhases(demo.desk, phases, {
      atOnce: 4,
      signal: stopping.signal,
      onProgress: ({ done }) => done === 20 && stopping.abort(),
    });
    // What is new in a run is told by the clock, to the millisecond.
    await sleep(5);
    const rest = await recordPhases(demo.desk, phases, { atOnce: 16 });
    expect([stopped.refused, rest.refused]).toEqual([[], []]);
    expect(rest.already).toBe(stopped.recorded + stopped.already);
    facts = await new LogContext(demo.log).known(await demo.log.head());
  });
  afterAll(() => demo.close());

  const end = (id: string) => {
    const found = facts.unit(id)?.end;
    return found && [found.kind, found.on, found.into.length];
  };
  /** Tasks that the place or one of its bodies leads. */
  const leads = (place: string) => {
    const inside = bodiesOf('RegisterBody').flatMap((body) => (body.place === place ? [body.unitId] : []));
    const units = [place, ...inside];
    return bodiesOf('AssignTask').flatMap((task) => (task.leads.some((id) => units.includes(id)) ? [task.taskId] : []));
  };
  const lines = (task: string, on: string) => whoAnswers(facts, task, on)?.lines ?? [];

  it('ends the units of the sources themselves and registers no doubles of them', () => {
    expect([end('hm'), end('hd'), end('hm-mai-dong'), end('hm-yen-so')]).toEqual([
      ['split', AFTER, 3],
      ['split', AFTER, 2],
      ['split', AFTER, 2],
      ['merged', AFTER, 1],
    ]);
    expect([facts.unit('dvhc-008'), facts.unit('dvhc-00301')]).toEqual([null, null]);
    expect(end('hn')).toBeNull();
  });
  it('marks every record as historical, with the legal basis as its source', async () => {
    const [registered, ...later] = await demo.log.readStream('unit-hm');
    expect(registered?.type).toBe('PlaceRegistered');
    expect(later.map((e) => [e.type, e.meta])).toEqual([
      ['UnitSplit', { historical: true, source: { document: LEGAL_BASES.district, line: 0 } }],
    ]);
  });
  it('keeps every task of Hoàng Mai and Hà Đông answered, before and after', () => {
    for (const place of ['hm', 'hd']) {
      expect(leads(place).length).toBeGreaterThan(0);
      for (const task of leads(place)) {
        const before = lines(task, BEFORE);
        expect(before.filter((l) => l.capacity === 'answers' || l.capacity === 'leads').length).toBeGreaterThan(0);
        const after = lines(task, AFTER);
        expect([task, taskStatus(facts, task, AFTER)?.status]).toEqual([task, 'needs-successor']);
        expect(after.find((l) => l.capacity === 'answers-for-orphan')?.office ?? null).not.toBeNull();
      }
    }
  });
  it('passes a task of a split unit on once its successor is decided, and one of a merged unit at once', async () => {
    const [task = ''] = leads('hm');
    const to = 'dvhc2025-00301';
    const decision = { taskId: task, from: 'hm', to, by: 'hn-thanh-uy', on: '2025-07-10' };
    await demo.desk.takeBody(DecideTaskSuccessor, decision);
    const now = await new LogContext(demo.log).known(await demo.log.head());
    const answering = (on: string) =>
      whoAnswers(now, task, on)?.lines.flatMap((l) => (l.capacity === 'answers' ? [l.office] : []));
    expect(answering('2025-07-10')).toContain(`${to}.du.bt`);
    expect(answering(BEFORE)).toEqual(lines(task, BEFORE).flatMap((l) => (l.capacity === 'answers' ? [l.office] : [])));
  });
  it('keeps the old tree askable; a unit of the same name or code is a new one (R8)', () => {
    const [old, made] = [facts.unit('hn-bach-mai'), facts.unit('dvhc2025-00601')];
    expect(old && [existsOn(facts, old, BEFORE), existsOn(facts, old, AFTER)]).toEqual([true, false]);
    expect(made && [existsOn(facts, made, BEFORE), existsOn(facts, made, AFTER)]).toEqual([false, true]);
    expect(made?.names[0]?.name).toBe(old?.names[0]?.name);
  });
});

const SHARED = '../shared/dataset/vn-units';
const files: OfficialFiles = {
  before: `${SHARED}/before-2025-07-01.json`,
  after: `${SHARED}/after-2026-07-25.json`,
  mergers: `${SHARED}/mergers-2025-07-01.json`,
};

describe('the reform of 1 July 2025 from the official lists', () => {
  if (!existsSync(files.mergers)) return void it.todo('needs the lists, which are not part of the project');
  let lines: PlanLine[];
  beforeAll(async () => {
    const lists = await readOfficialLists(files);
    lines = proposalLines(lists, proposeSuccessors(lists));
  });

  it('matches more than 99.9 % of 10,035 communes without a person, and loses and doubles none', () => {
    const communes = successionsOf(lines).filter((s) => s.level === 'commune');
    expect(new Set(communes.map((s) => s.old)).size).toBe(10_035);
    const open = communes.filter((s) => s.decide.length > 0);
    expect(open.length).toBeLessThanOrEqual(10);
    expect(communes.every((s) => s.claims.length > 0 || s.decide.length > 0)).toBe(true);
    const named = new Set(communes.flatMap((s) => s.claims.map((c) => c.into)));
    const whole = new Set(
      successionsOf(lines).flatMap((s) =>
        s.level === 'district' && s.kind === 'merge' ? s.claims.map((c) => c.into) : [],
      ),
    );
    const made = lines.flatMap((l) => (l.is === 'new' && l.level === 'commune' ? [l.code] : []));
    expect(made).toHaveLength(3321);
    expect(made.filter((code) => !named.has(code) && !whole.has(code))).toEqual([]);
  });
  it('knows that Mai Động went in parts to Vĩnh Tuy and Tương Mai, and binds the units of the sources', () => {
    const names = new Map(lines.flatMap((l) => (l.is === 'new' ? [[l.code, l.name] as const] : [])));
    const maiDong = successionsOf(lines).find((s) => s.name === 'Phường Mai Động');
    expect(maiDong?.claims.map((c) => names.get(c.into)).sort()).toEqual(['Phường Tương Mai', 'Phường Vĩnh Tuy']);
    const decisions: Decision[] = [];
    for (const s of successionsOf(lines)) {
      if (s.decide.length === 0) continue;
      const into = [
        s.claims[0]?.into ?? lines.flatMap((l) => (l.is === 'new' && l.level === 'commune' ? [l.code] : []))[0] ?? '',
      ];
      decisions.push({ old: s.old, into, by: 'Người A', reason: 'thử' });
    }
    for (const l of lines)
      if (l.is === 'unmatched') decisions.push({ new: l.new, words: l.words, by: 'Người A', reason: 'thử' });
    const approved = { by: 'Người B', at: '2025-08-01T00:00:00.000Z' };
    const { phases } = phasesOf(formatLines(approve(formatLines(lines), formatLines(decisions), approved).lines));
    const ended = new Set(phases.filter((p) => p.name.startsWith('ends')).flatMap((p) => p.records.map((r) => r.key)));
    expect(ended.has(`reform ${AFTER} SplitUnit hm`)).toBe(true);
    expect(ended.has(`reform ${AFTER} SplitUnit hm-mai-dong`)).toBe(true);
    expect(ended.has(`reform ${AFTER} SplitUnit dvhc-008`)).toBe(false);
    expect(phases.reduce((sum, p) => sum + p.records.length, 0)).toBeGreaterThan(38_000);
  });
});
