import type { NextFunction, Request, Response } from 'express';
import { isPublic } from '#access/public-addresses.js';
import type { Principal } from '#access/principal.js';
import { InvalidToken, type TokenVerifier } from '#access/token-verifier.js';
import { asking } from './asking.js';
import { RequestProblem } from './problem.js';

/**
 * Before everything that reads: finds out who asks, and answers the rest of the request in that name. An address that is
 * open to everybody is answered in nobody's name, whatever token comes along.
 */
export function signIn(verifier: TokenVerifier) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    if (isPublic(request.method, request.path)) return asking({ principal: null }, () => next());
    whoSends(request, verifier).then(
      (principal) => asking({ principal }, () => next()),
      (error: unknown) => next(error),
    );
  };
}

/** @throws {RequestProblem} `not-signed-in` @throws {InvalidToken} @throws {IssuerUnavailable} */
async function whoSends(request: Request, verifier: TokenVerifier): Promise<Principal> {
  const stated = request.headers.authorization;
  if (stated === undefined) throw new RequestProblem('not-signed-in');
  // Of several Node keeps the first, and what stands before this process may have looked at another.
  const times = request.rawHeaders.filter((name, i) => i % 2 === 0 && /^authorization$/i.test(name)).length;
  const token = /^bearer +(\S+)$/i.exec(stated)?.[1];
  if (times > 1 || token === undefined) throw new InvalidToken('not-valid');
  return verifier.verify(token);
}
