import type { CivilDate } from '../civil-date.js';
import type { Facts } from '../facts.js';
import { officeAbove } from '../organisation/heads.js';
import { holdersOf } from '../organisation/holder.js';
import type { Office } from '../organisation/office.js';
import type { UnitId } from '../organisation/unit.js';
import type { EventRef } from '../recorded-fact.js';
import { bare, type Capacity, type Draft } from './answer-line.js';

/** R3, R4: an office with its holder; who answers in a vacancy is a line of its own. */
export function officeLines(
  facts: Facts,
  asOf: CivilDate,
  office: Office,
  unit: UnitId | null,
  capacity: Capacity,
  evidence: readonly EventRef[],
  basis: 'stated' | 'rule',
  flags: readonly string[],
): Draft[] {
  const lines = holdersOf(facts, office, asOf).map((seat) => ({
    capacity,
    unit,
    office: office.id,
    holder: seat.holder,
    certainty: seat.certainty,
    basis,
    since: seat.since,
    until: seat.until,
    reason: seat.reason,
    flags: [...flags, ...seat.flags],
    evidence: [...evidence, ...seat.evidence],
  }));
  const climbs =
    (capacity === 'answers' || capacity === 'answers-for-orphan') && lines.every((l) => l.reason === 'vacant');
  return climbs
    ? [
        ...lines,
        ...inVacancy(
          facts,
          asOf,
          office,
          lines.flatMap((l) => l.evidence),
        ),
      ]
    : lines;
}

function inVacancy(facts: Facts, asOf: CivilDate, office: Office, evidence: readonly EventRef[]): Draft[] {
  const above = officeAbove(facts, office.body, asOf);
  if (!above) return [bare('answers-in-vacancy', office.body, 'no-superior', evidence)];
  return officeLines(
    facts,
    asOf,
    above.office,
    above.body.id,
    'answers-in-vacancy',
    [...evidence, above.office.at],
    'rule',
    [],
  );
}
