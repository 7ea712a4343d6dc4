import { originOf } from './file-keyring.js';
import type { LedgerStore, LedgerTree } from './ledger-store.js';
import type { Keyring } from './signer.js';

/** A new log cannot be begun like this. */
export class CannotBeginAnew extends Error {}

export interface LossDeclared {
  /** Name of the new log; no log of this ledger has had it. */
  readonly origin: string;
  readonly reason: string;
  readonly declaredBy: string;
}

/**
 * Gives up the present log and begins another, with a key and an origin of its own, over the whole of what the store holds
 * now. Only a person does this, and says why. The old log stays as it is, in the database and beside its key, and its last
 * checkpoint is written into the beginning of the new one: whoever has a proof of the old one can see what was lost.
 *
 * @throws {CannotBeginAnew}
 */
export async function beginAnew(store: LedgerStore, keyring: Keyring, loss: LossDeclared): Promise<LedgerTree> {
  const known = await store.trees();
  const held = await keyring.newest();
  const last = Math.max(held, ...known.map(({ number }) => number));
  if (last < 1) throw new CannotBeginAnew('there is no log to give up; the first one begins by itself');
  if (known.some(({ origin }) => origin === loss.origin)) {
    throw new CannotBeginAnew(`${loss.origin} was the name of a log before; a new one needs a new name`);
  }
  const number = last + 1;
  const lastNote = held > 0 ? await keyring.last(held) : null;
  const signer = await keyring.create(number, loss.origin);
  const after = { reason: loss.reason, declaredBy: loss.declaredBy, lastNote };
  await store.begin({ number, origin: originOf(signer), vkey: signer.vkey, after });
  const tree = await store.tree();
  if (tree?.vkey !== signer.vkey) throw new CannotBeginAnew('another log was begun at the same time');
  await store.raise({ kind: 'begun-anew', detail: `${loss.declaredBy} declared a loss: ${loss.reason}` });
  return tree;
}
