import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { MAX_REQUEST_BYTES } from './witness.js';
import type { Answer, WitnessDesk } from './witness-desk.js';

/** Time for a whole request to come in, in milliseconds. */
const REQUEST_MS = 10_000;
const MAX_CONNECTIONS = 256;
/** A log that records now and then need not connect anew each time; in milliseconds. */
const KEEP_ALIVE_MS = 65_000;

const STATUS: Readonly<Record<Answer['kind'], number>> = {
  cosigned: 200,
  malformed: 400,
  unsigned: 403,
  'unknown-log': 404,
  'other-size': 409,
  'two-roots': 409,
  unproved: 422,
};

/** What C2SP tlog-witness says of a 409. */
export const SIZE_TYPE = 'text/x.tlog.size';

/**
 * The witness over HTTP: `POST /add-checkpoint`, and `GET /` for people: who it is and what it cosigned last. It asks nobody
 * who they are, as the protocol says: what counts is the log's signature.
 *
 * @param onTrouble what the operator should read: refusals that may be evidence, and what went wrong inside
 */
export function createWitnessServer(desk: WitnessDesk, onTrouble: (line: string) => void): Server {
  const server = createServer({ requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS / 2 }, (request, response) => {
    void answer(desk, request, onTrouble)
      .catch((error: unknown): Reply => {
        // Whoever asks learns nothing of the inside, and gets no cosignature.
        onTrouble(`The witness could not answer: ${error instanceof Error ? error.message : String(error)}`);
        return { status: 500, text: 'the witness could not answer; nothing was signed\n', close: true };
      })
      .then((reply) => send(response, reply));
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly type?: string;
  readonly allow?: string;
  /** The rest of the request is not waited for. */
  readonly close?: boolean;
}

async function answer(desk: WitnessDesk, request: IncomingMessage, onTrouble: (line: string) => void): Promise<Reply> {
  const path = request.url?.split('?', 1)[0];
  const method = path === '/add-checkpoint' ? 'POST' : path === '/' ? 'GET' : undefined;
  if (!method) return { status: 404, text: 'nothing is here\n', close: true };
  if (request.method !== method)
    return { status: 405, text: `only ${method} is answered here\n`, allow: method, close: true };
  if (method === 'GET') return { status: 200, text: [`${desk.vkey}\n`, ...(await desk.lastNotes())].join('\n') };

  const body = await bodyOf(request);
  if (body === 'too-long')
    return { status: 413, text: `a request has at most ${MAX_REQUEST_BYTES} bytes\n`, close: true };
  const text = utf8(body);
  if (text === null) return { status: 400, text: 'a request is UTF-8\n' };
  const outcome = await desk.addCheckpoint(text);
  if (outcome.kind === 'two-roots' || outcome.kind === 'unproved')
    onTrouble(`Refused, and kept as evidence: ${outcome.reason}`);
  const status = STATUS[outcome.kind];
  if (outcome.kind === 'cosigned') return { status, text: outcome.line };
  if (status === 409 && 'size' in outcome) return { status, text: `${outcome.size}\n`, type: SIZE_TYPE };
  return { status, text: `${outcome.reason}\n` };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | 'too-long'> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_REQUEST_BYTES) return 'too-long';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function utf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function send(
  response: ServerResponse,
  { status, text, type = 'text/plain; charset=utf-8', allow, close }: Reply,
): void {
  // Nobody is there any more who could be told.
  if (response.destroyed) return;
  response.writeHead(status, {
    'Content-Type': type,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(allow ? { Allow: allow } : {}),
    ...(close ? { Connection: 'close' } : {}),
  });
  response.end(text);
}
