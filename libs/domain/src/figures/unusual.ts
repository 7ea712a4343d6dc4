import { addDays, type CivilDate } from '../civil-date.js';

/** A robust outlier test: the modified z-score, distance from the median in units of the median absolute deviation. */
export const WINDOW_DAYS = 28;
/** Fewer points than this in the window: no verdict. */
export const LEAST_POINTS = 7;
/** Beyond this score a figure is called unusual (Iglewicz and Hoaglin, 1993). */
export const LIMIT = 3.5;

export interface Unusual {
  /** Null: no verdict, for want of points or because they do not differ. */
  unusual: boolean | null;
  score: number | null;
  median: number | null;
  /** How many points of the {@link WINDOW_DAYS} days before it rests on. */
  points: number;
}

/** Compares a figure with those of the days before it. It says that a figure stands out, not that it is wrong. */
export function unusual(
  figure: { on: CivilDate; value: number | null },
  earlier: readonly { on: CivilDate; value: number | null }[],
): Unusual {
  const first = addDays(figure.on, -WINDOW_DAYS);
  const values = earlier.flatMap((p) => (first <= p.on && p.on < figure.on && p.value !== null ? [p.value] : []));
  const points = values.length;
  if (points < LEAST_POINTS || figure.value === null) return { unusual: null, score: null, median: null, points };
  const median = medianOf(values);
  const deviation = medianOf(values.map((v) => Math.abs(v - median)));
  if (deviation === 0) return { unusual: null, score: null, median, points };
  const score = (0.6745 * (figure.value - median)) / deviation;
  return { unusual: Math.abs(score) > LIMIT, score, median, points };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
