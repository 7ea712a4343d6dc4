import type { Office, OfficeId } from '#domain/organisation/office.js';
import { goes, type Standing } from './fitting-way.js';
import { officesHeld } from './offices-held.js';
import type { Way } from './policy-table.js';
import type { Principal } from './principal.js';

/** In which office somebody acts, or why not. */
export type Acting =
  /** In that office, or in none: as a registrar, a member of a team, oneself. */
  | { readonly kind: 'allowed'; readonly office: OfficeId | null }
  | { readonly kind: 'not-allowed' }
  /** The office that was named is not one that the person holds that day. */
  | { readonly kind: 'office-not-held' }
  /** Several own offices would do, and none was named. */
  | { readonly kind: 'acting-office-needed'; readonly offices: readonly OfficeId[] };

/**
 * The office in which somebody acts by a row of the table, on the day of the act. Whoever names one of theirs acts in that
 * one. Otherwise a way that needs no office is gone first, and the office is the only one that fits.
 *
 * @param named the office in which the asker wants to act
 */
export function actingOffice(to: Standing, principal: Principal, named: OfficeId | null): Acting {
  const held = to.person === null ? [] : officesHeld(to.facts, to.person, to.day);
  const chosen = named === null ? null : (held.find((office) => office.id === named) ?? null);
  if (named !== null && chosen === null) return { kind: 'office-not-held' };
  const inOffice = fitting(to, chosen ? [chosen] : held);
  if (chosen && inOffice.length > 0) return { kind: 'allowed', office: chosen.id };
  const without = to.row.for
    .filter((way) => isGranted(way, principal))
    .flatMap((way) => [null, ...(chosen ? [chosen] : held)].filter((office) => goes(to, way, office)));
  if (without.length > 0) return { kind: 'allowed', office: named ?? without[0]?.id ?? null };
  if (inOffice.length > 1) return { kind: 'acting-office-needed', offices: inOffice.map((office) => office.id).sort() };
  return inOffice[0] ? { kind: 'allowed', office: inOffice[0].id } : { kind: 'not-allowed' };
}

function isGranted({ who }: Way, principal: Principal): boolean {
  return who === 'everybody' || who === 'anyone-signed-in' || (who !== 'office' && principal.roles.has(who));
}

function fitting(to: Standing, offices: readonly Office[]): Office[] {
  const ways = to.row.for.filter((way) => way.who === 'office');
  return offices.filter((office) => ways.some((way) => goes(to, way, office)));
}
