import { TRUSTED_PROCESS } from '#access/command-authority.js';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { openDesk } from '#commands/open-desk.js';
import { accessOfThisProcess } from '#api/access-here.js';
import { createHttpServer } from '#api/http-server.js';
import { unlimited } from '#api/request-settings.js';
import type { Database } from '#database/database.js';
import { LogUnavailable } from '#event-log/event-log.js';
import { NotYetKnown } from '#read-models/fact-reader.js';
import { openSystem } from '#api/system.js';
import { askTaskStatus, askWhoAnswers } from '#read-models/accountability.js';
import { askCaseCount } from '#read-models/figures.js';
import type { SystemUnderTest } from './run-scenario.js';

/**
 * The product end to end on a fresh log: commands through their handlers, projections into PostgreSQL, questions through
 * the read models. `prefix` names the schemas of this log.
 */
export async function databaseSystem(
  database: Database,
  prefix: string,
  eventStoreUrl?: string,
): Promise<SystemUnderTest & { close(): Promise<void> }> {
  const system = await openSystem({ database, project: true, prefix, eventStoreUrl });
  const { log, reader, outcomes, evidence, sealer } = system;
  const { desk, close: closeDesk } = await openDesk({
    log,
    context: reader,
    outcomes,
    evidence,
    sealer,
    authority: TRUSTED_PROCESS,
  });
  /** Started by the first page that is asked for: most scenarios ask none. */
  let app: NestExpressApplication | null = null;
  const { access, headers } = accessOfThisProcess();
  const at = (asOf: string | undefined, knownAt: number) => ({ asOf, knownAt: String(knownAt) });
  return {
    execute: (command, body) => patiently((idempotencyKey) => desk.takeBody(command, body, { idempotencyKey })),
    head: async () => Number(await log.head()),
    whoAnswers: async (task, asOf, knownAt) => (await askWhoAnswers(reader, task, at(asOf, knownAt)))?.lines ?? [],
    taskStatus: async (task, asOf, knownAt) =>
      (await askTaskStatus(reader, task, at(asOf, knownAt)))?.status ?? 'unknown',
    caseCount: async (unit, from, to, knownAt) => {
      const count = await askCaseCount(reader, unit, { from, to }, at(undefined, knownAt));
      return { total: count?.total ?? null, flags: count?.flags ?? [] };
    },
    page: async (path, asOf, knownAt) => {
      if (!app) {
        app = await createHttpServer(system, access, unlimited());
        await app.listen(0, '127.0.0.1');
      }
      const { port } = app.getHttpServer().address() as AddressInfo;
      const url = new URL(path, `http://127.0.0.1:${port}`);
      url.searchParams.set('asOf', asOf);
      url.searchParams.set('knownAt', String(knownAt));
      const response = await fetch(url, { headers });
      if (response.status === 404) return null;
      const answer: unknown = await response.json();
      if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
      return answer;
    },
    close: async () => {
      await app?.close();
      await closeDesk();
      await system.close();
    },
  };
}

/** A store that does not answer in time is asked again, as a client would: the same key is the same command. */
async function patiently<T>(send: (idempotencyKey: string) => Promise<T>): Promise<T> {
  const key = randomUUID();
  for (let attempt = 1; ; attempt++) {
    try {
      return await send(key);
    } catch (error) {
      const again = error instanceof LogUnavailable || error instanceof NotYetKnown;
      if (!again || attempt === 5) throw error;
    }
  }
}
