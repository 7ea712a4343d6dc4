import { evidenceTarget } from '../evidence-file.js';
import type { CivilDate } from '../civil-date.js';
import { type Decider, type NewFact, streamOf } from '../decider.js';
import type { UnitId } from '../organisation/unit.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';
import type { TaskId } from './task-events.js';

/** A plan for a scenario (kịch bản, phương án), made before it is needed. */
export type PlanEvents = {
  PlanPrepared: {
    planId: string;
    title: string;
    by: UnitId;
    /** The day on which it was ready. */
    on: CivilDate;
    /** Thresholds and conditional tasks that it serves. */
    thresholds: string[];
    tasks: TaskId[];
    /** The document that shows it: number and title, or a file with its SHA-256. */
    document: string | null;
    sha256: string | null;
  };
};

export interface Plan {
  id: string;
  prepared: PlanEvents['PlanPrepared'];
  at: EventRef;
}

export const plan: Decider<Plan | null, PlanEvents> = {
  category: 'plan',
  initial: null,
  evolve: { PlanPrepared: (_, e, at) => ({ id: e.planId, prepared: e, at }) },
  mentions: {
    PlanPrepared: (e) => [
      ['prepared-by', streamOf('unit', e.by)],
      ...e.thresholds.map((id) => ['plan-for', streamOf('threshold', id)] as const),
      ...e.tasks.map((id) => ['plan-for', streamOf('task', id)] as const),
      ...(e.sha256 === null ? [] : [['evidence', evidenceTarget(e.sha256)] as const]),
    ],
  },
};

export function preparePlan(state: Plan | null, data: PlanEvents['PlanPrepared']): NewFact<PlanEvents>[] {
  if (state) throw new RuleViolation('plan-already-recorded', data.planId);
  if (data.thresholds.length + data.tasks.length === 0) throw new RuleViolation('plan-serves-nothing', data.planId);
  return [{ type: 'PlanPrepared', data }];
}
