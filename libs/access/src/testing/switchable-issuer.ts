import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  exportJWK,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
} from 'jose';

export interface IssuerKey {
  alg: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  jwk: JWK;
}

/** An OpenID Connect issuer, as far as a verifier sees it, whose keys and whose presence can be switched. */
export class SwitchableIssuer {
  readonly keys = new Map<string, IssuerKey>();
  /** Answers nothing but 503. */
  away = false;
  /** What its discovery document says besides, or instead. */
  saying: Record<string, unknown> = {};
  /** Paths that were asked for. */
  readonly asked: string[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<SwitchableIssuer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = new SwitchableIssuer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/realm`);
    server.on('request', (request, response) => {
      issuer.asked.push(request.url ?? '');
      const answers: Record<string, unknown> = {
        '/realm/.well-known/openid-configuration': {
          issuer: issuer.url,
          jwks_uri: `${issuer.url}/keys`,
          ...issuer.saying,
        },
        '/realm/keys': { keys: [...issuer.keys.values()].map(({ jwk }) => jwk) },
      };
      const answer = answers[request.url ?? ''];
      response.writeHead(issuer.away ? 503 : answer ? 200 : 404, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(answer ?? {}));
    });
    return issuer;
  }

  async addKey(kid: string, alg: string): Promise<IssuerKey> {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
    const key = { alg, privateKey, publicKey, jwk };
    this.keys.set(kid, key);
    return key;
  }

  /** A good access token for this service, but for what is said. A claim that is undefined is left out. */
  token(kid: string, claims: Record<string, unknown> = {}, header: Partial<JWTHeaderParameters> = {}): Promise<string> {
    const key = this.keys.get(kid);
    if (!key) throw new Error(`no key ${kid}`);
    return this.signed(key, { kid, ...header }, this.claims(claims));
  }

  claims(changed: Record<string, unknown> = {}): JWTPayload {
    const now = Math.floor(Date.now() / 1000);
    const good = { iss: this.url, aud: 'trachnhiem', sub: 'u-1', iat: now, exp: now + 300, trachnhiem_person: 'p-01' };
    const all: Record<string, unknown> = { ...good, ...changed };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  }

  signed(
    key: Pick<IssuerKey, 'alg' | 'privateKey'>,
    header: Partial<JWTHeaderParameters>,
    claims: JWTPayload,
  ): Promise<string> {
    return new SignJWT(claims).setProtectedHeader({ alg: key.alg, typ: 'at+jwt', ...header }).sign(key.privateKey);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
