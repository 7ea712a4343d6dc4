import type { NextFunction, Request, Response } from 'express';
import { doubledKeyIn } from '#access/json-keys.js';
import { takesFile } from './file-body.js';
import { RequestProblem } from './problem.js';

/** Bytes of a body, at most: 1 MiB. */
export const MAX_BODY_BYTES = 1024 * 1024;
const MAX_DEPTH = 20;
/** Values in a body, at most: each is checked, and a mebibyte may hold half a million. The longest lists have 5,000. */
const MAX_VALUES = 20_000;
/** Items of a list and fields of an object, at most, whatever they are. */
const MAX_ITEMS = 5000;
const MAX_FIELDS = 500;
/** With the `u` flag a pair is one character, so this finds only halves. */
const LONE_SURROGATE = /\p{Surrogate}/u;
/** Names that are no fields of anything and would only reach for an object's prototype. */
const PROTOTYPE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** After the raw parser: makes the object of the bytes, and refuses bodies that two readers could read differently. */
export function readJsonBody(request: Request, _response: Response, next: NextFunction): void {
  const bytes: unknown = request.body;
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') {
    request.body = undefined;
  } else if (Buffer.isBuffer(bytes)) {
    requireUtf8Label(request.headers['content-type'] ?? '');
    request.body = parseBody(bytes);
  } else if (hasBody(request) && !takesFile(request)) {
    throw new RequestProblem('unsupported-media-type');
  }
  next();
}

/**
 * One JSON object in UTF-8, each key once, at most 20 levels deep and of 20,000 values, its texts free of U+0000 and lone surrogates.
 *
 * @throws {RequestProblem}
 */
export function parseBody(bytes: Uint8Array): object {
  const text = decoded(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed('', 'notJson');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed('', 'isObject');
  requireLegal(value, '', 0, { left: MAX_VALUES });
  const doubled = doubledKeyIn(text);
  if (doubled !== null) throw malformed(`/${doubled}`, 'duplicateKey');
  return value;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw malformed('', 'notUtf8');
  }
}

function requireLegal(value: unknown, pointer: string, depth: number, count: { left: number }): void {
  if (count.left-- === 0) throw malformed(pointer, 'tooManyValues');
  if (depth > MAX_DEPTH) throw malformed(pointer, 'tooDeep');
  if (typeof value === 'string' && isIllegal(value)) throw illegal(pointer);
  if (typeof value !== 'object' || value === null) return;
  const entries = Object.entries(value);
  if (entries.length > (Array.isArray(value) ? MAX_ITEMS : MAX_FIELDS)) throw malformed(pointer, 'tooManyValues');
  for (const [key, inner] of entries) {
    const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (isIllegal(key)) throw illegal(pointer);
    if (PROTOTYPE_KEYS.has(key)) {
      throw new RequestProblem('invalid-body', [{ where: at, code: 'whitelistValidation' }]);
    }
    requireLegal(inner, at, depth + 1, count);
  }
}

function isIllegal(text: string): boolean {
  return text.includes('\u0000') || LONE_SURROGATE.test(text);
}

function requireUtf8Label(contentType: string): void {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) throw new RequestProblem('unsupported-media-type');
}

function hasBody(request: Request): boolean {
  const length = request.headers['content-length'];
  return request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

function malformed(where: string, code: string): RequestProblem {
  return new RequestProblem('malformed-body', [{ where, code }]);
}

function illegal(where: string): RequestProblem {
  return new RequestProblem('illegal-text', [{ where, code: 'illegalText' }]);
}
