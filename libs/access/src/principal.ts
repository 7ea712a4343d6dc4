import type { PersonId } from '#domain/organisation/person.js';

/**
 * What the issuer of tokens grants besides the offices that are on record: `registrar` (văn thư, tổ chức) records documents
 * and the organisation, `auditor` (kiểm toán, thanh tra dữ liệu) reads everything and records nothing, `operator` (quản trị
 * vận hành) runs the system and reads nothing of what it holds.
 */
export const GRANTED_ROLES = ['registrar', 'auditor', 'operator'] as const;
export type GrantedRole = (typeof GRANTED_ROLES)[number];

/** Who asks, as the token says that was checked. What the person may do follows from the offices on record, not from here. */
export interface Principal {
  /** Issuer and subject of the token: whom a limit counts, and who is meant where no person is on record. */
  readonly subject: string;
  /** The person on record; null for a service, or for somebody who is not on record. */
  readonly person: PersonId | null;
  readonly roles: ReadonlySet<GrantedRole>;
  /** UTC instant, in milliseconds since 1970, from which the token is not valid any more. */
  readonly expiresAt: number;
}

/** Somebody who works on this machine with the rights of the installation and says in whose name. */
export function localPrincipal(person: PersonId): Principal {
  return { subject: 'local', person, roles: new Set(), expiresAt: Number.POSITIVE_INFINITY };
}
