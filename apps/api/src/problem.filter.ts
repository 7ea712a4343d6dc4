import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RuleViolation } from '#domain/rule-violation.js';
import type { AccessRecorder } from '#audit/access-log/access-recorder.js';
import { accessedBy } from './access.interceptor.js';
import { commandOf } from '#commands/command.js';
import { denialOf } from './denials.js';
import { problemOf, retryAfter } from './problem-of.js';
import { LANGUAGES, type Language, type ProblemSlug, TYPE_PREFIX } from './problem-types.js';
import { type Problem, RequestProblem } from './problem.js';
import type { RequestLog } from './request-log.js';
import { traceOf } from './request-trace.js';
import type { RouteTable } from './route-table.js';
import { readerOf } from './sender.js';

/** The one place where an error becomes an answer: errors of routes, of the router and of the body parser alike. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly routes: RouteTable,
    private readonly access: AccessRecorder,
    private readonly log: RequestLog,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const allowed = this.routes.methodsAt(request.path);
    const error = isUnrouted(thrown) && allowed.length > 0 ? new RequestProblem('method-not-allowed') : thrown;
    const language = languageOf(request);
    // A refusal names its command, so that each retry of it is answered in the same bytes.
    const command = error instanceof RuleViolation ? commandOf(error) : null;
    const problem = problemOf(error, language, `urn:uuid:${command ?? traceOf(request).id}`);
    // It was answered that it took too long; what it has come to since is of no use to anybody.
    if (response.writableEnded) return;
    if (problem.status >= 500 && problem.status !== 503) this.log.error(request, thrown);
    const denied = denialOf(error, problem.status);
    const answer = () => this.answer(problem, request, response, { language, allowed });
    if (denied === null) answer();
    else void this.recordDenied(denied, problem, request).then(answer);
  }

  /** The refusal stands whether or not it could be recorded; that it could not is told loudly. */
  private async recordDenied(
    { reason, subject }: { reason: string; subject: string | null },
    { status }: Problem,
    request: Request,
  ): Promise<void> {
    try {
      const asked = accessedBy(request, null);
      const subjects = subject === null ? asked.subjects : [...asked.subjects, subject];
      await this.access.record('AccessDenied', readerOf(request.headers), {
        ...asked,
        subjects,
        status,
        rows: 0,
        reason,
      });
    } catch (error) {
      this.log.error(request, new Error(`a refusal (${reason}) could not be recorded`, { cause: error }));
    }
  }

  /** Answers in place of whoever has not come to an end in time. */
  readonly tell = (request: Request, response: Response, slug: ProblemSlug): void => {
    const language = languageOf(request);
    const problem = problemOf(new RequestProblem(slug), language, `urn:uuid:${traceOf(request).id}`);
    this.answer(problem, request, response, { language, allowed: [] });
  };

  private answer(
    problem: Problem,
    request: Request,
    response: Response,
    { language, allowed }: { language: Language; allowed: readonly string[] },
  ): void {
    // Too late for an answer: the connection is cut, so that nobody takes half of one for the whole.
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const wait = retryAfter(problem);
    if (wait !== undefined && !response.hasHeader('Retry-After')) response.setHeader('Retry-After', String(wait));
    const challenge = challengeOf(problem);
    if (challenge !== undefined) response.setHeader('WWW-Authenticate', challenge);
    if (problem.status === 405) response.setHeader('Allow', allowed.join(', '));
    // The rest of a body that was refused unread would be taken for the next request.
    if (problem.status === 413) response.setHeader('Connection', 'close');
    response.setHeader('Content-Language', language);
    response.vary('Accept-Language');
    response.removeHeader('ETag');
    response.status(problem.status);
    response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
    response.end(JSON.stringify(problem));
  }
}

/** Vietnamese, unless English is preferred to it. */
export function languageOf(request: Request): Language {
  const best = request.acceptsLanguages(...LANGUAGES);
  return best === 'en' ? 'en' : 'vi';
}

function isUnrouted(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'status' in error && error.status === 404;
}

/** How one signs in here (RFC 6750); an answer says no more about a token than that it is none. */
function challengeOf({ status, type }: Problem): string | undefined {
  if (status !== 401) return undefined;
  const scheme = 'Bearer realm="trachnhiem"';
  return type === `${TYPE_PREFIX}invalid-token` ? `${scheme}, error="invalid_token"` : scheme;
}
