import type { CivilDate } from '../civil-date.js';
import type { Facts } from '../facts.js';
import { type Head, headsOf } from '../organisation/heads.js';
import { enclosing } from '../organisation/succession.js';
import type { Unit, UnitId } from '../organisation/unit.js';
import type { EventRef } from '../recorded-fact.js';
import { type Asked, bare, type Capacity, type Draft, unnamed } from './answer-line.js';
import { officeLines } from './answers-r3-r4-holders.js';

/** R2: who answers for a lead in that capacity: the offices that the text names, else its heads. */
export function ownLines(
  asked: Asked,
  original: UnitId,
  unit: Unit,
  capacity: Capacity,
  evidence: readonly EventRef[],
): Draft[] {
  return namedFor(asked, original, unit)
    ? statedLines(asked, original, unit, capacity, evidence)
    : headLines(asked, unit, capacity, evidence);
}

/** Named offices answer until the lead changes, by reassignment or by a reform (R2). */
function namedFor(asked: Asked, original: UnitId, unit: Unit): boolean {
  const { lead } = asked;
  return lead.answering.length > 0 && original === unit.id;
}

function statedLines(
  asked: Asked,
  original: UnitId,
  unit: Unit,
  capacity: Capacity,
  evidence: readonly EventRef[],
): Draft[] {
  const { facts, lead, asOf } = asked;
  return lead.answering.flatMap((id) => {
    const office = facts.office(id);
    // Taken off the record while it was being named: nobody is recorded in it, and it still answers.
    if (!office) return lead.leads[0] === original ? [unnamed(id, bare(capacity, unit.id, 'unnamed', evidence))] : [];
    const seat = facts.unit(office.body);
    if (seat?.kind === 'class') {
      // Where the class itself is another of the leads, its offices are not those of this one.
      if (lead.leads.includes(seat.id)) return [];
      // "Chủ tịch UBND các quận": in each member the head of that line.
      const heads = headsOf(facts, unit, asOf).filter((h) => office.line === null || h.line === office.line);
      return heads.flatMap((head) =>
        headLine(facts, asOf, head, unit.id, capacity, [...evidence, office.at], 'stated'),
      );
    }
    // With several leads an office speaks for the nearest that it sits in; one that sits in none speaks for the first.
    const around = enclosing(facts, office.body, asOf);
    const nearest = around.find((id) => lead.leads.includes(id)) ?? lead.leads[0];
    if (nearest !== original) return [];
    return officeLines(facts, asOf, office, unit.id, capacity, [...evidence, office.at], 'stated', []);
  });
}

/** R2: with an issuer of the government line the chair has the capacity and the secretary leads. */
export function headLines(asked: Asked, unit: Unit, capacity: Capacity, evidence: readonly EventRef[]): Draft[] {
  const { facts, asOf } = asked;
  const chair = asked.governmentIssuer && unit.kind === 'place';
  return headsOf(facts, unit, asOf, chair).flatMap((head) =>
    headLine(facts, asOf, head, unit.id, chair && head.line === 'party' ? 'leads' : capacity, evidence, 'rule'),
  );
}

/** R2: one head of a unit, with whoever holds its office. */
export function headLine(
  facts: Facts,
  asOf: CivilDate,
  head: Head,
  unit: UnitId,
  capacity: Capacity,
  evidence: readonly EventRef[],
  basis: 'stated' | 'rule',
): Draft[] {
  const all = [...evidence, ...head.evidence];
  if (!head.office) {
    // The body that lacks a head office is named, so that the reader sees which one.
    return [{ ...bare(capacity, head.body, head.reason, all), basis, flags: head.flags }];
  }
  return officeLines(facts, asOf, head.office, unit, capacity, all, basis, head.flags);
}
