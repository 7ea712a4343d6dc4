import pg from 'pg';
import type { Database } from '../database.js';
import { databaseStatements, ROLES, SUPERUSER, type RoleKey } from '../roles.js';
import { testCluster, type TestCluster } from './test-cluster.js';

let created = 0;

/**
 * A fresh, empty database with the roles, in the one server of the Jest run. The owner owns it, the others may only
 * connect. `close()` drops it, and with it every connection to it.
 */
export async function createTestDatabase(): Promise<Database & { name: string }> {
  const cluster = await testCluster();
  const name = `t_${process.pid}_${Date.now().toString(36)}_${++created}`;
  await asSuperuser(cluster, databaseStatements(name));
  const url = (key: RoleKey): string =>
    `postgres://${ROLES[key]}:${cluster.passwords[key]}@127.0.0.1:${cluster.port}/${name}`;
  let closed: Promise<void> | undefined;
  return {
    name,
    urls: {
      owner: url('owner'),
      app: url('app'),
      projector: url('projector'),
      reader: url('reader'),
      context: url('context'),
    },
    embedded: true,
    close: () => (closed ??= asSuperuser(cluster, [`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`])),
  };
}

/** Connection string of the superuser, for tests in which somebody with all rights does what the program cannot. */
export async function asSuperuserOf(name: string): Promise<string> {
  const { port, passwords } = await testCluster();
  return `postgres://${SUPERUSER}:${passwords.superuser}@127.0.0.1:${port}/${name}`;
}

async function asSuperuser(cluster: TestCluster, statements: string[]): Promise<void> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: cluster.port,
    user: SUPERUSER,
    password: cluster.passwords.superuser,
    database: 'postgres',
  });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
