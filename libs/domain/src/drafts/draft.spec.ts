import fc from 'fast-check';
import { anyHistoryHolds, someDay } from '../testing/any-history.js';
import { given } from '../testing/given.js';
import type { NewFact } from '../decider.js';
import { dismiss, draft, type DraftEvents, draftStateOn, prepare, requireDraft, sign } from './draft.js';
import { refusalOf } from '../testing/given.js';

const escalation: DraftEvents['EscalationDrafted'] = {
  draftId: 'd1',
  on: '2021-08-21',
  ground: 'e1',
  taskId: 't',
  deadline: '2021-08-20',
  overdueDays: 1,
  about: [{ unit: 'qa.gov', office: 'qa.ct', holder: 'P1', reason: null }],
  to: [{ unit: 'tp.gov', office: 'tp.ct', basis: 'one-step-up' }],
  signs: [{ unit: 'tp.gov', office: 'tp.ct' }],
};
const prepared: NewFact<DraftEvents> = { type: 'EscalationDrafted', data: escalation };
const decision = { draftId: 'd1', subject: 'task-t', office: 'tp.ct', person: 'P2', on: '2021-08-22' };
const signature: DraftEvents['DraftSigned'] = { ...decision, seenAt: null, note: null };
const dismissal: DraftEvents['DraftDismissed'] = { ...decision, reason: 'đã báo cáo' };

describe('draft', () => {
  it('is prepared once and waits until a person decides', () => {
    const state = given(draft)
      .when((d) => prepare(d, { type: 'EscalationDrafted', data: escalation }))
      .then(prepared);
    expect(state && draftStateOn(state, '2030-01-01')).toBe('waiting');
    given(draft, prepared)
      .when((d) => prepare(d, { type: 'EscalationDrafted', data: escalation }))
      .refuses('draft-already-prepared');
  });

  it('is signed or dismissed once, from the day on', () => {
    const state = given(draft, prepared)
      .when((d) => sign(d, signature))
      .then({ type: 'DraftSigned', data: signature });
    expect(state && [draftStateOn(state, '2021-08-21'), draftStateOn(state, '2021-08-22')]).toEqual([
      'waiting',
      'signed',
    ]);
    const dismissed = given(draft, prepared)
      .when((d) => dismiss(d, dismissal))
      .then({ type: 'DraftDismissed', data: dismissal });
    expect(dismissed && draftStateOn(dismissed, '2021-08-22')).toBe('dismissed');
    for (const decided of [
      { type: 'DraftSigned', data: signature },
      { type: 'DraftDismissed', data: dismissal },
    ] satisfies NewFact<DraftEvents>[]) {
      given(draft, prepared, decided)
        .when((d) => sign(d, signature))
        .refuses('draft-already-decided');
      given(draft, prepared, decided)
        .when((d) => dismiss(d, dismissal))
        .refuses('draft-already-decided');
    }
    given(draft, prepared)
      .when((d) => sign(d, { ...signature, on: '2021-08-20' }))
      .refuses('before-the-draft');
    given(draft)
      .when((d) => dismiss(d, dismissal))
      .refuses('draft-unknown');
    expect(refusalOf(() => requireDraft(null, 'd1'))).toBe('draft-unknown');
  });

  it('any accepted history holds', () => {
    anyHistoryHolds(
      draft,
      (d) => prepare(d, { type: 'EscalationDrafted', data: escalation }),
      fc.tuple(someDay, fc.boolean()).map(
        ([on, signs]) =>
          (d) =>
            signs ? sign(d, { ...signature, on }) : dismiss(d, { ...dismissal, on }),
      ),
    );
  });
});
