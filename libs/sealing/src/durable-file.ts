import { randomUUID } from 'node:crypto';
import { link, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Files of secrets: whole or not there, on the disk before the call returns, for the owner alone (0600).
 */

/** Makes a file, or leaves the one that is there: false. Of several that do it at once one succeeds. */
export async function createFile(path: string, content: string): Promise<boolean> {
  const made = await writeBeside(path, content);
  try {
    await link(made, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(made, { force: true });
    await flush(dirname(path));
  }
}

export async function replaceFile(path: string, content: string): Promise<void> {
  await rename(await writeBeside(path, content), path);
  await flush(dirname(path));
}

/** Null: there is none. */
export function contentOf(path: string): Promise<string | null> {
  return ifThere(readFile(path, 'utf8'));
}

/** What is found of a file; null: there is none, or none any more. */
export function ifThere<T>(found: Promise<T>): Promise<T | null> {
  return found.catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });
}

/**
 * Overwrites a file with zeros and removes it. What a disk or file system keeps of overwritten blocks is out of reach from
 * here; docs/operations.md says what to do about it.
 */
export async function shred(path: string): Promise<void> {
  const file = await ifThere(open(path, 'r+'));
  if (!file) return;
  try {
    await file.write(Buffer.alloc((await file.stat()).size), 0, null, 0);
    await file.sync();
  } finally {
    await file.close();
  }
  await rm(path, { force: true });
  await flush(dirname(path));
}

export async function flush(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What crashes have left of writing a file: removed with the same care. */
export async function shredUnfinished(path: string): Promise<void> {
  const names = await readdir(dirname(path)).catch(() => []);
  for (const name of names) if (name.startsWith(unfinished(path))) await shred(join(dirname(path), name));
}

function unfinished(path: string): string {
  return `.${basename(path)}.`;
}

async function writeBeside(path: string, content: string): Promise<string> {
  const made = join(dirname(path), `${unfinished(path)}${randomUUID()}`);
  const file = await open(made, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  return made;
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown }).code;
}
