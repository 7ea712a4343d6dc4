/** Nothing came for as long as was waited. */
export class Silence extends Error {
  constructor(ms: number) {
    super(`silent for ${ms} ms`);
  }
}

/** The promise's result. @throws {Silence} it takes longer than `ms` milliseconds; its result is dropped then */
export function timed<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Silence(ms)), ms);
  });
  promise.catch(() => undefined); // nobody listens after the silence
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** What `pick` takes of each item. @throws {Silence} no item comes for `ms` milliseconds, or for more than half of that */
export async function collect<R, E>(
  items: AsyncIterable<R>,
  ms: number,
  pick: (item: R) => E | undefined,
): Promise<E[]> {
  const picked: E[] = [];
  let heard = true;
  let silent = false;
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      silent = !heard;
      heard = false;
      if (silent) reject(new Silence(ms));
    }, ms / 2);
  });
  const reading = async (): Promise<E[]> => {
    for await (const item of items) {
      if (silent) break;
      heard = true;
      const event = pick(item);
      if (event !== undefined) picked.push(event);
    }
    return picked;
  };
  const read = reading();
  read.catch(() => undefined);
  return Promise.race([read, silence]).finally(() => clearInterval(timer));
}

export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    signal?.addEventListener('abort', wake);
  });
}

/** Places for a few at once; first come, first served. */
export class Slots {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  /** Gives back how to leave; undefined if no place was free within `ms` milliseconds. */
  async take(ms: number): Promise<(() => void) | undefined> {
    if (this.free > 0) this.free--;
    else {
      const came = await new Promise<boolean>((resolve) => {
        const go = () => {
          clearTimeout(timer);
          resolve(true);
        };
        const timer = setTimeout(() => {
          this.waiting.splice(this.waiting.indexOf(go), 1);
          resolve(false);
        }, ms);
        this.waiting.push(go);
      });
      if (!came) return undefined;
    }
    return () => {
      const next = this.waiting.shift();
      if (next) next();
      else this.free++;
    };
  }
}
