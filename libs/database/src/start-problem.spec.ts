import { tmpdir } from 'node:os';
import { folderProblem } from './database-problem.js';
import { startProblem } from './start-problem.js';

describe('why PostgreSQL did not start', () => {
  const at = '2026-01-02 03:04:05.678 UTC [123] ';
  it.each([
    [
      `${at}FATAL:  could not write lock file "postmaster.pid": No space left on device`,
      'The disk of FOLDER is full (PostgreSQL says: could not write lock file "postmaster.pid": No space left on device)',
    ],
    [
      `${at}LOG:  could not bind IPv4 address "127.0.0.1": Address already in use\n${at}FATAL:  could not create any TCP/IP sockets`,
      'Another program took the port of the embedded PostgreSQL (PostgreSQL says: could not create any TCP/IP sockets)',
    ],
    [
      `${at}FATAL:  database files are incompatible with server`,
      'The database in FOLDER is damaged, or was written by another version of PostgreSQL (PostgreSQL says: database files are incompatible with server)',
    ],
    [
      `${at}FATAL:  lock file "postmaster.pid" already exists`,
      'The data in FOLDER is in use by another PostgreSQL server (PostgreSQL says: lock file "postmaster.pid" already exists)',
    ],
    [
      `${at}FATAL:  could not resize shared memory segment "/PostgreSQL.1" to 4194304 bytes: No space left on device`,
      'There is not enough (shared) memory for the embedded PostgreSQL (PostgreSQL says: could not resize shared memory segment "/PostgreSQL.1" to 4194304 bytes: No space left on device)',
    ],
    [
      `${at}LOG:  starting\n${at}PANIC:  could not locate a valid checkpoint record at 0/1B820F8`,
      'The database in FOLDER is damaged (PostgreSQL says: could not locate a valid checkpoint record at 0/1B820F8)',
    ],
    [
      `${at}FATAL:  data directory "x" has invalid permissions`,
      'PostgreSQL may not use FOLDER (PostgreSQL says: data directory "x" has invalid permissions)',
    ],
    [
      `${at}FATAL:  the database system is starting up\n${at}FATAL:  could not access file "x": Input/output error`,
      'The database in FOLDER is damaged (PostgreSQL says: could not access file "x": Input/output error)',
    ],
    ['', 'The embedded PostgreSQL in FOLDER ended while starting'],
  ])('%p', async (written, message) => {
    const problem = await startProblem(tmpdir(), written, true);
    expect(problem.message).toBe(message.replace('FOLDER', tmpdir()));
    expect(problem.hint).not.toBe('');
  });

  it('is patience that ran out', async () => {
    expect((await startProblem('/no/such/folder', `${at}LOG:  redo starts at 0/1`, false)).message).toBe(
      'The embedded PostgreSQL in /no/such/folder is not ready yet',
    );
  });
});

describe('a folder that cannot be written', () => {
  it.each([
    ['ENOSPC', 'The disk of /data is full'],
    ['EROFS', '/data is on a read-only file system'],
    ['EACCES', '/data cannot be written'],
    ['ENOTDIR', '/data is not a folder'],
    ['EIO', '/data cannot be used: input/output error'],
  ])('%s', (code, message) => {
    expect(folderProblem('/data', Object.assign(new Error('input/output error'), { code })).message).toBe(message);
  });
});
