import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Database } from '#database/database.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import type { EventLog } from '#event-log/event-log.js';
import { migrateLog } from '#event-log/postgres-schema.js';
import { PostgresEventLog } from '#event-log/postgres.event-log.js';
import { EventStoreUnderTest } from '#event-log/testing/eventstoredb-under-test.js';
import { sampleEvents } from '#event-log/testing/sample-envelope.js';
import { verifyConsistency } from '../tree/proofs.js';
import { FileKeyring } from './file-keyring.js';
import { Ledger } from './ledger.js';
import { LedgerReader } from './ledger-reader.js';
import { LEDGER_TABLES, migrateLedger } from './postgres-ledger-schema.js';
import { PostgresLedgerStore } from './postgres-ledger-store.js';

describe('the ledger in PostgreSQL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trachnhiem-ledger-'));
  let database: Database;
  const closing: { close(): Promise<unknown> }[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    for (const one of closing.reverse()) await one.close();
    await database.close();
    rmSync(folder, { recursive: true });
  });

  const open = async (schema: string) => {
    await migrateLedger(database.urls.owner, schema);
    const store = new PostgresLedgerStore({ url: database.urls.projector, schema });
    closing.push(store);
    return store;
  };
  const openLog = async (schema: string) => {
    await migrateLog(database.urls.owner, { schema });
    const log = await PostgresEventLog.open({ url: database.urls.app, schema });
    closing.push(log);
    return log;
  };
  const record = (log: EventLog, stream: string, count: number) =>
    log.append(stream, sampleEvents(stream, 0, count), 'new');
  const asOwner = async (sql: string) => {
    const client = new pg.Client({ connectionString: database.urls.owner });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };

  it('gives the same root and the same proofs for the same history on both stores, whoever signs how often', async () => {
    const events = await EventStoreUnderTest.open(database);
    closing.push(events);
    const published = await Promise.all(
      [await openLog('log_a'), events.log({ patienceMs: 30_000, silenceMs: 10_000 })].map(async (log, i) => {
        const store = await open(`ledger_${i}`);
        const ledger = new Ledger(
          { log, store, keyring: new FileKeyring(join(folder, `keys-${i}`)) },
          { origin: 'một/log' },
        );
        await record(log, 'task-1', 250);
        if (i === 0) await ledger.once();
        await record(log, 'task-2', 300);
        await ledger.once();
        const reader = new LedgerReader(store);
        const latest = await reader.latest();
        return {
          size: latest?.size,
          root: latest?.root,
          tile: Buffer.from(await reader.tile({ level: 0, index: 1, width: 256 })).toString('hex'),
          proof: (await reader.inclusion(251, 550)).map((hash) => Buffer.from(hash).toString('hex')),
          found: await reader.find({ event: sampleEvents('task-2', 0, 300)[299]?.id ?? '' }),
        };
      }),
    );
    expect(published[0]).toMatchObject({ size: 550, found: [549] });
    expect(published[1]).toEqual(published[0]);
  });

  it('takes no change from anybody, the owner included', async () => {
    await open('ledger_rights');
    const tables = LEDGER_TABLES.map((name) => `ledger_rights.${name}`);
    const changes = tables.flatMap((table) => [`DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`]);
    const updates = [`UPDATE ledger_rights.run SET leaves = leaves`, `UPDATE ledger_rights.checkpoint SET note = note`];
    const inserts = tables.map((table) => `INSERT INTO ${table} DEFAULT VALUES`);
    const { owner, projector, app, reader } = database.urls;
    for (const [url, statements] of [
      [owner, [...changes, ...updates]],
      [projector, [...changes, ...updates]],
      [app, [...changes, ...updates, ...inserts]],
      [reader, inserts],
    ] as const) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      for (const sql of statements) {
        const outcome = await client.query(sql).then(
          () => 'done',
          ({ code }: { code: string }) => code,
        );
        expect([sql, outcome]).toEqual([sql, '42501']);
      }
      await client.end();
    }
  });

  it('lets one lead at a time', async () => {
    const [one, two] = [await open('ledger_lead'), await open('ledger_lead')];
    const lease = await one.lead(() => undefined);
    expect(await two.lead(() => undefined)).toBeNull();
    await lease?.release();
    const next = await two.lead(() => undefined);
    expect(next).not.toBeNull();
    await next?.release();
  });

  it('keeps one history of two that believe to lead, and every checkpoint is a beginning of the next', async () => {
    const log = await openLog('log_two');
    const keyring = new FileKeyring(join(folder, 'two'));
    const stores = [await open('ledger_two'), await open('ledger_two')];
    const ledgers = stores.map((store) => new Ledger({ log, store, keyring }, { origin: 'hai/log' }));
    const sizes = [];
    for (let i = 0; i < 12; i++) {
      await record(log, `task-${i}`, 30);
      await Promise.all(ledgers.map((ledger) => ledger.once()));
      sizes.push(30 * (i + 1));
    }
    const reader = new LedgerReader(stores[0] ?? (await open('ledger_two')));
    const signed = await Promise.all(sizes.map((size) => reader.checkpointAt(size)));
    for (const [i, next] of signed.entries()) {
      const before = signed[i - 1];
      if (!before || !next) continue;
      const proof = await reader.consistency(before.size, next.size);
      verifyConsistency({ from: before.size, to: next.size, fromRoot: before.root, toRoot: next.root, proof });
    }
    expect(signed.map((one) => one?.size)).toEqual(sizes);
  });

  it('notices an event that somebody edited with the rights of the owner, one that is gone, and a backup that was put back', async () => {
    const log = await openLog('log_edited');
    const keyring = new FileKeyring(join(folder, 'edited'));
    const store = await open('ledger_edited');
    const once = () =>
      new Ledger({ log, store, keyring }).once().then(
        () => 'signed',
        ({ kind }: { kind: string }) => kind,
      );
    await record(log, 'task-1', 5);
    await once();
    // What a backup of this moment would hold.
    await asOwner(`CREATE TABLE public.saved AS TABLE log_edited.event;
      CREATE TABLE public.saved_run AS TABLE ledger_edited.run; CREATE TABLE public.saved_checkpoint AS TABLE ledger_edited.checkpoint`);
    await record(log, 'task-2', 5);
    expect(await once()).toBe('signed');
    const unprotected = (table: string, change: string) =>
      asOwner(`ALTER TABLE ${table} DISABLE TRIGGER append_only; ${change};
        ALTER TABLE ${table} ENABLE TRIGGER append_only`);
    await unprotected(
      'log_edited.event',
      `UPDATE log_edited.event SET envelope = replace(envelope, '"data":3', '"data":7') WHERE ordinal = 9`,
    );
    expect(await once()).toBe('log-changed');
    await unprotected('log_edited.event', 'DELETE FROM log_edited.event WHERE ordinal > 5');
    expect(await once()).toBe('log-shorter');
    await unprotected('ledger_edited.checkpoint', 'DELETE FROM ledger_edited.checkpoint WHERE size > 5');
    await unprotected('ledger_edited.run', 'DELETE FROM ledger_edited.run WHERE size > 5');
    expect(await once()).toBe('database-behind-the-key');
    // Hashed again with other events in the place of those that were signed.
    await record(log, 'task-3', 6);
    await store.extend(1, {
      after: 5,
      leaves: Array.from({ length: 6 }, () => new Uint8Array(32)),
      filled: [],
      entries: [],
    });
    expect(await once()).toBe('database-not-what-was-signed');
  });

  it('follows a log by itself, and what was recorded is signed soon', async () => {
    const log = await openLog('log_followed');
    const store = await open('ledger_followed');
    const ledger = new Ledger({ log, store, keyring: new FileKeyring(join(folder, 'followed')) }, { everyMs: 20 });
    ledger.start();
    await record(log, 'task-1', 2);
    for (let tries = 0; ledger.state.signed < 2; tries++) {
      if (tries > 500) throw new Error(`waited in vain: ${JSON.stringify(ledger.state)}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await ledger.stop();
    expect((await new LedgerReader(store).standing())?.signed?.size).toBe(2);
  });
});
