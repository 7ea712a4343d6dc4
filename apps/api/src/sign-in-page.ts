import type { SignInHere } from './access-here.js';
import { DEMO_ISSUER_PATH } from './demo-issuer-routes.js';

/** What the page has to know to sign somebody in. Of an issuer elsewhere its discovery document says the rest. */
export function signInPage({ issuer, client, demo }: SignInHere) {
  const here = { authorize: `${DEMO_ISSUER_PATH}/authorize`, token: `${DEMO_ISSUER_PATH}/token` };
  return { issuer, client, ...(demo ? here : {}) };
}
