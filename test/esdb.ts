import { spawnSync } from 'node:child_process';

/**
 * `npm run test:esdb -- URL [SCENARIOS]`: the contract of the log and the acceptance scenarios against a real EventStoreDB or KurrentDB.
 * Nothing of it can be taken out of the store again: use one for tests.
 */
const [url, scenarios = 'test/acceptance/own.json'] = process.argv.slice(2);
if (url === undefined || !/^(esdb|kurrentdb)(\+discover)?:\/\//.test(url)) {
  console.error(
    'npm run test:esdb -- URL [SCENARIO FILE]\n\nURL is esdb://… or kurrentdb://… of a store that is there for tests.',
  );
  process.exit(2);
}
const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
const contract = run([...jest, '--testPathPatterns', 'eventstoredb.event-log.spec'], { ESDB_TEST_URL: url });
if (contract !== 0) process.exit(contract);
process.exit(run(['dist/test/acceptance/acceptance.js', scenarios, '--log', url], {}));

function run(args: string[], env: NodeJS.ProcessEnv): number {
  return spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1;
}
