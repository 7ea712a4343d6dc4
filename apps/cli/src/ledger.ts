import { parseArgs } from 'node:util';
import type { System } from '#api/system.js';
import { beginAnew, CannotBeginAnew } from '#audit/ledger/begin-anew.js';
import { FileKeyring } from '#audit/ledger/file-keyring.js';
import { ledgerSettings } from '#audit/ledger/ledger-settings.js';
import { PostgresLedgerStore } from '#audit/ledger/postgres-ledger-store.js';
import { DatabaseProblem } from '#database/database-problem.js';
import type { Database } from '#database/database.js';

export const LEDGER_USAGE = 'ledger [key | begin-anew --origin NAME --reason TEXT --declared-by PERSON]';
export const LEDGER_HELP =
  'How far the transparency log is, what was signed last, its alarms; JSON. key: its public key. begin-anew: after a loss that cannot be undone, a person gives up the log and begins another, under a new name; the old one stays as evidence (docs/operations.md).';

interface Call {
  system: System;
  database: Database;
  args: string[];
}

/** `npm run cli -- ledger …` @throws {DatabaseProblem} an argument is missing, or nothing can be begun anew */
export async function runLedger({ system, database, args }: Call): Promise<void> {
  const [order, ...rest] = args;
  if (order === undefined) console.log(JSON.stringify(await ledgerPage(system), null, 2));
  else if (order === 'key') console.log(await publicKey(system));
  else if (order === 'begin-anew') console.log(JSON.stringify(await anew(database, rest), null, 2));
  else throw new DatabaseProblem(`ledger ${order}: no such order`, `npm run cli -- ${LEDGER_USAGE}`);
}

/** So many of the last alarms are shown. */
const SHOWN = 20;

async function ledgerPage({ ledger, log }: System) {
  const standing = await ledger.reader.standing();
  const head = Number(await log.head());
  if (!standing) return { log: null, head, hint: 'the first log begins when a process runs with PROJECT not false' };
  const { tree, hashed, signed, alarms } = standing;
  return {
    log: { number: tree.number, origin: tree.origin, vkey: tree.vkey, begunAt: tree.begunAt, after: tree.after },
    head,
    hashed,
    signed: signed && { size: signed.size, root: Buffer.from(signed.root).toString('base64'), at: signed.signedAt },
    lagEvents: head - (signed?.size ?? 0),
    signs: alarms.length === 0,
    alarms,
    lastAlarms: await ledger.reader.alarms(SHOWN),
  };
}

/** The key in the key folder, where there is one: what a database says of it is no proof. */
async function publicKey({ ledger }: System): Promise<string> {
  const keyring = new FileKeyring(ledgerSettings(process.env).keyDir);
  const signer = await keyring.open(await keyring.newest());
  const tree = await ledger.reader.tree();
  if (signer && tree && signer.vkey !== tree.vkey) {
    console.error(`The database names another key: ${tree.vkey}`);
  }
  const vkey = signer?.vkey ?? tree?.vkey;
  if (vkey === undefined)
    throw new DatabaseProblem('No log was begun yet', 'It begins when a projecting process runs.');
  return vkey;
}

async function anew(database: Database, args: string[]) {
  const { values } = parseArgs({
    args,
    options: { origin: { type: 'string' }, reason: { type: 'string' }, 'declared-by': { type: 'string' } },
  });
  const { origin, reason, 'declared-by': declaredBy } = values;
  if (!origin || !reason || !declaredBy) {
    throw new DatabaseProblem('--origin, --reason and --declared-by are needed', `npm run cli -- ${LEDGER_USAGE}`);
  }
  const store = new PostgresLedgerStore({ url: database.urls.projector });
  try {
    const keyring = new FileKeyring(ledgerSettings(process.env).keyDir);
    return await beginAnew(store, keyring, { origin, reason, declaredBy });
  } catch (error) {
    if (error instanceof CannotBeginAnew) throw new DatabaseProblem(error.message, 'See docs/operations.md.');
    throw error;
  } finally {
    await store.close();
  }
}
