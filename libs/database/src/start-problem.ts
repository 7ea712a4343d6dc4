import { statfs } from 'node:fs/promises';
import { DatabaseProblem } from './database-problem.js';

/** Less than this free, in bytes, and PostgreSQL cannot write its first file of the write-ahead log (16 MiB). */
const TOO_LITTLE_SPACE = 16 * 1024 * 1024;

const RESTORE =
  'Restore the data folder from a backup, or move it away to start with an empty one. Keep the damaged folder.';

/** What PostgreSQL writes when it cannot start, and what that means to the reader. The first that matches tells. */
const CAUSES: ReadonlyArray<readonly [RegExp, (folder: string) => string, string]> = [
  [
    /could not (create|map|resize) .*shared memory|Cannot allocate memory/,
    () => 'There is not enough (shared) memory for the embedded PostgreSQL',
    'Free some memory; in a container, give /dev/shm at least 64 MB.',
  ],
  [
    /No space left on device|Disk quota exceeded/,
    (f) => `The disk of ${f} is full`,
    'Free some space and start again; what was recorded is kept.',
  ],
  [
    /could not bind|Address already in use/,
    () => 'Another program took the port of the embedded PostgreSQL',
    'Start again.',
  ],
  [
    /incompatible with server|not compatible with this version/,
    (f) => `The database in ${f} is damaged, or was written by another version of PostgreSQL`,
    RESTORE,
  ],
  [
    /pre-existing shared memory block|lock file ".*" already exists/,
    (f) => `The data in ${f} is in use by another PostgreSQL server`,
    'Stop that server, then start again.',
  ],
  [
    /Read-only file system/,
    (f) => `${f} is on a read-only file system`,
    'Choose a data folder on a disk that can be written.',
  ],
  [
    /Permission denied|has wrong ownership|has invalid permissions/,
    (f) => `PostgreSQL may not use ${f}`,
    'The folder must belong to the user that runs PostgreSQL, and its parents must let that user in.',
  ],
  [
    /PANIC:|checkpoint record|incorrect checksum|invalid (data in|primary|checkpoint)|could not (open|read|access|stat) (file|directory)|No such file or directory|is not a valid data directory|syntax error in file|unrecognized configuration|configuration file/,
    (f) => `The database in ${f} is damaged`,
    RESTORE,
  ],
];

/**
 * One sentence on why the server of the cluster in `folder` did not start, from the lines that it wrote.
 * `ended` is false when it still ran at the end of the patience.
 */
export async function startProblem(folder: string, written: string, ended: boolean): Promise<DatabaseProblem> {
  const line = tellingLine(written);
  const detail = line ? ` (PostgreSQL says: ${line})` : '';
  for (const [pattern, says, hint] of CAUSES) {
    if (pattern.test(written)) return new DatabaseProblem(`${says(folder)}${detail}`, hint);
  }
  // On a full disk the server cannot even write why it gave up.
  if ((await freeBytes(folder)) < TOO_LITTLE_SPACE) {
    return new DatabaseProblem(
      `The disk of ${folder} is full`,
      'Free some space and start again; what was recorded is kept.',
    );
  }
  return new DatabaseProblem(
    ended
      ? `The embedded PostgreSQL in ${folder} ended while starting${detail}`
      : `The embedded PostgreSQL in ${folder} is not ready yet${detail}`,
    `Read ${folder}.log.`,
  );
}

/** The first line of the worst kind, without time and process id. */
function tellingLine(written: string): string | undefined {
  // What it told clients who came too early is no cause.
  const lines = written.split('\n').filter((line) => !line.includes('the database system is'));
  for (const kind of ['PANIC', 'FATAL', 'ERROR', 'could not open', 'could not', 'error']) {
    const line = lines.find((candidate) => candidate.includes(kind));
    if (line) return line.replace(/^.*?\b(PANIC|FATAL|ERROR):\s+/, '').trim();
  }
  return undefined;
}

async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
