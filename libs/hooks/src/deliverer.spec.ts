import { setTimeout as sleep } from 'node:timers/promises';
import { HTTP } from 'cloudevents';
import type { Database } from '#database/database.js';
import { createPool } from '#database/pool.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import { InMemoryEventLog, InMemoryLogStore } from '#event-log/in-memory.event-log.js';
import { sampleEnvelope } from '#event-log/testing/sample-envelope.js';
import { InMemorySubjectKeys } from '#sealing/in-memory.subject-keys.js';
import { KeySealer } from '#sealing/key-sealer.js';
import { Deliverer } from './deliverer.js';
import type { PostRules } from './post.js';
import { migrateHooks, PostgresHookStore } from './postgres-hook-store.js';
import { DELAYS_MS } from './schedule.js';
import { isSigned } from './signature.js';
import type { Subscription } from './subscription.js';
import { ANSWERS, type Received, Receiver, signatureIn } from './testing/receiver.js';
import { type Order, type OrderedBy, OVERLAP_MS, Webhooks } from './webhooks.js';

const AUDITOR: OrderedBy = { name: 'kt', reach: { everything: true, categories: [] } };
const REGISTRAR: OrderedBy = { name: 'vt', reach: { everything: false, categories: ['task', 'unit'] } };
const FULL: Omit<Order, 'address'> = { full: true, types: [], categories: [], streams: [], after: 0 };
const THIN: Omit<Order, 'address'> = { ...FULL, full: false };

let database: Database;
let schemas = 0;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

/** What outlives a process, and a clock that is moved by hand. */
class Machine {
  readonly logStore = new InMemoryLogStore();
  readonly sealer = new KeySealer(new InMemorySubjectKeys());
  now = new Date('2026-11-24T08:00:00Z');
  readonly troubles: string[] = [];
  readonly schema = `hooks_${++schemas}`;
  readonly ending: (() => Promise<void>)[] = [];
  private count = 0;

  /** A process that delivers, or one that only manages. */
  process({ delivers = true, rules = {} }: { delivers?: boolean; rules?: Partial<PostRules> } = {}) {
    const log = new InMemoryEventLog(this.logStore);
    const store = new PostgresHookStore(database.urls.app, this.schema);
    const sending = { sealer: this.sealer, rules: { loopback: true, timeoutMs: 300, ...rules }, at: null };
    const now = () => this.now;
    const webhooks: Webhooks = new Webhooks({ log, store, ring: () => deliverer.ring(), now, ...sending });
    const deliverer: Deliverer = new Deliverer(
      { log, store, ...sending },
      {
        now,
        random: () => 0.5,
        tickMs: 10,
        retryMs: 10,
        end: (id, why) => webhooks.end(id, why),
        onTrouble: (trouble) => this.troubles.push(trouble),
      },
    );
    if (delivers) deliverer.start();
    let stopped: Promise<void> | undefined;
    const stop = () => (stopped ??= deliverer.stop().then(() => store.close()));
    this.ending.push(stop);
    return { log, store, webhooks, deliverer, stop };
  }

  async record(count: number, category = 'task'): Promise<void> {
    const log = new InMemoryEventLog(this.logStore);
    for (let i = 0; i < count; i++) {
      const n = ++this.count;
      await log.append(`${category}-${n}`, [sampleEnvelope(`${category}-${n}`, 0, { data: { n } })], 'new');
    }
  }

  pass(ms: number): void {
    this.now = new Date(this.now.getTime() + ms);
  }
}

const numbers = (received: readonly Received[]) =>
  received.map(({ body }) => (JSON.parse(body) as { data: { n: number } }).data.n);

async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 1500; i++) {
    if (await done()) return;
    await sleep(10);
  }
  throw new Error('it does not come');
}

describe('webhooks', () => {
  let machine: Machine;
  let receiver: Receiver;
  beforeEach(async () => {
    machine = new Machine();
    await migrateHooks(database.urls.owner, machine.schema);
    receiver = await Receiver.open();
  });
  afterEach(async () => {
    for (const stop of machine.ending) await stop();
    await receiver.close();
  });
  const found = async ({ webhooks }: { webhooks: Webhooks }, id: string): Promise<Subscription> => {
    const subscription = await webhooks.find(id);
    if (!subscription) throw new Error('it is there');
    return subscription;
  };

  it('bring each event as a signed CloudEvent, thin unless whole ones were granted', async () => {
    const one = machine.process();
    await machine.record(1);
    const full = await one.webhooks.make({ ...FULL, address: receiver.url }, AUDITOR);
    await until(() => receiver.received.length === 1);
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
    const event = HTTP.toEvent<{ n: number }>({ headers, body });
    expect(event).toMatchObject({ subject: 'task-1', type: 'vn.trachnhiem.TaskAssigned.v1', data: { n: 1 } });
    const signature = signatureIn(headers);
    expect(headers['webhook-id']).toBe((event as { id: string }).id);
    expect(isSigned(signature, body, full.secret, machine.now)).toBe(true);
    expect(isSigned(signature, `${body} `, full.secret, machine.now)).toBe(false);
    await one.webhooks.end(full.subscription.id, 'test');
    await one.webhooks.make({ ...THIN, address: receiver.url }, REGISTRAR);
    await until(() => receiver.received.length === 2);
    expect(JSON.parse(receiver.received[1]?.body ?? '')).toMatchObject({
      data: { stream: 'task-1', type: 'TaskAssigned', position: 1 },
    });
  });

  it('bring 1,000 events in order, with two processes and an end of the one that delivers in the middle; none is lost', async () => {
    const first = machine.process();
    const second = machine.process();
    await machine.record(400);
    const { subscription } = await first.webhooks.make({ ...FULL, address: receiver.url }, AUDITOR);
    let faults = 0;
    receiver.behave = (response, received) => {
      // The acknowledgement of some is lost on the way: they come again.
      if (receiver.received.length % 97 === 0 && faults++ < 5) return ANSWERS.drop(response, received);
      if (receiver.received.length === 350) void first.stop();
      ANSWERS.status(204)(response, received);
    };
    await machine.record(600);
    await until(async () => {
      machine.pass(10_000);
      return (await found(second, subscription.id)).position === 1000;
    });
    const came = numbers(receiver.received);
    expect([...new Set(came)]).toEqual(Array.from({ length: 1000 }, (_, i) => i + 1));
    expect(came.length).toBeGreaterThan(1000);
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(1000);
    // Between the first of one event and the last of the next nothing goes back further than to the one under way.
    for (let i = 1; i < came.length; i++) expect((came[i - 1] ?? 0) - (came[i] ?? 0)).toBeLessThanOrEqual(0);
    expect(second.deliverer.state.leading).toBe(true);
    expect(machine.troubles).toEqual([]);
  });

  it('bring only what is asked for and what may leave in the name of who made it', async () => {
    const one = machine.process();
    for (const category of ['task', 'finding', 'unit', 'task']) await machine.record(1, category);
    const all = await one.webhooks.make({ ...THIN, address: receiver.url }, REGISTRAR);
    await until(async () => (await found(one, all.subscription.id)).position === 4);
    const subjects = () => receiver.received.map(({ body }) => (JSON.parse(body) as { subject: string }).subject);
    expect(subjects()).toEqual(['task-1', 'unit-3', 'task-4']);
    await one.webhooks.end(all.subscription.id, 'test');
    receiver.received.length = 0;
    await one.webhooks.make({ ...THIN, address: receiver.url, streams: ['task-4'] }, REGISTRAR);
    await one.webhooks.make({ ...FULL, address: receiver.url, categories: ['finding'] }, AUDITOR);
    const none = await one.webhooks.make({ ...FULL, address: receiver.url, types: ['UnitMoved'] }, AUDITOR);
    await until(async () => receiver.received.length === 2 && (await found(one, none.subscription.id)).position === 4);
    expect(subjects().sort()).toEqual(['finding-2', 'task-4']);
  });

  it.each([
    ['full-not-granted', { ...FULL }, REGISTRAR],
    ['beyond-reach', { ...THIN, categories: ['finding'] }, REGISTRAR],
    ['beyond-reach', { ...THIN, streams: ['finding-f1'] }, REGISTRAR],
    ['not-https', { ...THIN, address: 'http://example.vn/' }, AUDITOR],
    ['not-public', { ...THIN, address: 'https://10.0.0.1/' }, AUDITOR],
  ])('are refused: %s', async (fault, order, by) => {
    const { webhooks } = machine.process({ delivers: false });
    await expect(webhooks.make({ address: receiver.url, ...order }, by)).rejects.toMatchObject({ fault });
    expect(await webhooks.list()).toEqual([]);
  });

  it('wait longer after each failure, hold up nobody else, and go on in order', async () => {
    const one = machine.process();
    const other = await Receiver.open();
    receiver.behave = ANSWERS.status(500);
    await machine.record(2);
    const slow = await one.webhooks.make({ ...FULL, address: receiver.url }, AUDITOR);
    await one.webhooks.make({ ...FULL, address: other.url }, AUDITOR);
    await until(() => other.received.length === 2);
    const attempts = async () => (await found(one, slow.subscription.id)).attempts;
    await until(async () => (await attempts()) === 1);
    machine.pass(4_999);
    await sleep(100);
    expect(receiver.received).toHaveLength(1);
    machine.pass(1);
    await until(async () => (await attempts()) === 2);
    machine.pass(29_999);
    await sleep(100);
    expect(numbers(receiver.received)).toEqual([1, 1]);
    receiver.behave = ANSWERS.status(200);
    machine.pass(1);
    await until(() => receiver.received.length === 4);
    expect(numbers(receiver.received)).toEqual([1, 1, 1, 2]);
    expect(await found(one, slow.subscription.id)).toMatchObject({ attempts: 0, last: { outcome: 'delivered' } });
    await other.close();
  });

  it('give an event up after the last attempt, go on, are sent by hand; three in a row suspend', async () => {
    const one = machine.process();
    receiver.behave = ANSWERS.status(500);
    await machine.record(5);
    const { subscription } = await one.webhooks.make({ ...FULL, address: receiver.url }, AUDITOR);
    const { id } = subscription;
    await until(async () => {
      machine.pass(DELAYS_MS.at(-1) ?? 0);
      return (await found(one, id)).state === 'suspended';
    });
    expect(await found(one, id)).toMatchObject({ position: 3, why: 'too-many-given-up', givenUp: 3 });
    expect(numbers(receiver.received)).toEqual([1, 2, 3].flatMap((n) => Array<number>(10).fill(n)));
    const letters = (await one.webhooks.deadLetters(id, null, 10)) ?? [];
    expect(letters.map(({ position, attempts, status }) => [position, attempts, status])).toEqual([
      [3, 10, 500],
      [2, 10, 500],
      [1, 10, 500],
    ]);
    expect((await one.webhooks.redeliver(id, 2))?.attempt).toMatchObject({ outcome: 'status' });
    receiver.behave = ANSWERS.status(204);
    receiver.received.length = 0;
    expect((await one.webhooks.redeliver(id, 2))?.letter.redeliveredAt).toBe(machine.now.toISOString());
    expect(await one.webhooks.redeliver(id, 4)).toBeNull();
    await one.webhooks.resume(id);
    await until(() => receiver.received.length === 3);
    expect(numbers(receiver.received)).toEqual([2, 4, 5]);
  });

  it('end where the receiver says so (410): the secrets are destroyed, and nothing revives it', async () => {
    const one = machine.process();
    receiver.behave = ANSWERS.status(410);
    await machine.record(2);
    const { subscription } = await one.webhooks.make({ ...FULL, address: receiver.url }, AUDITOR);
    await until(async () => (await found(one, subscription.id)).state === 'ended');
    expect(await found(one, subscription.id)).toMatchObject({ why: 'gone', secrets: [], position: 0 });
    expect(receiver.received).toHaveLength(1);
    for (const call of ['pause', 'resume', 'newSecret'] as const)
      await expect(one.webhooks[call](subscription.id)).rejects.toMatchObject({ fault: 'has-ended' });
  });

  it('are not held up by a silent receiver, a cut connection, a redirect, an answer without end or a private address', async () => {
    const one = machine.process({ rules: { resolve: () => Promise.resolve(['10.0.0.1']) } });
    await machine.record(1);
    const receivers = await Promise.all(Array.from({ length: 4 }, () => Receiver.open()));
    const behaviours = [ANSWERS.silence, ANSWERS.drop, ANSWERS.status(302, { location: receiver.url }), ANSWERS.huge];
    const made: { subscription: Subscription }[] = [];
    for (const [i, each] of receivers.entries()) {
      each.behave = behaviours[i] ?? ANSWERS.drop;
      made.push(await one.webhooks.make({ ...FULL, address: each.url }, AUDITOR));
    }
    made.push(await one.webhooks.make({ ...FULL, address: 'https://rebind.example.vn/' }, AUDITOR));
    await one.webhooks.make({ ...FULL, address: receiver.url }, AUDITOR);
    await until(() => receiver.received.length === 1);
    const outcomes = () =>
      Promise.all(made.map(async (each) => (await found(one, each.subscription.id)).last?.outcome));
    await until(async () => !(await outcomes()).includes(undefined));
    expect(await outcomes()).toEqual(['timeout', 'connection', 'redirect', 'delivered', 'address-refused']);
    expect(receiver.received).toHaveLength(1);
    await Promise.all(receivers.map((each) => each.close()));
  });

  it('change secrets with two valid at a time; the older ends with its day', async () => {
    const one = machine.process();
    const { subscription, secret } = await one.webhooks.make({ ...FULL, address: receiver.url }, AUDITOR);
    const second = (await one.webhooks.newSecret(subscription.id))?.secret ?? '';
    const third = (await one.webhooks.newSecret(subscription.id))?.secret ?? '';
    const valid = async () => {
      const count = receiver.received.length;
      await machine.record(1);
      await until(() => receiver.received.length === count + 1);
      const { headers, body } = receiver.received[count] ?? { headers: {}, body: '' };
      const signature = signatureIn(headers);
      return [secret, second, third].map((each) => isSigned(signature, body, each, machine.now));
    };
    expect(await valid()).toEqual([false, true, true]);
    machine.pass(OVERLAP_MS);
    expect(await valid()).toEqual([false, false, true]);
  });

  it('pause and go on from where they stood', async () => {
    const one = machine.process();
    const { subscription } = await one.webhooks.make({ ...FULL, address: receiver.url }, AUDITOR);
    await one.webhooks.pause(subscription.id);
    await machine.record(3);
    await sleep(100);
    expect(receiver.received).toEqual([]);
    await one.webhooks.resume(subscription.id);
    await until(() => receiver.received.length === 3);
    expect(numbers(receiver.received)).toEqual([1, 2, 3]);
  });

  it('say so when the log was restored from an older copy, and go on where they are told to', async () => {
    const one = machine.process();
    await machine.record(2);
    const { subscription } = await one.webhooks.make({ ...FULL, address: receiver.url }, AUDITOR);
    await until(() => receiver.received.length === 2);
    await one.stop();
    const older = new InMemoryLogStore();
    const two = machine.process({ delivers: false });
    const restored = new Deliverer(
      {
        log: new InMemoryEventLog(older),
        store: two.store,
        sealer: machine.sealer,
        rules: { loopback: true },
        at: null,
      },
      {
        now: () => machine.now,
        tickMs: 10,
        retryMs: 10,
        end: () => Promise.resolve(),
        onTrouble: (text) => machine.troubles.push(text),
      },
    );
    restored.start();
    await until(() => machine.troubles.length > 0);
    expect(machine.troubles).toEqual([expect.stringMatching(/has come to ordinal 2, the log ends at 0/)]);
    await restored.stop();
    await two.webhooks.rewind(subscription.id, 1);
    const three = machine.process();
    await until(() => receiver.received.length === 3);
    expect(numbers(receiver.received)).toEqual([1, 2, 2]);
    expect(three.deliverer.state.trouble).toBeNull();
  });

  it('keep no secret that could be read in the database, and nothing there for the reader', async () => {
    const one = machine.process({ delivers: false });
    const { secret } = await one.webhooks.make({ ...FULL, address: receiver.url }, AUDITOR);
    const pool = createPool(database.urls.app, { max: 1, applicationName: 'test' });
    const { rows } = await pool.query<{ text: string }>(`SELECT s::text AS text FROM ${machine.schema}.subscription s`);
    expect(rows[0]?.text).toContain(receiver.url);
    expect(rows[0]?.text).not.toContain(secret.replace('whsec_', ''));
    await pool.end();
    const reader = createPool(database.urls.reader, { max: 1, applicationName: 'test' });
    await expect(reader.query(`SELECT * FROM ${machine.schema}.subscription`)).rejects.toThrow(/permission denied/);
    await reader.end();
  });

  it('are a hundred at most', async () => {
    const one = machine.process({ delivers: false });
    for (let i = 0; i < 100; i++) await one.webhooks.make({ ...FULL, address: receiver.url }, AUDITOR);
    const [first] = await one.webhooks.list();
    await expect(one.webhooks.make({ ...FULL, address: receiver.url }, AUDITOR)).rejects.toMatchObject({
      fault: 'too-many',
    });
    await one.webhooks.end(first?.id ?? '', 'test');
    await one.webhooks.make({ ...FULL, address: receiver.url }, AUDITOR);
  });
});
