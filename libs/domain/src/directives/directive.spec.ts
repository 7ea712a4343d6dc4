import fc from 'fast-check';
import type { NewFact } from '../decider.js';
import { type Directive, directive, type DirectiveEvents, issue, revoke, supersede } from './directive.js';
import { enterNumber, numberRegister } from './number-register.js';
import { anyHistoryHolds, someDay } from '../testing/any-history.js';
import { given } from '../testing/given.js';

const text: DirectiveEvents['DirectiveIssued'] = {
  directiveId: 'd1',
  form: 'document',
  issuer: 'tp.party',
  issuerOffice: null,
  title: 'Về việc tăng cường phòng, chống dịch bệnh',
  number: '12-CT/TU',
  on: '2021-08-10',
  onInferred: false,
  issuedOn: '2021-08-10',
  eventOn: null,
  publishedAt: '2021-08-11',
  urgency: 'flash',
  clauses: [
    { ref: '1', kind: 'task', summary: 'Rà soát' },
    { ref: '2', kind: 'principle', summary: 'Người đứng đầu chịu trách nhiệm' },
  ],
  legalBasis: [{ directiveId: null, number: '16/CT-TTg', title: 'Chỉ thị', issuerText: 'Thủ tướng', issuedOn: null }],
  recipients: [],
  signer: null,
  chairedBy: null,
};
type DirectiveFact = NewFact<DirectiveEvents>;
const issued: DirectiveFact = { type: 'DirectiveIssued', data: text };
const revocation = { directiveId: 'd1', on: '2021-09-01', reason: null };
const revoked: DirectiveFact = { type: 'DirectiveRevoked', data: revocation };
const replacement = { directiveId: 'd1', by: 'd2', on: '2021-09-01', carryOver: [{ task: 't1', clause: '3' }] };
const superseded: DirectiveFact = { type: 'DirectiveSuperseded', data: replacement };

describe('directive', () => {
  it('is issued once, each clause standing once', () => {
    given(directive)
      .when((d) => issue(d, text))
      .then(issued);
    given(directive, issued)
      .when((d) => issue(d, text))
      .refuses('directive-already-issued');
    const twice = { ...text, clauses: [...text.clauses, { ref: '1', kind: 'task', summary: 'Khác' } as const] };
    given(directive)
      .when((d) => issue(d, twice))
      .refuses('clause-stands-twice');
  });

  it('is revoked on or after the day of its force, once', () => {
    const revokeOn = (on: string) => (d: Directive | null) => revoke(d, { ...revocation, on });
    given(directive).when(revokeOn('2021-09-01')).refuses('directive-unknown');
    given(directive, issued).when(revokeOn('2021-08-09')).refuses('directive-not-yet-in-force');
    given(directive, issued).when(revokeOn('2021-09-01')).then(revoked);
    given(directive, issued, revoked).when(revokeOn('2021-09-01')).refuses('directive-no-longer-in-force');
    given(directive, issued, revoked).when(revokeOn('2021-08-15')).refuses('directive-already-ended');
  });

  it('is superseded by another, which may carry tasks over', () => {
    const state = given(directive, issued)
      .when((d) => supersede(d, replacement))
      .then(superseded);
    expect(state?.end).toMatchObject({ kind: 'superseded', by: 'd2', carried: ['t1'] });
    given(directive, issued)
      .when((d) => supersede(d, { ...replacement, by: 'd1' }))
      .refuses('directive-supersedes-itself');
    given(directive, issued, superseded)
      .when((d) => revoke(d, { ...revocation, on: '2021-08-20' }))
      .refuses('directive-already-ended');
    given(directive, issued, revoked)
      .when((d) => supersede(d, { ...replacement, on: '2021-08-20' }))
      .refuses('directive-already-ended');
  });

  it('any accepted history holds', () => {
    anyHistoryHolds(
      directive,
      (d) => issue(d, text),
      someDay.map((on) => (d) => revoke(d, { ...revocation, on })),
      fc.tuple(someDay, fc.constantFrom('d1', 'd2')).map(
        ([on, by]) =>
          (d) =>
            supersede(d, { ...replacement, by, on }),
      ),
    );
  });
});

describe('the issuer’s register of numbers', () => {
  const entry = { issuer: 'tp.party', number: '12-CT/TU', key: 'CT:12:2021', directiveId: 'd1' };
  const entered = { type: 'NumberEntered', data: entry } as const;

  it('gives a number once; the same directive may ask again', () => {
    given(numberRegister)
      .when((r) => enterNumber(r, entry))
      .then(entered);
    given(numberRegister, entered)
      .when((r) => enterNumber(r, entry))
      .thenNothing();
    given(numberRegister, entered)
      .when((r) => enterNumber(r, { ...entry, directiveId: 'd2' }))
      .refuses('number-taken');
    const other = { ...entry, key: 'CT:12:2022', directiveId: 'd2' };
    given(numberRegister, entered)
      .when((r) => enterNumber(r, other))
      .then({ type: 'NumberEntered', data: other });
  });

  it('any accepted history holds', () => {
    anyHistoryHolds(
      numberRegister,
      (r) => enterNumber(r, entry),
      fc.tuple(fc.constantFrom('d1', 'd2', 'd3'), fc.constantFrom('CT:12:2021', 'TB:1:2021')).map(
        ([directiveId, key]) =>
          (r) =>
            enterNumber(r, { ...entry, key, directiveId }),
      ),
    );
  });
});
