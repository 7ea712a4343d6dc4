import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseProblem, errorCode, folderProblem } from './database-problem.js';
import { isAlive, startOf } from './process-identity.js';

interface Holder {
  readonly pid: number;
  /** See `startOf`. */
  readonly start: string;
}

/**
 * Takes the data folder for this process and returns the function that gives it back. The lock of a process that is
 * gone, or whose id belongs to another process now, is taken over.
 * @throws DatabaseProblem "already in use by process N" while another process, or this one, has it open
 */
export function lockDataDir(dataDir: string): () => void {
  const path = join(dataDir, 'trachnhiem.lock');
  const mine = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const text = JSON.stringify({ pid: process.pid, start: startOf(process.pid) } satisfies Holder);
  try {
    writeFileSync(mine, text, { mode: 0o644 });
    // A link appears with its content in one step, and fails if the name is taken.
    for (;;) {
      try {
        linkSync(mine, path);
        return () => {
          if (readText(path) === text) rmSync(path, { force: true });
        };
      } catch (error) {
        if (errorCode(error) !== 'EEXIST') throw error;
        removeStale(path, dataDir);
      }
    }
  } catch (error) {
    throw error instanceof DatabaseProblem ? error : folderProblem(dataDir, error);
  } finally {
    rmSync(mine, { force: true });
  }
}

/** True while another process, or this one, has the folder open. */
export function isLocked(dataDir: string): boolean {
  const text = readText(join(dataDir, 'trachnhiem.lock'));
  return text !== undefined && holderOf(text) !== undefined;
}

function removeStale(path: string, dataDir: string): void {
  const text = readText(path);
  if (text === undefined) return; // given back meanwhile
  refuseIfHeld(text, dataDir);
  const aside = `${path}.stale.${randomBytes(4).toString('hex')}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  const moved = readText(aside);
  if (moved !== undefined && moved !== text) {
    // Between the look and the move another process took the folder over: give it its lock back.
    try {
      linkSync(aside, path);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
  rmSync(aside, { force: true });
}

function refuseIfHeld(text: string, dataDir: string): void {
  const holder = holderOf(text);
  if (!holder) return;
  throw new DatabaseProblem(
    `The data folder ${dataDir} is already in use by process ${holder.pid}`,
    holder.pid === process.pid
      ? 'Close the database before you open it again.'
      : 'Stop that process, or choose another DATA_DIR.',
  );
}

/** The process that holds the lock, if it lives. */
function holderOf(text: string): Holder | undefined {
  const holder = parseHolder(text);
  return holder && isAlive(holder.pid) && startOf(holder.pid) === holder.start ? holder : undefined;
}

/** Undefined for what a full disk or a crash left half-written. */
function parseHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('start' in value)) return undefined;
    return typeof value.pid === 'number' && typeof value.start === 'string'
      ? { pid: value.pid, start: value.start }
      : undefined;
  } catch {
    return undefined;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
