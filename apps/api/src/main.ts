import type { Server } from 'node:http';
import { ledgerSettings, witnessKeys } from '#audit/ledger/ledger-settings.js';
import { databaseSettings, openDatabase } from '#database/database.js';
import { evidenceSettings } from '#evidence/evidence-settings.js';
import { sealingSettings } from './open-keys.js';
import { openAccess, requireIssuer } from './access-settings.js';
import { createHttpServer } from './http-server.js';
import { addressIn, addressProblem, requireFree, urlOf } from './listening.js';
import { ProcessLife } from './process-life.js';
import { startFailure } from './start-failure.js';
import { webhookSettings } from './open-webhooks.js';
import { requestSettings } from './request-settings.js';
import { rolesIn } from './process-roles.js';
import { rebuildLines } from './rebuild-lines.js';
import { openSystem } from './system.js';

/** Requests under way may take this long to be answered, in milliseconds; then their connections are cut. */
const LAST_ANSWERS_MS = 1500;

await new ProcessLife().run((life) =>
  start(life).catch((error: unknown) => {
    throw startFailure(error) ?? error;
  }),
);

/** Opens the database, the system, and HTTP last; they are closed the other way round. */
async function start(life: ProcessLife): Promise<void> {
  const address = addressIn(process.env);
  const requests = requestSettings(process.env);
  await requireFree(address);
  requireIssuer(process.env);
  const database = await openDatabase({ ...databaseSettings(process.env), log: print });
  life.closing(() => database.close());
  if (life.isEnding) return;
  const roles = rolesIn(process.env);
  const system = await openSystem({
    database,
    eventStoreUrl: process.env['EVENTSTORE_URL'] || undefined,
    evidence: evidenceSettings(process.env),
    keys: sealingSettings(process.env),
    webhooks: webhookSettings(process.env),
    ...roles,
    // What hashes the log is what projects it.
    ledger: roles.project ? ledgerSettings(process.env) : undefined,
    witnessKeys: witnessKeys(process.env),
    onTrouble: print,
    onRebuild: rebuildLines(print),
  });
  life.closing(() => system.close());
  if (life.isEnding) return;
  const app = await createHttpServer(system, await openAccess(process.env), requests);
  life.closing(() => app.close());
  const server: Server = app.getHttpServer();
  life.closing(() => closeServer(server));
  await app.listen(address.port, address.host).catch((error: unknown) => {
    throw addressProblem(address, error);
  });
  print(`Trách Nhiệm: ${urlOf(server)} (API: ${urlOf(server)}/docs)`);
}

/** Takes no more connections, answers what is under way, and cuts what does not end. */
async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const cut = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS);
  await closed;
  clearTimeout(cut);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
