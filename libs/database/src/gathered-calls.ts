interface Waiting<A, R> {
  readonly asked: A;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Calls that come while others are under way go together, as one statement: a call alone goes at once, and many at once
 * share a round trip and, where they write, one flush to disk. If it fails, each of them hears so.
 */
export class GatheredCalls<A, R> {
  private readonly waiting: Waiting<A, R>[] = [];
  private running = 0;
  private scheduled = false;

  /**
   * @param run answers calls in their order, as many answers as calls
   * @param parallel statements that may be under way at once
   * @param most calls that one statement takes
   */
  constructor(
    private readonly run: (asked: readonly A[]) => Promise<readonly R[]>,
    private readonly parallel = 1,
    private readonly most = 500,
  ) {}

  ask(asked: A): Promise<R> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ asked, resolve, reject });
      if (this.scheduled || this.running >= this.parallel) return;
      this.scheduled = true;
      // Those who ask in the same turn come along.
      queueMicrotask(() => this.begin());
    });
  }

  private begin(): void {
    this.scheduled = false;
    if (this.waiting.length === 0 || this.running >= this.parallel) return;
    const calls = this.waiting.splice(0, this.most);
    this.running += 1;
    this.run(calls.map((call) => call.asked))
      .then(
        (results) => calls.forEach((call, i) => call.resolve(results[i] as R)),
        (error: unknown) => calls.forEach((call) => call.reject(error)),
      )
      .finally(() => {
        this.running -= 1;
        this.scheduled = true;
        // One turn of the event loop lets those who were answered ask again, in the same statement.
        setImmediate(() => this.begin());
      });
  }
}
