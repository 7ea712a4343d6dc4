import { createHash, createHmac } from 'node:crypto';
import { RuleViolation } from '#domain/rule-violation.js';
import { IllegalEvent, type LoggedEvent } from '#event-log/event-log.js';
import { InMemoryEventLog } from '#event-log/in-memory.event-log.js';
import { type ErasedUpTo, InMemoryErasureMark } from '#sealing/erasure-mark.js';
import { InMemorySubjectKeys } from '#sealing/in-memory.subject-keys.js';
import { KeySealer } from '#sealing/key-sealer.js';
import { ERASED, type SealedValue, type Sealer } from '#sealing/sealer.js';
import { KeysUnusable } from '#sealing/subject-keys.js';
import { InvalidCommand } from './command-desk.js';
import { ErasureFollower } from './erasure-follower.js';
import { InMemoryOutcomes } from './outcomes.js';
import { OrderErasure, ProposeErasure, RecordInformant, RecordPersonalDetails } from './personal-data.commands.js';
import { CommandIdReused, factOf } from './recorder.js';
import { FaultyLog, openCommandSide, type CommandSideUnderTest } from './testing/command-side.js';
import { district, eventful, recording } from './testing/district.js';

const PHONE = '0912345678';
const ADDRESS = 'Số 12 đường Hòa Bình'.normalize('NFD');

describe('personal data through the desk', () => {
  let log: FaultyLog;
  let outcomes: InMemoryOutcomes;
  let keys: InMemorySubjectKeys;
  let sealer: Sealer;
  let side: CommandSideUnderTest;
  beforeEach(async () => {
    log = new FaultyLog(new InMemoryEventLog());
    outcomes = new InMemoryOutcomes();
    keys = new InMemorySubjectKeys();
    sealer = new KeySealer(keys);
    side = await openCommandSide(log, outcomes, undefined, sealer);
    const record = recording(side.desk);
    await district(record);
    await eventful(record);
  });
  afterEach(() => side.close());

  const details = (key: string | null, body: object = { phone: PHONE, address: ADDRESS }) =>
    side.desk.takeBody(
      RecordPersonalDetails,
      { personId: 'p.qa', on: '2021-08-10', ...body },
      key === null ? {} : { idempotencyKey: key },
    );
  const sealedIn = (event: LoggedEvent | undefined) => (event ? factOf(event).data : {}) as Record<string, SealedValue>;
  const lastOf = async (stream: string) => (await log.readStream(stream)).at(-1);
  const refusalOf = (sent: Promise<unknown>) =>
    sent.then(
      () => null,
      (error: unknown) => (error instanceof RuleViolation ? error.code : error),
    );
  const propose = (subject = 'person-p.qa') =>
    side.desk.takeBody(ProposeErasure, {
      subject,
      office: 'qa.ct',
      reason: 'theo yêu cầu',
      legalBasis: 'Luật A',
      on: '2021-08-12',
    });
  const order = (proposal: string, change: object = {}, key = 'xóa') =>
    side.desk.takeBody(
      OrderErasure,
      { subject: 'person-p.qa', proposal, office: 'tp.ct', reason: 'đồng ý', on: '2021-08-13', ...change },
      { idempotencyKey: key },
    );
  const ordered = async () => order((await propose()).events[0]?.id ?? '');

  it('is sealed before it is recorded, each field for its place, and opens there', async () => {
    await details('a');
    const event = await lastOf('person-p.qa');
    const { phone, address } = sealedIn(event);
    const open = (field: string, value: SealedValue | undefined) =>
      sealer.open({ subject: 'person-p.qa', field, event: event?.id ?? '' }, value as SealedValue);
    expect(await open('phone', phone)).toEqual({ text: PHONE });
    expect(await open('address', address)).toEqual({ text: ADDRESS });
    await expect(open('phone', address)).rejects.toThrow();
  });

  it('stands nowhere behind the desk: not in the log, not in the outcomes, not as a hash that can be guessed', async () => {
    const kept: string[] = [];
    const [claim, keep] = [outcomes.claim.bind(outcomes), outcomes.keep.bind(outcomes)];
    outcomes.claim = (id, hash) => {
      kept.push(hash);
      return claim(id, hash);
    };
    outcomes.keep = (id, outcome) => {
      kept.push(JSON.stringify(outcome));
      return keep(id, outcome);
    };
    await details('a', { phone: PHONE });
    expect(await refusalOf(details('b', { personId: 'không-có', phone: PHONE }))).toBe('person-unknown');
    const events = [];
    for await (const batch of log.readAll(0n)) events.push(...batch.map((e) => ({ ...e, ordinal: Number(e.ordinal) })));
    const written = JSON.stringify([events, kept]);
    expect(kept.join()).toContain('person-unknown');
    const body = { personId: 'p.qa', on: '2021-08-10', phone: PHONE };
    const guesses = [PHONE, JSON.stringify(body), JSON.stringify({ command: 'RecordPersonalDetails', body })];
    for (const guess of guesses) {
      const hash = createHash('sha256').update(guess).digest('hex');
      for (const trace of [guess, hash, hash.slice(0, 32), createHmac('sha256', '').update(guess).digest('hex')])
        expect(written).not.toContain(trace);
    }
  });

  it('is told from other personal data under the same key, also when a rule refused it', async () => {
    const first = await details('a');
    expect(await details('a')).toEqual(first);
    await expect(details('a', { phone: '0912345679' })).rejects.toThrow(CommandIdReused);
    await expect(details('a', { phone: PHONE })).rejects.toThrow(CommandIdReused);
    const unknown = { personId: 'không-có', phone: PHONE };
    for (let i = 0; i < 2; i++) expect(await refusalOf(details('b', unknown))).toBe('person-unknown');
    await expect(details('b', { ...unknown, phone: '0912345679' })).rejects.toThrow(CommandIdReused);
  });

  it.each<[string, object]>([
    ['a telephone number with blanks', { phone: '0912 345 678' }],
    ['a telephone number that is too short', { phone: '0912345' }],
    ['an identity number of ten digits', { nationalId: '0123456789' }],
    ['an identity number with a letter', { nationalId: '01234567890a' }],
    ['an address without end', { address: 'đ'.repeat(501) }],
    ['an empty address', { address: '' }],
  ])('is not taken with %s, and what is said of it repeats nothing', async (_, body) => {
    const error = await details(null, body).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(InvalidCommand);
    for (const text of Object.values(body) as string[])
      if (text !== '') expect(JSON.stringify(error) + String(error)).not.toContain(text);
  });

  it('is not taken with text that no store gives back', async () => {
    await expect(details('a', { address: 'a\0b' })).rejects.toThrow(IllegalEvent);
    await expect(details('b', { address: 'a\ud800' })).rejects.toThrow(IllegalEvent);
    expect(await keys.find('person-p.qa')).toBeNull();
  });

  it('says at least one thing', async () => {
    expect(await refusalOf(details('a', {}))).toBe('details-say-nothing');
  });

  it('is erased by two persons in two offices; then it opens nowhere and none is recorded again', async () => {
    await details('a');
    const event = await lastOf('person-p.qa');
    const first = await ordered();
    expect(first.events.map(({ type }) => type)).toEqual(['ErasureOrdered']);
    const { phone } = sealedIn(event);
    expect(
      await sealer.open({ subject: 'person-p.qa', field: 'phone', event: event?.id ?? '' }, phone as SealedValue),
    ).toBe(ERASED);
    expect(await refusalOf(details('mới'))).toBe('personal-data-erased');
    expect(await refusalOf(details('mới'))).toBe('personal-data-erased');
    const { proposal } = (await lastOf('person-p.qa'))?.data as { proposal: string };
    expect(await order(proposal)).toEqual(first);
    expect(await refusalOf(order(proposal, {}, 'lần hai'))).toBe('personal-data-erased');
  });

  it('is erased by nobody alone, by no office without a holder, and only of a person or a finding', async () => {
    const proposal = (await propose()).events[0]?.id ?? '';
    expect(await refusalOf(order(proposal, { office: 'qa.ct' }, '1'))).toBe('two-offices-needed');
    expect(await refusalOf(order(proposal, { on: '2021-08-11' }, '2'))).toBe('erasure-before-proposed');
    expect(await refusalOf(order('không-có', {}, '3'))).toBe('erasure-not-proposed');
    expect(await refusalOf(order(proposal, { office: 'không-có' }, '4'))).toBe('office-unknown');
    expect(await refusalOf(propose('task-t1'))).toBe('not-a-personal-subject');
    expect(await refusalOf(propose('person-không-có'))).toBe('person-unknown');
    expect(await refusalOf(propose('finding-không-có'))).toBe('finding-unknown');
    expect(await keys.find('person-p.qa')).toBeNull();
  });

  it('of who reported a finding is kept while a rectification is under way', async () => {
    await side.desk.takeBody(RecordInformant, { findingId: 'f1', informant: 'Bà C, 0900000002', on: '2021-08-12' });
    const proposal = (await propose('finding-f1')).events[0]?.id ?? '';
    await recording(side.desk, { historical: true })('RequestRectification', {
      findingId: 'f1',
      rectificationId: 'k1',
      unit: 'qa',
      what: 'Bố trí đủ ca',
      office: 'tp.ct',
      on: '2021-08-13',
    });
    const subject = { subject: 'finding-f1' };
    expect(await refusalOf(order(proposal, subject))).toBe('rectification-holds-informant');
    const event = (await log.readStream('finding-f1')).find(({ type }) => type === 'InformantRecorded');
    const { informant } = sealedIn(event);
    const place = { subject: 'finding-f1', field: 'informant', event: event?.id ?? '' };
    expect(await sealer.open(place, informant as SealedValue)).toEqual({ text: 'Bà C, 0900000002' });
  });

  it('is not recorded with a value that was sealed before its subject was erased', async () => {
    await ordered();
    const late = keys.make.bind(keys);
    // A process that has read the key just before it was destroyed.
    keys.make = () => new InMemorySubjectKeys().make('person-p.qa');
    expect(await refusalOf(details('muộn'))).toBe('personal-data-erased');
    keys.make = late;
    expect((await lastOf('person-p.qa'))?.type).toBe('ErasureOrdered');
  });

  describe('and a crash', () => {
    const follower = (mark = new InMemoryErasureMark(), by: Sealer = sealer) => new ErasureFollower(log, by, mark);
    const isDestroyed = async () => (await keys.find('person-p.qa')) === 'destroyed';
    const failing = () => Promise.reject(new KeysUnusable('the disk is away'));

    it('before the order is recorded changes nothing', async () => {
      await details('a');
      const proposal = (await propose()).events[0]?.id ?? '';
      log.crashesAtAppend = log.appends + 1;
      await expect(order(proposal)).rejects.toThrow();
      log.crashesAtAppend = Infinity;
      await follower().catchUp();
      expect(await isDestroyed()).toBe(false);
      await order(proposal);
      expect(await isDestroyed()).toBe(true);
    });

    it('between the record and the destruction is repaired by whoever comes next, or by sending it again', async () => {
      await details('a');
      const proposal = (await propose()).events[0]?.id ?? '';
      const destroy = keys.destroy.bind(keys);
      keys.destroy = failing;
      await expect(order(proposal)).rejects.toThrow(KeysUnusable);
      expect([await isDestroyed(), (await lastOf('person-p.qa'))?.type]).toEqual([false, 'ErasureOrdered']);
      expect(await refusalOf(details('b'))).toBe('personal-data-erased');
      keys.destroy = destroy;
      await follower().catchUp();
      expect(await isDestroyed()).toBe(true);
      expect((await order(proposal)).events).toHaveLength(1);
    });

    it('between the destruction and the mark does it again, to no harm', async () => {
      await details('a');
      await ordered();
      const mark = new InMemoryErasureMark();
      const write = mark.write.bind(mark);
      mark.write = failing;
      await expect(follower(mark).catchUp()).rejects.toThrow(KeysUnusable);
      mark.write = write;
      await follower(mark).catchUp();
      expect(await isDestroyed()).toBe(true);
      expect(await mark.read()).toMatchObject({ ordinal: Number(await log.head()) });
    });

    it('is followed by nothing twice: after the mark only what is new is looked at', async () => {
      await ordered();
      const mark = new InMemoryErasureMark();
      await follower(mark).catchUp();
      let destroyed = 0;
      const counting: Sealer = { ...sealer, destroy: () => Promise.resolve(void (destroyed += 1)) };
      await follower(mark, counting).catchUp();
      expect(destroyed).toBe(0);
      // A mark of another history says nothing of this one.
      for (const other of [
        { ordinal: 3, event: 'khác' },
        { ordinal: 10_000, event: 'khác' },
      ] satisfies ErasedUpTo[]) {
        await mark.write(other);
        await follower(mark, counting).catchUp();
      }
      expect(destroyed).toBe(2);
    });

    it('does not end the follower: it says what is wrong once and goes on when it is not', async () => {
      const told: string[] = [];
      const destroy = keys.destroy.bind(keys);
      keys.destroy = failing;
      const following = new ErasureFollower(log, sealer, new InMemoryErasureMark(), {
        onTrouble: (text) => told.push(text),
        againAfterMs: 5,
      });
      following.start();
      await ordered().catch(() => undefined);
      const until = async (condition: () => boolean | Promise<boolean>) => {
        for (let tries = 0; !(await condition()); tries++) {
          if (tries > 1000) throw new Error('waited in vain');
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      };
      await until(() => told.length > 0);
      keys.destroy = destroy;
      await until(isDestroyed);
      await until(() => following.state.trouble === null);
      await following.stop();
      expect(told).toEqual(['orders of erasure are not carried out: the disk is away']);
      expect(following.state.position).toBe(Number(await log.head()));
    });
  });
});
