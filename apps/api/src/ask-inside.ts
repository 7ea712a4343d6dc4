import { IncomingMessage, type IncomingHttpHeaders, type RequestListener, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Json } from '#event-log/json.js';

/** Headers that speak of the request that carried them, and of no other. */
const OF_THE_CARRIER =
  /^(accept|accept-encoding|connection|content-.*|expect|host|if-.*|range|te|transfer-encoding|upgrade)$/i;

/** Requests of the process to itself: limits and the log count the request that set them off. */
const INSIDE = new WeakSet<IncomingMessage>();

export function isInside(request: IncomingMessage): boolean {
  return INSIDE.has(request);
}

export interface InsideAnswer {
  status: number;
  headers: Readonly<Record<string, unknown>>;
  body: Json;
}

/**
 * Asks a page of the API from within the process: the same checks, rights and answer as over the network, in the name of
 * whoever sent the headers. Nothing is connected, so it reaches nothing else. For pages that answer in JSON.
 */
export async function askInside(
  api: RequestListener,
  path: string,
  headers: IncomingHttpHeaders = {},
): Promise<InsideAnswer> {
  const request = new IncomingMessage(new Socket());
  const passed = Object.entries(headers).filter(([name]) => !OF_THE_CARRIER.test(name));
  Object.assign(request, { method: 'GET', url: path, complete: true });
  request.headers = { ...Object.fromEntries(passed), accept: 'application/json' };
  request.push(null);
  INSIDE.add(request);
  const response = new ServerResponse(request);
  const text = await new Promise<string>((answered) => {
    const chunks: Buffer[] = [];
    const take = (chunk: unknown, encoding: unknown) => {
      if (typeof chunk === 'string') chunks.push(Buffer.from(chunk, encoding as BufferEncoding));
      else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
    };
    // Its own, because the router gives the response another prototype.
    Object.assign(response, {
      write: (chunk: unknown, encoding?: unknown) => {
        take(chunk, encoding);
        return true;
      },
      end: (chunk?: unknown, encoding?: unknown) => {
        take(chunk, encoding);
        answered(Buffer.concat(chunks).toString('utf8'));
        response.emit('finish');
        response.emit('close');
        return response;
      },
    });
    api(request, response);
  });
  return { status: response.statusCode, headers: response.getHeaders(), body: JSON.parse(text) as Json };
}
