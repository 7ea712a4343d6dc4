import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileKeyring } from '#audit/ledger/file-keyring.js';
import { Ledger } from '#audit/ledger/ledger.js';
import { migrateLedger } from '#audit/ledger/postgres-ledger-schema.js';
import { PostgresLedgerStore } from '#audit/ledger/postgres-ledger-store.js';
import { leafBytes } from '#audit/tree/leaf.js';
import { openDatabase } from '#database/database.js';
import type { EventLog } from '#event-log/event-log.js';
import { migrateLog } from '#event-log/postgres-schema.js';
import { PostgresEventLog } from '#event-log/postgres.event-log.js';
import { anEvent } from './log.js';
import { median } from './rounds.js';

const WRITERS = 16;
const FILLED = 20_000;
/** Of each part, with the ledger and without, one after the other. */
const PART_MS = 4_000;
const PARTS = 4;

/**
 * How fast the ledger hashes what is there, beside plain SHA-256 over the same bytes; how long after its acknowledgement an
 * event is under a signed checkpoint while 16 write; and what the ledger takes from them. It prints and writes nothing.
 */
export async function measureLedger(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'trachnhiem-bench-'));
  chmodSync(folder, 0o711); // started by root, PostgreSQL runs as another user
  const database = await openDatabase({ dataDir: join(folder, 'data'), keyDir: join(folder, 'keys') });
  await migrateLog(database.urls.owner);
  await migrateLedger(database.urls.owner);
  const log = await PostgresEventLog.open({ url: database.urls.app });
  const store = new PostgresLedgerStore({ url: database.urls.projector });
  const parts = { log, store, keyring: new FileKeyring(join(folder, 'keys', 'ledger')) };
  try {
    await fill(log);
    console.log(await hashing(parts, log));
    console.log(await following(parts, log));
  } finally {
    await store.close();
    await log.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function fill(log: EventLog): Promise<void> {
  for (let stream = 0; stream < FILLED / 100; stream++) {
    const events = Array.from({ length: 100 }, (_, revision) => anEvent(`task-${stream}`, revision));
    await log.append(`task-${stream}`, events, 'new');
  }
}

async function hashing(parts: ConstructorParameters<typeof Ledger>[0], log: EventLog): Promise<object> {
  const leaves: Uint8Array[] = [];
  for await (const batch of log.readAll(0n)) leaves.push(...batch.map(leafBytes));
  const before = performance.now();
  for (const leaf of leaves) createHash('sha256').update(leaf).digest();
  const plain = performance.now() - before;
  const start = performance.now();
  await new Ledger(parts).once();
  const ours = performance.now() - start;
  return {
    events: leaves.length,
    hashedASecond: perSecond(leaves.length, ours),
    plainSha256ASecond: perSecond(leaves.length, plain),
    ratio: Number((plain / ours).toFixed(3)),
  };
}

async function following(parts: ConstructorParameters<typeof Ledger>[0], log: EventLog): Promise<object> {
  const rates = { with: [] as number[], without: [] as number[] };
  const delays: number[] = [];
  let stream = 0;
  for (let part = 0; part < PARTS * 2; part++) {
    const waiting = new Map<number, number>();
    const signed = (): void => {
      const now = performance.now();
      for (const [ordinal, at] of waiting) {
        if (ordinal > ledger.state.signed) continue;
        delays.push(now - at);
        waiting.delete(ordinal);
      }
    };
    const ledger = new Ledger(parts, { onSigned: signed });
    const led = part % 2 === 0;
    // What a part without it has left is not to be caught up in the next one.
    if (led) await new Ledger(parts).once();
    if (led) ledger.start();
    const start = performance.now();
    let count = 0;
    await Promise.all(
      Array.from({ length: WRITERS }, async () => {
        const mine = `task-load-${stream++}`;
        for (let revision = 0; performance.now() - start < PART_MS; revision++) {
          const { last } = await log.append(mine, [anEvent(mine, revision)], revision === 0 ? 'new' : revision - 1);
          waiting.set(Number(last), performance.now());
          count++;
        }
      }),
    );
    rates[led ? 'with' : 'without'].push(perSecond(count, performance.now() - start));
    while (led && waiting.size > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await ledger.stop();
  }
  const sorted = delays.sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return {
    writers: WRITERS,
    appendsASecond: { withLedger: median(rates.with), without: median(rates.without) },
    acknowledgedToSignedMs: { p50: at(0.5), p99: at(0.99), most: at(1) },
    events: sorted.length,
  };
}

function perSecond(count: number, ms: number): number {
  return Math.round((count * 1000) / ms);
}
