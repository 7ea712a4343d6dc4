import type { LoggedEvent } from '#event-log/event-log.js';
import type { SealedValue } from '#sealing/sealer.js';
import type { Outcome } from './post.js';

/** `suspended`: by itself, after too much that could not be delivered. `ended`: for ever; its secrets are destroyed. */
export const STATES = ['active', 'paused', 'suspended', 'ended'] as const;
export type SubscriptionState = (typeof STATES)[number];

/** What may leave under a subscription: the scope of who made it, by category of stream. */
export interface Reach {
  readonly everything: boolean;
  readonly categories: readonly string[];
}

/** For an auditor, and for whoever may open the database anyway. */
export const EVERYTHING: Reach = { everything: true, categories: [] };

/** Which events a subscription is about. An empty list leaves its question open. */
export interface Selection {
  /** Names of events (`TaskAssigned`). */
  readonly types: readonly string[];
  /** Categories of streams (`task`). */
  readonly categories: readonly string[];
  /** Streams (`task-nv-01`). */
  readonly streams: readonly string[];
}

export interface SealedSecret {
  readonly id: string;
  readonly value: SealedValue;
  /** UTC instant until which it signs beside the one that has replaced it; null: it is the present one. */
  readonly until: string | null;
}

/** How the last attempt went. */
export interface LastAttempt {
  readonly at: string;
  readonly outcome: Outcome;
  readonly status: number | null;
  /** Ordinal of the event. */
  readonly position: number;
}

export interface Subscription extends Selection {
  readonly id: string;
  readonly address: string;
  /** Whole events; otherwise their place alone. */
  readonly full: boolean;
  readonly reach: Reach;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly state: SubscriptionState;
  /** Why it is not active. */
  readonly why: string | null;
  /** Ordinal up to which everything was delivered, given up or not asked for. */
  readonly position: number;
  /** Attempts on the event that is under way; 0: none is. */
  readonly attempts: number;
  /** Events that were given up one after the other. */
  readonly givenUp: number;
  /** UTC instant before which nothing is sent. */
  readonly nextAt: string;
  readonly last: LastAttempt | null;
  readonly secrets: readonly SealedSecret[];
}

/** An event that was given up. */
export interface DeadLetter {
  readonly position: number;
  readonly event: string;
  readonly type: string;
  readonly stream: string;
  readonly attempts: number;
  readonly outcome: Outcome;
  readonly status: number | null;
  readonly at: string;
  /** UTC instant at which it was delivered by hand. */
  readonly redeliveredAt: string | null;
}

/** Is the event one that the subscription asks for, and one that may leave under it? */
export function isFor(
  subscription: Selection & { reach: Reach },
  event: Pick<LoggedEvent, 'stream' | 'type'>,
): boolean {
  const { types, categories, streams, reach } = subscription;
  const category = categoryOf(event.stream);
  return (
    (reach.everything || reach.categories.includes(category)) &&
    (types.length === 0 || types.includes(event.type)) &&
    (categories.length === 0 || categories.includes(category)) &&
    (streams.length === 0 || streams.includes(event.stream))
  );
}

export function categoryOf(stream: string): string {
  return stream.slice(0, Math.max(0, stream.indexOf('-')));
}
