import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import type { System } from '#api/system.js';
import { DatabaseProblem } from '#database/database-problem.js';
import { askApi } from './api-here.js';

export const EXPORT_USAGE = 'export PATH [--format csv|xlsx] [--out FILE] [--lang vi|en]';
export const EXPORT_HELP = `A list of the API as a table, all its pages: export "/tasks?status=open-overdue&asOf=2025-08-01". PATH may also
      name a document (…/follow-up-report, …/accountability-sheet).`;

/** `npm run cli -- export …`: what the API gives at that path. */
export async function exportList(system: System, args: string[]): Promise<void> {
  const options = {
    format: { type: 'string' },
    out: { type: 'string' },
    lang: { type: 'string', default: 'vi' },
  } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const path = positionals[0];
  if (path === undefined || !path.startsWith('/')) throw new DatabaseProblem('PATH is missing', 'See --help.');
  const asked = new URL(path, 'http://here');
  const isList = !asked.searchParams.has('format') && !/\/[\w-]+-(report|sheet)$/.test(asked.pathname);
  const print = async (body: NonNullable<Response['body']>) => {
    const bytes = Readable.fromWeb(body);
    await (values.out === undefined ? printed(bytes) : pipeline(bytes, createWriteStream(values.out)));
  };
  const format = values.format ?? (isList ? 'csv' : undefined);
  await askApi(system, path, { 'Accept-Language': values.lang }, print, { format });
}

async function printed(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of bytes) process.stdout.write(chunk);
}
