/** Under which what a process has of the ledger is injected. */
export const LEDGER_HERE = Symbol('LEDGER_HERE');
/** Under which the outcomes of commands that recorded nothing are injected. */
export const OUTCOMES = Symbol('OUTCOMES');
