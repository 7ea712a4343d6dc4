import { DatabaseProblem } from '#database/database-problem.js';
import type { AccessHere } from './access-here.js';
import { DemoIssuer, demoIssuerSettings } from './demo-issuer.js';

/** Who is believed by a program that serves others: its fences stand, whatever is set. @throws {DatabaseProblem} */
export async function openAccess(env: NodeJS.ProcessEnv): Promise<AccessHere> {
  const fences = { policy: true, rows: true };
  if (env['NODE_ENV'] === 'production') {
    throw new DatabaseProblem(
      'NODE_ENV is production and nobody is named who issues access tokens',
      'Set OIDC_ISSUER to the address of the OpenID Connect issuer, and OIDC_AUDIENCE to what its tokens for this service name.',
    );
  }
  const issuer = await DemoIssuer.open(demoIssuerSettings(env));
  return { verifier: issuer.verifier, fences };
}
