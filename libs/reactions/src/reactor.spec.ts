import type { Context } from '#commands/context.js';
import { LogContext } from '#commands/log-context.js';
import { InMemoryOutcomes } from '#commands/outcomes.js';
import { type CommandSideUnderTest, openCommandSide } from '#commands/testing/command-side.js';
import type { EventLog, LoggedEvent } from '#event-log/event-log.js';
import { InMemoryEventLog, InMemoryLogStore } from '#event-log/in-memory.event-log.js';
import type { Reaction } from './reaction.js';
import { REACTIONS } from './reaction-table.js';
import { commandIdOf, Reactor, type ReactorOptions } from './reactor.js';
import { Crash, Steps } from './testing/crashing.js';
import { district, eventful, recording, type Record } from '#commands/testing/district.js';
import { InMemoryReactionStore } from './testing/in-memory-reaction-store.js';

/** What outlives a process. */
class Machine {
  readonly logStore = new InMemoryLogStore();
  readonly outcomes = new InMemoryOutcomes();
  readonly store = new InMemoryReactionStore();
  /** The clock of the reactions. */
  day = '2021-08-15';

  async process(reactions: readonly Reaction[] = REACTIONS, options: ReactorOptions = {}) {
    const log = new InMemoryEventLog(this.logStore);
    const context = new LogContext(log);
    const side = await openCommandSide(log, this.outcomes, context);
    const now = () => new Date(`${this.day}T02:00:00Z`);
    const parts = { log, context, desk: side.desk, store: this.store, reactions };
    const reactor = new Reactor(parts, { now, ...options });
    return { reactor, side, record: recording(side.desk), log };
  }

  /** On a command side that is there already. */
  reactorOn(side: CommandSideUnderTest, log: OneOfSeveralLogs, steps = new Steps()): Reactor {
    const store = steps.around<InMemoryReactionStore>(this.store, ['checkpoint', 'move', 'due', 'looked']);
    const desk = steps.around(side.desk, ['react']);
    const now = () => new Date(`${this.day}T02:00:00Z`);
    return new Reactor({ log, context: log, desk, store, reactions: REACTIONS }, { now });
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
        const { taskId, findingId, unit, on } = data as { [K in 'taskId' | 'findingId' | 'unit']?: string } & {
          on: string;
        };
        return `${type} ${taskId ?? findingId ?? unit} ${on}`;
      });
  }
}

/** The log that is in use at present, with its context; so that one command side serves many short lives. */
class OneOfSeveralLogs implements EventLog, Context {
  /** Called before and after whatever is asked of it. */
  step: () => void = () => undefined;
  private log = new InMemoryEventLog(new InMemoryLogStore());
  private context = new LogContext(this.log);

  use(log: InMemoryEventLog): void {
    this.log = log;
    this.context = new LogContext(log);
  }

  append: EventLog['append'] = (...given) => this.around(() => this.log.append(...given));
  readStream: EventLog['readStream'] = (...given) => this.around(() => this.log.readStream(...given));
  head: EventLog['head'] = () => this.around(() => this.log.head());
  ask: Context['ask'] = (atLeast, question) => this.around(() => this.context.ask(atLeast, question));
  readAll: EventLog['readAll'] = (...given) => this.log.readAll(...given);
  subscribe: EventLog['subscribe'] = (...given) => this.log.subscribe(...given);
  close: EventLog['close'] = () => this.log.close();

  private async around<T>(work: () => Promise<T>): Promise<T> {
    this.step();
    const answer = await work();
    this.step();
    return answer;
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
    await machine.store.begin(0n);
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
    const { reactor } = await start(REACTIONS, { now: () => new Date(instant) });
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

  describe('of a reporting duty', () => {
    /** The districts owe the cases of each day by its evening, from 15 August on. */
    async function duty(record: Record): Promise<void> {
      await record('RegisterPlace', {
        unitId: 'qb',
        name: 'Quận B',
        level: 'district',
        parent: 'tp',
        from: '2020-01-01',
      });
      await record('DefineClass', { unitId: 'cac-quan', name: 'các quận', place: 'tp', total: 2 });
      const joined = ['qa', 'qb'];
      await record('ChangeClassMembership', { unitId: 'cac-quan', joined, left: [], on: '2021-01-01' });
      await record('SetReportingDuty', {
        dutyId: 'cd',
        title: 'Số ca trong ngày',
        by: 'tp.ubnd',
        owedBy: 'cac-quan',
        measure: 'cases',
        dueAt: '18:00',
        from: '2021-08-15',
      });
    }
    const reported = (record: Record, unit: string, day: string) => {
      const figures = [{ from: day, to: day, total: 3 }];
      return record('ReportCases', { reportId: `${unit}-${day}`, unit, figures, on: day });
    };
    const on = async (reactor: Reactor, day: string) => {
      machine.day = day;
      await reactor.once();
      return machine.drafted();
    };

    it('drafts a reminder to each unit whose figure is missing on the day after, one at a time', async () => {
      const { reactor, record } = await told(duty);
      await reported(record, 'qb', '2021-08-15');
      expect(await on(reactor, '2021-08-15')).toEqual([]);
      expect(await on(reactor, '2021-08-16')).toEqual(['ReminderDrafted qa 2021-08-16']);
      await reactor.once();
      expect(await on(reactor, '2021-08-17')).toEqual([
        'ReminderDrafted qa 2021-08-16',
        'ReminderDrafted qb 2021-08-17',
      ]);
      const reminder = (await machine.events()).find((event) => event.type === 'ReminderDrafted');
      await record('SignDraft', { draftId: reminder?.stream.slice(6) ?? '', office: 'tp.ct', on: '2021-08-17' });
      expect((await on(reactor, '2021-08-18')).slice(3)).toEqual(['ReminderDrafted qa 2021-08-18']);
      const [, , third] = (await machine.events()).filter((event) => event.type === 'ReminderDrafted');
      expect(third?.data).toMatchObject({ days: ['2021-08-16', '2021-08-17'] });
    });

    it('looks no more after the duty has ended, and again where its end is annulled', async () => {
      const { reactor, record } = await told(duty);
      for (const unit of ['qa', 'qb']) await reported(record, unit, '2021-08-15');
      const end = { dutyId: 'cd', by: 'tp.ubnd', on: '2021-08-16', reason: 'nhầm' };
      const ended = await record('EndReportingDuty', end);
      expect(await on(reactor, '2021-09-01')).toEqual([]);
      expect(await machine.store.status(1)).toMatchObject({ timers: 0 });
      await record('CreateOffice', { officeId: 'tp.pct', title: 'Phó Chủ tịch', body: 'tp.ubnd', head: false });
      await record('RegisterPerson', { personId: 'p.pct', name: 'Người thứ ba' });
      await record('Appoint', { officeId: 'tp.pct', personId: 'p.pct', kind: 'appointed', from: '2020-01-01' });
      const signed = { proposedBy: 'tp.pct', confirmedBy: 'tp.ct', on: '2021-09-01', reason: 'nhầm' };
      await record('AnnulRecord', { stream: 'duty-cd', target: ended.events[0]?.id ?? '', ...signed });
      await reactor.once();
      expect(await machine.drafted()).toEqual(['qa', 'qb'].map((unit) => `ReminderDrafted ${unit} 2021-09-01`));
    });

    it('sets nothing off where the duty was imported', async () => {
      const { reactor, side } = await start();
      await machine.store.begin(0n);
      const imported = recording(side.desk, { historical: true });
      await district(imported);
      await duty(imported);
      expect(await on(reactor, '2021-08-20')).toEqual([]);
    });
  });

  it('lets what was imported set nothing off', async () => {
    const { reactor, side } = await start();
    await machine.store.begin(0n);
    const imported = recording(side.desk, { historical: true });
    await district(imported);
    await eventful(imported);
    machine.day = '2026-01-01';
    await reactor.once();
    expect(await machine.drafted()).toEqual([]);
    expect(await machine.store.status(10)).toMatchObject({ timers: 0, failed: 0, last: [] });
  });

  it('begins at the head of an old log, and goes back only when it is told to', async () => {
    const { reactor, record } = await start();
    await district(record);
    await eventful(record);
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

  it('begins nothing by planning where it has never run', async () => {
    const { reactor, record } = await start();
    await district(record);
    await eventful(record);
    expect(await reactor.plan('2021-08-21')).toEqual([]);
    expect(await machine.store.checkpoint()).toBeNull();
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
    const { reactor } = await start([broken, ...REACTIONS]);
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
    const { reactor: second } = await start(REACTIONS, { retryMs: 5, tickMs: 5 });
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
    const log = new OneOfSeveralLogs();
    let side: CommandSideUnderTest;
    beforeAll(async () => {
      side = await openCommandSide(log, new InMemoryOutcomes(), log);
    });
    afterAll(() => side.close());

    /** Runs on two days, and crashes at a step of the first or of the second; `restartedOn` is the day of the restart. */
    async function run(at: readonly [number, number], restartedOn: string): Promise<[LoggedEvent[], number[]]> {
      machine = new Machine();
      await machine.store.begin(0n);
      log.use(new InMemoryEventLog(machine.logStore));
      const record = recording(side.desk);
      await district(record);
      await eventful(record);
      await record('SetReportingDuty', {
        dutyId: 'cd',
        title: 'Số ca trong ngày',
        by: 'tp.ubnd',
        owedBy: 'qa',
        measure: 'cases',
        dueAt: '18:00',
        from: '2021-08-20',
      });
      const taken: number[] = [];
      for (const [i, day] of ['2021-08-20', '2021-08-21'].entries()) {
        machine.day = day;
        const steps = new Steps(at[i]);
        log.step = () => steps.take();
        await machine
          .reactorOn(side, log, steps)
          .once()
          .catch((error: unknown) => expect(error).toBeInstanceOf(Crash));
        taken.push(steps.count);
        log.step = () => undefined;
        log.use(new InMemoryEventLog(machine.logStore));
        machine.day = i === 0 ? day : restartedOn;
        await machine.reactorOn(side, log).once();
      }
      return [await machine.events(), taken];
    }

    it.each([
      ['on the same day', '2021-08-21'],
      ['after midnight', '2021-08-22'],
    ])('has recorded the same as one that was never disturbed: %s', async (_, restartedOn) => {
      const [undisturbed, steps] = await run([Infinity, Infinity], '2021-08-21');
      expect(undisturbed.filter((event) => event.stream.startsWith('draft-'))).toHaveLength(4);
      const sameDay = restartedOn === '2021-08-21';
      for (const [day, count = 0] of steps.entries()) {
        expect(count).toBeGreaterThan(10);
        for (let at = 1; at <= count; at++) {
          const [events] = await run(day === 0 ? [at, Infinity] : [Infinity, at], restartedOn);
          expect([day, at, comparable(events, sameDay)]).toEqual([day, at, comparable(undisturbed, sameDay)]);
        }
      }
    });
  });
});

/** What has to be the same: all but the instant, and on another day all but what tells the day. */
function comparable(events: readonly LoggedEvent[], sameDay: boolean): object[] {
  return events.map(({ recordedAt: _, ...event }) => {
    if (sameDay || !['EscalationDrafted', 'ReminderDrafted'].includes(event.type)) return event;
    const { body: _body, decidedAt: _decidedAt, ...rest } = event;
    return { ...rest, data: { ...(event.data as object), on: null, overdueDays: null, days: null } };
  });
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it did not come to that');
}
