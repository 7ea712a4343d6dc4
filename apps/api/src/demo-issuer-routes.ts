import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { GRANTED_ROLES } from '#access/principal.js';
import { DEFAULT_CLAIMS } from '#access/token-claims.js';
import { ID_PATTERN } from '#domain/record-id.js';
import { type DemoIssuer, TOKEN_LIFE_S, type TokenFor } from './demo-issuer.js';
import { demoIssuerPage, textOfPage } from './demo-issuer-page.js';
import { isPersona, tokenForPersona } from './demo-personas.js';
import { languageOf } from './problem.filter.js';

export const DEMO_ISSUER_PATH = '/issuer';
/** Milliseconds in which a code has to be used. */
const CODE_LIFE_MS = 60_000;
const MOST_CODES = 1000;
const MOST_BYTES = 8192;
/** This machine only, on any port (RFC 8252): the page of this program. */
const REDIRECT = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?\/$/;
const CHALLENGE = /^[\w-]{43}$/;

interface Grant {
  whom: TokenFor;
  redirect: string;
  challenge: string;
  nonce: string | undefined;
  until: number;
}

type Handler = (request: Request, response: Response) => Promise<void> | void;

/** OpenID Connect as far as a page and a test need it: discovery, keys, authorization code with PKCE (S256), token. */
export function demoIssuerRoutes(issuer: DemoIssuer, client: string) {
  const grants = new Map<string, Grant>();
  const { url } = issuer;

  const routes: Readonly<Record<string, Handler>> = {
    'GET /.well-known/openid-configuration': (_, response) =>
      void response.json({
        issuer: url,
        authorization_endpoint: `${url}/authorize`,
        token_endpoint: `${url}/token`,
        jwks_uri: `${url}/keys`,
        response_types_supported: ['code'],
        response_modes_supported: ['query'],
        grant_types_supported: ['authorization_code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['ES256'],
        code_challenge_methods_supported: ['S256'],
        token_endpoint_auth_methods_supported: ['none'],
        scopes_supported: ['openid'],
        claims_supported: ['iss', 'sub', 'aud', 'exp', 'iat', 'name', DEFAULT_CLAIMS.person, DEFAULT_CLAIMS.roles],
        authorization_response_iss_parameter_supported: true,
      }),
    'GET /keys': (_, response) => void response.json({ keys: [issuer.publicKey] }),
    'GET /authorize': (request, response) => {
      const asked = new URL(request.url, 'http://issuer.invalid').searchParams;
      if (!isGoodRequest(asked)) return refusePage(request, response);
      response.type('html').send(demoIssuerPage(asked, languageAsked(asked, request)));
    },
    'POST /authorize': async (request, response) => {
      const form = await formIn(request);
      const whom = whomIn(form);
      if (!isGoodRequest(form) || whom === null || grants.size >= MOST_CODES) return refusePage(request, response);
      const code = randomBytes(32).toString('base64url');
      const redirect = form.get('redirect_uri') ?? '';
      grants.set(code, {
        whom,
        redirect,
        challenge: form.get('code_challenge') ?? '',
        nonce: form.get('nonce') ?? undefined,
        until: Date.now() + CODE_LIFE_MS,
      });
      const back = new URL(redirect);
      back.searchParams.set('code', code);
      back.searchParams.set('iss', url);
      const state = form.get('state');
      if (state !== null) back.searchParams.set('state', state);
      response.redirect(303, back.href);
    },
    'POST /token': async (request, response) => {
      const form = await formIn(request);
      const grant = taken(form.get('code') ?? '');
      if (form.get('grant_type') !== 'authorization_code') return refuse(response, 'unsupported_grant_type');
      const good =
        grant !== null &&
        form.get('client_id') === client &&
        form.get('redirect_uri') === grant.redirect &&
        proves(form.get('code_verifier') ?? '', grant.challenge);
      if (!good) return refuse(response, 'invalid_grant');
      response.json({
        access_token: await issuer.token(grant.whom),
        id_token: await issuer.idToken(grant.whom, client, grant.nonce),
        token_type: 'Bearer',
        expires_in: TOKEN_LIFE_S,
      });
    },
  };

  function isGoodRequest(asked: URLSearchParams): boolean {
    return (
      asked.get('response_type') === 'code' &&
      asked.get('client_id') === client &&
      REDIRECT.test(asked.get('redirect_uri') ?? '') &&
      asked.get('code_challenge_method') === 'S256' &&
      CHALLENGE.test(asked.get('code_challenge') ?? '')
    );
  }

  /** A code is good once. */
  function taken(code: string): Grant | null {
    const now = Date.now();
    for (const [old, { until }] of grants) if (until < now) grants.delete(old);
    const grant = grants.get(code) ?? null;
    grants.delete(code);
    return grant;
  }

  return (request: Request, response: Response, next: NextFunction): void => {
    const name = `${request.method === 'HEAD' ? 'GET' : request.method} ${request.path}`;
    const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
    if (!route) return next();
    Promise.resolve(route(request, response)).catch(next);
  };
}

/** A sample person, or any person on record with the roles that were ticked. */
function whomIn(form: URLSearchParams): TokenFor | null {
  const persona = form.get('persona') ?? '';
  if (isPersona(persona)) return tokenForPersona(persona);
  const person = (form.get('person') ?? '').trim();
  if (!ID_PATTERN.test(person)) return null;
  const roles = GRANTED_ROLES.filter((role) => form.getAll('role').includes(role));
  return { subject: encodeURIComponent(person), name: person, person, roles };
}

function proves(verifier: string, challenge: string): boolean {
  if (!/^[\w.~-]{43,128}$/.test(verifier)) return false;
  const digest = createHash('sha256').update(verifier).digest('base64url');
  return timingSafeEqual(Buffer.from(digest), Buffer.from(challenge));
}

async function formIn(request: Request): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) return new URLSearchParams();
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

function languageAsked(asked: URLSearchParams, request: Request): 'vi' | 'en' {
  const said = asked.get('ui_locales');
  return said === 'vi' || said === 'en' ? said : languageOf(request);
}

function refusePage(request: Request, response: Response): void {
  response
    .status(400)
    .type('text')
    .send(textOfPage(languageOf(request)).refused);
}

function refuse(response: Response, error: string): void {
  response.status(400).json({ error });
}
