import pg from 'pg';
import type { Database } from '../database.js';
import { createTestDatabase } from './test-database.js';

async function query(url: string, sql: string, values: unknown[] = []): Promise<Array<Record<string, unknown>>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

describe('a test database', () => {
  let database: Database & { name: string };
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  it('is empty, in UTF-8, owned by the owner', async () => {
    expect(
      await query(database.urls.owner, `SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'public'`),
    ).toEqual([{ tables: 0 }]);
    expect(
      await query(
        database.urls.owner,
        `SELECT pg_encoding_to_char(encoding) AS encoding, datlocale AS locale, pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = current_database()`,
      ),
    ).toEqual([{ encoding: 'UTF8', locale: 'vi', owner: 'trachnhiem_owner' }]);
  });

  it('has four roles of which none is a superuser, may create databases or roles, or bypasses row security', async () => {
    for (const [key, url] of Object.entries(database.urls)) {
      expect(
        await query(
          url,
          `SELECT rolname AS name, rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls AS mighty FROM pg_roles WHERE rolname = current_user`,
        ),
      ).toEqual([{ name: `trachnhiem_${key}`, mighty: false }]);
    }
  });

  it('lets only the owner create a table, even a temporary one', async () => {
    await query(database.urls.owner, 'CREATE TABLE allowed (id int)');
    for (const url of [database.urls.app, database.urls.projector, database.urls.reader]) {
      await expect(query(url, 'CREATE TABLE public.refused (id int)')).rejects.toMatchObject({ code: '42501' });
      await expect(query(url, 'CREATE TEMPORARY TABLE refused (id int)')).rejects.toMatchObject({ code: '42501' });
      await expect(query(url, 'CREATE SCHEMA refused')).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('lets the owner create the extensions that the read models need', async () => {
    for (const extension of ['btree_gist', 'ltree', 'unaccent', 'pg_trgm'])
      await query(database.urls.owner, `CREATE EXTENSION ${extension}`);
    expect(await query(database.urls.owner, `SELECT unaccent('Trách nhiệm của Đà Nẵng') AS plain`)).toEqual([
      { plain: 'Trach nhiem cua Da Nang' },
    ]);
  });

  it('sorts as Vietnamese does and keeps composed and decomposed text as it came', async () => {
    const names = ['Đông', 'Dũng', 'Ất', 'An', 'Ăn', 'Ân'];
    expect(
      await query(database.urls.app, 'SELECT name FROM unnest($1::text[]) AS name ORDER BY name', [names]),
    ).toEqual(['An', 'Ăn', 'Ân', 'Ất', 'Dũng', 'Đông'].map((name) => ({ name })));
    const [nfc, nfd] = ['Trách nhiệm'.normalize('NFC'), 'Trách nhiệm'.normalize('NFD')];
    expect(
      await query(database.urls.app, 'SELECT $1::text AS nfc, $2::text AS nfd, $1::text = $2::text AS same', [
        nfc,
        nfd,
      ]),
    ).toEqual([{ nfc, nfd, same: false }]);
  });

  it('is one of many in the same server, and gone when closed, twice if need be', async () => {
    const other = await createTestDatabase();
    expect(other.name).not.toBe(database.name);
    expect(new URL(other.urls.app).port).toBe(new URL(database.urls.app).port);
    await other.close();
    await other.close();
    await expect(query(other.urls.app, 'SELECT 1')).rejects.toMatchObject({ code: '3D000' });
  });
});
