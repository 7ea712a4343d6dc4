import { OidcTokenVerifier } from '#access/oidc-token-verifier.js';
import { RemoteIssuerKeys } from '#access/remote-issuer-keys.js';
import { DEFAULT_CLAIMS } from '#access/token-claims.js';
import { DatabaseProblem } from '#database/database-problem.js';
import type { AccessHere } from './access-here.js';
import { AUDIENCE, DemoIssuer, demoIssuerSettings } from './demo-issuer.js';

/**
 * Who is believed by a program that serves others. Its fences stand, whatever is set. With OIDC_ISSUER an issuer of your
 * own; without, the one that comes along, and that not in production.
 *
 * @throws {DatabaseProblem} the settings do not say whom to believe
 */
export async function openAccess(env: NodeJS.ProcessEnv): Promise<AccessHere> {
  const fences = { policy: true, rows: true };
  const issuer = requireIssuer(env);
  if (issuer === undefined) {
    const demo = await DemoIssuer.open(demoIssuerSettings(env));
    return { verifier: demo.verifier, fences, signIn: { issuer: demo.url, client: PAGE_CLIENT, demo } };
  }
  const verifier = new OidcTokenVerifier({
    issuer,
    audience: env['OIDC_AUDIENCE'] || AUDIENCE,
    claims: {
      person: env['OIDC_PERSON_CLAIM'] || DEFAULT_CLAIMS.person,
      roles: env['OIDC_ROLES_CLAIM'] || DEFAULT_CLAIMS.roles,
    },
    keys: new RemoteIssuerKeys({ issuer }),
  });
  return { verifier, fences, signIn: { issuer, client: env['OIDC_CLIENT_ID'] || PAGE_CLIENT } };
}

/** What the page is called at the issuer, where nothing else is set. */
export const PAGE_CLIENT = 'trachnhiem-web';

/**
 * The issuer that is named; undefined: the one that comes along. To be asked before a database is started for nothing.
 *
 * @throws {DatabaseProblem} production and none named, or one that cannot be believed
 */
export function requireIssuer(env: NodeJS.ProcessEnv): string | undefined {
  const issuer = env['OIDC_ISSUER'] || undefined;
  const inProduction = env['NODE_ENV'] === 'production';
  if (issuer === undefined && inProduction) throw noIssuer();
  if (issuer !== undefined) requireIssuerAddress(issuer, inProduction);
  return issuer;
}

function noIssuer(): DatabaseProblem {
  return new DatabaseProblem(
    'NODE_ENV is production and nobody is named who issues access tokens',
    'Set OIDC_ISSUER to the address of the OpenID Connect issuer, and OIDC_AUDIENCE to what its tokens for this service name.',
  );
}

function requireIssuerAddress(issuer: string, inProduction: boolean): void {
  const url = URL.canParse(issuer) ? new URL(issuer) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username || url.password) {
    throw new DatabaseProblem('OIDC_ISSUER is no address of an issuer', 'https://…, as the issuer calls itself.');
  }
  if (inProduction && url.protocol !== 'https:' && !isLoopback(url.hostname)) {
    throw new DatabaseProblem(
      'OIDC_ISSUER is reached without encryption, so whoever stands between could sign tokens of his own',
      'Use https; http is accepted in production on this machine alone (localhost).',
    );
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
