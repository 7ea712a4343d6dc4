/** Why the ledger does not sign. */
const KINDS = [
  'key-missing',
  'key-of-another-log',
  'other-origin',
  'nothing-kept-beside-the-key',
  'checkpoint-not-ours',
  'database-behind-the-key',
  'database-not-what-was-signed',
  'hashes-changed',
  'log-shorter',
  'log-changed',
  'log-unreadable',
] as const;

export type RefusalKind = (typeof KINDS)[number];

/** Whether an alarm is one after which nothing is signed. */
export function isRefusal(kind: string): boolean {
  return KINDS.some((one) => one === kind);
}

/**
 * What is there is not what was hashed or signed. Nothing is signed, and nothing is made anew, until it is again, or until
 * somebody has declared a loss.
 */
export class LedgerRefusal extends Error {
  constructor(
    readonly kind: RefusalKind,
    /** What was found and where, in one plain sentence. */
    readonly detail: string,
  ) {
    super(`the ledger does not sign (${kind}): ${detail}`);
    this.name = 'LedgerRefusal';
  }
}
