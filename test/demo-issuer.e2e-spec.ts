import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { RemoteIssuerKeys } from '#access/remote-issuer-keys.js';
import { openAccess } from '#api/access-settings.js';
import { DemoIssuer, demoIssuerSettings } from '#api/demo-issuer.js';
import { isPersona, PERSONAS } from '#api/demo-personas.js';
import { createHttpServer } from '#api/http-server.js';
import { openSystem, type System } from '#api/system.js';
import type { Database } from '#database/database.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import { printToken } from '../apps/cli/src/token.js';

const folder = mkdtempSync(join(tmpdir(), 'trachnhiem-issuer-'));
const env = { KEY_DIR: folder, PORT: '3000' };
let database: Database;
let system: System;
let app: NestExpressApplication;
let url: string;

beforeAll(async () => {
  database = await createTestDatabase();
  system = await openSystem({ database, project: true });
  app = await createHttpServer(system, await openAccess(env));
  await app.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
});
afterAll(async () => {
  await app.close();
  await system.close();
  await database.close();
  rmSync(folder, { recursive: true });
});

const verifier = randomBytes(32).toString('base64url');
const asked = (more: Record<string, string> = {}) =>
  new URLSearchParams({
    response_type: 'code',
    client_id: 'trachnhiem-web',
    redirect_uri: 'http://localhost:3000/',
    scope: 'openid',
    state: 'tr"ạng thái',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  });
const authorize = (more: Record<string, string>) =>
  fetch(`${url}/issuer/authorize`, { method: 'POST', body: asked(more), redirect: 'manual' });
const codeOf = async (more: Record<string, string>) => {
  const response = await authorize(more);
  return new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? '';
};
const exchange = (code: string, more: Record<string, string> = {}) =>
  fetch(`${url}/issuer/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'trachnhiem-web',
      redirect_uri: 'http://localhost:3000/',
      code_verifier: verifier,
      code,
      ...more,
    }),
  });

describe('the issuer that comes along', () => {
  it('shows a page in both languages, without a script and with nothing from elsewhere', async () => {
    for (const [language, words] of [
      ['vi', 'Đăng nhập thử'],
      ['en', 'Sign in to try'],
    ] as const) {
      const response = await fetch(`${url}/issuer/authorize?${asked({ ui_locales: language }).toString()}`);
      const html = await response.text();
      expect(html).toContain(words);
      expect(html).not.toMatch(/<script|https?:\/\/(?!localhost)/i);
      expect(html).toContain('value="tr&#34;ạng thái"');
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      for (const { name } of Object.values(PERSONAS)) expect(html).toContain(name);
    }
  });

  it.each(Object.keys(PERSONAS))(
    'signs in %s by a code that is good once, and the API takes the token',
    async (name) => {
      const response = await authorize({ persona: name });
      expect(response.status).toBe(303);
      const back = new URL(response.headers.get('location') ?? '');
      expect([back.origin, back.searchParams.get('state')]).toEqual(['http://localhost:3000', 'tr"ạng thái']);
      const code = back.searchParams.get('code') ?? '';
      const { access_token, id_token } = (await (await exchange(code)).json()) as Record<string, string>;
      const answered = async (token = '') =>
        (await fetch(`${url}/units`, { headers: { Authorization: `Bearer ${token}` } })).status;
      expect(await answered(access_token)).not.toBe(401);
      // Tells the page who it is; the API takes none.
      expect(await answered(id_token)).toBe(401);
      const again = await exchange(code);
      expect([again.status, await again.json()]).toEqual([400, { error: 'invalid_grant' }]);
    },
  );

  it('signs in anybody on record by id, with roles', async () => {
    const code = await codeOf({ person: ' người-1 ', role: 'registrar' });
    const { access_token = '' } = (await (await exchange(code)).json()) as Record<string, string>;
    const { verifier: ours } = await openAccess(env);
    expect(await ours.verify(access_token)).toMatchObject({ person: 'người-1', roles: new Set(['registrar']) });
  });

  it.each<[string, Record<string, string>]>([
    ['goes back elsewhere', { redirect_uri: 'https://evil.example/' }],
    ['goes back to a name that only begins like this machine', { redirect_uri: 'http://localhost.evil.example/' }],
    ['has no challenge', { code_challenge: '' }],
    ['has a plain challenge', { code_challenge_method: 'plain' }],
    ['wants a token at once', { response_type: 'token' }],
    ['is of another page', { client_id: 'other' }],
  ])('sends nobody back where the request %s', async (_, wrong) => {
    const shown = await fetch(`${url}/issuer/authorize?${asked(wrong).toString()}`);
    const sent = await authorize({ persona: 'auditor', ...wrong });
    expect([shown.status, sent.status, sent.headers.get('location')]).toEqual([400, 400, null]);
  });

  it.each<[string, Record<string, string>]>([
    ['another verifier', { code_verifier: randomBytes(32).toString('base64url') }],
    ['none', { code_verifier: '' }],
    ['another address', { redirect_uri: 'http://localhost:3001/' }],
    ['another page', { client_id: 'other' }],
    ['another grant', { grant_type: 'password' }],
  ])('gives no token to %s', async (_, wrong) => {
    expect((await exchange(await codeOf({ persona: 'auditor' }), wrong)).status).toBe(400);
  });

  it('is found by discovery as any other issuer is, and its key lies in KEY_DIR for the owner alone', async () => {
    const found = (await (await fetch(`${url}/issuer/.well-known/openid-configuration`)).json()) as object;
    expect(found).toMatchObject({ issuer: 'http://localhost:3000/issuer', code_challenge_methods_supported: ['S256'] });
    expect(await (await fetch(`${url}/issuer/keys`)).text()).not.toContain('"d"');
    expect(statSync(join(folder, 'issuer', 'key.jwk')).mode & 0o777).toBe(0o600);
    const here = await DemoIssuer.open({ ...demoIssuerSettings(env), url: `${url}/issuer` });
    const keys = new RemoteIssuerKeys({ issuer: here.url });
    await expect(keys.keyFor({ alg: 'ES256', kid: here.publicKey.kid ?? '' })).rejects.toThrow('cannot be reached');
  });

  it('prints tokens on the command line that the same settings believe, and says whom it does not know', async () => {
    const printed: string[] = [];
    const print = (...args: string[]) => printToken(args, env, (line) => printed.push(line));
    await print('--as', 'inspector');
    await print('--person', 'p-09', '--roles', 'auditor,registrar', '--hours', '1');
    const { verifier: ours } = await openAccess(env);
    expect(await ours.verify(printed[0] ?? '')).toMatchObject({ person: 'mau-kiem-tra', roles: new Set() });
    expect(await ours.verify(printed[1] ?? '')).toMatchObject({ roles: new Set(['registrar', 'auditor']) });
    for (const wrong of [
      [],
      ['--as', 'chủ tịch'],
      ['--as', '__proto__'],
      ['--person', 'p 1'],
      ['--person', 'p', '--roles', 'admin'],
    ]) {
      await expect(print(...wrong)).rejects.toThrow();
    }
    expect(isPersona('constructor')).toBe(false);
    await expect(printToken(['--as', 'auditor'], { ...env, NODE_ENV: 'production' }, () => {})).rejects.toThrow();
  });
});

describe('the settings of who is believed', () => {
  const production = { ...env, NODE_ENV: 'production' };
  it.each<[string, NodeJS.ProcessEnv]>([
    ['production without an issuer', production],
    ['an unencrypted issuer in production', { ...production, OIDC_ISSUER: 'http://issuer.example/realm' }],
    ['a name that only begins like this machine', { ...production, OIDC_ISSUER: 'http://localhost.evil.example' }],
    ['no address', { OIDC_ISSUER: 'keycloak' }],
    ['an address with a password', { OIDC_ISSUER: 'https://a:b@issuer.example' }],
  ])('refuse %s', async (_, settings) => {
    await expect(openAccess(settings)).rejects.toThrow(/OIDC_ISSUER|NODE_ENV/);
  });

  it.each([
    ['https in production', { ...production, OIDC_ISSUER: 'https://issuer.example/realm' }],
    ['this machine in production', { ...production, OIDC_ISSUER: 'http://127.0.0.1:8080/realm' }],
    ['anything while trying', { OIDC_ISSUER: 'http://issuer.example/realm' }],
  ])('take %s, and both fences stand', async (_, settings) => {
    const { fences, signIn } = await openAccess(settings);
    expect(fences).toEqual({ policy: true, rows: true });
    expect(signIn?.demo).toBeUndefined();
  });

  it('have none that takes a fence down, whatever else is set', async () => {
    const names = ['FENCES', 'POLICY', 'ROWS', 'ACCESS', 'SIGN_IN', 'NO_AUTH', 'TEST', 'DEBUG'];
    const everything = Object.fromEntries(
      names.flatMap((name) => [
        [name, 'false'],
        [`TRACHNHIEM_${name}`, '0'],
      ]),
    );
    expect((await openAccess({ ...everything, ...env })).fences).toEqual({ policy: true, rows: true });
  });
});
