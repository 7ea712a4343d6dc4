import { SharedReading } from './shared-reading.js';

describe('a shared reading', () => {
  it('begins after each of those came who are told its result', async () => {
    let now = 0;
    const given: (() => void)[] = [];
    const shared = new SharedReading(async () => {
      const seen = now;
      await new Promise<void>((resolve) => given.push(resolve));
      return seen;
    });
    const first = shared.get();
    now = 1;
    const [second, third] = [shared.get(), shared.get()];
    given.shift()?.();
    expect(await first).toBe(0);
    await new Promise(setImmediate);
    expect(given).toHaveLength(1);
    given.shift()?.();
    expect(await Promise.all([second, third])).toEqual([1, 1]);
  });

  it('that fails is the failure of those who waited for it, and of nobody after', async () => {
    let fails = true;
    const shared = new SharedReading(() => (fails ? Promise.reject(new Error('gone')) : Promise.resolve('there')));
    await expect(shared.get()).rejects.toThrow('gone');
    const failing = shared.get();
    const next = shared.get();
    fails = false;
    await expect(failing).rejects.toThrow('gone');
    expect(await next).toBe('there');
  });
});
