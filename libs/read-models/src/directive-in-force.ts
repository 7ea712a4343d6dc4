import { clausesOn } from '#domain/directives/clauses.js';
import type { Directive } from '#domain/directives/directive.js';
import { chainInForce, inForceFor, type NotInForce } from '#domain/directives/in-force.js';
import type { Facts } from '#domain/facts.js';
import { actDay, finding } from '#domain/inspections/finding.js';
import { standingDirective } from '#domain/tasks/task-status.js';
import { type DirectiveCard, directiveCard } from './directive-page.js';
import type { At, FactReader } from './fact-reader.js';

/** What the act is about: one of these. */
export interface Act {
  directive?: string | undefined;
  /** A finding is judged by what was in force on the date of the act that it is about. */
  finding?: string | undefined;
  task?: string | undefined;
  unit?: string | undefined;
}

export interface InForceDirective extends DirectiveCard {
  /** The text in force on the day. */
  text: { ref: string; kind: string; summary: string; since: string; by: string | null; evidence: string }[];
  evidence: string[];
}

export interface InForcePage {
  asOf: string;
  knownAt: number;
  /** The date of the act: that of the finding, else `asOf`. */
  judgedOn: string;
  inForce: InForceDirective[];
  /** Why there is none. */
  reason: NotInForce | 'no-directive-named' | null;
  /** The whole chain of supersessions, oldest first. */
  chain: DirectiveCard[];
}

/** R9: which directive was in force for an act on its day, over amendments and supersessions. Null: not known. */
export async function directivesInForce(reader: FactReader, act: Act, at: At = {}): Promise<InForcePage | null> {
  return reader.snapshot(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    return snapshot.facts((facts) => {
      const found = judged(facts, act, asOf);
      if (!found) return null;
      const { judgedOn, inForce, reason, chain } = found;
      return {
        asOf,
        knownAt,
        judgedOn,
        inForce: inForce.map((d) => ({
          ...directiveCard(facts, d, judgedOn),
          text: clausesOn(d, judgedOn).standing.map((clause) => ({ ...clause, evidence: clause.evidence.id })),
          evidence: [d.at.id, ...d.amendments.filter((a) => a.on <= judgedOn).map((a) => a.at.id)],
        })),
        reason,
        chain: chain.map((d) => directiveCard(facts, d, judgedOn)),
      };
    });
  });
}

type Judged = { judgedOn: string; inForce: Directive[]; reason: InForcePage['reason']; chain: Directive[] };

function judged(facts: Facts, act: Act, asOf: string): Judged | null {
  if (act.unit !== undefined) {
    if (!facts.unit(act.unit)) return null;
    return { judgedOn: asOf, inForce: inForceFor(facts, act.unit, asOf), reason: null, chain: [] };
  }
  if (act.finding !== undefined) {
    const found = facts.of(finding, act.finding);
    if (!found) return null;
    const { directiveId } = found.logged;
    const on = actDay(found);
    if (directiveId === null) return { judgedOn: on, inForce: [], reason: 'no-directive-named', chain: [] };
    return ofChain(facts, directiveId, on);
  }
  if (act.task !== undefined) {
    const task = facts.task(act.task);
    const standing = task && standingDirective(facts, task, asOf);
    return task && ofChain(facts, standing?.id ?? task.assigned.directiveId, asOf);
  }
  return act.directive === undefined ? null : ofChain(facts, act.directive, asOf);
}

function ofChain(facts: Facts, id: string, judgedOn: string): Judged | null {
  const found = chainInForce(facts, id, judgedOn);
  return found && { judgedOn, ...found };
}
