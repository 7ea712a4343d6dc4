import type { Facts } from '#domain/facts.js';
import { bodiesOf, DEMO_RECORDS } from '../apps/cli/src/demo/records.js';
import { printDemo } from '../apps/cli/src/demo-print.js';
import { recordDemo } from '../apps/cli/src/demo-record.js';
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

describe('what the five sources come to', () => {
  it('is 5 directives that cite 7 documents', () => {
    expect(report.counts.directives).toBe(5);
    expect(report.counts.citedDocuments).toBe(7);
  });

  it('is 81 clauses, of which 72 are tasks', () => {
    expect(report.counts.clauses).toBe(81);
    expect(report.counts.clausesByKind).toEqual({
      task: 72,
      inspection: 3,
      principle: 3,
      delegation: 1,
      recognition: 1,
      escalation: 1,
    });
  });

  it('gives each clause its task, of the same kind and title', () => {
    for (const { directive, tasks } of report.directives) {
      expect(tasks.map(({ task: { assigned } }) => [assigned.clause, assigned.kind, assigned.title])).toEqual(
        directive.issued.clauses.map(({ ref, kind, summary }) => [ref, kind, summary]),
      );
    }
  });

  it('has no calendar deadline, 41 clauses led by a class, 6 with two leads and 9 that name offices', () => {
    expect(report.counts).toMatchObject({
      withCalendarDeadline: 0,
      ledByClass: 41,
      withTwoLeads: 6,
      namingOffices: 9,
    });
  });

  it('has 4 groups of inspection teams and 1 visit', () => {
    expect(report.counts).toMatchObject({ inspectionTeamGroups: 4, siteVisits: 1 });
    expect(report.teams.map(({ established }) => established.teamCount)).toEqual([10, 1, 15, null, null]);
  });

  it('has 17 findings, each with its occasion', () => {
    expect(report.counts.findings).toBe(17);
    expect(report.counts.findingsByOccasion).toEqual({ inspection: 6, document: 2, press: 4, meeting: 5 });
  });

  it('has 3 case reports, one figure of which differs from its parts', () => {
    expect(report.counts).toMatchObject({ caseReports: 3, sumMismatches: 1 });
    expect(report.caseReports.map(({ figures }) => figures.length)).toEqual([1, 6, 1]);
  });

  it('has 22 indicators', () => {
    expect(report.counts.indicators).toBe(22);
  });

  it('has 17 attestations of 10 people and no appointment', () => {
    expect(report.counts).toMatchObject({ attestations: 17, attestedPersons: 10 });
    const offices = bodiesOf('CreateOffice').map(({ officeId }) => facts.office(officeId));
    expect(offices.flatMap((office) => office?.appointments ?? [])).toEqual([]);
  });
});

describe('recording', () => {
  it('records every command on the first run', () => {
    expect(demo.firstRun).toMatchObject({ recorded: DEMO_RECORDS.length, already: 0 });
    expect(demo.progress.at(-1)).toEqual([DEMO_RECORDS.length, DEMO_RECORDS.length]);
  });

  it('records nothing twice', async () => {
    const head = await demo.log.head();
    await expect(recordDemo(demo.desk)).resolves.toEqual({
      recorded: 0,
      already: DEMO_RECORDS.length,
      position: Number(head),
    });
    expect(await demo.log.head()).toBe(head);
  });

  it('marks each event as historical, with its source', async () => {
    for await (const batch of demo.log.readAll(0n)) {
      for (const { meta } of batch) {
        expect(meta).toMatchObject({ historical: true, source: { document: expect.stringMatching(/^00[0-4]_/) } });
      }
    }
  });

  it('takes the documents in the order of their dates', () => {
    const days = bodiesOf('IssueDirective').map(({ on }) => on);
    expect(days).toEqual(['2021-08-10', '2021-08-11', '2021-12-13', '2022-01-13', '2022-03-07']);
  });

  it('says nothing of a person but the name, under an id without it', () => {
    for (const body of bodiesOf('RegisterPerson')) {
      expect(Object.keys(body).sort()).toEqual(['name', 'personId']);
      expect(body.personId).toMatch(/^p-\d\d$/);
    }
  });
});

describe('the printing', () => {
  const print = async (lang: 'vi' | 'en') => {
    const lines: string[] = [];
    await printDemo(demo.reader, lang, (line) => lines.push(line));
    return lines;
  };

  it.each(['vi', 'en'] as const)('fits into 100 columns (%s)', async (lang) => {
    const lines = await print(lang);
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(lines.length).toBeGreaterThan(300);
  });

  it('says in Vietnamese that nobody was named, and never that the seat is vacant', async () => {
    const text = (await print('vi')).join('\n');
    expect(text).toContain('chịu trách nhiệm: Chủ tịch UBND quận Hoàng Mai – chưa có thông tin');
    expect(text).not.toMatch(/– khuyết/);
    expect(text).toContain('chịu trách nhiệm: Bí thư Quận ủy Hoàng Mai – Nguyễn Quang Hiếu (văn bản có nêu)');
  });

  it('puts the offices together for which nobody is named', async () => {
    const text = (await print('vi')).join(' ').replace(/\s+/g, ' ');
    expect(text).toContain(
      'Chủ tịch UBND quận Hoàng Mai; Chủ tịch UBND quận Hà Đông; Bí thư Huyện ủy Thanh Trì; Chủ tịch UBND huyện Thanh Trì – chưa có thông tin',
    );
  });

  it('says how many members of a class are named', async () => {
    expect((await print('vi')).join(' ').replace(/\s+/g, ' ')).toContain('đã nêu tên 3 trên tổng số chưa rõ');
    expect((await print('en')).join(' ').replace(/\s+/g, ' ')).toContain('named 5 of an unknown number');
  });

  it('prints statuses with numerator, denominator and both times', async () => {
    const lines = await print('vi');
    const text = lines.join('\n');
    expect(text).toContain('68/72  không nêu hạn');
    expect(text).toContain('0/72  quá hạn');
    expect(lines.join(' ').replace(/\s+/g, ' ')).toContain(`tính đến ngày 07/03/2022 · biết đến bản ghi số`);
  });

  it('prints the figures with their flags', async () => {
    const text = (await print('vi')).join(' ').replace(/\s+/g, ' ');
    expect(text).toContain(
      '112 ca (24/07/2021 – 10/08/2021) · trong đó: cộng đồng 30, khu cách ly 81 · [tổng lệch 1 so',
    );
    expect(text).toContain('gần 15.000 ca (11/10/2021 – 13/12/2021) · tính đến 18:00 13/12/2021');
    expect(text).toContain('[chưa rõ kỳ 7 hay 8 ngày]');
    expect(text).toContain('khoảng 70%');
  });

  it('says where in the sources each was read', async () => {
    const text = (await print('vi')).join(' ').replace(/\s+/g, ' ');
    expect(text).toContain('nguồn 004_875a3551ed32719f.txt:2');
    expect(text.match(/nguồn 00[0-4]:\d+/g)).toHaveLength(81 + 5 + 17 + 3 + 22);
  });

  it('prints the counts of the record', async () => {
    const text = (await print('vi')).join('\n');
    expect(text).toMatch(/^ +81 {2}nội dung giao$/m);
    expect(text).toMatch(/^ +17 {2}lần văn bản nêu người giữ chức vụ$/m);
    expect(text).toMatch(/^ +0 {2}Chủ tịch UBND chịu trách nhiệm, có tên$/m);
  });

  it('has an English title for every directive and task', async () => {
    const text = (await print('en')).join(' ').replace(/\s+/g, ' ');
    expect(text).toContain('First dose for all who still lack it');
    for (const { title } of [...bodiesOf('IssueDirective'), ...bodiesOf('AssignTask')])
      expect(text).not.toContain(title);
  });
});
