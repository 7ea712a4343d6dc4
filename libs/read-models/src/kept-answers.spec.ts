import { KeptAnswers } from './kept-answers.js';

/** Kept since 10, one answer that was made at 20 and rests on two streams and a list. */
function keptAt20(): KeptAnswers {
  const kept = new KeptAnswers(10);
  kept.put('card t', 'open', 20, ['task-t', 'unit-qa', 'member-of task-t']);
  return kept;
}

describe('an answer that is kept', () => {
  it('is given again for every known time between which nothing changed', () => {
    const kept = keptAt20();
    kept.changed(25, ['task-other', '* unit-qa', 'lead unit-qa']);
    expect([10, 15, 20, 30].map((knownAt) => kept.get('card t', knownAt)?.answer)).toEqual(Array(4).fill('open'));
  });

  it.each(['task-t', 'unit-qa', 'member-of task-t'])('is not given once %s has changed', (what) => {
    const kept = keptAt20();
    kept.changed(25, [what]);
    expect([20, 25, 30].map((knownAt) => kept.get('card t', knownAt)?.answer)).toEqual(['open', undefined, undefined]);
  });

  it('is not given for a time before the last change that it saw, or of which nothing is known', () => {
    const kept = keptAt20();
    kept.changed(15, ['unit-qa']);
    expect([9, 14, 15, 20].map((knownAt) => kept.get('card t', knownAt)?.answer)).toEqual([
      undefined,
      undefined,
      'open',
      'open',
    ]);
  });

  it('is forgotten where it is not known what has changed', () => {
    const kept = keptAt20();
    kept.begin(40);
    expect(kept.get('card t', 20)).toBeUndefined();
  });
});
