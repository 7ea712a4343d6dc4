import type { Database } from '#database/database.js';
import { EventStoreDbEventLog, type EventStoreDbSettings } from '../eventstoredb.event-log.js';
import { migrateLogIndex } from '../eventstoredb-index-schema.js';
import { EventStoreStandIn, type StandInOptions } from './eventstoredb-standin.js';

/** A stand-in, an empty index and adapters between them, for one test; the database is shared by the tests of a file. */
export class EventStoreUnderTest {
  private readonly closing: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly database: Database,
    readonly schema: string,
    public standIn: EventStoreStandIn,
  ) {
    this.closing.push(() => this.standIn.stop());
  }

  static async open(database: Database): Promise<EventStoreUnderTest> {
    return new EventStoreUnderTest(database, await emptyIndex(database), await EventStoreStandIn.start());
  }

  /** An impatient adapter, so that a server which is away is given up within two seconds. */
  log(settings: Partial<EventStoreDbSettings> = {}): EventStoreDbEventLog {
    const log = EventStoreDbEventLog.open({
      url: this.standIn.url,
      indexUrl: this.database.urls.app,
      schema: this.schema,
      patienceMs: 1_500,
      silenceMs: 300,
      pollMs: 200,
      ...settings,
    });
    this.closing.push(() => log.close());
    return log;
  }

  /** Another index beside the first, empty. */
  emptyIndex(): Promise<string> {
    return emptyIndex(this.database);
  }

  /** Another server beside the first. */
  async server(options: StandInOptions = {}): Promise<EventStoreStandIn> {
    const standIn = await EventStoreStandIn.start(options);
    this.closing.push(() => standIn.stop());
    return standIn;
  }

  /** Starts the server that was stopped, on what it had stored. */
  async startAgain(): Promise<void> {
    this.standIn = await EventStoreStandIn.start({ store: this.standIn.store, port: this.standIn.port });
  }

  async close(): Promise<void> {
    for (const close of this.closing.reverse()) await close();
  }
}

let indexes = 0;

async function emptyIndex(database: Database): Promise<string> {
  const schema = `log_${++indexes}`;
  await migrateLogIndex(database.urls.owner, { schema });
  return schema;
}
