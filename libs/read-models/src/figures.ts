import { caseCountOf, type CaseCountAnswer } from '#domain/figures/case-count-answer.js';
import { caseCount, type CaseFigure, flagsOf } from '#domain/figures/case-count.js';
import type { Certification } from '#domain/figures/certification.js';
import { streamOf } from '#domain/decider.js';
import { indicator, type IndicatorEvents } from '#domain/figures/indicator.js';
import type { At, FactReader } from './fact-reader.js';
import { type Listing, type Page, pageOf } from './paging.js';

/** A unit's own figure for exactly that period, both days counted. Null: none is recorded. */
export async function askCaseCount(
  reader: FactReader,
  unit: string,
  period: { from: string; to: string },
  at: At = {},
): Promise<(CaseCountAnswer & { unit: string; asOf: string; knownAt: number }) | null> {
  return reader.known(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    const found = await snapshot.facts((facts) => caseCountOf(facts, unit, period.from, period.to));
    return found && { unit, asOf, knownAt, ...found };
  });
}

export interface CaseReportCard {
  report: string;
  unit: string;
  on: string;
  reportedByUnit: string | null;
  reportedByPerson: string | null;
  reportedTo: string | null;
  figures: (CaseFigure & { flags: string[]; mismatchBy: number; corrected: boolean })[];
  certified: CertifiedCard | null;
}

/** Who certified a figure; it is locked while this stands. */
export interface CertifiedCard {
  office: string;
  person: string;
  on: string;
  event: string;
}

/** Reports of case counts, as reported and corrected by then; those of one unit, if it is named. */
export async function caseReports(
  reader: FactReader,
  unit: string | undefined,
  page: Page,
  at: At = {},
): Promise<Listing<CaseReportCard>> {
  return reader.snapshot(at, (snapshot) =>
    pageOf(
      snapshot,
      caseCount.category,
      page,
      (ids) =>
        snapshot.ofEach(
          ids,
          (facts, id) => {
            const report = facts.of(caseCount, id);
            if (!report) return null;
            const { unit: about, on, reportedByUnit, reportedByPerson, reportedTo } = report.reported;
            const figures = report.figures.map((figure, i) => ({
              ...figure,
              ...flagsOf(figure),
              corrected: report.corrections.some((correction) => correction.figure === i),
            }));
            const certified = certifiedCard(report.certification);
            return { report: id, unit: about, on, reportedByUnit, reportedByPerson, reportedTo, figures, certified };
          },
          caseCount.category,
        ),
      amongOf(unit),
    ),
  );
}

export interface IndicatorCard extends Omit<IndicatorEvents['IndicatorReported'], 'indicatorId'> {
  indicator: string;
  firstReported: number | null;
  corrected: boolean;
  certified: CertifiedCard | null;
}

/** Other figures; those of one unit, if it is named. */
export async function indicators(
  reader: FactReader,
  unit: string | undefined,
  page: Page,
  at: At = {},
): Promise<Listing<IndicatorCard>> {
  return reader.snapshot(at, (snapshot) =>
    pageOf(
      snapshot,
      indicator.category,
      page,
      (ids) =>
        snapshot.ofEach(
          ids,
          (facts, id) => {
            const found = facts.of(indicator, id);
            if (!found) return null;
            const { indicatorId: _, ...reported } = found.reported;
            const corrected = found.corrections.length > 0;
            const { reportedByUnit = null, reportedByPerson = null } = reported;
            const now = {
              reportedByUnit,
              reportedByPerson,
              value: found.value,
              firstReported: reported.value,
              corrected,
            };
            return { indicator: id, ...reported, ...now, certified: certifiedCard(found.certification) };
          },
          indicator.category,
        ),
      amongOf(unit),
    ),
  );
}

function certifiedCard({ certified }: Certification): CertifiedCard | null {
  return certified && { office: certified.office, person: certified.person, on: certified.on, event: certified.at.id };
}

function amongOf(unit: string | undefined): { target: string; role: string } | undefined {
  return unit === undefined ? undefined : { target: streamOf('unit', unit), role: 'reports-on' };
}
