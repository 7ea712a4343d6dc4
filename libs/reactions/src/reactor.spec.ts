import { LogContext } from '#commands/log-context.js';
import { InMemoryOutcomes } from '#commands/outcomes.js';
import { type CommandSideUnderTest, openCommandSide } from '#commands/testing/command-side.js';
import type { LoggedEvent } from '#event-log/event-log.js';
import { InMemoryEventLog, InMemoryLogStore } from '#event-log/in-memory.event-log.js';
import type { Reaction } from './reaction.js';
import { REACTIONS } from './reaction-table.js';
import { commandIdOf, Reactor, type ReactorOptions } from './reactor.js';
import { Steps } from './testing/crashing.js';
import { district, eventful, recording, type Record } from './testing/district.js';
import { InMemoryReactionStore } from './testing/in-memory-reaction-store.js';

/** What outlives a process. */
class Machine {
  readonly logStore = new InMemoryLogStore();
  readonly outcomes = new InMemoryOutcomes();
  readonly store = new InMemoryReactionStore();
  /** The clock of the reactions. */
  day = '2021-08-15';

  async process(steps = new Steps(), reactions: readonly Reaction[] = REACTIONS, options: ReactorOptions = {}) {
    const log = steps.around(new InMemoryEventLog(this.logStore), ['append', 'readStream', 'head']);
    const context = steps.around(new LogContext(log), ['ask']);
    const side = await openCommandSide(log, this.outcomes, context);
    const desk = steps.around(side.desk, ['react']);
    const store = steps.around<InMemoryReactionStore>(this.store, ['checkpoint', 'move', 'due', 'looked']);
    const now = () => new Date(`${this.day}T02:00:00Z`);
    const reactor = new Reactor({ log, context, desk, store, reactions }, { now, ...options });
    return { reactor, side, record: recording(side.desk), log };
  }

  async events(): Promise<LoggedEvent[]> {
    const events: LoggedEvent[] = [];
    for await (const batch of new InMemoryEventLog(this.logStore).readAll(0n)) events.push(...batch);
    return events;
  }

  async drafted(): Promise<string[]> {
    return (await this.events())
      .filter((event) => event.stream.startsWith('draft-'))
      .map(({ type, data }) => {
        const { taskId, findingId, on } = data as { taskId?: string; findingId?: string; on: string };
        return `${type} ${taskId ?? findingId} ${on}`;
      });
  }
}

const ESCALATED = ['EscalationDrafted t1', 'EscalationDrafted t2'];

describe('the reactor', () => {
  let machine: Machine;
  let open: { side: CommandSideUnderTest }[];
  beforeEach(() => {
    machine = new Machine();
    open = [];
  });
  afterEach(async () => {
    for (const { side } of open) await side.close();
  });

  async function start(...given: Parameters<Machine['process']>) {
    const process = await machine.process(...given);
    open.push(process);
    return process;
  }
  async function told(tell: (record: Record) => Promise<void> = eventful) {
    const process = await start();
    await district(process.record);
    await tell(process.record);
    return process;
  }

  it('drafts what an event sets off at once, and what a date sets off on the day after it', async () => {
    const { reactor } = await told();
    await reactor.once();
    expect(await machine.drafted()).toEqual(['RectificationDrafted f1 2021-08-12']);
    machine.day = '2021-08-20';
    await reactor.once();
    expect(await machine.drafted()).toHaveLength(1);
    machine.day = '2021-08-21';
    await reactor.once();
    expect((await machine.drafted()).slice(1)).toEqual(ESCALATED.map((draft) => `${draft} 2021-08-21`));
    machine.day = '2021-09-21';
    await reactor.once();
    expect(await machine.drafted()).toHaveLength(3);
  });

  it('records as nobody, names the cause, and its ids follow from reaction and cause', async () => {
    const { reactor } = await told();
    machine.day = '2021-08-21';
    await reactor.once();
    const events = await machine.events();
    const assigned = events.find((event) => event.type === 'TaskAssigned');
    const drafted = events.find((event) => event.type === 'EscalationDrafted');
    const command = commandIdOf({ name: 'escalation' }, assigned?.id ?? '', { subject: 't1' });
    expect(drafted).toMatchObject({
      stream: `draft-${command}`,
      command,
      actor: null,
      office: null,
      causation: assigned?.id,
      correlation: assigned?.correlation,
    });
    expect(drafted?.decidedAt).toBeGreaterThanOrEqual(Number(assigned?.ordinal));
  });

  it('takes a day to begin and end in Asia/Ho_Chi_Minh', async () => {
    let instant = '2021-08-20T16:59:59Z';
    const { reactor } = await start(new Steps(), REACTIONS, { now: () => new Date(instant) });
    await told();
    await reactor.once();
    expect(await machine.drafted()).toHaveLength(1);
    instant = '2021-08-20T17:00:00Z';
    await reactor.once();
    expect(await machine.drafted()).toHaveLength(3);
  });

  it('looks again when what held it up is over, and not any more when the date is replaced or the task done', async () => {
    const { reactor, record } = await told();
    await record('SuspendTask', { taskId: 't1', by: 'tp.ubnd', on: '2021-08-18', reason: 'chờ' });
    await record('GrantExtension', {
      taskId: 't2',
      by: 'tp.ubnd',
      deadline: '2021-08-25',
      on: '2021-08-18',
      reasonCode: 'resources',
      reason: 'thiếu người',
    });
    machine.day = '2021-08-21';
    await reactor.once();
    expect(await machine.drafted()).toHaveLength(1);
    await record('ResumeTask', { taskId: 't1', by: 'tp.ubnd', on: '2021-08-21' });
    await reactor.once();
    expect((await machine.drafted()).slice(1)).toEqual(['EscalationDrafted t1 2021-08-21']);
    await record('ReportCompletion', { taskId: 't2', by: 'qa.ubnd', on: '2021-08-24' });
    await record('VerifyCompletion', { taskId: 't2', by: 'tp.ubnd', on: '2021-08-24' });
    machine.day = '2021-08-26';
    await reactor.once();
    expect(await machine.drafted()).toHaveLength(2);
  });

  it('comes back to a date when what replaced it is annulled', async () => {
    const { reactor, record } = await told();
    await record('CreateOffice', { officeId: 'tp.pct', title: 'Phó Chủ tịch', body: 'tp.ubnd', head: false });
    await record('RegisterPerson', { personId: 'p.pct', name: 'Người thứ ba' });
    await record('Appoint', { officeId: 'tp.pct', personId: 'p.pct', kind: 'appointed', from: '2020-01-01' });
    const extended = await record('GrantExtension', {
      taskId: 't1',
      by: 'tp.ubnd',
      deadline: '2021-12-31',
      on: '2021-08-18',
      reasonCode: 'resources',
      reason: 'nhầm nhiệm vụ',
    });
    machine.day = '2021-08-22';
    await reactor.once();
    expect(await machine.drafted()).not.toContain('EscalationDrafted t1 2021-08-22');
    const target = extended.events[0]?.id ?? '';
    const signed = { proposedBy: 'tp.pct', confirmedBy: 'tp.ct', on: '2021-08-22', reason: 'nhầm' };
    await record('AnnulRecord', { stream: 'task-t1', target, ...signed });
    await reactor.once();
    expect(await machine.drafted()).toContain('EscalationDrafted t1 2021-08-22');
  });

  it('escalates each member’s task of a class, also where the date comes after the fan-out', async () => {
    const { reactor, record } = await told(async (record) => {
      await record('DefineClass', { unitId: 'cac-quan', name: 'các quận', place: 'tp', total: 1 });
      await record('ChangeClassMembership', { unitId: 'cac-quan', joined: ['qa'], left: [], on: '2021-01-01' });
      const leads = { leads: ['cac-quan'], on: '2021-08-10', directiveId: 'd', title: 'Rà soát' };
      await record('AssignTask', { taskId: 'c1', deadline: '2021-08-20', ...leads });
      await record('AssignTask', { taskId: 'c2', ...leads });
      for (const taskId of ['c1', 'c2']) await record('FanOutTask', { taskId, to: ['qa'], on: '2021-08-11' });
    });
    await record('ClarifyDeadline', { taskId: 'c2', by: 'tp.ubnd', deadline: '2021-08-22', on: '2021-08-12' });
    machine.day = '2021-08-23';
    await reactor.once();
    expect(await machine.drafted()).toEqual(['c1~qa', 'c2~qa'].map((task) => `EscalationDrafted ${task} 2021-08-23`));
  });

  it('lets what was imported set nothing off', async () => {
    const { reactor, side } = await start();
    const imported = recording(side.desk, { historical: true });
    await district(imported);
    await eventful(imported);
    machine.day = '2026-01-01';
    await reactor.once();
    expect(await machine.drafted()).toEqual([]);
    expect(await machine.store.status(10)).toMatchObject({ timers: 0, failed: 0, last: [] });
  });

  it('begins at the head of an old log, and goes back only when it is told to', async () => {
    const { reactor, log } = await told();
    await machine.store.begin(await log.head());
    machine.day = '2021-08-21';
    await reactor.once();
    expect(await machine.drafted()).toEqual([]);
    await machine.store.goBack(0n);
    await reactor.once();
    expect(await machine.drafted()).toHaveLength(3);
    await machine.store.goBack(0n);
    await reactor.once();
    expect(await machine.drafted()).toHaveLength(3);
  });

  it('plans what it would do on a day, and does none of it', async () => {
    const { reactor } = await told();
    const planned = (await reactor.plan('2021-08-21')).map((one) => `${one.reaction} ${one.subject}`);
    expect(planned).toEqual(['rectification qa', 'escalation t1', 'escalation t2']);
    expect((await reactor.plan('2021-08-20')).map((one) => one.reaction)).toEqual(['rectification']);
    expect(await machine.drafted()).toEqual([]);
    expect(await machine.store.status(10)).toMatchObject({ checkpoint: 0n, timers: 0, last: [] });
    machine.day = '2021-08-20';
    await reactor.once();
    expect((await reactor.plan('2021-08-21')).map((one) => one.command)).toEqual([
      'DraftEscalation',
      'DraftEscalation',
    ]);
  });

  it('puts a reaction that cannot be asked down as failed, and goes on with the others', async () => {
    const broken: Reaction = {
      name: 'broken',
      on: {
        FindingLogged: () => {
          throw new Error('mã lỗi');
        },
      },
    };
    await told();
    const { reactor } = await start(new Steps(), [broken, ...REACTIONS]);
    await reactor.once();
    expect(await machine.drafted()).toEqual(['RectificationDrafted f1 2021-08-12']);
    const { failed, last } = await machine.store.status(10);
    expect([failed, last.map((deed) => `${deed.reaction} ${deed.outcome}`).sort()]).toEqual([
      1,
      ['broken failed: mã lỗi', 'rectification recorded'],
    ]);
  });

  it('puts down that a rule refused, and does not record', async () => {
    const { reactor, record } = await told();
    await record('DraftRectification', { draftId: 'mine', findingId: 'f1', unit: 'qa', on: '2021-08-13' });
    await reactor.once();
    expect(await machine.drafted()).toEqual(['RectificationDrafted f1 2021-08-13']);
    expect((await machine.store.status(1)).last).toMatchObject([{ outcome: 'refused: draft-already-prepared' }]);
  });

  it('of two that both believe they lead records nothing twice', async () => {
    await told();
    machine.day = '2021-08-21';
    const both = await Promise.all([start(), start()]);
    await Promise.allSettled(both.map(({ reactor }) => reactor.once()));
    await both[0]?.reactor.once();
    expect((await machine.drafted()).sort()).toEqual([
      ...ESCALATED.map((draft) => `${draft} 2021-08-21`),
      'RectificationDrafted f1 2021-08-12',
    ]);
  });

  it('runs by itself, one of several, and ends when it is told to', async () => {
    const { record, reactor: first } = await told();
    const { reactor: second } = await start(new Steps(), REACTIONS, { retryMs: 5, tickMs: 5 });
    first.start();
    await until(() => first.state.leading);
    second.start();
    machine.day = '2021-08-21';
    await until(async () => (await machine.drafted()).length === 1);
    expect(second.state.leading).toBe(false);
    await first.stop();
    await until(() => second.state.leading);
    await until(async () => (await machine.drafted()).length === 3);
    const finding = { findingId: 'f2', kind: 'violation', occasion: 'press', summary: 'Vi phạm' } as const;
    await record('LogFinding', { ...finding, units: ['qa.ubnd'], on: '2021-08-13' });
    await until(async () => (await machine.drafted()).length === 4);
    await second.stop();
    expect(second.state).toMatchObject({ leading: false, trouble: null });
  });

  describe('crashed at any step and started again', () => {
    /** Runs until everything is done, from a crash at step `at` on the first day or the second. */
    async function run(at: [number, number]): Promise<[events: LoggedEvent[], steps: [number, number]]> {
      machine = new Machine();
      await told();
      const taken: [number, number] = [0, 0];
      for (const [i, day] of ['2021-08-20', '2021-08-21'].entries()) {
        machine.day = day;
        const steps = new Steps(at[i]);
        const { reactor } = await start(steps);
        await reactor.once().catch(() => undefined);
        taken[i] = steps.count;
        // The machine stood still over midnight: what comes again comes on another day.
        machine.day = i === 0 ? day : '2021-08-22';
        await (await start()).reactor.once();
      }
      for (const { side } of open.splice(0)) await side.close();
      return [await machine.events(), taken];
    }
    const comparable = (events: readonly LoggedEvent[]) =>
      events.map(({ recordedAt: _, decidedAt: __, body: ___, ordinal: ____, data, ...event }) => {
        const { on: _on, overdueDays: _days, ...rest } = data as { on?: string; overdueDays?: number };
        return { ...event, data: rest };
      });

    it('has recorded the same as one that was never disturbed', async () => {
      const [undisturbed, [first, second]] = await run([Infinity, Infinity]);
      expect(undisturbed.filter((event) => event.stream.startsWith('draft-'))).toHaveLength(3);
      expect([first, second].every((steps) => steps > 10)).toBe(true);
      for (let at = 1; at <= first; at++) {
        const [events] = await run([at, Infinity]);
        expect([at, comparable(events)]).toEqual([at, comparable(undisturbed)]);
      }
      for (let at = 1; at <= second; at++) {
        const [events] = await run([Infinity, at]);
        expect([at, comparable(events)]).toEqual([at, comparable(undisturbed)]);
      }
    });
  });
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it did not come to that');
}
