import { parseArgs } from 'node:util';
import { DemoIssuer, demoIssuerSettings, type TokenFor } from '#api/demo-issuer.js';
import { isPersona, PERSONAS, tokenForPersona } from '#api/demo-personas.js';
import { GRANTED_ROLES } from '#access/principal.js';
import { DatabaseProblem } from '#database/database-problem.js';
import { ID_PATTERN } from '#domain/record-id.js';

export const TOKEN_USAGE = 'token --as PERSONA | --person ID [--roles ROLE,…] [--hours N]';
export const TOKEN_HELP = `Prints an access token of the issuer that comes along, for the API of this PORT and KEY_DIR; not in production.
      PERSONA: ${Object.keys(PERSONAS).join(', ')}.
      ID: any person on record. ROLE: ${GRANTED_ROLES.join(', ')}. N: how long it is good, 1 to 24; 8 if left out.
      curl -H "Authorization: Bearer $(npm run -s cli -- token --as auditor)" localhost:3000/tasks`;

/** @throws {DatabaseProblem} nobody is named, or production */
export async function printToken(args: string[], env: NodeJS.ProcessEnv, print: (line: string) => void): Promise<void> {
  if (env['NODE_ENV'] === 'production' || env['OIDC_ISSUER']) {
    throw new DatabaseProblem(
      'The issuer that comes along is not the one that is believed here',
      'Ask the issuer that OIDC_ISSUER names for a token.',
    );
  }
  const { values } = parseArgs({
    args,
    options: {
      as: { type: 'string' },
      person: { type: 'string' },
      roles: { type: 'string' },
      hours: { type: 'string', default: '8' },
    },
  });
  if (!/^([1-9]|1\d|2[0-4])$/.test(values.hours)) throw usage('--hours is a number from 1 to 24');
  const issuer = await DemoIssuer.open(demoIssuerSettings(env));
  print(await issuer.token({ ...whom(values), life: Number(values.hours) * 3600 }));
}

function whom({ as, person, roles }: { as?: string; person?: string; roles?: string }): TokenFor {
  if (as !== undefined) {
    if (!isPersona(as)) throw usage(`--as is one of ${Object.keys(PERSONAS).join(', ')}`);
    if (person !== undefined || roles !== undefined) throw usage('--as says person and roles itself');
    return tokenForPersona(as);
  }
  if (person === undefined) throw usage('--as or --person is missing');
  if (!ID_PATTERN.test(person)) throw usage('--person is an id');
  const named = roles === undefined ? [] : roles.split(',');
  const unknown = named.filter((role) => !GRANTED_ROLES.some((known) => known === role));
  if (unknown.length > 0) throw usage(`no such role: ${unknown.join(', ')}`);
  return { subject: encodeURIComponent(person), person, roles: named };
}

function usage(what: string): DatabaseProblem {
  return new DatabaseProblem(what, TOKEN_USAGE);
}
