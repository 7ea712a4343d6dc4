import { localPrincipal } from '#access/principal.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RuleViolation } from '#domain/rule-violation.js';
import { type EventLog, LogUnavailable } from '#event-log/event-log.js';
import { type CommandDesk, CommandInFlight } from '../command-desk.js';
import type { Outcomes } from '../outcomes.js';
import { RegisterPerson } from '../office.commands.js';
import { StaleRevision } from '../precondition.js';
import { CommandIdReused } from '../recorder.js';
import { RecordPersonalDetails } from '../personal-data.commands.js';
import { RegisterPlace } from '../unit.commands.js';
import { InMemorySubjectKeys } from '#sealing/in-memory.subject-keys.js';
import { KeySealer } from '#sealing/key-sealer.js';
import type { Sealer } from '#sealing/sealer.js';
import { FaultyLog, openCommandSide } from './command-side.js';

/** A store of a log and of outcomes, empty; each `open` is another process on it. */
export interface StoreUnderTest {
  open(): Promise<{ log: EventLog; outcomes: Outcomes; close(): Promise<void> }>;
  close(): Promise<void>;
}

interface Process {
  desk: CommandDesk;
  log: FaultyLog;
  end(): Promise<void>;
}

const NAME_NFC = 'Người Đứng Đầu'.normalize('NFC');
const NAME_NFD = 'Người Đứng Đầu'.normalize('NFD');
const person = (personId: string, name = NAME_NFC) => ({ personId, name });

/** A retry has one effect and the first receipt, whatever the log is kept in. */
export function describeRetries(name: string, openStore: () => Promise<StoreUnderTest>): void {
  describe(`a command on ${name}`, () => {
    let store: StoreUnderTest;
    let processes: Process[];
    let sealer: Sealer;
    beforeEach(async () => {
      sealer = new KeySealer(new InMemorySubjectKeys());
      store = await openStore();
      processes = [];
    });
    afterEach(async () => {
      for (const process of processes) await process.end();
      await store.close();
    });

    async function start(): Promise<Process> {
      const { log: inner, outcomes, close } = await store.open();
      const log = new FaultyLog(inner);
      const side = await openCommandSide(log, outcomes, undefined, sealer);
      const end = async () => {
        await side.close();
        await close();
      };
      const process = { desk: side.desk, log, end };
      processes.push(process);
      return process;
    }

    const register = (process: Process, key: string, body = person('p1')) =>
      process.desk.takeBody(RegisterPerson, body, { idempotencyKey: key });

    it('sent twice has one effect and the same receipt', async () => {
      const process = await start();
      const first = await register(process, 'a');
      expect(first).toMatchObject({ position: 1, events: [{ type: 'PersonRegistered', revision: 0, position: 1 }] });
      expect(await register(process, 'a')).toEqual(first);
      expect(await process.log.head()).toBe(1n);
    });

    it('sent 16 times at once, to two processes, has one effect; each gets the receipt, or is told to wait', async () => {
      const both = [await start(), await start()];
      const sent = Array.from({ length: 16 }, (_, i) => register(both[i % 2] as Process, 'a'));
      const answers = await Promise.allSettled(sent);
      const receipts = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
      for (const answer of answers)
        if (answer.status === 'rejected') expect(answer.reason).toBeInstanceOf(CommandInFlight);
      receipts.push(await register(both[0] as Process, 'a'), await register(both[1] as Process, 'a'));
      expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
      expect(receipts.length).toBeGreaterThan(2);
      expect(await both[0]?.log.head()).toBe(1n);
    });

    it('sent with another body while the first is under way is told so, not to wait', async () => {
      const process = await start();
      const [first, other] = await Promise.allSettled([register(process, 'a'), register(process, 'a', person('p2'))]);
      expect([first.status, other.status === 'rejected' && other.reason]).toEqual([
        'fulfilled',
        expect.any(CommandIdReused),
      ]);
    });

    it('that was recorded gives its receipt, whatever revision the retry expects by now', async () => {
      const process = await start();
      const sent = () => process.desk.takeBody(RegisterPerson, person('p1'), { idempotencyKey: 'a', expected: [] });
      await expect(sent()).rejects.toThrow(StaleRevision);
      const first = await register(process, 'a');
      expect(await sent()).toEqual(first);
    });

    it('whose acknowledgement is lost is acknowledged all the same', async () => {
      const process = await start();
      process.log.answersLost = 1;
      const first = await register(process, 'a');
      expect(first.position).toBe(1);
      expect(await register(process, 'a')).toEqual(first);
      expect(await process.log.head()).toBe(1n);
    });

    it('that never arrived is sent again', async () => {
      const process = await start();
      process.log.appendsLost = 1;
      expect((await register(process, 'a')).position).toBe(1);
      expect(process.log.appends).toBe(2);
    });

    it('that failed after it was recorded is found by the retry', async () => {
      const process = await start();
      process.log.answersLost = 1;
      const inner = process.log.readStream;
      let reads = 0;
      process.log.readStream = async (...given) => {
        if (++reads === 2) throw new LogUnavailable('away');
        return inner(...given);
      };
      await expect(register(process, 'a')).rejects.toThrow(LogUnavailable);
      const again = await start();
      expect(await register(again, 'a')).toMatchObject({ position: 1 });
      expect(await again.log.head()).toBe(1n);
    });

    it('sent again after a restart has the same receipt', async () => {
      const before = await start();
      const first = await register(before, 'a');
      await before.end();
      processes.pop();
      const after = await start();
      expect(await register(after, 'a')).toEqual(first);
      expect(await after.log.head()).toBe(1n);
    });

    it('with another body is refused, in the same process and in another', async () => {
      const process = await start();
      await register(process, 'a');
      for (const sender of [process, await start()]) {
        await expect(register(sender, 'a', person('p2'))).rejects.toThrow(CommandIdReused);
        await expect(register(sender, 'a', person('p1', NAME_NFD))).rejects.toThrow(CommandIdReused);
      }
      expect(await process.log.head()).toBe(1n);
    });

    it('with personal fields has the same receipt though they are sealed anew, and is refused with others', async () => {
      const process = await start();
      await register(process, 'a');
      const send = (sender: Process, phone: string) =>
        sender.desk.takeBody(
          RecordPersonalDetails,
          { personId: 'p1', on: '2021-08-10', phone },
          { idempotencyKey: 'b' },
        );
      process.log.answersLost = 1;
      const first = await send(process, '0912345678');
      for (const sender of [process, await start()]) {
        expect(await send(sender, '0912345678')).toEqual(first);
        await expect(send(sender, '0912345679')).rejects.toThrow(CommandIdReused);
      }
      expect(await process.log.head()).toBe(2n);
      // What can no longer be compared is the same command all the same, and its receipt says nothing personal.
      await sealer.destroy('person-p1');
      expect(await send(await start(), '0912345678')).toEqual(first);
    });

    it('that a rule refused stays refused, also when the rule would allow it by now', async () => {
      const process = await start();
      const place = (unitId: string, parent: string | null, key: string) =>
        process.desk.takeBody(
          RegisterPlace,
          { unitId, name: 'Quận A', level: 'district', parent, from: '2020-01-01' },
          { idempotencyKey: key },
        );
      const refusal = await place('qa', 'tp', 'a').catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(RuleViolation);
      await process.desk.takeBody(RegisterPlace, { unitId: 'tp', name: 'Tỉnh', level: 'province', from: '2020-01-01' });
      await expect(place('qa', 'tp', 'a')).rejects.toEqual(refusal);
      expect((await place('qa', 'tp', 'b')).position).toBe(2);
    });

    it('of another sender with the same key is another command', async () => {
      const { desk, log } = await start();
      const sent = (actor: string, personId: string) =>
        desk.takeBody(RegisterPerson, person(personId), { principal: localPrincipal(actor), idempotencyKey: 'a' });
      const receipts = [await sent('x', 'p1'), await sent('y', 'p2')];
      expect(receipts.map((receipt) => receipt.position)).toEqual([1, 2]);
      expect(await log.head()).toBe(2n);
    });

    it('keeps composed and decomposed text as it came', async () => {
      const { desk, log } = await start();
      await desk.takeBody(RegisterPerson, person('p1', NAME_NFC));
      await desk.takeBody(RegisterPerson, person('p2', NAME_NFD));
      const stored = async (stream: string) => ((await log.readStream(stream))[0]?.data as { name: string }).name;
      expect([await stored('person-p1'), await stored('person-p2')]).toEqual([NAME_NFC, NAME_NFD]);
      expect(NAME_NFC).not.toBe(NAME_NFD);
    });
  });
}
