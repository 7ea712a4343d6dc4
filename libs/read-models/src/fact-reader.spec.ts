import { createTestDatabase } from '#database/testing/test-database.js';
import type { Database } from '#database/database.js';
import type { Facts } from '#domain/facts.js';
import { city, Story } from '#domain/testing/story.js';
import type { Json } from '#event-log/json.js';
import { askTaskStatus, askWhoAnswers } from './accountability.js';
import { FactsUnreadable, KnownAtBeyondHead, NotYetKnown } from './fact-reader.js';
import { envelopeOf, instantOf, loggedId, type RecordOptions, recordStory } from './testing/recorded-story.js';
import { ReadSide, type ReadSideOptions } from './testing/read-side.js';

let database: Database;
let opened = 0;
const sides: ReadSide[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  for (const side of sides.splice(0)) await side.close();
});
afterAll(() => database.close());

async function open(options: ReadSideOptions = {}): Promise<ReadSide> {
  const side = await ReadSide.open(database, `reader_${++opened}`, options);
  sides.push(side);
  return side;
}

async function readSideOf(story: Story, record: RecordOptions = {}, options: ReadSideOptions = {}): Promise<ReadSide> {
  const side = await open(options);
  await recordStory(side.log, story, record);
  await side.project();
  return side;
}

const knownAtOf = (side: ReadSide, knownAt?: string, atLeast?: number): Promise<number> =>
  side.reader.snapshot({ knownAt, atLeast }, (snapshot) => Promise.resolve(snapshot.knownAt));

const threePlaces = (): Story => {
  const story = new Story();
  for (const id of ['qa', 'qb', 'qc']) story.place(id);
  return story;
};

describe('known time', () => {
  it('is the last projected event if nothing is said', async () => {
    expect(await knownAtOf(await readSideOf(threePlaces()))).toBe(3);
  });

  it('is nothing at all before the first event', async () => {
    expect(await knownAtOf(await open())).toBe(0);
  });

  it('is an ordinal, and nothing later is used', async () => {
    const side = await readSideOf(threePlaces());
    const known = await side.reader.snapshot({ knownAt: '2' }, (snapshot) =>
      snapshot.facts((facts) => ['qa', 'qb', 'qc'].map((id) => facts.unit(id) !== null)),
    );
    expect(known).toEqual([true, true, false]);
  });

  it('as an instant is the last event recorded by then, to the millisecond', async () => {
    const side = await readSideOf(threePlaces());
    expect(await knownAtOf(side, instantOf(2))).toBe(2);
    expect(await knownAtOf(side, new Date(Date.parse(instantOf(2)) - 1).toISOString())).toBe(1);
    expect(await knownAtOf(side, '2026-01-01T07:00:02+07:00')).toBe(2);
    expect(await knownAtOf(side, '2025-12-31T23:59:59Z')).toBe(0);
  });

  it('as an instant goes by the running maximum where a clock went backwards', async () => {
    const seconds = [0, 10, 4, 20];
    const recordedAt = (ordinal: number) => instantOf(seconds[ordinal] ?? 0);
    const side = await readSideOf(threePlaces(), { recordedAt });
    // The second event says 4 s, but stands after one that says 10 s.
    expect(await knownAtOf(side, instantOf(5))).toBe(0);
    expect(await knownAtOf(side, instantOf(10))).toBe(2);
    expect(await knownAtOf(side, instantOf(19))).toBe(2);
    expect(await knownAtOf(side, instantOf(20))).toBe(3);
  });

  it('goes by the running maximum across batches too', async () => {
    const side = await open();
    const seconds = [0, 10, 4, 20];
    await recordStory(side.log, threePlaces(), { recordedAt: (ordinal) => instantOf(seconds[ordinal] ?? 0) });
    await side.project(1);
    expect(await knownAtOf(side, instantOf(5))).toBe(0);
    expect(await knownAtOf(side, instantOf(10))).toBe(2);
  });

  it('beyond the log is refused', async () => {
    const side = await readSideOf(threePlaces());
    await expect(knownAtOf(side, '4')).rejects.toThrow(KnownAtBeyondHead);
    await expect(knownAtOf(side, '999999999999999')).rejects.toThrow(KnownAtBeyondHead);
    expect(await knownAtOf(side, '3')).toBe(3);
  });

  it('in the future is refused', async () => {
    const now = () => new Date('2026-03-01T00:00:00.000Z');
    const side = await readSideOf(threePlaces(), {}, { reader: { now } });
    await expect(knownAtOf(side, '2026-03-01T00:00:00.001Z')).rejects.toThrow(KnownAtBeyondHead);
    expect(await knownAtOf(side, '2026-03-01T00:00:00.000Z')).toBe(3);
  });

  it('that is in the log and not in the rows yet is waited for, and never guessed', async () => {
    const side = await open();
    await recordStory(side.log, threePlaces());
    await expect(knownAtOf(side, '2')).rejects.toThrow(NotYetKnown);
    await expect(knownAtOf(side, instantOf(1))).rejects.toThrow(NotYetKnown);
    await side.project();
    expect(await knownAtOf(side, '2')).toBe(2);
    expect(await knownAtOf(side, instantOf(1))).toBe(1);
  });
});

describe('reading your own write', () => {
  it('waits until the rows are there', async () => {
    const side = await open({ reader: { patienceMs: 10_000 } });
    const asked = knownAtOf(side, undefined, 3);
    await recordStory(side.log, threePlaces());
    (await side.projector()).start();
    expect(await asked).toBe(3);
  });

  it('is given up in the end, with the ordinal that was reached', async () => {
    const side = await readSideOf(threePlaces(), {}, { reader: { patienceMs: 50 } });
    await expect(knownAtOf(side, undefined, 4)).rejects.toMatchObject({ name: 'NotYetKnown', wanted: 4, reached: 3 });
  });

  it('does not change what an older known time answers', async () => {
    const side = await readSideOf(threePlaces());
    expect(await knownAtOf(side, '1', 3)).toBe(1);
  });
});

describe('a decision', () => {
  const ended = (facts: Facts) => facts.unit('qb')?.end?.on ?? null;

  it('is made by what is recorded, also where it is not in the rows yet', async () => {
    const side = await readSideOf(threePlaces());
    const story = threePlaces();
    story.merge('qb', 'qa', '2021-08-16');
    await recordStory(side.log, story, { from: 4 });
    expect(await side.reader.ask(4n, ended)).toEqual({ answer: '2021-08-16', decidedAt: 4 });
    expect(await side.reader.known({}, async (known) => [known.knownAt, await known.facts(ended)])).toEqual([3, null]);
  });

  it('waits until an annulment is in the rows', async () => {
    const side = await readSideOf(threePlaces());
    const story = threePlaces();
    story.annul(story.merge('qb', 'qa', '2021-08-16'));
    await recordStory(side.log, story, { from: 4 });
    expect(await side.reader.ask(4n, ended)).toEqual({ answer: '2021-08-16', decidedAt: 4 });
    await expect(side.reader.ask(BigInt(story.now), ended)).rejects.toThrow(NotYetKnown);
    await side.project();
    expect(await side.reader.ask(BigInt(story.now), ended)).toEqual({ decidedAt: story.now, answer: null });
  });

  it('does not go past an event that cannot be understood, and then rests on nothing of its stream', async () => {
    const side = await readSideOf(threePlaces());
    await appendRaw(side, 'unit-qa', 'UnitPainted', { unitId: 'qa' });
    await expect(side.reader.ask(4n, (facts) => facts.unit('qb'))).rejects.toThrow(NotYetKnown);
    await side.project();
    await appendRaw(side, 'unit-qa', 'UnitRenamed', { unitId: 'qa', name: 'Khác', on: '2021-01-01' });
    await expect(side.reader.ask(5n, (facts) => facts.unit('qa'))).rejects.toThrow(FactsUnreadable);
    expect(await side.reader.ask(5n, (facts) => facts.unit('qb')?.id)).toEqual({ answer: 'qb', decidedAt: 5 });
  });
});

describe('one answer', () => {
  it('is of one moment, whatever is projected while it is made', async () => {
    const story = city();
    story.task(['qa']);
    const side = await readSideOf(story);
    const before = story.now;
    const seen = await side.reader.snapshot({ asOf: '2021-09-01' }, async (snapshot) => {
      const first = await snapshot.facts((facts) => facts.directive('d')?.end ?? null);
      story.revoke('d', '2021-08-20');
      await recordStory(side.log, story, { from: before + 1 });
      await side.project();
      const count = await snapshot.rows<{ n: string }>('SELECT count(*) AS n FROM fact');
      const later = await snapshot.facts((facts) => facts.directive('d')?.end ?? null, ['task-t']);
      return { first, later, count: Number(count[0]?.n), knownAt: snapshot.knownAt };
    });
    expect(seen).toEqual({ first: null, later: null, count: before, knownAt: before });
    expect((await askTaskStatus(side.reader, 't', { asOf: '2021-09-01' }))?.status).toBe('withdrawn');
  });

  it('says the civil date of Asia/Ho_Chi_Minh where none is given', async () => {
    const late = await open({ reader: { now: () => new Date('2026-03-01T16:59:59.999Z') } });
    const next = await open({ reader: { now: () => new Date('2026-03-01T17:00:00.000Z') } });
    expect([late.reader.today(), next.reader.today()]).toEqual(['2026-03-01', '2026-03-02']);
  });

  it('is not given for what is not known', async () => {
    const side = await readSideOf(city());
    expect(await askWhoAnswers(side.reader, 'khong-co')).toBeNull();
    expect(await askTaskStatus(side.reader, 'khong-co')).toBeNull();
  });
});

/** Appends an event to the end of a stream of the story, past every rule. */
async function appendRaw(side: ReadSide, stream: string, type: string, data: object | null): Promise<void> {
  const revision = (await side.log.readStream(stream)).length;
  const ordinal = Number(await side.log.head()) + 1;
  const fact = { id: loggedId(`thô ${ordinal}`), ordinal, stream, type, data: {} };
  await side.log.append(
    stream,
    [{ ...envelopeOf(fact, revision, instantOf(ordinal)), data: data as Json }],
    revision === 0 ? 'new' : revision - 1,
  );
}

describe.each([1, 1000])('an event that cannot be read, in batches of %i', (batchSize) => {
  const poisons = [
    ['of an unknown type', 'TaskPainted', { taskId: 't' }],
    ['without what it should name', 'TaskFannedOut', { taskId: 't', classId: 'lop', on: '2021-08-11' }],
  ] as const;

  it.each(poisons)('%s sets its stream aside, and everything else goes on', async (_, type, data) => {
    const story = city();
    story.task(['qa']);
    story.task(['qb'], { taskId: 't2' });
    const side = await open();
    await recordStory(side.log, story);
    await appendRaw(side, 'task-t', type, data);
    await appendRaw(side, 'task-t', 'CompletionReported', { taskId: 't', by: 'qa', on: '2021-08-12' });
    await appendRaw(side, 'task-t', 'TaskDelegated', { taskId: 't', delegationId: 'x', to: 'pa1', on: '2021-08-12' });
    await appendRaw(side, 'task-t2', 'CompletionReported', { taskId: 't2', by: 'qb', on: '2021-08-12' });
    await side.project(batchSize);
    const named = `SELECT role FROM mention WHERE target = 'unit-pa1' AND stream = 'task-t'`;
    expect(await side.reader.snapshot({}, (s) => s.rows(named))).toEqual([]);
    const at = { asOf: '2021-08-13' };
    expect(await askTaskStatus(side.reader, 't', at)).toMatchObject({ status: 'no-deadline', incomplete: ['task-t'] });
    expect(await askTaskStatus(side.reader, 't2', at)).toMatchObject({
      status: 'awaiting-verification',
      incomplete: [],
    });
    expect(await askWhoAnswers(side.reader, 't', at)).toMatchObject({ incomplete: ['task-t'] });
    const parked = await side.reader.snapshot({}, (s) => s.rows(`SELECT stream, ordinal, reason FROM parked`));
    expect(parked).toEqual([
      { stream: 'task-t', ordinal: String(story.now + 1), reason: expect.stringMatching(/./) as string },
    ]);
  });

  it('is not there yet for questions about an earlier known time', async () => {
    const story = city();
    story.task(['qa']);
    const side = await open();
    await recordStory(side.log, story);
    await appendRaw(side, 'task-t', 'TaskPainted', { taskId: 't' });
    await side.project(batchSize);
    const at = { asOf: '2021-08-13', knownAt: String(story.now) };
    expect(await askTaskStatus(side.reader, 't', at)).toMatchObject({ status: 'no-deadline', incomplete: [] });
  });

  it('in a unit makes answers incomplete that depend on it, and no others', async () => {
    const story = city();
    story.task(['qa']);
    story.task(['qb'], { taskId: 't2' });
    const side = await open();
    await recordStory(side.log, story);
    await appendRaw(side, 'unit-qa', 'UnitPainted', { unitId: 'qa' });
    await side.project(batchSize);
    expect(await askWhoAnswers(side.reader, 't', { asOf: '2021-08-13' })).toMatchObject({ incomplete: ['unit-qa'] });
    expect(await askWhoAnswers(side.reader, 't2', { asOf: '2021-08-13' })).toMatchObject({ incomplete: [] });
  });

  it('lets no decision rest on half a record', async () => {
    const story = city();
    const side = await open();
    await recordStory(side.log, story);
    await appendRaw(side, 'unit-qa', 'UnitPainted', { unitId: 'qa' });
    await side.project(batchSize);
    await expect(side.reader.ask(1n, (facts) => facts.unit('qa'))).rejects.toThrow(FactsUnreadable);
    await expect(side.reader.ask(1n, (facts) => facts.unit('qb'))).resolves.toMatchObject({ decidedAt: story.now + 1 });
  });

  it('that names nobody and does not fold is cut off when it is asked about', async () => {
    const story = city();
    story.task(['qa'], { deadline: '2021-08-12' });
    const side = await open();
    await recordStory(side.log, story);
    await appendRaw(side, 'task-t', 'CompletionReported', null);
    await appendRaw(side, 'task-t', 'CompletionReported', { taskId: 't', by: 'qa', on: '2021-08-12' });
    await side.project(batchSize);
    const asked = await askTaskStatus(side.reader, 't', { asOf: '2021-08-13' });
    expect(asked).toMatchObject({ status: 'open-overdue', incomplete: ['task-t'] });
  });
});
