import { chmodSync, chownSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, type DatabaseSettings } from './database.js';
import { newFolder, problem } from './testing/embedded-database.js';

describe('a database that cannot be read', () => {
  const { root, dataDir, keyDir } = newFolder();
  const settings: DatabaseSettings = { dataDir, keyDir };
  beforeAll(async () => (await openDatabase(settings)).close());
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('says that the data is of another major version', async () => {
    const versionFile = join(dataDir, 'postgres', 'PG_VERSION');
    const version = readFileSync(versionFile, 'utf8');
    writeFileSync(versionFile, '17\n');
    expect(await problem(settings)).toMatchObject({
      name: 'DatabaseProblem',
      message: `The data in ${join(dataDir, 'postgres')} is of PostgreSQL 17, this program brings PostgreSQL 18`,
    });
    writeFileSync(versionFile, version);
  });

  it.each([
    ['global/pg_control', 'could not open file'],
    ['postgresql.conf', 'postgresql.conf'],
    ['PG_VERSION', 'PG_VERSION'],
  ])('says that it is damaged when %s is gone, and goes on when it is back', async (file, named) => {
    const path = join(dataDir, 'postgres', file);
    const content = readFileSync(path);
    rmSync(path);
    const { name, message, hint } = await problem(settings);
    expect(name).toBe('DatabaseProblem');
    expect(message).toContain(`The database in ${join(dataDir, 'postgres')} is damaged`);
    expect(message).toContain(named);
    expect(message).not.toMatch(/undefined|\n/);
    expect(hint).toMatch(/^Restore the data folder from a backup/);
    writeFileSync(path, content);
    const { uid, gid } = statSync(join(dataDir, 'postgres'));
    chownSync(path, uid, gid);
    chmodSync(path, 0o600);
    await (await openDatabase(settings)).close();
  });

  it('says that it is damaged when the control file is overwritten', async () => {
    const path = join(dataDir, 'postgres', 'global/pg_control');
    const { uid, gid } = statSync(path);
    rmSync(path);
    writeFileSync(path, 'hỏng '.repeat(2000), { mode: 0o600 });
    chownSync(path, uid, gid);
    expect((await problem(settings)).message).toContain(`The database in ${join(dataDir, 'postgres')} is damaged`);
  });
});

describe('a folder that cannot be used', () => {
  const { root, dataDir, keyDir } = newFolder();
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('is a file, or lies under one', async () => {
    const file = join(root, 'file');
    writeFileSync(file, '');
    expect(await problem({ dataDir: file, keyDir })).toEqual({
      name: 'DatabaseProblem',
      message: `${file} is not a folder`,
      hint: 'A file stands where the folder should be: move it, or choose another folder.',
    });
    expect((await problem({ dataDir: join(file, 'data'), keyDir })).message).toBe(
      `${join(file, 'data')} is not a folder`,
    );
    expect((await problem({ dataDir, keyDir: join(file, 'keys') })).message).toBe(
      `${join(file, 'keys')} is not a folder`,
    );
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('is a key folder inside the data folder', async () => {
    expect((await problem({ dataDir, keyDir: join(dataDir, 'keys') })).message).toBe(
      `The key folder ${join(dataDir, 'keys')} lies inside the data folder ${dataDir}`,
    );
  });
});
