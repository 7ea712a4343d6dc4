import fc from 'fast-check';
import { type CaseReport, caseCount, correctCases } from './case-count.js';
import { type CertificationEvents, certify, proposeReopening, reopen, type Signed } from './certification.js';
import { correctIndicator, indicator } from './indicator.js';
import { requireAnnullable } from '../record/annulment.js';
import { refusalOf } from '../testing/given.js';
import { city, type Story } from '../testing/story.js';
import { tellCases } from '../testing/tell-figures.js';

const STREAM = 'casereport-r1';
const by = (office: string, on = '2021-08-13'): Signed => ({ stream: STREAM, office, person: `P:${office}`, on });
const reportOf = (s: Story) => s.facts().of(caseCount, 'r1');
const correction = { reportId: 'r1', figure: 0, total: 111, parts: null, reason: 'nhầm' };

/** A report of the district's People's Committee on its own figure. */
function reported(o: Parameters<typeof tellCases>[5] = {}): Story {
  const s = city();
  tellCases(s, 'r1', 'qa', '2021-08-12', 112, { reportedByUnit: 'qa.gov', ...o });
  return s;
}
const certifyIn = (s: Story, signed: Signed) => certify(reportOf(s), s.facts(), signed);
function certified(): Story {
  const s = reported();
  s.record(STREAM, { type: 'FigureCertified', data: by('tp.ct') });
  return s;
}

describe('whoever reports a figure does not certify it (section 5)', () => {
  it.each<[string, Parameters<typeof tellCases>[5], Signed, string | null]>([
    ['another unit', {}, by('tp.ct'), null],
    ['the unit that reports', {}, by('qa.ct'), 'reporter-certifies'],
    ['a body that does not report, in the same place', {}, by('qa.bt'), null],
    ['a body of the place that reports', { reportedByUnit: 'qa' }, by('qa.bt'), 'reporter-certifies'],
    [
      'a body of the place that it is about, where nobody is named',
      { reportedByUnit: null },
      by('qa.ct'),
      'reporter-certifies',
    ],
    ['the person who reports, from another office', { reportedByPerson: 'P:tp.ct' }, by('tp.ct'), 'reporter-certifies'],
    ['before it was reported', {}, by('tp.ct', '2021-08-11'), 'certified-before-reported'],
  ])('%s', (_, o, signed, refusal) => {
    const s = reported(o);
    expect(refusalOf(() => certifyIn(s, signed))).toBe(refusal);
  });

  it('a person who also holds an office in the unit that reports, on that day only', () => {
    const s = reported();
    s.replace('tp.ct', 'P:tp.ct', 'P:qa.ct', '2021-08-13');
    const signed = { ...by('tp.ct'), person: 'P:qa.ct' };
    expect(refusalOf(() => certifyIn(s, signed))).toBe('reporter-certifies');
    s.leave('qa.ct', 'P:qa.ct', '2021-08-20');
    expect(refusalOf(() => certifyIn(s, { ...signed, on: '2021-08-20' }))).toBeNull();
  });

  it('once; a report that is not there is not certified', () => {
    expect(certifyIn(reported(), by('tp.ct'))).toEqual([{ type: 'FigureCertified', data: by('tp.ct') }]);
    expect(refusalOf(() => certifyIn(certified(), by('tp.ct')))).toBe('figure-already-certified');
    expect(refusalOf(() => certifyIn(city(), by('tp.ct')))).toBe('report-unknown');
  });
});

describe('a certified figure', () => {
  const propose = { ...by('tp.ct', '2021-08-14'), reason: 'trùng' };
  const confirm = (proposal: string, office = 'tp.bt', on = '2021-08-15') => ({
    ...by(office, on),
    proposal,
    reason: 'đúng',
  });

  it('is not corrected until it is opened again, and has to be certified again then', () => {
    const s = certified();
    expect(refusalOf(() => correctCases(reportOf(s), correction))).toBe('figure-certified');
    const proposal = s.record(STREAM, { type: 'FigureReopeningProposed', data: propose });
    expect(refusalOf(() => correctCases(reportOf(s), correction))).toBe('figure-certified');
    s.record(STREAM, { type: 'FigureReopened', data: confirm(proposal) });
    expect(correctCases(reportOf(s), correction)).toEqual([{ type: 'CaseCountCorrected', data: correction }]);
    expect(reportOf(s)?.certification.certified).toBeNull();
    expect(refusalOf(() => certifyIn(s, by('tp.ct', '2021-08-16')))).toBeNull();
  });

  it('is opened again by two persons in two offices', () => {
    const s = certified();
    const event = { type: 'FigureReopeningProposed', data: propose } as const;
    expect(proposeReopening(reportOf(s), propose)).toEqual([event]);
    const proposal = s.record(STREAM, event);
    const refused = (data: CertificationEvents['FigureReopened']) => refusalOf(() => reopen(reportOf(s), data));
    expect(refused(confirm(proposal))).toBeNull();
    expect(refused(confirm(proposal, 'tp.ct'))).toBe('two-offices-needed');
    expect(refused({ ...confirm(proposal), person: 'P:tp.ct' })).toBe('two-persons-needed');
    expect(refused(confirm(proposal, 'tp.bt', '2021-08-13'))).toBe('reopened-before-proposed');
    expect(refused(confirm('e999'))).toBe('reopening-not-proposed');
  });

  it('and no other is opened', () => {
    expect(refusalOf(() => proposeReopening(reportOf(reported()), propose))).toBe('figure-not-certified');
    expect(refusalOf(() => proposeReopening(reportOf(certified()), by('tp.ct', '2021-08-12') as typeof propose))).toBe(
      'figure-not-certified',
    );
    expect(refusalOf(() => reopen(reportOf(reported()), confirm('e1')))).toBe('figure-not-certified');
  });

  it('stands on its corrections: they are not annulled under it', () => {
    const s = reported();
    const corrected = s.add('CaseCountCorrected', 'r1', correction);
    const annul = () =>
      refusalOf(() => requireAnnullable(caseCount, s.facts().streamFacts(STREAM), s.facts(), corrected));
    expect(annul()).toBeNull();
    const sealed = s.record(STREAM, { type: 'FigureCertified', data: by('tp.ct') });
    expect(annul()).toBe('others-stand-on-it');
    s.annul(sealed);
    expect(annul()).toBeNull();
  });

  it('may be an indicator', () => {
    const s = city();
    const told = {
      indicatorId: 'i1',
      name: 'giường',
      unit: 'qa',
      kind: 'capacity',
      value: 5,
      measuredIn: null,
    } as const;
    s.add('IndicatorReported', 'i1', { ...told, qualifier: null, on: '2021-08-12' });
    const signed = { ...by('tp.ct'), stream: 'indicator-i1' };
    const state = () => s.facts().of(indicator, 'i1');
    expect(refusalOf(() => certify(state(), s.facts(), { ...signed, office: 'qa.ct', person: 'P:qa.ct' }))).toBe(
      'reporter-certifies',
    );
    s.record('indicator-i1', { type: 'FigureCertified', data: signed });
    const change = { indicatorId: 'i1', value: 6, reason: 'nhầm' };
    expect(refusalOf(() => correctIndicator(state(), change))).toBe('figure-certified');
  });

  it('any accepted history keeps the lock: a correction never follows a certification without a reopening', () => {
    const acts = fc.array(fc.constantFrom('certify', 'propose', 'reopen', 'correct'), { maxLength: 14 });
    fc.assert(
      fc.property(acts, (sequence) => {
        const s = reported();
        let total = 200;
        for (const act of sequence) {
          const report: CaseReport | null = reportOf(s);
          const proposal = report?.certification.proposals.at(-1)?.at.id ?? 'e0';
          const decide = {
            certify: () => certify(report, s.facts(), by('tp.ct')),
            propose: () => proposeReopening(report, propose),
            reopen: () => reopen(report, confirm(proposal)),
            correct: () => correctCases(report, { ...correction, total: total++ }),
          }[act];
          const locked = report?.certification.certified !== null;
          const refusal = refusalOf(() => decide().forEach((event) => s.record(STREAM, event)));
          if (act === 'correct') expect(refusal).toBe(locked ? 'figure-certified' : null);
        }
      }),
      { numRuns: 60 },
    );
  });
});
