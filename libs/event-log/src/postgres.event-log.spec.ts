import type { Database } from '#database/database.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import { describeEventLog } from './event-log.contract.js';
import { migrateLog } from './postgres-schema.js';
import { PostgresEventLog } from './postgres.event-log.js';

let database: Database;
let opened = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

async function openLog(): Promise<{ log: PostgresEventLog; schema: string }> {
  const schema = `log${++opened}`;
  await migrateLog(database.urls.owner, { schema });
  return { log: await PostgresEventLog.open({ url: database.urls.app, schema }), schema };
}

describeEventLog('PostgresEventLog', async () => {
  const [{ log, schema }, { log: other }] = [await openLog(), await openLog()];
  return {
    log,
    other,
    reopen: () => PostgresEventLog.open({ url: database.urls.app, schema }),
    close: async () => {
      await log.close();
      await other.close();
    },
  };
});
