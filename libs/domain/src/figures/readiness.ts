import type { CivilDate } from '../civil-date.js';
import { idOf, streamOf } from '../decider.js';
import type { Facts } from '../facts.js';
import type { Ready, ThresholdId } from './threshold.js';
import type { EventRef } from '../recorded-fact.js';
import { plan, type Plan } from '../tasks/plan.js';
import type { TaskId } from '../tasks/task-events.js';

/** The answer to "was the plan ready before?", with the plan that it rests on. */
export interface Readiness {
  ready: Ready;
  /** The first plan that serves it: what `ready` was judged by. */
  plan: { plan: string; by: string; on: CivilDate; at: EventRef; recordedAfterwards: boolean } | null;
}

/** Plans that serve one of the streams (a threshold, a task), the one that was ready first at the front. */
export function plansFor(facts: Facts, ...served: readonly string[]): Plan[] {
  const ids = new Set(served.flatMap((stream) => facts.streamsNaming(stream, 'plan-for', plan.category)).map(idOf));
  return [...ids]
    .flatMap((id) => facts.of(plan, id) ?? [])
    .sort((a, b) =>
      a.prepared.on === b.prepared.on ? a.at.ordinal - b.at.ordinal : a.prepared.on < b.prepared.on ? -1 : 1,
    );
}

/**
 * A plan was ready before a figure if it was made on an earlier day; on the same day the order of the log decides. A plan
 * that was entered only after the figure is marked: the day is what the entry says. No plan on record: unknown.
 */
export function readinessOf(
  facts: Facts,
  served: { threshold: ThresholdId; task?: TaskId },
  crossed: { on: CivilDate; at: EventRef },
): Readiness {
  const task = served.task === undefined ? [] : [streamOf('task', served.task)];
  const first = plansFor(facts, streamOf('threshold', served.threshold), ...task)[0];
  if (!first) return { ready: 'unknown', plan: null };
  const { by, on } = first.prepared;
  const recordedAfterwards = first.at.ordinal > crossed.at.ordinal;
  const before = on < crossed.on || (on === crossed.on && !recordedAfterwards);
  return { ready: before ? 'yes' : 'no', plan: { plan: first.id, by, on, at: first.at, recordedAfterwards } };
}
