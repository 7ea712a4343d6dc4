import type { CivilDate } from '../civil-date.js';
import type { Clause, ClauseChange, Directive, DirectiveEvents, DirectiveId } from './directive.js';
import type { NewFact } from '../decider.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';

/** A clause as it stands on a day: the text that was issued, or the last that another directive gave it. */
export interface StandingClause extends Clause {
  /** Since when it has this text. */
  since: CivilDate;
  /** The directive that changed or added it; null: it stands as issued. */
  by: DirectiveId | null;
  evidence: EventRef;
}

export interface RemovedClause extends Clause {
  /** First day on which it no longer stands. */
  on: CivilDate;
  by: DirectiveId;
  evidence: EventRef;
}

type Amendment = Directive['amendments'][number];

/** The clauses of a directive on a day, in their order; those that an amendment took out stand apart. */
export function clausesOn(d: Directive, day: CivilDate): { standing: StandingClause[]; removed: RemovedClause[] } {
  let standing: StandingClause[] = d.issued.clauses.map((clause) => ({
    ...clause,
    since: d.issued.on,
    by: null,
    evidence: d.at,
  }));
  const removed: RemovedClause[] = [];
  for (const amendment of inOrder(d.amendments).filter((a) => a.on <= day)) {
    for (const change of amendment.changes) {
      const before = standing.find((c) => c.ref === change.ref);
      if (change.change === 'removed' && before) {
        const { ref, kind, summary } = before;
        removed.push({ ref, kind, summary, on: amendment.on, by: amendment.by, evidence: amendment.at });
      }
      standing = changed(standing, change, amendment);
    }
  }
  return { standing, removed };
}

function changed(clauses: StandingClause[], change: ClauseChange, { on, by, at }: Amendment): StandingClause[] {
  if (change.clause === null) return clauses.filter((c) => c.ref !== change.ref);
  const clause = { ref: change.ref, ...change.clause, since: on, by, evidence: at };
  if (change.change === 'added') return [...clauses, clause];
  return clauses.map((c) => (c.ref === change.ref ? clause : c));
}

/** Facts of one day apply in log order. */
function inOrder(amendments: readonly Amendment[]): Amendment[] {
  return [...amendments].sort((a, b) => (a.on === b.on ? a.at.ordinal - b.at.ordinal : a.on < b.on ? -1 : 1));
}

/** The first change that does not follow from those before it in the order of their days; null: they all do. */
export function amendmentFault(d: Directive): ClauseChange | null {
  const refs = new Set(d.issued.clauses.map((clause) => clause.ref));
  for (const change of inOrder(d.amendments).flatMap((a) => a.changes)) {
    if ((change.change === 'added') === refs.has(change.ref)) return change;
    if (change.change === 'removed') refs.delete(change.ref);
    else refs.add(change.ref);
  }
  return null;
}

/** The directive is in force on the day; whether `by` may change it is asked of other streams. */
export function amend(d: Directive, data: DirectiveEvents['DirectiveAmended']): NewFact<DirectiveEvents>[] {
  if (data.by === data.directiveId) throw new RuleViolation('directive-changes-itself', data.directiveId);
  const refs = data.changes.map((change) => change.ref);
  const twice = refs.find((ref, i) => refs.indexOf(ref) !== i);
  if (twice !== undefined) throw new RuleViolation('clause-stands-twice', `${data.directiveId} ${twice}`);
  const odd = data.changes.find((c) => (c.change === 'removed') !== (c.clause === null));
  if (odd) throw new RuleViolation('change-and-text-disagree', `${data.directiveId} ${odd.ref}`);
  const after = { ...d, amendments: [...d.amendments, { ...data, at: { id: '', ordinal: Infinity } }] };
  const fault = amendmentFault(after);
  if (fault) {
    const added = fault.change === 'added';
    throw new RuleViolation(added ? 'clause-stands-already' : 'clause-does-not-stand', `${d.id} ${fault.ref}`);
  }
  return [{ type: 'DirectiveAmended', data }];
}
