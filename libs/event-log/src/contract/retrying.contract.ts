import { type Appended, type Envelope, type EventLog, LogUnavailable, WrongRevision } from '../event-log.js';
import { sampleEnvelope, sampleId } from '../testing/sample-envelope.js';
import { eachWithItsOwnLog, errorOf, type LogUnderTest, put, revisionsOf } from './log-under-test.contract.js';

type Append = EventLog['append'];

/**
 * The recorder's rule in a few lines: look for the command in the stream, append if it is not there, and after a
 * refusal or silence look again. Returns the receipt of the one append that counted.
 */
async function record(log: EventLog, append: Append, stream: string, command: string): Promise<Appended> {
  for (let tries = 0; tries < 50; tries++) {
    const events = await log.readStream(stream);
    const mine = events.filter((e) => e.command === command);
    const [first, last] = [mine[0], mine.at(-1)];
    if (first && last) return { first: first.ordinal, last: last.ordinal, revision: last.revision };
    const next = events.length;
    try {
      return await append(stream, eventsOf(stream, next, command), next === 0 ? 'new' : next - 1);
    } catch (error) {
      if (!(error instanceof WrongRevision || error instanceof LogUnavailable)) throw error;
    }
  }
  throw new Error('50 tries were not enough');
}

/** Two events of one command; their ids depend on the command, the stream and their place, not on the revision. */
function eventsOf(stream: string, revision: number, command: string): Envelope[] {
  return [0, 1].map((i) =>
    sampleEnvelope(stream, revision + i, {
      command,
      id: sampleId(`${command} ${stream} ${i}`),
      data: `giao việc ${i}`,
    }),
  );
}

export function retrying(open: () => Promise<LogUnderTest>): void {
  const opened = eachWithItsOwnLog(open);
  const command = sampleId('c1');

  it('the same events at the same revision never come twice', async () => {
    const { log } = opened.now();
    const events = eventsOf('task-a', 0, command);
    const receipt = await log.append('task-a', events, 'new');
    const again = await log.append('task-a', events, 'new').catch((error: unknown) => error);
    // a store that knows the ids may answer with the first receipt instead of refusing
    if (again instanceof WrongRevision) expect(again.actual).toBe(1);
    else expect(again).toEqual(receipt);
    expect(revisionsOf(await log.readStream('task-a'))).toEqual([0, 1]);
    expect(await log.head()).toBe(2n);
  });

  it('the same events in the middle of a stream never come twice', async () => {
    const { log } = opened.now();
    await put(log, 'task-a', 'new', 3);
    const events = eventsOf('task-a', 3, command);
    const receipt = await log.append('task-a', events, 2);
    await put(log, 'task-a', 4);
    const again = await log.append('task-a', events, 2).catch((error: unknown) => error);
    if (again instanceof WrongRevision) expect(again.actual).toBe(5);
    else expect(again).toEqual(receipt);
    expect(revisionsOf(await log.readStream('task-a'))).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('other events of another command at the same revision are refused', async () => {
    const { log } = opened.now();
    await log.append('task-a', eventsOf('task-a', 0, command), 'new');
    const error = await errorOf(log.append('task-a', eventsOf('task-a', 0, sampleId('c2')), 'new'));
    expect(error).toMatchObject({ name: 'WrongRevision', actual: 1 });
  });

  it('the command is found in the stream', async () => {
    const { log } = opened.now();
    await record(log, log.append.bind(log), 'task-a', command);
    expect((await log.readStream('task-a')).map((e) => e.command)).toEqual([command, command]);
  });

  it('a command sent again has the same receipt and one effect', async () => {
    const { log } = opened.now();
    const receipt = await record(log, log.append.bind(log), 'task-a', command);
    await record(log, log.append.bind(log), 'task-a', sampleId('c2'));
    expect(await record(log, log.append.bind(log), 'task-a', command)).toEqual(receipt);
    expect(await log.head()).toBe(4n);
  });

  it('a command sent 8 times at once has the same receipt and one effect', async () => {
    const { log } = opened.now();
    const receipts = await Promise.all(
      Array.from({ length: 8 }, () => record(log, log.append.bind(log), 'task-a', command)),
    );
    for (const receipt of receipts) expect(receipt).toEqual({ first: 1n, last: 2n, revision: 1 });
    expect(await log.head()).toBe(2n);
  });

  it('a command sent at once through two adapters has the same receipt and one effect', async () => {
    const { log, reopen } = opened.now();
    const elsewhere = await reopen();
    try {
      const receipts = await Promise.all(
        [log, elsewhere, log, elsewhere].map((one) => record(one, one.append.bind(one), 'task-a', command)),
      );
      for (const receipt of receipts) expect(receipt).toEqual({ first: 1n, last: 2n, revision: 1 });
      expect(await elsewhere.head()).toBe(2n);
    } finally {
      await elsewhere.close();
    }
  });

  it('an acknowledgement that is lost is made good by reading', async () => {
    const { log } = opened.now();
    let calls = 0;
    const append: Append = async (...given) => {
      const appended = await log.append(...given);
      if (++calls === 1) throw new LogUnavailable('the answer was lost');
      return appended;
    };
    expect(await record(log, append, 'task-a', command)).toEqual({ first: 1n, last: 2n, revision: 1 });
    expect([calls, await log.head()]).toEqual([1, 2n]);
  });

  it('an append that never arrived is made good by sending again', async () => {
    const { log } = opened.now();
    let calls = 0;
    const append: Append = async (...given) => {
      if (++calls === 1) throw new LogUnavailable('the request was lost');
      return log.append(...given);
    };
    expect(await record(log, append, 'task-a', command)).toEqual({ first: 1n, last: 2n, revision: 1 });
    expect([calls, await log.head()]).toEqual([2, 2n]);
  });

  it('after a restart the same command has the same receipt', async () => {
    const { log, reopen } = opened.now();
    await put(log, 'task-a', 'new', 3);
    const receipt = await record(log, log.append.bind(log), 'task-a', command);
    await log.close();
    const again = await reopen();
    try {
      expect(await record(again, again.append.bind(again), 'task-a', command)).toEqual(receipt);
      expect(await again.head()).toBe(5n);
    } finally {
      await again.close();
    }
  });
}
