import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Database } from '#database/database.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import { databaseSystem } from './database-system.js';
import { runScenario } from './run-scenario.js';
import { parseScenarioFile } from './scenario.js';

const OPEN = new URL('../../../shared/acceptance/open.json', import.meta.url);
const OWN = new URL('./', import.meta.url);
const files = [
  ...readdirSync(OWN)
    .filter((name) => name.endsWith('.json'))
    .map((name) => new URL(name, OWN)),
  ...(existsSync(OPEN) ? [OPEN] : []),
];

describe.each(files.map((url) => [url.pathname.split('/').at(-1) ?? '', url] as const))(
  '%s on PostgreSQL',
  (_, url) => {
    let database: Database;
    let n = 0;
    beforeAll(async () => {
      database = await createTestDatabase();
    });
    afterAll(() => database.close());

    const { scenarios } = parseScenarioFile(readFileSync(url, 'utf8'));
    it.each(scenarios.map((s) => [s.name, s] as const))('%s', async (_name, scenario) => {
      const system = await databaseSystem(database, `s${++n}_`);
      try {
        expect(await runScenario(scenario, system)).toEqual([]);
      } finally {
        await system.close();
      }
    });
  },
);
