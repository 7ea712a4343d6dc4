import { createLocalJWKSet, errors, type CryptoKey, type JSONWebKeySet, type JWTHeaderParameters } from 'jose';
import { InvalidToken } from './token-verifier.js';
import type { IssuerKeys } from './oidc-token-verifier.js';

/** Keys that are known once and for all. */
export class KnownKeys implements IssuerKeys {
  private readonly find: ReturnType<typeof createLocalJWKSet>;

  constructor(keys: JSONWebKeySet) {
    this.find = createLocalJWKSet(keys);
  }

  async keyFor(header: JWTHeaderParameters): Promise<CryptoKey> {
    try {
      return await this.find(header);
    } catch (error) {
      throw error instanceof errors.JOSEError ? new InvalidToken('not-valid', { cause: error }) : error;
    }
  }
}
