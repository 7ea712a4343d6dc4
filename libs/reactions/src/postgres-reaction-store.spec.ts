import type { Database } from '#database/database.js';
import { createPool } from '#database/pool.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import { migrateReactions, PostgresReactionStore } from './postgres-reaction-store.js';
import { describeReactionStore } from './reaction-store.contract.js';
import { InMemoryReactionStore } from './testing/in-memory-reaction-store.js';

let database: Database;
let schemas = 0;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

describeReactionStore('the reactions’ store in memory', () => Promise.resolve(new InMemoryReactionStore()));

describeReactionStore('the reactions’ store in PostgreSQL', async () => {
  const schema = `reactions_${++schemas}`;
  await migrateReactions(database.urls.owner, schema);
  await migrateReactions(database.urls.owner, schema);
  return new PostgresReactionStore(database.urls.app, schema);
});

it('tells its leader when the connection with the lead is lost, and another may lead', async () => {
  await migrateReactions(database.urls.owner, 'reactions_lost');
  const store = new PostgresReactionStore(database.urls.app, 'reactions_lost');
  let tell: () => void = () => undefined;
  const lost = new Promise<void>((resolve) => (tell = resolve));
  const first = await store.lead(() => tell());
  await cut('trachnhiem reactions');
  await lost;
  await first?.release();
  const again = await store.lead(() => undefined);
  expect(again).not.toBeNull();
  await again?.release();
  await store.close();
});

it('has only a plain schema name, and nothing for the reader to see', async () => {
  expect(() => new PostgresReactionStore(database.urls.app, 'a; DROP')).toThrow(RangeError);
  await migrateReactions(database.urls.owner, 'reactions_read');
  const reader = createPool(database.urls.reader, { max: 1, applicationName: 'test' });
  await expect(reader.query('SELECT * FROM reactions_read.timer')).rejects.toThrow(/permission denied/);
  await reader.end();
});

async function cut(applicationName: string): Promise<void> {
  const pool = createPool(database.urls.app, { max: 1, applicationName: 'test' });
  await pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1`, [
    applicationName,
  ]);
  await pool.end();
}
