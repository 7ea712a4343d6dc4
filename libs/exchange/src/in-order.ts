/**
 * Runs pieces of work at once, as many as `width`, each after those begun before it that make what it needs. What is
 * begun first never waits for what comes later, so it cannot lock itself.
 */
export class InOrder {
  /** For each thing that work under way makes: the end of the last such work. */
  private readonly making = new Map<string, Promise<void>>();
  private readonly running = new Set<Promise<void>>();
  private failure: { error: unknown } | null = null;
  /** Told when a piece of work has ended. */
  private ended: () => void = () => undefined;

  constructor(private readonly width: number) {}

  /**
   * Begins the work; resolves when there is room for more.
   *
   * @throws what earlier work has thrown
   */
  async begin(needs: readonly string[], makes: readonly string[], work: () => Promise<void>): Promise<void> {
    const before = [...needs, ...makes].flatMap((thing) => this.making.get(thing) ?? []);
    const run = Promise.all(before)
      .then(() => (this.failure ? undefined : work()))
      .catch((error: unknown) => {
        this.failure ??= { error };
      });
    this.running.add(run);
    for (const thing of makes) this.making.set(thing, run);
    void run.then(() => {
      this.running.delete(run);
      for (const thing of makes) if (this.making.get(thing) === run) this.making.delete(thing);
      this.ended();
    });
    while (this.running.size >= this.width) await new Promise<void>((resolve) => (this.ended = resolve));
    this.requireNoFailure();
  }

  /** Resolves when all that was begun has ended. @throws what any of it has thrown */
  async end(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
    this.requireNoFailure();
  }

  private requireNoFailure(): void {
    if (this.failure) throw this.failure.error;
  }
}
