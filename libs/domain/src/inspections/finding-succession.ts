import type { CivilDate } from '../civil-date.js';
import type { Facts } from '../facts.js';
import { endOf, enclosing } from '../organisation/succession.js';
import type { UnitId } from '../organisation/unit.js';
import { RuleViolation } from '../rule-violation.js';
import { type Finding, unitsOf } from './finding.js';
import { standingForFinding } from './finding-status.js';
import type { Signature } from './rectification.js';

/**
 * R8: a finding of a split unit waits for a decision which successor has it. One of the successors is named, or a body
 * inside one; and it is not a successor that decides.
 */
export function requireDecidable(
  facts: Facts,
  f: Finding,
  decision: { from: UnitId; to: UnitId; on: CivilDate },
  signed: Signature,
): void {
  const { from, to, on } = decision;
  const waits = [...unitsOf(f, on), ...f.rectifications.map((r) => r.requested.unit)].some((unit) => {
    const standing = standingForFinding(facts, f, unit, on);
    return standing.kind === 'needs-successor' && [standing.unit, facts.unit(standing.unit)?.place].includes(from);
  });
  if (!waits) throw new RuleViolation('finding-needs-no-successor', `${f.id} ${from} ${on}`);
  const split = facts.unit(from);
  const successors = (split && endOf(facts, split, on)?.into) ?? [];
  const inside = (id: UnitId) => enclosing(facts, id, on).some((around) => successors.includes(around));
  if (!inside(to)) throw new RuleViolation('not-a-successor-of-that-unit', `${from} ${to}`);
  if (inside(signed.by)) throw new RuleViolation('successor-decides-own-finding', signed.by);
}
