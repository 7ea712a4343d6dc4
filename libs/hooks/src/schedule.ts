import type { Attempt } from './post.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long after each failed attempt the next one is made, in milliseconds; after the last the event is given up. */
export const DELAYS_MS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
];
/** Each delay is longer or shorter by up to this part, so that receivers that were away together are not met together. */
const JITTER = 0.2;
/** So many events given up one after the other suspend a subscription: it is the receiver, not the event. */
export const GIVEN_UP_IN_A_ROW = 3;

/**
 * @param attempts made so far on the event, 1 or more
 * @param random from 0 to 1
 * @returns milliseconds until the next attempt; null: there is none
 */
export function delayAfter(attempts: number, { retryAfterMs }: Attempt, random: number): number | null {
  const delay = DELAYS_MS[attempts - 1];
  if (delay === undefined) return null;
  const jittered = delay * (1 - JITTER + 2 * JITTER * random);
  const longest = DELAYS_MS.at(-1) ?? delay;
  return Math.round(Math.max(jittered, Math.min(retryAfterMs ?? 0, longest)));
}
