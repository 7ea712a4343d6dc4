import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { KnownKeys } from '../known-keys.js';
import { OidcTokenVerifier } from '../oidc-token-verifier.js';
import type { GrantedRole } from '../principal.js';
import { DEFAULT_CLAIMS } from '../token-claims.js';
import type { TokenVerifier } from '../token-verifier.js';

/** Whom a token of a test names. */
export interface TokenClaims {
  /** Id of a person on record. */
  person?: string;
  roles?: readonly GrantedRole[];
  /** What the issuer calls them; the person or `somebody` if left out. */
  subject?: string;
}

export interface TestIssuer {
  verifier: TokenVerifier;
  token(who: TokenClaims): Promise<string>;
}

const ISSUER = 'https://issuer.test';
const AUDIENCE = 'trachnhiem';

/** An issuer with a key of its own, whose tokens its verifier believes. */
export async function createTestIssuer(): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'EdDSA', use: 'sig' };
  return {
    verifier: new OidcTokenVerifier({ issuer: ISSUER, audience: AUDIENCE, keys: new KnownKeys({ keys: [jwk] }) }),
    token: ({ person, roles = [], subject }) =>
      new SignJWT({
        [DEFAULT_CLAIMS.roles]: roles,
        ...(person === undefined ? {} : { [DEFAULT_CLAIMS.person]: person }),
      })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'test' })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(subject ?? (person === undefined ? 'somebody' : encodeURIComponent(person)))
        .setIssuedAt()
        .setExpirationTime('2h')
        .sign(privateKey),
  };
}
