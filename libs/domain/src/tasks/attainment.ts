import type { CivilDate } from '../civil-date.js';
import { latest } from '../dated.js';
import type { Task } from './task.js';
import type { Target } from './task-events.js';

/** How far the target has been reached, as reported: so many of so many, never a figure of the software's own. */
export interface Attainment {
  target: Target | null;
  numerator: number | null;
  denominator: number | null;
  /** Who said of how many: the report, or the text of the task where the report does not say. */
  denominatorFrom: 'report' | 'target' | null;
  unit: string | null;
  qualifier: string | null;
  /** Only as the unit stated it. */
  percent: number | null;
  on: CivilDate | null;
  evidence: string | null;
}

/** The last report that counts or states a percentage, against the target. Null: there is neither target nor count. */
export function attainmentOf(task: Task, asOf: CivilDate): Attainment | null {
  const { target } = task.assigned;
  const counting = task.followUp.progress.filter((p) => p.counted !== null || p.percent !== null);
  const last = latest(counting, asOf);
  if (!target && !last) return null;
  const counted = last?.counted ?? null;
  const ofTarget = counted ? (target?.denominator ?? null) : null;
  const denominator = counted?.denominator ?? ofTarget;
  return {
    target,
    numerator: counted?.numerator ?? null,
    denominator,
    denominatorFrom: denominator === null ? null : typeof counted?.denominator === 'number' ? 'report' : 'target',
    unit: counted?.unit ?? null,
    qualifier: counted?.qualifier ?? null,
    percent: last?.percent ?? null,
    on: last?.on ?? null,
    evidence: last?.at.id ?? null,
  };
}
