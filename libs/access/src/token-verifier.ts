import type { Principal } from './principal.js';

/** Says who sent a token, or that it says nothing. */
export interface TokenVerifier {
  /**
   * @throws {InvalidToken} whatever is wrong with it
   * @throws {IssuerUnavailable} nobody can say: the keys of the issuer cannot be had
   */
  verify(token: string): Promise<Principal>;
}

/** All that somebody whose token is refused gets to know. */
export type TokenFault = 'expired' | 'not-for-this-service' | 'not-valid';

/** A token from which nothing follows about who sends it. */
export class InvalidToken extends Error {
  constructor(
    readonly fault: TokenFault,
    options?: ErrorOptions,
  ) {
    super(`the token is ${fault}`, options);
    this.name = 'InvalidToken';
  }
}

/** The keys of the issuer are not here and cannot be fetched; the same token may be good in a moment. */
export class IssuerUnavailable extends Error {
  constructor(options?: ErrorOptions) {
    super('the issuer of tokens cannot be reached', options);
    this.name = 'IssuerUnavailable';
  }
}
