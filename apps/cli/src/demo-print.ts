import { flagsOf, type CaseFigure } from '#domain/figures/case-count.js';
import { daysBetween } from '#domain/civil-date.js';
import type { Facts } from '#domain/facts.js';
import { unitsOf } from '#domain/inspections/finding.js';
import type { InspectionTeam } from '#domain/inspections/inspection.js';
import { TASK_STATUSES } from '#domain/tasks/task-status.js';
import { DemoPage } from './demo-page.js';
import { type DemoReport, demoReport, demoStreams } from './demo-report.js';
import { printDirective } from './demo-print-directive.js';
import type { Lang } from './demo-words.js';

/** Where the demo reads from; the reader of the read models is one. */
export interface DemoReader {
  snapshot<T>(at: { atLeast?: number }, work: (snapshot: DemoSnapshot) => Promise<T>): Promise<T>;
}

export interface DemoSnapshot {
  /** `ahead`: streams that the question is going to need. */
  facts<T>(question: (facts: Facts) => T, ahead?: readonly string[]): Promise<T>;
}

/**
 * Prints what the five sources come to, in lines of at most 100 columns: the directives and who answers for each task on
 * its date, tasks by status, inspections, findings, figures and the counts. All of it is read in one snapshot.
 *
 * @param atLeast waits until this ordinal is known, so that what was just recorded is printed
 * @throws whatever the reader throws
 */
export async function printDemo(
  reader: DemoReader,
  lang: Lang,
  write: (line: string) => void,
  atLeast = 0,
): Promise<void> {
  const lines = await reader.snapshot({ atLeast }, (snapshot) =>
    snapshot.facts((facts) => pageOf(facts, demoReport(facts), lang), demoStreams()),
  );
  for (const line of lines) write(line);
}

function pageOf(facts: Facts, report: DemoReport, lang: Lang): string[] {
  const page = new DemoPage(facts, lang, report.asOf);
  page.heading(page.words.directives);
  report.directives.forEach((directive, i) => printDirective(page, directive, i + 1));
  printStatuses(page, report);
  printInspections(page, report);
  printFindings(page, report);
  printFigures(page, report);
  printCounts(page, report);
  return page.lines;
}

function printStatuses(page: DemoPage, report: DemoReport): void {
  const { words } = page;
  const total = Object.values(report.byStatus).reduce((sum, count) => sum + count, 0);
  page.heading(words.statuses);
  page.text(2, [
    `${page.number(total)} ${words.tasksCounted}`,
    `${words.asOf} ${page.day(report.asOf)}`,
    `${words.knownAt} ${page.number(report.knownAt)}`,
  ]);
  for (const status of TASK_STATUSES) {
    page.line(`  ${`${report.byStatus[status]}/${total}`.padStart(6)}  ${words.status[status]}`);
  }
}

function printInspections(page: DemoPage, report: DemoReport): void {
  page.heading(page.words.inspections);
  for (const team of report.teams) printTeam(page, team);
}

function printTeam(page: DemoPage, team: InspectionTeam): void {
  const { words } = page;
  const { established: e, visits } = team;
  const leaders = [...e.leaders.map((id) => page.person(id)), ...(e.leaderText ? [e.leaderText] : [])];
  const members = [...e.members.map((id) => page.person(id)), ...(e.membersText ? [e.membersText] : [])];
  page.text(2, [
    page.title(team.id, e.name),
    words.teamCount(e.teamCount),
    page.day(e.on),
    ...page.source('EstablishInspectionTeam', team.id),
  ]);
  page.text(6, [
    `${words.owners}: ${e.owners.map((id) => page.unit(id)).join(', ')}`,
    ...labelled(words.leaders, leaders),
    ...labelled(words.members, members),
    `${words.scope}: ${e.scope}`,
    ...labelled(words.checklist, e.checklist),
    ...labelled(
      words.areas,
      e.areas.map((id) => page.unit(id)),
    ),
    ...(e.reportsTo === null ? [] : [`${words.reportsTo}: ${page.unit(e.reportsTo)}`]),
  ]);
  for (const visit of visits) {
    const when =
      visit.partOfDay === null ? page.day(visit.on) : `${words.partOfDay[visit.partOfDay]} ${page.day(visit.on)}`;
    page.text(6, [
      `${words.visited} ${page.unit(visit.unit)}, ${when}`,
      ...labelled(
        words.sites,
        visit.sites.map((site) => site.name),
      ),
    ]);
  }
}

function labelled(label: string, values: readonly string[]): string[] {
  return values.length === 0 ? [] : [`${label}: ${values.join(', ')}`];
}

function printFindings(page: DemoPage, report: DemoReport): void {
  const { words } = page;
  page.heading(words.findings);
  for (const found of report.findings) {
    const { logged } = found;
    const units = unitsOf(found, report.asOf).map((id) => page.unit(id));
    const about =
      units.length > 0 ? units.join(', ') : `${words.noUnit}${logged.unitsText ? `: “${logged.unitsText}”` : ''}`;
    const by = logged.madeByPerson
      ? page.person(logged.madeByPerson)
      : logged.madeByUnit && page.unit(logged.madeByUnit);
    page.text(2, [
      `${words.findingKind[logged.kind]}: ${page.title(found.id, logged.summary)}`,
      about,
      `${words.occasion[logged.occasion]} ${page.day(logged.on)}`,
      ...(by ? [`${words.by}: ${by}`] : []),
      ...(logged.onBehalfOf === null ? [] : [`${words.onBehalfOf} ${page.unit(logged.onBehalfOf)}`]),
      ...page.source('LogFinding', found.id),
    ]);
  }
}

function printFigures(page: DemoPage, report: DemoReport): void {
  const { words } = page;
  page.heading(words.figures);
  for (const { id, reported, figures } of report.caseReports) {
    const by = reported.reportedByPerson
      ? page.person(reported.reportedByPerson)
      : reported.reportedByUnit && page.unit(reported.reportedByUnit);
    page.text(2, [
      page.unit(reported.unit),
      page.day(reported.on),
      ...(by ? [by] : []),
      ...page.source('ReportCases', id),
    ]);
    for (const figure of figures) page.text(6, figureParts(page, figure));
  }
  page.heading(words.indicators);
  for (const { id, reported, value } of report.indicators) {
    page.text(2, [
      `${page.unit(reported.unit)}: ${page.title(id, reported.name)}`,
      words.indicatorKind[reported.kind],
      value === null ? words.noFigure : page.figure(value, reported.measuredIn, reported.qualifier),
      page.day(reported.on),
      ...page.source('ReportIndicator', id),
    ]);
  }
}

function figureParts(page: DemoPage, figure: CaseFigure): string[] {
  const { words } = page;
  const { flags, mismatchBy } = flagsOf(figure);
  const days = figure.from === null ? 1 : daysBetween(figure.from, figure.to) + 1;
  const notes = flags.map((flag) => {
    if (flag === 'sum-mismatch') return words.sumMismatch(page.number(mismatchBy));
    return flag === 'period-ambiguous' ? words.periodAmbiguous(days) : words.figureFlag[flag];
  });
  const period =
    figure.from === null || figure.from === figure.to ? page.day(figure.to) : page.period(figure.from, figure.to);
  return [
    `${page.figure(figure.total, words.measure[figure.measure], figure.qualifier)} (${period})`,
    ...(figure.cutoffAt === null ? [] : [`${words.cutoff} ${page.instant(figure.cutoffAt)}`]),
    ...labelled(
      words.parts,
      figure.parts.map((part) => `${part.name} ${page.number(part.value)}`),
    ),
    ...notes.map((note) => `[${note}]`),
  ];
}

function printCounts(page: DemoPage, { counts }: DemoReport): void {
  const { words } = page;
  const row = (indent: number, count: number, what: string) =>
    page.line(`${' '.repeat(indent)}${String(count).padStart(4)}  ${what}`);
  page.heading(words.counts);
  row(2, counts.directives, words.count.directives);
  row(2, counts.citedDocuments, words.count.citedDocuments);
  row(2, counts.clauses, words.count.clauses);
  for (const [kind, count] of Object.entries(counts.clausesByKind)) row(6, count, page.kind(kind));
  row(6, counts.withCalendarDeadline, words.count.withCalendarDeadline);
  row(6, counts.ledByClass, words.count.ledByClass);
  row(6, counts.withTwoLeads, words.count.withTwoLeads);
  row(6, counts.namingOffices, words.count.namingOffices);
  row(2, counts.memberTasks, words.count.memberTasks);
  row(2, counts.inspectionTeamGroups, words.count.inspectionTeamGroups);
  row(2, counts.siteVisits, words.count.siteVisits);
  row(2, counts.findings, words.count.findings);
  for (const [occasion, count] of Object.entries(counts.findingsByOccasion)) row(6, count, page.occasion(occasion));
  row(6, counts.shortcomingsWithoutUnit, words.count.shortcomingsWithoutUnit);
  row(2, counts.caseReports, words.count.caseReports);
  row(6, counts.sumMismatches, words.count.sumMismatches);
  row(2, counts.indicators, words.count.indicators);
  row(2, counts.attestations, words.count.attestations);
  row(6, counts.attestedPersons, words.count.attestedPersons);
  row(2, counts.chairsUnnamed, words.count.chairsUnnamed);
  row(2, counts.chairsNamed, words.count.chairsNamed);
  page.line('');
  page.line(`  ${words.notice}`);
}
