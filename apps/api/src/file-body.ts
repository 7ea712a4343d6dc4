import type { Request } from 'express';
import { RequestProblem } from './problem.js';

/** Routes whose body is a file, which they read themselves. */
const TAKES_FILES = /^\/imports\/?$/;

export function takesFile(request: Request): boolean {
  return request.method === 'POST' && TAKES_FILES.test(request.path);
}

/**
 * The bytes of a file that is the body of a request.
 *
 * @throws {RequestProblem} no body, another type than those, more than `limit` bytes
 */
export async function fileIn(request: Request, types: readonly string[], limit: number): Promise<Uint8Array> {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!types.includes(type) || request.headers['content-encoding'] !== undefined) {
    throw new RequestProblem('unsupported-media-type');
  }
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new RequestProblem('body-too-large');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).byteLength;
    if (size > limit) throw new RequestProblem('body-too-large');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
