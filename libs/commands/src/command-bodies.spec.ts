import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { type BodyOf, COMMANDS, type CommandName } from './command-registry.js';
import { commandValidation, InvalidCommand } from './command-desk.js';

const pipe = commandValidation();

/** Pointer and check of each fault that a body has; none if it is accepted. */
async function faultsOf(command: Type<object>, body: unknown): Promise<string[]> {
  try {
    await pipe.transform(body, { type: 'body', metatype: command });
    return [];
  } catch (error) {
    if (!(error instanceof InvalidCommand)) throw error;
    return error.faults.map(({ pointer, code }) => `${pointer} ${code}`);
  }
}

interface FieldOfCommand {
  name: string;
  checks: string[];
  optional: boolean;
}

/** The fields of a command with the checks that stand on them. */
function fieldsOf(command: Type<object>): FieldOfCommand[] {
  const fields = new Map<string, FieldOfCommand>();
  for (const found of getMetadataStorage().getTargetValidationMetadatas(command, '', false, false)) {
    const field = fields.get(found.propertyName) ?? { name: found.propertyName, checks: [], optional: false };
    fields.set(found.propertyName, field);
    if (found.name === 'isOptional') field.optional = true;
    field.checks.push(found.name ?? found.type);
  }
  return [...fields.values()];
}

const commands = Object.entries<Type<object>>(COMMANDS);
const withCheck = (...checks: string[]): [name: string, field: string, command: Type<object>][] =>
  commands.flatMap(([name, command]) =>
    fieldsOf(command)
      .filter((field) => field.checks.some((check) => checks.includes(check)))
      .map((field): [string, string, Type<object>] => [name, field.name, command]),
  );

describe('the body of a command', () => {
  it.each(commands)('%s has no field that is not known', async (_, command) => {
    expect(await faultsOf(command, { laMat: 1 })).toContain('/laMat whitelistValidation');
    expect(await faultsOf(command, { meta: {} })).toContain('/meta whitelistValidation');
    expect(await faultsOf(command, { __proto__x: 1 })).toContain('/__proto__x whitelistValidation');
  });

  it.each(commands)('%s has its required fields, and none of them is null', async (_, command) => {
    const required = fieldsOf(command).filter((field) => !field.optional);
    expect(required.length).toBeGreaterThan(0);
    const missing = await faultsOf(command, {});
    const nulled = await faultsOf(command, Object.fromEntries(required.map(({ name }) => [name, null])));
    for (const { name } of required) {
      expect(missing.filter((fault) => fault.startsWith(`/${name} `))).not.toEqual([]);
      expect(nulled.filter((fault) => fault.startsWith(`/${name} `))).not.toEqual([]);
    }
  });

  it.each(commands)('%s is an object', async (_, command) => {
    for (const body of [null, undefined, 1, 'x', true, [], [{}]]) {
      await expect(pipe.transform(body, { type: 'body', metatype: command })).rejects.toThrow();
    }
  });

  it.each(withCheck('isCivilDate'))('%s: %s is a day of the calendar', async (_, field, command) => {
    const wrong = [
      '2021-02-29',
      '2021-13-01',
      '2021-04-31',
      '2021-8-1',
      '21-08-01',
      '',
      ' 2021-08-01',
      '2021-08-01T00:00',
    ];
    for (const day of [...wrong, 20210801, true, {}, ['2021-08-01']]) {
      expect(await faultsOf(command, { [field]: day })).toContain(`/${field} isCivilDate`);
    }
    for (const day of ['2021-08-01', '2020-02-29']) {
      expect(await faultsOf(command, { [field]: day })).not.toContain(`/${field} isCivilDate`);
    }
  });

  it.each(withCheck('isString'))('%s: %s is text', async (_, field, command) => {
    for (const text of [1, true, {}, [1], [null], [['x']]]) {
      const faults = await faultsOf(command, { [field]: text });
      expect(faults.filter((fault) => fault.startsWith(`/${field}`))).not.toEqual([]);
    }
  });

  it.each(withCheck('isBoolean'))('%s: %s is true or false, and no text of it', async (_, field, command) => {
    for (const flag of ['true', 'false', 0, 1, [], {}]) {
      expect(await faultsOf(command, { [field]: flag })).toContain(`/${field} isBoolean`);
    }
  });

  it.each(withCheck('isInt'))('%s: %s is a whole number that is exact', async (_, field, command) => {
    for (const count of ['1', 1.5, -1, Number.MAX_SAFE_INTEGER + 1, NaN, Infinity, true, [1]]) {
      const faults = await faultsOf(command, { [field]: count });
      expect(faults.filter((fault) => fault.startsWith(`/${field} `))).not.toEqual([]);
    }
  });

  it.each(withCheck('isIn'))('%s: %s is one of a list', async (_, field, command) => {
    for (const value of ['không có', '', 'toString', 0, {}]) {
      expect(await faultsOf(command, { [field]: value })).toContain(`/${field} isIn`);
    }
  });
});

describe('a part of a body', () => {
  it('has no field that is not known either, and is pointed at', async () => {
    const clause = { ref: '1', kind: 'task', summary: 'x' };
    const body = { clauses: [clause, { ...clause, mat: 1 }], signer: { person: 'p', chucVu: 'x' } };
    const faults = await faultsOf(COMMANDS.IssueDirective, body);
    expect(faults).toContain('/clauses/1/mat whitelistValidation');
    expect(faults).toContain('/signer/chucVu whitelistValidation');
    expect(faults.filter((fault) => fault.startsWith('/clauses/0'))).toEqual([]);
  });

  it.each([[[1]], [[null]], [['x']], [[[]]], [{}], ['x']])('is an object: not %j', async (clauses) => {
    const faults = await faultsOf(COMMANDS.IssueDirective, { clauses });
    expect(faults.filter((fault) => fault.startsWith('/clauses'))).not.toEqual([]);
  });
});

describe('text', () => {
  const registered = async <N extends CommandName>(name: N, body: BodyOf<N>): Promise<object> =>
    (await pipe.transform(body, { type: 'body', metatype: COMMANDS[name] })) as object;

  it('goes through composed and decomposed as it came', async () => {
    for (const form of ['NFC', 'NFD'] as const) {
      const name = 'Bí thư Quận ủy Đống Đa'.normalize(form);
      expect(await registered('RegisterPerson', { personId: 'p1', name })).toMatchObject({ name });
    }
  });

  it('may be an id with tone marks', async () => {
    for (const form of ['NFC', 'NFD'] as const) {
      const personId = 'ông.ba-1'.normalize(form);
      const faults = await faultsOf(COMMANDS.RegisterPerson, { personId, name: 'x' });
      // A combining mark is no letter: ids are composed.
      expect(faults).toEqual(form === 'NFC' ? [] : ['/personId matches']);
    }
  });
});
