import { FileKeyring } from '#audit/ledger/file-keyring.js';
import { Ledger, type LedgerState } from '#audit/ledger/ledger.js';
import { LedgerReader } from '#audit/ledger/ledger-reader.js';
import type { LedgerSettings } from '#audit/ledger/ledger-settings.js';
import { PostgresLedgerStore } from '#audit/ledger/postgres-ledger-store.js';
import { WitnessFeed, type WitnessState } from '#audit/ledger/witness-feed.js';
import { DailyScrub } from '#audit/verify/daily-scrub.js';
import type { Database } from '#database/database.js';
import type { EventLog } from '#event-log/event-log.js';

/** What a process has of the ledger. */
export interface LedgerHere {
  readonly reader: LedgerReader;
  /** Null: this process does not sign. */
  state(): LedgerState | null;
  /** What the witnesses last answered this process; empty where it does not sign. */
  witnesses(): readonly WitnessState[];
}

interface Opening {
  database: Database;
  log: EventLog;
  schema: string;
  /** Without them this process only reads the ledger. */
  settings?: LedgerSettings | undefined;
  onTrouble?: ((text: string) => void) | undefined;
}

/** Opens the ledger to read and, if this process has its keys, to sign. */
export function openLedger(opening: Opening): LedgerHere & { close(): Promise<void> } {
  const { database, log, schema, settings, onTrouble } = opening;
  const store = new PostgresLedgerStore({ url: settings ? database.urls.projector : database.urls.app, schema });
  const reader = new LedgerReader(store);
  if (!settings) return { reader, state: () => null, witnesses: () => [], close: () => store.close() };
  const keyring = new FileKeyring(settings.keyDir);
  const feed = new WitnessFeed(store, reader, settings.witnesses ?? [], onTrouble);
  const ledger = new Ledger(
    { log, store, keyring },
    { origin: settings.origin, onTrouble, onSigned: () => feed.ring() },
  );
  ledger.start();
  const scrubber = new DailyScrub({ log, ledger: reader, alarms: store, onTrouble });
  scrubber.start();
  const close = async () => {
    await scrubber.stop();
    await ledger.stop();
    await feed.stop();
    await store.close();
  };
  return { reader, state: () => ledger.state, witnesses: () => feed.state, close };
}
