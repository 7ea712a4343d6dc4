import { type CaseReport, caseCount, flagsOf } from '#domain/figures/case-count.js';
import type { CivilDate } from '#domain/civil-date.js';
import { idOf, streamOf } from '#domain/decider.js';
import type { Directive, LegalBasis } from '#domain/directives/directive.js';
import type { Facts } from '#domain/facts.js';
import { type Finding, finding, unitsOf } from '#domain/inspections/finding.js';
import { type Indicator, indicator } from '#domain/figures/indicator.js';
import { type InspectionTeam, inspection } from '#domain/inspections/inspection.js';
import { TASK_STATUSES, type TaskStatus, taskStatus } from '#domain/tasks/task-status.js';
import { memberTaskId } from '#domain/tasks/member-task.js';
import type { Task } from '#domain/tasks/task.js';
import { parentOn } from '#domain/organisation/unit.js';
import { type AnswerLine, whoAnswers, type WhoAnswers } from '#domain/tasks/who-answers.js';
import { bodiesOf } from './demo/records.js';

/** A task of the demo with who answers for it on the day of its directive. */
export interface AnsweredTask {
  task: Task;
  answer: WhoAnswers;
}

export interface ReportedDirective {
  directive: Directive;
  tasks: AnsweredTask[];
}

/** All that the demo prints, as known at one ordinal. */
export interface DemoReport {
  /** The day for which statuses are given: that of the last directive. */
  asOf: CivilDate;
  knownAt: number;
  directives: ReportedDirective[];
  teams: InspectionTeam[];
  findings: Finding[];
  caseReports: CaseReport[];
  indicators: Indicator[];
  /** Clauses of kind `task` by status on `asOf`; what a class task was fanned out into is not counted again. */
  byStatus: Record<TaskStatus, number>;
  counts: DemoCounts;
}

/** Counted from the answers; nothing here is a constant. */
export interface DemoCounts {
  directives: number;
  citedDocuments: number;
  clauses: number;
  clausesByKind: Record<string, number>;
  /** Of all clauses: with a date to do it by; led by a class; with two leads; naming offices to answer. */
  withCalendarDeadline: number;
  ledByClass: number;
  withTwoLeads: number;
  namingOffices: number;
  memberTasks: number;
  inspectionTeamGroups: number;
  siteVisits: number;
  findings: number;
  findingsByOccasion: Record<string, number>;
  shortcomingsWithoutUnit: number;
  caseReports: number;
  sumMismatches: number;
  indicators: number;
  attestations: number;
  attestedPersons: number;
  /** Chairs of People's Committees that answer for a task: how many have a holder, and how many nobody was named for. */
  chairsNamed: number;
  chairsUnnamed: number;
}

/** The streams that the demo has written, so that they can be loaded together. */
export function demoStreams(): string[] {
  const units = [...bodiesOf('RegisterPlace'), ...bodiesOf('RegisterBody'), ...bodiesOf('DefineClass')];
  return [
    ...units.map((b) => streamOf('unit', b.unitId)),
    ...bodiesOf('RegisterPerson').map((b) => streamOf('person', b.personId)),
    ...bodiesOf('CreateOffice').map((b) => streamOf('office', b.officeId)),
    ...bodiesOf('IssueDirective').map((b) => streamOf('directive', b.directiveId)),
    ...bodiesOf('AssignTask').map((b) => streamOf('task', b.taskId)),
    ...bodiesOf('FanOutTask').flatMap((b) => b.to.map((unit) => streamOf('task', memberTaskId(b.taskId, unit)))),
    ...bodiesOf('EstablishInspectionTeam').map((b) => streamOf(inspection.category, b.teamId)),
    ...bodiesOf('LogFinding').map((b) => streamOf(finding.category, b.findingId)),
    ...bodiesOf('ReportCases').map((b) => streamOf(caseCount.category, b.reportId)),
    ...bodiesOf('ReportIndicator').map((b) => streamOf(indicator.category, b.indicatorId)),
  ];
}

/** Asks the facts all that the demo prints. Pure. What the demo has not recorded yet is left out. */
export function demoReport(facts: Facts): DemoReport {
  const directives = bodiesOf('IssueDirective')
    .flatMap(({ directiveId }) => facts.directive(directiveId) ?? [])
    .map((directive) => ({ directive, tasks: tasksOf(facts, directive) }));
  const asOf =
    directives
      .map(({ directive }) => directive.issued.on)
      .sort()
      .at(-1) ?? '0001-01-01';
  const tasks = directives.flatMap((directive) => directive.tasks);
  const found = {
    teams: bodiesOf('EstablishInspectionTeam').flatMap(({ teamId }) => facts.of(inspection, teamId) ?? []),
    findings: bodiesOf('LogFinding').flatMap(({ findingId }) => facts.of(finding, findingId) ?? []),
    caseReports: bodiesOf('ReportCases').flatMap(({ reportId }) => facts.of(caseCount, reportId) ?? []),
    indicators: bodiesOf('ReportIndicator').flatMap(({ indicatorId }) => facts.of(indicator, indicatorId) ?? []),
  };
  const counts = countsOf(facts, { directives, asOf, ...found });
  return { asOf, knownAt: facts.knownAt, directives, ...found, byStatus: statusesOf(facts, tasks, asOf), counts };
}

/** The tasks that a directive has made, in the order in which they were assigned; not those of members of a class. */
function tasksOf(facts: Facts, directive: Directive): AnsweredTask[] {
  return facts.named(streamOf('directive', directive.id), 'of-directive').flatMap((mention) => {
    const task = facts.task(idOf(mention.stream));
    const answer = task && whoAnswers(facts, task.id, directive.issued.on);
    return task && answer ? [{ task, answer }] : [];
  });
}

function statusesOf(facts: Facts, tasks: readonly AnsweredTask[], asOf: CivilDate): Record<TaskStatus, number> {
  const byStatus = Object.fromEntries(TASK_STATUSES.map((status) => [status, 0])) as Record<TaskStatus, number>;
  for (const { task } of tasks) {
    const answer = task.assigned.kind === 'task' ? taskStatus(facts, task.id, asOf) : null;
    if (answer) byStatus[answer.status] += 1;
  }
  return byStatus;
}

function countsOf(
  facts: Facts,
  report: Pick<DemoReport, 'asOf' | 'directives' | 'teams' | 'findings' | 'caseReports' | 'indicators'>,
): DemoCounts {
  const { directives, teams, findings, caseReports } = report;
  const tasks = directives.flatMap((directive) => directive.tasks);
  const assigned = tasks.map(({ task }) => task.assigned);
  const clauses = directives.flatMap(({ directive }) => directive.issued.clauses);
  const isClass = (id: string) => facts.unit(id)?.kind === 'class';
  const attestations = bodiesOf('CreateOffice').flatMap(({ officeId }) => facts.office(officeId)?.attestations ?? []);
  const chairs = chairsOf(facts, report.asOf, tasks);
  return {
    directives: directives.length,
    citedDocuments: new Set(directives.flatMap(({ directive }) => directive.issued.legalBasis.map(citationOf))).size,
    clauses: clauses.length,
    clausesByKind: tally(clauses.map((clause) => clause.kind)),
    withCalendarDeadline: tasks.filter(({ task }) => task.deadlines.length > 0).length,
    ledByClass: assigned.filter(({ leads }) => leads.some(isClass)).length,
    withTwoLeads: assigned.filter(({ leads }) => leads.length === 2).length,
    namingOffices: assigned.filter(({ answering }) => answering.length > 0).length,
    memberTasks: tasks.flatMap(({ task }) => task.fanOuts.flatMap((fanOut) => fanOut.members)).length,
    inspectionTeamGroups: teams.filter((team) => team.established.kind === 'inspection').length,
    siteVisits: teams.flatMap((team) => team.visits).length,
    findings: findings.length,
    findingsByOccasion: tally(findings.map(({ logged }) => logged.occasion)),
    shortcomingsWithoutUnit: findings.filter(
      (found) => found.logged.kind === 'shortcoming' && unitsOf(found, report.asOf).length === 0,
    ).length,
    caseReports: caseReports.length,
    sumMismatches: caseReports.flatMap(({ figures }) =>
      figures.filter((figure) => flagsOf(figure).flags.includes('sum-mismatch')),
    ).length,
    indicators: report.indicators.length,
    attestations: attestations.length,
    attestedPersons: new Set(attestations.map((attestation) => attestation.person)).size,
    chairsNamed: new Set(chairs.filter((line) => line.holder !== null).map((line) => line.office)).size,
    chairsUnnamed: new Set(chairs.filter((line) => line.reason === 'unnamed').map((line) => line.office)).size,
  };
}

/** What is cited by two directives is one document; one without a number is told apart by its kind and issuer. */
function citationOf(basis: LegalBasis): string {
  return JSON.stringify([basis.number ?? basis.title, basis.issuerText]);
}

function chairsOf(facts: Facts, asOf: CivilDate, tasks: readonly AnsweredTask[]): AnswerLine[] {
  return tasks.flatMap(({ answer }) =>
    answer.lines.filter((line) => {
      const office = line.office === null ? null : facts.office(line.office);
      const body = office && facts.unit(office.body);
      const chair = office?.head === true && body?.line === 'government' && parentOn(body, asOf) === null;
      return line.capacity === 'answers' && chair;
    }),
  );
}

function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
