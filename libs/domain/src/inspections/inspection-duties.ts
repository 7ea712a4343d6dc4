import { type CivilDate, covers } from '../civil-date.js';
import type { Facts } from '../facts.js';
import { holdersOf } from '../organisation/holder.js';
import type { OfficeId } from '../organisation/office.js';
import type { PersonId } from '../organisation/person.js';
import { enclosing, standingId } from '../organisation/succession.js';
import type { UnitId } from '../organisation/unit.js';
import { RuleViolation } from '../rule-violation.js';
import { inspectorsOn, requireExisting, requireNotOfThatUnit, requirePerson } from '../separation-of-duties.js';
import { compositionOn, type InspectionTeam, journeysOf } from './inspection.js';
import type { InspectionEvents } from './inspection-events.js';

/** Section 5 for inspections: checked as of the date of the act, by unit and by person. */

/** The units exist on the day, and nobody of the team heads or belongs to one of them. */
export function requireVisitable(facts: Facts, team: InspectionTeam, units: readonly UnitId[], on: CivilDate): void {
  for (const unit of units) requireExisting(facts, unit, on);
  requireNotTheirOwn(facts, inspectorsOn(facts, team, on), units, on);
}

export function requireNotTheirOwn(
  facts: Facts,
  persons: readonly PersonId[],
  units: readonly UnitId[],
  on: CivilDate,
): void {
  for (const unit of units) requireNotOfThatUnit(facts, persons, unit, on);
}

/** Who joins a team that is under way, or will be, belongs to none of the units that it goes to. */
export function requireJoinable(facts: Facts, team: InspectionTeam, persons: readonly PersonId[], on: CivilDate): void {
  for (const person of persons) requirePerson(facts, person);
  for (const { to, from, until } of journeysOf(team)) {
    if (until !== null && until <= on) continue;
    requireNotTheirOwn(facts, persons, to, from > on ? from : on);
  }
}

/** A person is spoken of, or signs, in an office only on a day on which they hold it. */
export function requireInOffice(facts: Facts, person: PersonId, officeId: OfficeId, on: CivilDate): void {
  requirePerson(facts, person);
  const office = facts.office(officeId);
  if (!office) throw new RuleViolation('office-unknown', officeId);
  if (!holdersOf(facts, office, on).some((seat) => seat.holder === person)) {
    throw new RuleViolation('person-not-in-that-office', `${person} ${officeId} ${on}`);
  }
}

/** The minutes are signed by the team of that day, and for the unit by somebody of the unit. */
export function requireSigners(
  facts: Facts,
  team: InspectionTeam,
  unit: UnitId,
  minutes: Pick<
    InspectionEvents['InspectionMinutesSigned'],
    'signedBy' | 'representative' | 'representativeOffice' | 'on'
  >,
): void {
  const { signedBy, representative, representativeOffice, on } = minutes;
  for (const person of signedBy) requireOfTheTeam(facts, team, person, on);
  if (representative !== null) requirePerson(facts, representative);
  if (representativeOffice === null) return;
  if (representative !== null) requireInOffice(facts, representative, representativeOffice, on);
  const office = facts.office(representativeOffice);
  if (!office) throw new RuleViolation('office-unknown', representativeOffice);
  if (!enclosing(facts, office.body, on).includes(standingId(facts, unit, on))) {
    throw new RuleViolation('representative-of-another-unit', `${representativeOffice} ${unit}`);
  }
}

export function requireOfTheTeam(facts: Facts, team: InspectionTeam, person: PersonId, on: CivilDate): void {
  requirePerson(facts, person);
  if (!inspectorsOn(facts, team, on).includes(person)) {
    throw new RuleViolation('not-of-the-team', `${team.id} ${person}`);
  }
}

/** The report goes to the body that the team answers to, else to one that sent it out, or what stands for it by then. */
export function requireAnsweredTo(facts: Facts, team: InspectionTeam, to: UnitId, on: CivilDate): void {
  const { reportsTo, owners } = team.established;
  const bodies = (reportsTo === null ? owners : [reportsTo]).map((id) => standingId(facts, id, on));
  if (!bodies.includes(standingId(facts, to, on)))
    throw new RuleViolation('report-to-another-body', `${team.id} ${to}`);
}

/** A leader signs the report, where one is on record as a person. */
export function requireLeader(facts: Facts, team: InspectionTeam, person: PersonId | null, on: CivilDate): void {
  const { leaders, leaderOffice } = compositionOn(team, on);
  const office = leaderOffice === null ? null : facts.office(leaderOffice);
  const holders = office ? holdersOf(facts, office, on).flatMap((seat) => seat.holder ?? []) : [];
  const leading = [...leaders, ...holders];
  if (leading.length > 0 ? person === null || !leading.includes(person) : person !== null) {
    throw new RuleViolation('only-a-leader-reports', `${team.id} ${person ?? ''}`);
  }
}

/** The units to which the team is under way on the day. */
export function destinationsOn(team: InspectionTeam, on: CivilDate): UnitId[] {
  return [...new Set(journeysOf(team).flatMap((journey) => (covers(journey, on) ? journey.to : [])))];
}
