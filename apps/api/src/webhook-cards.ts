import { OPEN_CATEGORIES } from '#access/concerned.js';
import type { Principal } from '#access/principal.js';
import { REGISTRAR_CATEGORIES } from '#access/read-scope.js';
import { categoryOf, type DeadLetter, EVERYTHING, type Reach, type Subscription } from '#hooks/subscription.js';

/** A subscription as it is shown: without its secrets, and what is out of the asker's reach by its number alone. */
export interface WebhookCard extends Pick<
  Subscription,
  'id' | 'address' | 'types' | 'categories' | 'streams' | 'full' | 'madeBy' | 'madeAt' | 'state' | 'why' | 'position'
> {
  attempts: number;
  nextAt: string | null;
  last: Subscription['last'];
  /** Secrets that sign at present. */
  secrets: { id: string; until: string | null }[];
}

/** A dead letter as it is shown; null stands for what the asker may not know of the event. */
export interface DeadLetterCard extends Omit<DeadLetter, 'event' | 'type' | 'stream'> {
  event: string | null;
  type: string | null;
  stream: string | null;
}

/**
 * What may leave in the name of somebody with these roles: everything for an auditor, what a registrar sees whole, and
 * what everybody sees who has signed in.
 */
export function reachOf(principal: Pick<Principal, 'roles'> | null): Reach {
  if (principal?.roles.has('auditor')) return EVERYTHING;
  const own = principal?.roles.has('registrar') ? REGISTRAR_CATEGORIES : [];
  return { everything: false, categories: [...OPEN_CATEGORIES, ...own] };
}

export function webhookCard(subscription: Subscription, reach: Reach): WebhookCard {
  const { id, address, types, categories, full, madeBy, madeAt, state, why, position, attempts, last } = subscription;
  return {
    id,
    address,
    types,
    categories,
    streams: subscription.streams.filter((stream) => isWithin(stream, reach)),
    full,
    madeBy,
    madeAt,
    state,
    why,
    position,
    attempts,
    nextAt: state === 'active' && attempts > 0 ? subscription.nextAt : null,
    last,
    secrets: subscription.secrets.map((secret) => ({ id: secret.id, until: secret.until })),
  };
}

export function deadLetterCard(letter: DeadLetter, reach: Reach): DeadLetterCard {
  return isWithin(letter.stream, reach) ? letter : { ...letter, event: null, type: null, stream: null };
}

function isWithin(stream: string, reach: Reach): boolean {
  return reach.everything || reach.categories.includes(categoryOf(stream));
}
