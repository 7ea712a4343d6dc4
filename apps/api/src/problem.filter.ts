import { randomUUID } from 'node:crypto';
import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RuleViolation } from '#domain/rule-violation.js';
import type { AccessRecorder } from '#audit/access-log/access-recorder.js';
import { accessedBy } from './access.interceptor.js';
import { commandOf } from '#commands/command.js';
import { denialOf } from './denials.js';
import { problemOf, retryAfter } from './problem-of.js';
import { LANGUAGES, type Language, TYPE_PREFIX } from './problem-types.js';
import { type Problem, RequestProblem } from './problem.js';
import type { RouteTable } from './route-table.js';
import { readerOf } from './sender.js';

/** The one place where an error becomes an answer: errors of routes, of the router and of the body parser alike. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  constructor(
    private readonly routes: RouteTable,
    private readonly access: AccessRecorder,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const allowed = this.routes.methodsAt(request.path);
    const error = isUnrouted(thrown) && allowed.length > 0 ? new RequestProblem('method-not-allowed') : thrown;
    const language = languageOf(request);
    // A refusal names its command, so that each retry of it is answered in the same bytes.
    const command = error instanceof RuleViolation ? commandOf(error) : null;
    const problem = problemOf(error, language, `urn:uuid:${command ?? randomUUID()}`);
    if (problem.status >= 500 && problem.status !== 503) {
      const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
      this.logger.error(`${problem.instance} ${request.method} ${request.path}\n${text}`);
    }
    const denied = denialOf(error, problem.status);
    const answer = () => this.answer(problem, request, response, { language, allowed });
    if (denied === null) answer();
    else void this.recordDenied(denied, problem, request).then(answer);
  }

  /** The refusal stands whether or not it could be recorded; that it could not is told loudly. */
  private async recordDenied(
    { reason, subject }: { reason: string; subject: string | null },
    { status, instance }: Problem,
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
      this.logger.error(`${instance} a refusal (${reason}) could not be recorded: ${String(error)}`);
    }
  }

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
    if (wait !== undefined) response.setHeader('Retry-After', String(wait));
    const challenge = challengeOf(problem);
    if (challenge !== undefined) response.setHeader('WWW-Authenticate', challenge);
    if (problem.status === 405) response.setHeader('Allow', allowed.join(', '));
    // The rest of a body that was refused unread would be taken for the next request.
    if (problem.status === 413) response.setHeader('Connection', 'close');
    response.setHeader('Content-Language', language);
    response.vary('Accept-Language');
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
