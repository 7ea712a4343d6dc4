import { randomBytes, timingSafeEqual } from 'node:crypto';
import { GRANTED_ROLES } from '#access/principal.js';
import type { DemoIssuer } from './demo-issuer.js';
import { InvalidToken, type TokenVerifier } from '#access/token-verifier.js';

/** What keeps watch over a server: who is believed, and which of the two fences stand. Programs put up both. */
export interface AccessHere {
  verifier: TokenVerifier;
  fences: Fences;
  /** Where a person signs in with a browser; left out: nowhere. */
  signIn?: SignInHere;
}

export interface SignInHere {
  /** As the issuer calls itself. */
  issuer: string;
  /** What the page is called there. */
  client: string;
  /** Served by this process itself. */
  demo?: DemoIssuer;
}

/** Under this token the API provides which fences stand. */
export const FENCES = Symbol('fences');

export interface Fences {
  /** The policy, in this process. */
  policy: boolean;
  /** Row-level security of the database. */
  rows: boolean;
}

/**
 * For a process that asks a server of its own, on no network or on a port that is closed again: one token that nobody
 * else ever sees, for whoever may open the database anyway.
 */
export function accessOfThisProcess(): { access: AccessHere; headers: { authorization: string } } {
  const token = randomBytes(32).toString('base64url');
  const verifier: TokenVerifier = {
    verify: async (given) => {
      const [own, other] = [Buffer.from(token), Buffer.from(given)];
      if (own.length !== other.length || !timingSafeEqual(own, other)) throw new InvalidToken('not-valid');
      const expiresAt = Number.POSITIVE_INFINITY;
      return Promise.resolve({ subject: 'local', person: null, roles: new Set(GRANTED_ROLES), expiresAt });
    },
  };
  return {
    access: { verifier, fences: { policy: false, rows: false } },
    headers: { authorization: `Bearer ${token}` },
  };
}
