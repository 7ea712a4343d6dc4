import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { inMemorySystem } from './in-memory-system.js';
import { runScenario } from './run-scenario.js';
import { parseScenarioFile } from './scenario.js';

const OWN = new URL('./', import.meta.url);
const OPEN = new URL('../../../shared/acceptance/open.json', import.meta.url);
const files = [
  ...readdirSync(OWN)
    .filter((name) => name.endsWith('.json'))
    .map((name) => new URL(name, OWN)),
  ...(existsSync(OPEN) ? [OPEN] : []),
];

describe.each(files.map((url) => [url.pathname.split('/').at(-1) ?? '', url] as const))('%s', (_, url) => {
  const { scenarios } = parseScenarioFile(readFileSync(url, 'utf8'));
  // Pages of the API are made by the read side; `on-postgres.e2e-spec.ts` runs every scenario.
  const pure = scenarios.filter((s) => s.asks.every((ask) => ask.ask !== 'page'));
  if (pure.length === 0) return void it.todo('has only questions for the read side');
  it.each(pure.map((s) => [s.name, s] as const))('%s', async (_name, scenario) => {
    const system = await inMemorySystem();
    try {
      expect(await runScenario(scenario, system)).toEqual([]);
    } finally {
      await system.close();
    }
  });
});
