/** Injection token of the webhooks of a process. */
export const WEBHOOKS_HERE = Symbol('WEBHOOKS_HERE');
