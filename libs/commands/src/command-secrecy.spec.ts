import { TRUSTED_PROCESS } from '#access/command-authority.js';
import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { RuleViolation } from '#domain/rule-violation.js';
import type { RecordingCommand } from './command.js';
import { CommandDesk } from './command-desk.js';
import { COMMANDS } from './command-registry.js';
import { NO_KEYS } from '#sealing/no-keys.js';
import { InMemoryOutcomes } from './outcomes.js';

const commands = Object.entries<Type<RecordingCommand>>(COMMANDS);

/** Fields of a command that hold text, or parts that do. */
function fieldsOf(command: Type<object>): string[] {
  const found = getMetadataStorage().getTargetValidationMetadatas(command, '', false, false);
  const names = found.flatMap(({ name, type, propertyName }) =>
    ['isString', 'isArray', 'isObject'].includes(name ?? '') || type === 'nestedValidation' ? [propertyName] : [],
  );
  return [...new Set(names)];
}

/** A desk that must not come as far as a handler, nor keep anything of the body. */
function desk(): CommandDesk {
  const never = () => Promise.reject(new Error('it was taken further'));
  const outcomes = Object.assign(new InMemoryOutcomes(), { claim: never, keep: never });
  return new CommandDesk({ execute: never }, outcomes, NO_KEYS, TRUSTED_PROCESS);
}

const sent = (command: Type<RecordingCommand>, body: object) =>
  desk()
    .take(Object.assign(new command(), body), { idempotencyKey: 'k' })
    .catch((error: unknown) => (error instanceof RuleViolation ? error.code : error));

describe('what bears the marking of a state secret', () => {
  it.each(commands)('is refused by %s in each of its texts, in whatever part', async (_, command) => {
    const fields = fieldsOf(command);
    expect(fields.length).toBeGreaterThan(0);
    for (const field of fields) {
      for (const value of [
        'TUYỆT MẬT',
        ['a', 'Độ mật: tối mật'],
        { note: '(Mật)' },
        [{ parts: [{ name: 'TỐI MẬT' }] }],
      ]) {
        expect([field, value, await sent(command, { [field]: value })]).toEqual([
          field,
          value,
          'state-secret-not-accepted',
        ]);
      }
    }
  });

  it('is refused composed or not, and ordinary words are not', async () => {
    const text = (summary: string) => sent(COMMANDS.LogFinding, { summary });
    for (const form of ['NFC', 'NFD']) {
      expect(await text('TUYỆT MẬT'.normalize(form))).toBe('state-secret-not-accepted');
    }
    for (const summary of ['Mật độ dân cư', 'giữ bí mật cá nhân', 'Nuôi ong lấy mật', null, 12]) {
      expect(await sent(COMMANDS.LogFinding, { summary })).toEqual(new Error('it was taken further'));
    }
  });
});
