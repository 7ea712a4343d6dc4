import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import type { Request } from 'express';
import { catchError, mergeMap, type Observable } from 'rxjs';
import type { Accessed, AccessRecorder } from '#audit/access-log/access-recorder.js';
import { ID_PATTERN } from '#domain/record-id.js';
import { BundleFile } from './bundle-file.js';
import { DatedFile } from './dated-file.js';
import { problemOf } from './problem-of.js';
import { isSensitive, subjectsOf } from './read-routes.js';
import { readerOf } from './sender.js';

/** Not a filter: how much is shown and in which form, and when it is asked. */
const NOT_ASKED = new Set(['limit', 'cursor', 'format', 'atLeast', 'asOf', 'knownAt']);
/** May hold a name. */
const FREE_TEXT = new Set(['q']);

/**
 * Records sensitive reads and exports before their answer leaves: what cannot be recorded is not shown. All other reads
 * go past untouched.
 */
@Injectable()
export class AccessInterceptor implements NestInterceptor {
  constructor(private readonly access: AccessRecorder) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    if (request.method !== 'GET' && request.method !== 'HEAD') return next.handle();
    const sensitive = isSensitive(routeOf(request));
    // A header that is not of its form is refused before anything is read.
    const by = sensitive ? readerOf(request.headers) : null;
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        const exported = answer instanceof DatedFile;
        if (!exported && by === null) return answer;
        const what = accessedBy(request, answer);
        try {
          const who = by ?? readerOf(request.headers);
          if (answer instanceof BundleFile) {
            const { sha256, events, treeSize } = answer.bundle;
            await this.access.record('BundleMade', who, { ...what, sha256, events, treeSize });
          } else if (exported) await this.access.record('ListExported', who, { ...what, format: answer.of.format });
          else await this.access.record('SensitiveRead', who, what);
        } catch (error) {
          if (answer instanceof StreamableFile) answer.getStream().destroy();
          throw error;
        }
        return answer;
      }),
      catchError(async (error: unknown) => {
        const { status } = problemOf(error, 'en', '');
        // Whoever tries ids until one is on record is seen too.
        if (by !== null && status === 404) {
          await this.access.record('SensitiveRead', by, { ...accessedBy(request, null), status, rows: 0 });
        }
        throw error;
      }),
    );
  }
}

/** Method and pattern of the address, `GET /persons/:personId`; a HEAD tells as much as its GET. */
export function routeOf(request: Request): string {
  const { path = request.path } = (request.route ?? {}) as { path?: string };
  return `${request.method === 'HEAD' ? 'GET' : request.method} ${path}`;
}

/** What a request asks and what its answer says of itself. */
export function accessedBy(request: Request, answer: unknown): Accessed {
  const asked = Object.fromEntries(
    Object.entries(request.query).flatMap(([name, value]) =>
      typeof value === 'string' && !NOT_ASKED.has(name) && !FREE_TEXT.has(name) && ID_PATTERN.test(value)
        ? [[name, value]]
        : [],
    ),
  );
  const { asOf, knownAt, items, events } = saidBy(answer);
  const rows = [items, events].find(Array.isArray)?.length;
  const { asOf: askedAsOf } = request.query;
  return {
    route: routeOf(request),
    subjects: subjectsOf(request.params, asked),
    asked,
    asOf: typeof asOf === 'string' ? asOf : typeof askedAsOf === 'string' ? askedAsOf : null,
    knownAt: typeof knownAt === 'number' ? knownAt : null,
    status: 200,
    rows: rows ?? (answer instanceof StreamableFile ? null : 1),
  };
}

/** When an answer was asked, and the list that it holds, if it does. */
function saidBy(answer: unknown): { asOf?: unknown; knownAt?: unknown; items?: unknown; events?: unknown } {
  if (answer instanceof DatedFile) return answer.of;
  return typeof answer === 'object' && answer !== null ? answer : {};
}
