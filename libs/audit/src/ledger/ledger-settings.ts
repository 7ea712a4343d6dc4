import { resolve } from 'node:path';
import type { WitnessAddress } from '../witness/witness-client.js';
import { witnessesIn } from './witness-feed.js';

export interface LedgerSettings {
  /** Folder of the keys, outside the database and its backup. */
  readonly keyDir: string;
  /** Name of the first log; one that follows from its key if left out. */
  readonly origin?: string | undefined;
  /** Witnesses to which each checkpoint is shown. */
  readonly witnesses?: readonly WitnessAddress[];
}

/** Reads KEY_DIR (default `.keys`), LOG_ORIGIN and WITNESSES. @throws {Error} a witness is not an address and a key */
export function ledgerSettings(env: NodeJS.ProcessEnv): LedgerSettings {
  return {
    keyDir: resolve(env['KEY_DIR'] || '.keys', 'ledger'),
    origin: env['LOG_ORIGIN'] || undefined,
    witnesses: witnessesIn(env['WITNESSES']),
  };
}

/** Public keys of the witnesses in WITNESSES; a process that does not sign may know them too. */
export function witnessKeys(env: NodeJS.ProcessEnv): string[] {
  return witnessesIn(env['WITNESSES']).map(({ key }) => key.vkey);
}
