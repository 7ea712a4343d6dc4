import { createLocalJWKSet, errors, type CryptoKey, type JSONWebKeySet, type JWTHeaderParameters } from 'jose';
import type { IssuerKeys } from './oidc-token-verifier.js';
import { InvalidToken, IssuerUnavailable } from './token-verifier.js';

/** Keys are fetched again when they are older, in milliseconds. */
export const FRESH_MS = 10 * 60_000;
/** While the issuer is away its keys are believed up to this age, in milliseconds; after that nobody can say. */
export const KEPT_MS = 60 * 60_000;
/** However many unknown keys are named: the issuer is asked once in this time, in milliseconds. */
export const COOL_DOWN_MS = 30_000;
/** Where it could not be reached it is asked again after this, in milliseconds. */
export const RETRY_MS = 5_000;
const ANSWER_MS = 5000;
const MOST_BYTES = 512 * 1024;

interface Held {
  find: ReturnType<typeof createLocalJWKSet>;
  fetchedAt: number;
}

export interface IssuerAddress {
  /** As the issuer calls itself, to the letter: it has to stand in its discovery document and in its tokens. */
  issuer: string;
  now?: () => number;
}

/**
 * The keys of an OpenID Connect issuer, found by its discovery document (`/.well-known/openid-configuration`). They are
 * fetched when first needed, so that a start does not need the issuer; no address in a token is ever followed.
 */
export class RemoteIssuerKeys implements IssuerKeys {
  private held: Held | null = null;
  private failing = false;
  private nextTryAt = Number.NEGATIVE_INFINITY;
  private fetching: Promise<void> | null = null;
  private readonly now: () => number;

  constructor(private readonly address: IssuerAddress) {
    this.now = address.now ?? Date.now;
  }

  async keyFor(header: JWTHeaderParameters): Promise<CryptoKey> {
    if (this.age() > FRESH_MS) await this.refresh();
    const found = await this.heldKey(header);
    if (found) return found;
    // A key that is not known may be a new one.
    await this.refresh();
    const anew = await this.heldKey(header);
    if (!anew) throw this.failing ? new IssuerUnavailable() : new InvalidToken('not-valid');
    return anew;
  }

  private age(): number {
    return this.held ? this.now() - this.held.fetchedAt : Number.POSITIVE_INFINITY;
  }

  /** Undefined: none of the keys is meant. */
  private async heldKey(header: JWTHeaderParameters): Promise<CryptoKey | undefined> {
    if (!this.held || this.age() > KEPT_MS) throw new IssuerUnavailable();
    try {
      return await this.held.find(header);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) return undefined;
      throw new InvalidToken('not-valid', { cause: error });
    }
  }

  /** Never throws: what is held stays, and its age tells whether it may still be used. */
  private async refresh(): Promise<void> {
    if (!this.fetching && this.now() < this.nextTryAt) return;
    this.fetching ??= this.fetched().finally(() => (this.fetching = null));
    await this.fetching;
  }

  private async fetched(): Promise<void> {
    try {
      const { issuer } = this.address;
      const told = await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
      if (told['issuer'] !== issuer) throw new Error('the discovery document is of another issuer');
      const keysAt = told['jwks_uri'];
      if (typeof keysAt !== 'string' || !mayFollow(issuer, keysAt)) throw new Error('no address of keys to follow');
      const set = await fetchJson(keysAt);
      if (!isKeySet(set)) throw new Error('no set of keys');
      this.held = { find: createLocalJWKSet(set), fetchedAt: this.now() };
      this.failing = false;
      this.nextTryAt = this.now() + COOL_DOWN_MS;
    } catch {
      // Seen by the age of what is held.
      this.failing = true;
      this.nextTryAt = this.now() + RETRY_MS;
    }
  }
}

/** https, or the unencrypted address of an issuer that is itself reached so. */
function mayFollow(issuer: string, address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && issuer.startsWith('http:'));
}

async function fetchJson(address: string): Promise<Record<string, unknown>> {
  const response = await fetch(address, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  const text = response.ok ? await response.text() : '';
  if (!response.ok || text.length > MOST_BYTES) throw new Error(`${response.status} of ${text.length} characters`);
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw new Error('no object');
  return value as Record<string, unknown>;
}

function isKeySet(value: Record<string, unknown>): value is Record<string, unknown> & JSONWebKeySet {
  const { keys } = value;
  return Array.isArray(keys) && keys.every((key) => typeof key === 'object' && key !== null && 'kty' in key);
}
