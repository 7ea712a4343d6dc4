import { join } from 'node:path';
import { AccessEntries } from '#audit/access-log/access-entries.js';
import { AccessLog } from '#audit/access-log/access-log.js';
import type { AccessRecorder } from '#audit/access-log/access-recorder.js';
import type { LedgerSettings } from '#audit/ledger/ledger-settings.js';
import type { Database } from '#database/database.js';
import type { EventLog } from '#event-log/event-log.js';
import { PostgresEventLog } from '#event-log/postgres.event-log.js';
import { type LedgerHere, openLedger } from './open-ledger.js';

/** What a process has of the access log. */
export interface AccessLogHere {
  readonly recorder: AccessRecorder;
  readonly entries: AccessEntries;
  /** The log itself, for its tree. */
  readonly log: EventLog;
  /** The transparency log over it. */
  readonly ledger: LedgerHere;
}

interface Opening {
  database: Database;
  names: { access: string; accessLedger: string };
  /** Keys of the first log; those of the second stand in a folder beside them. Without, nothing is signed here. */
  settings?: LedgerSettings | undefined;
  now?: (() => Date) | undefined;
  onTrouble?: ((text: string) => void) | undefined;
}

/**
 * Opens the second log and its ledger. It is always in PostgreSQL, wherever the first log is: it belongs to this
 * installation and is not moved with the record.
 */
export async function openAccessLog(opening: Opening): Promise<AccessLogHere & { close(): Promise<void> }> {
  const { database, names, settings, now, onTrouble } = opening;
  const { app } = database.urls;
  const log = await PostgresEventLog.open({ url: app, schema: names.access, cached: 0, readers: 2 });
  const entries = new AccessEntries(app, names.access);
  const ledger = openLedger({
    database,
    log,
    schema: names.accessLedger,
    settings: settings && ofAccess(settings),
    onTrouble,
  });
  const close = async () => {
    await ledger.close();
    await entries.close();
    await log.close();
  };
  return { recorder: new AccessLog(log, now), entries, log, ledger, close };
}

function ofAccess({ keyDir, origin }: LedgerSettings): LedgerSettings {
  return { keyDir: join(keyDir, 'access'), origin: origin === undefined ? undefined : `${origin}/access` };
}
