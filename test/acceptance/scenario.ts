/** The form of a scenario file, see docs/acceptance.md. */
export interface ScenarioFile {
  scenarios: Scenario[];
}

export interface Scenario {
  name: string;
  facts: (Fact | Mark)[];
  asks: Ask[];
}

export interface Mark {
  mark: string;
}

export interface Fact {
  do: string;
  id?: string;
  refused?: boolean;
  [field: string]: unknown;
}

export type Ask = { knownAfter?: string } & (
  | { ask: 'whoAnswers'; task: string; asOf: string; expect: Record<string, unknown>[] }
  | { ask: 'taskStatus'; task: string; asOf: string; expect: string }
  | { ask: 'caseCount'; unit: string; from: string; to: string; expect: { total: number; flags: string[] } }
  /** Any page of the API, as on `asOf`: what is expected has to be in it. */
  | { ask: 'page'; path: string; asOf: string; expect: unknown }
);

/** The file is not of this form; exit code 2. */
export class NotAScenarioFile extends Error {}

const ASK_FIELDS: Record<Ask['ask'], readonly string[]> = {
  whoAnswers: ['task', 'asOf', 'expect'],
  taskStatus: ['task', 'asOf', 'expect'],
  caseCount: ['unit', 'from', 'to', 'expect'],
  page: ['path', 'asOf', 'expect'],
};

/** Checks the form as far as it does not depend on the verbs. */
export function parseScenarioFile(text: string): ScenarioFile {
  const file = parseJson(text);
  if (!isRecord(file) || !Array.isArray(file.scenarios)) throw new NotAScenarioFile('no list "scenarios"');
  for (const [i, scenario] of file.scenarios.entries()) {
    const name = isRecord(scenario) && typeof scenario.name === 'string' ? scenario.name : null;
    if (!isRecord(scenario) || name === null) throw new NotAScenarioFile(`scenario ${i + 1} has no name`);
    if (!Array.isArray(scenario.facts) || !Array.isArray(scenario.asks ?? [])) {
      throw new NotAScenarioFile(`${name}: "facts" and "asks" have to be lists`);
    }
    scenario.asks ??= [];
    checkMarksAndAsks(name, scenario.facts as unknown[], scenario.asks as unknown[]);
  }
  return { scenarios: file.scenarios as Scenario[] };
}

function checkMarksAndAsks(name: string, facts: unknown[], asks: unknown[]): void {
  const marks = new Set<unknown>();
  for (const [i, fact] of facts.entries()) {
    if (!isRecord(fact)) throw new NotAScenarioFile(`${name}: fact ${i + 1} is not an object`);
    if ('mark' in fact) marks.add(fact.mark);
    else if (typeof fact.do !== 'string') throw new NotAScenarioFile(`${name}: fact ${i + 1} has no "do"`);
  }
  for (const [i, ask] of asks.entries()) {
    if (!isRecord(ask) || typeof ask.ask !== 'string' || !Object.hasOwn(ASK_FIELDS, ask.ask)) {
      throw new NotAScenarioFile(`${name}: ask ${i + 1} is none that is known`);
    }
    const needed = ASK_FIELDS[ask.ask as Ask['ask']];
    for (const field of needed)
      if (!(field in ask)) throw new NotAScenarioFile(`${name}: ask ${i + 1} lacks "${field}"`);
    for (const field of Object.keys(ask)) {
      if (field !== 'ask' && field !== 'knownAfter' && !needed.includes(field)) {
        throw new NotAScenarioFile(`${name}: ask ${i + 1} has an unknown field "${field}"`);
      }
    }
    if (ask.knownAfter !== undefined && !marks.has(ask.knownAfter)) {
      throw new NotAScenarioFile(
        `${name}: ask ${i + 1} names the mark ${JSON.stringify(ask.knownAfter)}, which is not set`,
      );
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NotAScenarioFile(`not JSON: ${(error as Error).message}`);
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
