import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK } from 'jose';
import { KnownKeys } from '#access/known-keys.js';
import { OidcTokenVerifier } from '#access/oidc-token-verifier.js';
import { DEFAULT_CLAIMS } from '#access/token-claims.js';
import type { TokenVerifier } from '#access/token-verifier.js';
import { DatabaseProblem, errorCode } from '#database/database-problem.js';
import { contentOf, createFile } from '#sealing/durable-file.js';

/** What tokens of this program are for, where nothing else is set. */
export const AUDIENCE = 'trachnhiem';
/** Seconds for which a token of the embedded issuer is good. */
export const TOKEN_LIFE_S = 8 * 60 * 60;

/** Whom a token shall name. */
export interface TokenFor {
  /** Whoever signs in, in the words of the issuer. */
  subject: string;
  /** What the page shows of them. */
  name?: string;
  person?: string | null;
  roles?: readonly string[];
  /** Seconds from now; TOKEN_LIFE_S if left out. */
  life?: number;
}

/** The issuer of tokens that comes along: for trying the program on one machine, and never for production. */
export class DemoIssuer {
  readonly verifier: TokenVerifier;

  private constructor(
    readonly url: string,
    private readonly key: CryptoKey,
    readonly publicKey: JWK,
  ) {
    this.verifier = new OidcTokenVerifier({
      issuer: url,
      audience: AUDIENCE,
      keys: new KnownKeys({ keys: [publicKey] }),
    });
  }

  /** Its key lies in a folder of its own and is made at the first start. @throws {DatabaseProblem} it cannot be had */
  static async open({ folder, url }: { folder: string; url: string }): Promise<DemoIssuer> {
    const { jwk, key } = await keyIn(folder).catch((error: unknown) => {
      throw new DatabaseProblem(
        `The key of the issuer that comes along cannot be had from ${folder}: ${errorCode(error) || 'it is none'}`,
        'Remove the folder for a new key, or set KEY_DIR to one that this user may write.',
      );
    });
    const { kty = 'EC', crv, x, y, kid } = jwk;
    return new DemoIssuer(url, key, { kty, crv, x, y, kid, alg: 'ES256', use: 'sig' } as JWK);
  }

  token({ subject, person = null, roles = [], life = TOKEN_LIFE_S }: TokenFor): Promise<string> {
    const claims = {
      [DEFAULT_CLAIMS.roles]: [...roles],
      ...(person === null ? {} : { [DEFAULT_CLAIMS.person]: person }),
    };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: this.publicKey.kid ?? '' })
      .setIssuer(this.url)
      .setSubject(subject)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) + life)
      .sign(this.key);
  }

  /** Tells the page of `client` who has signed in; the API takes none. */
  idToken({ subject, name }: TokenFor, client: string, nonce: string | undefined): Promise<string> {
    return new SignJWT({ name: name ?? subject, ...(nonce === undefined ? {} : { nonce }) })
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: this.publicKey.kid ?? '' })
      .setIssuer(this.url)
      .setSubject(subject)
      .setAudience(client)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(this.key);
  }
}

/** Where the embedded issuer keeps its key, and what it calls itself: `http://localhost:PORT/issuer`. */
export function demoIssuerSettings(env: NodeJS.ProcessEnv): { folder: string; url: string } {
  return {
    folder: resolve(join(env['KEY_DIR'] || '.keys', 'issuer')),
    url: `http://localhost:${env['PORT'] || '3000'}/issuer`,
  };
}

async function keyIn(folder: string): Promise<{ jwk: JWK; key: CryptoKey }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'key.jwk');
  if ((await contentOf(path)) === null) await createFile(path, JSON.stringify(await newKey()));
  const jwk = JSON.parse((await contentOf(path)) ?? '') as JWK;
  const key = await importJWK(jwk, 'ES256');
  if (key instanceof Uint8Array) throw new Error('a secret is no key of a pair');
  return { jwk, key };
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk) };
}
