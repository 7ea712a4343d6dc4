import type { Unit, UnitId } from '../organisation/unit.js';
import type { EventRef } from '../recorded-fact.js';
import type { Asked, Draft } from './answer-line.js';
import { headLines, ownLines } from './answers-r2-heads.js';
import { DELEGATION_KINDS } from './delegation-kind.js';
import { standsFor } from './delegations.js';
import type { Delegation } from './task.js';

/** R5: a running delegation and the unit that stands for its delegate. */
interface Passed {
  delegation: Delegation;
  unit: Unit;
}

function movesTheAnswer({ delegation }: Passed): boolean {
  return DELEGATION_KINDS[delegation.kind].delegator === 'oversees';
}

/** R2, R5: the lead's heads or the offices that the text names, and those to whom they have passed it on. */
export function leadLines(asked: Asked, original: UnitId, unit: Unit, path: readonly EventRef[]): Draft[] {
  const { lead } = asked;
  const above = new Set([original, unit.id]);
  const delegated = passedOn(asked, unit.id, above);
  const capacity = delegated.some(movesTheAnswer) ? 'oversees' : 'answers';
  const evidence = [lead.at, ...path];
  const own = ownLines(asked, original, unit, capacity, evidence);
  return [...own, ...delegated.flatMap((d) => delegateLines(asked, d, above))];
}

/** R5: the running delegations that a unit gave, those back to a unit above it left out. */
function passedOn(asked: Asked, by: UnitId, above: ReadonlySet<UnitId>): Passed[] {
  const { facts, running } = asked;
  return running.flatMap((d) => {
    if (d.from !== by && standingFor(asked, d.from) !== by) return [];
    const to = standingFor(asked, d.to);
    const unit = to === null || above.has(to) ? null : facts.unit(to);
    return unit ? [{ delegation: d, unit }] : [];
  });
}

/** The unit that stands for one to which the task was passed on, or that has a role in it; null: none does. */
export function standingFor(asked: Asked, id: UnitId): UnitId | null {
  const { facts, task, asOf } = asked;
  return standsFor(facts, task, id, asOf);
}

/** A merged delegate hands on to its successor; a sub-delegation ends with its parent. */
function delegateLines(asked: Asked, { delegation, unit }: Passed, above: ReadonlySet<UnitId>): Draft[] {
  const { lead } = asked;
  const { delegate } = DELEGATION_KINDS[delegation.kind];
  const seen = new Set([...above, delegation.to, unit.id]);
  const onwards = passedOn(asked, unit.id, seen);
  const capacity = delegate === 'answers' && onwards.some(movesTheAnswer) ? 'oversees' : delegate;
  return [
    ...headLines(asked, unit, capacity, [lead.at, delegation.at]),
    ...onwards.flatMap((sub) => delegateLines(asked, sub, seen)),
  ];
}
