import type { CivilDate } from '../civil-date.js';
import { actsAs } from '../directives/directive-authority.js';
import type { Facts } from '../facts.js';
import { formOf } from './ladder.js';
import { headsOf } from '../organisation/heads.js';
import { holdersOf } from '../organisation/holder.js';
import type { PersonId } from '../organisation/person.js';
import { enclosing, standingId } from '../organisation/succession.js';
import { type Level, type Unit, type UnitId, valid } from '../organisation/unit.js';
import type { Recognition } from './recognition.js';
import { RuleViolation } from '../rule-violation.js';

type Said = Recognition['said'];

/**
 * Nobody praises or criticises himself: not by the unit, not from inside it, and not as the person who heads both or
 * holds the office that says it. The head of one's own unit is praised or criticised by those above, or by a collective
 * body (tập thể) of the unit, never by a single office or a body below.
 */
export function requireMayRecognise(
  facts: Facts,
  said: Pick<Said, 'by' | 'byOffice' | 'unit' | 'person' | 'on'>,
): void {
  const { by, byOffice, unit, person, on } = said;
  const acting = facts.unit(standingId(facts, by, on));
  const office = byOffice === null ? null : facts.office(byOffice);
  if (!acting) throw new RuleViolation('unit-unknown', by);
  if (office && !speaksFor(facts, office.body, acting.id, on))
    throw new RuleViolation('office-of-another-unit', `${office.id} ${by}`);
  const inside = [...enclosing(facts, by, on), ...(office ? enclosing(facts, office.body, on) : [])];
  if (person === null && unit !== null && inside.includes(standingId(facts, unit, on)))
    throw new RuleViolation('recognises-own-unit', `${by} ${unit}`);
  const meant = person === null ? headsHolders(facts, unit, on) : [person];
  const single = office !== null || !acting.collective;
  const actors = office ? holders(facts, [office.id], on) : single ? headsHolders(facts, acting.id, on) : [];
  if (actors.some((actor) => meant.includes(actor))) throw new RuleViolation('recognises-oneself', by);
  if (person !== null && single && inside.some((id) => isHeadedBy(facts, id, person, on)))
    throw new RuleViolation('own-head-by-oneself', `${by} ${person}`);
}

/** The office sits in the unit, in a body inside it, or in the body to which the collective body belongs. */
function speaksFor(facts: Facts, body: UnitId, by: UnitId, on: CivilDate): boolean {
  return enclosing(facts, body, on).includes(by) || actsAs(facts, by, on).includes(standingId(facts, body, on));
}

function holders(facts: Facts, offices: readonly string[], on: CivilDate): PersonId[] {
  return offices.flatMap((id) => {
    const office = facts.office(id);
    return office ? holdersOf(facts, office, on).flatMap((seat) => seat.holder ?? []) : [];
  });
}

/** The persons who head a unit on the day, as far as they are on record. */
function headsHolders(facts: Facts, id: UnitId | null, on: CivilDate): PersonId[] {
  const unit = id === null ? null : facts.unit(standingId(facts, id, on));
  if (!unit || unit.kind === 'class') return [];
  return holders(
    facts,
    headsOf(facts, unit, on).flatMap((head) => head.office?.id ?? []),
    on,
  );
}

/** Bodies only: that somebody heads the place around is no reason, as a district's head heads all that is in it. */
function isHeadedBy(facts: Facts, id: UnitId, person: PersonId, on: CivilDate): boolean {
  return facts.unit(id)?.kind === 'body' && headsHolders(facts, id, on).includes(person);
}

const LEVEL_RANK: Readonly<Record<Level, number>> = {
  'sub-commune': 0,
  commune: 1,
  district: 2,
  province: 3,
  central: 4,
};

/** Where the table of forms says otherwise than the record: shown, not refused, as the table is to be checked by a lawyer. */
export function recognitionFlags(facts: Facts, found: Recognition): string[] {
  if (found.form === null) return [];
  const { lines, from } = formOf(found.form);
  const by = facts.unit(found.said.onBehalfOf ?? found.said.by);
  if (!by) return [];
  const level = levelOf(facts, by, found.said.on);
  return [
    ...(lines.length > 0 && by.line !== null && !lines.includes(by.line) ? ['form-of-another-line'] : []),
    ...(from !== null && level !== null && LEVEL_RANK[level] < LEVEL_RANK[from] ? ['form-of-a-higher-level'] : []),
  ];
}

function levelOf(facts: Facts, unit: Unit, on: CivilDate): Level | null {
  const place = unit.kind === 'place' ? unit : unit.place === null ? null : facts.unit(unit.place);
  return (place && valid(place.levels, on)?.level) ?? null;
}
