import { InMemoryEventLog } from '#event-log/in-memory.event-log.js';
import type { Envelope, EventLog, LoggedEvent } from '#event-log/event-log.js';
import { sampleEvents } from '#event-log/testing/sample-envelope.js';
import { leafBytes } from '../tree/leaf.js';
import { leafHash, rootOf } from '../tree/merkle-tree.js';
import { type CopyProgress, copyLog, CopyRefused } from './copy-log.js';

const logs: EventLog[] = [];
afterEach(async () => {
  for (const log of logs.splice(0)) await log.close();
});

function empty(): InMemoryEventLog {
  const log = new InMemoryEventLog();
  logs.push(log);
  return log;
}

/** Appends of one to three events, in streams that take turns. */
async function record(
  log: EventLog,
  from: number,
  to: number,
  change: (event: Envelope) => Envelope = same,
): Promise<void> {
  for (let i = from; i <= to; i++) {
    const stream = `task-${i % 4}`;
    const known = await log.readStream(stream);
    const events = sampleEvents(stream, known.length, 1 + (i % 3), (n) => `việc ${i}.${n}`).map(change);
    await log.append(stream, events, known.length === 0 ? 'new' : known.length - 1);
  }
}

const same = (event: Envelope): Envelope => event;

async function all(log: EventLog): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  for await (const batch of log.readAll(0n)) events.push(...batch);
  return events;
}

const rootIn = async (log: EventLog): Promise<string> =>
  Buffer.from(rootOf((await all(log)).map((event) => leafHash(leafBytes(event))))).toString('base64');

describe('a copied log', () => {
  it('has the same events with the same ordinals, stamped nowhere anew, and the same root', async () => {
    const [source, target] = [empty(), empty()];
    await record(source, 1, 30);
    const copied = await copyLog({ source, target, batchSize: 7 });
    const head = Number(await source.head());
    expect(copied).toEqual({ found: 0, copied: head, verifiedTo: head, root: await rootIn(source), sourceHead: head });
    expect(await all(target)).toEqual(await all(source));
    expect((await all(target))[0]).toMatchObject({ origin: 'mẫu', recordedAt: '2026-11-22T01:02:03.004Z' });
    expect(await rootIn(target)).toBe(copied.root);
  });

  it('of an empty log is empty', async () => {
    expect(await copyLog({ source: empty(), target: empty() })).toMatchObject({
      copied: 0,
      verifiedTo: 0,
      sourceHead: 0,
    });
  });

  it('that was stopped is gone on with where it was, and copied again is only compared', async () => {
    const [source, target] = [empty(), empty()];
    await record(source, 1, 20);
    const stop = new AbortController();
    const onProgress = ({ ordinal }: CopyProgress) => (ordinal >= 9 ? stop.abort() : undefined);
    await expect(copyLog({ source, target, signal: stop.signal, onProgress })).rejects.toMatchObject({
      name: 'AbortError',
    });
    const found = Number(await target.head());
    const head = Number(await source.head());
    expect(found).toBeGreaterThanOrEqual(9);
    expect(found).toBeLessThan(head);
    expect(await copyLog({ source, target })).toMatchObject({ found, copied: head - found, verifiedTo: head });
    expect(await copyLog({ source, target })).toMatchObject({ found: head, copied: 0, root: await rootIn(source) });
  });

  it('follows a source that grows, and says up to which ordinal it is verified', async () => {
    const [source, target] = [empty(), empty()];
    await record(source, 1, 10);
    let grown = 0;
    const told: CopyProgress[] = [];
    const growing = new Proxy(source, {
      get(log, name: keyof InMemoryEventLog) {
        if (name !== 'head') return typeof log[name] === 'function' ? log[name].bind(log) : log[name];
        // Asked for its head it has grown again, three times; the last time after everything was verified.
        return async () => {
          if (++grown < 5) await record(log, 100 + grown, 100 + grown);
          return log.head();
        };
      },
    });
    const copied = await copyLog({ source: growing, target, onProgress: (progress) => told.push(progress) });
    expect(Number(await source.head())).toBe(copied.sourceHead);
    expect(copied.verifiedTo).toBe(Number(await target.head()));
    expect(copied.copied).toBe(copied.verifiedTo);
    expect([...new Set(told.map((t) => t.phase))]).toEqual(['copying', 'verifying']);
    expect(told.at(-1)).toMatchObject({
      phase: 'verifying',
      ordinal: copied.verifiedTo,
      of: copied.verifiedTo,
      secondsLeft: 0,
    });
  });

  it('is refused where the target holds other events, with the first of them', async () => {
    const [source, target] = [empty(), empty()];
    await record(source, 1, 10);
    await record(target, 1, 3);
    await record(target, 4, 4, (event) => ({ ...event, recordedAt: '2026-11-22T01:02:03.005Z' }));
    const ordinal = (await all(target)).findIndex((event) => event.recordedAt.endsWith('5Z')) + 1;
    await expect(copyLog({ source, target })).rejects.toMatchObject({
      name: 'CopyRefused',
      ordinal: BigInt(ordinal),
      message: expect.stringContaining('the same id with other contents') as string,
    });
    expect(Number(await target.head())).toBeLessThan(Number(await source.head()));
  });

  it('is refused where the target is longer, or of another log', async () => {
    const [source, longer, other] = [empty(), empty(), empty()];
    await record(source, 1, 3);
    await record(longer, 1, 4);
    await record(other, 2, 2);
    await expect(copyLog({ source, target: longer })).rejects.toThrow(/it is no copy of it/);
    await expect(copyLog({ source, target: other })).rejects.toThrow(CopyRefused);
  });

  it('is refused while somebody else writes the target', async () => {
    const [source, target] = [empty(), empty()];
    await record(source, 1, 10);
    let written = false;
    const onProgress = ({ phase, ordinal }: CopyProgress): void => {
      if (phase !== 'copying' || ordinal < 5 || written) return;
      written = true;
      void target.append('task-khac', sampleEvents('task-khac', 0, 1), 'new');
    };
    await expect(copyLog({ source, target, onProgress })).rejects.toThrow(/somebody else writes the target/);
  });
});
