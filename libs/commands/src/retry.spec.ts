import { createTestDatabase } from '#database/testing/test-database.js';
import type { Database } from '#database/database.js';
import { migrateLogIndex } from '#event-log/eventstoredb-index-schema.js';
import { EventStoreDbEventLog } from '#event-log/eventstoredb.event-log.js';
import { InMemoryEventLog, InMemoryLogStore } from '#event-log/in-memory.event-log.js';
import { migrateLog } from '#event-log/postgres-schema.js';
import { PostgresEventLog } from '#event-log/postgres.event-log.js';
import { EventStoreStandIn } from '#event-log/testing/eventstoredb-standin.js';
import { InMemoryOutcomes } from './outcomes.js';
import { migrateOutcomes, PostgresOutcomes } from './postgres-outcomes.js';
import { describeRetries, type StoreUnderTest } from './testing/retry-table.js';

let database: Database;
let stores = 0;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

describeRetries('the log in memory', () => {
  const store = new InMemoryLogStore();
  const outcomes = new InMemoryOutcomes();
  const open = () => {
    const log = new InMemoryEventLog(store);
    return Promise.resolve({ log, outcomes, close: () => log.close() });
  };
  return Promise.resolve({ open, close: () => Promise.resolve() });
});

async function outcomesOf(schema: string): Promise<() => PostgresOutcomes> {
  await migrateOutcomes(database.urls.owner, schema);
  return () => new PostgresOutcomes(database.urls.app, schema);
}

describeRetries('the log in PostgreSQL', async (): Promise<StoreUnderTest> => {
  const number = ++stores;
  await migrateLog(database.urls.owner, { schema: `log_${number}` });
  const outcomesIn = await outcomesOf(`commands_${number}`);
  return {
    open: async () => {
      const log = await PostgresEventLog.open({ url: database.urls.app, schema: `log_${number}` });
      const outcomes = outcomesIn();
      return { log, outcomes, close: () => Promise.all([log.close(), outcomes.close()]).then(() => undefined) };
    },
    close: () => Promise.resolve(),
  };
});

describeRetries('EventStoreDB (stand-in)', async (): Promise<StoreUnderTest> => {
  const number = ++stores;
  const standIn = await EventStoreStandIn.start();
  await migrateLogIndex(database.urls.owner, { schema: `log_${number}` });
  const outcomesIn = await outcomesOf(`commands_${number}`);
  return {
    open: () => {
      const log = EventStoreDbEventLog.open({
        url: standIn.url,
        indexUrl: database.urls.app,
        schema: `log_${number}`,
        name: `log_${number}`,
      });
      const outcomes = outcomesIn();
      const close = () => Promise.all([log.close(), outcomes.close()]).then(() => undefined);
      return Promise.resolve({ log, outcomes, close });
    },
    close: () => standIn.stop(),
  };
});
