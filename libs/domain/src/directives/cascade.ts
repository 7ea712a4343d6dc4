import type { CivilDate } from '../civil-date.js';
import { addresseesOf, classesIn } from './circulation.js';
import { clausesOn } from './clauses.js';
import type { NewFact } from '../decider.js';
import type { Directive, DirectiveEvents, DirectiveId, Recipient } from './directive.js';
import { requireIssued } from './directive.js';
import { above, actsAs } from './directive-authority.js';
import type { Facts } from '../facts.js';
import { standingId } from '../organisation/succession.js';
import type { UnitId } from '../organisation/unit.js';
import { RuleViolation } from '../rule-violation.js';
import { leadOn } from '../tasks/task.js';

/**
 * Cascading (triển khai, cụ thể hóa): a lower directive takes up clauses of a higher one. It is recorded with the lower
 * directive; from the higher one it is found by who names it.
 */
export function cascade(
  state: Directive | null,
  facts: Facts,
  data: DirectiveEvents['DirectiveCascaded'],
): NewFact<DirectiveEvents>[] {
  const lower = requireIssued(state, data.directiveId, data.on);
  const higher = requireIssued(facts.directive(data.higher), data.higher, lower.issued.on);
  if (higher.id === lower.id || isBelow(facts, higher, lower.id))
    throw new RuleViolation('cascade-in-a-circle', `${lower.id} ${higher.id}`);
  const earlier = lower.takesUp.filter((t) => t.higher === higher.id);
  if (data.clauses.length === 0 && earlier.length > 0)
    throw new RuleViolation('clause-already-taken-up', `${lower.id} ${higher.id}`);
  for (const [i, pair] of data.clauses.entries()) {
    requireClause(higher, pair.higher, data.on);
    if (pair.lower !== null) requireClause(lower, pair.lower, data.on);
    const before = [...earlier.flatMap((t) => t.clauses), ...data.clauses.slice(0, i)];
    if (before.some((b) => b.higher === pair.higher && b.lower === pair.lower))
      throw new RuleViolation('clause-already-taken-up', `${lower.id} ${pair.higher}`);
  }
  if (!isAddressedAtOrAbove(facts, higher, lower.issued.issuer, data.on))
    throw new RuleViolation('not-at-or-below-an-addressee', `${lower.id} ${higher.id}`);
  return [{ type: 'DirectiveCascaded', data }];
}

/** A clause that stood on some day up to the date: what was taken up before it was changed stays taken up. */
function requireClause(d: Directive, ref: string, on: CivilDate): void {
  const { standing, removed } = clausesOn(d, on);
  if (![...standing, ...removed].some((clause) => clause.ref === ref))
    throw new RuleViolation('clause-unknown', `${d.id} ${ref}`);
}

function isBelow(facts: Facts, d: Directive, id: DirectiveId, seen: ReadonlySet<DirectiveId> = new Set()): boolean {
  return d.takesUp.some(({ higher }) => {
    if (higher === id) return true;
    const next = seen.has(higher) ? null : facts.directive(higher);
    return next !== null && isBelow(facts, next, id, new Set([...seen, higher]));
  });
}

/** Recipients of a directive by the date: of "nơi nhận" and of every distribution, each as of its day. */
function recipientsOf(d: Directive, asOf: CivilDate): (Recipient & { on: CivilDate })[] {
  return [
    ...d.issued.recipients.map((r) => ({ ...r, on: d.issued.on })),
    ...d.distributions.filter((s) => s.on <= asOf).flatMap((s) => s.recipients.map((r) => ({ ...r, on: s.on }))),
  ];
}

/** Leads of the tasks that the directive has made; a class stands for its members. */
function leadsOf(facts: Facts, d: Directive, asOf: CivilDate): (Recipient & { on: CivilDate })[] {
  return facts.tasksOf(d.id).flatMap((task) =>
    (leadOn(task, asOf)?.leads ?? []).map((unit) => ({
      text: '',
      unit,
      office: null,
      person: null,
      purpose: null,
      on: asOf,
    })),
  );
}

/** Is the body itself an addressee or a lead, or is one above it? A recipient that is only to know or to report counts. */
function isAddressedAtOrAbove(facts: Facts, higher: Directive, issuer: UnitId, on: CivilDate): boolean {
  const { bodies, places } = above(facts, issuer, on);
  const covering = new Set([...bodies, ...places, ...actsAs(facts, issuer, on)]);
  return expectedOf(facts, [...recipientsOf(higher, on), ...leadsOf(facts, higher, on)]).some(
    (unit) =>
      covering.has(unit) ||
      covering.has(standingId(facts, unit, on)) ||
      // The committee of a place is above all that is in it.
      actsAs(facts, unit, on).some((id) => places.includes(id)),
  );
}

function expectedOf(facts: Facts, recipients: readonly (Recipient & { on: CivilDate })[]): UnitId[] {
  return [...new Set(recipients.flatMap((r) => addresseesOf(facts, [r], r.on).map((a) => a.unit)))];
}

export interface TakenUpBy {
  directive: DirectiveId;
  issuer: UnitId;
  on: CivilDate;
  /** Empty: as a whole. */
  clauses: readonly { higher: string; lower: string | null }[];
  evidence: readonly string[];
}

export interface CascadeCoverage {
  /** Lower directives that take this one up, in the order in which that was recorded. */
  takenUpBy: TakenUpBy[];
  /** Units that were to carry it out and have issued their own, of those that are known. */
  numerator: number;
  denominator: number;
  /** True where a class was addressed whose members are not all known. */
  unknown: boolean;
  classes: { class: UnitId; members: number; total: number | null }[];
  units: { unit: UnitId; class: UnitId | null; takenUpBy: DirectiveId[] }[];
  /** For each clause: by which lower clauses, and by how many of the units. */
  clauses: {
    ref: string;
    summary: string;
    takenUpBy: { directive: DirectiveId; clause: string | null }[];
    numerator: number;
    denominator: number;
  }[];
}

/**
 * Who has taken a directive up by the day and who has not. Expected of those to whom it is sent to be carried out, or
 * without a purpose being said, and of those who lead its tasks; a directive issued below them is shown and is not theirs.
 */
export function cascadeOf(facts: Facts, d: Directive, asOf: CivilDate): CascadeCoverage {
  const takenUpBy = lowerOf(facts, d, asOf);
  const carryOut = recipientsOf(d, asOf).filter((r) => r.purpose === null || r.purpose === 'to-carry-out');
  const recipients = [...carryOut, ...leadsOf(facts, d, asOf)];
  const lowerOfUnit = new Map<UnitId, DirectiveId[]>();
  for (const { directive, issuer, on } of takenUpBy) {
    for (const id of actsAs(facts, issuer, on)) lowerOfUnit.set(id, [...(lowerOfUnit.get(id) ?? []), directive]);
  }
  const expected = new Map<UnitId, { unit: UnitId; class: UnitId | null; takenUpBy: DirectiveId[] }>();
  for (const recipient of recipients) {
    for (const { unit, class: of } of addresseesOf(facts, [recipient], recipient.on)) {
      if (expected.has(unit)) continue;
      const own = [unit, standingId(facts, unit, asOf)].flatMap((id) => lowerOfUnit.get(id) ?? []);
      expected.set(unit, { unit, class: of, takenUpBy: [...new Set(own)] });
    }
  }
  const units = [...expected.values()];
  const classes = classesIn(facts, recipients);
  return {
    takenUpBy,
    numerator: units.filter((u) => u.takenUpBy.length > 0).length,
    denominator: units.length,
    unknown: classes.some((c) => c.total === null || c.members < c.total),
    classes,
    units,
    clauses: clausesOn(d, asOf).standing.map(({ ref, summary }) => {
      const by = takenUpBy.flatMap((lower) =>
        lower.clauses
          .filter((pair) => pair.higher === ref)
          .map((pair) => ({ directive: lower.directive, clause: pair.lower })),
      );
      const takers = new Set(by.map((pair) => pair.directive));
      const numerator = units.filter((u) => u.takenUpBy.some((id) => takers.has(id))).length;
      return { ref, summary, takenUpBy: by, numerator, denominator: units.length };
    }),
  };
}

/** Directives that take this one up by the day. */
export function lowerOf(facts: Facts, d: Directive, asOf: CivilDate): TakenUpBy[] {
  return facts.directivesNaming(d.id, 'takes-up').flatMap((lower) => {
    const pairs = lower.takesUp.filter((t) => t.higher === d.id && t.on <= asOf);
    if (pairs.length === 0) return [];
    return {
      directive: lower.id,
      issuer: lower.issued.issuer,
      on: lower.issued.on,
      clauses: pairs.flatMap((t) => t.clauses),
      evidence: pairs.map((t) => t.at.id),
    };
  });
}
