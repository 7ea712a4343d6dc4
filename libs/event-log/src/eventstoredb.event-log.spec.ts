import type { Database } from '#database/database.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import type { LogUnderTest } from './contract/log-under-test.contract.js';
import { describeEventLog } from './event-log.contract.js';
import { EventStoreConnection, reason } from './eventstoredb-connection.js';
import { migrateLogIndex } from './eventstoredb-index-schema.js';
import { EventStoreDbEventLog } from './eventstoredb.event-log.js';
import { EventStoreStandIn } from './testing/eventstoredb-standin.js';

/** A real server to run the contract against in place of the stand-in: `esdb://…` or `kurrentdb://…`. */
const realServer = process.env['ESDB_TEST_URL'];

let database: Database;
let logs = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.close());

async function open(): Promise<LogUnderTest> {
  const standIn = realServer ? undefined : await EventStoreStandIn.start();
  const url = realServer ?? standIn?.url ?? '';
  const number = ++logs;
  const schemas = [`log_${number}`, `other_${number}`] as const;
  await Promise.all(schemas.map((schema) => migrateLogIndex(database.urls.owner, { schema })));
  // Nothing can be deleted from an event store: each log of each run has a name of its own.
  const openLog = (schema: string): EventStoreDbEventLog =>
    EventStoreDbEventLog.open({ url, indexUrl: database.urls.app, schema, name: `${schema}-${runId}` });
  const [log, other] = [openLog(schemas[0]), openLog(schemas[1])];
  return {
    log,
    other,
    reopen: () => Promise.resolve(openLog(schemas[0])),
    close: async () => {
      await Promise.all([log.close(), other.close()]);
      await standIn?.stop();
    },
  };
}

const runId = `${Date.now()}-${process.pid}`;

if (realServer) await mustAnswer(realServer);
describeEventLog(realServer ? 'EventStoreDbEventLog (real server)' : 'EventStoreDbEventLog (stand-in)', open);

/** One sentence in place of two hundred failures. */
async function mustAnswer(url: string): Promise<void> {
  const settings = { url, prefix: `probe-${runId}:`, patienceMs: 5_000, silenceMs: 5_000 };
  const connection = new EventStoreConnection(settings);
  try {
    await connection.readAll(undefined, 1);
  } catch (error) {
    throw new Error(`ESDB_TEST_URL: no event store can be used at ${url}: ${reason(error)}`, { cause: error });
  } finally {
    connection.close();
  }
}
