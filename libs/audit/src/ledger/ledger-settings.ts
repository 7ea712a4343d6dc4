import { resolve } from 'node:path';

export interface LedgerSettings {
  /** Folder of the keys, outside the database and its backup. */
  readonly keyDir: string;
  /** Name of the first log; one that follows from its key if left out. */
  readonly origin?: string | undefined;
}

/** Reads KEY_DIR (default `.keys`) and LOG_ORIGIN. */
export function ledgerSettings(env: NodeJS.ProcessEnv): LedgerSettings {
  return { keyDir: resolve(env['KEY_DIR'] || '.keys', 'ledger'), origin: env['LOG_ORIGIN'] || undefined };
}
