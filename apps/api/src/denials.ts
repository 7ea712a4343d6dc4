import { NotAllowed, OfficeNotHeld, SubjectUnseen } from '#access/not-allowed.js';
import { idOf } from '#domain/decider.js';
import { type RuleCode, RuleViolation } from '#domain/rule-violation.js';

/**
 * Refusals that say that this one may not do it (domain.md section 5), apart from those that say that it cannot be done by
 * anybody: attempts that meet one of them are recorded in the access log. A test asks that every rule of section 5 stands
 * in one of the two lists.
 */
export const DENIALS: readonly RuleCode[] = [
  'only-the-issuer-extends',
  'reminds-itself',
  'follows-own-work',
  'doer-decides-own-work',
  'same-person-decides-own-work',
  'delegation-widens',
  'reporter-certifies',
  'not-of-the-handover',
  'two-offices-needed',
  'two-persons-needed',
  'unnamed-holder-cannot-act',
  'not-theirs-to-sign',
  'signer-is-concerned',
  'inspects-own-unit',
  'signs-for-both-sides',
  'representative-of-another-unit',
  'not-the-unit-to-rectify',
  'unit-decides-own-rectification',
  'person-decides-own-rectification',
  'only-the-requester-sets-the-date',
  'successor-decides-own-finding',
  'recognises-own-unit',
  'recognises-oneself',
  'own-head-by-oneself',
  'office-of-another-unit',
  'not-the-doer',
  'not-the-issuer-or-above',
  'not-a-lead-or-delegate',
  'only-a-leader-reports',
  'signer-not-in-office',
];

/** Rules of section 5 that nobody could meet: they look at dates and states, not at who asks. */
export const NOT_ABOUT_WHO: readonly RuleCode[] = [
  'figure-certified',
  'figure-already-certified',
  'figure-not-certified',
  'certified-before-reported',
  'reopening-not-proposed',
  'reopened-before-proposed',
  'draft-unknown',
  'draft-already-prepared',
  'draft-already-decided',
  'before-the-draft',
  'draft-lost-its-ground',
  'nothing-to-escalate',
  'nothing-to-rectify',
  'rectification-holds-informant',
  'personal-data-erased',
  'erasure-not-proposed',
  'erasure-before-proposed',
];

const DENYING: ReadonlySet<string> = new Set(DENIALS);

/** Why somebody was not let do what others may; null: it was refused for another reason. */
export function denialOf(error: unknown, status: number): { reason: string; subject: string | null } | null {
  if (error instanceof RuleViolation) {
    return DENYING.has(error.code) ? { reason: error.code, subject: error.subject } : null;
  }
  if (error instanceof NotAllowed) return { reason: 'not-allowed', subject: error.action };
  if (error instanceof OfficeNotHeld) return { reason: 'office-not-held', subject: error.office };
  // Whoever tries ids until one is on record is seen, and is told the same of both.
  if (error instanceof SubjectUnseen) return { reason: 'not-seen', subject: idOf(error.stream) };
  // Nobody stands behind a 401, and a log that grows for whoever has no token could be filled by anybody.
  if (status === 403) return { reason: `http-${status}`, subject: null };
  return null;
}
