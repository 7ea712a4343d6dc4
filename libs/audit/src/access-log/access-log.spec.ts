import { InMemoryEventLog } from '#event-log/in-memory.event-log.js';
import { LogUnavailable, type EventLog, type LoggedEvent } from '#event-log/event-log.js';
import type { Json } from '#event-log/json.js';
import { AccessLog } from './access-log.js';
import { type Accessed, AccessUnrecorded } from './access-recorder.js';

const READ: Accessed = {
  route: 'GET /persons/:personId',
  subjects: ['person-p-01'],
  asked: {},
  asOf: '2026-11-24',
  knownAt: 12,
  status: 200,
  rows: 1,
};
const BY = { actor: 'p-09', office: 'qa.ubnd.ct' };

async function entriesOf(log: EventLog): Promise<LoggedEvent[]> {
  const all: LoggedEvent[] = [];
  for await (const batch of log.readAll(0n)) all.push(...batch);
  return all;
}

describe('the access log', () => {
  it('holds who, what and when, in a stream of the day in Viet Nam', async () => {
    const log = new InMemoryEventLog();
    await new AccessLog(log, () => new Date('2026-11-23T17:30:00Z')).record('SensitiveRead', BY, READ);
    const [entry] = await entriesOf(log);
    expect(entry).toMatchObject({
      stream: expect.stringMatching(/^access-2026-11-24\./),
      type: 'SensitiveRead',
      recordedAt: '2026-11-23T17:30:00.000Z',
      actor: 'p-09',
      office: 'qa.ubnd.ct',
      data: READ,
    });
  });

  it('makes one append of what comes at once, and begins a stream each day', async () => {
    const log = new InMemoryEventLog();
    const appends: number[] = [];
    const counted = withAppend(log, async (...args) => {
      appends.push(args[1].length);
      return log.append(...args);
    });
    let now = new Date('2026-11-24T10:00:00Z');
    const access = new AccessLog(counted, () => now);
    await Promise.all(Array.from({ length: 40 }, () => access.record('SensitiveRead', BY, READ)));
    now = new Date('2026-11-25T10:00:00Z');
    await access.record('SensitiveRead', BY, READ);
    expect(appends).toEqual([40, 1]);
    const entries = await entriesOf(log);
    expect(entries.map(({ revision }) => revision)).toEqual([...Array.from({ length: 40 }, (_, i) => i), 0]);
  });

  it('says that it could not, and goes on in another stream once the store is back', async () => {
    const log = new InMemoryEventLog();
    let away = true;
    // The worst of it: the entry is taken and the answer is lost.
    const flaky = withAppend(log, async (...args) => {
      const taken = await log.append(...args);
      if (away) throw new LogUnavailable('no answer');
      return taken;
    });
    const access = new AccessLog(flaky);
    await expect(access.record('SensitiveRead', BY, READ)).rejects.toBeInstanceOf(AccessUnrecorded);
    away = false;
    await access.record('SensitiveRead', BY, READ);
    const streams = (await entriesOf(log)).map(({ stream }) => stream);
    expect(new Set(streams).size).toBe(2);
  });

  it('lets a text that no log can hold fail nobody else’s entry', async () => {
    const log = new InMemoryEventLog();
    const access = new AccessLog(log);
    const odd = { ...READ, subjects: ['person-\ud800', `person-${'x'.repeat(9999)}`, 'a\0b'] };
    await Promise.all([access.record('SensitiveRead', BY, odd), access.record('SensitiveRead', BY, READ)]);
    const [first] = await entriesOf(log);
    const { subjects } = first?.data as Accessed & Json;
    expect(subjects.map((subject) => subject.length)).toEqual([8, 300, 2]);
  });
});

function withAppend(log: EventLog, append: EventLog['append']): EventLog {
  return new Proxy(log, {
    get: (target, name) => (name === 'append' ? append : (Reflect.get(target, name) as unknown)),
  });
}
