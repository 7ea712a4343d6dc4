import { covers } from '../civil-date.js';
import { headsOf } from '../organisation/heads.js';
import { officeEnd } from '../organisation/holder.js';
import { enclosing } from '../organisation/succession.js';
import type { UnitId } from '../organisation/unit.js';
import { type Asked, bare, type Capacity, type Draft } from './answer-line.js';
import { headLine } from './answers-r2-heads.js';
import { officeLines } from './answers-r3-r4-holders.js';
import { standingFor } from './answers-r5-delegations.js';
import { standingLead } from './task-status.js';

/** R6: who directs, who coordinates, who is in charge of the area. */
export function otherLines(asked: Asked): Draft[] {
  const { task } = asked;
  const { director, coordinators } = task.assigned;
  return [
    ...(director === null ? [] : roleLines(asked, director, 'directs')),
    ...coordinators.flatMap((id) => roleLines(asked, id, 'coordinates')),
    ...areaCharges(asked),
  ];
}

function roleLines(asked: Asked, id: UnitId, capacity: Capacity): Draft[] {
  const { facts, task, asOf } = asked;
  const standing = standingFor(asked, id);
  const unit = standing === null ? null : facts.unit(standing);
  if (!unit) return [];
  if (unit.kind === 'class') return [bare(capacity, unit.id, 'not-fanned-out', [task.at, unit.at])];
  return headsOf(facts, unit, asOf).flatMap((head) =>
    headLine(facts, asOf, head, unit.id, capacity, [task.at], 'rule'),
  );
}

function areaCharges(asked: Asked): Draft[] {
  const { facts, task, lead, asOf } = asked;
  const places = new Set<UnitId>();
  for (const id of lead.leads) {
    const standing = standingLead(facts, task, id, asOf);
    const unit = standing.kind === 'standing' ? facts.unit(standing.unit) : null;
    if (!unit || unit.kind === 'class') continue;
    for (const around of enclosing(facts, unit.id, asOf)) {
      if (facts.unit(around)?.kind === 'place') places.add(around);
    }
  }
  return [...places].flatMap((place) =>
    (facts.unit(place)?.charges ?? [])
      .filter((charge) => covers(charge, asOf))
      .flatMap((charge): Draft[] => {
        const office = charge.office === null ? null : facts.office(charge.office);
        // An office that is no more, by itself or with its place, is in charge of nothing.
        const end = office && officeEnd(facts, office, asOf);
        if (end !== null && end <= asOf) return [];
        if (office) return officeLines(facts, asOf, office, place, 'supervises', [charge.at, office.at], 'stated', []);
        const line = bare('supervises', place, null, [charge.at]);
        return [{ ...line, holder: charge.person, basis: 'stated', since: charge.from, until: charge.until }];
      }),
  );
}
