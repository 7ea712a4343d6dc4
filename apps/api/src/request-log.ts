import { createHmac, randomBytes } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { routeOf } from './access.interceptor.js';
import { isInside } from './ask-inside.js';
import type { LogLevel } from './request-settings.js';
import { traceOf } from './request-trace.js';

/**
 * What the process says of requests: JSON, one line each. A line has the pattern of an address and never what stood in its
 * place, no parameter, no body, no token and no name; a subject is a digest under a key that dies with the process.
 */
export class RequestLog {
  private readonly key = randomBytes(32);

  constructor(
    private readonly level: LogLevel,
    private readonly write: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
  ) {}

  /** Gives each answer the id of its request, and writes its line when the answer is out or cut off. */
  readonly middleware = (request: Request, response: Response, next: NextFunction): void => {
    const trace = traceOf(request);
    response.setHeader('X-Request-Id', trace.id);
    if (trace.correlation !== null) response.setHeader('X-Correlation-Id', trace.correlation);
    if (this.level === 'requests' && !isInside(request)) {
      const began = performance.now();
      response.once('close', () => this.request(request, response, performance.now() - began));
    }
    next();
  };

  /** What nobody has foreseen, with its stack: for whoever looks after the system, never for the caller. */
  error(request: Request, error: unknown): void {
    if (this.level === 'silent') return;
    const { id, correlation } = traceOf(request);
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.line({ level: 'error', request: id, correlation, route: patternOf(request), error: text });
  }

  private request(request: Request, response: Response, ms: number): void {
    const { id, correlation, subject } = traceOf(request);
    const receipt = /^\/receipts\/([0-9a-f-]{36})$/.exec(String(response.getHeader('Location') ?? ''))?.[1];
    this.line({
      level: 'info',
      request: id,
      correlation,
      ...(receipt === undefined ? {} : { command: receipt }),
      method: request.method,
      route: patternOf(request),
      status: response.headersSent ? response.statusCode : null,
      ms: Math.round(ms * 10) / 10,
      subject: subject === null ? null : this.digest(subject),
      ...(response.writableFinished ? {} : { cutOff: true }),
    });
  }

  private line(said: Readonly<Record<string, unknown>>): void {
    this.write(JSON.stringify({ at: new Date().toISOString(), ...said }));
  }

  private digest(subject: string): string {
    return createHmac('sha256', this.key).update(subject).digest('hex').slice(0, 16);
  }
}

/** `/tasks/:taskId`; null where no route took the request. */
function patternOf(request: Request): string | null {
  return request.route === undefined ? null : routeOf(request).replace(/^\S+ /, '');
}
