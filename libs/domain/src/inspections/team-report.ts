import type { CivilDate } from '../civil-date.js';
import type { NewFact } from '../decider.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';
import { type InspectionTeam, requireTeam } from './inspection.js';
import type { InspectionEvents } from './inspection-events.js';

/** Whether the report is there, and in time. `delivered`: the order gave no date to judge by. */
export const REPORT_STATUSES = [
  'delivered-in-time',
  'delivered-late',
  'delivered',
  'overdue',
  'in-term',
  'no-date',
] as const;
export type ReportStatus = (typeof REPORT_STATUSES)[number];

/** That `to` is the body that the team answers to, and who may sign, is checked by `inspection-duties.ts`. */
export function deliverReport(
  state: InspectionTeam | null,
  data: InspectionEvents['InspectionReported'],
): NewFact<InspectionEvents>[] {
  const team = requireTeam(state, data.teamId, data.on);
  if (team.reports.some((report) => report.reportId === data.reportId)) {
    throw new RuleViolation('report-already-delivered', data.reportId);
  }
  return [{ type: 'InspectionReported', data }];
}

/** The first report delivers; later ones stand beside it. */
export function reportStatus(
  team: InspectionTeam,
  asOf: CivilDate,
): { status: ReportStatus; dueOn: CivilDate | null; deliveredOn: CivilDate | null; evidence: readonly EventRef[] } {
  const dueOn = team.established.reportDueOn ?? null;
  const first = team.reports.filter((report) => report.on <= asOf).sort((a, b) => (a.on < b.on ? -1 : 1))[0];
  const status = (): ReportStatus => {
    if (first) return dueOn === null ? 'delivered' : first.on <= dueOn ? 'delivered-in-time' : 'delivered-late';
    if (dueOn === null) return 'no-date';
    return dueOn < asOf ? 'overdue' : 'in-term';
  };
  return { status: status(), dueOn, deliveredOn: first?.on ?? null, evidence: [team.at, ...(first ? [first.at] : [])] };
}
