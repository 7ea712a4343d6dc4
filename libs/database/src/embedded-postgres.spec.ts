import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, type DatabaseSettings } from './database.js';
import { processesIn } from './process-identity.js';
import { removeCompiled } from './testing/compiled-database.js';
import { inChild, newFolder, problem, query, serverPid, serverProcesses, until } from './testing/embedded-database.js';

describe('the embedded database', () => {
  const { root, dataDir, keyDir } = newFolder();
  const settings: DatabaseSettings = { dataDir, keyDir };
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
    removeCompiled();
  });

  it('is made at the first start, and what is in it survives closing and opening', async () => {
    const first = await openDatabase(settings);
    await query(first.urls.owner, `CREATE TABLE kept (name text); INSERT INTO kept VALUES ('Trách nhiệm')`);
    await first.close();
    await first.close();
    expect(serverProcesses(dataDir)).toBe(0);
    const second = await openDatabase(settings);
    try {
      expect(await query(second.urls.owner, 'SELECT name FROM kept')).toEqual([{ name: 'Trách nhiệm' }]);
    } finally {
      await second.close();
    }
  });

  it('opens for root in a folder that is closed to everybody else, as in the home of root', async () => {
    const closed = join(root, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const database = await openDatabase({ dataDir: join(closed, 'data'), keyDir: join(closed, 'keys') });
    try {
      expect(await query(database.urls.reader, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    } finally {
      await database.close();
    }
  });

  it('keeps its passwords in the key folder alone, for the user alone, and leaves nothing half-made', async () => {
    expect(statSync(join(keyDir, 'postgres.json')).mode & 0o777).toBe(0o600);
    expect(statSync(keyDir).mode & 0o777).toBe(0o700);
    const passwords = JSON.parse(readFileSync(join(keyDir, 'postgres.json'), 'utf8')) as Record<string, string>;
    expect(Object.keys(passwords).sort()).toEqual(['app', 'context', 'owner', 'projector', 'reader', 'superuser']);
    expect(new Set(Object.values(passwords)).size).toBe(6);
    for (const password of Object.values(passwords))
      expect(readFileSync(join(dataDir, 'postgres.log'), 'utf8')).not.toContain(password);
    expect(readdirSync(dataDir).sort()).toEqual(['postgres', 'postgres.log']);
    expect(readdirSync(keyDir)).toEqual(['postgres.json']);
  });

  it('lets nobody in without the password, listens on 127.0.0.1 only, and has checksums and durable commits', async () => {
    const database = await openDatabase(settings);
    try {
      const wrong = new URL(database.urls.owner);
      wrong.password = 'wrong';
      await expect(query(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
      const superuser = new URL(database.urls.owner);
      superuser.username = 'postgres';
      await expect(query(superuser.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
      expect(
        await query(
          database.urls.reader,
          `SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) AS settings FROM pg_settings
            WHERE name IN ('listen_addresses', 'data_checksums', 'fsync', 'synchronous_commit', 'full_page_writes', 'TimeZone')`,
        ),
      ).toEqual([
        {
          settings:
            'data_checksums=on fsync=on full_page_writes=on listen_addresses=127.0.0.1 synchronous_commit=on TimeZone=UTC',
        },
      ]);
      await expect(query(database.urls.app, 'CREATE TABLE public.refused (id int)')).rejects.toMatchObject({
        code: '42501',
      });
    } finally {
      await database.close();
    }
  });

  it('refuses a second process, and a second opening in the same one, while the first is alive', async () => {
    const { child } = await inChild(settings);
    expect(await problem(settings)).toEqual({
      name: 'DatabaseProblem',
      message: `The data folder ${dataDir} is already in use by process ${child.pid}`,
      hint: 'Stop that process, or choose another DATA_DIR.',
    });
    child.send('close');
    await once(child, 'exit');
    const database = await openDatabase(settings);
    expect((await problem(settings)).message).toBe(
      `The data folder ${dataDir} is already in use by process ${process.pid}`,
    );
    await database.close();
  });

  it('opens again after node was killed, with what was committed, and without the orphan', async () => {
    const { child, urls } = await inChild(settings);
    await query(urls.owner, `INSERT INTO kept VALUES ('ghi trước khi bị kill -9')`);
    const orphan = serverPid(dataDir);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(processesIn(join(dataDir, 'postgres'))).toContain(orphan);
    const lines: string[] = [];
    const database = await openDatabase({ ...settings, log: (line) => lines.push(line) });
    try {
      expect(lines).toEqual([`stopping the PostgreSQL server ${orphan} that an earlier run left behind`]);
      expect(processesIn(join(dataDir, 'postgres'))).not.toContain(orphan);
      expect(await query(database.urls.owner, 'SELECT name FROM kept ORDER BY name')).toEqual([
        { name: 'ghi trước khi bị kill -9' },
        { name: 'Trách nhiệm' },
      ]);
    } finally {
      await database.close();
    }
  });

  it('opens again after node and the server were killed, though the ids belong to other processes by now', async () => {
    const { child, urls } = await inChild(settings);
    await query(urls.owner, `DELETE FROM kept WHERE name LIKE 'ghi%'`);
    const server = serverPid(dataDir);
    child.kill('SIGKILL');
    process.kill(server, 'SIGKILL');
    await once(child, 'exit');
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
    await until('the workers have noticed', () => serverProcesses(dataDir) === 0);
    writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(String(server), String(process.pid)));
    writeFileSync(join(dataDir, 'trachnhiem.lock'), JSON.stringify({ pid: process.pid, start: 'another start' }));
    const database = await openDatabase(settings);
    try {
      expect(await query(database.urls.owner, 'SELECT name FROM kept')).toEqual([{ name: 'Trách nhiệm' }]);
    } finally {
      await database.close();
    }
  });

  it.each(['SIGTERM', 'SIGINT', 'exit'] as const)(
    'leaves no server and no lock behind when node ends by %s without closing',
    async (how) => {
      const { child } = await inChild(settings);
      if (how === 'exit') child.send('exit');
      else child.kill(how);
      const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
      expect([code, signal]).toEqual(how === 'exit' ? [3, null] : [null, how]);
      await until('the server is gone', () => serverProcesses(dataDir) === 0);
      expect(readdirSync(dataDir).sort()).toEqual(['postgres', 'postgres.log']);
    },
  );

  it('starts a killed server again on the same port', async () => {
    const lines: string[] = [];
    const database = await openDatabase({ ...settings, log: (line) => lines.push(line) });
    try {
      const before = serverPid(dataDir);
      process.kill(before, 'SIGKILL');
      let answer: unknown;
      for (let tries = 0; answer === undefined && tries < 400; tries++) {
        answer = await query(database.urls.app, 'SELECT 1 AS one').catch(
          () => new Promise((resolve) => setTimeout(() => resolve(undefined), 25)),
        );
        if (answer !== undefined && serverPid(dataDir) === before) answer = undefined;
      }
      expect(answer).toEqual([{ one: 1 }]);
      expect(lines).toEqual(['the embedded PostgreSQL ended unexpectedly; starting it again']);
    } finally {
      await database.close();
    }
    expect(serverProcesses(dataDir)).toBe(0);
  });

  it('sets new passwords when the key folder is lost', async () => {
    rmSync(keyDir, { recursive: true });
    const database = await openDatabase(settings);
    try {
      expect(await query(database.urls.owner, 'SELECT name FROM kept')).toEqual([{ name: 'Trách nhiệm' }]);
    } finally {
      await database.close();
    }
  });

  it('goes on when the data folder is older than the passwords', async () => {
    const keyFile = join(keyDir, 'postgres.json');
    const passwords = JSON.parse(readFileSync(keyFile, 'utf8')) as Record<string, string>;
    writeFileSync(
      keyFile,
      JSON.stringify(passwords, (key, value: unknown) => (key === '' ? value : 'm'.repeat(40))),
    );
    const lines: string[] = [];
    const database = await openDatabase({ ...settings, log: (line) => lines.push(line) });
    try {
      expect(await query(database.urls.owner, 'SELECT name FROM kept')).toEqual([{ name: 'Trách nhiệm' }]);
      expect(lines).toEqual(['the database does not know the passwords of the key folder; they are set anew']);
    } finally {
      await database.close();
    }
  });

  it('is opened by one of many processes that find a stale lock at the same time', async () => {
    writeFileSync(join(dataDir, 'trachnhiem.lock'), JSON.stringify({ pid: process.pid, start: 'another start' }));
    const results = await Promise.allSettled([1, 2, 3, 4, 5].map(() => inChild(settings)));
    const opened = results.filter((result) => result.status === 'fulfilled').map((result) => result.value.child);
    const refused = results.filter((result) => result.status === 'rejected').map((result) => String(result.reason));
    expect(opened).toHaveLength(1);
    expect(refused).toEqual(
      Array(4).fill(`Error: The data folder ${dataDir} is already in use by process ${opened[0]?.pid}`),
    );
    opened[0]?.send('close');
    if (opened[0]) await once(opened[0], 'exit');
    expect(readdirSync(dataDir).sort()).toEqual(['postgres', 'postgres.log']);
  });
});
