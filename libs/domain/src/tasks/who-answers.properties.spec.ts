import fc from 'fast-check';
import { aggregateOf } from '../aggregates.js';
import { requireAnnullable } from '../record/annulment.js';
import { refusalOf } from '../testing/given.js';
import { city, type Story } from '../testing/story.js';
import { whoAnswers } from './who-answers.js';

/** What may happen after the assignment, as steps on a story; the ids meet often, so that histories tangle. */
const unit = fc.constantFrom('qa', 'qb', 'pa1', 'qa.gov', 'qb.gov', 'pa1.gov', 'qa.party', 'tp.bcs', 'qa.btv');
const office = fc.constantFrom('qa.bt', 'qa.ct', 'qb.ct', 'pa1.ct', 'tp.bt', 'tp.ct');
const person = fc.constantFrom('P:an', 'P:bình', 'P:qa.ct', 'P:tp.bt');
const day = fc.integer({ min: 0, max: 40 }).map((n) => new Date(Date.UTC(2021, 7, 5 + n)).toISOString().slice(0, 10));
const kind = fc.constantFrom('giao-viec', 'uy-quyen', 'phan-cap', 'phan-quyen');

type Step = (s: Story) => void;
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(unit, day).map(
    ([u, on]): Step =>
      (s) =>
        void s.reassign(u, on),
  ),
  fc.tuple(unit, office, day).map(
    ([u, o, on]): Step =>
      (s) =>
        void s.reassign(u, on, [o]),
  ),
  fc.tuple(unit, unit, day, kind).map(
    ([a, b, on, k]): Step =>
      (s) =>
        void s.delegate(a, b, on, { kind: k }),
  ),
  fc.tuple(unit, unit, day).map(
    ([a, b, on]): Step =>
      (s) =>
        void (a.includes('.') === b.includes('.') && s.merge(a, b, on)),
  ),
  fc.tuple(unit, day).map(
    ([u, on]): Step =>
      (s) =>
        void s.dissolve(u, on),
  ),
  fc.tuple(unit, unit, day).map(
    ([a, b, on]): Step =>
      (s) =>
        void s.split(a, [b], on),
  ),
  fc.tuple(unit, unit, day).map(
    ([a, b, on]): Step =>
      (s) =>
        void s.decideSuccessor(a, b, on),
  ),
  fc.tuple(unit, fc.constantFrom('tp', 'qa', 'qb'), day).map(
    ([a, b, on]): Step =>
      (s) =>
        void s.move(a, b, on),
  ),
  fc.tuple(office, person, day).map(
    ([o, p, on]): Step =>
      (s) =>
        void s.leave(o, p, on),
  ),
  fc.tuple(office, person, day).map(
    ([o, p, on]): Step =>
      (s) =>
        void s.appoint(o, p, on),
  ),
  fc.tuple(office, person, day).map(
    ([o, p, on]): Step =>
      (s) =>
        void s.attest(o, p, on),
  ),
  fc.tuple(office, person, day).map(
    ([o, p, on]): Step =>
      (s) =>
        void s.suspend(o, p, on),
  ),
  fc.tuple(unit, office, day).map(
    ([u, o, on]): Step =>
      (s) =>
        void s.charge(u, { office: o }, on, null),
  ),
  fc.tuple(day, day).map(
    ([deadline, on]): Step =>
      (s) =>
        void s.clarify(deadline, on),
  ),
  day.map(
    (on): Step =>
      (s) =>
        void s.verify(s.complete(on), on),
  ),
  day.map(
    (on): Step =>
      (s) =>
        void s.revoke('d', on),
  ),
  fc.tuple(fc.constantFrom('qa', 'qb', 'pa1'), day).map(([u, on]): Step => (s) => {
    s.reassign('quan', on);
    s.fanOut('t', 'quan', [u], on, []);
  }),
  fc.nat(40).map(
    (back): Step =>
      (s) =>
        annul(s, `e${Math.max(1, s.now - back)}`),
  ),
);

/** Takes an event out where the rules let it. */
function annul(story: Story, target: string): void {
  const stream = story.events.find((event) => event.id === target)?.stream ?? '';
  const facts = story.facts();
  const aggregate = aggregateOf(stream);
  if (refusalOf(() => requireAnnullable(aggregate, facts.streamFacts(stream), facts, target)) === null)
    story.annul(target);
}

function told(steps: readonly Step[], government: boolean): Story {
  const story = city(['qa.ct', 'pa1.bt']);
  story.body('tp.bcs', 'tp', 'party', { parent: 'tp.party' });
  story.body('qa.btv', 'qa', 'party', { parent: 'qa.party', collective: true });
  story.class('quan', 'tp', 2);
  story.directive('d', government ? 'tp.gov' : 'tp.party');
  story.task(['qa', 'pa1.gov'], { coordinators: ['qb'], director: 'tp.party' });
  for (const act of steps) act(story);
  return story;
}

const history = fc.record({ steps: fc.array(step, { maxLength: 8 }), government: fc.boolean(), asOf: day });
const ANSWERING = ['answers', 'answers-for-orphan'];

describe('whatever has happened', () => {
  it('the same facts give the same answer', () => {
    fc.assert(
      fc.property(history, ({ steps, government, asOf }) => {
        const once = whoAnswers(told(steps, government).facts(), 't', asOf);
        expect(whoAnswers(told(steps, government).facts(), 't', asOf)).toEqual(once);
      }),
      { numRuns: 100 },
    );
  });

  it('a fact that is recorded later never changes what was known before', () => {
    fc.assert(
      fc.property(history, step, ({ steps, government, asOf }, later) => {
        const story = told(steps, government);
        const known = story.now;
        const before = whoAnswers(story.facts(), 't', asOf);
        later(story);
        expect(whoAnswers(story.facts(known), 't', asOf)).toEqual(before);
      }),
      { numRuns: 100 },
    );
  });

  it('an open or closed task is answered for, each office by a holder or with a reason, on evidence that is on record', () => {
    fc.assert(
      fc.property(history, ({ steps, government, asOf }) => {
        const story = told(steps, government);
        const answer = whoAnswers(story.facts(), 't', asOf);
        // The assignment itself may have been annulled, or lie after the date.
        if (!answer || answer.status.status === 'not-yet-assigned') return;
        expect(answer.lines.filter((line) => ANSWERING.includes(line.capacity))).not.toEqual([]);
        const ordinals = new Map(story.events.map((event) => [event.id, event.ordinal]));
        for (const line of answer.lines) {
          if (line.office !== null) expect((line.holder === null) !== (line.reason === null)).toBe(true);
          if (line.office === null && line.holder === null) expect(line.reason).not.toBeNull();
          const places = line.evidence.map((id) => ordinals.get(id) ?? 0);
          expect(places.length).toBeGreaterThan(0);
          expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
          expect(places.every((place) => place > 0 && place <= answer.knownAt)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
