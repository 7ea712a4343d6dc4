import { TRUSTED_PROCESS } from '#access/command-authority.js';
import { NestFactory } from '@nestjs/core';
import { openSystem, type System } from '#api/system.js';
import { CommandDesk } from '#commands/command-desk.js';
import { CommandsModule } from '#commands/commands.module.js';
import type { Database } from '#database/database.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import { DEMO_RECORDS } from '../apps/cli/src/demo/records.js';
import { printDemo } from '../apps/cli/src/demo-print.js';
import { recordDemo } from '../apps/cli/src/demo-record.js';
import { recordedDemo } from './demo-in-memory.js';

let database: Database;
let system: System;

beforeAll(async () => {
  database = await createTestDatabase();
  system = await openSystem({ database, project: true });
});

afterAll(async () => {
  await system.close();
  await database.close();
});

it('records and prints on PostgreSQL what it does in memory, and nothing twice', async () => {
  const { log, reader, outcomes } = system;
  const side = CommandsModule.on({ log, context: reader, outcomes, authority: TRUSTED_PROCESS });
  const app = await NestFactory.createApplicationContext(side, { logger: false });
  const inMemory = await recordedDemo();
  try {
    const desk = app.get(CommandDesk);
    const first = await recordDemo(desk);
    expect(first).toMatchObject({ recorded: DEMO_RECORDS.length, already: 0 });
    const printed: string[] = [];
    await printDemo(reader, 'vi', (line) => printed.push(line), first.position);
    const expected: string[] = [];
    await printDemo(inMemory.reader, 'vi', (line) => expected.push(line));
    expect(printed).toEqual(expected);
    await expect(recordDemo(desk)).resolves.toMatchObject({ recorded: 0, already: DEMO_RECORDS.length });
    expect(Number(await log.head())).toBe(first.position);
  } finally {
    await inMemory.close();
    await app.close();
  }
}, 120_000);
