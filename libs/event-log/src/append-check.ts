import { type Envelope, type Expected, IllegalEvent, MAX_APPEND_BYTES } from './event-log.js';
import { assertLegal, canonical, MAX_DEPTH } from './legal-json.js';

/**
 * Checks everything about an append that needs no store, and writes its events down. Adapters call it first and
 * synchronously, so that nothing illegal reaches a store and later changes of the caller's objects change nothing.
 *
 * @returns the canonical text of each envelope, in order
 * @throws {IllegalEvent} names the event and the path: `events[0].data.parts[0]: not a safe integer`
 */
export function checkAppend(stream: string, events: readonly Envelope[], expected: Expected): string[] {
  checkStream(stream);
  if (expected !== 'new' && !isCount(expected)) throw new IllegalEvent(`expected: ${String(expected)} is no revision`);
  if (events.length === 0) throw new IllegalEvent('an append needs at least one event');
  const first = expected === 'new' ? 0 : expected + 1;
  if (first + events.length - 1 > MAX_REVISION) throw new IllegalEvent(`${stream}: more events than a stream can hold`);
  const ids = new Set<string>();
  let bytes = 0;
  return events.map((event, i) => {
    const at = `events[${i}]`;
    const text = canonical(event, at, MAX_DEPTH + 1); // the envelope is one level around the payload
    for (const [field, rule] of FIELDS) {
      if (!Object.hasOwn(event, field)) throw new IllegalEvent(`${at}.${field}: missing`);
      if (!rule.test(event[field])) throw new IllegalEvent(`${at}.${field}: not ${rule.is}`);
    }
    const stranger = Object.keys(event).find((key) => !FIELD_NAMES.has(key));
    if (stranger !== undefined) throw new IllegalEvent(`${at}.${stranger}: no field of an envelope`);
    if (event.stream !== stream) throw new IllegalEvent(`${at}.stream: ${event.stream}, appended to ${stream}`);
    if (event.revision !== first + i)
      throw new IllegalEvent(`${at}.revision: ${event.revision}, should be ${first + i}`);
    if (ids.has(event.id)) throw new IllegalEvent(`${at}.id: twice in one append`);
    ids.add(event.id);
    bytes += Buffer.byteLength(text);
    if (bytes > MAX_APPEND_BYTES) throw new IllegalEvent(`${at}: the append is over ${MAX_APPEND_BYTES} bytes`);
    return text;
  });
}

/** Revisions are `integer` in PostgreSQL. */
const MAX_REVISION = 2 ** 31 - 1;
/** Keeps a stream's name well inside a key of a PostgreSQL index. */
const MAX_STREAM_BYTES = 500;

interface Rule {
  readonly is: string;
  readonly test: (value: unknown) => boolean;
}

const matches = (is: string, pattern: RegExp): Rule => ({
  is,
  test: (value) => typeof value === 'string' && pattern.test(value),
});
const orNull = (rule: Rule): Rule => ({
  is: `${rule.is} or null`,
  test: (value) => value === null || rule.test(value),
});
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

const UUID = matches('a UUID in lower case', /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
const NAME = matches('a name', /\S/);
const INSTANT: Rule = {
  is: 'a UTC instant with milliseconds',
  test: (value) => {
    if (typeof value !== 'string' || value.length !== 24) return false;
    const time = Date.parse(value);
    return !Number.isNaN(time) && new Date(time).toISOString() === value;
  },
};
const ANYTHING: Rule = { is: 'JSON', test: () => true };

const RULES: { readonly [F in keyof Envelope]: Rule } = {
  v: { is: '1', test: (value) => value === 1 },
  origin: NAME,
  stream: NAME,
  revision: { is: 'a revision', test: isCount },
  id: UUID,
  type: matches('a name in letters and digits', /^[A-Z][A-Za-z0-9]*$/),
  schema: { is: 'a version from 1', test: (value) => isCount(value) && value !== 0 },
  recordedAt: INSTANT,
  actor: orNull(NAME),
  office: orNull(NAME),
  command: UUID,
  body: matches('a SHA-256 in hex', /^[0-9a-f]{64}$/),
  correlation: UUID,
  causation: orNull(UUID),
  decidedAt: orNull({ is: 'an ordinal', test: isCount }),
  data: ANYTHING,
  meta: ANYTHING,
};
const FIELDS = Object.entries(RULES) as [keyof Envelope, Rule][];
const FIELD_NAMES: ReadonlySet<string> = new Set(Object.keys(RULES));

/** `category-id`, printable; `$` is left to EventStoreDB's own streams. */
function checkStream(stream: string): void {
  assertLegal(stream, 'stream');
  if (!/^[^$\p{Cc}-][^\p{Cc}-]*-[^\p{Cc}]+$/u.test(stream)) {
    throw new IllegalEvent(`stream: ${JSON.stringify(stream)} is not of the form category-id`);
  }
  if (Buffer.byteLength(stream) > MAX_STREAM_BYTES) throw new IllegalEvent(`stream: over ${MAX_STREAM_BYTES} bytes`);
}
