import type { LoggedEvent } from '#event-log/event-log.js';
import { KeyMissing, type Sealer } from '#sealing/sealer.js';
import { CLOUD_EVENT, cloudEventOf, thinCloudEventOf } from './cloud-event.js';
import { type Attempt, post, type PostRules } from './post.js';
import { signed } from './signature.js';
import type { SealedSecret, Subscription } from './subscription.js';

/** How messages are made and sent. */
export interface Sending {
  readonly sealer: Sealer;
  readonly rules: PostRules;
  /** Address of this API for others; null: schemas are named and not addressed. */
  readonly at: string | null;
}

/** The key with which the secrets of a subscription are sealed is the subscription's own: it is destroyed with it. */
export function keyOf(subscription: string): string {
  return `webhook-${subscription}`;
}

export async function sealedSecret(
  sealer: Sealer,
  subscription: string,
  id: string,
  text: string,
): Promise<SealedSecret> {
  const value = await sealer.seal({ subject: keyOf(subscription), field: 'secret', event: id }, text);
  if (!value) throw new KeyMissing(keyOf(subscription), 'it was destroyed');
  return { id, value, until: null };
}

/** Signs an event with the secrets that are valid now and sends it; one attempt. @throws {KeyMissing} @throws {SealBroken} */
export async function send(
  subscription: Subscription,
  event: LoggedEvent,
  now: Date,
  { sealer, rules, at }: Sending,
): Promise<Attempt> {
  const body = JSON.stringify(subscription.full ? cloudEventOf(event, at) : thinCloudEventOf(event));
  const secrets: string[] = [];
  for (const { id, value, until } of subscription.secrets) {
    if (until !== null && until <= now.toISOString()) continue;
    const place = { subject: keyOf(subscription.id), field: 'secret', event: id };
    const opened = await sealer.open(place, value);
    if (typeof opened === 'string') throw new KeyMissing(place.subject, 'it was destroyed');
    secrets.push(opened.text);
  }
  const headers = {
    'content-type': `${CLOUD_EVENT}; charset=utf-8`,
    'user-agent': 'trachnhiem-webhooks/1',
    ...signed(event.id, now, body, secrets),
  };
  return post(new URL(subscription.address), headers, body, rules);
}
