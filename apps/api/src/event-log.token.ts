/** Under which the log, an interface, is injected. */
export const EVENT_LOG = Symbol('EventLog');
