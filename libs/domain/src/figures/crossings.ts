import type { Qualifier } from './case-count.js';
import { addDays, type CivilDate, covers, daysBetween } from '../civil-date.js';
import { idOf, streamOf } from '../decider.js';
import type { Facts } from '../facts.js';
import { isLeftOpen, reaches } from './figure-key.js';
import { type Readiness, readinessOf } from './readiness.js';
import { type Statement, statementsIn, statementsOf, unitOf } from './statement.js';
import {
  isRecorded,
  type Threshold,
  threshold,
  type ThresholdEvents,
  type ThresholdId,
  watchedPeriod,
} from './threshold.js';
import type { EventRef } from '../recorded-fact.js';
import type { TaskEvents, TaskId } from '../tasks/task-events.js';

/** A figure stands alone if the one before it is older than this. */
export const LOOK_BACK_DAYS = 31;

/** A figure that reaches a threshold where the one before it did not. */
export interface Crossing {
  threshold: ThresholdId;
  /** Stream of the report or indicator, and which of its figures. */
  stream: string;
  figure: number | null;
  /** What states the figure: the report, or the correction that brought it there. */
  event: EventRef;
  /** Day on which the figure stands. */
  on: CivilDate;
  value: number;
  qualifier: Qualifier | null;
  /** "gần", "khoảng": the words leave open whether the threshold was reached. */
  leftOpen: boolean;
  readiness: Readiness;
}

/**
 * Crossings that a report or indicator makes and that are not recorded yet, for every threshold on its unit. A figure that
 * is corrected downwards makes the next one a crossing, so the figure that follows is looked at too.
 *
 * @param stream of the report or indicator (`casereport-…`, `indicator-…`)
 */
export function crossings(facts: Facts, stream: string): Crossing[] {
  const unit = unitOf(facts, stream);
  if (unit === null) return [];
  return facts.streamsNaming(streamOf('unit', unit), 'watches', threshold.category).flatMap((name) => {
    const t = facts.of(threshold, idOf(name));
    const days = t
      ? statementsIn(facts, stream, t.defined.figure)
          .map((s) => s.on)
          .sort()
      : [];
    const [first, last] = [days[0], days.at(-1)];
    if (!t || first === undefined || last === undefined) return [];
    return crossingsBetween(facts, t, first, addDays(last, LOOK_BACK_DAYS)).filter(
      (crossing) => crossing.causes.includes(stream) && !isRecorded(t, { ...crossing, event: crossing.event.id }),
    );
  });
}

/** Every crossing of a threshold by figures of these days, both counted, recorded or not, with what it stands on. */
export function crossingsBetween(
  facts: Facts,
  t: Threshold,
  from: CivilDate,
  to: CivilDate,
): (Crossing & { causes: readonly string[] })[] {
  const { unit, figure } = t.defined;
  const said = statementsOf(facts, unit, figure, addDays(from, -LOOK_BACK_DAYS), to);
  return said.flatMap((statement, i) => {
    const { stream, on, value, qualifier, at } = statement;
    if (on < from || value === null || !covers(watchedPeriod(t), on) || !reaches(statement, t.defined)) return [];
    const before = said[i - 1];
    const near = before && daysBetween(before.on, on) <= LOOK_BACK_DAYS ? before : undefined;
    if (near && covers(watchedPeriod(t), near.on) && reaches(near, t.defined)) return [];
    return [
      {
        threshold: t.id,
        stream,
        figure: statement.figure,
        event: at,
        on,
        value,
        qualifier,
        leftOpen: isLeftOpen(qualifier),
        readiness: readinessOf(facts, { threshold: t.id }, { on, at }),
        causes: near ? [stream, near.stream] : [stream],
      },
    ];
  });
}

/** The payload under which a crossing is recorded. */
export function crossedBy(crossing: Crossing): ThresholdEvents['ThresholdCrossed'] {
  const { threshold: thresholdId, stream, figure, event, on, value, qualifier, readiness } = crossing;
  const { ready, plan } = readiness;
  return { thresholdId, stream, figure, event: event.id, on, value, qualifier, ready, plan: plan?.at.id ?? null };
}

/** What the figure says by now, after corrections. Null: its record is annulled. */
export function standsAt(
  facts: Facts,
  t: Threshold,
  crossing: { stream: string; figure: number | null },
): Statement | null {
  const said = statementsIn(facts, crossing.stream, t.defined.figure);
  return said.filter((s) => s.figure === crossing.figure).at(-1) ?? null;
}

/** The event that stated the figure of a recorded crossing. */
export function statedBy(facts: Facts, t: Threshold, crossed: Threshold['crossings'][number]): EventRef {
  const said = statementsIn(facts, crossed.stream, t.defined.figure);
  return said.find((s) => s.at.id === crossed.event)?.at ?? crossed.at;
}

/** The acts that a recorded crossing calls for: one for each task of the threshold that nothing has set off by that day. */
export function activationsOf(
  facts: Facts,
  t: Threshold,
  crossed: Threshold['crossings'][number],
): TaskEvents['ScenarioActivated'][] {
  return t.defined.tasks
    .filter((id) => !isActive(facts, id, crossed.on))
    .map((taskId) => ({
      taskId,
      on: crossed.on,
      trigger: `${t.defined.title}: ${crossed.value} (${crossed.stream})`,
      readyBefore: readyBefore(
        readinessOf(facts, { threshold: t.id, task: taskId }, { on: crossed.on, at: statedBy(facts, t, crossed) }),
      ),
      crossing: crossed.at.id,
      thresholdId: t.id,
    }));
}

function isActive(facts: Facts, id: TaskId, on: CivilDate): boolean {
  return facts.task(id)?.triggers.some((trigger) => trigger.on <= on) ?? true;
}

function readyBefore({ ready }: Readiness): boolean | null {
  return { yes: true, no: false, unknown: null }[ready];
}
