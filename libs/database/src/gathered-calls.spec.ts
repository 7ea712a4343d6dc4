import { GatheredCalls } from './gathered-calls.js';

describe('calls that are gathered', () => {
  it('go together where they come together, each with its own answer', async () => {
    const statements: (readonly number[])[] = [];
    const calls = new GatheredCalls<number, string>(async (asked) => {
      statements.push(asked);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return asked.map(String);
    });
    const first = [1, 2].map((n) => calls.ask(n));
    await Promise.resolve();
    const later = [3, 4].map((n) => calls.ask(n));
    expect(await Promise.all([...first, ...later])).toEqual(['1', '2', '3', '4']);
    expect(statements).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('are not more than one statement takes', async () => {
    const sizes: number[] = [];
    const run = (asked: readonly number[]) => {
      sizes.push(asked.length);
      return Promise.resolve(asked);
    };
    const calls = new GatheredCalls<number, number>(run, 1, 2);
    expect(await Promise.all([1, 2, 3].map((n) => calls.ask(n)))).toEqual([1, 2, 3]);
    expect(sizes).toEqual([2, 1]);
  });

  it('all hear of it if the statement fails, and the next go on', async () => {
    let fails = true;
    const calls = new GatheredCalls<number, number>((asked) =>
      fails ? Promise.reject(new Error('away')) : Promise.resolve(asked),
    );
    expect(await Promise.allSettled([calls.ask(1), calls.ask(2)])).toMatchObject([
      { status: 'rejected' },
      { status: 'rejected' },
    ]);
    fails = false;
    expect(await calls.ask(3)).toBe(3);
  });
});
