import { createTestDatabase } from '#database/testing/test-database.js';
import type { Database } from '#database/database.js';
import { mentionsOf } from '#domain/aggregates.js';
import { FactBase, Facts } from '#domain/facts.js';
import { taskStatus } from '#domain/tasks/task-status.js';
import { city, Story } from '#domain/testing/story.js';
import { whoAnswers } from '#domain/tasks/who-answers.js';
import { sampleEnvelope } from '#event-log/testing/sample-envelope.js';
import type { Json } from '#event-log/json.js';
import type { Upcasters } from '#event-log/upcast.js';
import { factIndexWith } from './fact-index.js';
import { askTaskStatus, askWhoAnswers } from './accountability.js';
import { digestOfBuild } from './build-digest.js';
import { loggedFacts, loggedId, recordStory } from './testing/recorded-story.js';
import { ReadSide } from './testing/read-side.js';

const NFC = 'Rà soát trách nhiệm'.normalize('NFC');
const NFD = 'Rà soát trách nhiệm'.normalize('NFD');

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

async function readSideOf(story: Story, batchSize = 1000): Promise<ReadSide> {
  const side = await ReadSide.open(database, `facts_${++opened}`);
  sides.push(side);
  await recordStory(side.log, story);
  await side.project(batchSize);
  return side;
}

const rowsOf = <R>(side: ReadSide, sql: string, parameters: unknown[] = []): Promise<R[]> =>
  side.reader.snapshot({}, (snapshot) => snapshot.rows<R>(sql, parameters));

interface Mentioned {
  target: string;
  role: string;
  from: string;
  until: string | null;
}
const mentionsBy = (side: ReadSide, storyId: string): Promise<Mentioned[]> =>
  rowsOf<Mentioned>(
    side,
    `SELECT target, role, known_from AS from, known_until AS until FROM mention WHERE event_id = $1
     ORDER BY target, role, known_from`,
    [loggedId(storyId)],
  );

describe('the index of facts', () => {
  it('holds each event as it was recorded, composed and decomposed text unchanged', async () => {
    const story = new Story();
    story.place('qa');
    story.add('PersonRegistered', 'p1', { personId: 'p1', name: NFC });
    story.add('PersonRegistered', 'p2', { personId: 'p2', name: NFD });
    const side = await readSideOf(story);
    const rows = await rowsOf(side, `SELECT ordinal, stream, revision, type, data FROM fact ORDER BY ordinal`);
    expect(rows).toEqual([
      { ordinal: '1', stream: 'unit-qa', revision: 0, type: 'PlaceRegistered', data: story.events[0]?.data },
      { ordinal: '2', stream: 'person-p1', revision: 0, type: 'PersonRegistered', data: { personId: 'p1', name: NFC } },
      { ordinal: '3', stream: 'person-p2', revision: 0, type: 'PersonRegistered', data: { personId: 'p2', name: NFD } },
    ]);
    expect(NFC).not.toBe(NFD);
  });

  it('holds an event of an old version in today’s, and sets a stream aside whose version is not known', async () => {
    // An invented first version, in which the fields had other names.
    const invented: Upcasters = {
      PersonRegistered: [
        (data) => ({ personId: (data as { id: string }).id, name: (data as { called: string }).called }),
      ],
    };
    const side = await ReadSide.open(database, `facts_${++opened}`, { projections: [factIndexWith(invented)] });
    sides.push(side);
    const versions: { id: string; schema: number; data: Json }[] = [
      { id: 'p1', schema: 1, data: { id: 'p1', called: NFD } },
      { id: 'p2', schema: 2, data: { personId: 'p2', name: NFC } },
      { id: 'p3', schema: 3, data: { personId: 'p3', name: NFC } },
    ];
    for (const { id, schema, data } of versions) {
      const event = sampleEnvelope(`person-${id}`, 0, { type: 'PersonRegistered', schema, data });
      await side.log.append(event.stream, [event], 'new');
    }
    await side.project(1000);
    expect(await rowsOf(side, `SELECT data FROM fact ORDER BY ordinal LIMIT 2`)).toEqual([
      { data: { personId: 'p1', name: NFD } },
      { data: { personId: 'p2', name: NFC } },
    ]);
    expect(await rowsOf(side, `SELECT stream, reason FROM parked`)).toEqual([
      { stream: 'person-p3', reason: 'person-p3: this program does not know version 3 of PersonRegistered' },
    ]);
  });

  it('finds an event under every stream that it names, from its own ordinal on', async () => {
    const story = new Story();
    story.task(['qa', 'qb'], { director: 'tp', coordinators: ['qa'], answering: ['qa.bt'] });
    const side = await readSideOf(story);
    expect(await mentionsBy(side, 'e1')).toEqual([
      { target: 'directive-d', role: 'of-directive', from: '1', until: null },
      { target: 'office-qa.bt', role: 'answering', from: '1', until: null },
      { target: 'unit-qa', role: 'coordinator', from: '1', until: null },
      { target: 'unit-qa', role: 'lead', from: '1', until: null },
      { target: 'unit-qb', role: 'lead', from: '1', until: null },
      { target: 'unit-tp', role: 'director', from: '1', until: null },
    ]);
  });

  it('names a unit once that an event names twice in one role', async () => {
    const story = new Story();
    story.directive('d', 'tp.party');
    story.add('DirectiveIssued', 'd2', {
      ...(story.events[0]?.data as Parameters<typeof story.add<'DirectiveIssued'>>[2]),
      directiveId: 'd2',
      recipients: [1, 2].map((n) => ({ text: `dòng ${n}`, unit: 'qa', office: null, person: null, purpose: null })),
    });
    const side = await readSideOf(story);
    expect((await mentionsBy(side, 'e2')).filter((m) => m.role === 'recipient')).toEqual([
      { target: 'unit-qa', role: 'recipient', from: '2', until: null },
    ]);
  });

  it("lists each stream once, in the order of first record, and the members' tasks with the fan-out that made them", async () => {
    const story = city();
    const before = story.now;
    story.class('lop', 'tp', 2);
    story.members('lop', ['qa', 'qb'], '2021-01-01');
    story.task(['lop']);
    story.fanOut('t', 'lop', ['qa', 'qb'], '2021-08-10');
    story.add('CompletionReported', 't/qa', { taskId: 't/qa', by: 'qa', on: '2021-08-12' });
    const side = await readSideOf(story);
    expect(
      await rowsOf(
        side,
        `SELECT stream, category, first_ordinal AS first FROM subject WHERE first_ordinal > $1
         ORDER BY first_ordinal, stream`,
        [before],
      ),
    ).toEqual([
      { stream: 'unit-lop', category: 'unit', first: String(before + 1) },
      { stream: 'task-t', category: 'task', first: String(before + 3) },
      { stream: 'task-t/qa', category: 'task', first: String(before + 4) },
      { stream: 'task-t/qb', category: 'task', first: String(before + 4) },
    ]);
  });
});

describe.each([1, 3, 1000])('an annulment, in batches of %i', (batchSize) => {
  it('ends what the event names, and an annulment of the annulment begins it again', async () => {
    const story = city();
    const wrong = story.appoint('qa.bt', 'P:khac', '2021-01-01');
    const first = story.annul(wrong);
    const closedAt = String(story.now);
    story.annul(first);
    const openedAt = String(story.now);
    const side = await readSideOf(story, batchSize);
    const ordinal = String(story.events.findIndex((e) => e.id === wrong) + 1);
    expect(await mentionsBy(side, wrong)).toEqual([
      { target: 'person-P:khac', role: 'holder', from: ordinal, until: closedAt },
      { target: 'person-P:khac', role: 'holder', from: openedAt, until: null },
    ]);
  });

  it('holds through an annulment of the annulment of the annulment, and through two annulments of one event', async () => {
    const story = city();
    const wrong = story.appoint('qa.bt', 'P:khac', '2021-01-01');
    const a1 = story.annul(wrong);
    const a2 = story.annul(a1);
    const a1Again = story.annul(wrong);
    const again = String(story.now);
    story.annul(a2); // a1 counts again, beside a1Again
    story.annul(a1Again); // and a1 goes on to count
    const side = await readSideOf(story, batchSize);
    const mentions = await mentionsBy(side, wrong);
    expect(mentions.map((m) => m.until)).toEqual([expect.any(String), again]);
    const facts = memoryOf(story).at(story.now);
    expect(facts.named('person-P:khac', 'holder')).toEqual([]);
  });

  it('leaves earlier answers as they were', async () => {
    const story = city();
    story.task(['qa'], { answering: ['qa.bt'] });
    const wrong = story.appoint('qa.bt', 'P:khac', '2021-01-01');
    const before = story.now;
    story.annul(wrong);
    const side = await readSideOf(story, batchSize);
    const at = (knownAt: number) => ({ asOf: '2021-08-11', knownAt: String(knownAt) });
    const holders = async (knownAt: number) =>
      (await askWhoAnswers(side.reader, 't', at(knownAt)))?.lines.map((l) => l.holder) ?? [];
    expect(await holders(before)).toContain('P:khac');
    expect(await holders(story.now)).not.toContain('P:khac');
  });
});

/** The same facts in memory, with the ids of the log. */
function memoryOf(story: Story): { at(knownAt: number): Facts } {
  const base = new FactBase(mentionsOf);
  for (const fact of loggedFacts(story)) base.add(fact);
  return { at: (knownAt) => new Facts(base.at(knownAt)) };
}

/** A history with reforms, fan-out, delegation, annulments and corrections. */
function longStory(): Story {
  const story = city(['qb.ct']);
  story.class('lop', 'tp', null);
  story.members('lop', ['qa', 'qb'], '2021-01-01');
  story.task(['lop'], { taskId: 'c', deadline: '2021-08-20' });
  story.fanOut('c', 'lop', ['qa', 'qb'], '2021-08-10');
  story.task(['qa'], { deadline: '2021-08-15' });
  story.delegate('qa', 'pa1', '2021-08-11');
  const report = story.complete('2021-08-14');
  const rejected = story.reject(report, '2021-08-15');
  const first = story.annul(rejected);
  story.extend('2021-08-25', '2021-08-16');
  story.annul(first);
  story.place('qc', 'tp', 'district', '2021-09-01');
  story.merge('qa', 'qc', '2021-09-01');
  story.replace('qb.bt', 'P:qb.bt', 'P:moi', '2021-08-20');
  story.suspend('tp.bt', 'P:tp.bt', '2021-08-12', '2021-08-18');
  story.dissolve('pa1', '2021-09-10');
  return story;
}

describe('answers from the rows', () => {
  it('are those of the pure functions, on dates before, between and after, as known at ordinals through the history', async () => {
    const story = longStory();
    const side = await readSideOf(story, 5);
    const memory = memoryOf(story);
    for (let knownAt = story.now; knownAt > 18; knownAt -= 4) {
      const facts = memory.at(knownAt);
      for (const asOf of ['2021-08-09', '2021-08-13', '2021-08-30', '2021-09-12']) {
        const at = { asOf, knownAt: String(knownAt) };
        for (const task of ['t', 'c', 'c/qb']) {
          const status = await askTaskStatus(side.reader, task, at);
          const expected = taskStatus(facts, task, asOf);
          expect(status).toEqual(expected && { task, asOf, knownAt, ...expected, incomplete: [] });
          const answer = await askWhoAnswers(side.reader, task, at);
          expect(answer?.lines ?? null).toEqual(whoAnswers(facts, task, asOf)?.lines ?? null);
        }
      }
    }
  });

  it('come from rows that are the same however the events were batched', async () => {
    const story = longStory();
    const digests = [];
    for (const size of [1, 7, 1000]) {
      const side = await readSideOf(story, size);
      digests.push(await digestOfBuild(database.urls.projector, side.build.schema));
    }
    expect(digests[0]?.['fact']?.rows).toBe(story.now);
    expect(digests[1]).toEqual(digests[0]);
    expect(digests[2]).toEqual(digests[0]);
  });
});
