import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemoryEventLog } from '#event-log/in-memory.event-log.js';
import { sampleEvents } from '#event-log/testing/sample-envelope.js';
import { leafBytes } from '../tree/leaf.js';
import { parseVkey, type SignerKey } from '../tree/note-key.js';
import { checkTlogProof } from '../tree/tlog-proof.js';
import { WitnessDesk } from '../witness/witness-desk.js';
import { openWitnessKey } from '../witness/witness-key.js';
import { createWitnessServer } from '../witness/witness-server.js';
import { WitnessStore } from '../witness/witness-store.js';
import { FileKeyring } from './file-keyring.js';
import { InMemoryLedgerStore } from './in-memory-ledger-store.js';
import { Ledger } from './ledger.js';
import { LedgerReader } from './ledger-reader.js';
import { Receipts } from './receipts.js';
import { WitnessFeed, witnessesIn } from './witness-feed.js';

describe('feeding a witness', () => {
  let folder: string;
  let key: SignerKey;
  let keyring: FileKeyring;
  let server: Server | undefined;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trachnhiem-feed-'));
    key = await openWitnessKey(join(folder, 'witness'), 'thanh-tra.example');
    keyring = new FileKeyring(join(folder, 'keys'));
    await keyring.create(1, 'example.vn/log');
  });
  afterEach(async () => {
    await stop();
    rmSync(folder, { recursive: true });
  });

  const serve = async (port = 0): Promise<number> => {
    const logKey = parseVkey((await keyring.open(1))?.vkey ?? '');
    const store = new WitnessStore(join(folder, 'witness'));
    server = createWitnessServer(
      new WitnessDesk({ key, logs: [logKey], store, now: () => new Date() }),
      () => undefined,
    );
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const stop = async () => {
    const ending = server;
    server = undefined;
    if (!ending) return;
    ending.closeAllConnections();
    ending.close();
    await once(ending, 'close');
  };
  /** An installation with this key; two of them are one that was rewritten. */
  const installation = (port: number, ring = keyring) => {
    const log = new InMemoryEventLog();
    const store = new InMemoryLedgerStore();
    const reader = new LedgerReader(store);
    const told: string[] = [];
    const witnesses = witnessesIn(`http://127.0.0.1:${port} ${key.verifier.vkey}`);
    const feed = new WitnessFeed(store, reader, witnesses, (text) => told.push(text));
    const ledger = new Ledger({ log, store, keyring: ring }, { onSigned: () => feed.ring() });
    const record = async (stream: string) => {
      await log.append(stream, sampleEvents(stream, 0, 3), 'new');
      await ledger.once();
      await feed.settled();
    };
    return { log, store, reader, feed, told, record };
  };

  it('keeps the cosignature and serves it under the checkpoint and in every proof', async () => {
    const { log, store, reader, feed, record } = installation(await serve());
    await record('task-1');
    await record('task-2');
    expect(feed.state).toMatchObject([{ name: 'thanh-tra.example', kind: 'cosigned', size: 6 }]);
    expect((await reader.latest())?.note).toMatch(/\n— example\.vn\/log \S+\n— thanh-tra\.example \S+\n$/);
    const [event] = await log.readStream('task-1');
    if (!event) throw new Error('no event');
    const proof = await new Receipts(log, reader).proof(event.id);
    const vkey = (await store.tree())?.vkey ?? '';
    const proved = checkTlogProof(String(proof), leafBytes(event), vkey, [key.verifier.vkey]);
    expect(proved).toMatchObject({ index: 0, size: 6 });
  });

  it('goes on while the witness is away, and shows it the newest when it is back', async () => {
    const port = await serve();
    await stop();
    const { reader, feed, told, record } = installation(port);
    await record('task-1');
    await record('task-2');
    expect((await reader.latest())?.size).toBe(6);
    expect(feed.state).toMatchObject([{ kind: 'away', size: 0 }]);
    expect(told).toHaveLength(1);
    await serve(port);
    await record('task-3');
    expect(feed.state).toMatchObject([{ kind: 'cosigned', size: 9 }]);
  });

  it('raises an alarm, once, where the witness has cosigned another history or a longer one', async () => {
    const port = await serve();
    const before = installation(port);
    await before.record('task-1');
    await before.record('task-2');
    // The same key over a shorter log, and then over another one.
    cpSync(join(folder, 'keys', '1', 'key'), join(folder, 'stolen', '1', 'key'), { recursive: true });
    const rewritten = installation(port, new FileKeyring(join(folder, 'stolen')));
    await rewritten.record('task-8');
    expect(rewritten.feed.state).toMatchObject([{ kind: 'ahead' }]);
    await rewritten.record('task-9');
    await rewritten.record('task-10');
    await rewritten.record('task-11');
    expect(rewritten.feed.state).toMatchObject([{ kind: 'conflict' }]);
    expect(rewritten.store.raised.map(({ kind }) => kind)).toEqual(['witness-ahead', 'witness-conflict']);
    expect(rewritten.told).toEqual([expect.stringMatching(/^ALARM/), expect.stringMatching(/^ALARM/)]);
  });

  it('refuses settings that are not an address and the key of a witness', async () => {
    const log = (await keyring.open(1))?.vkey ?? '';
    expect(witnessesIn(undefined)).toEqual([]);
    for (const text of ['http://w.example', `ftp://w.example ${key.verifier.vkey}`, `http://w.example ${log}`]) {
      expect(() => witnessesIn(text)).toThrow();
    }
  });
});
