import { type CivilDate, covers } from '../civil-date.js';
import type { Facts } from '../facts.js';
import { isAfter } from '../dated.js';
import { type Delegation, leadOn, type Task } from './task.js';
import { standingLead } from './task-status.js';
import type { UnitId } from '../organisation/unit.js';

/**
 * R5: the delegations that run on the date. Each was given under the present lead, by a lead or by a delegate whose own
 * delegation ran then and still runs: a sub-delegation ends with its parent and does not come back with a later one.
 * One whose delegate no longer stands, or has become one with the delegator, moves nothing.
 */
export function runningDelegations(facts: Facts, task: Task, on: CivilDate): Delegation[] {
  const lead = leadOn(task, on);
  if (!lead) return [];
  const present = task.delegations.filter((d) => runs(d, on) && !isAfter(lead, d));
  const same = (a: UnitId, b: UnitId) =>
    a === b || standsFor(facts, task, a, on) === (standsFor(facts, task, b, on) ?? b);
  const running = new Set<Delegation>();
  for (const d of [...present].sort((a, b) => (isAfter(a, b) ? 1 : -1))) {
    const given = lead.leads.some((id) => same(id, d.from)) || [...running].some((parent) => same(parent.to, d.from));
    const to = standsFor(facts, task, d.to, on);
    if (given && to !== null && to !== standsFor(facts, task, d.from, on)) running.add(d);
  }
  return present.filter((d) => running.has(d));
}

/** The unit that stands for another in this task on the date, decisions on split units included; null if none does. */
export function standsFor(facts: Facts, task: Task, id: UnitId, on: CivilDate): UnitId | null {
  const standing = standingLead(facts, task, id, on);
  return standing.kind === 'standing' ? standing.unit : null;
}

function runs(d: Delegation, on: CivilDate): boolean {
  return covers({ from: d.on, until: d.until }, on) && (d.endedOn === null || on < d.endedOn);
}
