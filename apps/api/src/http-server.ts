import { BROWSER_VERIFIER } from '#audit/verify/browser-verifier.js';
import { existsSync } from 'node:fs';
import type { IncomingMessage, Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import type { AccessHere } from './access-here.js';
import { AccessInterceptor } from './access.interceptor.js';
import { AppModule, type ServedSystem } from './app.module.js';
import { answerBrokenRequests } from './broken-request.js';
import { isUpload } from './evidence.controller.js';
import { MAX_BODY_BYTES, readJsonBody } from './json-body.js';
import { openApiDocument } from './openapi.js';
import { ProblemFilter } from './problem.filter.js';
import { RequestValidation } from './request-validation.js';
import { RouteTable } from './route-table.js';
import { signIn } from './sign-in.js';
import { ViewTable } from './view-table.js';

/** A request has to have come in, headers and body, within this time, in milliseconds. */
const REQUEST_TIMEOUT_MS = 30_000;
/** The bytes of a file within this. */
const UPLOAD_TIMEOUT_MS = 600_000;

/** The whole API on an open system, ready to listen; closing it leaves the system open. */
export async function createHttpServer(system: ServedSystem, access: AccessHere): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.on(system, access.fences), {
    bodyParser: false,
    forceCloseConnections: true,
    abortOnError: false,
    logger: ['error', 'warn', 'fatal'],
  });
  const routes = new RouteTable();
  app.disable('x-powered-by');
  app.set('etag', false);
  const server: Server = app.getHttpServer();
  server.headersTimeout = REQUEST_TIMEOUT_MS;
  server.requestTimeout = UPLOAD_TIMEOUT_MS;
  answerBrokenRequests(server);
  app.use(requireInTime);
  app.useGlobalPipes(new RequestValidation());
  app.useGlobalInterceptors(new AccessInterceptor(system.accessLog.recorder));
  app.useGlobalFilters(new ProblemFilter(routes, system.accessLog.recorder));
  app.use(securityHeaders(["'self'"]));
  app.use('/docs', securityHeaders(["'self'", "'unsafe-inline'"]));
  app.use(requireReadableUrl);
  app.use(signIn(access.verifier));
  app.useBodyParser('raw', { type: isJsonBody, limit: MAX_BODY_BYTES, inflate: false });
  app.use((request: Request, response: Response, next: NextFunction) =>
    isUpload(request) ? next() : readJsonBody(request, response, next),
  );
  app.useStaticAssets(webFolder(), { etag: false, redirect: false });
  app.use('/verifier.html', sendVerifier);
  const document = openApiDocument(app);
  routes.fill(document.paths);
  app.get(ViewTable).fill(document.paths);
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Trách Nhiệm API',
  });
  return app;
}

/** Nothing is loaded from elsewhere, nothing is framed, nothing is kept in a cache. No origin is let in (CORS). */
function securityHeaders(style: string[]) {
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: style,
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
  });
  return (request: Request, response: Response, next: NextFunction): void => {
    response.setHeader('Cache-Control', 'no-store');
    headers(request, response, next);
  };
}

/** A part that is no percent-encoded UTF-8 would be read as something else further in. @throws {URIError} */
function requireReadableUrl(request: Request, _response: Response, next: NextFunction): void {
  decodeURIComponent(request.originalUrl);
  next();
}

/** All but the bytes of a file have to have come in sooner than the server would wait. */
function requireInTime(request: Request, _response: Response, next: NextFunction): void {
  if (!isUpload(request)) {
    const timer = setTimeout(() => request.socket.destroy(), REQUEST_TIMEOUT_MS);
    const clear = () => clearTimeout(timer);
    request.once('end', clear).once('close', clear);
    if (request.complete) clear();
  }
  next();
}

/** The bytes of a JSON file that is evidence are none. */
function isJsonBody(request: IncomingMessage): boolean {
  const { url = '', method = '', headers } = request;
  return (
    /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '') &&
    !isUpload({ method, path: url.replace(/\?.*$/, '') })
  );
}

/** To be kept: opened from this server it would be the server's word again. */
function sendVerifier(_request: Request, response: Response): void {
  response.attachment('trachnhiem-verifier.html').type('html').send(BROWSER_VERIFIER);
}

/** The page stands beside the sources, and beside the build where it was copied there. */
function webFolder(): string {
  const beside = new URL('../../web/src/', import.meta.url);
  const folder = existsSync(new URL('page.js', beside))
    ? beside
    : new URL('../../../../apps/web/src/', import.meta.url);
  return fileURLToPath(folder);
}
