import { END, streamNameFilter } from '@kurrent/kurrentdb-client';
import { discard, newClient } from './eventstoredb-connection.js';
import { sleep } from './eventstoredb-time.js';

/**
 * Tells when something may have been written to our streams, by whatever process. It is a bell and no more: events are
 * read by ordinal, so one that rings twice, late or not at all loses nothing. A subscription of the client never comes
 * back by itself and may end without a word, so each has a client of its own, which is thrown away with it.
 */
export class StoreWatch {
  private readonly stopping = new AbortController();
  private started = false;

  constructor(
    private readonly url: string,
    private readonly prefix: string,
    private readonly ring: () => void,
  ) {}

  start(): void {
    if (this.started) return;
    this.started = true;
    void this.watch();
  }

  stop(): void {
    this.stopping.abort();
  }

  private async watch(): Promise<void> {
    const { signal } = this.stopping;
    for (let pause = 50; !signal.aborted; pause = Math.min(pause * 2, 2_000)) {
      if (await this.listen(signal)) pause = 50;
      await sleep(pause, signal);
    }
  }

  /** One subscription, until it ends. True if it has begun. */
  private async listen(signal: AbortSignal): Promise<boolean> {
    const client = newClient(this.url);
    const over = new AbortController();
    let begun = false;
    await new Promise<void>((end) => {
      signal.addEventListener('abort', () => end(), { once: true, signal: over.signal });
      const filter = streamNameFilter({ prefixes: [this.prefix] });
      const subscription = client.subscribeToAll({ fromPosition: END, filter });
      subscription.on('confirmation', () => {
        begun = true;
        this.ring(); // what was written while nobody listened
      });
      subscription.on('data', this.ring);
      subscription.on('error', () => end());
      subscription.on('end', end);
      subscription.on('close', end);
    });
    over.abort();
    discard(client);
    return begun;
  }
}
