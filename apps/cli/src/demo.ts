import type { Server } from 'node:http';
import { parseArgs } from 'node:util';
import { openAccess, requireIssuer } from '#api/access-settings.js';
import { createHttpServer } from '#api/http-server.js';
import { requestSettings } from '#api/request-settings.js';
import { addressIn, addressProblem, requireFree, urlOf } from '#api/listening.js';
import { ProcessLife } from '#api/process-life.js';
import { sealingSettings } from '#api/open-keys.js';
import { openSystem } from '#api/system.js';
import { TRUSTED_PROCESS } from '#access/command-authority.js';
import { openDesk } from '#commands/open-desk.js';
import { ledgerSettings, witnessKeys } from '#audit/ledger/ledger-settings.js';
import { databaseSettings, openDatabase } from '#database/database.js';
import { evidenceSettings } from '#evidence/evidence-settings.js';
import { printDemo } from './demo-print.js';
import { recordPersonas } from './demo-personas.js';
import { recordDemo } from './demo-record.js';

const HELP = `npm run demo -- [--once] [--lang vi|en]

Records the five source documents (what is recorded already stays as it is), prints who answers for what, and serves the
page and the API.
  --once      print and exit
  --lang en   print in English`;

const { values } = parseArgs({
  options: { once: { type: 'boolean' }, lang: { type: 'string', default: 'vi' }, help: { type: 'boolean' } },
});
if (values.help || (values.lang !== 'vi' && values.lang !== 'en')) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}
const lang = values.lang;

await new ProcessLife().run(async (life) => {
  const address = addressIn(process.env);
  if (!values.once) await requireFree(address);
  requireIssuer(process.env);
  const database = await openDatabase({ ...databaseSettings(process.env), log: (line) => console.error(line) });
  life.closing(() => database.close());
  if (life.isEnding) return;
  const system = await openSystem({
    database,
    eventStoreUrl: process.env['EVENTSTORE_URL'] || undefined,
    evidence: evidenceSettings(process.env),
    keys: sealingSettings(process.env),
    project: true,
    react: !values.once,
    ledger: ledgerSettings(process.env),
    witnessKeys: witnessKeys(process.env),
    onTrouble: (text) => console.error(text),
  });
  life.closing(() => system.close());
  const { log, reader, outcomes, evidence, sealer } = system;
  const side = { log, context: reader, outcomes, evidence, sealer, authority: TRUSTED_PROCESS };
  const { desk, close } = await openDesk(side);
  life.closing(close);
  const { recorded, already, position } = await recordDemo(desk, progress);
  if (life.isEnding) return;
  await printDemo(system.reader, lang, (line) => console.log(line), position);
  console.error(
    lang === 'vi' ? `Đã ghi ${recorded}, có sẵn ${already}.` : `${recorded} recorded, ${already} already there.`,
  );
  await recordPersonas(desk);
  if (values.once) return life.end();
  const app = await createHttpServer(system, await openAccess(process.env), requestSettings(process.env));
  life.closing(() => app.close());
  await app.listen(address.port, address.host).catch((error: unknown) => {
    throw addressProblem(address, error);
  });
  console.log(`Trách Nhiệm: ${urlOf(app.getHttpServer() as Server)}`);
});

/** One line that moves, where somebody is looking. */
function progress(done: number, all: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done}/${all}${done === all ? '\n' : ''}`);
}
