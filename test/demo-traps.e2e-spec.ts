import { caseCountOf } from '#domain/figures/case-count-answer.js';
import { caseCount, flagsOf } from '#domain/figures/case-count.js';
import type { Facts } from '#domain/facts.js';
import { finding } from '#domain/inspections/finding.js';
import { inspection } from '#domain/inspections/inspection.js';
import { taskStatus } from '#domain/tasks/task-status.js';
import { whoAnswers, type WhoAnswers } from '#domain/tasks/who-answers.js';
import { DEMO_RECORDS } from '../apps/cli/src/demo/records.js';
import type { DemoReport } from '../apps/cli/src/demo-report.js';
import { recordedDemo, type RecordedDemo } from './demo-in-memory.js';

let demo: RecordedDemo;
let facts: Facts;
let report: DemoReport;

beforeAll(async () => {
  demo = await recordedDemo();
  ({ facts, report } = demo);
});

afterAll(() => demo.close());

function answerOn(taskId: string, asOf: string): WhoAnswers {
  const answer = whoAnswers(facts, taskId, asOf);
  if (!answer) throw new Error(`no task ${taskId}`);
  return answer;
}

/** `capacity office holder-or-reason certainty` of each line. */
function linesOf({ lines }: WhoAnswers): string[] {
  return lines.map((l) =>
    [l.capacity, l.office ?? l.unit, l.holder ?? l.reason, l.certainty].filter(Boolean).join(' '),
  );
}

describe('who answers', () => {
  it('is the secretary that the source shows and the chair for whom it names nobody', () => {
    expect(linesOf(answerOn('task-hm-2021-08-10-06', '2021-08-10'))).toEqual([
      'answers of-hm-bi-thu p-06 attested',
      'answers hm-ubnd.ct unnamed',
    ]);
  });

  it("is no People's Committee chair by name anywhere, and every one as unnamed", () => {
    expect(report.counts).toMatchObject({ chairsNamed: 0, chairsUnnamed: 9 });
  });

  it('is not known between the only attestation of the district secretary and any later day', () => {
    expect(linesOf(answerOn('task-hm-2021-08-10-06', '2021-12-13'))).toEqual([
      'answers of-hm-bi-thu unknown-holder',
      'answers hm-ubnd.ct unnamed',
    ]);
  });

  it('is presumed to be the city secretary between two attestations', () => {
    expect(linesOf(answerOn('task-hn-2021-12-13-06', '2022-01-20'))).toEqual(['answers of-hn-bi-thu p-01 presumed']);
    expect(answerOn('task-hn-2021-12-13-06', '2022-01-20').lines[0]?.flags).toEqual(['collective']);
  });

  it('has no head office for the party group of the city, and infers no chair', () => {
    expect(linesOf(answerOn('task-hn-2021-12-13-08', '2021-12-13'))).toEqual(['answers hn-bcsd-ubnd no-head-office']);
  });

  it('is in each named district the secretary and the chair that the text names', () => {
    const answer = answerOn('task-hn-2021-12-13-17', '2021-12-13');
    expect(answer.lines.map((l) => [l.unit, l.office, l.basis])).toEqual([
      ['hm', 'of-hm-bi-thu', 'stated'],
      ['hm', 'hm-ubnd.ct', 'stated'],
      ['hd', 'of-hd-bi-thu', 'stated'],
      ['hd', 'hd-ubnd.ct', 'stated'],
      ['thanh-tri', 'thanh-tri-huyen-uy.bt', 'stated'],
      ['thanh-tri', 'thanh-tri-ubnd.ct', 'stated'],
      ['hn-class-quan-huyen-thixa', null, 'rule'],
    ]);
  });

  it('is covered for 3 districts and 5 communes of an unknown number', () => {
    expect(answerOn('task-hn-2022-03-07-12', '2022-03-07').coverage).toEqual([
      { class: 'hn-class-quan-huyen-thixa', named: 3, total: null },
      { class: 'hn-class-phuong-xa-thitran', named: 5, total: null },
    ]);
  });

  it('invents no members of classes of which the sources name none', () => {
    const answer = answerOn('task-hcm-2021-08-11-01', '2021-08-11');
    expect(linesOf(answer)).toEqual(['answers hcm-class-capuy-cq not-fanned-out']);
    expect(answer.coverage).toEqual([{ class: 'hcm-class-capuy-cq', named: 0, total: null }]);
  });

  it('is declared to be before the Standing Committee that the notice names', () => {
    const answer = answerOn('task-hd-2022-01-13-16', '2022-01-13');
    expect(linesOf(answer)).toEqual(['answers of-hd-uv-btv unnamed']);
    expect(answer.answersTo).toMatchObject([{ office: 'of-hd-uv-btv', body: 'hd-btv-quan-uy' }]);
  });

  it('carries the events that made each line', () => {
    for (const { answer } of report.directives.flatMap(({ tasks }) => tasks)) {
      expect(answer.lines.length).toBeGreaterThan(0);
      for (const line of answer.lines) expect(line.evidence.length).toBeGreaterThan(0);
    }
  });
});

describe('the traps of the sources', () => {
  it('makes no date of the wording of a deadline', () => {
    expect(taskStatus(facts, 'task-hcm-2021-08-11-01', '2021-09-30')).toMatchObject({
      status: 'no-deadline',
      deadline: null,
      deadlineText: 'trong 8 ngày còn lại',
      overdueDays: 0,
    });
    expect(report.byStatus).toMatchObject({ 'no-deadline': 68, 'not-triggered': 4, 'open-overdue': 0 });
  });

  it("keeps 12-CT/TU as Hồ Chí Minh City's and 632-TB/TU as Hà Nội's", () => {
    const issuers = report.directives.flatMap(({ directive }) =>
      directive.issued.legalBasis.map(({ number, issuerText }) => [number, issuerText]),
    );
    expect(issuers).toContainEqual(['12-CT/TU', 'Ban Thường vụ Thành ủy TP Hồ Chí Minh']);
    expect(issuers).toContainEqual(['632-TB/TU', 'Ban Thường vụ Thành ủy Hà Nội']);
  });

  it('keeps 112 beside 30 + 81 and flags that they differ by 1', () => {
    expect(caseCountOf(facts, 'hm', '2021-07-24', '2021-08-10')).toMatchObject({
      total: 112,
      flags: ['sum-mismatch'],
      mismatchBy: 1,
    });
  });

  it('keeps "nearly 15,000" until 18:00 as approximate and of part of a day', () => {
    const answer = caseCountOf(facts, 'hn', '2021-10-11', '2021-12-13');
    expect(answer).toMatchObject({ total: 15000, flags: ['approximate', 'partial-day'] });
    expect(answer?.figure.cutoffAt).toBe('2021-12-13T11:00:00Z');
  });

  it('leaves open whether 05/01–12/01 is 7 or 8 days, and makes no total of the mean', () => {
    const [figure] = facts.of(caseCount, 'rep-hd-2022-01-13')?.figures ?? [];
    expect(figure && flagsOf(figure).flags).toEqual(['approximate', 'period-ambiguous']);
    expect(caseCountOf(facts, 'hd', '2022-01-05', '2022-01-12')).toBeNull();
  });

  it('keeps the meeting of 7 March 2022 apart from its publication', () => {
    expect(facts.directive('dir-hn-2022-03-07')?.issued).toMatchObject({
      on: '2022-03-07',
      eventOn: '2022-03-07',
      issuedOn: null,
      publishedAt: '2022-03-09 09:34',
      onInferred: false,
    });
  });

  it('marks the years that three sources leave out as inferred', () => {
    const inferred = report.directives.filter(({ directive }) => directive.issued.onInferred);
    expect(inferred.map(({ directive }) => directive.id)).toEqual([
      'dir-hm-2021-08-10',
      'dir-hcm-2021-08-11',
      'dir-hn-2021-12-13',
    ]);
  });

  it('has the order against F0 at home alone on 10/8/2021, and the order for it from 13/12/2021', () => {
    const status = (task: string, on: string) => taskStatus(facts, task, on)?.status;
    expect(status('task-hm-2021-08-10-01', '2021-08-10')).toBe('no-deadline');
    expect(status('task-hn-2021-12-13-19', '2021-08-10')).toBe('not-yet-assigned');
    expect(status('task-hn-2021-12-13-19~hm', '2021-12-12')).toBe('not-yet-assigned');
    expect(status('task-hn-2021-12-13-19~hm', '2021-12-13')).toBe('no-deadline');
    const shortcoming = facts.of(finding, 'find-000-04')?.logged;
    expect(shortcoming).toMatchObject({ on: '2021-12-13', tasks: ['task-hn-2021-12-13-19'] });
  });

  it('names no unit for three shortcomings, and keeps the wording', () => {
    expect(report.counts.shortcomingsWithoutUnit).toBe(3);
    const nameless = report.findings.filter(({ logged }) => logged.units.length === 0);
    expect(nameless.map(({ id, logged }) => [id, logged.unitsText])).toEqual([
      ['find-000-02', 'còn phổ biến'],
      ['find-000-03', 'nhiều nơi'],
      ['find-000-04', 'một số quận, huyện, phường, xã'],
    ]);
  });

  it('has as remarks of an inspection only those of the visit to Hoàng Mai', () => {
    const onVisit = report.findings.filter(({ logged }) => logged.occasion === 'inspection');
    expect(onVisit.every(({ logged }) => logged.teamId === 'visit-hm-2021-08-10')).toBe(true);
    expect(onVisit.every(({ logged }) => logged.units.join() === 'hm' && logged.on === '2021-08-10')).toBe(true);
    expect(facts.of(inspection, 'visit-hm-2021-08-10')?.visits[0]).toMatchObject({
      unit: 'hm',
      partOfDay: 'afternoon',
      receivedBy: 'p-06',
    });
  });

  it('has the remarks to the press of 13/12/2021 apart from the conclusions of the meeting', () => {
    const press = report.findings.filter(({ logged }) => logged.occasion === 'press');
    expect(press.map(({ id }) => id)).toEqual(['find-000-01', 'find-000-02', 'find-000-03', 'find-000-04']);
    expect(press.every(({ logged }) => logged.directiveId === null)).toBe(true);
  });

  it('has another signer of the Hà Đông notice than the one who chaired', () => {
    expect(facts.directive('dir-hd-2022-01-13')?.issued).toMatchObject({
      number: null,
      issuedOn: null,
      signer: { person: 'p-09', office: 'of-hd-pbt-tt', authority: 'T/M' },
      chairedBy: 'p-08',
    });
  });

  it('puts the ward of which the source names no district directly under the city', () => {
    const ward = DEMO_RECORDS.find(({ key }) => key === 'RegisterPlace hn-bach-mai');
    expect(ward?.body).toMatchObject({ parent: 'hn' });
    expect(ward?.note).toBeDefined();
  });
});
