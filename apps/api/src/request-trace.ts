import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isUUID } from 'class-validator';

/** By which a request is found again: in its answer, in the log of the process, and in the records that it made. */
export interface RequestTrace {
  /** UUID of this request, made here. */
  readonly id: string;
  /** UUID that all requests and records of one undertaking share, if the caller has given one. */
  readonly correlation: string | null;
  /** Whom limits count: issuer and subject of the token; null where nobody has signed in. */
  subject: string | null;
}

const TRACES = new WeakMap<IncomingMessage, RequestTrace>();
/** W3C Trace Context, version 00 and later ones that begin alike. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-|$)/;

/** The trace of a request; made when it is first asked for. */
export function traceOf(request: IncomingMessage): RequestTrace {
  let trace = TRACES.get(request);
  if (!trace) {
    trace = { id: randomUUID(), correlation: correlationIn(request.headers), subject: null };
    TRACES.set(request, trace);
  }
  return trace;
}

/**
 * `X-Correlation-Id`, or else the trace id of a W3C `traceparent`, written as a UUID. Null: there is neither, or it is not
 * of its form; where records are made the first is refused then, the second is passed over, as its standard asks.
 */
export function correlationIn(headers: IncomingMessage['headers']): string | null {
  const { 'x-correlation-id': said, traceparent } = headers;
  if (said !== undefined) return isUUID(said) ? String(said).toLowerCase() : null;
  const id = typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent)?.[1] : undefined;
  return id === undefined ? null : id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
