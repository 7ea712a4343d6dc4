import type { Type } from '@nestjs/common';
import type { Receipt, RecordingCommand } from '#commands/command.js';
import { InvalidCommand } from '#commands/command-desk.js';
import type { AnswerLine } from '#domain/tasks/who-answers.js';
import { RuleViolation } from '#domain/rule-violation.js';
import { checkFact, Names, type Recorded, stepsOf } from './facts-to-commands.js';
import { type Ask, type Fact, isRecord, type Mark, NotAScenarioFile, type Scenario } from './scenario.js';

/** The product, as a scenario uses it: commands in, questions out. */
export interface SystemUnderTest {
  execute(command: Type<RecordingCommand>, body: unknown): Promise<Receipt>;
  /** Ordinal of the last recorded event. */
  head(): Promise<number>;
  whoAnswers(task: string, asOf: string, knownAt: number): Promise<readonly AnswerLine[]>;
  taskStatus(task: string, asOf: string, knownAt: number): Promise<string>;
  caseCount(
    unit: string,
    from: string,
    to: string,
    knownAt: number,
  ): Promise<{ total: number | null; flags: string[] }>;
  /** A page of the API by its path; null where nothing is known. Left out: the system answers no pages. */
  page?(path: string, asOf: string, knownAt: number): Promise<unknown>;
}

/** Checks every fact of a scenario before anything is recorded. @throws {NotAScenarioFile} */
export function checkScenario(scenario: Scenario): void {
  for (const [i, fact] of scenario.facts.entries()) {
    if (isMark(fact)) continue;
    try {
      checkFact(fact);
    } catch (error) {
      if (error instanceof NotAScenarioFile) {
        throw new NotAScenarioFile(`${scenario.name}: fact ${i + 1} (${fact.do}): ${error.message}`);
      }
      throw error;
    }
  }
}

function isMark(fact: Fact | Mark): fact is Mark {
  return 'mark' in fact && !('do' in fact);
}

/** Runs one scenario; the differences, none if it passed. @throws {NotAScenarioFile} */
export async function runScenario(scenario: Scenario, system: SystemUnderTest): Promise<string[]> {
  const recorded: Recorded = { names: new Names(), offices: new Map(), persons: new Set(), receipts: new Map() };
  const marks = new Map<string, number>();
  const faults: string[] = [];
  for (const [i, fact] of scenario.facts.entries()) {
    if (isMark(fact)) {
      marks.set(fact.mark, await system.head());
      continue;
    }
    const where = `fact ${i + 1} (${fact.do})`;
    try {
      faults.push(...(await recordFact(fact, recorded, i + 1, system, where)));
    } catch (error) {
      if (error instanceof NotAScenarioFile) throw new NotAScenarioFile(`${scenario.name}: ${where}: ${error.message}`);
      throw error;
    }
  }
  const end = await system.head();
  for (const ask of scenario.asks) {
    const knownAt = ask.knownAfter === undefined ? end : (marks.get(ask.knownAfter) ?? end);
    faults.push(...(await askAndCompare(ask, recorded.names, knownAt, system)));
  }
  return faults;
}

async function recordFact(
  fact: Fact,
  recorded: Recorded,
  number: number,
  system: SystemUnderTest,
  where: string,
): Promise<string[]> {
  let before = 0;
  try {
    for (const step of stepsOf(fact, recorded, number)) {
      before = await system.head();
      const receipt = await system.execute(step.command, step.body);
      if (fact.id !== undefined) recorded.receipts.set(fact.id, receipt);
    }
  } catch (error) {
    if (error instanceof NotAScenarioFile) throw error;
    // Not a refusal: no rule was asked. The scenario fails, the others go on.
    if (error instanceof InvalidCommand) return [`${where} is not valid: ${error.message}`];
    if (!(error instanceof RuleViolation)) throw error;
    if (fact.refused !== true) return [`${where} was refused: ${error.code} (${error.subject})`];
    const after = await system.head();
    return after === before ? [] : [`${where} was refused, and yet ${after - before} events were recorded`];
  }
  return fact.refused === true ? [`${where} should have been refused`] : [];
}

async function askAndCompare(ask: Ask, names: Names, knownAt: number, system: SystemUnderTest): Promise<string[]> {
  if (ask.ask === 'taskStatus') {
    const status = await system.taskStatus(names.id(ask.task), ask.asOf, knownAt);
    return status === ask.expect ? [] : [`${ask.task} on ${ask.asOf}: expected ${ask.expect}, found ${status}`];
  }
  if (ask.ask === 'caseCount') {
    const found = await system.caseCount(names.id(ask.unit), ask.from, ask.to, knownAt);
    const same = found.total === ask.expect.total && sameSet(found.flags, ask.expect.flags);
    return same ? [] : [`${ask.unit} ${ask.from}..${ask.to}: expected ${show(ask.expect)}, found ${show(found)}`];
  }
  if (ask.ask === 'page') {
    if (!system.page) throw new NotAScenarioFile('pages are asked of a database only');
    const found = await system.page(ask.path, ask.asOf, knownAt);
    return contains(found, ask.expect)
      ? []
      : [`${ask.path} on ${ask.asOf}: expected ${show(ask.expect)}\n    found ${show(found)}`];
  }
  const lines = (await system.whoAnswers(names.id(ask.task), ask.asOf, knownAt)).map((line) => ({
    ...line,
    unit: names.name(line.unit),
    office: names.name(line.office),
    holder: names.name(line.holder),
  }));
  if (matchExactly(ask.expect, lines)) return [];
  const shown = lines.map(({ capacity, unit, office, holder, reason, certainty }) => ({
    capacity,
    unit,
    office,
    holder,
    reason,
    certainty,
  }));
  return [
    `${ask.task} on ${ask.asOf}: expected ${ask.expect.map(show).join(' ')}\n    found ${shown.map(show).join(' ')}`,
  ];
}

/** Each expectation matches a line of its own, and no line is left over. */
function matchExactly(expected: readonly Record<string, unknown>[], lines: readonly object[]): boolean {
  if (expected.length !== lines.length) return false;
  const [first, ...rest] = expected;
  if (!first) return true;
  return lines.some(
    (line, i) =>
      Object.entries(first).every(([key, value]) => show((line as Record<string, unknown>)[key]) === show(value)) &&
      matchExactly(rest, [...lines.slice(0, i), ...lines.slice(i + 1)]),
  );
}

/** Objects are compared on the keys that are expected, lists item by item, all else as it is. */
function contains(found: unknown, expected: unknown): boolean {
  if (Array.isArray(expected)) {
    return (
      Array.isArray(found) &&
      found.length === expected.length &&
      expected.every((item, i) => contains((found as unknown[])[i], item))
    );
  }
  if (isRecord(expected)) {
    return isRecord(found) && Object.entries(expected).every(([key, value]) => contains(found[key], value));
  }
  return show(found) === show(expected);
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return show([...new Set(a)].sort()) === show([...new Set(b)].sort());
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').normalize('NFC');
}
