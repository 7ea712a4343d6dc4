import { clausesOn } from './clauses.js';
import type { Directive, DirectiveEvents, DirectiveId } from './directive.js';
import type { Facts } from '../facts.js';
import { RuleViolation } from '../rule-violation.js';
import { standingDirective } from '../tasks/task-status.js';

/**
 * R9: what a superseding directive may carry over: tasks that stand on the old one on the day, by whatever chain they
 * came to it, each to a clause that the new one has.
 */
export function requireCarriable(
  facts: Facts,
  from: DirectiveId,
  to: Directive,
  { on, carryOver }: Pick<DirectiveEvents['DirectiveSuperseded'], 'on' | 'carryOver'>,
): void {
  const clauses = new Set(clausesOn(to, on).standing.map((clause) => clause.ref));
  for (const [i, { task: id, clause }] of carryOver.entries()) {
    const task = facts.task(id);
    if (!task || standingDirective(facts, task, on)?.id !== from)
      throw new RuleViolation('task-of-another-directive', id);
    if (carryOver.findIndex((other) => other.task === id) !== i) throw new RuleViolation('task-carried-over-twice', id);
    if (clause !== null && !clauses.has(clause)) throw new RuleViolation('clause-unknown', `${to.id} ${clause}`);
  }
}
