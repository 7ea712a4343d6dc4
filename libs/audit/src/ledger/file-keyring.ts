import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '#database/database-problem.js';
import { contentOf, createFile, flush, replaceFile } from '#sealing/durable-file.js';
import { parseSkey, parseVkey, signerOf } from '../tree/note-key.js';
import { signNote } from '../tree/signed-note.js';
import type { Keyring, Signer } from './signer.js';

const CHECKPOINT = /^checkpoint-(\d{1,16})$/;

/**
 * Ed25519 keys in a folder, outside the database and its backup: `1/key` (for its owner alone) and beside it
 * `1/checkpoint-SIZE`, the last one that was signed; `2/…` after a loss was declared, and so on.
 */
export class FileKeyring implements Keyring {
  constructor(private readonly folder: string) {}

  async newest(): Promise<number> {
    const names = await namesIn(this.folder);
    return Math.max(0, ...names.filter((name) => /^[1-9]\d{0,5}$/.test(name)).map(Number));
  }

  async open(log: number): Promise<Signer | null> {
    const text = await contentOf(join(this.folderOf(log), 'key'));
    return text === null ? null : signerWith(text);
  }

  async create(log: number, origin?: string): Promise<Signer> {
    const seed = randomBytes(32);
    const { skey } = signerOf(origin ?? nameAfter(seed), 'log', seed);
    const made = join(this.folder, `making-${randomBytes(6).toString('hex')}`);
    await mkdir(made, { recursive: true, mode: 0o700 });
    await createFile(join(made, 'key'), `${skey}\n`);
    // The folder comes into its place whole, or finds another one there.
    await rename(made, this.folderOf(log)).catch(() => rm(made, { recursive: true }));
    await flush(this.folder);
    const signer = await this.open(log);
    if (!signer) throw new Error(`the key of log ${log} could not be made in ${this.folder}`);
    return signer;
  }

  async last(log: number): Promise<string | null> {
    const folder = this.folderOf(log);
    for (;;) {
      const largest = (await this.sizes(log)).at(-1);
      if (largest === undefined) return null;
      const note = await contentOf(join(folder, `checkpoint-${largest}`));
      // Gone meanwhile: another one has taken its place.
      if (note !== null) return note;
    }
  }

  async keep(log: number, size: number, note: string): Promise<void> {
    const folder = this.folderOf(log);
    // Each size has a file of its own: one who is late puts nothing over what was signed after it.
    await replaceFile(join(folder, `checkpoint-${size}`), note);
    const earlier = (await this.sizes(log)).slice(0, -1);
    await Promise.all(earlier.map((one) => rm(join(folder, `checkpoint-${one}`), { force: true })));
  }

  private async sizes(log: number): Promise<number[]> {
    const names = await namesIn(this.folderOf(log));
    const sizes = names.map((name) => CHECKPOINT.exec(name)?.[1]).filter((size) => size !== undefined);
    return sizes.map(Number).sort((a, b) => a - b);
  }

  private folderOf(log: number): string {
    return join(this.folder, String(log));
  }
}

function signerWith(text: string): Signer {
  const key = parseSkey(text.trim());
  return { vkey: key.verifier.vkey, sign: (note) => Promise.resolve(signNote(note, [key])) };
}

/** A name that no other log has: it follows from the public key. */
function nameAfter(seed: Uint8Array): string {
  const [, , key = ''] = signerOf('name', 'log', seed).verifier.vkey.split('+');
  return `trachnhiem/${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;
}

/** The name of a log by its key. @throws {ProofRefused} not a key */
export function originOf({ vkey }: Pick<Signer, 'vkey'>): string {
  return parseVkey(vkey).name;
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
}
