import { type CivilDate, covers, daysBetween, requirePeriod } from '#domain/civil-date.js';
import { streamOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import type { FigureKey } from '#domain/figures/figure-key.js';
import { dutyPeriod, type ReportingDuty, reportingDuty } from '#domain/figures/reporting-duty.js';
import { countOf, type OwedReport, type ReportCount, reportsOwed } from '#domain/figures/reports-owed.js';
import { type HeadInOffice, headsInOffice } from '#domain/organisation/heads-in-office.js';
import { RuleViolation } from '#domain/rule-violation.js';
import type { Period } from '#domain/spans.js';
import type { At, FactReader } from './fact-reader.js';
import { type Listing, type Page, pageOf } from './paging.js';

/** The question covers at most so many days. */
export const MOST_DAYS = 400;

export interface DutyShown {
  duty: string;
  title: string;
  by: string;
  owedBy: string;
  figure: FigureKey;
  dueAt: string;
  dueDays: number;
  directiveId: string | null;
  /** Office that signs for the unit that set it, where one is named. */
  office: string | null;
  from: CivilDate;
  until: CivilDate | null;
}

export interface ReportingDutyCard extends DutyShown {
  inForce: boolean;
  evidence: readonly string[];
}

/** One figure owed, with the heads in office on the due day where it was late or is missing. */
export type ReportDay = Omit<OwedReport, 'duty' | 'unit'> & {
  heads: (Omit<HeadInOffice, 'evidence'> & { evidence: string[] })[];
};

export interface ReportingDutyReports extends DutyShown {
  asOf: CivilDate;
  knownAt: number;
  periodFrom: CivilDate;
  periodUntil: CivilDate;
  total: ReportCount;
  units: (ReportCount & { unit: string; days: ReportDay[] })[];
  /** `after` of the next page; null on the last. */
  next: string | null;
  incomplete: string[];
}

/** Reporting duties (chế độ báo cáo) that began by the date; those of one unit or class, if it is named. */
export async function reportingDuties(
  reader: FactReader,
  owedBy: string | undefined,
  page: Page,
  at: At = {},
): Promise<Listing<ReportingDutyCard>> {
  return reader.snapshot(at, (snapshot) =>
    pageOf(
      snapshot,
      reportingDuty.category,
      page,
      (ids) =>
        snapshot.ofEach(
          ids,
          (facts, id) => {
            const duty = facts.of(reportingDuty, id);
            if (!duty || duty.set.from > snapshot.asOf) return null;
            const evidence = [duty.at.id, ...(duty.ended ? [duty.ended.at.id] : [])];
            return { ...shown(duty), inForce: covers(dutyPeriod(duty), snapshot.asOf), evidence };
          },
          reportingDuty.category,
        ),
      owedBy === undefined ? undefined : { target: streamOf('unit', owedBy), role: 'owes-report' },
    ),
  );
}

/**
 * Which figures of the period came in time, late or not at all, unit by unit, by the end of the day `asOf`. Null: not
 * known.
 *
 * @throws {RuleViolation} `period-ends-before-it-begins`, `period-too-long`
 */
export async function reportsOfDuty(
  reader: FactReader,
  id: string,
  period: Period,
  { after, limit = 50 }: { after?: string | undefined; limit?: number | undefined },
  at: At = {},
): Promise<ReportingDutyReports | null> {
  const { from, until } = period;
  requirePeriod(from, until);
  if (daysBetween(from, until) > MOST_DAYS) throw new RuleViolation('period-too-long', `${from}..${until}`);
  return reader.known(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    const found = await snapshot.facts(
      (facts) => {
        const duty = facts.of(reportingDuty, id);
        if (!duty) return null;
        const owed = reportsOwed(facts, duty, period, asOf);
        const ids = [...new Set(owed.map((report) => report.unit))].sort();
        const rest = after === undefined ? ids : ids.filter((unit) => unit > after);
        const page = rest.slice(0, limit);
        return {
          ...shown(duty),
          total: countOf(owed),
          units: page.map((unit) => {
            const own = owed.filter((report) => report.unit === unit);
            return { unit, ...countOf(own), days: own.map((report) => dayOf(facts, report)) };
          }),
          next: rest.length > page.length ? (page.at(-1) ?? null) : null,
        };
      },
      [streamOf(reportingDuty.category, id)],
    );
    if (!found) return null;
    return { asOf, knownAt, ...found, periodFrom: from, periodUntil: until, incomplete: await snapshot.incomplete() };
  });
}

export function dayOf(facts: Facts, { duty: _, unit, ...report }: OwedReport): ReportDay {
  const heads = report.state === 'on-time' ? [] : headsInOffice(facts, unit, report.due);
  return { ...report, heads: heads.map((head) => ({ ...head, evidence: head.evidence.map((ref) => ref.id) })) };
}

export function shown(duty: ReportingDuty): DutyShown {
  const { title, by, owedBy, figure, dueAt, dueDays, directiveId, office = null } = duty.set;
  return { duty: duty.id, title, by, owedBy, figure, dueAt, dueDays, directiveId, office, ...dutyPeriod(duty) };
}
