import { mentionsOf } from '#domain/aggregates.js';
import { FactBase, Facts } from '#domain/facts.js';
import type { EventLog } from '#event-log/event-log.js';
import type { Upcasters } from '#event-log/upcast.js';
import type { Context } from './context.js';
import { factOf } from './recorder.js';

/** A context that reads the log itself, from the beginning: for tests and for small logs without read models. */
export class LogContext implements Context {
  private readonly base = new FactBase(mentionsOf);
  private read = 0n;
  private reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly log: EventLog,
    private readonly upcasters?: Upcasters,
  ) {}

  async ask<T>(atLeast: bigint, question: (facts: Facts) => T): Promise<{ answer: T; decidedAt: number }> {
    const facts = await this.known(atLeast);
    return { answer: question(facts), decidedAt: facts.knownAt };
  }

  /** What is known at an ordinal; at the head of the log if none is given. */
  async known(atLeast: bigint, knownAt?: number): Promise<Facts> {
    // A log that could not be read is read again by whoever asks next.
    this.reading = this.reading.catch(() => undefined).then(() => this.catchUp(atLeast));
    await this.reading;
    return new Facts(this.base.at(knownAt ?? Number(this.read)));
  }

  private async catchUp(atLeast: bigint): Promise<void> {
    if (this.read >= atLeast) return;
    for await (const batch of this.log.readAll(this.read)) {
      for (const event of batch) {
        this.base.add(factOf(event, this.upcasters));
        this.read = event.ordinal;
      }
    }
  }
}
