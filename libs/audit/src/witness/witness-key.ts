import { randomBytes } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSkey, type SignerKey, signerOf } from '../tree/note-key.js';
import { writeOnce } from './witness-store.js';

const FILE = 'witness.skey';

/** The witness cannot start with this folder; `message` is one sentence for whoever starts it and holds no secret. */
export class WitnessProblem extends Error {
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
    this.name = 'WitnessProblem';
  }
}

/**
 * The key of the witness in this folder; made at the first start, readable by this user alone. It lies beside what the
 * witness has cosigned: a witness that has lost its memory has lost its key with it, and is somebody else.
 *
 * @param name needed for a new key; for one that is there it must be its name, if given
 * @throws {WitnessProblem}
 */
export async function openWitnessKey(dir: string, name?: string): Promise<SignerKey> {
  const path = join(dir, FILE);
  const key = (await readKey(path)) ?? (await makeKey(dir, name));
  if (name !== undefined && key.verifier.name !== name)
    throw new WitnessProblem(
      `The witness in ${dir} is ${key.verifier.name}, not ${name}`,
      'Leave --name out, or choose another folder.',
    );
  return key;
}

async function readKey(path: string): Promise<SignerKey | null> {
  const found = await stat(path).catch(() => null);
  if (!found) return null;
  if ((found.mode & 0o077) !== 0)
    throw new WitnessProblem(`${path} can be read by others`, `Make it yours alone: chmod 600 ${path}`);
  try {
    const key = parseSkey((await readFile(path, 'utf8')).trim());
    if (key.verifier.kind === 'witness') return key;
  } catch {
    // What is in the file stays out of the message.
  }
  throw new WitnessProblem(
    `${path} holds no key of a witness`,
    'Put the right file there; a new key is a new witness.',
  );
}

async function makeKey(dir: string, name: string | undefined): Promise<SignerKey> {
  if (name === undefined)
    throw new WitnessProblem(`There is no witness in ${dir} yet`, 'Give it a name: --name witness.example/office');
  let key: SignerKey;
  try {
    key = signerOf(name, 'witness', randomBytes(32));
  } catch {
    throw new WitnessProblem(`${name} cannot be the name of a witness`, 'Use a name without spaces and plus signs.');
  }
  await mkdir(dir, { recursive: true, mode: 0o700 });
  // Of two that start at once, the second takes the key of the first.
  return (await writeOnce(dir, FILE, `${key.skey}\n`)) ? key : ((await readKey(join(dir, FILE))) ?? key);
}
