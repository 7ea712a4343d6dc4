import { resolve } from 'node:path';
import { databaseSettings, openDatabase } from './database.js';

describe('the settings of the database', () => {
  it('are folders of the working folder by default', () => {
    expect(databaseSettings({})).toEqual({ dataDir: resolve('.data'), keyDir: resolve('.keys') });
    expect(databaseSettings({ DATABASE_URL: '', DATA_DIR: '' })).toEqual(databaseSettings({}));
  });

  it('come from the environment', () => {
    expect(
      databaseSettings({
        DATA_DIR: '/var/lib/trách nhiệm',
        KEY_DIR: '/etc/keys',
        DATABASE_URL: 'postgres://app@db/x',
        MIGRATION_DATABASE_URL: 'postgres://owner@db/x',
        PROJECTOR_DATABASE_URL: 'postgres://projector@db/x',
        READER_DATABASE_URL: 'postgres://reader@db/x',
        CONTEXT_DATABASE_URL: 'postgres://context@db/x',
      }),
    ).toEqual({
      dataDir: '/var/lib/trách nhiệm',
      keyDir: '/etc/keys',
      databaseUrl: 'postgres://app@db/x',
      migrationDatabaseUrl: 'postgres://owner@db/x',
      projectorDatabaseUrl: 'postgres://projector@db/x',
      readerDatabaseUrl: 'postgres://reader@db/x',
      contextDatabaseUrl: 'postgres://context@db/x',
    });
  });
});

describe('a database on a server', () => {
  const folders = { dataDir: '/nowhere/data', keyDir: '/nowhere/keys' };

  it('uses the one URL for every role that has none of its own', async () => {
    const database = await openDatabase({
      ...folders,
      databaseUrl: 'postgres://app@db/x',
      migrationDatabaseUrl: 'postgresql://owner@db/x',
    });
    expect(database.embedded).toBe(false);
    expect(database.urls).toEqual({
      owner: 'postgresql://owner@db/x',
      app: 'postgres://app@db/x',
      projector: 'postgres://app@db/x',
      reader: 'postgres://app@db/x',
      context: 'postgres://app@db/x',
    });
    await database.close();
    await database.close();
  });

  it('refuses what is no connection string, without repeating it', async () => {
    for (const databaseUrl of [
      'mysql://app:secret@db/x',
      'app:secret@db',
      'postgres://',
      'postgres://app:secret@db:port/x',
    ]) {
      await expect(openDatabase({ ...folders, databaseUrl })).rejects.toMatchObject({
        name: 'DatabaseProblem',
        message: 'DATABASE_URL is not a PostgreSQL connection string',
        hint: expect.not.stringContaining('secret'),
      });
    }
    await expect(
      openDatabase({ ...folders, databaseUrl: 'postgres://app@db/x', readerDatabaseUrl: 'x' }),
    ).rejects.toThrow('READER_DATABASE_URL is not a PostgreSQL connection string');
  });
});
