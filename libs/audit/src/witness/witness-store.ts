import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What a witness keeps of one log: notes in the order in which they were cosigned, the last of which counts. */
export interface KeptNote {
  /** Counted from 1 for each log. */
  readonly number: number;
  readonly note: string;
}

/** What a log signed against itself is kept so many times. */
const MOST_EVIDENCE = 1000;

/**
 * The notes a witness cosigned, as files that are made once and never changed. A note gets the number after the one that was
 * read before the decision, and a name in a folder is given once: of two writers, be they in two processes, one succeeds and
 * the other decides again. So there is no lock that a killed process could leave behind.
 */
export class WitnessStore {
  readonly #dir: string;
  readonly #kept: number;
  readonly #sweep: number;

  /**
   * @param dir folder of the witness; made on the first write
   * @param kept how many of the last notes of a log stay readable, at least
   */
  constructor(dir: string, kept = 1000) {
    this.#dir = dir;
    this.#kept = kept;
    this.#sweep = Math.ceil(kept / 10);
  }

  /** The note cosigned last for the log, or null if there is none. */
  async last(origin: string): Promise<KeptNote | null> {
    const folder = this.#folderOf(origin);
    // A note that is read may be swept away meanwhile by a process that is further on: then there is a later one.
    for (let tries = 0; tries < 5; tries += 1) {
      const number = (await numbersIn(folder)).at(-1);
      if (number === undefined) return null;
      const note = await readFile(join(folder, nameOf(number)), 'utf8').catch(nullIfMissing);
      if (note !== null) return { number, note };
    }
    throw new Error(`the notes in ${folder} cannot be read`);
  }

  /**
   * Keeps a note as the one after `after`, on the disk when it returns.
   *
   * @param after number of the note that the decision rests on; 0 if there was none
   * @returns false if another writer was first: nothing is kept, and the decision has to be taken again
   */
  async keep(origin: string, after: number, note: string): Promise<boolean> {
    const folder = this.#folderOf(origin);
    await makeFolder(this.#dir, folder);
    const number = after + 1;
    if (!(await writeOnce(folder, nameOf(number), note))) return false;
    const numbers = await numbersIn(folder);
    // The number was free because its note was swept away long ago: what the decision rested on was not the last one.
    if ((numbers.at(-1) ?? 0) - number > this.#kept - this.#sweep) {
      await rm(join(folder, nameOf(number)), { force: true });
      return false;
    }
    if (number % this.#sweep === 0)
      for (const old of numbers.filter((each) => each < number - this.#kept))
        await rm(join(folder, nameOf(old)), { force: true });
    return true;
  }

  /** Keeps what a log signed against itself, once; for people to read. */
  async keepEvidence(origin: string, request: string): Promise<void> {
    const folder = join(this.#folderOf(origin), 'evidence');
    await makeFolder(this.#dir, this.#folderOf(origin), folder);
    const name = `${createHash('sha256').update(request).digest('hex').slice(0, 32)}.txt`;
    // Only the log's own key gets so far; that its disk is not filled all the same.
    if ((await readdir(folder)).length < MOST_EVIDENCE) await writeOnce(folder, name, request);
  }

  #folderOf(origin: string): string {
    return join(this.#dir, createHash('sha256').update(origin).digest('hex').slice(0, 32));
  }
}

/**
 * Writes a file that is there whole or not at all, flushed to the disk with its name.
 *
 * @returns false if the name is taken
 */
export async function writeOnce(folder: string, name: string, text: string): Promise<boolean> {
  const draft = join(folder, `.${name}.${process.pid}.${randomBytes(6).toString('hex')}`);
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    // A link appears with its content in one step, and fails if the name is taken.
    await link(draft, join(folder, name));
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
  await flushFolder(folder);
  return true;
}

/** Makes the folders, each with its name flushed; only this user can read them. */
async function makeFolder(...folders: string[]): Promise<void> {
  for (const folder of folders)
    if ((await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined) await flushFolder(join(folder, '..'));
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const DIGITS = 16;

function nameOf(number: number): string {
  return `${String(number).padStart(DIGITS, '0')}.note`;
}

async function numbersIn(folder: string): Promise<number[]> {
  const names = (await readdir(folder).catch(nullIfMissing)) ?? [];
  return names
    .filter((name) => /^\d{16}\.note$/.test(name))
    .map((name) => Number(name.slice(0, DIGITS)))
    .sort((a, b) => a - b);
}

function nullIfMissing(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null;
  throw error;
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
