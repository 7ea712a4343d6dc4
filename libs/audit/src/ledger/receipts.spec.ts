import { InMemoryEventLog } from '#event-log/in-memory.event-log.js';
import { sampleEvents } from '#event-log/testing/sample-envelope.js';
import { InMemoryLedgerStore } from './in-memory-ledger-store.js';
import { LedgerReader, type LedgerStanding } from './ledger-reader.js';
import { Receipts } from './receipts.js';

/** A ledger that hashes what is in the log between the first question and the second. */
class HashesMeanwhile extends LedgerReader {
  private asked = 0;

  constructor(private readonly count: number) {
    super(new InMemoryLedgerStore());
  }

  override find(): Promise<number[]> {
    return Promise.resolve(this.asked++ === 0 ? [] : Array.from({ length: this.count }, (_, i) => i));
  }

  override standing(): Promise<LedgerStanding | null> {
    const hashed = this.asked++ === 0 ? 0 : this.count;
    const tree = { number: 1, origin: 'mẫu/log', vkey: '', begunAt: '', after: null };
    return Promise.resolve({ tree, hashed, signed: null, alarms: [] });
  }
}

describe('a receipt', () => {
  it('is found, whole, while the ledger hashes its records', async () => {
    const log = new InMemoryEventLog();
    const events = sampleEvents('task-1', 0, 3);
    await log.append('task-1', events, 'new');
    const receipt = await new Receipts(log, new HashesMeanwhile(3)).of(events[0]?.command ?? '');
    expect(receipt?.events.map(({ position }) => position)).toEqual([1, 2, 3]);
  });
});
