import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileKeyring } from '../ledger/file-keyring.js';
import { InMemoryLedgerStore } from '../ledger/in-memory-ledger-store.js';
import { Ledger } from '../ledger/ledger.js';
import { LedgerReader } from '../ledger/ledger-reader.js';
import { inMemory, rowsOf } from '../testing/tamperable-stores.js';
import { STREAMS } from '../testing/tampering.js';
import { DailyScrub } from './daily-scrub.js';
import { scrub, shareOf } from './scrubber.js';

describe('the scrubber', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trachnhiem-scrub-'));
  const store = inMemory();
  const kept = new InMemoryLedgerStore();
  const ledger = new LedgerReader(kept);
  const honest = rowsOf(256 * 4 + 10, STREAMS);
  const shares = 3;
  const scrubbed = async (share: number) => scrub({ log: await store.log(), ledger }, share, { shares });

  beforeAll(async () => {
    await store.replace(honest);
    const parts = { log: await store.log(), store: kept, keyring: new FileKeyring(folder) };
    await new Ledger(parts, { origin: 'mẫu/log' }).once();
  });
  beforeEach(() => store.replace(honest));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('reads every event once in as many days as there are shares', async () => {
    const done = await Promise.all([0, 1, 2].map(scrubbed));
    expect(done.map(({ events }) => events)).toEqual([512, 266, 256]);
    expect(done.flatMap(({ discrepancies }) => discrepancies)).toEqual([]);
  });

  it('takes the next share on the next day, whatever was done before', () => {
    const days = ['2026-11-22T00:00:00Z', '2026-11-22T23:59:59Z', '2026-11-23T00:00:00Z', '2026-12-22T00:00:00Z'];
    const [first = 0, ...others] = days.map((day) => shareOf(new Date(day)));
    expect(others.map((share) => (share - first + 30) % 30)).toEqual([0, 1, 0]);
  });

  it('finds an event that was changed, in the share that it is in', async () => {
    await store.replace(
      honest.map((row) => (row.ordinal === 300 ? { ...row, envelope: { ...row.envelope, actor: 'person-9' } } : row)),
    );
    expect((await scrubbed(0)).discrepancies).toEqual([]);
    expect((await scrubbed(1)).discrepancies).toMatchObject([{ kind: 'event-changed', ordinal: 300 }]);
  });

  it('finds that the log ends too early', async () => {
    await store.replace(honest.slice(0, 1030));
    expect((await scrubbed(1)).discrepancies).toMatchObject([{ kind: 'history-shorter', ordinal: 1031 }]);
  });

  it('finds hashes that were changed together with their events, as they are not under the checkpoint', async () => {
    const other = await scrub({ log: await store.log(), ledger: new LedgerReader(withForgedLeaf(kept, 5)) }, 0, {
      shares,
    });
    expect(other.discrepancies.map(({ kind }) => kind)).toContain('kept-hashes-differ');
  });

  it('raises an alarm on the day on which it finds something, once', async () => {
    await store.replace(
      honest.map((row) => (row.ordinal === 1 ? { ...row, envelope: { ...row.envelope, meta: 7 } } : row)),
    );
    let now = new Date('1970-01-01T01:00:00Z');
    const told: string[] = [];
    const daily = new DailyScrub({
      log: await store.log(),
      ledger,
      alarms: kept,
      now: () => now,
      onTrouble: (text) => told.push(text),
    });
    await daily.look();
    await daily.look();
    now = new Date('1970-01-02T01:00:00Z');
    await daily.look();
    await daily.stop();
    expect(told).toEqual([
      'ALARM: the daily check of the log: event 1 is not the one that was hashed: TaskAssigned stands there now',
    ]);
    expect(kept.raised.map(({ kind }) => kind)).toEqual(['event-changed']);
    expect(daily.last).toMatchObject({ share: 1, discrepancies: [] });
  });
});

function withForgedLeaf(kept: InMemoryLedgerStore, index: number): InMemoryLedgerStore {
  const copy = new InMemoryLedgerStore();
  copy.kept.push(...structuredClone(kept.kept));
  copy.kept[0]?.hashes[0]?.splice(index, 1, Buffer.alloc(32, 9));
  return copy;
}
