import { BROWSER_VERIFIER } from '#audit/verify/browser-verifier.js';
import { existsSync } from 'node:fs';
import type { IncomingMessage, Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { CorsOptions } from '@nestjs/common/interfaces/external/cors-options.interface.js';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { ReadAuthority } from '#access/read-authority.js';
import type { AccessHere } from './access-here.js';
import { AccessInterceptor } from './access.interceptor.js';
import { AppModule, type ServedSystem } from './app.module.js';
import { answerBrokenRequests } from './broken-request.js';
import { DEMO_ISSUER_PATH, demoIssuerRoutes } from './demo-issuer-routes.js';
import { isUpload } from './evidence.controller.js';
import {
  answerInTime,
  answerOptions,
  compressed,
  requireAcceptable,
  requireInTime,
  requireReadableUrl,
} from './http-limits.js';
import { MAX_BODY_BYTES, readJsonBody } from './json-body.js';
import { openApiDocument } from './openapi.js';
import { PolicyGuard } from './policy.guard.js';
import { ProblemFilter } from './problem.filter.js';
import { RateLimits } from './rate-limits.js';
import { RequestLog } from './request-log.js';
import { type RequestSettings, requestSettings } from './request-settings.js';
import { RequestValidation } from './request-validation.js';
import { RouteTable } from './route-table.js';
import { signInPage } from './sign-in-page.js';
import { signIn } from './sign-in.js';
import { ViewTable } from './view-table.js';

/** The bytes of a file have to have come in within this time, in milliseconds. */
const UPLOAD_TIMEOUT_MS = 600_000;

/** The whole API on an open system, ready to listen; closing it leaves the system open. */
export async function createHttpServer(
  system: ServedSystem,
  access: AccessHere,
  settings: RequestSettings = requestSettings({}),
): Promise<NestExpressApplication> {
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
  server.headersTimeout = settings.receiveMs;
  server.requestTimeout = UPLOAD_TIMEOUT_MS;
  answerBrokenRequests(server);
  app.set('trust proxy', [...settings.trustedProxies]);
  const log = new RequestLog(settings.log);
  const limits = new RateLimits(settings);
  const problems = new ProblemFilter(routes, system.accessLog.recorder, log);
  app.use(log.middleware);
  app.use(requireInTime(settings.receiveMs));
  if (access.fences.policy) app.useGlobalGuards(new PolicyGuard(app.get(ReadAuthority)));
  app.useGlobalPipes(new RequestValidation());
  app.useGlobalInterceptors(new AccessInterceptor(system.accessLog.recorder));
  app.useGlobalFilters(problems);
  const asks = access.signIn && !access.signIn.demo ? [new URL(access.signIn.issuer).origin] : [];
  app.use(securityHeaders(["'self'"], asks));
  app.use('/docs', securityHeaders(["'self'", "'unsafe-inline'"]));
  app.use(answerOptions(routes, settings.corsOrigins.length > 0));
  if (settings.corsOrigins.length > 0) app.enableCors(corsFor(settings.corsOrigins));
  app.use(requireReadableUrl);
  app.use(answerInTime(settings.answerMs, problems.tell));
  app.use(limits.beforeSignIn);
  if (access.signIn) {
    const { signIn: page } = access;
    app.use('/sign-in.json', (_request: Request, response: Response) => void response.json(signInPage(page)));
    if (page.demo) app.use(DEMO_ISSUER_PATH, demoIssuerRoutes(page.demo, page.client));
  }
  app.use(signIn(access.verifier));
  app.use(limits.afterSignIn);
  app.use(requireAcceptable(routes));
  app.use(compressed);
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

/**
 * Nothing is loaded from elsewhere (but for tokens, from their issuer), nothing is framed, nothing is kept in a cache. No other
 * origin is let in unless it is set (CORS).
 */
function securityHeaders(style: string[], connect: string[] = []) {
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: style,
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", ...connect],
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

/** The bytes of a JSON file that is evidence are none. */
function isJsonBody(request: IncomingMessage): boolean {
  const { url = '', method = '', headers } = request;
  return (
    /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '') &&
    !isUpload({ method, path: url.replace(/\?.*$/, '') })
  );
}

/** No cookie asks in somebody's name, so a page of another origin has no more than the token that it was given. */
function corsFor(origins: readonly string[]): CorsOptions {
  return {
    origin: [...origins],
    credentials: false,
    methods: ['GET', 'HEAD', 'POST'],
    allowedHeaders: [
      'Authorization',
      'Content-Type',
      'Accept-Language',
      'Acting-Office',
      'Idempotency-Key',
      'If-Match',
      'If-None-Match',
      'Last-Event-ID',
      'X-Correlation-Id',
      'traceparent',
    ],
    exposedHeaders: [
      'Content-Disposition',
      'ETag',
      'Location',
      'RateLimit',
      'RateLimit-Policy',
      'Retry-After',
      'X-Correlation-Id',
      'X-Request-Id',
    ],
    maxAge: 600,
  };
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
