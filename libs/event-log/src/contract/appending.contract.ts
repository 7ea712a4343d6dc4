import { canonical } from '../legal-json.js';
import {
  type Envelope,
  type Expected,
  IllegalEvent,
  LogUnavailable,
  MAX_APPEND_BYTES,
  WrongRevision,
} from '../event-log.js';
import { sampleEnvelope, sampleEvents, sampleId } from '../testing/sample-envelope.js';
import {
  all,
  eachWithItsOwnLog,
  envelopeOf,
  errorOf,
  type LogUnderTest,
  put,
  revisionsOf,
} from './log-under-test.contract.js';

export function appending(open: () => Promise<LogUnderTest>): void {
  const opened = eachWithItsOwnLog(open);

  it('says where the first event came to stand', async () => {
    const { log } = opened.now();
    expect(await put(log, 'task-t1', 'new')).toEqual({ first: 1n, last: 1n, revision: 0 });
  });

  it('says where several events came to stand', async () => {
    const { log } = opened.now();
    await put(log, 'task-t1', 'new', 2);
    expect(await put(log, 'task-t1', 1, 3)).toEqual({ first: 3n, last: 5n, revision: 4 });
  });

  it('counts the ordinal over all streams and the revision in each', async () => {
    const { log } = opened.now();
    await put(log, 'task-t1', 'new');
    expect(await put(log, 'office-o1', 'new')).toEqual({ first: 2n, last: 2n, revision: 0 });
    expect(await put(log, 'task-t1', 0)).toEqual({ first: 3n, last: 3n, revision: 1 });
  });

  it('gives every field of the envelope back exactly', async () => {
    const { log } = opened.now();
    const event: Envelope = {
      v: 1,
      origin: 'trachnhiem-thử',
      stream: 'task-giãn-cách:1/2',
      revision: 0,
      id: sampleId('id'),
      type: 'TaskReassigned',
      schema: 7,
      recordedAt: '2021-08-10T17:00:00.000Z',
      actor: 'p-0001',
      office: 'office-bí-thư',
      command: sampleId('command'),
      body: 'ab'.repeat(32),
      correlation: sampleId('correlation'),
      causation: sampleId('causation'),
      decidedAt: 9_007_199_254_740_991,
      data: { leads: ['đống-đa'], deadline: null, deadlineText: 'trong 8 ngày còn lại' },
      meta: { source: '000', line: 12, historical: true },
    };
    await log.append(event.stream, [event], 'new');
    expect(await log.readStream(event.stream)).toStrictEqual([{ ...event, ordinal: 1n }]);
    expect(await all(log.readAll(0n))).toStrictEqual([{ ...event, ordinal: 1n }]);
  });

  it('gives null fields back as null', async () => {
    const { log } = opened.now();
    const event = sampleEnvelope('task-t1', 0, {
      actor: null,
      office: null,
      causation: null,
      decidedAt: null,
      data: null,
    });
    await log.append('task-t1', [event], 'new');
    expect((await log.readStream('task-t1')).map(envelopeOf)).toStrictEqual([event]);
  });

  it('takes 1,000 events in one append', async () => {
    const { log } = opened.now();
    const events = sampleEvents('task-t1', 0, 1000);
    expect(await log.append('task-t1', events, 'new')).toEqual({ first: 1n, last: 1000n, revision: 999 });
    expect((await log.readStream('task-t1')).map(envelopeOf)).toEqual(events);
  });

  it('keeps what was given, whatever happens to the objects afterwards', async () => {
    const { log } = opened.now();
    const data = { lead: 'qa' };
    const events = [sampleEnvelope('task-t1', 0, { data })];
    const appended = log.append('task-t1', events, 'new');
    data.lead = 'qb';
    events.length = 0;
    await appended;
    expect((await log.readStream('task-t1')).map((e) => e.data)).toEqual([{ lead: 'qa' }]);
  });

  it('gives each reader objects of its own', async () => {
    const { log } = opened.now();
    await log.append('task-t1', [sampleEnvelope('task-t1', 0, { data: { lead: 'qa' } })], 'new');
    for (const event of await log.readStream('task-t1')) Object.assign(event, { data: { lead: 'qb' } });
    expect((await log.readStream('task-t1')).map((e) => e.data)).toEqual([{ lead: 'qa' }]);
  });

  describe('an expected revision that is wrong is refused with the actual one', () => {
    const cases: [string, Expected, number | null][] = [
      ['new on an existing stream', 'new', 2],
      ['a revision that is past', 1, 2],
      ['the first revision', 0, 2],
      ['a revision to come', 3, 2],
      ['a revision far away', 2_000_000_000, 2],
    ];
    it.each(cases)('%s', async (_, expected, actual) => {
      const { log } = opened.now();
      await put(log, 'task-t1', 'new', 3);
      const error = await errorOf(put(log, 'task-t1', expected));
      expect(error).toBeInstanceOf(WrongRevision);
      expect(error).toMatchObject({ stream: 'task-t1', expected, actual });
      expect(await log.head()).toBe(3n);
    });

    it('a revision of a stream that does not exist', async () => {
      const { log } = opened.now();
      await put(log, 'task-t2', 'new', 3);
      const error = await errorOf(put(log, 'task-t1', 0));
      expect(error).toBeInstanceOf(WrongRevision);
      expect(error).toMatchObject({ stream: 'task-t1', expected: 0, actual: null });
    });

    it('and the writer who learns from it goes on', async () => {
      const { log } = opened.now();
      await put(log, 'task-t1', 'new', 3);
      const error = await errorOf(put(log, 'task-t1', 1));
      const actual = error instanceof WrongRevision ? error.actual : null;
      expect(await put(log, 'task-t1', actual ?? 'new')).toEqual({ first: 4n, last: 4n, revision: 3 });
    });

    it('and leaves no gap in the ordinals', async () => {
      const { log } = opened.now();
      await put(log, 'task-t1', 'new');
      await errorOf(put(log, 'task-t1', 'new', 5));
      expect(await put(log, 'task-t2', 'new')).toMatchObject({ first: 2n });
    });
  });

  describe('the size of an append', () => {
    const spare = (text: string): number => {
      const [empty, full] = ['', text].map((data) =>
        Buffer.byteLength(canonical(sampleEnvelope('task-t1', 0, { data }))),
      );
      return MAX_APPEND_BYTES - (empty ?? 0) - ((full ?? 0) - (empty ?? 0));
    };

    it('512 KiB of canonical bytes fit', async () => {
      const { log } = opened.now();
      const data = 'x'.repeat(spare(''));
      await log.append('task-t1', [sampleEnvelope('task-t1', 0, { data })], 'new');
      expect((await log.readStream('task-t1')).map((e) => e.data)).toEqual([data]);
    });

    it('one byte more does not', async () => {
      const { log } = opened.now();
      const event = sampleEnvelope('task-t1', 0, { data: 'x'.repeat(spare('') + 1) });
      expect(await errorOf(log.append('task-t1', [event], 'new'))).toBeInstanceOf(IllegalEvent);
      expect(await log.head()).toBe(0n);
    });

    it('is counted in bytes, not in letters', async () => {
      const { log } = opened.now();
      const event = sampleEnvelope('task-t1', 0, { data: 'ệ'.repeat(MAX_APPEND_BYTES / 3) });
      expect(await errorOf(log.append('task-t1', [event], 'new'))).toBeInstanceOf(IllegalEvent);
    });

    it('is counted over all events of the append', async () => {
      const { log } = opened.now();
      const events = sampleEvents('task-t1', 0, 3, () => 'x'.repeat(MAX_APPEND_BYTES / 3));
      expect(await errorOf(log.append('task-t1', events, 'new'))).toBeInstanceOf(IllegalEvent);
      await log.append('task-t1', events.slice(0, 2), 'new');
      expect(revisionsOf(await log.readStream('task-t1'))).toEqual([0, 1]);
    });
  });

  it('a closed log takes nothing', async () => {
    const { reopen, log } = opened.now();
    const second = await reopen();
    await second.close();
    expect(await errorOf(put(second, 'task-t1', 'new'))).toBeInstanceOf(LogUnavailable);
    expect(await log.head()).toBe(0n);
  });
}
