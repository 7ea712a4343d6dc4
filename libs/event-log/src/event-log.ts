import type { Json } from './json.js';

/**
 * The log: everything that was ever recorded, in one order. This file is the port; `event-log.contract.ts` says in tests
 * what an adapter must do, and the three adapters stand beside it.
 */

/**
 * Known time. The place of an event in the whole log, counted from 1 without gaps, the same in every store that holds
 * the same history. "Known at n" means "using events 1 to n".
 */
export type Ordinal = bigint;

/** One event with all that is ever hashed of it. Version 1, complete from the first event on. */
export interface Envelope {
  /** Version of this envelope. */
  readonly v: 1;
  /** The log that the event was first recorded in; a copied log keeps it. */
  readonly origin: string;
  /** `category-id`. Never holds personal data. */
  readonly stream: string;
  /** Place in the stream, counted from 0. */
  readonly revision: number;
  /** UUIDv5 of command id, stream and index in the append. */
  readonly id: string;
  /** Name in the past tense, `TaskAssigned`. */
  readonly type: string;
  /** Version of the payload's schema, counted from 1. */
  readonly schema: number;
  /** UTC instant with milliseconds at which the recorder wrote the event, `2026-11-22T01:02:03.004Z`. */
  readonly recordedAt: string;
  /** Opaque person id of who asked; null for the system itself. */
  readonly actor: string | null;
  /** Office in which the actor acted. */
  readonly office: string | null;
  /** Command id, a UUID. */
  readonly command: string;
  /** What tells this body from another under the same command id: 64 hex digits; SHA-256 of the canonical command, unless it has personal fields. */
  readonly body: string;
  /** UUID that all events of one undertaking share. */
  readonly correlation: string;
  /** Id of the event that caused this one; null if a person did. */
  readonly causation: string | null;
  /** Ordinal at which the decision read other streams; null if it read none. */
  readonly decidedAt: number | null;
  /** The payload. */
  readonly data: Json;
  /** About the record, not about the world: source document and line, `historical` for an import. */
  readonly meta: Json;
}

/** An event in the log. The ordinal is not part of the envelope: it is given by the append. */
export interface LoggedEvent extends Envelope {
  readonly ordinal: Ordinal;
}

/** What the writer knows of the stream: that it does not exist yet, or the revision of its last event. */
export type Expected = 'new' | number;

export interface Appended {
  /** Ordinal of the first event of the append. */
  readonly first: Ordinal;
  /** Ordinal of the last event of the append: a reader that has seen it has seen the append. */
  readonly last: Ordinal;
  /** Revision of the stream after the append. */
  readonly revision: number;
}

export interface ReadStreamOptions {
  /** First revision to read; forward from 0 by default, backward from the last by default. */
  readonly from?: number;
  readonly direction?: 'forward' | 'backward';
  /** At most this many events. */
  readonly limit?: number;
}

export interface ReadAllOptions {
  readonly direction?: 'forward' | 'backward';
  /** At most this many events. */
  readonly limit?: number;
  /** How many events make a batch; 1,000 by default. */
  readonly batchSize?: number;
}

export interface EventLog {
  /**
   * Records events of one stream: all or none, exactly after `expected`. The events are taken as they are at the call:
   * changing the objects later changes nothing.
   *
   * @throws {WrongRevision} the stream is not where the writer thinks; carries the actual revision
   * @throws {IllegalEvent} empty append, payload that is not plain JSON, envelope that does not fit, over 512 KiB
   * @throws {LogUnavailable} the store did not answer in time. The append may or may not have happened: the caller
   *   reads the stream and looks for its command id
   */
  append(stream: string, events: readonly Envelope[], expected: Expected): Promise<Appended>;

  /**
   * The events of a stream in order of revision; empty if there is no such stream. The list is the caller's own, the events
   * are not: an adapter may give the same ones to others, frozen.
   */
  readStream(stream: string, options?: ReadStreamOptions): Promise<LoggedEvent[]>;

  /**
   * The log in batches, in order of the ordinal, ending at the head found at the start.
   *
   * @param after forward: the last ordinal already seen (0n, or left out, for the beginning). Backward: the ordinal to
   *   start before; leave it out to start at the head.
   */
  readAll(after: Ordinal | undefined, options?: ReadAllOptions): AsyncIterable<LoggedEvent[]>;

  /**
   * The log from `after` on, in batches, without end: first what is there, then what comes, without gap or duplicate.
   * Supervises itself: a lost connection is taken up again. Ends, without an error, when `signal` is aborted (what was
   * not handed over by then is not) or the log is closed.
   */
  subscribe(after: Ordinal | 'now', signal: AbortSignal): AsyncIterable<LoggedEvent[]>;

  /** Ordinal of the last event; 0n for an empty log. */
  head(): Promise<Ordinal>;

  /** Ends subscriptions and gives connections back. Calls after it throw {@link LogUnavailable}. */
  close(): Promise<void>;
}

export class WrongRevision extends Error {
  constructor(
    readonly stream: string,
    readonly expected: Expected,
    /** Revision of the last event; null if the stream does not exist. */
    readonly actual: number | null,
  ) {
    super(`stream ${stream}: expected ${expected}, found ${actual ?? 'no stream'}`);
    this.name = 'WrongRevision';
  }
}

export class IllegalEvent extends Error {
  constructor(
    /** What is wrong, with the path of the value: `events[0].data.parts[0]: not a safe integer`. */
    readonly reason: string,
  ) {
    super(reason);
    this.name = 'IllegalEvent';
  }
}

/** The store cannot be reached or did not answer in time. */
export class LogUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LogUnavailable';
  }
}

/** Canonical bytes of one append, at most. EventStoreDB takes no more than 1 MiB with everything around it. */
export const MAX_APPEND_BYTES = 512 * 1024;
