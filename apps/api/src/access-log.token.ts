/** Where reading and refused attempts are recorded; whoever decides who may do what calls it where it refuses. */
export const ACCESS_RECORDER = Symbol('AccessRecorder');
/** Under which the second log and what a process has of its ledger are injected. */
export const ACCESS_EVENTS = Symbol('AccessEvents');
export const ACCESS_LEDGER = Symbol('AccessLedger');
