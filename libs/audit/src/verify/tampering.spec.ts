import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '#database/database.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import { FileKeyring } from '../ledger/file-keyring.js';
import { InMemoryLedgerStore } from '../ledger/in-memory-ledger-store.js';
import { Ledger } from '../ledger/ledger.js';
import { LedgerReader } from '../ledger/ledger-reader.js';
import { inEventStoreDb, inMemory, inPostgres, rowsOf, type TamperableStore } from '../testing/tamperable-stores.js';
import { edit, numbered, picks, type StoredRow, STREAMS, TAMPERING } from '../testing/tampering.js';
import type { Verification } from './verification.js';
import { verifyLog } from './verify-log.js';

/** Trials of each kind: 100 in memory; against a real store fewer, unless the environment asks for more. */
const IN_MEMORY = 100;
const IN_STORE = Number(process.env['TAMPER_TRIALS'] ?? 3);
const CLEAN = 1000;
const EVENTS = 42;

describe.each([
  ['memory', IN_MEMORY],
  ['PostgreSQL', IN_STORE],
  ['EventStoreDB', IN_STORE],
] as const)('a log in %s that was tampered with', (where, trials) => {
  const folder = mkdtempSync(join(tmpdir(), 'trachnhiem-tampering-'));
  const honest = rowsOf(EVENTS, STREAMS);
  const ledger = new InMemoryLedgerStore();
  let database: Database | undefined;
  let store: TamperableStore;
  let copies = 0;

  beforeAll(async () => {
    if (where !== 'memory') database = await createTestDatabase();
    if (!database) store = inMemory();
    else store = await (where === 'PostgreSQL' ? inPostgres(database, 'log_tampered') : inEventStoreDb(database));
    // Signed four times, as it grew.
    for (const size of [9, 20, 31, EVENTS]) {
      await store.replace(honest.slice(0, size));
      await sign(ledger, join(folder, 'keys'));
    }
  });
  afterAll(async () => {
    await store.close();
    await database?.close();
    rmSync(folder, { recursive: true });
  });

  const sign = async (into: InMemoryLedgerStore, keys: string) =>
    new Ledger({ log: await store.log(), store: into, keyring: new FileKeyring(keys) }, { origin: 'mẫu/log' }).once();
  const check = async (
    kept: { note: string; from: string }[] = [],
    against = ledger,
    options: { tail?: number } = {},
  ): Promise<Verification> => {
    const vkey = (await ledger.tree())?.vkey;
    return verifyLog({ log: await store.log(), ledger: new LedgerReader(against), vkey, kept, ...options });
  };
  const latest = async (of: InMemoryLedgerStore) => (await new LedgerReader(of).latest())?.note ?? '';
  /** A folder with the key alone: what a thief has. */
  const stolenKey = () => {
    const stolen = join(folder, `stolen-${++copies}`);
    cpSync(join(folder, 'keys/1/key'), join(stolen, '1/key'));
    return stolen;
  };
  const trial = async (seed: number, run: () => Promise<void>) => {
    try {
      await run();
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
  };

  it.each(Object.entries(TAMPERING))('is found, and where: %s', async (name, tamper) => {
    for (let seed = 1; seed <= trials; seed++) {
      await trial(seed, async () => {
        const { rows, first } = tamper(honest, picks(seed));
        await store.replace(rows);
        const { verdict, discrepancies } = await check();
        // There an event is known by its id: a second one with the same id is none of the log's, which is what it was.
        const isOne = where === 'EventStoreDB' && name === 'one is there twice';
        const found = isOne ? { verdict: 'verified', first: undefined } : { verdict: 'tampered', first };
        expect({ verdict, first: discrepancies[0]?.ordinal }).toEqual(found);
      });
    }
  });

  it('is found where rows were moved to another stream without a change of the events', async () => {
    for (let seed = 1; seed <= trials; seed++) {
      await trial(seed, async () => {
        const at = picks(seed)(EVENTS);
        await store.replace(
          honest.map((row, i) => (i === at ? { ...row, stream: 'task-elsewhere', revision: 0 } : row)),
        );
        const { verdict, discrepancies } = await check();
        const [first] = discrepancies;
        expect(verdict).toBe('tampered');
        // There an event in another stream than it says is none of the log's: the next one stands in its place.
        if (where === 'EventStoreDB') expect(first?.ordinal).toBe(at + 1);
        else expect([first?.kind, first?.stream]).toEqual(['stream-differs', honest[at]?.stream]);
      });
    }
  });

  /** Somebody rewrites history with the stolen key, and signs it anew. */
  const forge = async (rows: readonly StoredRow[]) => {
    const forged = new InMemoryLedgerStore();
    await store.replace(rows);
    await sign(forged, stolenKey());
    return forged;
  };
  const changeOne = edit((envelope) => ({ ...envelope, data: { forged: true } }));

  it('passes by itself if it was signed anew with the stolen key, and is found by a checkpoint that an auditor kept', async () => {
    for (let seed = 1; seed <= trials; seed++) {
      await trial(seed, async () => {
        const { rows, first } = changeOne(honest, picks(seed));
        const forged = await forge(rows);
        expect((await check([], forged)).verdict).toBe('verified');
        const kept = { note: await latest(ledger), from: 'auditor' };
        const { verdict, discrepancies } = await check([kept], forged);
        expect({ verdict, kind: discrepancies[0]?.kind }).toEqual({ verdict: 'tampered', kind: 'root-differs' });
        expect(discrepancies[0]?.ordinal).toBeLessThanOrEqual(first);
      });
    }
  });

  it('is found if an old backup was restored and went on with other events', async () => {
    for (let seed = 1; seed <= trials; seed++) {
      await trial(seed, async () => {
        const kept = 1 + picks(seed)(EVENTS - 1);
        const other = rowsOf(EVENTS, STREAMS, 'Nội dung khác');
        const forged = await forge([...honest.slice(0, kept), ...other.slice(kept)]);
        const { verdict } = await check([{ note: await latest(ledger), from: 'auditor' }], forged);
        expect(verdict).toBe('tampered');
      });
    }
  });

  it('is found if two auditors who were shown two histories compare their checkpoints', async () => {
    for (let seed = 1; seed <= trials; seed++) {
      await trial(seed, async () => {
        const { rows } = changeOne(honest, picks(seed));
        const forged = await forge(rows);
        const shown = await latest(forged);
        await store.replace(honest);
        const mine = await check();
        const { verdict } = await check([{ note: shown, from: 'the other auditor' }]);
        expect([mine.verdict, verdict]).toEqual(['verified', 'tampered']);
      });
    }
  });

  it('is not said of one that was not, however it is read', async () => {
    await store.replace(honest);
    const kept = [{ note: await latest(ledger), from: 'auditor' }];
    for (let n = 0; n < (where === 'memory' ? CLEAN : trials); n++) {
      const { verdict, discrepancies } = await check(kept, ledger, n % 2 === 0 ? {} : { tail: n % 50 });
      expect({ verdict, discrepancies }).toEqual({ verdict: 'verified', discrepancies: [] });
    }
  });

  it('is found in its tail by reading the tail alone', async () => {
    await store.replace(
      honest.map((row) => (row.ordinal === 40 ? { ...row, envelope: { ...row.envelope, meta: 1 } } : row)),
    );
    const { verdict, discrepancies, read } = await check([], ledger, { tail: 5 });
    expect({ verdict, first: discrepancies[0]?.ordinal, read }).toEqual({
      verdict: 'tampered',
      first: 40,
      read: { from: 38, to: 42 },
    });
  });

  it('is told from hashes that were changed beside it', async () => {
    await store.replace(numbered(honest));
    const [changed] = structuredClone(ledger.kept);
    if (!changed) throw new Error('no ledger');
    const copy = new InMemoryLedgerStore();
    copy.kept.push(changed);
    changed.hashes[0]?.splice(6, 1, Buffer.alloc(32, 7));
    const { verdict, discrepancies } = await check([], copy);
    expect({ verdict, discrepancies: discrepancies.map(({ kind, ordinal }) => [kind, ordinal]) }).toEqual({
      verdict: 'tampered',
      discrepancies: [['kept-hashes-differ', 7]],
    });
  });

  it('cannot be checked if nothing was signed, and is not called good', async () => {
    const { verdict, problem } = await check([], new InMemoryLedgerStore());
    expect({ verdict, problem }).toEqual({
      verdict: 'could-not-check',
      problem: 'nothing was signed yet, and no checkpoint was given',
    });
  });
});
