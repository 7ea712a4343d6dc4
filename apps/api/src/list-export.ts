import { Readable } from 'node:stream';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { defer, firstValueFrom, type Observable } from 'rxjs';
import type { Language } from '#exchange/columns.js';
import { headingOf } from '#exchange/export-words.js';
import { columnHeading, columnsOf, type ListColumn } from '#exchange/list-columns.js';
import { type Cell, MEDIA_TYPES, type TableFormat, writeTable } from '#exchange/write-table.js';
import { ANSWER_SCHEMAS } from './answer-schemas.js';
import { DatedFile } from './dated-file.js';
import { languageOf } from './problem.filter.js';

/** Items of one page while a list is exported. */
const PAGE = '200';

interface ListPage {
  asOf: string;
  knownAt: number;
  items: unknown[];
  next: string | null;
}

/** Gives a list as a file where one is asked for: all its pages, as known at one moment, and as they are read. */
@Injectable()
export class ListExport implements NestInterceptor {
  constructor(
    /** Name of the list's answer in answer-schemas.ts. */
    private readonly schema: string,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<ListPage>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const format = formatOf(request);
    if (format === null) return next.handle();
    return defer(() => this.file(request, response, next, format));
  }

  private async file(
    request: Request,
    response: Response,
    next: CallHandler<ListPage>,
    format: TableFormat,
  ): Promise<DatedFile> {
    const language = languageOf(request);
    const asked = { ...request.query };
    // The route is taken once a page, each time with the query of that page.
    const page = (more: Record<string, string>) => {
      Object.defineProperty(request, 'query', { value: { ...asked, limit: PAGE, ...more }, configurable: true });
      return firstValueFrom(next.handle());
    };
    const first = await page({});
    const { asOf, knownAt } = first;
    const at = { asOf, knownAt: String(knownAt) };
    const pages = async function* () {
      yield first;
      for (let cursor = first.next; cursor !== null;) {
        const following = await page({ ...at, cursor });
        yield following;
        cursor = following.next;
      }
    };
    const columns = listColumns(this.schema);
    const headings = [
      ...columns.map((column) => columnHeading(column, language)),
      ...['asOf', 'knownAt'].map((name) => headingOf(name, language)),
    ];
    const rows = rowsOf(pages(), columns, language);
    const name = `${this.schema.replace(/List$/, '')}-${asOf}-${knownAt}`;
    const bytes = Readable.from(writeTable(format, name, headings, rows));
    const file = new DatedFile(bytes, { asOf, knownAt, format, name, type: MEDIA_TYPES[format] });
    response.setHeader('Content-Language', language);
    response.vary('Accept, Accept-Language');
    // Half a list must not be taken for the whole.
    file.setErrorHandler(() => response.destroy());
    return file;
  }
}

/** The format asked for by `format`, or by `Accept` where a file is preferred to JSON; null: JSON. */
function formatOf(request: Request): TableFormat | null {
  const { format } = request.query;
  if (format === 'csv' || format === 'xlsx') return format;
  if (format !== undefined) return null;
  const best = request.accepts(['application/json', 'text/csv', MEDIA_TYPES.xlsx]);
  if (best === 'text/csv') return 'csv';
  return best === MEDIA_TYPES.xlsx ? 'xlsx' : null;
}

/** The columns of a list by the name of its answer. */
export function listColumns(schema: string): ListColumn[] {
  const named = (name: string) => ANSWER_SCHEMAS[name] ?? {};
  const { items } = (named(schema)['properties'] ?? {}) as { items?: { items?: Record<string, unknown> } };
  return columnsOf(items?.items ?? {}, named);
}

/** The dates of the question stand in every row, so that a row that is copied elsewhere still says when it held. */
async function* rowsOf(
  pages: AsyncIterable<ListPage>,
  columns: readonly ListColumn[],
  language: Language,
): AsyncGenerator<Cell[]> {
  for await (const { asOf, knownAt, items } of pages) {
    for (const item of items) yield [...columns.map((column) => column.cell(item, language)), asOf, knownAt];
  }
}
