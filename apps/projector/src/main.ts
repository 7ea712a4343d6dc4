import { ProcessLife } from '#api/process-life.js';
import { rebuildLines } from '#api/rebuild-lines.js';
import { openSystem } from '#api/system.js';
import { ledgerSettings } from '#audit/ledger/ledger-settings.js';
import { databaseSettings, openDatabase } from '#database/database.js';

/**
 * The projector as a process of its own: turns the log into read models, reacts to it and signs it, beside any number of api
 * processes. Of several one leads, for each of the three; another takes over when it is gone.
 */
await new ProcessLife().run(async (life) => {
  const database = await openDatabase({ ...databaseSettings(process.env), log: (line) => console.log(line) });
  life.closing(() => database.close());
  if (life.isEnding) return;
  const system = await openSystem({
    database,
    eventStoreUrl: process.env['EVENTSTORE_URL'] || undefined,
    project: true,
    react: process.env['REACT'] !== 'false',
    ledger: ledgerSettings(process.env),
    onTrouble: (text) => console.error(text),
    onRebuild: rebuildLines((text) => console.error(text)),
  });
  life.closing(() => system.close());
  // Nothing else holds this process alive.
  const alive = setInterval(() => undefined, 60_000);
  life.closing(() => Promise.resolve(clearInterval(alive)));
  console.log('Trách Nhiệm projector: started');
});
