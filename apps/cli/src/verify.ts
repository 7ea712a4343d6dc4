import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { DatabaseProblem } from '#database/database-problem.js';
import type { Database } from '#database/database.js';
import type { EventLog } from '#event-log/event-log.js';
import { FileKeyring } from '#audit/ledger/file-keyring.js';
import { LedgerReader } from '#audit/ledger/ledger-reader.js';
import { ledgerSettings } from '#audit/ledger/ledger-settings.js';
import { PostgresLedgerStore } from '#audit/ledger/postgres-ledger-store.js';
import { parseVkey } from '#audit/tree/note-key.js';
import { ProofRefused } from '#audit/tree/proof-refused.js';
import { scrub, shareOf, SHARES } from '#audit/verify/scrubber.js';
import { EXIT_CODES, type Verdict } from '#audit/verify/verification.js';
import { verifyBundle } from '#audit/verify/verify-bundle.js';
import { cannotCheck, verifyLog } from '#audit/verify/verify-log.js';
import type { KeptCheckpoint } from '#audit/verify/verify-request.js';
import { progressLine } from './progress-line.js';

export const VERIFY_USAGE =
  'verify BUNDLE | --full | --tail [N] | --share [K]  [--vkey KEY] [--witness KEY]… [--checkpoint FILE]…';

export const VERIFY_HELP = `Says whether the record is what was signed; JSON. Exit code 0: it is. 1: tampered with. 2: could not be checked.
      BUNDLE     a file from \`bundle\`: needs no server and no database.
      --full     reads and hashes every stored event, and every stream, and holds them against the checkpoints.
      --tail     the last N events (10,000 by default); the hashes before them are taken as kept.
      --share    a ${SHARES}th of the log, the one of today or number K from 0: what the scrubber does each day.
      --vkey     public key of the log, from somewhere that its operator does not decide alone.
      --witness  public key of a witness that must have cosigned.
      --checkpoint  a checkpoint that was kept elsewhere: what was signed once must hold for ever.`;

const TAIL = 10_000;

interface Opened {
  log: EventLog;
  database: Database;
  signal: AbortSignal;
}

/** Prints what was found. @returns the exit code */
export async function verify(args: string[], open: () => Promise<Opened>): Promise<number> {
  const { values, positionals } = parseArgs({
    args: withTail(args),
    allowPositionals: true,
    options: {
      full: { type: 'boolean' },
      tail: { type: 'string' },
      share: { type: 'string' },
      vkey: { type: 'string' },
      witness: { type: 'string', multiple: true },
      checkpoint: { type: 'string', multiple: true },
    },
  });
  const keys = { vkey: values.vkey, witnesses: values.witness ?? [] };
  checkKeys([...(keys.vkey === undefined ? [] : [keys.vkey]), ...keys.witnesses]);
  const [bundle] = positionals;
  const ways = [bundle, values.full, values.tail, values.share].filter((way) => way !== undefined);
  if (ways.length !== 1) throw new DatabaseProblem('one of BUNDLE, --full, --tail, --share is needed', VERIFY_HELP);
  if (bundle !== undefined) return told(verifyBundle(await bytesOf(bundle), keys));
  const kept = await Promise.all(
    (values.checkpoint ?? []).map(async (name) => ({ note: (await bytesOf(name)).toString('utf8'), from: name })),
  );
  let opened: Opened;
  try {
    opened = await open();
  } catch (error) {
    return told(cannotCheck(error instanceof Error ? error.message : String(error), keys.vkey ?? null));
  }
  const { log, database, signal } = opened;
  const store = new PostgresLedgerStore({ url: database.urls.reader });
  try {
    const ledger = new LedgerReader(store);
    if (values.share !== undefined) {
      const share = values.share === 'today' ? shareOf(new Date()) : count(values.share, SHARES - 1, '--share');
      const done = await scrub({ log, ledger }, share, { signal });
      return told({ verdict: done.discrepancies.length > 0 ? 'tampered' : 'verified', ...done });
    }
    const beside = await besideTheKey(ledger);
    const tail = values.tail === undefined ? undefined : count(values.tail, Number.MAX_SAFE_INTEGER, '--tail');
    const begun = Date.now();
    const onProgress = (rows: number, of: number) => {
      const rate = (rows * 1000) / Math.max(1, Date.now() - begun);
      progressLine({ rows, of, rate, secondsLeft: Math.max(0, of - rows) / Math.max(rate, 1) });
    };
    return told(await verifyLog({ log, ledger, ...keys, kept: [...kept, ...beside], tail, signal, onProgress }));
  } finally {
    await store.close();
  }
}

/** What the ledger signed last, as it lies outside the database; nothing where this machine has no key folder. */
async function besideTheKey(ledger: LedgerReader): Promise<KeptCheckpoint[]> {
  const tree = await ledger.tree();
  const note = tree && (await new FileKeyring(ledgerSettings(process.env).keyDir).last(tree.number).catch(() => null));
  return note === null ? [] : [{ note, from: 'key folder' }];
}

/** `--tail` and `--share` may stand without a number. */
function withTail(args: readonly string[]): string[] {
  const otherwise: Readonly<Record<string, string>> = { '--tail': String(TAIL), '--share': 'today' };
  return args.flatMap((arg, i) => {
    const value = otherwise[arg];
    const next = args[i + 1];
    return value !== undefined && (next === undefined || !/^\d+$/.test(next)) ? [arg, value] : [arg];
  });
}

function told(found: { verdict: Verdict }): number {
  console.log(JSON.stringify(found, null, 2));
  return EXIT_CODES[found.verdict];
}

async function bytesOf(name: string): Promise<Buffer> {
  return readFile(name).catch(() => {
    throw new DatabaseProblem(`${name} cannot be read`, 'Give the path of a file.');
  });
}

function checkKeys(vkeys: readonly string[]): void {
  for (const vkey of vkeys) {
    try {
      parseVkey(vkey);
    } catch (error) {
      if (!(error instanceof ProofRefused)) throw error;
      throw new DatabaseProblem(`no public key of a log or witness: ${vkey}`, error.reason);
    }
  }
}

function count(text: string, most: number, what: string): number {
  const number = Number(text);
  if (!/^\d{1,15}$/.test(text) || number > most) throw new DatabaseProblem(`${what}: not ${text}`, VERIFY_HELP);
  return number;
}
