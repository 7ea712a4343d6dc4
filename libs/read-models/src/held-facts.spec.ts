import { createTestDatabase } from '#database/testing/test-database.js';
import type { Database } from '#database/database.js';
import { mentionsOf } from '#domain/aggregates.js';
import { FactBase, Facts } from '#domain/facts.js';
import { whoAnswers } from '#domain/tasks/who-answers.js';
import { city, type Story } from '#domain/testing/story.js';
import type { FactRow, IndexRows, MentionKey } from './fact-rows.js';
import { NotYetKnown } from './fact-reader.js';
import { HeldFacts } from './held-facts.js';
import { loggedFacts, recordStory } from './testing/recorded-story.js';
import { eventually, ReadSide } from './testing/read-side.js';

let database: Database;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

/** Corrections, corrections of corrections, a reform and new holders: what an answer could mix up. */
function eventful(): Story {
  const story = city();
  story.class('quận', 'tp', 2);
  story.members('quận', ['qa', 'qb'], '2020-01-01');
  const assigned = story.task(['qa'], { coordinators: ['qb'] });
  story.task(['quận'], { taskId: 't2' });
  const fannedOut = story.fanOut('t2', 'quận', ['qa', 'qb'], '2021-08-11');
  const annulment = story.annul(fannedOut);
  story.annul(annulment);
  for (const day of [12, 13, 14, 15]) {
    const [outgoing, incoming] = [`P:qa.bt${day === 12 ? '' : day}`, `P:qa.bt${day + 1}`];
    const replaced = story.replace('qa.bt', outgoing, incoming, `2021-08-${day}`);
    if (day === 15) story.annul(replaced);
    story.charge('qa', { office: 'tp.ct' }, `2021-08-${day}`, null);
    story.reassign(day % 2 ? 'qa' : 'qb', `2021-08-${day}`);
  }
  story.annul(story.merge('qb', 'qa', '2021-08-16'));
  story.revoke('d', '2021-08-17');
  story.annul(assigned);
  return story;
}

const DAYS = ['2021-08-14', '2021-08-18'];

const TASKS = ['t', 't2', 't2/qa'];

/** What a list would show; it does not say at which known time. */
function statusOf(facts: Facts, task: string, day: string): unknown {
  const answer = whoAnswers(facts, task, day);
  return answer && [answer.status, answer.lines, answer.coverage];
}

/** Everything at once, so that an answer would show it if one part were of another moment. */
function allOf(facts: Facts): unknown {
  const named = ['unit-qa', 'unit-qb', 'task-t2', 'directive-d'].map((target) =>
    facts
      .namedAnywhere(target)
      .map(({ id, ordinal }) => `${ordinal} ${id}`)
      .sort(),
  );
  const answers = ['t', 't2'].flatMap((task) => DAYS.map((day) => whoAnswers(facts, task, day)));
  return { named, answers };
}

/** A decision that waited in vain, or was asked beyond the end of the log. */
function late(error: unknown): null {
  if (error instanceof NotYetKnown) return null;
  throw error;
}

describe('what is held from one question to the next', () => {
  it.each([
    ['everything is held', undefined],
    ['almost nothing is held', 3000],
  ])('gives each answer at one ordinal, whatever is projected meanwhile: %s', async (_, heldBytes) => {
    const side = await ReadSide.open(database, heldBytes === undefined ? 'held' : 'hardly', { reader: { heldBytes } });
    const story = eventful();
    await recordStory(side.log, story);
    const base = new FactBase(mentionsOf);
    for (const fact of loggedFacts(story)) base.add(fact);
    const projector = await side.projector({ alone: true });
    let reached = 0;
    const projecting = (async () => {
      while (reached < story.now) {
        await projector.catchUp(() => undefined, BigInt(reached + 1));
        reached++;
      }
    })();
    const asked = new Map<number, Set<string>>();
    const listed: [string, unknown][] = [];
    const asks = async (client: number): Promise<void> => {
      for (let i = client; reached < story.now || i < 6; i++) {
        const knownAt = i % 3 === 0 ? String((reached * (i % 7)) / 7 || 0).split('.')[0] : undefined;
        const known = await side.reader[i % 2 ? 'known' : 'snapshot']({ knownAt }, async (snapshot) => [
          snapshot.knownAt,
          await snapshot.facts(allOf),
          await snapshot.facts(allOf, ['unit-tp']),
        ]);
        const day = DAYS[i % 2] ?? '';
        const decided = await side.reader.ask(BigInt(reached + 1 + (i % 4)), allOf).catch(late);
        if (decided) listed.push([`${decided.decidedAt} all`, decided.answer]);
        const statuses = await side.reader.known({ knownAt, asOf: day }, async (snapshot) => [
          `${snapshot.knownAt} ${day}`,
          await snapshot.each('status', TASKS, (facts, id) => statusOf(facts, id, day), 'task'),
        ]);
        const [ordinal, ...answers] = known as [number, ...unknown[]];
        const seen = asked.get(ordinal) ?? new Set();
        asked.set(ordinal, seen);
        for (const answer of answers) seen.add(JSON.stringify(answer));
        listed.push(statuses as [string, unknown]);
      }
    };
    await Promise.all([projecting, ...[0, 1].map(asks)]);
    // How many different moments the questions met depends on the machine; that they met several does not.
    expect(asked.size).toBeGreaterThan(3);
    for (const [ordinal, answers] of asked) {
      const expected = JSON.stringify(allOf(new Facts(base.at(ordinal))));
      expect({ ordinal, answers: [...answers] }).toEqual({ ordinal, answers: [expected] });
    }
    for (const [asked, answer] of listed) {
      const [ordinal, day = ''] = asked.split(' ');
      const facts = new Facts(base.at(Number(ordinal)));
      const expected = day === 'all' ? allOf(facts) : TASKS.map((id) => statusOf(facts, id, day));
      expect(JSON.stringify({ asked, answer })).toBe(JSON.stringify({ asked, answer: expected }));
    }
    await side.close();
  });

  it('of a statement under way takes in what is recorded before it comes back', async () => {
    const rows = new HeldUpRows();
    const held = new HeldFacts(rows, 'build', 0);
    rows.record(1, 'unit-qa', 'PlaceRegistered', { unitId: 'qa', parent: null });
    await held.advance(1);
    const loading = held.load(['unit-qa'], [{ target: 'unit-qb', role: null }]);
    await rows.asked();
    rows.record(2, 'unit-qa', 'UnitMerged', { unitId: 'qa', into: 'qb', on: '2021-08-16' });
    await held.advance(2);
    rows.letGo();
    const [found] = await loading;
    expect(found?.streams.get('unit-qa')?.facts.map((fact) => fact.ordinal)).toEqual([1, 2]);
    expect(found?.mentions.get('* unit-qb')?.map((mention) => mention.ordinal)).toEqual([2]);
    expect(held.stream('unit-qa')).toEqual(found?.streams.get('unit-qa'));
  });

  it.each([
    ['an annulment comes', 'RecordAnnulled', 2],
    ['so much is recorded that all is forgotten', 'UnitRenamed', 2001],
  ])('is read again where %s before the statement is back', async (_, type, events) => {
    const rows = new HeldUpRows();
    const held = new HeldFacts(rows, 'build', 0);
    const loading = held.load(['unit-qa'], []);
    await rows.asked();
    for (let i = 1; i <= events; i++) rows.record(i, 'unit-qa', type, { unitId: 'qa', target: 'e' });
    await held.advance(events);
    rows.letGo();
    await rows.asked();
    rows.letGo();
    const [found] = await loading;
    expect(found?.streams.get('unit-qa')?.facts).toHaveLength(events);
  });

  it('is loaded once for all who ask for it at the same time', async () => {
    const rows = new HeldUpRows();
    const held = new HeldFacts(rows, 'build', 0);
    const first = held.load(['unit-qa'], []);
    const same = held.load(['unit-qb'], []);
    await rows.asked();
    const later = held.load(['unit-qb', 'unit-qa'], []);
    rows.letGo();
    await Promise.all([first, same, later]);
    expect(rows.statements).toBe(1);
  });
});

/** The tables, as a server gives them that takes its time: each load is held up until the test lets it go. */
class HeldUpRows implements IndexRows {
  statements = 0;
  private readonly all: FactRow[] = [];
  private readonly waiting: (() => void)[] = [];

  record(ordinal: number, stream: string, type: string, data: object): void {
    this.all.push({ fact: { id: `e${ordinal}`, ordinal, stream, type, data }, parkedFrom: null, bytes: 0 });
  }

  async of(streams: Iterable<string>, _: Iterable<MentionKey>, through: number) {
    this.statements++;
    const wanted = new Set(streams);
    const facts = this.all.filter(({ fact }) => wanted.has(fact.stream) && fact.ordinal <= through);
    await new Promise<void>((resolve) => this.waiting.push(resolve));
    return { facts, mentions: [] };
  }

  between(after: number, to: number): Promise<FactRow[]> {
    return Promise.resolve(this.all.filter(({ fact }) => fact.ordinal > after && fact.ordinal <= to));
  }

  async asked(): Promise<void> {
    await eventually('a load is under way', () => this.waiting.length > 0);
  }

  letGo(): void {
    for (const go of this.waiting.splice(0)) go();
  }
}
