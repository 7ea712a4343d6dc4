import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { bodiesOf, DEMO_RECORDS } from '../apps/cli/src/demo/records.js';

/** The sources and their facts do not come with the project; the comparisons with them run where they are. */
const SHARED = new URL('../../shared/', import.meta.url);
const SEEDS = new URL('dataset/seeds.json', SHARED);
const SOURCES = new URL('seeds/', SHARED);

interface Seeds {
  units: { id: string; isClass?: boolean }[];
  offices: { id: string }[];
  people: { id: string; name: string }[];
  appointments: { personId: string; officeId: string; attestedOn: string }[];
  citedDocuments: { id: string; number: string | null; issuedOn: string | null; citedByDirectiveIds: string[] }[];
  directives: {
    id: string;
    issuerUnitId: string;
    legalBases: string[];
    meetingOn: string | null;
    issuedOn: string | null;
  }[];
  tasks: {
    id: string;
    directiveId: string;
    kind: string;
    leadUnitIds: string[];
    leadStated: boolean;
    coordinatingUnitIds: string[];
    accountableOfficeIds: string[];
    deadline: string | null;
    deadlineText: string | null;
    target: { value: number } | null;
    trigger: { text?: string }[] | null;
    source: { file: string; line: number };
  }[];
  inspections: { id: string; kind: string; teamCount: number | null; leaderPersonIds: string[] }[];
  findings: { id: string; kind: string; subjectUnitIds: string[]; unitsNamed?: boolean; madeOn: string }[];
  reports: { id: string; unitId: string; figures: { value: number }[] }[];
  indicators: { id: string; unitId: string; value: number | null; kind: string; asOf: string }[];
}

const KINDS: Readonly<Record<string, string>> = {
  accountability_principle: 'principle',
  recognition_and_discipline: 'recognition',
  praise: 'strength',
  commendation: 'strength',
  trigger: 'threshold',
  actual_qualitative: 'actual',
  planned_capacity: 'planned',
  time_window: 'time-window',
};
const kindOf = (kind: string) => KINDS[kind] ?? kind;

/** By id, so that the order of the two does not matter. */
function byId<T, R>(list: readonly T[], id: (item: T) => string, rest: (item: T) => R): Record<string, R> {
  return Object.fromEntries(list.map((item) => [id(item), rest(item)]));
}

describe('each record of the demo', () => {
  it('has a key of its own', () => {
    expect(new Set(DEMO_RECORDS.map(({ key }) => key)).size).toBe(DEMO_RECORDS.length);
  });

  it('has a line of one of the five sources, before the comments and other news that follow in it', () => {
    const lastLine: Record<string, number> = { '000': 39, '001': 21, '002': 29, '003': 49, '004': 18 };
    for (const { source } of DEMO_RECORDS) {
      expect(source.document).toMatch(/^00[0-4]_[0-9a-f]{16}\.txt$/);
      expect(source.line).toBeGreaterThan(0);
      expect(source.line).toBeLessThanOrEqual(lastLine[source.document.slice(0, 3)] ?? 0);
    }
  });
});

if (existsSync(SEEDS)) compareWith(JSON.parse(readFileSync(SEEDS, 'utf8')) as Seeds);
if (existsSync(SOURCES)) compareWording(SOURCES);

function compareWith(seeds: Seeds): void {
  describe('the demo and the facts extracted from the sources', () => comparisons(seeds));
}

function comparisons(seeds: Seeds): void {
  it('have the same directives, of the same issuers and days', () => {
    expect(
      byId(
        bodiesOf('IssueDirective'),
        (b) => b.directiveId,
        ({ issuer, on }) => [issuer, on],
      ),
    ).toEqual(
      byId(
        seeds.directives,
        (d) => d.id,
        (d) => [d.issuerUnitId, d.meetingOn ?? d.issuedOn],
      ),
    );
  });

  it('cite the same numbers of the same dates', () => {
    const mine = bodiesOf('IssueDirective').map(({ directiveId, legalBasis }) => [
      directiveId,
      (legalBasis ?? []).map((b) => `${b.number ?? ''} ${b.issuedOn ?? ''}`).sort(),
    ]);
    const theirs = seeds.directives.map(({ id }) => [
      id,
      seeds.citedDocuments
        .filter((d) => d.citedByDirectiveIds.includes(id))
        .map((d) => `${d.number ?? ''} ${d.issuedOn ?? ''}`)
        .sort(),
    ]);
    expect(Object.fromEntries(mine)).toEqual(Object.fromEntries(theirs));
  });

  it('have the same clauses with the same kind, leads, coordinators, offices, deadline, condition and target', () => {
    const mine = byId(
      bodiesOf('AssignTask'),
      (b) => b.taskId,
      (b) => ({
        directive: b.directiveId,
        kind: b.kind ?? 'task',
        leads: b.leads,
        stated: b.leadsStated ?? true,
        coordinators: b.coordinators ?? [],
        offices: b.answering ?? [],
        deadline: b.deadline ?? null,
        hasWording: (b.deadlineText ?? null) !== null,
        conditional: (b.condition ?? null) !== null,
        target: b.target?.value ?? null,
      }),
    );
    const theirs = byId(
      seeds.tasks,
      (t) => t.id,
      (t) => ({
        directive: t.directiveId,
        kind: kindOf(t.kind),
        leads: t.leadUnitIds,
        stated: t.leadStated,
        coordinators: t.coordinatingUnitIds,
        offices: t.accountableOfficeIds,
        deadline: t.deadline,
        hasWording: t.deadlineText !== null,
        conditional: (t.trigger ?? []).some((trigger) => trigger.text !== undefined),
        target: t.target?.value ?? null,
      }),
    );
    expect(mine).toEqual(theirs);
  });

  it('keep the wording of each deadline, two of them shortened', () => {
    const other = seeds.tasks.filter((task) => {
      const mine = bodiesOf('AssignTask').find((b) => b.taskId === task.id)?.deadlineText ?? null;
      return mine !== task.deadlineText;
    });
    expect(other.map(({ id }) => id)).toEqual(['task-hd-2022-01-13-03', 'task-hd-2022-01-13-11']);
    for (const { id, deadlineText } of other) {
      const mine = bodiesOf('AssignTask').find((b) => b.taskId === id)?.deadlineText ?? '';
      expect(deadlineText).toContain(mine);
    }
  });

  it('name the same offices, and the same classes of units', () => {
    const mine = new Set(bodiesOf('CreateOffice').map(({ officeId }) => officeId));
    expect(seeds.offices.filter(({ id }) => !mine.has(id))).toEqual([]);
    expect(
      bodiesOf('DefineClass')
        .map(({ unitId }) => unitId)
        .sort(),
    ).toEqual(
      seeds.units
        .filter((unit) => unit.isClass)
        .map(({ id }) => id)
        .sort(),
    );
  });

  it('have the same attestations of the same people on the same days', () => {
    const names = byId(
      bodiesOf('RegisterPerson'),
      (b) => b.personId,
      (b) => b.name,
    );
    const theirNames = byId(
      seeds.people,
      (p) => p.id,
      (p) => p.name,
    );
    const mine = bodiesOf('AttestHolder').map((b) => `${b.on} ${b.officeId} ${names[b.personId]}`);
    const theirs = seeds.appointments.map((a) => `${a.attestedOn} ${a.officeId} ${theirNames[a.personId]}`);
    expect(mine.sort()).toEqual(theirs.sort());
  });

  it('have the same teams and the same visit', () => {
    expect(
      byId(
        bodiesOf('EstablishInspectionTeam'),
        (b) => b.teamId,
        (b) => [
          b.kind === 'inspection' ? 'inspection_teams' : 'site_visit',
          b.teamCount ?? null,
          (b.leaders ?? []).length,
        ],
      ),
    ).toEqual(
      byId(
        seeds.inspections,
        (i) => i.id,
        (i) => [i.kind, i.teamCount, i.leaderPersonIds.length],
      ),
    );
  });

  it('have the same findings about the same units', () => {
    expect(
      byId(
        bodiesOf('LogFinding'),
        (b) => b.findingId,
        (b) => [b.kind, b.units ?? [], b.on],
      ),
    ).toEqual(
      byId(
        seeds.findings,
        (f) => f.id,
        (f) => [kindOf(f.kind), f.unitsNamed === false ? [] : f.subjectUnitIds, f.madeOn],
      ),
    );
  });

  it('have the same figures', () => {
    const values = bodiesOf('ReportCases').map(({ reportId, unit, figures }) => [
      reportId,
      [unit, ...figures.flatMap((f) => [f.total, ...(f.parts ?? []).map((part) => part.value)])],
    ]);
    expect(Object.fromEntries(values)).toEqual(
      byId(
        seeds.reports,
        (r) => r.id,
        (r) => [r.unitId, ...r.figures.map((f) => f.value)],
      ),
    );
    expect(
      byId(
        bodiesOf('ReportIndicator'),
        (b) => b.indicatorId,
        (b) => [b.unit, b.value ?? null, b.kind, b.on],
      ),
    ).toEqual(
      byId(
        seeds.indicators,
        (i) => i.id,
        (i) => [i.unitId, i.value, kindOf(i.kind), i.asOf],
      ),
    );
  });
}

function compareWording(sources: URL): void {
  const RUN = 9;
  const words = (text: string) =>
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const runs = (text: string) => {
    const all = words(text);
    return all.slice(RUN - 1).map((_, i) => all.slice(i, i + RUN).join(' '));
  };
  const OWN = new URL('../apps/cli/src/', import.meta.url);
  const files = existsSync(OWN) ? readdirSync(OWN, { recursive: true, encoding: 'utf8' }) : [];

  it('the demo has no nine words in a row from a source in any of its files', () => {
    const texts = readdirSync(sources).filter((name) => name.endsWith('.txt'));
    const known = new Set(texts.flatMap((name) => runs(readFileSync(new URL(name, sources), 'utf8'))));
    expect(known.size).toBeGreaterThan(5000);
    const taken = files
      .filter((name) => /demo.*\.ts$/.test(name))
      .flatMap((name) => runs(readFileSync(new URL(name, OWN), 'utf8')).filter((run) => known.has(run)));
    expect(taken).toEqual([]);
  });
}
