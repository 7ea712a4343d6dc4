import type { CivilDate } from '#domain/civil-date.js';
import type { Facts } from '#domain/facts.js';
import { NotAllowed, SubjectUnseen } from './not-allowed.js';
import { officesHeld } from './offices-held.js';
import type { Principal } from './principal.js';
import { isVisible, readScopeOf } from './read-scope.js';

/** What a bundle is about, and the streams of the records in it. */
export interface BundleHeld {
  /** Null: a period, which is about nothing in particular and holds whatever was recorded in it. */
  readonly subject: string | null;
  readonly streams: readonly string[];
}

/**
 * Why somebody may not take a bundle away; null: they may. An auditor takes any; a head, as of today, one about what is
 * within scope that holds no record out of it. It is never made smaller to fit: half of the evidence would prove another
 * answer.
 */
export function bundleRefusal(
  facts: Facts,
  { person, roles }: Pick<Principal, 'person' | 'roles'>,
  { subject, streams }: BundleHeld,
  today: CivilDate,
): Error | null {
  if (roles.has('auditor')) return null;
  const denied = new NotAllowed('GET /bundles');
  if (subject === null || person === null) return denied;
  if (!officesHeld(facts, person, today).some((office) => office.head)) return denied;
  const scope = readScopeOf(facts, { person, roles }, today, today);
  if (!isVisible(facts, scope, subject)) return new SubjectUnseen(subject);
  return streams.every((stream) => isVisible(facts, scope, stream)) ? null : denied;
}
