/**
 * Signs a person in at the issuer of access tokens (OpenID Connect, authorization code with PKCE), and asks the API with the
 * token. The token is kept for this tab alone and goes with it.
 */

const KEPT = 'trachnhiem.signed-in';
const BEGUN = 'trachnhiem.sign-in';

/** What the issuer is called here, and where it takes whom. */
async function issuerHere() {
  const here = await (await fetch('/sign-in.json')).json();
  if (here.authorize) return here;
  const found = await (await fetch(`${here.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)).json();
  return { ...here, authorize: found.authorization_endpoint, token: found.token_endpoint };
}

function kept() {
  const found = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
  if (found && found.until > Date.now()) return found;
  sessionStorage.removeItem(KEPT);
  return null;
}

/** Who has signed in, as the issuer calls them; null: nobody, or not any more. */
export function signedInAs() {
  return kept()?.name ?? null;
}

export function signOut() {
  sessionStorage.removeItem(KEPT);
}

/** Asks the API in the name of whoever has signed in. */
export function call(path, headers = {}) {
  const found = kept();
  return fetch(path, { headers: found ? { ...headers, Authorization: `Bearer ${found.token}` } : headers });
}

/** Leaves for the issuer's page. */
export async function signIn(language) {
  const { authorize, client } = await issuerHere();
  const [verifier, state] = [secret(), secret()];
  const redirect = `${location.origin}/`;
  sessionStorage.setItem(BEGUN, JSON.stringify({ verifier, state, redirect }));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const asked = new URLSearchParams({
    response_type: 'code',
    scope: 'openid',
    client_id: client,
    redirect_uri: redirect,
    state,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
    ui_locales: language,
  });
  location.assign(`${authorize}?${asked}`);
}

/** Comes back from the issuer's page with a code, if that is where we come from. */
export async function finishSignIn() {
  const given = new URLSearchParams(location.search);
  const begun = JSON.parse(sessionStorage.getItem(BEGUN) ?? 'null');
  if (!given.has('code') && !given.has('error')) return;
  sessionStorage.removeItem(BEGUN);
  history.replaceState(null, '', '/');
  if (!begun || given.get('state') !== begun.state || !given.has('code')) return;
  const { token, client } = await issuerHere();
  const answer = await fetch(token, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: given.get('code'),
      client_id: client,
      redirect_uri: begun.redirect,
      code_verifier: begun.verifier,
    }),
  });
  if (!answer.ok) return;
  const { access_token, id_token, expires_in } = await answer.json();
  const { name, preferred_username, sub } = claimsOf(id_token ?? access_token);
  const until = Date.now() + (expires_in ?? 300) * 1000;
  sessionStorage.setItem(KEPT, JSON.stringify({ token: access_token, name: name ?? preferred_username ?? sub, until }));
}

/** For showing a name alone: whether a token is good is for the API to say. */
function claimsOf(token) {
  const bytes = Uint8Array.from(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')), (c) =>
    c.charCodeAt(0),
  );
  return JSON.parse(new TextDecoder().decode(bytes));
}

function secret() {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
