import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { NotAllowed } from '#access/not-allowed.js';
import { policyOf } from '#access/policy-table.js';
import type { Principal } from '#access/principal.js';
import type { ReadAuthority } from '#access/read-authority.js';
import { readPolicyOf } from '#access/read-policies.js';
import { routeOf } from './access.interceptor.js';
import { whoAsks } from './asking.js';
import { RequestProblem } from './problem.js';
import { actionOf } from './read-routes.js';
import { commandOf } from './routes.js';
import { readerOf } from './sender.js';

/**
 * Stands before every route. A route that has no row in the policy table is denied, so that one that was added and
 * forgotten there answers nobody. Commands are looked at here for their sign-in alone: who may send one depends on its body,
 * which the desk asks (`CommandAuthority`).
 */
@Injectable()
export class PolicyGuard implements CanActivate {
  constructor(private readonly authority: ReadAuthority) {}

  /** @throws {RequestProblem} `not-signed-in` @throws {NotAllowed} and what the authority throws */
  async canActivate(context: ExecutionContext): Promise<true> {
    const request = context.switchToHttp().getRequest<Request>();
    const { principal } = whoAsks();
    const command = commandOf(context.getHandler());
    if (command !== null) return mayTry(command, principal);
    const action = actionOf(routeOf(request));
    const row = readPolicyOf(action);
    if (row?.for.some(({ who }) => who === 'everybody')) return true;
    if (principal === null) throw new RequestProblem('not-signed-in');
    if (row === null) throw new NotAllowed(action);
    if (row.inside) return true;
    const { office } = readerOf(request.headers);
    // What stands in the path cannot be said otherwise in the query.
    await this.authority.authorize(row, { ...request.query, ...request.params }, { principal, office });
    return true;
  }
}

/** @throws {RequestProblem} nobody has signed in @throws {NotAllowed} the command has no row */
function mayTry(command: string, principal: Principal | null): true {
  if (principal === null) throw new RequestProblem('not-signed-in');
  if (policyOf(command) === null) throw new NotAllowed(command);
  return true;
}
