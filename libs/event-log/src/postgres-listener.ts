import type { Pool, PoolClient } from 'pg';
import type { WakeUp } from './wake-up.js';

const RECONNECT_MS = 1_000;

/**
 * Listens for appends of other processes and wakes the readers of this one. Nothing rests on it: readers poll, so a lost
 * connection or notification only makes them slower for a moment.
 */
export class PostgresListener {
  private listening = false;

  /** @param pool keeps one connection for listening */
  constructor(
    private readonly pool: Pool,
    private readonly channel: string,
    private readonly wakeUp: WakeUp,
    private readonly closing: AbortSignal,
  ) {}

  /** Begins to listen, at the first call. */
  start(): void {
    if (this.listening || this.closing.aborted) return;
    this.listening = true;
    void this.listen();
  }

  private async listen(): Promise<void> {
    while (!this.closing.aborted) {
      await this.listenOnce().catch(() => undefined);
      const rested = new AbortController();
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, RECONNECT_MS);
        this.closing.addEventListener('abort', () => (clearTimeout(timer), resolve()), { signal: rested.signal });
      });
      rested.abort();
    }
  }

  /** Resolves when the connection is lost or the log is closed. */
  private async listenOnce(): Promise<void> {
    const client = await this.pool.connect();
    const lost = this.untilLost(client);
    try {
      client.on('notification', () => this.wakeUp.ring());
      await client.query(`LISTEN ${this.channel}`);
      this.wakeUp.ring();
      await lost;
    } finally {
      client.release(true);
    }
  }

  private untilLost(client: PoolClient): Promise<void> {
    return new Promise((resolve) => {
      if (this.closing.aborted) return resolve();
      client.once('error', () => resolve());
      client.once('end', () => resolve());
      this.closing.addEventListener('abort', () => resolve(), { once: true });
    });
  }
}
