import type { Server } from 'node:http';
import { accessOfThisProcess } from '#api/access-here.js';
import { createHttpServer } from '#api/http-server.js';
import { unlimited } from '#api/request-settings.js';
import { urlOf } from '#api/listening.js';
import type { System } from '#api/system.js';
import { DatabaseProblem } from '#database/database-problem.js';

/** Asks the API on a port of this machine that is closed again. @throws {DatabaseProblem} it answers with a problem */
export async function askApi(
  system: System,
  path: string,
  headers: Record<string, string>,
  work: (body: NonNullable<Response['body']>) => Promise<void>,
  query: Readonly<Record<string, string | undefined>> = {},
): Promise<void> {
  const own = accessOfThisProcess();
  const app = await createHttpServer(system, own.access, unlimited());
  try {
    await app.listen(0, '127.0.0.1');
    const url = new URL(path, urlOf(app.getHttpServer() as Server));
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
    const response = await fetch(url, { headers: { ...headers, ...own.headers } });
    const { body } = response;
    if (!response.ok || !body) throw new DatabaseProblem(`${response.status} ${await response.text()}`, 'See --help.');
    await work(body);
  } finally {
    await app.close();
  }
}
