import { createWriteStream } from 'node:fs';
import type { Server } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createHttpServer } from '#api/http-server.js';
import { urlOf } from '#api/listening.js';
import type { System } from '#api/system.js';
import { DatabaseProblem } from '#database/database-problem.js';

export const EXPORT_USAGE = 'export PATH [--format csv|xlsx] [--out FILE] [--lang vi|en]';
export const EXPORT_HELP = `A list of the API as a table, all its pages: export "/tasks?status=open-overdue&asOf=2025-08-01". PATH may also
      name a document (…/follow-up-report, …/accountability-sheet).`;

/** `npm run cli -- export …`: what the API gives at that path, asked on a port of this machine that is closed again. */
export async function exportList(system: System, args: string[]): Promise<void> {
  const options = {
    format: { type: 'string' },
    out: { type: 'string' },
    lang: { type: 'string', default: 'vi' },
  } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const path = positionals[0];
  if (path === undefined || !path.startsWith('/')) throw new DatabaseProblem('PATH is missing', 'See --help.');
  const app = await createHttpServer(system);
  try {
    await app.listen(0, '127.0.0.1');
    const url = new URL(path, urlOf(app.getHttpServer() as Server));
    if (values.format !== undefined) url.searchParams.set('format', values.format);
    else if (!url.searchParams.has('format') && !/\/[\w-]+-(report|sheet)$/.test(url.pathname))
      url.searchParams.set('format', 'csv');
    const response = await fetch(url, { headers: { 'Accept-Language': values.lang } });
    if (!response.ok || !response.body)
      throw new DatabaseProblem(`${response.status} ${await response.text()}`, 'See --help.');
    const bytes = Readable.fromWeb(response.body);
    await (values.out === undefined ? printed(bytes) : pipeline(bytes, createWriteStream(values.out)));
  } finally {
    await app.close();
  }
}

async function printed(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of bytes) process.stdout.write(chunk);
}
