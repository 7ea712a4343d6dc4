import { type CivilDate, covers } from './civil-date.js';
import { DELEGATION_KINDS, type DelegationKind } from './tasks/delegation-kind.js';
import { runningDelegations } from './tasks/delegations.js';
import type { Facts } from './facts.js';
import { headsOf } from './organisation/heads.js';
import { holdersOf } from './organisation/holder.js';
import { compositionOn, type InspectionTeam } from './inspections/inspection.js';
import type { OfficeId } from './organisation/office.js';
import type { PersonId } from './organisation/person.js';
import { signatory } from './record/annulment.js';
import { RuleViolation } from './rule-violation.js';
import { enclosing, existsOn, leadingBodies, standingId, superiorOf } from './organisation/succession.js';
import { type Completion, leadOn, type Task } from './tasks/task.js';
import { standingDirective, taskStatus } from './tasks/task-status.js';
import { requireStanding, type Unit, type UnitId } from './organisation/unit.js';

/**
 * Section 5 of domain.md: who may not do what, whoever asks and by whatever path. Each rule is checked as of the date of
 * the act and against what is known when the decision is made.
 */

/** R1: the unit exists on the date; it has begun, and neither it nor its place has ended. */
export function requireExisting(facts: Facts, id: UnitId, on: CivilDate): Unit {
  const unit = requireStanding(facts.unit(id), id, on);
  if (!existsOn(facts, unit, on)) throw new RuleViolation('unit-ended', `${id} ${on}`);
  return unit;
}

/** R8: a task of a split unit goes to one of its successors, to who stands for one by then, or to a body that sits in one. */
export function requireSuccessorOf(facts: Facts, successors: readonly UnitId[], to: UnitId, on: CivilDate): void {
  const standing = new Set([...successors, ...successors.map((id) => standingId(facts, id, on))]);
  const seat = facts.unit(to)?.place;
  if (!standing.has(to) && !(seat && standing.has(seat))) throw new RuleViolation('not-a-successor-of-that-unit', to);
}

export function requireOffice(facts: Facts, id: OfficeId): void {
  if (!facts.office(id)) throw new RuleViolation('office-unknown', id);
}

/**
 * The office that signs for a unit, where one is named: an office of the unit, or for a place of one of its leading
 * bodies. Nothing where none is.
 */
export function signingOffice(
  facts: Facts,
  id: OfficeId | null | undefined,
  by: UnitId,
  on: CivilDate,
): { office?: OfficeId } {
  if (!id) return {};
  requireOffice(facts, id);
  const body = facts.office(id)?.body ?? '';
  const unit = standingId(facts, by, on);
  const bodies = [unit, ...leadingBodies(facts, unit, on).map((leading) => leading.id)];
  if (!bodies.includes(standingId(facts, body, on))) throw new RuleViolation('office-of-another-unit', `${id} ${by}`);
  return { office: id };
}

export function requirePerson(facts: Facts, id: PersonId): void {
  if (!facts.person(id)) throw new RuleViolation('person-unknown', id);
}

/** A task that is done or withdrawn takes no further acts from the day on which it was closed. */
export function requireOpen(facts: Facts, task: Task, on: CivilDate): void {
  const closedOn = taskStatus(facts, task.id, on)?.closedOn ?? null;
  if (closedOn !== null) throw new RuleViolation('task-closed', `${task.id} ${closedOn}`);
}

/** The units that do the task on the date: leads, members of a class that leads, and those to whom it was passed on. */
export function doersOf(facts: Facts, task: Task, on: CivilDate): UnitId[] {
  const leads = leadOn(task, on)?.leads ?? [];
  const members = task.fanOuts.filter((f) => f.on <= on).flatMap((f) => f.members.map((m) => m.unit));
  const delegates = runningDelegations(facts, task, on).map((d) => d.to);
  const units = [...leads, ...members, ...delegates];
  return [...new Set([...units, ...units.map((id) => standingId(facts, id, on))])];
}

/**
 * The doer does not decide on its own work: not by the unit, not by a body inside it, and not by a person who heads both
 * on that day.
 */
export function requireNotTheDoer(
  facts: Facts,
  task: Task,
  by: UnitId,
  on: CivilDate,
  report: Completion | null = null,
): void {
  const doers = [...doersOf(facts, task, on), ...(report ? [report.by] : [])];
  if (enclosing(facts, by, on).some((id) => doers.includes(id))) throw new RuleViolation('doer-decides-own-work', by);
  const named = leadOn(task, on)?.answering ?? [];
  const theirs = headship(facts, doers, on, named);
  const mine = headship(facts, [by], on, []);
  if (mine.some((one) => theirs.includes(one))) throw new RuleViolation('same-person-decides-own-work', by);
}

/** Head offices of the units and the persons who hold them on the date. */
export function headship(facts: Facts, ids: readonly UnitId[], on: CivilDate, named: readonly OfficeId[]): string[] {
  const offices = ids.flatMap((id) => {
    const unit = facts.unit(standingId(facts, id, on));
    return unit && unit.kind !== 'class' ? headsOf(facts, unit, on).flatMap((head) => head.office ?? []) : [];
  });
  const all = [...offices, ...named.flatMap((id) => facts.office(id) ?? [])];
  return all.flatMap((office) => [
    `office ${office.id}`,
    ...holdersOf(facts, office, on).flatMap((seat) => (seat.holder === null ? [] : [`person ${seat.holder}`])),
  ]);
}

/** Completion is reported by the one who does the work: a doer or a body inside it. */
export function requireTheDoer(facts: Facts, task: Task, by: UnitId, on: CivilDate): void {
  const doers = doersOf(facts, task, on);
  if (!enclosing(facts, by, on).some((id) => doers.includes(id))) throw new RuleViolation('not-the-doer', by);
}

/** More time comes from the issuer or from a body above it. */
export function requireIssuerOrAbove(facts: Facts, task: Task, by: UnitId, on: CivilDate): void {
  if (!standsAboveTask(facts, task, by, on)) throw new RuleViolation('only-the-issuer-extends', by);
}

/**
 * R8: who goes on with the task of a split unit is decided by the issuer or a body above it: not by a unit that does the
 * task or takes it over, nor by a person who heads one and signs in another office.
 */
export function requireDecidesSuccessor(
  facts: Facts,
  task: Task,
  { by, office, to, on }: { by: UnitId; office: OfficeId | null; to: UnitId; on: CivilDate },
): PersonId | null {
  if (!standsAboveTask(facts, task, by, on)) throw new RuleViolation('only-the-issuer-decides-successor', by);
  if (office === null) return null;
  signingOffice(facts, office, by, on);
  const person = signatory(facts, office, on);
  const issuer = standingDirective(facts, task, on)?.issued.issuer;
  const ownOrder = issuer !== undefined && standingId(facts, issuer, on) === standingId(facts, to, on);
  if (!ownOrder && headship(facts, [to], on, []).includes(`person ${person}`)) {
    throw new RuleViolation('same-person-decides-own-work', `${person} ${to}`);
  }
  return person;
}

/** True for the body that issued the task, for one above it, and for the place that such a body leads. */
function standsAboveTask(facts: Facts, task: Task, by: UnitId, on: CivilDate): boolean {
  const entitled = issuerAndAbove(facts, task, on);
  const unit = facts.unit(standingId(facts, by, on));
  const asked =
    unit?.kind === 'place' ? leadingBodies(facts, unit.id, on).map((b) => b.id) : [standsIn(facts, unit, on)];
  return asked.some((id) => id !== null && entitled.includes(id));
}

/** The body that issued the directive on which the task stands, and those above it. */
function issuerAndAbove(facts: Facts, task: Task, on: CivilDate): UnitId[] {
  const issuer = standingDirective(facts, task, on)?.issued.issuer;
  const found: UnitId[] = [];
  let body = issuer === undefined ? null : facts.unit(standingId(facts, issuer, on));
  while (body && !found.includes(body.id)) {
    found.push(body.id);
    body = superiorOf(facts, body, on);
  }
  return found;
}

/** A task is followed from inside the issuing body or one above it, by nobody who does the task or heads who does it. */
export function requireFollower(facts: Facts, task: Task, unit: UnitId, person: PersonId, on: CivilDate): void {
  const around = enclosing(facts, unit, on);
  if (!issuerAndAbove(facts, task, on).some((id) => around.includes(id)))
    throw new RuleViolation('follower-not-of-the-issuer', unit);
  const doers = doersOf(facts, task, on);
  const named = leadOn(task, on)?.answering ?? [];
  if (around.some((id) => doers.includes(id)) || headship(facts, doers, on, named).includes(`person ${person}`))
    throw new RuleViolation('follows-own-work', `${person} ${unit}`);
}

/** A reminder goes to a doer, from outside of it: the issuer, an office that follows, a lead to its delegate. */
export function requireReminds(facts: Facts, task: Task, by: UnitId, to: UnitId, on: CivilDate): void {
  const doers = doersOf(facts, task, on);
  if (!doers.includes(to) && !doers.includes(standingId(facts, to, on)))
    throw new RuleViolation('reminder-not-to-a-doer', to);
  if (enclosing(facts, by, on).includes(standingId(facts, to, on))) throw new RuleViolation('reminds-itself', by);
}

/** Whoever explains for a unit does so in an office of it, or of a body inside it. */
export function requireOfficeIn(facts: Facts, id: OfficeId, unit: UnitId, on: CivilDate): void {
  const office = facts.office(id);
  if (!office) throw new RuleViolation('office-unknown', id);
  if (!enclosing(facts, office.body, on).includes(standingId(facts, unit, on)))
    throw new RuleViolation('office-of-another-unit', `${id} ${unit}`);
}

/** A collective body (Ban Thường vụ) acts for the body that it belongs to. */
function standsIn(facts: Facts, unit: Unit | null, on: CivilDate): UnitId | null {
  if (!unit?.collective) return unit?.id ?? null;
  return superiorOf(facts, unit, on)?.id ?? unit.id;
}

/** R5: only a lead or a present delegate delegates, and a delegation never widens what the delegator could do. */
export function requireDelegable(facts: Facts, task: Task, from: UnitId, kind: DelegationKind, on: CivilDate): void {
  const same = (id: UnitId) => id === from || standingId(facts, id, on) === standingId(facts, from, on);
  if (leadOn(task, on)?.leads.some(same)) return;
  const held = runningDelegations(facts, task, on).filter((d) => same(d.to));
  if (held.length === 0) throw new RuleViolation('not-a-lead-or-delegate', from);
  const passable = held.filter((d) => DELEGATION_KINDS[d.kind].passedOn);
  if (passable.length === 0) throw new RuleViolation('delegation-may-not-be-passed-on', from);
  const answers = passable.some((d) => DELEGATION_KINDS[d.kind].delegate === 'answers');
  if (!answers && DELEGATION_KINDS[kind].delegate === 'answers') throw new RuleViolation('delegation-widens', from);
}

/** Nobody inspects a unit that they head or belong to on that day. */
export function requireNotOfThatUnit(
  facts: Facts,
  inspectors: readonly PersonId[],
  target: UnitId,
  on: CivilDate,
): void {
  const own = inspectors.find((person) => belongsTo(facts, person, target, on));
  if (own !== undefined) throw new RuleViolation('inspects-own-unit', `${own} ${target}`);
}

/** True if the person holds an office in the unit, or in a body inside it, on that day. */
export function belongsTo(facts: Facts, person: PersonId, unit: UnitId, on: CivilDate): boolean {
  const standing = standingId(facts, unit, on);
  return facts
    .officesOfPerson(person)
    .some(
      (office) =>
        holdersOf(facts, office, on).some((seat) => seat.holder === person) &&
        enclosing(facts, office.body, on).includes(standing),
    );
}

/** The persons who inspect: leaders, members, and who holds the leading office on that day. */
export function inspectorsOn(facts: Facts, team: InspectionTeam, on: CivilDate): PersonId[] {
  const { leaders, members, leaderOffice } = compositionOn(team, on);
  const office = leaderOffice === null ? null : facts.office(leaderOffice);
  const holders = office ? holdersOf(facts, office, on).flatMap((seat) => seat.holder ?? []) : [];
  return [...new Set([...leaders, ...members, ...holders])];
}

/** Inspecting one's own order or one's own area is allowed, and shown. */
export function inspectionFlags(facts: Facts, team: InspectionTeam, target: UnitId, on: CivilDate): string[] {
  const inspectors = inspectorsOn(facts, team, on);
  const offices = inspectors.flatMap((person) =>
    facts.officesOfPerson(person).filter((o) => holdersOf(facts, o, on).some((seat) => seat.holder === person)),
  );
  const directive = team.established.directiveId === null ? null : facts.directive(team.established.directiveId);
  const ownOrder =
    directive !== null &&
    offices.some(
      (o) => o.id === directive.issued.issuerOffice || o.body === standingId(facts, directive.issued.issuer, on),
    );
  const charges = enclosing(facts, target, on).flatMap((id) => facts.unit(id)?.charges ?? []);
  const ownArea = charges.some(
    (charge) =>
      covers(charge, on) &&
      ((charge.person !== null && inspectors.includes(charge.person)) || offices.some((o) => o.id === charge.office)),
  );
  return [...(ownOrder ? ['own-order'] : []), ...(ownArea ? ['own-area'] : [])];
}
