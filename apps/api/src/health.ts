import type { EventLog } from '#event-log/event-log.js';
import type { FactReader } from '#read-models/fact-reader.js';

export interface Readiness {
  status: 'ok' | 'not-ready';
  database: 'ok' | 'unavailable';
  log: 'ok' | 'unavailable';
  projection: {
    position: number | null;
    head: number | null;
    lagEvents: number | null;
    lagSeconds: number | null;
  };
}

/** With an older record unseen, answers would be about the past: other processes take the requests meanwhile. */
const MOST_LAG_SECONDS = 30;
/** A store that does not answer in this time, in milliseconds, counts as unavailable. */
const PATIENCE_MS = 2000;

/** Whether this process can serve: its database, its log, and how far the read models are behind. Never throws. */
export async function readiness(log: EventLog, reader: FactReader, now = () => Date.now()): Promise<Readiness> {
  const [position, head] = await Promise.all([
    within(reader.position()),
    within(log.head().then((ordinal) => Number(ordinal))),
  ]);
  const seen = position === null || head === null ? null : Math.min(position, head);
  const lagEvents = seen === null || head === null ? null : head - seen;
  const lagSeconds = lagEvents === 0 ? 0 : seen === null ? null : await within(ageOfNext(log, seen, now));
  const ready = lagSeconds !== null && lagSeconds <= MOST_LAG_SECONDS;
  return {
    status: ready ? 'ok' : 'not-ready',
    database: position === null ? 'unavailable' : 'ok',
    log: head === null ? 'unavailable' : 'ok',
    projection: { position, head, lagEvents, lagSeconds },
  };
}

/** Seconds since the first record after an ordinal was written; 0 if there is none. */
async function ageOfNext(log: EventLog, ordinal: number, now: () => number): Promise<number> {
  for await (const [next] of log.readAll(BigInt(ordinal), { limit: 1 })) {
    if (next) return Math.max(0, (now() - Date.parse(next.recordedAt)) / 1000);
  }
  return 0;
}

async function within<T>(answer: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE_MS);
  });
  try {
    return await Promise.race([answer.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}
