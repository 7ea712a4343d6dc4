import type { CivilDate } from '../civil-date.js';
import { circulationOf, type ReadingLine } from './circulation.js';
import type { Directive } from './directive.js';
import { actsAs } from './directive-authority.js';
import { streamOf } from '../decider.js';
import type { Facts } from '../facts.js';
import { classesOf } from './in-force.js';
import type { UnitId } from '../organisation/unit.js';

export interface UnreadOf {
  /** Directives that it has acknowledged, of those that were sent to it by the day. */
  numerator: number;
  denominator: number;
  /** Those that it has not, longest waiting first. */
  unread: { directive: Directive; line: ReadingLine }[];
}

/** What was sent to a unit, to the place that it leads or to a class of which it is a member, and is not acknowledged. */
export function unreadOf(facts: Facts, unit: UnitId, asOf: CivilDate): UnreadOf {
  const own = actsAs(facts, unit, asOf);
  const targets = [
    ...[...own, ...own.flatMap((id) => classesOf(facts, id))].map((id) => streamOf('unit', id)),
    ...own.flatMap((id) => facts.officesOf(id)).map((office) => streamOf('office', office.id)),
  ];
  const sent = new Map(targets.flatMap((t) => facts.directives(t, 'distributed-to').map((d) => [d.id, d] as const)));
  const lines = [...sent.values()].flatMap((directive) =>
    circulationOf(facts, directive, asOf, (addressee) => own.includes(addressee.unit)).lines.map((line) => ({
      directive,
      line,
    })),
  );
  const unread = lines.filter(({ line }) => line.acknowledgedOn === null).sort((a, b) => b.line.days - a.line.days);
  return { numerator: lines.length - unread.length, denominator: lines.length, unread };
}
