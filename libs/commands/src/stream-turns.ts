/** One at a time for each stream, in the order in which they came; within this process. */
export class StreamTurns {
  private readonly last = new Map<string, Promise<void>>();

  async take<T>(stream: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.last.get(stream) ?? Promise.resolve()).then(work);
    const done = turn.then(
      () => undefined,
      () => undefined,
    );
    this.last.set(stream, done);
    try {
      return await turn;
    } finally {
      if (this.last.get(stream) === done) this.last.delete(stream);
    }
  }
}
