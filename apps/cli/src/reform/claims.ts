import type { Share } from './words.js';

/** A successor that the words give to an old unit. */
export interface Claim {
  /** Code of the new unit. */
  into: string;
  share: Share;
  /** 0 to 1: how sure it is that the words mean this old unit. */
  confidence: number;
  reason: string;
  /** The words, and the row of the file. */
  words: string;
  line: number;
}

/** Words of a new unit that were matched with no old one. */
export interface Unmatched {
  new: string;
  line: number;
  words: string;
}

/** Adds to the list under a key. */
export function push<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
