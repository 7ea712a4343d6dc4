import type { CivilDate } from '../civil-date.js';
import type { Facts } from '../facts.js';
import type { Certainty } from '../organisation/holder.js';
import type { OfficeId } from '../organisation/office.js';
import type { PersonId } from '../organisation/person.js';
import type { UnitId } from '../organisation/unit.js';
import type { EventRef } from '../recorded-fact.js';
import type { Delegation, LeadFact, Task } from './task.js';

/** In what way a line answers, most answerable first. */
export const CAPACITIES = [
  'answers',
  'answers-in-vacancy',
  'answers-for-orphan',
  'oversees',
  'leads',
  'executes',
  'directs',
  'coordinates',
  'supervises',
] as const;
export type Capacity = (typeof CAPACITIES)[number];

export interface AnswerLine {
  capacity: Capacity;
  /** The unit on whose account the office is in the answer: the lead, the delegate, the coordinating unit. */
  unit: UnitId | null;
  office: OfficeId | null;
  holder: PersonId | null;
  certainty: Certainty | null;
  /** `stated`: the text names the office; `rule`: domain.md section 2 does. */
  basis: 'stated' | 'rule';
  /** Since when and until when (not included) the holder is recorded in the office. */
  since: CivilDate | null;
  until: CivilDate | null;
  /** Why there is no office or no holder: `not-fanned-out`, `no-head-office`, `unnamed`, `vacant`, `unknown-holder`, `no-superior`. */
  reason: string | null;
  flags: readonly string[];
  /** Ids of the events that made this line, oldest first. */
  evidence: readonly string[];
}

/** What is asked, as the rules below need it: the task with its lead of the day. */
export interface Asked {
  readonly facts: Facts;
  readonly task: Task;
  readonly lead: LeadFact;
  readonly asOf: CivilDate;
  /** Of the directive on which the task stands on the day (R9). */
  readonly issuer: UnitId | null;
  readonly governmentIssuer: boolean;
  /** R5: the delegations that run on the day. */
  readonly running: readonly Delegation[];
}

/** A line before its evidence is sorted and equal lines are put together. */
export interface Draft extends Omit<AnswerLine, 'evidence'> {
  evidence: readonly EventRef[];
}

/** A line without an office. */
export function bare(capacity: Capacity, unit: UnitId, reason: string | null, evidence: readonly EventRef[]): Draft {
  const nobody = { office: null, holder: null, certainty: null, since: null, until: null };
  return { ...nobody, capacity, unit, basis: 'rule', reason, flags: [], evidence };
}

/** The line of an office in which nobody is recorded. */
export function unnamed(office: OfficeId, line: Draft): Draft {
  return { ...line, office, basis: 'stated' };
}

/** Equal lines become one with the evidence of all; the order is that of the capacities. */
export function together(drafts: readonly Draft[]): AnswerLine[] {
  const byKey = new Map<string, Draft>();
  for (const draft of drafts) {
    const key = JSON.stringify([
      draft.capacity,
      draft.office ?? draft.unit,
      draft.office !== null,
      draft.holder,
      draft.reason,
    ]);
    const same = byKey.get(key);
    byKey.set(key, same ? merged(same, draft) : draft);
  }
  return [...byKey.values()]
    .sort((a, b) => CAPACITIES.indexOf(a.capacity) - CAPACITIES.indexOf(b.capacity))
    .map((draft) => ({ ...draft, evidence: evidenceIds(draft.evidence) }));
}

function merged(a: Draft, b: Draft): Draft {
  return { ...a, flags: [...new Set([...a.flags, ...b.flags])], evidence: [...a.evidence, ...b.evidence] };
}

function evidenceIds(refs: readonly EventRef[]): string[] {
  return [...new Set([...refs].sort((a, b) => a.ordinal - b.ordinal).map((ref) => ref.id))];
}
