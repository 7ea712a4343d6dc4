import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { COMMAND_POLICIES } from '#access/command-policies.js';
import { policyOf } from '#access/policy-table.js';
import { COMMANDS, isCommandName } from './command-registry.js';

function fieldsOf(command: Type<object>): Set<string> {
  const found = getMetadataStorage().getTargetValidationMetadatas(command, '', false, false);
  return new Set(found.map((one) => one.propertyName));
}

it('each command has a row of the policy table: one without is denied to everybody', () => {
  expect(Object.keys(COMMANDS).filter((name) => policyOf(name) === null)).toEqual([]);
});

it('each row of a command is of one that there is', () => {
  expect(COMMAND_POLICIES.map((row) => row.action).filter((action) => !isCommandName(action))).toEqual([]);
});

it.each(COMMAND_POLICIES.map((row) => [row.action, row] as const))(
  '%s: its row names fields that it has',
  (name, row) => {
    const fields = fieldsOf(COMMANDS[name as keyof typeof COMMANDS]);
    const ways = row.for.flatMap((way) => [way, ...(way.and ?? [])]);
    const named = [
      ...ways.flatMap((check) => check.field ?? []),
      ...row.for.flatMap((way) => [...(way.without ?? []), ...(way.notOneself ?? [])]),
      ...Object.keys(row.names ?? {}),
      ...(row.day === undefined ? [] : [row.day]),
    ];
    expect(named.map((field) => field.split('.')[0] ?? '').filter((field) => !fields.has(field))).toEqual([]);
    // The day of the act is a field of the command wherever the command has a day.
    if (fields.has('on')) expect(row.day ?? 'on').toBe('on');
    else if (fields.has('from')) expect(row.day).toBe('from');
  },
);
