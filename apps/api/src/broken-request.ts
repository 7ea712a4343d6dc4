import { randomUUID } from 'node:crypto';
import { type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { problemOf } from './problem-of.js';
import type { ProblemSlug } from './problem-types.js';
import { RequestProblem } from './problem.js';

const SLUGS: ReadonlyMap<string, ProblemSlug> = new Map<string, ProblemSlug>([
  ['HPE_HEADER_OVERFLOW', 'headers-too-large'],
  ['ERR_HTTP_REQUEST_TIMEOUT', 'request-too-slow'],
]);

/**
 * What is no HTTP never reaches a route; it gets a problem all the same, in Vietnamese because no header was understood,
 * and the connection ends, because nobody knows where the next request would begin.
 */
export function answerBrokenRequests(server: Server): void {
  const answering = new WeakMap<Duplex, ServerResponse>();
  server.on('request', (request, response) => {
    answering.set(request.socket, response);
    response.once('close', () => answering.delete(request.socket));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    // Amid an answer, or after the caller has gone, there is nothing to say.
    if (!socket.writable || answering.get(socket)?.headersSent === true || error.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    socket.end(answerTo(SLUGS.get(error.code ?? '') ?? 'bad-request'), () => socket.destroy());
  });
}

function answerTo(slug: ProblemSlug): string {
  const problem = problemOf(new RequestProblem(slug), 'vi', `urn:uuid:${randomUUID()}`);
  const body = JSON.stringify(problem);
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    'Content-Language: vi',
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
