import { TRUSTED_PROCESS } from '#access/command-authority.js';
import { CommandDesk } from '#commands/command-desk.js';
import { openCommandSide } from '#commands/testing/command-side.js';
import { LogContext } from '#commands/log-context.js';
import { InMemoryOutcomes } from '#commands/outcomes.js';
import { district, eventful, recording } from '#commands/testing/district.js';
import { readiness } from '#api/health.js';
import { accessOfThisProcess } from '#api/access-here.js';
import { createHttpServer } from '#api/http-server.js';
import { unlimited } from '#api/request-settings.js';
import { openReactor } from '#api/open-reactor.js';
import { openSystem, type System } from '#api/system.js';
import type { Database } from '#database/database.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import { InMemoryEventLog } from '#event-log/in-memory.event-log.js';
import { draftPage, drafts } from '#read-models/draft-page.js';
import { InMemoryReactionStore } from '#reactions/testing/in-memory-reaction-store.js';
import { DEMO_RECORDS } from '../apps/cli/src/demo/records.js';
import { recordDemo } from '../apps/cli/src/demo-record.js';
import { rebuildReadSide } from '#read-models/rebuild.js';

describe('the five sources', () => {
  it('are historical, every record of them, and set nothing off: loading 2021 escalates nothing today', async () => {
    const log = new InMemoryEventLog();
    const [context, outcomes] = [new LogContext(log), new InMemoryOutcomes()];
    const side = await openCommandSide(log, outcomes, context);
    const store = new InMemoryReactionStore();
    await store.begin(0n);
    const { reactor, close } = await openReactor({ log, context, outcomes, authority: TRUSTED_PROCESS }, store, {});
    await recordDemo(side.desk);
    const head = await log.head();
    expect(Number(head)).toBeGreaterThanOrEqual(DEMO_RECORDS.length);
    for await (const batch of log.readAll(0n)) {
      for (const { meta } of batch) expect(meta).toMatchObject({ historical: true });
    }
    await reactor.once();
    expect(await log.head()).toBe(head);
    expect(await store.status(10)).toEqual({ checkpoint: head, timers: 0, nextDueOn: null, failed: 0, last: [] });
    expect(await reactor.plan('2030-01-01')).toEqual([]);
    await close();
    await side.close();
  });
});

describe('reactions of a system', () => {
  let database: Database;
  let system: System;
  let day = '2021-08-15';
  beforeAll(async () => {
    database = await createTestDatabase();
    system = await openSystem({ database, project: true, react: true, now: () => new Date(`${day}T03:00:00Z`) });
  });
  afterAll(async () => {
    await system.close();
    await database.close();
  });

  const waiting = async () =>
    (await drafts(system.reader, { state: 'waiting' }, {}, { asOf: '2021-09-01' })).items.map(
      (one) => `${one.kind} ${one.subject}`,
    );

  it('draft, wait for a person, show what became of their ground, and are not repeated by a rebuild', async () => {
    const app = await createHttpServer(system, accessOfThisProcess().access, unlimited());
    await app.init();
    const record = recording(app.get(CommandDesk, { strict: false }));
    await district(record);
    await eventful(record);
    await until(async () => (await waiting()).length === 1);
    expect(await waiting()).toEqual(['rectification finding-f1']);

    // Another process with the same store and a later clock plays the next morning.
    day = '2021-08-21';
    const { log, reader, outcomes, reactions } = system;
    const morning = await openReactor({ log, context: reader, outcomes, authority: TRUSTED_PROCESS }, reactions, {
      now: () => new Date('2021-08-21T01:00:00Z'),
    });
    await morning.reactor.once();
    await morning.close();
    await until(async () => (await waiting()).length === 3);
    expect(await waiting()).toEqual(['rectification finding-f1', 'escalation task-t1', 'escalation task-t2']);
    const mine = await drafts(reader, { office: 'tp.ct', kind: 'escalation' }, {}, { asOf: '2021-08-21' });
    expect(mine.items.map((one) => one.state)).toEqual(['waiting', 'waiting']);
    const about = async (filter: object) => (await drafts(reader, filter, {}, { asOf: '2021-09-01' })).items.length;
    expect([
      await about({ person: 'p.qa' }),
      await about({ unit: 'qa' }),
      await about({ unit: 'qa.ubnd', state: 'signed' }),
    ]).toEqual([3, 1, 0]);

    const [escalation] = mine.items;
    const done = await record('ReportCompletion', { taskId: 't1', by: 'qa.ubnd', on: '2021-08-21' });
    const page = await draftPage(reader, escalation?.draft ?? '', { asOf: '2021-08-22', atLeast: done.position ?? 0 });
    expect(page).toMatchObject({
      ground: { stands: false, changes: [{ what: 'awaiting-verification' }] },
      breach: false,
      names: { offices: { 'tp.ct': 'Chủ tịch', 'qa.ct': 'Chủ tịch' } },
      to: [{ office: 'tp.ct', basis: 'one-step-up' }],
    });
    const signature = { draftId: page?.draft ?? '', office: 'tp.ct', on: '2021-08-22' };
    await expect(record('SignDraft', signature)).rejects.toThrow('draft-lost-its-ground');
    const signed = await record('SignDraft', { ...signature, seenAt: page?.knownAt ?? 0 });
    expect(
      await draftPage(reader, signature.draftId, { asOf: '2021-08-22', atLeast: signed.position ?? 0 }),
    ).toMatchObject({ state: 'signed', decision: { person: 'p.tp', office: 'tp.ct' } });

    const head = await log.head();
    const { owner, projector } = database.urls;
    expect((await rebuildReadSide({ log, ownerUrl: owner, projectorUrl: projector })).differing).toEqual([]);
    await until(async () => (await reactions.checkpoint()) === head);
    expect(await log.head()).toBe(head);
    await app.close();
  });

  it('are seen in the health of the process', async () => {
    expect(system.reactorState()).toMatchObject({ leading: true, trouble: null });
    await until(async () => (await system.reactions.checkpoint()) === (await system.log.head()));
    const { reactions } = await readiness(system.log, system.reader, system, system.ledger);
    expect(reactions).toEqual({
      position: Number(await system.log.head()),
      lagEvents: 0,
      here: 'leads',
      trouble: null,
      failed: 0,
    });
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not come to that');
}
