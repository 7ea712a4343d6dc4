import { createHmac, generateKeyPairSync, randomBytes, sign as signBytes } from 'node:crypto';
import { request } from 'node:http';
import { CompactEncrypt, CompactSign, exportSPKI } from 'jose';
import pg from 'pg';
import { MAX_TOKEN_BYTES, OidcTokenVerifier } from '#access/oidc-token-verifier.js';
import { RemoteIssuerKeys } from '#access/remote-issuer-keys.js';
import { type IssuerKey, SwitchableIssuer } from '#access/testing/switchable-issuer.js';
import type { Problem } from '#api/problem.js';
import { type HttpApi, openHttpApi } from './http-api.js';

/** Headers of a request that tries to be somebody. */
type Attempt = () => Promise<string> | string;

let issuer: SwitchableIssuer;
let other: SwitchableIssuer;
let api: HttpApi;
let rsa: IssuerKey;
let ec: IssuerKey;
let retired: IssuerKey;
const now = () => Math.floor(Date.now() / 1000);

beforeAll(async () => {
  [issuer, other] = await Promise.all([SwitchableIssuer.start(), SwitchableIssuer.start()]);
  rsa = await issuer.addKey('rsa', 'RS256');
  ec = await issuer.addKey('ec', 'ES256');
  retired = await issuer.addKey('retired', 'ES256');
  issuer.keys.delete('retired');
  await issuer.addKey('curve', 'ES384');
  await other.addKey('rsa', 'RS256');
  // A key set may hold more than the issuer signs with today, and it may hold what it should not.
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const secret = { kty: 'oct', k: randomBytes(32).toString('base64url'), kid: 'secret', alg: 'HS256' };
  const held = (kid: string, jwk: object) => issuer.keys.set(kid, { ...ec, jwk: { ...jwk, kid } as IssuerKey['jwk'] });
  held('weak', { ...weak.publicKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' });
  held('secret', secret);
  byHand.weak = (input) => signBytes('sha256', Buffer.from(input), weak.privateKey);
  byHand.secret = (input) => hmac(input, Buffer.from(secret.k, 'base64url'));
  const verifier = new OidcTokenVerifier({
    issuer: issuer.url,
    audience: 'trachnhiem',
    keys: new RemoteIssuerKeys({ issuer: issuer.url }),
  });
  api = await openHttpApi({ verifier });
}, 60_000);
afterAll(async () => {
  await api.close();
  await Promise.all([issuer.stop(), other.stop()]);
});

const byHand: Record<'weak' | 'secret', (input: string) => Buffer> = {
  weak: () => Buffer.alloc(0),
  secret: () => Buffer.alloc(0),
};
const hmac = (input: string, key: string | Buffer) => createHmac('sha256', key).update(input).digest();
const part = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const head = (more: object = {}) => ({ alg: 'ES256', typ: 'at+jwt', kid: 'ec', ...more });
/** A token in the attacker's own hand. */
const made = (header: unknown, payload: unknown, sign: (input: string) => Buffer | string) => {
  const input = `${part(header)}.${part(payload)}`;
  const signature = sign(input);
  return `${input}.${typeof signature === 'string' ? signature : signature.toString('base64url')}`;
};
const good = (claims: Record<string, unknown> = {}, header: object = {}) => issuer.token('ec', claims, header);
/** A payload that is no object of claims as `SignJWT` would write it, under the issuer's own good signature. */
const signedText = (payload: string, header: object = {}) =>
  new CompactSign(Buffer.from(payload)).setProtectedHeader(head(header)).sign(ec.privateKey);
const changed = async (index: number, to: (text: string) => string) =>
  (await good())
    .split('.')
    .map((text, i) => (i === index ? to(text) : text))
    .join('.');
/** Signed by the attacker, who names a key of the issuer or brings one along. */
const forged = async (header: object) => {
  const mine = await other.addKey('mine', 'ES256');
  const made = await issuer.signed(mine, { kid: 'ec', ...header }, issuer.claims());
  return made;
};

const FORGED: [string, Attempt][] = [
  ['alg none', () => made(head({ alg: 'none' }), issuer.claims(), () => '')],
  ['alg None with a signature', async () => changed(0, () => part(head({ alg: 'None' })))],
  ['alg empty', () => made(head({ alg: '' }), issuer.claims(), () => 'AAAA')],
  ['alg missing', () => made({ typ: 'at+jwt', kid: 'ec' }, issuer.claims(), () => 'AAAA')],
  ['alg a list', () => made(head({ alg: ['none', 'ES256'] }), issuer.claims(), () => 'AAAA')],
  [
    'HS256 with the public key as secret',
    async () => {
      const pem = await exportSPKI(rsa.publicKey);
      return made(head({ alg: 'HS256', kid: 'rsa' }), issuer.claims(), (input) => hmac(input, pem));
    },
  ],
  ['HS256 with an empty secret', () => made(head({ alg: 'HS256' }), issuer.claims(), (input) => hmac(input, ''))],
  [
    'HS256 with a secret that stands in the key set',
    () => made(head({ alg: 'HS256', kid: 'secret' }), issuer.claims(), byHand.secret),
  ],
  ['an algorithm that is not believed, with a key of the set', () => issuer.token('curve')],
  ['ES256 said, signed on another curve', async () => changed(0, () => part(head({ kid: 'curve' })))],
  ['RS256 said of a key of an elliptic curve', async () => changed(0, () => part(head({ alg: 'RS256' })))],
  ['a weak RSA key of the set', () => made(head({ alg: 'RS256', kid: 'weak' }), issuer.claims(), byHand.weak)],
  ['signature of zeros', () => changed(2, () => Buffer.alloc(64).toString('base64url'))],
  ['signature stripped', () => changed(2, () => '')],
  ['signature and its dot stripped', async () => (await good()).split('.').slice(0, 2).join('.')],
  ['signature cut short', () => changed(2, (text) => text.slice(0, -8))],
  [
    'signature of another token',
    async () => `${(await good({ sub: 'x' })).split('.').slice(0, 2).join('.')}.${(await good()).split('.')[2] ?? ''}`,
  ],
  [
    'claims changed under the signature',
    () => changed(1, () => part(issuer.claims({ trachnhiem_roles: ['auditor'] }))),
  ],
  ['a key of somebody else under a known name', () => forged({})],
  ['kid unknown', () => forged({ kid: 'khong-co' })],
  ['kid missing, key of somebody else', () => forged({ kid: undefined })],
  ['kid a path', () => forged({ kid: '../../../../dev/null' })],
  ['kid a file', () => forged({ kid: 'file:///dev/null' })],
  ['kid of SQL', () => forged({ kid: "x' UNION SELECT 'AAAA' --" })],
  ['kid a key of prototypes', () => forged({ kid: '__proto__' })],
  ['kid a number', () => made(head({ kid: 0 }), issuer.claims(), () => 'AAAA')],
  ['kid a list', () => made(head({ kid: ['ec'] }), issuer.claims(), () => 'AAAA')],
  ['jku of the attacker', () => forged({ jku: `${other.url}/keys`, kid: 'mine' })],
  ['jku beside a good signature', () => good({}, { jku: `${other.url}/keys` })],
  ['x5u of the attacker', () => forged({ x5u: `${other.url}/keys` })],
  ['jwk embedded', async () => forged({ jwk: (await other.addKey('mine', 'ES256')).jwk })],
  ['x5c embedded', () => forged({ x5c: ['MIIB'] })],
  ['a key of this issuer that was turned out', () => issuer.signed(retired, { kid: 'retired' }, issuer.claims())],
  ['a token of another realm', () => other.token('rsa')],
  ['a token of another realm that says it is of ours', () => other.token('rsa', { iss: issuer.url })],
  ['crit that nobody understands', () => made(head({ crit: ['x'], x: 1 }), issuer.claims(), () => 'AAAA')],
  ['an unencoded payload (b64)', () => made(head({ crit: ['b64'], b64: false }), issuer.claims(), () => 'AAAA')],
  ['a token that is encrypted (JWE)', () => encrypted()],
  [
    'a header that stands twice in itself',
    async () => changed(0, () => part('{"alg":"none","alg":"ES256","typ":"at+jwt","kid":"ec"}')),
  ],
];

const encrypted = async () =>
  new CompactEncrypt(Buffer.from(await good()))
    .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM' })
    .encrypt(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey);

/** Under a good signature of the issuer: it has said something else, or to somebody else. */
const NOT_FOR_THIS: [string, Attempt][] = [
  ['expired', () => good({ exp: now() - 31 })],
  ['exp missing', () => good({ exp: undefined })],
  ['exp a text', () => good({ exp: String(now() + 300) })],
  ['exp far away and issued two days ago', () => good({ iat: now() - 2 * 86_400, exp: now() + 86_400 * 365 })],
  ['not yet valid', () => good({ nbf: now() + 60 })],
  ['nbf a text', () => good({ nbf: 'mai' })],
  ['issued in the future', () => good({ iat: now() + 60 })],
  ['iat missing', () => good({ iat: undefined })],
  ['iat a text', () => good({ iat: 'hôm qua' })],
  ['iss of somebody else', () => good({ iss: 'https://other.example' })],
  ['iss with a slash more', () => good({ iss: `${issuer.url}/` })],
  ['iss missing', () => good({ iss: undefined })],
  ['iss a list', () => good({ iss: [issuer.url] })],
  ['aud of somebody else', () => good({ aud: 'account' })],
  ['aud of many, none of them this service', () => good({ aud: ['account', 'trachnhiem2', 'Trachnhiem'] })],
  ['aud an empty list', () => good({ aud: [] })],
  ['aud missing', () => good({ aud: undefined })],
  ['aud an object', () => good({ aud: { trachnhiem: true } })],
  ['sub missing', () => good({ sub: undefined })],
  ['sub empty', () => good({ sub: '' })],
  ['sub a number', () => good({ sub: 7 })],
  ['sub with a line break', () => good({ sub: 'u-1\nrole: auditor' })],
  ['person a list', () => good({ trachnhiem_person: ['p-01', 'p-02'] })],
  ['person an object', () => good({ trachnhiem_person: { id: 'p-01' } })],
  ['person empty', () => good({ trachnhiem_person: '' })],
  ['person null', () => good({ trachnhiem_person: null })],
  ['person with a mark that nobody sees', () => good({ trachnhiem_person: 'p-01\u200b' })],
  ['person turned round (bidi)', () => good({ trachnhiem_person: '\u202e10-p' })],
  ['person with U+0000', () => good({ trachnhiem_person: 'p-01\u0000' })],
  ['person of half a pair', () => good({ trachnhiem_person: 'p\ud83d' })],
  ['person with marks apart (NFD)', () => good({ trachnhiem_person: 'người'.normalize('NFD') })],
  ['person too long', () => good({ trachnhiem_person: 'p'.repeat(129) })],
  ['roles a text', () => good({ trachnhiem_roles: 'auditor' })],
  ['roles an object', () => good({ trachnhiem_roles: { auditor: true } })],
  ['roles a list with an object', () => good({ trachnhiem_roles: ['auditor', {}] })],
  ['an id token (nonce)', () => good({ nonce: 'n' })],
  ['an id token (at_hash), typ JWT', () => good({ at_hash: 'x' }, { typ: 'JWT' })],
  ['an id token as Keycloak says', () => good({ typ: 'ID' }, { typ: 'JWT' })],
  ['a refresh token as Keycloak says', () => good({ typ: 'Refresh' }, { typ: 'JWT' })],
  ['an id token as others say', () => good({ token_use: 'id' }, { typ: 'JWT' })],
  ['typ of a logout token', () => good({}, { typ: 'logout+jwt' })],
  ['typ missing', () => good({}, { typ: undefined })],
  ['typ a number', () => made(head({ typ: 1 }), issuer.claims(), () => 'AAAA')],
  ['a claim that stands twice', () => signedText(`{"sub":"a",${JSON.stringify(issuer.claims()).slice(1)}`)],
  [
    'a claim that stands twice, once in escapes',
    () => signedText(`{"s\\u0075b":"a",${JSON.stringify(issuer.claims()).slice(1)}`),
  ],
  ['claims that are a list', () => signedText(JSON.stringify([issuer.claims()]))],
  ['claims that are null', () => signedText('null')],
  ['claims that are no JSON', () => signedText('{iss:1}')],
  ['claims in a prototype', () => signedText(`{"__proto__":${JSON.stringify(issuer.claims())}}`)],
];

const MISSHAPEN: [string, Attempt][] = [
  ['one word', () => 'token'],
  ['two dots alone', () => '..'],
  ['four parts', async () => `${await good()}.AAAA`],
  ['text behind', async () => `${await good()}=`],
  ['base64 and not base64url', () => changed(2, (text) => `${text.slice(0, -1)}+`)],
  ['no base64 at all', () => changed(1, () => '%%%')],
  ['a header that is no JSON', () => changed(0, () => part('{alg:ES256}'))],
  ['a header that is a list', () => changed(0, () => part([]))],
  ['a header that is null', () => changed(0, () => part('null'))],
  ['larger than anybody needs', () => good({ more: 'x'.repeat(MAX_TOKEN_BYTES) })],
];

describe('a token that is none', () => {
  let before: object[];
  const recorded = async () => {
    const database = new pg.Client({ connectionString: api.urls.owner });
    await database.connect();
    try {
      const count = '(SELECT count(*) FROM log.event) AS records, (SELECT count(*) FROM access_log.event) AS reads';
      const { rows } = await database.query<object>(`SELECT ${count}`);
      return rows;
    } finally {
      await database.end();
    }
  };
  beforeAll(async () => {
    before = await recorded();
  });
  afterAll(async () => expect(await recorded()).toEqual(before));

  const body = { personId: 'p-attacked', name: 'Người A' };
  const post = (authorization: string) =>
    api.fetch('/persons', {
      method: 'POST',
      headers: { Authorization: authorization, 'Content-Type': 'application/json', 'Accept-Language': 'en' },
      body: JSON.stringify(body),
    });
  /** All that may be learnt from a refusal. */
  const refusal = async (response: Response) => {
    const { instance, ...told } = (await response.json()) as Problem;
    expect(instance).toMatch(/^urn:uuid:/);
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="trachnhiem", error="invalid_token"');
    return told;
  };
  const plainly = (code: string, detail: string) => ({
    type: 'urn:trachnhiem:problem:invalid-token',
    title: 'The access token is not accepted.',
    status: 401,
    detail: 'Sign in again for a new one; see `errors`.',
    errors: [{ header: 'Authorization', code, detail }],
  });
  const SAID: Record<string, object> = {
    'not-valid': plainly('not-valid', 'It is not valid.'),
    expired: plainly('expired', 'It has expired.'),
    'not-for-this-service': plainly('not-for-this-service', 'It is not for this service.'),
  };

  it.each([...FORGED, ...MISSHAPEN])('is refused without a hint: %s', async (name, attempt) => {
    const told = await refusal(await post(`Bearer ${await attempt()}`));
    // Who signs with another realm's key is told so only where the signature holds, which it never does here.
    expect([name, told]).toEqual([name, SAID['not-valid']]);
  });

  it.each(NOT_FOR_THIS)('is refused, of this issuer or not: %s', async (name, attempt) => {
    const told = await refusal(await post(`Bearer ${await attempt()}`));
    const expired = /^(expired|exp far)/.test(name);
    const code = expired ? 'expired' : /^(iss|aud) (?!missing)/.test(name) ? 'not-for-this-service' : 'not-valid';
    expect([name, told]).toEqual([name, SAID[code]]);
  });

  it.each<[string, () => Promise<string>]>([
    ['another scheme', async () => `Basic ${await good()}`],
    ['no scheme', () => good()],
    ['the scheme alone', () => Promise.resolve('Bearer')],
    ['two tokens', async () => `Bearer ${await good()} ${await good()}`],
    ['two tokens and a comma', async () => `Bearer ${await good()}, Bearer ${await good()}`],
  ])('is refused where the header is another: %s', async (name, authorization) => {
    expect([name, await refusal(await post(await authorization()))]).toEqual([name, SAID['not-valid']]);
  });

  it('is refused where it stands in two headers, of which one is good', async () => {
    const token = await good();
    for (const pair of [
      [`Bearer ${token}`, 'Bearer x'],
      ['Bearer x', `Bearer ${token}`],
    ]) {
      const status = await new Promise((resolve, reject) => {
        const call = request(`${api.url}/persons`, { method: 'POST' }, (answer) => resolve(answer.resume().statusCode));
        for (const [name, value] of [
          ['Content-Type', 'application/json'],
          ['Authorization', pair],
        ] as const)
          call.setHeader(name, value);
        call.on('error', reject).end(JSON.stringify(body));
      });
      expect(status).toBe(401);
    }
  });

  it.each<[string, (token: string) => [string, Record<string, string>]]>([
    ['the query', (token) => [`/persons/p-01?access_token=${token}`, {}]],
    ['a cookie', (token) => ['/persons/p-01', { Cookie: `access_token=${token}; Authorization=Bearer ${token}` }]],
    [
      'another header',
      (token) => ['/persons/p-01', { 'X-Access-Token': token, 'Proxy-Authorization': `Bearer ${token}` }],
    ],
    ['the header that named a person before', () => ['/persons/p-01', { 'Acting-Person': 'p-01' }]],
  ])('is not looked for in %s', async (_, at) => {
    const [path, headers] = at(await good());
    const response = await fetch(api.url + path, { headers });
    expect([response.status, ((await response.json()) as Problem).type]).toEqual([
      401,
      'urn:trachnhiem:problem:not-signed-in',
    ]);
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="trachnhiem"');
  });
});

describe('a token that is one', () => {
  it.each<[string, () => Promise<string>]>([
    ['as it is', async () => `Bearer ${await good()}`],
    ['with the scheme in small letters', async () => `bearer ${await good()}`],
    ['of typ JWT', async () => `Bearer ${await good({ typ: 'Bearer' }, { typ: 'JWT' })}`],
    ['signed with RS256', async () => `Bearer ${await issuer.token('rsa')}`],
    [
      'for several services, this one among them',
      async () => `Bearer ${await good({ aud: ['account', 'trachnhiem'] })}`,
    ],
    ['expired within the skew of clocks', async () => `Bearer ${await good({ exp: now() - 20 })}`],
    ['of a person with a name of another script', async () => `Bearer ${await good({ trachnhiem_person: 'người-1' })}`],
    ['of a service without a person', async () => `Bearer ${await good({ trachnhiem_person: undefined })}`],
    ['with roles that nobody knows', async () => `Bearer ${await good({ trachnhiem_roles: ['admin', '__proto__'] })}`],
  ])('is accepted %s', async (name, authorization) => {
    const response = await api.fetch('/tasks', { headers: { Authorization: await authorization() } });
    expect([name, response.status]).toEqual([name, 200]);
  });
});

describe('while the issuer is away', () => {
  it('nobody can say: 503 with a time to wait, and what is open to everybody stays open', async () => {
    const away = await SwitchableIssuer.start();
    await away.addKey('one', 'ES256');
    away.away = true;
    const keys = new RemoteIssuerKeys({ issuer: away.url });
    const verifier = new OidcTokenVerifier({ issuer: away.url, audience: 'trachnhiem', keys });
    const lonely = await openHttpApi({ verifier });
    const headers = { Authorization: `Bearer ${await away.token('one')}` };
    const refused = await lonely.get<Problem>('/tasks', headers);
    expect([refused.status, refused.body.type]).toEqual([503, 'urn:trachnhiem:problem:issuer-unavailable']);
    expect(refused.headers.get('retry-after')).toBe('10');
    expect((await lonely.get('/health/live')).status).toBe(200);
    expect((await lonely.get('/openapi.json')).status).toBe(200);
    await lonely.close();
    await away.stop();
  });
});
