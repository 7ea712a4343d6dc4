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
  it.each(scenarios.map((s) => [s.name, s] as const))('%s', async (_name, scenario) => {
    const system = await inMemorySystem();
    try {
      expect(await runScenario(scenario, system)).toEqual([]);
    } finally {
      await system.close();
    }
  });
});
