import type { Qualifier } from './case-count.js';
import { type CivilDate, requirePeriod } from '../civil-date.js';
import { type Decider, existing, type NewFact, streamOf } from '../decider.js';
import type { Comparison, FigureKey } from './figure-key.js';
import { type OfficeId, signedIn } from '../organisation/office.js';
import type { UnitId } from '../organisation/unit.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';
import type { TaskId } from '../tasks/task-events.js';

/** Section 4: a limit on a figure of a unit (2,000 cases a day) which sets a prepared scenario off when it is reached. */
export type ThresholdId = string;

/** Was the plan ready before? `unknown`: no plan is on record. */
export type Ready = 'yes' | 'no' | 'unknown';
export const READY: readonly Ready[] = ['yes', 'no', 'unknown'];

export type ThresholdEvents = {
  ThresholdDefined: {
    thresholdId: ThresholdId;
    title: string;
    /** Whose own figure is watched. */
    unit: UnitId;
    figure: FigureKey;
    comparison: Comparison;
    value: number;
    definedBy: UnitId;
    directiveId: string | null;
    /** Conditional tasks that it sets off. */
    tasks: TaskId[];
    from: CivilDate;
    until: CivilDate | null;
    /** Office that signs for the unit; absent: not said. */
    office?: OfficeId | null;
  };
  ThresholdEnded: { thresholdId: ThresholdId; by: UnitId; on: CivilDate; reason: string; office?: OfficeId | null };
  /** Section 4: which figure crossed, when, and whether the plan was ready before it, as known when it was recorded. */
  ThresholdCrossed: {
    thresholdId: ThresholdId;
    /** Stream of the report or indicator. */
    stream: string;
    /** Which figure of a case report, counted from 0; null for an indicator. */
    figure: number | null;
    /** Event that states the figure: the report, or the correction that brought it there. */
    event: string;
    /** Day on which the figure stands. */
    on: CivilDate;
    value: number;
    qualifier: Qualifier | null;
    ready: Ready;
    /** Event of the plan that `ready` rests on. */
    plan: string | null;
  };
};

export interface Threshold {
  id: ThresholdId;
  defined: ThresholdEvents['ThresholdDefined'];
  at: EventRef;
  ended: { on: CivilDate; by: UnitId; office: OfficeId | null; reason: string; at: EventRef } | null;
  crossings: readonly (ThresholdEvents['ThresholdCrossed'] & { at: EventRef })[];
}

export const threshold: Decider<Threshold | null, ThresholdEvents> = {
  category: 'threshold',
  initial: null,
  evolve: {
    ThresholdDefined: (_, e, at) => ({ id: e.thresholdId, defined: e, at, ended: null, crossings: [] }),
    ThresholdEnded: existing((t, { on, by, office = null, reason }, at) => ({
      ...t,
      ended: { on, by, office, reason, at },
    })),
    ThresholdCrossed: existing((t, e, at) => ({ ...t, crossings: [...t.crossings, { ...e, at }] })),
  },
  mentions: {
    ThresholdDefined: (e) => [
      ['watches', streamOf('unit', e.unit)],
      ['defined-by', streamOf('unit', e.definedBy)],
      ...(e.directiveId === null ? [] : [['of-directive', streamOf('directive', e.directiveId)] as const]),
      ...e.tasks.map((task) => ['sets-off', streamOf('task', task)] as const),
      ...signedIn(e.office),
    ],
    ThresholdEnded: (e) => signedIn(e.office),
    ThresholdCrossed: (e) => [['crossed-by', e.stream]],
  },
};

/** The period in which it is watched; `until` is the first day on which it no longer is. */
export function watchedPeriod(t: Threshold): { from: CivilDate; until: CivilDate | null } {
  const { from, until } = t.defined;
  const ended = t.ended?.on ?? null;
  return { from, until: ended !== null && (until === null || ended < until) ? ended : until };
}

export function defineThreshold(
  state: Threshold | null,
  data: ThresholdEvents['ThresholdDefined'],
): NewFact<ThresholdEvents>[] {
  if (state) throw new RuleViolation('threshold-already-defined', data.thresholdId);
  requirePeriod(data.from, data.until);
  return [{ type: 'ThresholdDefined', data }];
}

export function endThreshold(
  state: Threshold | null,
  data: ThresholdEvents['ThresholdEnded'],
): NewFact<ThresholdEvents>[] {
  const t = requireThreshold(state, data.thresholdId);
  const { from, until } = watchedPeriod(t);
  if (t.ended || (until !== null && until <= data.on)) throw new RuleViolation('threshold-ended', data.thresholdId);
  requirePeriod(from, data.on);
  return [{ type: 'ThresholdEnded', data }];
}

/** An event crosses a threshold once, whatever is recorded later about its figure. */
export function recordCrossing(
  state: Threshold | null,
  data: ThresholdEvents['ThresholdCrossed'],
): NewFact<ThresholdEvents>[] {
  const t = requireThreshold(state, data.thresholdId);
  if (isRecorded(t, data)) throw new RuleViolation('crossing-already-recorded', `${t.id} ${data.event}`);
  return [{ type: 'ThresholdCrossed', data }];
}

export function isRecorded(t: Threshold, crossing: { event: string; figure: number | null }): boolean {
  return t.crossings.some((c) => c.event === crossing.event && c.figure === crossing.figure);
}

export function requireThreshold(state: Threshold | null, id: ThresholdId): Threshold {
  if (!state) throw new RuleViolation('threshold-unknown', id);
  return state;
}
