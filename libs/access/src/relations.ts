import { AGGREGATES, type Category } from '#domain/aggregates.js';
import type { CivilDate } from '#domain/civil-date.js';
import { categoryOf, idOf, streamOf } from '#domain/decider.js';
import { above as aboveUnit, actsAs } from '#domain/directives/directive-authority.js';
import type { Facts } from '#domain/facts.js';
import { compositionOn, type InspectionTeam } from '#domain/inspections/inspection.js';
import type { Office } from '#domain/organisation/office.js';
import type { PersonId } from '#domain/organisation/person.js';
import { enclosing, standingId, topBody } from '#domain/organisation/succession.js';
import { parentOn, type UnitId } from '#domain/organisation/unit.js';
import { doersOf } from '#domain/separation-of-duties.js';
import { standingDirective } from '#domain/tasks/task-status.js';
import { officesHeld } from './offices-held.js';

/**
 * How somebody stands to what an action is about, as of the day of the act: pure functions of facts, the closed list that
 * rows of the policy table are made of.
 */

/** Does an office speak for the unit: is it one of the body that stands there now (R8), or of one that leads the place? */
export function speaksFor(facts: Facts, office: Office, unit: UnitId, on: CivilDate): boolean {
  const standing = standingId(facts, unit, on);
  const body = standingId(facts, office.body, on);
  if (actsAs(facts, body, on).includes(standing)) return true;
  // R2: a collective body (Ban Thường vụ) has no offices of its own; those of the body that it belongs to speak for it.
  return facts.unit(standing)?.kind === 'body' && actsAs(facts, standing, on).includes(body);
}

/** As `speaksFor`, or is it an office of a body inside the unit (a station of the ward, a department of the committee)? */
export function speaksFromInside(facts: Facts, office: Office, unit: UnitId, on: CivilDate): boolean {
  if (speaksFor(facts, office, unit, on)) return true;
  const standing = standingId(facts, unit, on);
  return bodiesAround(facts, office.body, on).some((body) => body === standing) || sitsIn(facts, office, standing, on);
}

/**
 * Does the office's body stand above the unit: is it a body above it, or does it lead a place above? A party committee
 * stands above all bodies of its place, a People's Committee above those of its own line.
 *
 * @param inside a department of such a body counts as well
 */
export function isAbove(facts: Facts, office: Office, unit: UnitId, on: CivilDate, inside = false): boolean {
  const target = standingId(facts, unit, on);
  const own = standingId(facts, office.body, on);
  const bodies = inside ? bodiesAround(facts, own, on) : [own];
  return !bodies.includes(target) && bodies.some((body) => standsAbove(facts, body, target, on));
}

function standsAbove(facts: Facts, body: UnitId, target: UnitId, on: CivilDate): boolean {
  const [acting, unit] = [facts.unit(body), facts.unit(target)];
  if (!acting || !unit || acting.kind !== 'body') return false;
  const as = actsAs(facts, body, on).filter((id) => facts.unit(id)?.kind === 'body');
  if (as.includes(target)) return false;
  if (unit.kind === 'body' && aboveUnit(facts, target, on).bodies.some((id) => as.includes(id))) return true;
  const { line } = acting;
  if (line === null) return false;
  const leads = (place: UnitId) => as.includes(topBody(facts, place, line, on)?.id ?? '');
  return enclosing(facts, target, on).some((id) => {
    if (id === target || facts.unit(id)?.kind !== 'place' || !leads(id)) return false;
    return unit.kind !== 'body' || line === 'party' || unit.line === line;
  });
}

/** The body and those that it sits under in the same place, nearest first. */
function bodiesAround(facts: Facts, body: UnitId, on: CivilDate): UnitId[] {
  const found: UnitId[] = [];
  let current = facts.unit(standingId(facts, body, on));
  const place = current?.place ?? null;
  while (current && current.place === place && !found.includes(current.id)) {
    found.push(current.id);
    const parent = parentOn(current, on);
    current = parent === null ? null : facts.unit(standingId(facts, parent, on));
  }
  return found;
}

/** A body of the place itself, of whichever line and not only of those that lead it. */
function sitsIn(facts: Facts, office: Office, place: UnitId, on: CivilDate): boolean {
  const seat = facts.unit(standingId(facts, office.body, on))?.place ?? null;
  return seat !== null && standingId(facts, seat, on) === place;
}

/**
 * Is the office one of a unit that issued, ordered, made or reported the thing: of a directive its issuer, and so on?
 *
 * @param inside an office of a body inside that unit counts as well
 */
export function issues(facts: Facts, office: Office, stream: string, on: CivilDate, inside = false): boolean {
  const speaks = inside ? speaksFromInside : speaksFor;
  return makersOf(facts, stream, on).some((unit) => speaks(facts, office, unit, on));
}

/** Does the office's body stand above what the thing is about: of a task its issuer, of a finding its units? */
export function isAboveThing(facts: Facts, office: Office, stream: string, on: CivilDate, inside = false): boolean {
  return subjectsOf(facts, stream, on).some((unit) => isAbove(facts, office, unit, on, inside));
}

/** Does the office speak for a unit that leads the task that day, or to which it was passed on, or that coordinates? */
export function leadsTask(
  facts: Facts,
  office: Office,
  taskId: string,
  on: CivilDate,
  { coordinators = false }: { coordinators?: boolean } = {},
): boolean {
  const task = facts.task(taskId);
  if (!task) return false;
  const units = [...doersOf(facts, task, on), ...(coordinators ? task.assigned.coordinators : [])];
  return units.some((unit) => speaksFor(facts, office, unit, on));
}

/** Is the person of the team that day: one who leads, a member, or who holds the office that leads? */
export function isOfTheTeam(facts: Facts, person: PersonId, stream: string, on: CivilDate): boolean {
  const team = teamOf(facts, stream);
  if (!team) return false;
  const { leaders, members, leaderOffice } = compositionOn(team, on);
  if (leaders.includes(person) || members.includes(person)) return true;
  return leaderOffice !== null && officesHeld(facts, person, on).some((office) => office.id === leaderOffice);
}

function teamOf(facts: Facts, stream: string): InspectionTeam | null {
  const finding = categoryOf(stream) === 'finding' ? facts.of(AGGREGATES.finding, idOf(stream)) : null;
  const teamId = finding ? finding.logged.teamId : categoryOf(stream) === 'inspection' ? idOf(stream) : null;
  return teamId === null ? null : facts.of(AGGREGATES.inspection, teamId);
}

type Units = (facts: Facts, id: string, on: CivilDate) => readonly (UnitId | null | undefined)[];

/** Units in whose name each thing was recorded. An office, a person and a unit have none: others record them. */
const MAKERS: Partial<Readonly<Record<Category, Units>>> = {
  directive: (facts, id) => [facts.directive(id)?.issued.issuer],
  register: (_, id) => [id],
  levelscheme: (facts, id) => [facts.of(AGGREGATES.levelscheme, id)?.defined.issuer],
  task: (facts, id, on) => {
    const task = facts.task(id);
    if (!task) return [];
    return [(standingDirective(facts, task, on) ?? facts.directive(task.assigned.directiveId))?.issued.issuer];
  },
  inspection: (facts, id) => facts.of(AGGREGATES.inspection, id)?.established.owners ?? [],
  finding: (facts, id) => {
    const logged = facts.of(AGGREGATES.finding, id)?.logged;
    if (!logged) return [];
    const team = logged.teamId === null ? null : facts.of(AGGREGATES.inspection, logged.teamId);
    const directive = logged.directiveId === null ? null : facts.directive(logged.directiveId);
    return [logged.madeByUnit, logged.onBehalfOf, directive?.issued.issuer, ...(team?.established.owners ?? [])];
  },
  casereport: (facts, id) => {
    const reported = facts.of(AGGREGATES.casereport, id)?.reported;
    return [reported?.reportedByUnit ?? reported?.unit];
  },
  indicator: (facts, id) => {
    const reported = facts.of(AGGREGATES.indicator, id)?.reported;
    return [reported?.reportedByUnit ?? reported?.unit];
  },
  threshold: (facts, id) => [facts.of(AGGREGATES.threshold, id)?.defined.definedBy],
  duty: (facts, id) => [facts.of(AGGREGATES.duty, id)?.set.by],
  plan: (facts, id) => [facts.of(AGGREGATES.plan, id)?.prepared.by],
  recognition: (facts, id) => [facts.of(AGGREGATES.recognition, id)?.said.by],
};

/** Units that each thing is about, whoever stands above which stands above it; those that made it where nothing is said. */
const SUBJECTS: Partial<Readonly<Record<Category, Units>>> = {
  unit: (_, id) => [id],
  office: (facts, id) => [facts.office(id)?.body],
  person: (facts, id, on) => officesHeld(facts, id, on).map((office) => office.body),
  finding: (facts, id) => {
    const found = facts.of(AGGREGATES.finding, id);
    return found ? [...found.logged.units, ...found.identified.flatMap(({ units }) => units)] : [];
  },
  casereport: (facts, id) => [facts.of(AGGREGATES.casereport, id)?.reported.unit],
  indicator: (facts, id) => [facts.of(AGGREGATES.indicator, id)?.reported.unit],
};

function makersOf(facts: Facts, stream: string, on: CivilDate): UnitId[] {
  return unitsIn(MAKERS, facts, stream, on);
}

function subjectsOf(facts: Facts, stream: string, on: CivilDate): UnitId[] {
  return unitsIn(Object.hasOwn(SUBJECTS, categoryOf(stream)) ? SUBJECTS : MAKERS, facts, stream, on);
}

function unitsIn(table: typeof MAKERS, facts: Facts, stream: string, on: CivilDate): UnitId[] {
  const category = categoryOf(stream);
  if (!Object.hasOwn(table, category)) return [];
  const units = table[category as Category]?.(facts, idOf(stream), on) ?? [];
  return units.filter((unit): unit is UnitId => typeof unit === 'string');
}

/** A thing of a category as its stream. */
export function streamIn(category: Category | 'stream', id: string): string {
  return category === 'stream' ? id : streamOf(category, id);
}
