import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Along, Deed, ReactionStore, Timer } from './reaction-store.js';

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const timer = (n: number, dueOn: string, streams = [`task-${n}`]): Timer => ({
  reaction: 'escalation',
  subject: `nhiệm-vụ-${n}`,
  cause: uuid(n),
  dueOn,
  streams,
  correlation: uuid(100),
});
const deed = (n: number, outcome = 'recorded'): Deed => ({
  commandId: uuid(n),
  reaction: 'escalation',
  cause: uuid(n),
  subject: `nhiệm-vụ-${n}`,
  outcome,
});
const along = (given: Partial<Along> = {}): Along => ({ timers: [], touched: [], revived: [], deeds: [], ...given });

/** What a store of the reactions does, wherever it keeps it. `open` opens an empty one. */
export function describeReactionStore(name: string, open: () => Promise<ReactionStore>): void {
  describe(name, () => {
    let store: ReactionStore;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());
    const due = async (day: string, again = false) => (await store.due(day, 10, again)).map((one) => one.subject);

    it('begins once, where it is told first', async () => {
      expect(await store.checkpoint()).toBeNull();
      await store.begin(7n);
      await store.begin(9n);
      expect(await store.checkpoint()).toBe(7n);
    });

    it('moves from where it is, and otherwise keeps nothing', async () => {
      await store.begin(0n);
      expect(await store.move(0n, 5n, along({ timers: [timer(1, '2021-08-21')], deeds: [deed(1)] }))).toBe(true);
      expect(await store.move(0n, 9n, along({ timers: [timer(2, '2021-08-21')], deeds: [deed(2)] }))).toBe(false);
      expect(await store.status(10)).toMatchObject({ checkpoint: 5n, timers: 1, nextDueOn: '2021-08-21' });
      expect((await store.status(10)).last).toHaveLength(1);
    });

    it('goes back and never forward', async () => {
      await store.begin(5n);
      await store.goBack(9n);
      expect(await store.checkpoint()).toBe(5n);
      await store.goBack(2n);
      expect(await store.checkpoint()).toBe(2n);
    });

    it('has a timer look from its day on, once a day, the first due first, and gives it back as it was set', async () => {
      await store.begin(0n);
      const set = [timer(2, '2021-08-22'), timer(1, '2021-08-21', ['task-1', 'task-c'])];
      await store.move(0n, 1n, along({ timers: set }));
      expect(await due('2021-08-20')).toEqual([]);
      expect(await due('2021-08-23')).toEqual(['nhiệm-vụ-1', 'nhiệm-vụ-2']);
      expect(await store.due('2021-08-23', 1)).toEqual([set[1]]);
      await store.looked(timer(1, '2021-08-21'), '2021-08-23', false, []);
      expect([await due('2021-08-23'), await due('2021-08-24'), await due('2021-08-23', true)]).toEqual([
        ['nhiệm-vụ-2'],
        ['nhiệm-vụ-1', 'nhiệm-vụ-2'],
        ['nhiệm-vụ-1', 'nhiệm-vụ-2'],
      ]);
    });

    it('keeps a timer that is set again as it is', async () => {
      await store.begin(0n);
      await store.move(0n, 1n, along({ timers: [timer(1, '2021-08-21')] }));
      await store.looked(timer(1, '2021-08-21'), '2021-08-21', true, []);
      await store.move(1n, 2n, along({ timers: [timer(1, '2021-08-21')] }));
      expect(await due('2021-09-01')).toEqual([]);
    });

    it('has a timer look again on the day on which one of its streams has a new event', async () => {
      await store.begin(0n);
      const set = [timer(1, '2021-08-21', ['task-1', 'task-c']), timer(2, '2021-08-21')];
      await store.move(0n, 1n, along({ timers: set }));
      for (const one of set) await store.looked(one, '2021-08-21', false, []);
      await store.move(1n, 2n, along({ touched: ['task-c', 'office-x'] }));
      expect(await due('2021-08-21')).toEqual(['nhiệm-vụ-1']);
    });

    it('brings a timer that was over back with an annulment in one of its streams', async () => {
      await store.begin(0n);
      await store.move(0n, 1n, along({ timers: [timer(1, '2021-08-21'), timer(2, '2021-08-21')] }));
      for (const n of [1, 2]) await store.looked(timer(n, '2021-08-21'), '2021-08-21', true, []);
      expect(await due('2021-08-22')).toEqual([]);
      await store.move(1n, 2n, along({ touched: ['task-1'], revived: ['task-1'] }));
      expect(await due('2021-08-21')).toEqual(['nhiệm-vụ-1']);
    });

    it('tells what was done last, and how much of it failed; what came of a command later counts', async () => {
      await store.begin(0n);
      await store.move(0n, 1n, along({ deeds: [deed(1, 'failed: mã lỗi'), deed(2, 'refused: task-closed'), deed(1)] }));
      await store.move(1n, 2n, along({ timers: [timer(3, '2021-08-21')], deeds: [deed(2, 'failed: x')] }));
      await store.looked(timer(3, '2021-08-21'), '2021-08-21', true, [deed(3)]);
      const { failed, last } = await store.status(2);
      expect([failed, last.map(({ commandId, outcome }) => [commandId, outcome])]).toEqual([
        1,
        [
          [uuid(3), 'recorded'],
          [uuid(2), 'failed: x'],
        ],
      ]);
      expect((await store.status(0)).last).toEqual([]);
    });

    it('is led by one at a time', async () => {
      const first = await store.lead(() => undefined);
      expect(await store.lead(() => undefined)).toBeNull();
      await first?.release();
      const second = await leadPatiently(store);
      await second.release();
    });
  });
}

/** The database may take a moment to notice that a connection has ended. */
async function leadPatiently(store: ReactionStore) {
  for (let tries = 0; tries < 200; tries++) {
    const lease = await store.lead(() => undefined);
    if (lease) return lease;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the lead was not given back');
}
