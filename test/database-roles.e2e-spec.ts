import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import type { Pool } from 'pg';
import { openSystem, type System } from '#api/system.js';
import type { Database } from '#database/database.js';
import { createPool } from '#database/pool.js';
import { ROLE_KEYS, ROLES } from '#database/roles.js';
import { asSuperuserOf, createTestDatabase } from '#database/testing/test-database.js';

const PAGE = 'docs/database-roles.md';
const OTHERS = ROLE_KEYS.filter((key) => key !== 'owner');
/** Letters of the privileges that PostgreSQL has on a table, in its order. */
const PRIVILEGES = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'];

interface Table {
  schema: string;
  name: string;
  kind: string;
  owner: string;
  fenced: string;
  rights: Record<string, string[]>;
}

/**
 * What each login role may do with everything in the database, as PostgreSQL says it, against a committed page: a table
 * that somebody adds fails here until the page says who may do what with it, and somebody has read that in a review.
 */
describe('the login roles', () => {
  let database: Database & { name: string };
  let system: System;
  let pool: Pool;
  beforeAll(async () => {
    database = await createTestDatabase();
    system = await openSystem({ database, project: true, react: true });
    pool = createPool(await asSuperuserOf(database.name), { max: 1, applicationName: 'test of roles' });
  });
  afterAll(async () => {
    await pool.end();
    await system.close();
    await database.close();
  });

  async function tables(): Promise<Table[]> {
    const { rows } = await pool.query<Omit<Table, 'rights'> & { oid: number }>(
      `SELECT c.oid::int AS oid, n.nspname AS schema, c.relname AS name, pg_get_userbyid(c.relowner) AS owner,
              CASE c.relkind WHEN 'S' THEN 'sequence' WHEN 'v' THEN 'view' WHEN 'm' THEN 'view' ELSE 'table' END AS kind,
              CASE WHEN c.relforcerowsecurity THEN 'forced' WHEN c.relrowsecurity THEN 'yes' ELSE '' END AS fenced
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND n.nspname !~ '^(pg_|information_schema$)'
       ORDER BY n.nspname, c.relname`,
    );
    const found: Table[] = [];
    for (const { oid, ...table } of rows) {
      const privileges = table.kind === 'sequence' ? ['USAGE', 'SELECT', 'UPDATE'] : PRIVILEGES;
      const check = table.kind === 'sequence' ? 'has_sequence_privilege' : 'has_table_privilege';
      const rights: Table['rights'] = {};
      for (const key of OTHERS) {
        const { rows: held } = await pool.query<{ privilege: string }>(
          `SELECT privilege FROM unnest($1::text[]) WITH ORDINALITY AS p(privilege, place)
           WHERE ${check}($2, $3::oid, privilege) ORDER BY place`,
          [privileges, ROLES[key], oid],
        );
        rights[key] = held.map(({ privilege }) => privilege);
      }
      found.push({ ...table, rights });
    }
    return found;
  }

  it('may do with each table what the committed page says, and nothing else', async () => {
    const rows = (await tables()).map(({ schema, name, kind, fenced, rights }) => {
      const cells = OTHERS.map((key) => (rights[key] ?? []).join(', ').toLowerCase() || '–');
      return `| \`${schema}.${name}\`${kind === 'table' ? '' : ` (${kind})`} | ${cells.join(' | ')} | ${fenced || '–'} |`;
    });
    const heads = OTHERS.map((key) => `\`${ROLES[key]}\``);
    const text = `# What each login role may do

Made by \`test/database-roles.e2e-spec.ts\` from what PostgreSQL says of a database that the program has just migrated. \`${ROLES.owner}\` owns all of it and is used for migrations alone. The last column: does row-level security stand before the rows?

| | ${[...heads, 'rows'].join(' | ')} |
| --- | ${[...heads, ''].map(() => '---').join(' | ')} |
${rows.join('\n')}
`;
    const page = await format(text, { ...(await resolveConfig(PAGE)), parser: 'markdown' });
    if (process.env['WRITE_DOCS']) writeFileSync(PAGE, page);
    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });

  it('own nothing but the owner, change no row of a log, and make no table, schema or role', async () => {
    const all = await tables();
    expect(all.filter(({ owner }) => owner !== ROLES.owner)).toEqual([]);
    const logs = all.filter(({ name }) => name === 'event');
    expect(logs.length).toBeGreaterThan(1);
    for (const { rights } of all)
      for (const key of OTHERS)
        expect(rights[key]).not.toEqual(expect.arrayContaining(['TRUNCATE', 'TRIGGER', 'REFERENCES']));
    for (const { rights } of logs)
      for (const key of OTHERS) for (const right of ['UPDATE', 'DELETE']) expect(rights[key]).not.toContain(right);
    const { rows } = await pool.query<{ role: string; schema: string }>(
      `SELECT r.rolname AS role, n.nspname AS schema FROM pg_roles r, pg_namespace n
       WHERE r.rolname = ANY($1) AND has_schema_privilege(r.oid, n.oid, 'CREATE') AND n.nspname !~ '^pg_temp|^pg_toast_temp'`,
      [OTHERS.map((key) => ROLES[key])],
    );
    expect(rows).toEqual([]);
    const { rows: roles } = await pool.query<{ rolname: string }>(
      `SELECT rolname FROM pg_roles WHERE rolname = ANY($1)
       AND (rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls)`,
      [Object.values(ROLES)],
    );
    expect(roles).toEqual([]);
    const { rows: members } = await pool.query(
      `SELECT FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = ANY($1)`,
      [Object.values(ROLES)],
    );
    expect(members).toEqual([]);
  });

  it('leave nothing to everybody (PUBLIC), and run no function with the rights of another', async () => {
    const { rows: open } = await pool.query(
      `SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) a
       WHERE a.grantee = 0 AND n.nspname !~ '^(pg_|information_schema$)'`,
    );
    expect(open).toEqual([]);
    const { rows: schemas } = await pool.query(
      `SELECT n.nspname FROM pg_namespace n, aclexplode(n.nspacl) a
       WHERE a.grantee = 0 AND n.nspname !~ '^(pg_|information_schema$)' AND n.nspname <> 'trigram'`,
    );
    // `trigram` holds the operators of an extension, and no table.
    expect(schemas).toEqual([]);
    const { rows: definer } = await pool.query(
      `SELECT n.nspname, p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
       WHERE p.prosecdef AND n.nspname !~ '^(pg_|information_schema$)'`,
    );
    expect(definer).toEqual([]);
  });

  it('are the ones that a running system is connected as: neither the superuser nor, after migrating, the owner', async () => {
    const { rows } = await pool.query<{ usename: string }>(
      `SELECT DISTINCT usename::text FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend' ORDER BY 1`,
    );
    const connected = rows.map(({ usename }) => usename);
    expect(connected).toContain(ROLES.app);
    expect(connected.filter((name) => !OTHERS.some((key) => ROLES[key] === name))).toEqual([]);
  });
});
