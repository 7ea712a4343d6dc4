import { setTimeout as sleep } from 'node:timers/promises';
import { whileLeading } from '#database/lease.js';
import type { EventLog, LoggedEvent } from '#event-log/event-log.js';
import { WakeUp } from '#event-log/wake-up.js';
import { type Sending, send } from './message.js';
import type { Attempt } from './post.js';
import type { PostgresHookStore } from './postgres-hook-store.js';
import { delayAfter, GIVEN_UP_IN_A_ROW } from './schedule.js';
import { isFor, type Subscription } from './subscription.js';

export interface DelivererParts extends Sending {
  readonly log: EventLog;
  readonly store: PostgresHookStore;
}

export interface DelivererOptions {
  readonly now?: () => Date;
  /** 0 to 1; shakes the delays. */
  readonly random?: () => number;
  /** How often subscriptions are looked at when nothing is recorded, in milliseconds. */
  readonly tickMs?: number;
  /** How often one that does not lead tries to, in milliseconds. */
  readonly retryMs?: number;
  /** Ends a subscription to which its receiver has answered 410. */
  readonly end: (id: string, why: string) => Promise<unknown>;
  /** Told what it is waiting for, once a change. */
  readonly onTrouble?: ((trouble: string) => void) | undefined;
}

export interface DelivererState {
  leading: boolean;
  /** What it is waiting for, if something is wrong here; a receiver that fails is no trouble of this process. */
  trouble: string | null;
}

const TICK_MS = 1000;
const RETRY_MS = 2000;
/** Events that are read of the log at a time for one subscription. */
const STRETCH = 200;
/** How long a stop waits for what is under way, in milliseconds; what is cut off is sent again. */
const STOP_MS = 2000;

/**
 * Sends what is recorded to whoever has subscribed: each subscription from its own position, in order, one message at a
 * time, until it is delivered or given up. Each goes at its own pace, beside the others, and the log waits for none. One
 * process leads, by a lock that ends with its connection; the position is the fence. At least once: a message whose
 * delivery was not written down before a crash is sent again, under the same id.
 */
export class Deliverer {
  readonly state: DelivererState = { leading: false, trouble: null };
  private readonly stopping = new AbortController();
  private readonly bell = new WakeUp();
  private readonly underWay = new Map<string, Promise<void>>();
  private running: Promise<void> | undefined;
  private readonly now: () => Date;

  constructor(
    private readonly parts: DelivererParts,
    private readonly options: DelivererOptions,
  ) {
    this.now = options.now ?? (() => new Date());
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Looks at the subscriptions now: one was made, resumed or given another secret. */
  ring(): void {
    this.bell.ring();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    const all = Promise.all([this.running, ...this.underWay.values()]);
    await Promise.race([all, sleep(STOP_MS, undefined, { ref: false })]);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.lead(signal);
      } catch (error) {
        this.inTrouble(error);
      }
      this.state.leading = false;
      await sleep(this.options.retryMs ?? RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async lead(stopping: AbortSignal): Promise<void> {
    await whileLeading(
      (lost) => this.parts.store.lead(lost),
      stopping,
      async (session) => {
        const listening = this.listen(session.signal).catch((error: unknown) => this.inTrouble(error));
        try {
          this.state.leading = true;
          while (!session.signal.aborted) {
            const mark = this.bell.mark();
            await this.look(session.signal);
            await this.bell.after(mark, this.options.tickMs ?? TICK_MS, session.signal);
          }
        } finally {
          session.abort();
          await Promise.allSettled([listening, ...this.underWay.values()]);
        }
      },
    );
  }

  /** Takes up whatever has something to be sent. */
  private async look(signal: AbortSignal): Promise<void> {
    const head = Number(await this.parts.log.head());
    const due = await this.parts.store.due(this.now());
    const ahead = due.find(({ position }) => position > head);
    for (const subscription of due) if (subscription.position < head) this.take(subscription, signal);
    // Otherwise what is recorded next, under ordinals that were there before, would be passed over in silence.
    if (ahead) {
      this.inTrouble(
        `${ahead.id} has come to ordinal ${ahead.position}, the log ends at ${head}; it was restored from an older copy. When that is right, run: npm run cli -- webhooks rewind ${ahead.id} --to ${head}`,
      );
    } else if (this.underWay.size === 0) this.state.trouble = null;
  }

  private async listen(signal: AbortSignal): Promise<void> {
    for await (const batch of this.parts.log.subscribe('now', signal)) if (batch.length > 0) this.bell.ring();
  }

  /** Goes on with one subscription, unless it is under way: one at a time keeps its order. */
  private take(subscription: Subscription, signal: AbortSignal): void {
    const { id } = subscription;
    if (this.underWay.has(id)) return;
    const work = this.goOn(subscription, signal)
      .catch((error: unknown) => this.inTrouble(error))
      .finally(() => this.underWay.delete(id));
    this.underWay.set(id, work);
  }

  private async goOn(subscription: Subscription, signal: AbortSignal): Promise<void> {
    let at: Subscription | null = subscription;
    while (at?.state === 'active') {
      const stretch = await this.stretchAfter(at.position);
      const last = stretch.at(-1)?.ordinal;
      if (last === undefined) return;
      for (const event of stretch) {
        if (signal.aborted) return;
        if (!isFor(at, event)) continue;
        at = await this.deliver(at, event);
        if (at?.state !== 'active') return;
      }
      if (at.position < Number(last)) {
        const step = { from: at.position, to: Number(last), at: this.now(), attempt: null };
        at = await this.parts.store.moved(at.id, step);
      }
    }
  }

  /** Null: it waits for another attempt, or has ended. */
  private async deliver(subscription: Subscription, event: LoggedEvent): Promise<Subscription | null> {
    const { store } = this.parts;
    const { id, position: from, attempts: before } = subscription;
    const attempt: Attempt = await send(subscription, event, this.now(), this.parts);
    const at = this.now();
    const step = { from, to: Number(event.ordinal), at, attempt };
    if (attempt.outcome === 'delivered') return store.moved(id, step);
    if (attempt.outcome === 'gone') {
      await store.failed(id, step, at);
      await this.options.end(id, 'gone');
      return null;
    }
    const attempts = before + 1;
    const delay = delayAfter(attempts, attempt, (this.options.random ?? Math.random)());
    if (delay !== null) {
      await store.failed(id, step, new Date(at.getTime() + delay));
      return null;
    }
    const letter = { position: step.to, event: event.id, type: event.type, stream: event.stream, attempts };
    return store.gaveUp(id, step, { ...letter, suspendsAt: GIVEN_UP_IN_A_ROW });
  }

  private async stretchAfter(position: number): Promise<LoggedEvent[]> {
    for await (const batch of this.parts.log.readAll(BigInt(position), { limit: STRETCH })) return batch;
    return [];
  }

  private inTrouble(error: unknown): void {
    const trouble = error instanceof Error ? error.message : String(error);
    if (trouble !== this.state.trouble && !this.stopping.signal.aborted)
      this.options.onTrouble?.(`webhooks: ${trouble}`);
    this.state.trouble = trouble;
  }
}
