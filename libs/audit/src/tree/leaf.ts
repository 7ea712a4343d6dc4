import canonicalize from 'canonicalize';
import type { LoggedEvent } from '#event-log/event-log.js';

/** Each field that is hashed, named once: a field that is added to the envelope does not compile until it is decided here. */
const FIELDS: Readonly<Record<keyof LoggedEvent, true>> = {
  v: true,
  origin: true,
  stream: true,
  revision: true,
  id: true,
  type: true,
  schema: true,
  recordedAt: true,
  actor: true,
  office: true,
  command: true,
  body: true,
  correlation: true,
  causation: true,
  decidedAt: true,
  data: true,
  meta: true,
  ordinal: true,
};

const NAMES = Object.keys(FIELDS) as (keyof LoggedEvent)[];

/**
 * The bytes of a leaf: the whole envelope and its ordinal as canonical JSON (RFC 8785), UTF-8. Nothing of the store's own
 * enters it, so a copied log has the same leaves. Leaf `i`, counted from 0, is the event of ordinal `i + 1`.
 *
 * @throws {RangeError} the ordinal is beyond 2^53 - 1
 * @throws {Error} a number in the event is not finite, which no log takes
 */
export function leafBytes(event: LoggedEvent): Uint8Array {
  const ordinal = Number(event.ordinal);
  if (!Number.isSafeInteger(ordinal) || ordinal < 1) throw new RangeError(`ordinal ${event.ordinal} has no leaf`);
  const fields = Object.fromEntries(NAMES.map((name) => [name, name === 'ordinal' ? ordinal : event[name]]));
  return Buffer.from(canonicalize(fields) ?? '', 'utf8');
}
