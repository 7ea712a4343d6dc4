import { AsyncLocalStorage } from 'node:async_hooks';
import type { Principal } from '#access/principal.js';

/** Who sends the request that is being answered. */
export interface Asking {
  /** Null: nobody has signed in; only what the policy opens to everybody is answered. */
  readonly principal: Principal | null;
}

const ASKING = new AsyncLocalStorage<Asking>();

/** Answers a request in the name of whoever sent it; everything that it sets off sees who that is. */
export function asking<T>(who: Asking, answer: () => T): T {
  return ASKING.run(who, answer);
}

/** @throws {Error} outside a request: a path that has forgotten who asks shows nothing */
export function whoAsks(): Asking {
  const who = ASKING.getStore();
  if (!who) throw new Error('nobody asks here');
  return who;
}
