import fc from 'fast-check';
import { amend, clausesOn } from './clauses.js';
import { type ClauseChange, type Directive, directive, type DirectiveEvents, issue } from './directive.js';
import type { NewFact } from '../decider.js';
import { anyHistoryHolds, someDay } from '../testing/any-history.js';
import { given } from '../testing/given.js';
import { city } from '../testing/story.js';

const story = city();
story.directive('d1', 'tp.party', '2021-08-10');
const text = story.facts().directive('d1')?.issued as DirectiveEvents['DirectiveIssued'];
const issued: NewFact<DirectiveEvents> = {
  type: 'DirectiveIssued',
  data: {
    ...text,
    clauses: [
      { ref: '1', kind: 'task', summary: 'Tránh để F0 ở nhà' },
      { ref: '2', kind: 'principle', summary: 'Người đứng đầu chịu trách nhiệm' },
    ],
  },
};
const changed: ClauseChange = { ref: '1', change: 'changed', clause: { kind: 'task', summary: 'Cho F0 ở nhà' } };
const added: ClauseChange = { ref: '3', change: 'added', clause: { kind: 'task', summary: 'Báo cáo' } };
const removed: ClauseChange = { ref: '1', change: 'removed', clause: null };

const amending = (on: string, ...changes: ClauseChange[]) => ({ directiveId: 'd1', by: 'd2', on, changes });
const by =
  (on: string, ...changes: ClauseChange[]) =>
  (d: Directive | null) =>
    d ? amend(d, amending(on, ...changes)) : [];
const amended = (on: string, ...changes: ClauseChange[]): NewFact<DirectiveEvents> => ({
  type: 'DirectiveAmended',
  data: amending(on, ...changes),
});

describe('clauses that another directive changes', () => {
  it('are changed, added and removed from a day; before it the old text stands', () => {
    const { state } = given(directive, issued, amended('2021-12-13', changed, added), amended('2021-12-20', removed));
    if (!state) throw new Error('the directive is known');
    const on = (day: string) => clausesOn(state, day).standing.map((c) => `${c.ref} ${c.summary} ${c.by ?? 'gốc'}`);
    const principle = '2 Người đứng đầu chịu trách nhiệm gốc';
    expect(on('2021-12-12')).toEqual(['1 Tránh để F0 ở nhà gốc', principle]);
    expect(on('2021-12-13')).toEqual(['1 Cho F0 ở nhà d2', principle, '3 Báo cáo d2']);
    expect(on('2021-12-20')).toEqual([principle, '3 Báo cáo d2']);
    expect(clausesOn(state, '2021-12-20').removed).toMatchObject([
      { ref: '1', on: '2021-12-20', summary: 'Cho F0 ở nhà' },
    ]);
    expect(clausesOn(state, '2021-12-19').removed).toEqual([]);
  });

  it('follow the day from which they hold, whenever that was recorded', () => {
    const { state } = given(directive, issued, amended('2021-12-20', removed), amended('2021-12-13', changed));
    expect(state && clausesOn(state, '2021-12-25').removed).toMatchObject([{ summary: 'Cho F0 ở nhà' }]);
  });

  it('are refused where they do not follow from each other', () => {
    const held = given(directive, issued);
    held.when(by('2021-12-13', { ...added, ref: '1' })).refuses('clause-stands-already');
    held.when(by('2021-12-13', { ...changed, ref: '9' })).refuses('clause-does-not-stand');
    held.when(by('2021-12-13', changed, removed)).refuses('clause-stands-twice');
    held.when(by('2021-12-13', { ...changed, clause: null })).refuses('change-and-text-disagree');
    held.when(by('2021-12-13', { ...removed, clause: changed.clause })).refuses('change-and-text-disagree');
    held
      .when((d) => (d ? amend(d, { ...amending('2021-12-13', changed), by: 'd1' }) : []))
      .refuses('directive-changes-itself');
    // Taken out from the 13th on, it can be changed from the 12th on and not later.
    const without = given(directive, issued, amended('2021-12-13', removed));
    without.when(by('2021-12-12', changed)).then(amended('2021-12-12', changed));
    without.when(by('2021-12-14', changed)).refuses('clause-does-not-stand');
    without.when(by('2021-12-12', removed)).refuses('clause-does-not-stand');
  });

  it('an amendment that another one rests on is not taken out alone', () => {
    const resting = given(directive, issued, amended('2021-12-20', { ...added, change: 'changed' }));
    expect(directive.consistent?.(resting.state)).toBe(false);
    const whole = given(
      directive,
      issued,
      amended('2021-12-13', added),
      amended('2021-12-20', { ...added, change: 'changed' }),
    );
    expect(directive.consistent?.(whole.state)).toBe(true);
  });

  it('any accepted history holds', () => {
    anyHistoryHolds(
      directive,
      (d) => issue(d, issued.data as DirectiveEvents['DirectiveIssued']),
      fc.tuple(someDay, fc.constantFrom(changed, added, removed)).map(([on, change]) => by(on, change)),
    );
  });
});
