import type { Appended, Envelope, EventLog, Expected, LoggedEvent, Ordinal } from '../event-log.js';
import { sampleEvents } from '../testing/sample-envelope.js';

/** What an adapter's spec hands to the contract: an empty log each time it is asked. */
export interface LogUnderTest {
  readonly log: EventLog;
  /** A second log in the same database, empty too. */
  readonly other: EventLog;
  /** A new adapter on the store of `log`, as another process or after a restart; the test closes it. */
  readonly reopen: () => Promise<EventLog>;
  /** Closes `log` and `other` and gives back what they stood on. */
  readonly close: () => Promise<void>;
}

interface Opened {
  readonly now: () => LogUnderTest;
}

/** Opens a log before each test of the surrounding block and closes it after. */
export function eachWithItsOwnLog(open: () => Promise<LogUnderTest>): Opened {
  return opening(open, beforeEach, afterEach);
}

/** Opens one log for all tests of the surrounding block: for tests that write nothing, or streams of their own. */
export function allWithOneLog(open: () => Promise<LogUnderTest>): Opened {
  return opening(open, beforeAll, afterAll);
}

type Hook = (run: () => Promise<void>) => void;

function opening(open: () => Promise<LogUnderTest>, before: Hook, after: Hook): Opened {
  let opened: LogUnderTest | undefined;
  before(async () => {
    opened = await open();
  });
  after(async () => {
    await opened?.close();
    opened = undefined;
  });
  return {
    now: () => {
      if (!opened) throw new Error('no log is open outside of a test');
      return opened;
    },
  };
}

/** Appends `count` plain events after `expected`. */
export function put(log: EventLog, stream: string, expected: Expected, count = 1): Promise<Appended> {
  return log.append(stream, sampleEvents(stream, expected === 'new' ? 0 : expected + 1, count), expected);
}

/** The error that a promise ends with; fails if it does not. */
export async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('expected a refusal');
}

/** All events of a reading. */
export async function all(batches: AsyncIterable<LoggedEvent[]>): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  for await (const batch of batches) events.push(...batch);
  return events;
}

/** Reads batches until `enough` says so of the events that came; fails after 15 seconds. */
export async function until(
  batches: AsyncIterable<LoggedEvent[]>,
  enough: (events: readonly LoggedEvent[]) => boolean,
): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  const reading = async () => {
    for await (const batch of batches) {
      events.push(...batch);
      if (enough(events)) break;
    }
    return events;
  };
  return within(reading(), () => `still waiting after ${events.length} events`);
}

/** The result of a promise; fails with `what` if it takes longer than 15 seconds. */
export async function within<T>(promise: Promise<T>, what: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(what())), 15_000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Lets the event loop turn for about `ms` milliseconds. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** `[from, …, to]`, ascending or descending, as ordinals. */
export function ordinals(from: number, to: number): Ordinal[] {
  const step = from <= to ? 1 : -1;
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => BigInt(from + i * step));
}

export function ordinalsOf(events: readonly LoggedEvent[]): Ordinal[] {
  return events.map((event) => event.ordinal);
}

export function revisionsOf(events: readonly LoggedEvent[]): number[] {
  return events.map((event) => event.revision);
}

/** A logged event without its ordinal: what was given to `append`. */
export function envelopeOf(event: LoggedEvent): Envelope {
  const { ordinal: _ordinal, ...envelope } = event;
  return envelope;
}
