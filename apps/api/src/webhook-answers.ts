import { OUTCOMES } from '#hooks/post.js';
import { STATES } from '#hooks/subscription.js';
import { flag, instant, list, object, oneOf, or, ref, type Schema, text, texts, whole } from './answer-parts.js';

const outcome = oneOf(OUTCOMES, 'How the attempt ended; only `delivered` and `gone` are the end of it.');
const status = or(whole('HTTP status of the answer; null: there was none.'));

const subscription: Record<string, Schema> = {
  id: { ...text(), format: 'uuid' },
  address: text('Where messages are sent.'),
  types: texts('Events that are sent; empty: all.'),
  categories: texts('Categories of streams that are sent; empty: all.'),
  streams: texts('Streams that are sent, as far as the asker may know them; empty: all.'),
  full: flag('Whole events; otherwise their place alone.'),
  madeBy: text('Person id or subject of whoever made it; it sends what that one may see.'),
  madeAt: instant('UTC instant.'),
  state: oneOf(STATES),
  why: or(text('Why it is not active: `paused`, `too-many-given-up`, `gone` (410), or as whoever ended it said.')),
  position: whole('Ordinal up to which everything was delivered, given up or not asked for.'),
  attempts: whole('Failed attempts on the event that is next.'),
  nextAt: or(instant('UTC instant of the next attempt; null: nothing waits.')),
  last: or(
    object(
      { at: instant('UTC instant.'), outcome, status, position: whole('Ordinal of the event.') },
      'The last attempt.',
    ),
  ),
  secrets: list(
    object({
      id: { ...text(), format: 'uuid' },
      until: or(instant('UTC instant until which it signs beside its successor; null: it is the present one.')),
    }),
    'Which secrets sign at present; the secrets themselves are shown once, where they are made.',
  ),
};
const letter: Record<string, Schema> = {
  position: whole('Ordinal of the event.'),
  event: or({ ...text('Event id, and id of the message.'), format: 'uuid' }),
  type: or(text()),
  stream: or(text('Null, as event and type: the asker may not know it.')),
  attempts: whole(),
  outcome,
  status,
  at: instant('UTC instant at which it was given up.'),
  redeliveredAt: or(instant('UTC instant at which it was delivered by hand.')),
};

export const WEBHOOK_ANSWERS: Readonly<Record<string, Schema>> = {
  Webhook: object(subscription),
  WebhookList: object({ items: list(ref('Webhook'), 'In the order in which they were made.') }),
  WebhookSecret: object({
    webhook: ref('Webhook'),
    secret: text('`whsec_` and base64 (Standard Webhooks). Shown this once.'),
  }),
  WebhookDeadLetter: object(letter),
  WebhookDeadLetters: object({
    items: list(ref('WebhookDeadLetter'), 'Newest first.'),
    next: or(whole('`before` of the next page; null on the last.')),
  }),
  WebhookRedelivery: object({ outcome, status, letter: ref('WebhookDeadLetter') }),
  CloudEventBatch: list({
    type: 'object',
    description: 'CloudEvents 1.0 in JSON. What is null in the record is left out.',
    properties: {
      specversion: { type: 'string', const: '1.0' },
      id: { ...text('Event id.'), format: 'uuid' },
      source: text('`urn:trachnhiem:log:` and the log in which it was first recorded.'),
      type: text('`vn.trachnhiem.`, name of the event, version of its payload: `vn.trachnhiem.TaskAssigned.v1`.'),
      subject: text('Stream.'),
      time: instant('UTC instant of the record.'),
      datacontenttype: { type: 'string', const: 'application/json' },
      dataschema: text('Where the schema of the payload is, or its name where this API has no address of its own.'),
      ordinal: text('Place in the log, decimal digits.'),
      revision: text('Place in the stream, decimal digits.'),
      actor: text('Person id.'),
      office: text(),
      correlation: { ...text(), format: 'uuid' },
      causation: { ...text('Event id of the cause.'), format: 'uuid' },
      data: { description: 'The payload as it was recorded; sealed fields are ciphertext.' },
    },
    required: [
      'specversion',
      'id',
      'source',
      'type',
      'subject',
      'time',
      'datacontenttype',
      'dataschema',
      'ordinal',
      'revision',
      'correlation',
      'data',
    ],
    additionalProperties: false,
  }),
};
