import { ID_PATTERN } from '#domain/record-id.js';
import { GRANTED_ROLES, type GrantedRole, type Principal } from './principal.js';

/** Where in a token the person and the roles stand: a name, or a path of names with dots, `realm_access.roles`. */
export interface ClaimNames {
  readonly person: string;
  readonly roles: string;
}

export const DEFAULT_CLAIMS: ClaimNames = { person: 'trachnhiem_person', roles: 'trachnhiem_roles' };

type Claims = Readonly<Record<string, unknown>>;

/** Who is meant by the claims of a token whose signature and times were checked; null: they are not of their form. */
export function principalOf(claims: Claims, names: ClaimNames = DEFAULT_CLAIMS): Principal | null {
  const { iss, sub, exp } = claims;
  if (typeof iss !== 'string' || typeof sub !== 'string' || typeof exp !== 'number') return null;
  if (!/^[\x21-\x7e]{1,255}$/.test(sub)) return null;
  const person = claimAt(claims, names.person);
  const roles = claimAt(claims, names.roles) ?? [];
  if (!Array.isArray(roles) || !roles.every((role) => typeof role === 'string')) return null;
  if (person !== undefined && (typeof person !== 'string' || !ID_PATTERN.test(person))) return null;
  return {
    subject: `${iss}#${sub}`,
    person: person ?? null,
    roles: new Set<GrantedRole>(GRANTED_ROLES.filter((role) => roles.includes(role))),
    expiresAt: exp * 1000,
  };
}

/** A claim of its own with that very name comes before a path. Only what the token itself holds is found. */
function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let here: unknown = claims;
  for (const part of name.split('.')) {
    if (typeof here !== 'object' || here === null || Array.isArray(here) || !Object.hasOwn(here, part))
      return undefined;
    here = (here as Claims)[part];
  }
  return here;
}
