import type { Sealer } from './sealer.js';
import { KeysUnusable } from './subject-keys.js';

const refuse = () => Promise.reject(new KeysUnusable('this process was given no keys: it takes no personal fields'));

/** For whoever records without keys, imports and rehearsals: what would need one fails, and nothing is destroyed. */
export const NO_KEYS: Sealer = { seal: refuse, open: refuse, digest: refuse, destroy: refuse };
