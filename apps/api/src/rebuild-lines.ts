import type { RebuildProgress } from '#read-models/rebuild.js';

const EVERY_MS = 1_000;

/** A line a second at most while read models of an earlier version are made anew: events, rate and time left. */
export function rebuildLines(print: (line: string) => void): (progress: RebuildProgress) => void {
  let last = 0;
  return ({ ordinal, head, rate, secondsLeft }) => {
    if (Date.now() - last < EVERY_MS) return;
    last = Date.now();
    const left = Number.isFinite(secondsLeft) ? `, ${Math.ceil(secondsLeft)} s left` : '';
    print(`Read models of an earlier version are made anew: ${ordinal}/${head}, ${Math.round(rate)} a second${left}`);
  };
}
