import {
  decodeProtectedHeader,
  errors,
  jwtVerify,
  type CryptoKey,
  type JWTHeaderParameters,
  type JWTPayload,
} from 'jose';
import { doubledKeyIn } from './json-keys.js';
import { type ClaimNames, DEFAULT_CLAIMS, principalOf } from './token-claims.js';
import { InvalidToken, IssuerUnavailable, type TokenFault, type TokenVerifier } from './token-verifier.js';
import type { Principal } from './principal.js';

/** The only signatures that are believed. None of them has a key that a public key could be mistaken for. */
export const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;
/** Clocks of two machines may differ by this, in seconds. */
export const CLOCK_SKEW_S = 30;
/** However late a token says that it expires: it is not believed longer than this after it was issued, in seconds. */
export const MAX_TOKEN_AGE_S = 24 * 60 * 60;
/** Longer ones are not looked at, in bytes. */
export const MAX_TOKEN_BYTES = 8192;

/** Finds the key that a token says it is signed with. */
export interface IssuerKeys {
  /** @throws {InvalidToken} there is none @throws {IssuerUnavailable} it cannot be known */
  keyFor(header: JWTHeaderParameters): Promise<CryptoKey>;
}

export interface OidcTokens {
  issuer: string;
  /** What the tokens of this service are for: has to be in their `aud`. */
  audience: string;
  keys: IssuerKeys;
  claims?: ClaimNames;
  now?: () => Date;
}

/** Access tokens of one OpenID Connect issuer (RFC 9068, and those of issuers that are not so strict in `typ`). */
export class OidcTokenVerifier implements TokenVerifier {
  constructor(private readonly tokens: OidcTokens) {}

  async verify(token: string): Promise<Principal> {
    try {
      return await this.checked(token);
    } catch (error) {
      if (error instanceof InvalidToken || error instanceof IssuerUnavailable) throw error;
      throw new InvalidToken(faultOf(error), { cause: error });
    }
  }

  private async checked(token: string): Promise<Principal> {
    if (token.length > MAX_TOKEN_BYTES || !COMPACT.test(token)) throw new InvalidToken('not-valid');
    requireOwnHeader(token);
    const { issuer, audience, keys, claims = DEFAULT_CLAIMS, now } = this.tokens;
    const { payload } = await jwtVerify(token, (header) => keys.keyFor(header), {
      algorithms: [...ALGORITHMS],
      issuer,
      audience,
      clockTolerance: CLOCK_SKEW_S,
      maxTokenAge: MAX_TOKEN_AGE_S,
      requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat'],
      ...(now ? { currentDate: now() } : {}),
    });
    if (isOtherToken(payload) || doubledKeyIn(partOf(token, 1)) !== null) throw new InvalidToken('not-valid');
    const principal = principalOf(payload, claims);
    if (principal === null) throw new InvalidToken('not-valid');
    return principal;
  }
}

const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const TYPES = /^(at\+jwt|application\/at\+jwt|jwt)$/i;
/** A token that brings its own key, or says where it lies, is none of an issuer whose keys are known. */
const BRINGS_A_KEY = ['jwk', 'jku', 'x5u', 'x5c', 'crit', 'b64', 'zip'];

function requireOwnHeader(token: string): void {
  const header = decodeProtectedHeader(token);
  const { typ, kid } = header;
  const refused =
    typeof typ !== 'string' ||
    !TYPES.test(typ) ||
    (kid !== undefined && typeof kid !== 'string') ||
    BRINGS_A_KEY.some((name) => Object.hasOwn(header, name)) ||
    doubledKeyIn(partOf(token, 0)) !== null;
  if (refused) throw new InvalidToken('not-valid');
}

/** Tokens of the same issuer that say something else than what somebody may ask here. */
function isOtherToken(payload: JWTPayload): boolean {
  const { typ, token_use: use } = payload;
  const idToken = ['nonce', 'at_hash', 'c_hash', 's_hash'].some((name) => Object.hasOwn(payload, name));
  return idToken || (typ !== undefined && typ !== 'Bearer') || (use !== undefined && use !== 'access');
}

function partOf(token: string, index: number): string {
  return Buffer.from(token.split('.')[index] ?? '', 'base64url').toString('utf8');
}

function faultOf(error: unknown): TokenFault {
  if (error instanceof errors.JWTExpired) return 'expired';
  const others = error instanceof errors.JWTClaimValidationFailed && ['aud', 'iss'].includes(error.claim);
  return others && error.reason === 'check_failed' ? 'not-for-this-service' : 'not-valid';
}
