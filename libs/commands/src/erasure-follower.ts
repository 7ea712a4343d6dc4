import { setTimeout as pause } from 'node:timers/promises';
import type { ErasureEvents } from '#domain/record/erasure.js';
import type { EventLog, LoggedEvent } from '#event-log/event-log.js';
import type { ErasureMark } from '#sealing/erasure-mark.js';
import type { Sealer } from '#sealing/sealer.js';
import { factOf } from './recorder.js';

export interface FollowerState {
  /** Ordinal up to which every order was carried out by this process. */
  position: number;
  trouble: string | null;
}

export interface FollowerOptions {
  /** Told, once a change, why orders cannot be carried out. */
  onTrouble?: ((text: string) => void) | undefined;
  /** Between a failure and the next attempt, in milliseconds. */
  againAfterMs?: number;
}

/** So many events may be looked at again after a crash. */
const MARK_EVERY = 5_000;

/**
 * Carries out the orders of erasure that stand in the log: destroys the key of each subject. The handler of the order does it
 * too, at once; this finds what a crash has left between the record and the destruction, what another process has recorded,
 * and what a backup of the keys has brought back, because the mark lies beside the keys. Destroying twice does no harm, so
 * every process that has the keys may follow.
 */
export class ErasureFollower {
  state: FollowerState = { position: 0, trouble: null };
  private readonly ending = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private marked = 0;

  constructor(
    private readonly log: EventLog,
    private readonly sealer: Sealer,
    private readonly mark: ErasureMark,
    private readonly options: FollowerOptions = {},
  ) {}

  start(): void {
    this.running = this.follow();
  }

  async stop(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  /** Carries out what is in the log by now. @throws what log or keys throw */
  async catchUp(): Promise<void> {
    for await (const batch of this.log.readAll(BigInt(await this.begin()))) await this.carryOut(batch);
  }

  private async follow(): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      try {
        for await (const batch of this.log.subscribe(BigInt(await this.begin()), signal)) {
          await this.carryOut(batch);
          this.tell(null);
        }
      } catch (error) {
        this.tell(error instanceof Error ? error.message : String(error));
      }
      await pause(this.options.againAfterMs ?? 1_000, undefined, { signal }).catch(() => undefined);
    }
  }

  /** After the mark, if the log is the one that it was set in: another history has other events there. */
  private async begin(): Promise<number> {
    const mark = await this.mark.read();
    let position = 0;
    if (mark && mark.ordinal > 0) {
      for await (const [event] of this.log.readAll(BigInt(mark.ordinal) - 1n, { limit: 1 }))
        if (event?.id === mark.event) position = mark.ordinal;
    }
    this.marked = position;
    this.state = { ...this.state, position };
    return position;
  }

  private async carryOut(batch: readonly LoggedEvent[]): Promise<void> {
    const orders = batch.filter((event) => event.type === ORDER);
    for (const order of orders) await this.sealer.destroy((factOf(order).data as ErasureEvents[typeof ORDER]).subject);
    const last = batch.at(-1);
    if (!last) return;
    const position = Number(last.ordinal);
    if (orders.length > 0 || position - this.marked >= MARK_EVERY) {
      await this.mark.write({ ordinal: position, event: last.id });
      this.marked = position;
    }
    this.state = { ...this.state, position };
  }

  private tell(trouble: string | null): void {
    if (trouble !== null && trouble !== this.state.trouble)
      this.options.onTrouble?.(`orders of erasure are not carried out: ${trouble}`);
    this.state = { ...this.state, trouble };
  }
}

const ORDER = 'ErasureOrdered' satisfies keyof ErasureEvents;
