import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemoryEventLog, InMemoryLogStore } from '#event-log/in-memory.event-log.js';
import { sampleEvents } from '#event-log/testing/sample-envelope.js';
import { openCheckpoint } from '../tree/checkpoint.js';
import { leafBytes } from '../tree/leaf.js';
import { leafHash, rootOf } from '../tree/merkle-tree.js';
import { parseVkey } from '../tree/note-key.js';
import { verifyConsistency, verifyInclusion } from '../tree/proofs.js';
import { beginAnew, CannotBeginAnew } from './begin-anew.js';
import { FileKeyring } from './file-keyring.js';
import { InMemoryLedgerStore } from './in-memory-ledger-store.js';
import { Ledger } from './ledger.js';
import { LedgerReader } from './ledger-reader.js';
import type { Keyring } from './signer.js';

const ORIGIN = 'example.vn/log';

describe('the ledger', () => {
  const folders: string[] = [];
  let memory: InMemoryLogStore;
  let log: InMemoryEventLog;
  let store: InMemoryLedgerStore;
  let folder: string;
  let keyring: FileKeyring;

  beforeEach(() => {
    memory = new InMemoryLogStore();
    log = new InMemoryEventLog(memory);
    store = new InMemoryLedgerStore();
    folder = mkdtempSync(join(tmpdir(), 'trachnhiem-ledger-'));
    folders.push(folder);
    keyring = new FileKeyring(folder);
  });
  afterAll(() => {
    for (const one of folders) rmSync(one, { recursive: true });
  });

  const record = (stream: string, count: number) => log.append(stream, sampleEvents(stream, 0, count), 'new');
  /** A process that starts, hashes and signs what is there, and ends. */
  const sign = (parts: { keyring?: Keyring; origin?: string } = {}) =>
    new Ledger({ log, store, keyring: parts.keyring ?? keyring }, { origin: parts.origin ?? ORIGIN }).once();
  const refusal = (parts?: Parameters<typeof sign>[0]) =>
    sign(parts).then(
      () => 'signed',
      ({ kind }: { kind: string }) => kind,
    );
  const latest = async () => {
    const published = await new LedgerReader(store).latest();
    const tree = await store.tree();
    if (!published || !tree) throw new Error('nothing was signed');
    return openCheckpoint(published.note, parseVkey(tree.vkey));
  };
  const leaves = async () => {
    const hashes = [];
    for await (const batch of log.readAll(0n)) hashes.push(...batch.map((event) => leafHash(leafBytes(event))));
    return hashes;
  };
  const tamper = (ordinal: number, from: string, to: string) => {
    const text = memory.texts[ordinal - 1] ?? '';
    expect(text).toContain(from);
    memory.texts[ordinal - 1] = text.replace(from, to);
  };

  it('signs the root over every event, under its origin', async () => {
    await record('task-1', 3);
    await sign();
    const { origin, size, root } = await latest();
    expect({ origin, size, root: Buffer.from(root) }).toEqual({
      origin: ORIGIN,
      size: 3,
      root: rootOf(await leaves()),
    });
  });

  it('says nothing of a log that is empty', async () => {
    await sign();
    expect(await new LedgerReader(store).latest()).toBeNull();
  });

  it('proves every event and every growth across the edges of tiles', async () => {
    await record('task-1', 255);
    await sign();
    await record('task-2', 1);
    await sign();
    await record('task-3', 400);
    await sign();
    const all = await leaves();
    const reader = new LedgerReader(store);
    for (const size of [1, 2, 255, 256, 257, 511, 512, 600, 656]) {
      const root = rootOf(all.slice(0, size));
      for (const index of [0, 1, 254, 255, 256, size - 1].filter((i) => i < size)) {
        const proof = await reader.inclusion(index, size);
        verifyInclusion({ index, size, root, proof, leaf: all[index] ?? new Uint8Array() });
      }
      const proof = await reader.consistency(size, 656);
      verifyConsistency({ from: size, to: 656, fromRoot: root, toRoot: rootOf(all), proof });
    }
    expect(await reader.find({ event: sampleEvents('task-3', 0, 400)[7]?.id ?? '' })).toEqual([263]);
    expect(await reader.find({ command: sampleEvents('task-1', 0, 2)[0]?.command ?? '' })).toHaveLength(255);
  });

  it('keeps its key for its owner alone, and only the last checkpoint beside it', async () => {
    await record('task-1', 1);
    await sign();
    await record('task-2', 1);
    await sign();
    expect(readdirSync(join(folder, '1')).sort()).toEqual(['checkpoint-2', 'key']);
    expect(statSync(join(folder, '1', 'key')).mode & 0o777).toBe(0o600);
    expect(await keyring.last(1)).toBe((await store.latest(1))?.note);
  });

  it('names a log after its key if nobody names it', async () => {
    const { vkey } = await keyring.create(1);
    expect(vkey).toMatch(/^trachnhiem\/[0-9a-f]{16}\+[0-9a-f]{8}\+/);
    expect((await keyring.create(1)).vkey).toBe(vkey);
  });

  describe('after a crash', () => {
    /** Ends the process at one of its steps; the next one is whole. */
    class Crash extends Error {}
    const crash = () => Promise.reject(new Crash());
    const steps: [string, (parts: { store: InMemoryLedgerStore; keyring: Keyring }) => void][] = [
      ['before the hashes are written', ({ store }) => (store.extend = crash)],
      ['after the hashes, before the signature is kept beside the key', ({ keyring }) => (keyring.keep = crash)],
      ['after that, before it is published', ({ store }) => (store.publish = crash)],
    ];
    it.each(steps)('%s: nothing is lost, nothing signed twice differently', async (_, broken) => {
      await record('task-1', 300);
      await sign();
      await record('task-2', 3);
      const methods = { extend: store.extend, publish: store.publish };
      const failing: Keyring = Object.assign(new FileKeyring(folder));
      broken({ store, keyring: failing });
      await expect(sign({ keyring: failing })).rejects.toThrow(Crash);
      Object.assign(store, methods);
      await record('task-3', 1);
      await sign();
      expect((await latest()).size).toBe(304);
      for (const { size, root } of store.kept[0]?.checkpoints.values() ?? []) {
        expect(Buffer.from(root)).toEqual(rootOf((await leaves()).slice(0, size)));
      }
    });
  });

  describe('refuses to sign', () => {
    beforeEach(async () => {
      await record('task-1', 300);
      await record('task-2', 10);
      await sign();
      await record('task-3', 2);
    });

    it('when an event near the end was edited', async () => {
      tamper(305, '"data":4', '"data":5');
      expect(await refusal()).toBe('log-changed');
    });

    it('when the time of one was', async () => {
      tamper(310, '01:02:03.004Z', '01:02:03.005Z');
      expect(await refusal()).toBe('log-changed');
    });

    it('when two changed places', async () => {
      [memory.texts[305], memory.texts[306]] = [memory.texts[306] ?? '', memory.texts[305] ?? ''];
      expect(await refusal()).toBe('log-changed');
    });

    it('when the end is gone', async () => {
      memory.texts.length = 309;
      expect(await refusal()).toBe('log-shorter');
    });

    it('when an event was edited, and its hash with it', async () => {
      tamper(305, '"data":4', '"data":5');
      const [row] = store.kept[0]?.hashes ?? [];
      if (row) row[304] = (await leaves())[304] ?? new Uint8Array();
      expect(await refusal()).toBe('database-not-what-was-signed');
    });

    it('when the hashes of a full tile do not make its root', async () => {
      await record('task-4', 200);
      await sign();
      const [row] = store.kept[0]?.hashes ?? [];
      if (row) row[511] = new Uint8Array(32);
      expect(await refusal()).toBe('hashes-changed');
    });

    it('when the root of a tile was changed', async () => {
      const row = store.kept[0]?.hashes[1];
      if (row) row[0] = new Uint8Array(32);
      expect(await refusal()).toBe('database-not-what-was-signed');
    });

    it('when the database is an older one than the last checkpoint beside the key', async () => {
      const backup = structuredClone(store.kept);
      await sign();
      store.kept.splice(0, 1, ...backup);
      memory.texts.length = 310;
      expect(await refusal()).toBe('database-behind-the-key');
    });

    it('when the older one has gone on with other events', async () => {
      const backup = structuredClone(store.kept);
      await sign();
      store.kept.splice(0, 1, ...backup);
      memory.texts.length = 310;
      memory.streams.delete('task-3');
      await record('task-5', 2);
      expect(await refusal()).toBe('database-behind-the-key');
      // Even if somebody has hashed them.
      const other = (await leaves()).slice(310);
      store.kept[0]?.hashes[0]?.push(...other);
      expect(await refusal()).toBe('database-not-what-was-signed');
    });

    it('when the database is empty', async () => {
      store.kept.length = 0;
      expect(await refusal()).toBe('database-behind-the-key');
    });

    it('without its key, with another, or under another name', async () => {
      const elsewhere = join(folder, 'elsewhere');
      expect(await refusal({ keyring: new FileKeyring(elsewhere) })).toBe('key-missing');
      await new FileKeyring(elsewhere).create(1, ORIGIN);
      expect(await refusal({ keyring: new FileKeyring(elsewhere) })).toBe('key-of-another-log');
      expect(await refusal({ origin: 'example.vn/other' })).toBe('other-origin');
    });

    it('without the checkpoint beside the key, or with one that nobody signed', async () => {
      const path = join(folder, '1', 'checkpoint-310');
      writeFileSync(path, ((await keyring.last(1)) ?? '').replace('\n310\n', '\n311\n'));
      expect(await refusal()).toBe('checkpoint-not-ours');
      rmSync(path);
      expect(await refusal()).toBe('nothing-kept-beside-the-key');
    });

    it('loudly, once a change, and signs again when all is as it was', async () => {
      const told: string[] = [];
      const ledger = new Ledger(
        { log, store, keyring },
        { everyMs: 5, recheckMs: 10, onTrouble: (text) => told.push(text) },
      );
      tamper(305, '"data":4', '"data":5');
      ledger.start();
      await until(() => ledger.state.refusal !== null);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(ledger.state.refusal).toMatchObject({ kind: 'log-changed', detail: expect.stringContaining('event 305') });
      expect(store.raised).toMatchObject([{ kind: 'log-changed' }]);
      expect((await new LedgerReader(store).standing())?.alarms).toHaveLength(1);
      tamper(305, '"data":5', '"data":4');
      await until(() => ledger.state.signed === 312);
      await ledger.stop();
      expect(told).toEqual([expect.stringMatching(/^ALARM.*log-changed/), expect.stringContaining('it signs')]);
      expect(ledger.state.refusal).toBeNull();
      expect((await new LedgerReader(store).standing())?.alarms).toEqual([]);
    });
  });

  it('notices a change while nothing is recorded', async () => {
    await record('task-1', 3);
    const ledger = new Ledger({ log, store, keyring }, { origin: ORIGIN, everyMs: 5, recheckMs: 20 });
    ledger.start();
    await until(() => ledger.state.signed === 3);
    tamper(2, '"data":1', '"data":9');
    await until(() => ledger.state.refusal !== null);
    await ledger.stop();
    expect(ledger.state.refusal).toMatchObject({ kind: 'log-changed' });
  });

  it('lets one of two write, and both have one history', async () => {
    const two = [0, 1].map(() => new Ledger({ log, store, keyring }, { origin: ORIGIN }));
    for (let i = 0; i < 20; i++) {
      await record(`task-${i}`, 7);
      await Promise.all(two.map((ledger) => ledger.once()));
    }
    expect((await latest()).size).toBe(140);
    for (const { size, root } of store.kept[0]?.checkpoints.values() ?? []) {
      expect(Buffer.from(root)).toEqual(rootOf((await leaves()).slice(0, size)));
    }
  });

  describe('begun anew after a declared loss', () => {
    const loss = { origin: 'example.vn/log2', reason: 'bản sao lưu cũ', declaredBy: 'Người A' };

    it('keeps the old log and its last checkpoint, and signs all that is there under a new name', async () => {
      await record('task-1', 5);
      await sign();
      const old = await keyring.last(1);
      memory.texts.length = 4;
      expect(await refusal()).toBe('log-shorter');
      await beginAnew(store, keyring, loss);
      await sign({ origin: loss.origin });
      expect(await latest()).toMatchObject({ origin: loss.origin, size: 4 });
      expect((await store.trees()).map(({ origin, after }) => [origin, after])).toEqual([
        [ORIGIN, null],
        [loss.origin, { reason: loss.reason, declaredBy: loss.declaredBy, lastNote: old }],
      ]);
      expect(await keyring.last(1)).toBe(old);
    });

    it('is not done where nothing was begun, nor under an old name', async () => {
      await expect(beginAnew(store, keyring, loss)).rejects.toThrow(CannotBeginAnew);
      await sign();
      await expect(beginAnew(store, keyring, { ...loss, origin: ORIGIN })).rejects.toThrow(CannotBeginAnew);
    });
  });
});

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 1000) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
