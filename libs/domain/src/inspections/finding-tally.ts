import type { CivilDate } from '../civil-date.js';
import type { Facts } from '../facts.js';
import type { Finding } from './finding.js';
import { FINDING_STATUSES, type FindingStatus, findingStatus } from './finding-status.js';

/** What was found, and was it put right? Counted by finding; nothing here ranks or scores anybody. */
export interface FindingTally {
  /** Findings made by the date: the denominator of `toPutRight` and `strengths`. */
  total: number;
  strengths: number;
  /** Shortcomings, violations and risks: the denominator of all that follows. */
  toPutRight: number;
  /** Verified by somebody else. */
  putRight: number;
  /** Of those: in time, late, and without a date to judge by. */
  inTime: number;
  late: number;
  undated: number;
  /** Not put right, and past the date of one of its rectifications. */
  overdue: number;
  byStatus: Record<FindingStatus, number>;
}

/** `status` is how far a finding is for whom it is counted: as a whole, or for one of its units. */
export function tallyOf(statuses: readonly FindingStatus[]): FindingTally {
  const byStatus = Object.fromEntries(FINDING_STATUSES.map((status) => [status, 0])) as Record<FindingStatus, number>;
  for (const status of statuses) byStatus[status] += 1;
  const [inTime, late, undated] = [byStatus['rectified-in-time'], byStatus['rectified-late'], byStatus.rectified];
  const total = statuses.length - byStatus['not-yet-made'];
  return {
    total,
    strengths: byStatus.noted,
    toPutRight: total - byStatus.noted,
    putRight: inTime + late + undated,
    inTime,
    late,
    undated,
    overdue: byStatus.overdue,
    byStatus,
  };
}

/** The findings made by the date, each as a whole. */
export function tallyOfFindings(facts: Facts, findings: readonly Finding[], asOf: CivilDate): FindingTally {
  return tallyOf(findings.map((f) => findingStatus(facts, f, asOf).status));
}
