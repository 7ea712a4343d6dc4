import { OidcTokenVerifier } from './oidc-token-verifier.js';
import { COOL_DOWN_MS, FRESH_MS, KEPT_MS, RemoteIssuerKeys, RETRY_MS } from './remote-issuer-keys.js';
import { SwitchableIssuer } from './testing/switchable-issuer.js';
import { InvalidToken, IssuerUnavailable } from './token-verifier.js';

describe('the keys of an issuer', () => {
  let issuer: SwitchableIssuer;
  let clock: number;
  let verifier: OidcTokenVerifier;
  beforeEach(async () => {
    issuer = await SwitchableIssuer.start();
    await issuer.addKey('one', 'ES256');
    clock = 0;
    const keys = new RemoteIssuerKeys({ issuer: issuer.url, now: () => clock });
    verifier = new OidcTokenVerifier({ issuer: issuer.url, audience: 'trachnhiem', keys });
  });
  afterEach(() => issuer.stop());

  const verify = async (kid: string) => (await verifier.verify(await issuer.token(kid))).person;
  const fetches = () => issuer.asked.filter((path) => path.endsWith('/keys')).length;

  it('are fetched at the first token, once for many at once, and kept', async () => {
    expect(issuer.asked).toEqual([]);
    expect(await Promise.all(Array.from({ length: 20 }, () => verify('one')))).toEqual(Array(20).fill('p-01'));
    expect(issuer.asked).toEqual(['/realm/.well-known/openid-configuration', '/realm/keys']);
    clock += FRESH_MS;
    await verify('one');
    expect(fetches()).toBe(1);
    clock += 1;
    await verify('one');
    expect(fetches()).toBe(2);
  });

  it.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('may be of %s', async (alg) => {
    await issuer.addKey('of-another-kind', alg);
    expect(await verify('of-another-kind')).toBe('p-01');
  });

  it('turn: a new one is found, and one that was taken away is believed no longer than until the next look', async () => {
    await verify('one');
    const before = await issuer.token('one');
    await issuer.addKey('two', 'EdDSA');
    issuer.keys.delete('one');
    clock += COOL_DOWN_MS;
    expect(await verify('two')).toBe('p-01');
    await expect(verifier.verify(before)).rejects.toThrow(InvalidToken);
  });

  it('are asked for once in a cool-down, however many unknown ones are named', async () => {
    await verify('one');
    const token = await issuer.token('one', {}, { kid: 'made-up' });
    for (let i = 0; i < 30; i++) await expect(verifier.verify(token)).rejects.toThrow(InvalidToken);
    expect(fetches()).toBe(1);
    clock += COOL_DOWN_MS;
    for (let i = 0; i < 30; i++) await expect(verifier.verify(token)).rejects.toThrow(InvalidToken);
    expect(fetches()).toBe(2);
  });

  it('are kept while the issuer is away, for an hour; then nobody can say, and all is well when it is back', async () => {
    await verify('one');
    issuer.away = true;
    clock = KEPT_MS;
    expect(await verify('one')).toBe('p-01');
    const unknown = await issuer.token('one', {}, { kid: 'perhaps-a-new-one' });
    await expect(verifier.verify(unknown)).rejects.toThrow(IssuerUnavailable);
    clock = KEPT_MS + 1;
    await expect(verify('one')).rejects.toThrow(IssuerUnavailable);
    issuer.away = false;
    clock += RETRY_MS;
    expect(await verify('one')).toBe('p-01');
  });

  it('need no issuer at the start: until it is there nobody can say', async () => {
    issuer.away = true;
    await expect(verify('one')).rejects.toThrow(IssuerUnavailable);
    expect(issuer.asked).toHaveLength(1);
    await expect(verify('one')).rejects.toThrow(IssuerUnavailable);
    expect(issuer.asked).toHaveLength(1);
    issuer.away = false;
    clock += RETRY_MS;
    expect(await verify('one')).toBe('p-01');
  });

  it.each<[string, Record<string, unknown>]>([
    ['another issuer', { issuer: 'https://other.example' }],
    ['no address of keys', { jwks_uri: undefined }],
    ['an address that is a file', { jwks_uri: 'file:///etc/passwd' }],
    ['an address that is nothing', { jwks_uri: 'keys' }],
  ])('are not taken from a document that names %s', async (_, saying) => {
    issuer.saying = saying;
    await expect(verify('one')).rejects.toThrow(IssuerUnavailable);
    expect(fetches()).toBe(0);
  });
});
