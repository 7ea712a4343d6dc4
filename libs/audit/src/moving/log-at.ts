import { databaseSettings, openDatabase } from '#database/database.js';
import { DatabaseProblem } from '#database/database-problem.js';
import type { EventLog } from '#event-log/event-log.js';
import { migrateLogIndex } from '#event-log/eventstoredb-index-schema.js';
import { EventStoreDbEventLog } from '#event-log/eventstoredb.event-log.js';
import { migrateLog } from '#event-log/postgres-schema.js';
import { PostgresEventLog } from '#event-log/postgres.event-log.js';

/** Where a log is kept. */
export interface LogPlace {
  /** `embedded` (DATA_DIR, KEY_DIR), `postgres://…`, `esdb://…` or `kurrentdb://…`. */
  readonly where: string;
  /** The PostgreSQL in which the ordinals of an event store are counted: `embedded` or `postgres://…`. */
  readonly index: string;
  /** Create what is missing in PostgreSQL; needs a role that may. */
  readonly create: boolean;
  /** Keeps several logs in one server apart, as for `openSystem`. */
  readonly prefix?: string;
}

export interface OpenLog {
  readonly log: EventLog;
  /** Closes the log, and the embedded database if it was started for it. */
  close(): Promise<void>;
}

/** Opens a log by the address of its store. @throws {DatabaseProblem} no such address */
export async function openLogAt(place: LogPlace, env: NodeJS.ProcessEnv): Promise<OpenLog> {
  const { where, prefix = '' } = place;
  const schema = `${prefix}log`;
  if (/^(esdb|kurrentdb)(\+discover)?:\/\//.test(where)) {
    const postgres = await postgresAt(place.index, env);
    try {
      if (place.create) await migrateLogIndex(postgres.owner, { schema });
      const name = prefix === '' ? {} : { name: prefix.replace(/_$/, '') };
      const log = EventStoreDbEventLog.open({ url: where, indexUrl: postgres.app, schema, ...name });
      return closing(log, postgres.close);
    } catch (error) {
      await postgres.close();
      throw error;
    }
  }
  const postgres = await postgresAt(where, env);
  try {
    if (place.create) await migrateLog(postgres.owner, { schema });
    return closing(await PostgresEventLog.open({ url: postgres.app, schema }), postgres.close);
  } catch (error) {
    await postgres.close();
    throw error;
  }
}

function closing(log: EventLog, close: () => Promise<void>): OpenLog {
  return { log, close: async () => void (await log.close().finally(close)) };
}

async function postgresAt(
  where: string,
  env: NodeJS.ProcessEnv,
): Promise<{ owner: string; app: string; close: () => Promise<void> }> {
  if (where === 'embedded') {
    const settings = { ...databaseSettings(env), databaseUrl: undefined, share: true };
    const database = await openDatabase(settings);
    return { owner: database.urls.owner, app: database.urls.app, close: () => database.close() };
  }
  if (!/^postgres(ql)?:\/\/./.test(where) || !URL.canParse(where)) {
    throw new DatabaseProblem(
      'not the address of a log',
      'It is `embedded`, postgres://…, esdb://… or kurrentdb://…; see --help.',
    );
  }
  return { owner: where, app: where, close: () => Promise.resolve() };
}
