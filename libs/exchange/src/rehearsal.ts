import { mentionsOf } from '#domain/aggregates.js';
import { FactBase, Facts, type FactSource } from '#domain/facts.js';
import type { Context } from '#commands/context.js';
import { factOf } from '#commands/recorder.js';
import type { Appended, Envelope, EventLog, Expected, LoggedEvent, ReadStreamOptions } from '#event-log/event-log.js';
import { WrongRevision } from '#event-log/event-log.js';
import type { AskedFacts } from './asked-facts.js';

/**
 * A log and its facts in which everything may be tried and nothing is recorded: what is appended stays in memory, on top
 * of what is really on record. The same handlers decide by the same rules, so a dry run hears the refusals that the run
 * would hear, also of rows that stand on rows before them.
 */
export class Rehearsal implements Context, AskedFacts {
  private readonly streams = new Map<string, LoggedEvent[]>();
  private readonly tried = new FactBase(mentionsOf);
  private count = 0;

  constructor(
    private readonly real: EventLog,
    private readonly facts: AskedFacts,
    /** Ordinal at which the rehearsal begins. */
    private readonly head: bigint,
  ) {}

  async ask<T>(_atLeast: bigint, question: (facts: Facts) => T): Promise<{ answer: T; decidedAt: number }> {
    const answer = await this.answer(0, [], question);
    return { answer, decidedAt: Number(this.head) + this.count };
  }

  answer<T>(_atLeast: number, ahead: readonly string[], question: (facts: Facts) => T): Promise<T> {
    return this.facts.answer(Number(this.head), ahead, (facts) => question(new Facts(this.onTopOf(facts))));
  }

  /** The log of the rehearsal; of the port it has what a recorder uses. */
  get log(): EventLog {
    return {
      readStream: (stream: string, options?: ReadStreamOptions) => this.readStream(stream, options),
      append: (stream, events, expected) => this.append(stream, events, expected),
      head: () => Promise.resolve(this.head + BigInt(this.count)),
      readAll: () => notHere(),
      subscribe: () => notHere(),
      close: () => Promise.resolve(),
    };
  }

  private async readStream(stream: string, options?: ReadStreamOptions): Promise<LoggedEvent[]> {
    const recorded = await this.real.readStream(stream, options);
    return [...recorded, ...(this.streams.get(stream) ?? [])];
  }

  private async append(stream: string, events: readonly Envelope[], expected: Expected): Promise<Appended> {
    const earlier = await this.readStream(stream);
    const last = earlier.length - 1;
    if ((expected === 'new' ? -1 : expected) !== last) {
      throw new WrongRevision(stream, expected, last < 0 ? null : last);
    }
    const logged = events.map((event, i) => ({ ...event, ordinal: this.head + BigInt(this.count + 1 + i) }));
    this.streams.set(stream, [...(this.streams.get(stream) ?? []), ...logged]);
    for (const event of logged) this.tried.add(factOf(event));
    this.count += logged.length;
    return {
      first: logged[0]?.ordinal ?? this.head,
      last: logged.at(-1)?.ordinal ?? this.head,
      revision: last + logged.length,
    };
  }

  /** Facts on record, and after them those that were tried. Nothing is annulled in a rehearsal. */
  private onTopOf(recorded: Facts): FactSource {
    const tried = this.tried.at();
    return {
      knownAt: Number(this.head) + this.count,
      facts: (stream) => [...recorded.streamFacts(stream), ...tried.facts(stream)],
      mentions: (target, role) => [...recorded.named(target, role), ...tried.mentions(target, role)],
      mentionsInAnyRole: (target) => [...recorded.namedAnywhere(target), ...tried.mentionsInAnyRole(target)],
    };
  }
}

function notHere(): never {
  throw new Error('a rehearsal is not read from the beginning');
}
