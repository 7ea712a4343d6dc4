import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { errorCode } from './database-problem.js';

/** True if a process with this id exists, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/**
 * When the process started, as text to compare and nothing else: ids are used again, a pair of id and start is not.
 * On Linux the boot's id and the clock ticks since boot; elsewhere what `ps` says; empty when nobody knows.
 */
export function startOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses and may hold spaces; the start is field 22 of the line.
    return `${boot}:${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
  } catch {
    return fromPs(pid, 'lstart=');
  }
}

/**
 * Processes whose working folder is `folder` (a real path), which is where PostgreSQL's processes of that cluster work.
 * Undefined on systems without /proc.
 */
export function processesIn(folder: string): number[] | undefined {
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return undefined;
  }
  return names
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => worksIn(pid, folder));
}

/** True if the process `pid` is PostgreSQL at work on the cluster in `folder` (a real path). */
export function isPostgresOf(pid: number, folder: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    readFileSync('/proc/self/stat');
  } catch {
    return fromPs(pid, 'command=').includes(folder);
  }
  return worksIn(pid, folder);
}

function worksIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder && /postgres/.test(readFileSync(`/proc/${pid}/comm`, 'utf8'));
  } catch {
    return false; // it ended meanwhile, or belongs to another user
  }
}

function fromPs(pid: number, field: string): string {
  try {
    return execFileSync('ps', ['-o', field, '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}
