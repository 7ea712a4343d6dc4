import { mentionsOf } from '#domain/aggregates.js';
import { FactBase, Facts } from '#domain/facts.js';
import { whoAnswers } from '#domain/tasks/who-answers.js';
import { city } from '#domain/testing/story.js';
import type { Database } from '#database/database.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import { openReadConnections, type ReadConnections } from './read-connections.js';
import { loggedFacts, recordStory } from './testing/recorded-story.js';
import { ReadSide } from './testing/read-side.js';

const AS_OF = '2021-10-01';

/** A task that changes hands, its heads too, and records that are taken back. */
function longStory() {
  const story = city();
  story.task(['qa.gov'], { deadline: '2021-09-01' });
  story.place('qc', 'tp');
  const wrong = story.replace('qa.ct', 'P:qa.ct', 'P:an', '2021-09-02');
  story.directive('d2', 'qb.party');
  story.annul(wrong);
  story.replace('qa.ct', 'P:qa.ct', 'P:bình', '2021-09-03');
  story.delegate('qa.gov', 'pa1.gov', '2021-09-04', { kind: 'phan-quyen' });
  story.leave('pa1.ct', 'P:pa1.ct', '2021-09-05');
  story.reassign('qb.gov', '2021-09-06');
  story.appoint('qb.ct', 'P:cường', '2021-09-07', { kind: 'acting' });
  story.leave('qa.ct', 'P:bình', '2021-09-08');
  const charge = story.charge('qb', { person: 'P:dung' }, '2021-09-09', null);
  story.annul(charge);
  story.merge('qb', 'qc', '2021-09-10');
  return story;
}

describe('what is known at many ordinals, asked together', () => {
  let database: Database;
  let connections: ReadConnections;
  let side: ReadSide;
  let statements = 0;
  const story = longStory();
  beforeAll(async () => {
    database = await createTestDatabase();
    connections = openReadConnections(database.urls, 'known times');
    connections.facts.on('acquire', () => statements++);
    side = await ReadSide.open(database, 'known_times', { reader: { connections } });
    await recordStory(side.log, story);
    await side.project();
  });
  afterAll(async () => {
    await side.close();
    await connections.close();
    await database.close();
  });

  const base = new FactBase(mentionsOf);
  for (const fact of loggedFacts(story)) base.add(fact);
  const expected = (knownAt: number) => whoAnswers(new Facts(base.at(knownAt)), 't', AS_OF);
  const ask = (facts: Facts) => ({ answer: whoAnswers(facts, 't', AS_OF), restsOn: [...facts.restsOn()] });

  it('is what a question at each of them is told', async () => {
    await side.reader.known({ asOf: AS_OF }, async (known) => {
      for (let ordinal = 0; ordinal <= story.now; ordinal++) {
        expect((await known.at(ordinal).facts(ask)).answer).toEqual(expected(ordinal));
      }
      expect(() => known.at(story.now + 1)).toThrow(RangeError);
    });
  });

  it('changes at no ordinal that is left out', async () => {
    const changes: number[] = [];
    await side.reader.known({ asOf: AS_OF }, async (known) => {
      for (let at: number | null = 0; at !== null;) {
        const { restsOn } = await known.at(at).facts(ask);
        const next: number | null = await known.nextChange(restsOn, at);
        const same = { ...expected(at), knownAt: 0 };
        for (let between = at; between < (next ?? story.now + 1); between++) {
          expect({ ...expected(between), knownAt: 0 }).toEqual(same);
        }
        if (next !== null) changes.push(next);
        at = next;
      }
    });
    // The directive of another body and its like are passed over.
    expect(changes.length).toBeLessThan(story.now);
    const touched = (type: string) => story.events.filter((e) => e.type === type && changes.includes(e.ordinal)).length;
    expect([touched('HeadReplaced'), touched('RecordAnnulled'), touched('UnitMerged')]).toEqual([2, 2, 1]);
    const others = story.events.find((e) => e.stream === 'directive-d2')?.ordinal;
    expect(changes).not.toContain(others);
  });

  it('is loaded once', async () => {
    const before: number[] = [];
    await side.reader.known({ asOf: AS_OF }, async (known) => {
      await known.facts(ask);
      before.push(statements);
      for (let ordinal = story.now; ordinal >= 0; ordinal--) await known.at(ordinal).facts(ask);
    });
    expect(statements - (before[0] ?? 0)).toBeLessThanOrEqual(2);
  });
});
