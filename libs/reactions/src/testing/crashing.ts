/** The process is gone. */
export class Crash extends Error {}

/** Counts the steps of a run, and ends it at one of them: whatever is called from then on does not happen. */
export class Steps {
  private taken = 0;

  constructor(private readonly crashesAt: number = Infinity) {}

  get count(): number {
    return this.taken;
  }

  /** @throws {Crash} from the step on at which it ends */
  take(): void {
    this.taken += 1;
    if (this.taken >= this.crashesAt) throw new Crash(`crashed at step ${this.crashesAt}`);
  }

  /** A step before each call of the methods and one after it. */
  around<T extends object>(target: T, methods: readonly (keyof T & string)[]): T {
    const take = () => this.take();
    return new Proxy(target, {
      get(of, name) {
        const found: unknown = Reflect.get(of, name, of);
        if (typeof found !== 'function') return found;
        const bound = found.bind(of) as (...given: unknown[]) => unknown;
        if (!methods.some((method) => method === name)) return bound;
        return async (...given: unknown[]) => {
          take();
          const answer = await bound(...given);
          take();
          return answer;
        };
      },
    });
  }
}
