import { type CivilDate, covers } from '../civil-date.js';
import type { Directive, DirectiveId } from './directive.js';
import { actsAs } from './directive-authority.js';
import { idOf, streamOf } from '../decider.js';
import type { Facts } from '../facts.js';
import { membersOn, type UnitId } from '../organisation/unit.js';
import { standingDirective } from '../tasks/task-status.js';

/** R9: issued by the day and not ended by then. */
export function isInForce(d: Directive, on: CivilDate): boolean {
  return covers({ from: d.issued.on, until: d.end?.on ?? null }, on);
}

/** Why a chain of directives gives none for a day. */
export type NotInForce = 'not-yet-issued' | 'revoked' | 'superseded';

export interface ChainInForce {
  /** The directive asked about, those that it took the place of, and those that took its place, oldest first. */
  chain: Directive[];
  /** Those of the chain that are in force on the day; more than one where one directive replaces several. */
  inForce: Directive[];
  reason: NotInForce | null;
}

/** R9: which directive of a chain of supersessions an act of that day is judged by. Null: the directive is not known. */
export function chainInForce(facts: Facts, id: DirectiveId, on: CivilDate): ChainInForce | null {
  const asked = facts.directive(id);
  if (!asked) return null;
  const chain = [...before(facts, asked, []), asked, ...after(facts, asked)];
  const inForce = chain.filter((d) => isInForce(d, on));
  return { chain, inForce, reason: inForce.length > 0 ? null : whyNone(chain, on) };
}

function before(facts: Facts, d: Directive, seen: readonly DirectiveId[]): Directive[] {
  const replaced = facts.directivesNaming(d.id, 'supersedes').filter((other) => !seen.includes(other.id));
  const all = replaced.flatMap((other) => [...before(facts, other, [...seen, d.id]), other]);
  return all.filter((other, i) => all.findIndex((o) => o.id === other.id) === i);
}

function after(facts: Facts, d: Directive): Directive[] {
  const chain: Directive[] = [];
  let current: Directive | null = d;
  while (current?.end?.kind === 'superseded') {
    const next = facts.directive(current.end.by);
    if (!next || next.id === d.id || chain.some((other) => other.id === next.id)) break;
    chain.push(next);
    current = next;
  }
  return chain;
}

function whyNone(chain: readonly Directive[], on: CivilDate): NotInForce {
  const issued = chain.filter((d) => d.issued.on <= on);
  if (issued.length === 0) return 'not-yet-issued';
  return issued.some((d) => d.end?.kind === 'revoked' && d.end.on <= on) ? 'revoked' : 'superseded';
}

/**
 * The directives in force on the day that are addressed to a unit: to itself, to the place that it leads, to a class of
 * which it is a member, to an office of it; and those whose tasks it leads.
 */
export function inForceFor(facts: Facts, unit: UnitId, on: CivilDate): Directive[] {
  const own = actsAs(facts, unit, on);
  const isMember = (id: UnitId) => own.some((unit) => classMembers(facts, id, on).includes(unit));
  const units = [...own, ...own.flatMap((id) => classesOf(facts, id)).filter(isMember)];
  const offices = own.flatMap((id) => facts.officesOf(id)).map((office) => office.id);
  const addressed = (d: Directive) =>
    [
      ...d.issued.recipients,
      ...d.distributions.filter((sent) => sent.on <= on).flatMap((sent) => sent.recipients),
    ].some((r) => (r.unit !== null && units.includes(r.unit)) || (r.office !== null && offices.includes(r.office)));
  const targets = [...units.map((id) => streamOf('unit', id)), ...offices.map((id) => streamOf('office', id))];
  const sent = targets.flatMap((target) =>
    ['recipient', 'distributed-to'].flatMap((role) => facts.directives(target, role)),
  );
  const led = units.flatMap((id) => facts.tasksLedBy(id)).filter((task) => task.assigned.on <= on);
  const all = [
    ...sent.filter(addressed),
    ...led.flatMap(
      (task) => facts.directive(standingDirective(facts, task, on)?.id ?? task.assigned.directiveId) ?? [],
    ),
  ];
  return all.filter((d, i) => isInForce(d, on) && all.findIndex((other) => other.id === d.id) === i);
}

function classMembers(facts: Facts, id: UnitId, on: CivilDate): UnitId[] {
  const unit = facts.unit(id);
  return unit ? membersOn(unit, on) : [];
}

/** Classes of which the unit is or ever was a member. */
export function classesOf(facts: Facts, unit: UnitId): UnitId[] {
  return [...new Set(facts.named(streamOf('unit', unit), 'member').map((mention) => idOf(mention.stream)))];
}
