import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { contentOf, createFile, ifThere, replaceFile, shred, shredUnfinished } from './durable-file.js';
import { KeysUnusable } from './subject-keys.js';

/** A key of a subject as it lies on the disk: encrypted with AES-256-GCM under a key-encryption key (KEK). */
export interface WrappedKey {
  readonly kek: string;
  readonly nonce: string;
  readonly text: string;
  readonly tag: string;
}

const CURRENT = 'current';
const FILE = /^kek-[0-9a-f-]{36}$/;

/**
 * The keys under which the keys of subjects are wrapped: files `kek-ID` of 32 random bytes, and `current` with the id of the
 * one that wraps. Nothing is held in memory between two calls, so a key that was destroyed is gone from here too.
 */
export class KeyEncryptionKeys {
  constructor(private readonly folder: string) {}

  /** Makes the first one. @throws {KeysUnusable} one that was there is missing, or a file is open to others */
  async ensure(wrapsSomething: boolean): Promise<void> {
    if ((await contentOf(join(this.folder, CURRENT))) === null) {
      if (wrapsSomething)
        throw new KeysUnusable(`${this.folder} holds keys of subjects, and the key that wraps them is lost`);
      const id = await this.add();
      // Of two processes that start at once one is first; the other's key wraps nothing.
      if (!(await createFile(join(this.folder, CURRENT), id))) await shred(this.pathOf(id));
    }
    await this.bytesOf(await this.current());
    for (const id of await this.all()) {
      // One that has lost the race of two first starts is shredded meanwhile.
      const found = await ifThere(stat(this.pathOf(id)));
      if (found && found.mode & 0o077) throw new KeysUnusable(`${this.pathOf(id)} can be read by others: chmod 600 it`);
    }
  }

  async current(): Promise<string> {
    const id = await contentOf(join(this.folder, CURRENT));
    if (id === null) throw new KeysUnusable(`${this.folder} does not say which key wraps`);
    return id;
  }

  /** A new one wraps from now on; the others still unwrap. */
  async turn(): Promise<string> {
    const id = await this.add();
    await replaceFile(join(this.folder, CURRENT), id);
    return id;
  }

  async all(): Promise<string[]> {
    return (await readdir(this.folder)).filter((name) => FILE.test(name)).map((name) => name.slice('kek-'.length));
  }

  /** For one that wraps nothing any more. */
  async destroy(id: string): Promise<void> {
    if (id === (await this.current())) throw new KeysUnusable('the key that wraps is not destroyed');
    await shred(this.pathOf(id));
    await shredUnfinished(this.pathOf(id));
  }

  /** @param boundTo what the wrapped key belongs to: elsewhere it does not unwrap */
  async wrap(key: Uint8Array, boundTo: string): Promise<WrappedKey> {
    const kek = await this.current();
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', await this.bytesOf(kek), nonce).setAAD(Buffer.from(boundTo));
    const text = Buffer.concat([cipher.update(key), cipher.final()]);
    const [n, t, tag] = [nonce, text, cipher.getAuthTag()].map((bytes) => bytes.toString('base64url')) as [
      string,
      string,
      string,
    ];
    return { kek, nonce: n, text: t, tag };
  }

  /** @throws {KeysUnusable} */
  async unwrap(wrapped: WrappedKey, boundTo: string): Promise<Uint8Array> {
    const kek = await this.bytesOf(wrapped.kek);
    const [nonce, text, tag] = [wrapped.nonce, wrapped.text, wrapped.tag].map((part) =>
      Buffer.from(part, 'base64url'),
    ) as [Buffer, Buffer, Buffer];
    try {
      const cipher = createDecipheriv('aes-256-gcm', kek, nonce, { authTagLength: 16 });
      cipher.setAAD(Buffer.from(boundTo)).setAuthTag(tag);
      return new Uint8Array(Buffer.concat([cipher.update(text), cipher.final()]));
    } catch {
      throw new KeysUnusable('the key of a subject does not unwrap: it was changed, or wrapped with another key');
    }
  }

  private async add(): Promise<string> {
    const id = randomUUID();
    await createFile(this.pathOf(id), randomBytes(32).toString('base64url'));
    return id;
  }

  private async bytesOf(id: string): Promise<Buffer> {
    const bytes = Buffer.from((await contentOf(this.pathOf(id))) ?? '', 'base64url');
    if (bytes.length !== 32) throw new KeysUnusable(`the key-encryption key ${id} is missing in ${this.folder}`);
    return bytes;
  }

  private pathOf(id: string): string {
    return join(this.folder, `kek-${id}`);
  }
}
