import type { LoggedEvent } from '#event-log/event-log.js';
import type { BundleManifest, BundleQuestion } from './bundle-format.js';

/** What was recorded in a period, by the clock of the record and not by the day that an event is about. */
export interface PeriodRecord {
  asOf: string;
  knownAt: number;
  /** First day, civil date in Asia/Ho_Chi_Minh. */
  from: string;
  /** First day after. */
  until: string;
  /** Ordinals of the first and the last event of the period; the last is one less than the first if there is none. */
  first: number;
  last: number;
  /** Events by what happened, in the order of their names. */
  events: { type: string; count: number }[];
}

export function recordedIn(
  { id, asOf, knownAt }: Pick<BundleQuestion, 'id' | 'asOf' | 'knownAt'>,
  { first, last }: Pick<BundleManifest['chosen'], 'first' | 'last'>,
  events: readonly LoggedEvent[],
): PeriodRecord {
  const [from = '', until = ''] = id.split(':');
  const counts = new Map<string, number>();
  for (const { type } of events) counts.set(type, (counts.get(type) ?? 0) + 1);
  const counted = [...counts].map(([type, count]) => ({ type, count }));
  return { asOf, knownAt, from, until, first, last, events: counted.sort((a, b) => (a.type < b.type ? -1 : 1)) };
}
