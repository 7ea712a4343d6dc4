import { randomUUID } from 'node:crypto';
import type { EventLog, LoggedEvent } from '#event-log/event-log.js';
import { addressIn, type AddressFault } from './address.js';
import { keyOf, sealedSecret, send, type Sending } from './message.js';
import type { Attempt } from './post.js';
import type { PostgresHookStore } from './postgres-hook-store.js';
import { newSecret } from './signature.js';
import { categoryOf, type DeadLetter, type Reach, type Selection, type Subscription } from './subscription.js';

/** What somebody asks for. */
export interface Order extends Selection {
  readonly address: string;
  readonly full: boolean;
  /** Ordinal after which it begins; what is recorded from now on if left out, or beyond the log. */
  readonly after?: number | undefined;
}

/** Who orders, as a name that holds nothing personal, and what may leave in that name. */
export interface OrderedBy {
  readonly name: string;
  readonly reach: Reach;
}

export type WebhookFault =
  AddressFault | 'beyond-reach' | 'full-not-granted' | 'too-many' | 'has-ended' | 'changed-meanwhile';

/** What is asked for is not done; `fault` is a stable code. */
export class WebhookRefused extends Error {
  constructor(readonly fault: WebhookFault) {
    super(`the webhook is refused: ${fault}`);
    this.name = 'WebhookRefused';
  }
}

/** Subscriptions at once, at most. */
const MOST = 100;
/** How long a replaced secret still signs beside the new one, in milliseconds. */
export const OVERLAP_MS = 24 * 3_600_000;

export interface WebhooksParts extends Sending {
  readonly log: EventLog;
  readonly store: PostgresHookStore;
  /** Called when something may be sent that was not before. */
  readonly ring: () => void;
  readonly now?: () => Date;
}

/**
 * The subscriptions: made, paused, ended, their secrets changed. A secret is shown by the call that makes it and never
 * again; what is kept is sealed with a key of the subscription's own, which is destroyed when it ends.
 */
export class Webhooks {
  private readonly now: () => Date;

  constructor(private readonly parts: WebhooksParts) {
    this.now = parts.now ?? (() => new Date());
  }

  list(): Promise<Subscription[]> {
    return this.parts.store.list();
  }

  find(id: string): Promise<Subscription | null> {
    return this.parts.store.find(id);
  }

  /** @throws {WebhookRefused} */
  async make(order: Order, by: OrderedBy): Promise<{ subscription: Subscription; secret: string }> {
    const { log, store, sealer, rules } = this.parts;
    const url = addressIn(order.address, rules);
    if (typeof url === 'string') throw new WebhookRefused(url);
    if (order.full && !by.reach.everything) throw new WebhookRefused('full-not-granted');
    const asked = [...order.categories, ...order.streams.map(categoryOf)];
    if (!by.reach.everything && !asked.every((category) => by.reach.categories.includes(category)))
      throw new WebhookRefused('beyond-reach');
    const id = randomUUID();
    const secret = newSecret();
    const madeAt = this.now().toISOString();
    const head = Number(await log.head());
    const subscription: Subscription = {
      id,
      address: url.href,
      types: order.types,
      categories: order.categories,
      streams: order.streams,
      full: order.full,
      reach: by.reach,
      madeBy: by.name,
      madeAt,
      state: 'active',
      why: null,
      position: Math.min(order.after ?? head, head),
      attempts: 0,
      givenUp: 0,
      nextAt: madeAt,
      last: null,
      secrets: [await sealedSecret(sealer, id, randomUUID(), secret)],
    };
    if (!(await store.add(subscription, MOST))) {
      await sealer.destroy(keyOf(id));
      throw new WebhookRefused('too-many');
    }
    this.parts.ring();
    return { subscription, secret };
  }

  /**
   * A new secret. The one before signs beside it for a day; an older one no more, so that two are valid at a time.
   *
   * @returns null: there is no such subscription @throws {WebhookRefused}
   */
  async newSecret(id: string): Promise<{ subscription: Subscription; secret: string } | null> {
    const { store, sealer } = this.parts;
    const found = await store.find(id);
    if (!found) return null;
    if (found.state === 'ended') throw new WebhookRefused('has-ended');
    const until = new Date(this.now().getTime() + OVERLAP_MS).toISOString();
    const secret = newSecret();
    const present = found.secrets.filter((one) => one.until === null).map((one) => ({ ...one, until }));
    const secrets = [await sealedSecret(sealer, id, randomUUID(), secret), ...present];
    const subscription = await store.setSecrets(id, found.secrets, secrets);
    if (!subscription) throw new WebhookRefused('changed-meanwhile');
    return { subscription, secret };
  }

  pause(id: string): Promise<Subscription | null> {
    return this.changed(id, () => this.parts.store.setState(id, 'paused', 'paused', this.now()));
  }

  /** Goes on from where it stands, at once. */
  async resume(id: string): Promise<Subscription | null> {
    const resumed = await this.changed(id, () => this.parts.store.setState(id, 'active', null, this.now()));
    this.parts.ring();
    return resumed;
  }

  /** Sends again from after an ordinal, as far as it is in the log. */
  async rewind(id: string, to: number): Promise<Subscription | null> {
    const position = Math.min(to, Number(await this.parts.log.head()));
    const rewound = await this.changed(id, () => this.parts.store.setPosition(id, position, this.now()));
    this.parts.ring();
    return rewound;
  }

  /** For ever: its secrets are destroyed. */
  async end(id: string, why: string): Promise<Subscription | null> {
    const none = { secrets: [] };
    const ended = await this.changed(id, () => this.parts.store.setState(id, 'ended', why, this.now(), none));
    if (ended) await this.parts.sealer.destroy(keyOf(id));
    return ended;
  }

  /** Events that were given up, newest first; null: there is no such subscription. */
  async deadLetters(id: string, before: number | null, limit: number): Promise<DeadLetter[] | null> {
    return (await this.find(id)) && this.parts.store.deadLetters(id, before, limit);
  }

  /**
   * Sends one event that was given up again, now and out of turn: one attempt, under the same message id.
   *
   * @returns null: it is not among the dead letters @throws {WebhookRefused}
   */
  async redeliver(id: string, position: number): Promise<{ attempt: Attempt; letter: DeadLetter } | null> {
    const { store } = this.parts;
    const found = await store.find(id);
    const letter = found && (await store.deadLetter(id, position));
    if (!letter) return null;
    if (found.state === 'ended') throw new WebhookRefused('has-ended');
    const event = await this.eventAt(position);
    if (event?.id !== letter.event) return null;
    const at = this.now();
    const attempt = await send(found, event, at, this.parts);
    if (attempt.outcome === 'delivered') await store.redelivered(id, position, at);
    if (attempt.outcome === 'gone') await this.end(id, 'gone');
    return { attempt, letter: (await store.deadLetter(id, position)) ?? letter };
  }

  private async changed(id: string, change: () => Promise<Subscription | null>): Promise<Subscription | null> {
    const after = await change();
    if (!after && (await this.find(id))) throw new WebhookRefused('has-ended');
    return after;
  }

  private async eventAt(position: number): Promise<LoggedEvent | null> {
    for await (const [event] of this.parts.log.readAll(BigInt(position - 1), { limit: 1 })) return event ?? null;
    return null;
  }
}
