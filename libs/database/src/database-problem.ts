/**
 * The database cannot be opened. `message` is one sentence for whoever starts the program and never holds a password;
 * `hint` says what to do about it. Print both and leave the stack out.
 */
export class DatabaseProblem extends Error {
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
    this.name = 'DatabaseProblem';
  }
}

/** The code of an error of the operating system or of PostgreSQL (`ENOSPC`, `57P01`), or an empty string. */
export function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

/** What a failed write to a folder or file means for whoever starts the program. */
export function folderProblem(path: string, error: unknown): DatabaseProblem {
  switch (errorCode(error)) {
    case 'EEXIST':
    case 'ENOTDIR':
      return new DatabaseProblem(
        `${path} is not a folder`,
        'A file stands where the folder should be: move it, or choose another folder.',
      );
    case 'EACCES':
    case 'EPERM':
      return new DatabaseProblem(
        `${path} cannot be written`,
        'Give this user write access to the folder, or choose another one.',
      );
    case 'EROFS':
      return new DatabaseProblem(
        `${path} is on a read-only file system`,
        'Choose a folder on a disk that can be written.',
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return new DatabaseProblem(
        `The disk of ${path} is full`,
        'Free some space and start again; what was recorded is kept.',
      );
    default:
      return new DatabaseProblem(
        `${path} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
        'Check the folder and the disk it is on.',
      );
  }
}
