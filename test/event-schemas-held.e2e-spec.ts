import 'reflect-metadata';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { EVENT_SCHEMAS } from '#api/event-schemas.js';
import { isCivilDate } from '#domain/civil-date.js';
import type { EventLog } from '#event-log/event-log.js';
import { checkScenario, runScenario } from './acceptance/run-scenario.js';
import { inMemorySystem } from './acceptance/in-memory-system.js';
import { parseScenarioFile } from './acceptance/scenario.js';
import { recordedDemo } from './demo-in-memory.js';

const OWN = new URL('./acceptance/', import.meta.url);
const OPEN = new URL('../../shared/acceptance/open.json', import.meta.url);
const files = readdirSync(OWN)
  .filter((name) => name.endsWith('.json'))
  .map((name) => new URL(name, OWN))
  .concat(existsSync(OPEN) ? [OPEN] : []);

const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { date: isCivilDate } });
const validators = new Map<string, ValidateFunction>();
const seen = new Set<string>();

/** Events whose payload is not of the schema of its version, with what is wrong. */
async function faultsIn(log: EventLog): Promise<string[]> {
  const faults: string[] = [];
  for await (const batch of log.readAll(0n)) {
    for (const { type, schema: version, data, id } of batch) {
      const name = `${type}.v${version}`;
      const schema = EVENT_SCHEMAS.get(name);
      if (!schema) {
        faults.push(`${name} has no schema`);
        continue;
      }
      const validate = validators.get(name) ?? ajv.compile(schema);
      validators.set(name, validate);
      seen.add(type);
      if (!validate(data)) faults.push(`${name} ${id}: ${ajv.errorsText(validate.errors)}`);
    }
  }
  return faults;
}

describe('every recorded event is of the schema of its version', () => {
  it('in the demo', async () => {
    const demo = await recordedDemo();
    try {
      expect(await faultsIn(demo.log)).toEqual([]);
    } finally {
      await demo.close();
    }
  });

  it.each(files.map((url) => [url.pathname.split('/').at(-1) ?? '', url] as const))('in %s', async (_, url) => {
    for (const scenario of parseScenarioFile(readFileSync(url, 'utf8')).scenarios) {
      checkScenario(scenario);
      const system = await inMemorySystem();
      try {
        expect([scenario.name, await runScenario({ ...scenario, asks: [] }, system)]).toEqual([scenario.name, []]);
        expect(await faultsIn(system.log)).toEqual([]);
      } finally {
        await system.close();
      }
    }
  });

  it('and many kinds of event were seen', () => expect(seen.size).toBeGreaterThan(40));
});
