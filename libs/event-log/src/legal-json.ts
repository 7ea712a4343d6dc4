import { IllegalEvent } from './event-log.js';
import type { Json } from './json.js';

/** Objects and arrays may hold each other this deep. */
export const MAX_DEPTH = 64;

/**
 * Checks that a value is plain JSON that every store gives back unchanged: no `undefined`, function, symbol or BigInt; no
 * NaN, infinity or integer beyond ±(2^53−1); no lone surrogate and no U+0000, in keys neither; no class instance, hole
 * or hidden key; no cycle and no more than `maxDepth` levels. Text is not normalised: NFC and NFD pass.
 *
 * @param path what the value is called in the message, `data`
 * @throws {IllegalEvent} with the path of the first value that is wrong: `data.parts[0]: not a safe integer`
 */
export function assertLegal(value: unknown, path: string, maxDepth = MAX_DEPTH): asserts value is Json {
  canonical(value, path, maxDepth);
}

/**
 * The one text of a value, which is stored and hashed (RFC 8785): keys in order of UTF-16 units, numbers as ECMAScript
 * writes them, `-0` as `0`, no blanks. It is checked and written in one pass, so what was checked is what is written,
 * even if the value has getters.
 *
 * @param path what the value is called in the message
 * @throws {IllegalEvent} as `assertLegal` does
 */
export function canonical(value: unknown, path = 'value', maxDepth = MAX_DEPTH): string {
  const trail: Trail = { path, keys: [], inside: [], maxDepth };
  return write(value, trail);
}

/** Where the writer is; `keys[i]` is the key of `inside[i]` that it is at. */
interface Trail {
  readonly path: string;
  readonly keys: (string | number)[];
  readonly inside: object[];
  readonly maxDepth: number;
}

function write(value: unknown, trail: Trail): string {
  switch (typeof value) {
    case 'string':
      return writeText(value, trail);
    case 'number':
      if (!Number.isFinite(value)) throw illegal(trail, `${value} is not a JSON number`);
      if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw illegal(trail, 'not a safe integer');
      return String(value); // as JSON.stringify writes it, -0 as 0
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      return value === null ? 'null' : writeContainer(value, trail);
    default:
      throw illegal(trail, `${typeof value} is not JSON`);
  }
}

function writeContainer(value: object, trail: Trail): string {
  const { inside, keys, maxDepth } = trail;
  if (inside.includes(value)) throw illegal(trail, 'holds itself');
  if (inside.length >= maxDepth) throw illegal(trail, `more than ${maxDepth} levels deep`);
  const isArray = Array.isArray(value);
  if (!isPlain(value, isArray)) throw illegal(trail, `not a plain ${isArray ? 'array' : 'object'}`);
  inside.push(value);
  keys.push('');
  const text = isArray ? writeArray(value, trail) : writeObject(value, trail);
  inside.pop();
  keys.pop();
  return text;
}

function writeArray(array: readonly unknown[], trail: Trail): string {
  const at = trail.keys.length - 1;
  let text = '[';
  for (let i = 0; i < array.length; i++) {
    trail.keys[at] = i;
    if (!Object.hasOwn(array, i)) throw illegal(trail, 'hole in an array');
    if (i > 0) text += ',';
    text += write(array[i], trail);
  }
  // the indexes and `length`
  const own = Reflect.ownKeys(array);
  if (own.length !== array.length + 1) {
    trail.keys[at] = String(own[array.length + 1]);
    throw illegal(trail, 'named key of an array');
  }
  return `${text}]`;
}

function writeObject(object: object, trail: Trail): string {
  const at = trail.keys.length - 1;
  const names = Object.keys(object);
  if (Reflect.ownKeys(object).length !== names.length) throw illegal(outside(trail), 'symbol or hidden key');
  const values = object as { readonly [key: string]: unknown };
  let text = '{';
  for (const name of names.sort()) {
    trail.keys[at] = name;
    if (text.length > 1) text += ',';
    text += `${writeText(name, trail)}:${write(values[name], trail)}`;
  }
  return `${text}}`;
}

/** Everything that is escaped, and everything that is illegal. */
const NOT_VERBATIM = /["\\\u0000-\u001f\ud800-\udfff]/; // eslint-disable-line no-control-regex -- they are what is looked for
/** A surrogate matches under the `u` flag only where it stands alone. */
const LONE_SURROGATE = /\p{Surrogate}/u;

function writeText(text: string, trail: Trail): string {
  if (!NOT_VERBATIM.test(text)) return `"${text}"`;
  if (text.includes('\0')) throw illegal(trail, 'text holds U+0000');
  if (LONE_SURROGATE.test(text)) throw illegal(trail, 'text holds a lone surrogate');
  return JSON.stringify(text);
}

/**
 * A plain object has no prototype or one without a prototype of its own, a plain array's chain is one longer. Counted, not
 * compared with `Object.prototype`, because a value from another realm (a worker, a vm context) is plain too.
 */
function isPlain(value: object, isArray: boolean): boolean {
  let top: unknown = Object.getPrototypeOf(value);
  if (isArray && isObject(top)) top = Object.getPrototypeOf(top);
  return !isObject(top) ? !isArray : Object.getPrototypeOf(top) === null;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function outside(trail: Trail): Trail {
  return { ...trail, keys: trail.keys.slice(0, -1) };
}

const IDENTIFIER = /^[A-Za-z_]\w*$/;

function illegal({ path, keys }: Trail, reason: string): IllegalEvent {
  const steps = keys.map((key) => {
    if (typeof key === 'number') return `[${key}]`;
    return IDENTIFIER.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
  });
  return new IllegalEvent(`${path}${steps.join('')}: ${reason}`);
}
