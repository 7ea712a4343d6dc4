import compression from 'compression';
import type { NextFunction, Request, Response } from 'express';
import { isSensitive } from './read-routes.js';
import { routeOf } from './access.interceptor.js';
import { isInside } from './ask-inside.js';
import { isUpload } from './evidence.controller.js';
import { RequestProblem } from './problem.js';
import type { ProblemSlug } from './problem-types.js';
import type { RouteTable } from './route-table.js';

/** Characters of an address, at most; Node takes 16 KiB for it with all headers. */
export const MAX_URL = 8192;
/** Answers that begin late by their nature: files are made whole first, updates have no end. */
const LONG = /^\/(bundles|imports|evidence|audit\/replay-proofs)(\/|$)/i;

/** A part that is no percent-encoded UTF-8 would be read as something else further in. @throws {URIError} */
export function requireReadableUrl(request: Request, _response: Response, next: NextFunction): void {
  if (request.originalUrl.length > MAX_URL) throw new RequestProblem('url-too-long');
  decodeURIComponent(request.originalUrl);
  next();
}

/** All but the bytes of a file have to have come in sooner than the server would wait. */
export function requireInTime(ms: number) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    if (!isUpload(request) && !isInside(request)) {
      const timer = setTimeout(() => request.socket.destroy(), ms);
      const clear = () => clearTimeout(timer);
      request.once('end', clear).once('close', clear);
      if (request.complete) clear();
    }
    next();
  };
}

/** Whoever waits is told in time that there is no answer yet, rather than left to a proxy that cuts the connection. */
export function answerInTime(ms: number, tell: (request: Request, response: Response, slug: ProblemSlug) => void) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (!LONG.test(request.path) && !isInside(request)) {
      const timer = setTimeout(() => {
        if (!response.headersSent) tell(request, response, 'answer-too-slow');
      }, ms);
      response.once('close', () => clearTimeout(timer));
    }
    next();
  };
}

/** `OPTIONS` says which methods an address takes, to anybody: the documentation says the same. */
export function answerOptions(routes: RouteTable, cors: boolean) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const methods = routes.methodsAt(request.path);
    const preflight = cors && request.headers['access-control-request-method'] !== undefined;
    if (request.method === 'OPTIONS' && methods.length > 0 && !preflight) {
      response.status(204).setHeader('Allow', [...methods, 'OPTIONS'].sort().join(', '));
      response.end();
      return;
    }
    next();
  };
}

/** A form that no answer there has is refused before anything is read. */
export function requireAcceptable(routes: RouteTable) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const forms = routes.formsAt(request.method, request.path);
    if (forms.length > 0 && request.accepts(forms) === false) throw new RequestProblem('not-acceptable');
    next();
  };
}

/**
 * Answers go out compressed where that is asked for (br, gzip), but for those that hold something that not everybody may
 * know beside text that somebody else may have chosen: their length would tell what stands in them (BREACH).
 */
export const compressed = compression({
  threshold: 1024,
  filter: (request, response) => {
    const asked = request as Request;
    if (response.statusCode >= 400 || (asked.route !== undefined && isSensitive(routeOf(asked)))) return false;
    return compression.filter(request, response);
  },
});
