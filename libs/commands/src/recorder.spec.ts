import type { Type } from '@nestjs/common';
import { createTestDatabase } from '#database/testing/test-database.js';
import type { Database } from '#database/database.js';
import { RuleViolation } from '#domain/rule-violation.js';
import { person, registerPerson } from '#domain/organisation/person.js';
import { type EventLog, LogUnavailable } from '#event-log/event-log.js';
import { InMemoryEventLog, InMemoryLogStore } from '#event-log/in-memory.event-log.js';
import { migrateLog } from '#event-log/postgres-schema.js';
import { PostgresEventLog } from '#event-log/postgres.event-log.js';
import { sampleEnvelope, sampleId } from '#event-log/testing/sample-envelope.js';
import { UnknownSchemaVersion, type Upcasters } from '#event-log/upcast.js';
import type { CommandDesk } from './command-desk.js';
import { type BodyOf, COMMANDS, type CommandName } from './command-registry.js';
import { attachMeta, type CommandMeta, type Receipt, type RecordingCommand } from './command.js';
import { LogContext } from './log-context.js';
import { RegisterPerson } from './office.commands.js';
import { InMemoryOutcomes } from './outcomes.js';
import { StaleRevision } from './precondition.js';
import { CommandIdReused, Recorder } from './recorder.js';
import { FaultyLog, openCommandSide } from './testing/command-side.js';

const COMMAND_ID = '0b5d5a86-3b1f-5a43-9f0e-5d2b1c7a9e11';
const meta: CommandMeta = {
  commandId: COMMAND_ID,
  actor: 'p:an',
  office: 'qa.vp',
  correlation: COMMAND_ID,
  causation: null,
  record: { source: { document: 'VB', line: 7 }, historical: true },
};

function registering(name: string): RegisterPerson {
  return attachMeta(Object.assign(new RegisterPerson(), { personId: 'p1', name }), meta);
}

describe('the recorder', () => {
  const clock = () => new Date('2026-11-22T01:02:03.004Z');
  const recorderOn = (log: EventLog, outcomes = new InMemoryOutcomes()) =>
    new Recorder(log, new LogContext(log), outcomes, clock);
  const record = (recorder: Recorder, name: string) =>
    recorder.record(person, 'p1', registering(name), (state) => registerPerson(state, { personId: 'p1', name }));

  it('fills the envelope from the command and one clock', async () => {
    const log = new InMemoryEventLog();
    await record(recorderOn(log), 'Nguyễn Ất');
    const [event] = await log.readStream('person-p1');
    expect(event).toMatchObject({
      v: 1,
      origin: 'trachnhiem',
      stream: 'person-p1',
      revision: 0,
      type: 'PersonRegistered',
      schema: 1,
      recordedAt: '2026-11-22T01:02:03.004Z',
      actor: 'p:an',
      office: 'qa.vp',
      command: COMMAND_ID,
      correlation: COMMAND_ID,
      causation: null,
      decidedAt: null,
      data: { personId: 'p1', name: 'Nguyễn Ất' },
      meta: { source: { document: 'VB', line: 7 }, historical: true },
    });
    expect(event?.body).toMatch(/^[0-9a-f]{64}$/);
  });

  it('reads an event of an old version in today’s, decides on it and records in today’s', async () => {
    const log = new InMemoryEventLog();
    const old = sampleEnvelope('person-p1', 0, {
      type: 'PersonRegistered',
      schema: 1,
      data: { id: 'p1', called: 'Ất' },
    });
    await log.append('person-p1', [old], 'new');
    // An invented first version, in which the fields had other names.
    const invented: Upcasters = {
      PersonRegistered: [
        (data) => ({ personId: (data as { id: string }).id, name: (data as { called: string }).called }),
      ],
    };
    const recorder = new Recorder(log, new LogContext(log, invented), new InMemoryOutcomes(), clock, 'mẫu', invented);
    const refusal = await record(recorder, 'Bính').catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'person-already-registered' });
    const seen: unknown[] = [];
    await recorder.recordInContext(
      person,
      'p2',
      attachMeta(registering('Đinh'), { ...meta, commandId: sampleId('2') }),
      (state, facts) => {
        seen.push(facts.person('p1')?.name);
        return registerPerson(state, { personId: 'p2', name: 'Đinh' });
      },
    );
    expect(seen).toEqual(['Ất']);
    expect((await log.readStream('person-p2')).map((event) => event.schema)).toEqual([2]);
    expect((await log.readStream('person-p1'))[0]).toMatchObject({ schema: 1, data: { id: 'p1', called: 'Ất' } });
  });

  it('decides nothing on an event of a version that it does not know', async () => {
    const log = new InMemoryEventLog();
    const later = sampleEnvelope('person-p1', 0, { type: 'PersonRegistered', schema: 2, data: { personId: 'p1' } });
    await log.append('person-p1', [later], 'new');
    await expect(record(recorderOn(log), 'Ất')).rejects.toThrow(UnknownSchemaVersion);
    expect(await log.head()).toBe(1n);
  });

  it('keeps that nothing had to be recorded, and says it again', async () => {
    const log = new InMemoryEventLog();
    const recorder = recorderOn(log);
    const nothing = await recorder.record(person, 'p1', registering('a'), () => []);
    expect(nothing).toEqual({ commandId: COMMAND_ID, position: null, events: [] });
    expect(await record(recorder, 'a')).toEqual(nothing);
    await expect(record(recorder, 'b')).rejects.toThrow(CommandIdReused);
    expect(await log.head()).toBe(0n);
  });

  it('refuses another body under the id of a command that was refused', async () => {
    const recorder = recorderOn(new InMemoryEventLog());
    const refuse = (name: string) =>
      recorder.record(person, 'p1', registering(name), () => {
        throw new RuleViolation('person-already-registered', 'p1');
      });
    await expect(refuse('a')).rejects.toThrow(RuleViolation);
    await expect(record(recorder, 'a')).rejects.toThrow(RuleViolation);
    await expect(record(recorder, 'b')).rejects.toThrow(CommandIdReused);
  });

  it('keeps no outcome of a failure that is no refusal', async () => {
    const log = new FaultyLog(new InMemoryEventLog());
    const recorder = recorderOn(log);
    log.appendsLost = 2;
    await expect(record(recorder, 'a')).rejects.toThrow(LogUnavailable);
    expect((await record(recorder, 'a')).position).toBe(1);
  });
});

const NAME = 'Chỉ thị về phòng, chống dịch';

/** Desk with a place, a body with two offices and their holders. */
class City {
  private constructor(
    readonly desk: CommandDesk,
    readonly log: FaultyLog,
    readonly outcomes: InMemoryOutcomes,
    private readonly store: InMemoryLogStore,
    readonly close: () => Promise<void>,
  ) {}

  static async open(store = new InMemoryLogStore(), outcomes = new InMemoryOutcomes()): Promise<City> {
    const log = new FaultyLog(new InMemoryEventLog(store));
    const side = await openCommandSide(log, outcomes);
    return new City(side.desk, log, outcomes, store, () => side.close());
  }

  /** Another process on the same store. */
  restarted(): Promise<City> {
    return City.open(this.store, this.outcomes);
  }

  take<N extends CommandName>(name: N, body: BodyOf<N>, key: string | null = null): Promise<Receipt> {
    const command: Type<RecordingCommand> = COMMANDS[name];
    return this.desk.takeBody(command, body, { idempotencyKey: key });
  }

  async found(): Promise<this> {
    await this.take('RegisterPlace', { unitId: 'qa', name: 'Quận A', level: 'district', from: '2020-01-01' });
    const body = {
      unitId: 'qa.ubnd',
      name: 'UBND quận A',
      place: 'qa',
      line: 'government',
      from: '2020-01-01',
    } as const;
    await this.take('RegisterBody', body);
    for (const [office, head] of [
      ['ct', true],
      ['pct', false],
      ['vp', false],
    ] as const) {
      await this.take('CreateOffice', { officeId: `qa.${office}`, title: office, body: 'qa.ubnd', head });
    }
    for (const [office, id] of [
      ['ct', 'p1'],
      ['pct', 'p2'],
      ['vp', 'p1'],
    ] as const) {
      if (office !== 'vp') await this.take('RegisterPerson', { personId: id, name: `Người ${id}` });
      const seat = { officeId: `qa.${office}`, personId: id, kind: 'appointed', from: '2020-01-01' } as const;
      await this.take('Appoint', seat);
    }
    return this;
  }

  issue(directiveId: string, number: string | null, key: string): Promise<Receipt> {
    const body = { directiveId, form: 'document', issuer: 'qa.ubnd', title: NAME, number, on: '2021-08-10' } as const;
    return this.take('IssueDirective', body, key);
  }

  async stream(name: string): Promise<string[]> {
    return (await this.log.readStream(name)).map((event) => event.type);
  }
}

let city: City;
beforeEach(async () => {
  city = await (await City.open()).found();
});
afterEach(() => city.close());

describe('a directive with a number', () => {
  it('is entered in its issuer’s register and issued, once each', async () => {
    const receipt = await city.issue('d1', '16/CT-UBND', 'a');
    expect(await city.issue('d1', '16/CT-UBND', 'a')).toEqual(receipt);
    expect(await city.stream('register-qa.ubnd')).toEqual(['NumberEntered']);
    expect(await city.stream('directive-d1')).toEqual(['DirectiveIssued']);
  });

  it('is finished by the retry after a crash between the two', async () => {
    city.log.crashesAtAppend = city.log.appends + 2;
    await expect(city.issue('d1', '16/CT-UBND', 'a')).rejects.toThrow(LogUnavailable);
    const after = await city.restarted();
    expect([await after.stream('register-qa.ubnd'), await after.stream('directive-d1')]).toEqual([
      ['NumberEntered'],
      [],
    ]);
    const receipt = await after.issue('d1', '16/CT-UBND', 'a');
    expect(receipt.events.map((event) => event.type)).toEqual(['DirectiveIssued']);
    expect(await after.stream('register-qa.ubnd')).toEqual(['NumberEntered']);
    await after.close();
  });

  it('keeps its number for itself between the two, also for a command of its own', async () => {
    city.log.crashesAtAppend = city.log.appends + 2;
    await expect(city.issue('d1', '16/CT-UBND', 'a')).rejects.toThrow(LogUnavailable);
    const after = await city.restarted();
    await expect(after.issue('d2', '16/CT-UBND', 'b')).rejects.toMatchObject({ code: 'number-taken' });
    expect((await after.issue('d1', '16/CT-UBND', 'c')).events).toHaveLength(1);
    expect(await after.stream('register-qa.ubnd')).toEqual(['NumberEntered']);
    await after.close();
  });

  it('races another for the number: exactly one wins, from two processes too', async () => {
    const other = await city.restarted();
    const ids = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6'];
    const outcomes = await Promise.allSettled(
      ids.map((id, i) => (i % 2 === 0 ? city : other).issue(id, '16/CT-UBND', id)),
    );
    const lost = outcomes.flatMap((o) => (o.status === 'rejected' ? [(o.reason as RuleViolation).code] : []));
    expect(lost).toEqual(Array(5).fill('number-taken'));
    expect(await city.stream('register-qa.ubnd')).toEqual(['NumberEntered']);
    const issued = await Promise.all(ids.map((id) => city.stream(`directive-${id}`)));
    expect(issued.flat()).toEqual(['DirectiveIssued']);
    await other.close();
  });
});

describe('an annulment', () => {
  const wrongEntry = async () => {
    const { events } = await city.take('RenameUnit', { unitId: 'qa', name: 'Quận B', on: '2021-01-01' });
    const target = events[0]?.id ?? '';
    return { stream: 'unit-qa', target, on: '2021-02-01', reason: 'nhập nhầm' };
  };

  it('is proposed by one person and confirmed by another', async () => {
    const act = await wrongEntry();
    const proposed = await city.take('ProposeAnnulment', { ...act, office: 'qa.ct' });
    const proposal = proposed.events[0]?.id ?? '';
    const confirmed = await city.take('ConfirmAnnulment', { ...act, proposal, office: 'qa.pct' });
    expect(confirmed.events.map((event) => event.type)).toEqual(['RecordAnnulled']);
  });

  it('is not confirmed by the person who proposed it, in another office either', async () => {
    const act = await wrongEntry();
    const proposal = (await city.take('ProposeAnnulment', { ...act, office: 'qa.ct' })).events[0]?.id ?? '';
    const confirm = (office: string) => city.take('ConfirmAnnulment', { ...act, proposal, office });
    await expect(confirm('qa.ct')).rejects.toMatchObject({ code: 'two-offices-needed' });
    await expect(confirm('qa.vp')).rejects.toMatchObject({ code: 'two-persons-needed' });
    expect(await city.stream('unit-qa')).toEqual(['PlaceRegistered', 'UnitRenamed', 'AnnulmentProposed']);
  });

  it('on paper records both signatures or neither', async () => {
    const act = await wrongEntry();
    const sign = (confirmedBy: string) => city.take('AnnulRecord', { ...act, proposedBy: 'qa.ct', confirmedBy }, 'a');
    const alone = { ...act, proposedBy: 'qa.ct', confirmedBy: 'qa.vp' };
    await expect(city.take('AnnulRecord', alone)).rejects.toMatchObject({ code: 'two-persons-needed' });
    const receipt = await sign('qa.pct');
    expect(receipt.events.map((event) => event.type)).toEqual(['AnnulmentProposed', 'RecordAnnulled']);
    expect(await sign('qa.pct')).toEqual(receipt);
    const stored = await city.log.readStream('unit-qa');
    expect(stored.at(-1)?.data).toMatchObject({ target: act.target, proposal: stored.at(-2)?.id });
  });

  it('of what is no record is refused', async () => {
    const act = await wrongEntry();
    for (const stream of ['lạ-1', 'unit-khong-co', 'unit', '-', '__proto__-x']) {
      const sent = city.take('ProposeAnnulment', { ...act, stream, office: 'qa.ct' });
      await expect(sent).rejects.toThrow();
      await sent.catch((error: unknown) => {
        const { name } = error as Error;
        expect(['RuleViolation', 'InvalidCommand']).toContain(name);
      });
    }
  });
});

describe('a command that expects a revision', () => {
  const at = (revision: number) => [{ revision, mark: null }];
  const rename = (side: CommandDesk, name: string, revision: number) =>
    side.takeBody(COMMANDS.RenameUnit, { unitId: 'qa', name, on: '2021-01-01' }, { expected: at(revision) });

  it('is recorded at that revision, and refused with the actual one when the subject has moved on', async () => {
    const receipt = await rename(city.desk, 'Quận B', 0);
    expect(receipt.events.map((event) => event.revision)).toEqual([1]);
    const head = await city.log.head();
    await expect(rename(city.desk, 'Quận C', 0)).rejects.toMatchObject({ stream: 'unit-qa', actual: 1 });
    await expect(rename(city.desk, 'Quận C', 2)).rejects.toBeInstanceOf(StaleRevision);
    expect(await city.log.head()).toBe(head);
  });

  it('of many that expect the same, from two processes, exactly one is recorded', async () => {
    const other = await city.restarted();
    const sent = Array.from({ length: 12 }, (_, i) => rename((i % 2 === 0 ? city : other).desk, `Tên ${i}`, 0));
    const lost = (await Promise.allSettled(sent)).filter((answer) => answer.status === 'rejected');
    expect(lost.map((answer) => (answer.reason as StaleRevision).name)).toEqual(Array(11).fill('StaleRevision'));
    expect(await city.stream('unit-qa')).toEqual(['PlaceRegistered', 'UnitRenamed']);
    await other.close();
  });

  it('that records in two streams is refused before it records in the first', async () => {
    const body = { directiveId: 'd1', form: 'document', issuer: 'qa.ubnd', title: NAME, on: '2021-08-10' };
    const sent = city.desk.takeBody(COMMANDS.IssueDirective, { ...body, number: '16/CT-UBND' }, { expected: '*' });
    await expect(sent).rejects.toMatchObject({ name: 'StaleRevision', actual: null });
    expect(await city.stream('register-qa.ubnd')).toEqual([]);
  });
});

describe('many writers at one stream', () => {
  let database: Database;
  beforeAll(async () => {
    database = await createTestDatabase();
    await migrateLog(database.urls.owner);
  });
  afterAll(() => database.close());

  it.each([16, 64])('%i at once are all recorded, one after the other', async (writers) => {
    const unitId = `q${writers}`;
    const logs = await Promise.all([1, 2].map(() => PostgresEventLog.open({ url: database.urls.app })));
    const outcomes = new InMemoryOutcomes();
    const sides = await Promise.all(logs.map((log) => openCommandSide(log, outcomes)));
    try {
      const take = async <N extends CommandName>(side: number, name: N, body: BodyOf<N>) =>
        sides[side % 2]?.desk.takeBody(COMMANDS[name] as Type<RecordingCommand>, body);
      await take(0, 'RegisterPlace', { unitId, name: 'Quận', level: 'district', from: '2020-01-01' });
      const day = (i: number) => new Date(Date.UTC(2021, 0, 1 + i)).toISOString().slice(0, 10);
      await Promise.all(
        Array.from({ length: writers }, (_, i) => take(i, 'RenameUnit', { unitId, name: `Tên ${i}`, on: day(i) })),
      );
      const events = (await logs[0]?.readStream(`unit-${unitId}`)) ?? [];
      const names = events.slice(1).map((event) => (event.data as { name: string }).name);
      expect(events.map((event) => event.revision)).toEqual(Array.from({ length: writers + 1 }, (_, i) => i));
      expect(new Set(names).size).toBe(writers);
    } finally {
      for (const side of sides) await side.close();
      for (const log of logs) await log.close();
    }
  });
});
