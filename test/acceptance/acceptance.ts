import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DatabaseProblem } from '#database/database-problem.js';
import { type Database, openDatabase } from '#database/database.js';
import { EventStoreStandIn } from '#event-log/testing/eventstoredb-standin.js';
import { databaseSystem } from './database-system.js';
import { checkScenario, runScenario } from './run-scenario.js';
import { NotAScenarioFile, parseScenarioFile, type Scenario } from './scenario.js';

const HELP = `npm run acceptance -- FILE [--log postgres|eventstoredb-standin|esdb://…]

Runs the scenarios of a file end to end, each on a fresh log, and prints one line a scenario.
Exit code 0: all passed; 1: some failed; 2: the file is not of this form.
The form is described in docs/acceptance.md.`;

/** Where the log of the scenarios is. */
interface Store {
  url: string | undefined;
  close(): Promise<void>;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { log: { type: 'string', default: 'postgres' }, help: { type: 'boolean' } },
  });
  const file = positionals[0];
  if (values.help || file === undefined) {
    process.stdout.write(`${HELP}\n`);
    return values.help ? 0 : 2;
  }
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new NotAScenarioFile(`${file} cannot be read (${error.code ?? error.message})`);
  });
  const { scenarios } = parseScenarioFile(text);
  for (const scenario of scenarios) checkScenario(scenario);
  const store = await openStore(values.log);
  const folder = await mkdtemp(join(tmpdir(), 'trachnhiem-acceptance-'));
  let database: Database | undefined;
  try {
    database = await openDatabase({ dataDir: join(folder, 'data'), keyDir: join(folder, 'keys') });
    return await runAll(scenarios, database, store.url);
  } finally {
    await database?.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function runAll(
  scenarios: readonly Scenario[],
  database: Database,
  eventStoreUrl: string | undefined,
): Promise<number> {
  let failed = 0;
  for (const [i, scenario] of scenarios.entries()) {
    const system = await databaseSystem(database, `s${Date.now().toString(36)}_${i + 1}_`, eventStoreUrl);
    try {
      const faults = await runScenario(scenario, system);
      if (faults.length > 0) failed += 1;
      process.stdout.write(`${faults.length === 0 ? 'ok    ' : 'FAILED'} ${scenario.name}\n`);
      for (const fault of faults) process.stdout.write(`    ${fault}\n`);
    } finally {
      await system.close();
    }
  }
  process.stdout.write(`${scenarios.length - failed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

async function openStore(log: string): Promise<Store> {
  if (log === 'postgres') return { url: undefined, close: () => Promise.resolve() };
  if (/^(esdb|kurrentdb)(\+discover)?:\/\//.test(log)) return { url: log, close: () => Promise.resolve() };
  if (log !== 'eventstoredb-standin') throw new NotAScenarioFile(`--log ${log} is none that is known`);
  const standIn = await EventStoreStandIn.start();
  return { url: standIn.url, close: () => standIn.stop() };
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const known = error instanceof NotAScenarioFile || error instanceof DatabaseProblem;
    process.stderr.write(`${known ? error.message : String((error as Error).stack ?? error)}\n`);
    process.exit(error instanceof NotAScenarioFile ? 2 : 1);
  },
);
