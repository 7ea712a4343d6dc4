import type { EventRef } from './recorded-fact.js';

/** Payloads by event name. Names and payloads are the storage format. */
export type EventMap = object;

/** An event that a decision has made and nobody has recorded yet. */
export type NewFact<E extends EventMap> = { [T in keyof E & string]: { type: T; data: E[T] } }[keyof E & string];

/** Another stream that an event speaks of, and in what role: `['lead', 'unit-qa']`. */
export type Mention = readonly [role: string, target: string];

/**
 * One aggregate: how its events fold into dated facts. `evolve` and `mentions` have an entry for every event of the
 * map, so forgetting one does not compile. The state is dated facts, never a stored status.
 */
export interface Decider<S, E extends EventMap> {
  /** First part of the stream name: `task` in `task-t1`. */
  readonly category: string;
  readonly initial: S;
  /** Pure: no clock, no I/O, and it never fails on an event that a decision has made. */
  readonly evolve: { readonly [T in keyof E]: (state: S, data: E[T], at: EventRef) => S };
  /** Streams that an event names: they cannot be annulled while it stands, and they are found from there. */
  readonly mentions: { readonly [T in keyof E]: (data: E[T]) => readonly Mention[] };
  /** What must hold of the folded state after an annulment too, where dates alone could break it. */
  readonly consistent?: (state: S) => boolean;
  /**
   * Events of the same stream that stand on an earlier one (R10: the earlier is not annulled while they stand). The
   * first event of a stream carries all others; this adds the rest.
   */
  readonly standsOn?: {
    readonly [T in keyof E]?: (data: E[T], earlier: readonly StandingFact<E>[]) => readonly string[];
  };
}

/** An event that is in force, as `standsOn` sees it. */
export type StandingFact<E extends EventMap> = NewFact<E> & EventRef;

/** The stream of an aggregate: `streamOf('task', 't1')` is `task-t1`. */
export function streamOf(category: string, id: string): string {
  return `${category}-${id}`;
}

/** The category in a stream name; of what is no stream, none. */
export function categoryOf(stream: string): string {
  return stream.slice(0, Math.max(0, stream.indexOf('-')));
}

/** The id in a stream name; the category has no hyphen. */
export function idOf(stream: string): string {
  return stream.slice(stream.indexOf('-') + 1);
}

/** For an event that only follows the one that began the stream; the decisions see to it that it does. */
export function existing<S, D>(evolve: (state: S, data: D, at: EventRef) => S) {
  return (state: S | null, data: D, at: EventRef): S | null => (state === null ? state : evolve(state, data, at));
}
