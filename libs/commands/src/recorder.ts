import { v5 as uuidv5 } from 'uuid';
import { type Decider, type EventMap, streamOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import { fold } from '#domain/fold.js';
import type { RecordedFact } from '#domain/recorded-fact.js';
import { type RuleCode, RuleViolation } from '#domain/rule-violation.js';
import { type Envelope, type EventLog, type LoggedEvent, LogUnavailable, WrongRevision } from '#event-log/event-log.js';
import type { Json } from '#event-log/json.js';
import { upcast, UPCASTERS, type Upcasters, versionOf } from '#event-log/upcast.js';
import { type CommandBody, bodyOf } from './command-body.js';
import { type CommandMeta, metaOf, type Receipt, type RecordingCommand } from './command.js';
import type { Context } from './context.js';
import { eventIdOf } from './event-id.js';
import { requireExpected } from './precondition.js';
import type { Outcome, Outcomes } from './outcomes.js';
import { StreamTurns } from './stream-turns.js';

/** An event that a decision has made. */
export interface Decided {
  type: string;
  data: object;
}

/** The command id was used for another body before. */
export class CommandIdReused extends Error {
  constructor(readonly commandId: string) {
    super(`command ${commandId} had another body`);
    this.name = 'CommandIdReused';
  }
}

/** Too many writers at one stream; the command may be sent again. */
export class StreamContended extends Error {
  constructor(readonly stream: string) {
    super(`stream ${stream} is written by many at once`);
    this.name = 'StreamContended';
  }
}

type Decide = (stream: readonly RecordedFact[]) => Promise<{ decided: readonly Decided[]; decidedAt: number | null }>;

const ATTEMPTS = 20;

/**
 * Load, decide, append, retry: the one place where a command becomes events. A retry of a command, also after a lost
 * acknowledgement or a restart, finds the command id in the stream and gets the first receipt again.
 */
export class Recorder {
  private readonly turns = new StreamTurns();

  constructor(
    private readonly log: EventLog,
    private readonly context: Context,
    private readonly outcomes: Outcomes,
    /** Where `recordedAt` comes from; the only clock of the write side. */
    private readonly now: () => Date = () => new Date(),
    private readonly origin = 'trachnhiem',
    /** The table of versions; another one is for tests. */
    private readonly upcasters: Upcasters = UPCASTERS,
  ) {}

  /**
   * Records what a pure decision makes of the folded stream.
   *
   * @throws {RuleViolation} a rule refuses; the refusal is kept for retries
   * @throws {CommandIdReused} @throws {StreamContended} @throws {LogUnavailable}
   */
  record<S, E extends EventMap>(
    decider: Decider<S, E>,
    id: string,
    command: RecordingCommand,
    decide: (state: S) => readonly Decided[],
  ): Promise<Receipt> {
    const { commandId, confirm } = metaOf(command);
    return this.write(streamOf(decider.category, id), command, commandId, async (stream) => {
      const question = () => decide(fold(decider, stream));
      // Leave to record rests on other streams, even where the decision does not.
      return confirm ? this.decideAt(command, question) : { decided: question(), decidedAt: null };
    });
  }

  /**
   * As `record`, for a decision that reads other streams too: it is made at one ordinal, not before anything that was
   * recorded when the command came, and the events carry that ordinal (`decidedAt`).
   *
   * @param step for a command that records in more than one stream: a name for each but the last, and the stream that is
   *   its subject, which comes last
   * @throws what the context throws when it is behind
   */
  recordInContext<S, E extends EventMap>(
    decider: Decider<S, E>,
    id: string,
    command: RecordingCommand,
    decide: (state: S, facts: Facts, stream: readonly RecordedFact[]) => readonly Decided[],
    step?: { readonly name: string; readonly subject: string },
  ): Promise<Receipt> {
    const { commandId, expected } = metaOf(command);
    return this.write(
      streamOf(decider.category, id),
      command,
      step === undefined ? commandId : uuidv5(step.name, commandId),
      async (stream) => {
        if (step && expected !== undefined) {
          const subject = await this.log.readStream(step.subject);
          // Of a command that is sent again after it has come to its end, the last stream gives the receipt.
          if (!subject.some((event) => event.command === commandId))
            requireExpected(expected, step.subject, subject.length);
        }
        return this.decideAt(command, (facts) => decide(fold(decider, stream), facts, stream));
      },
    );
  }

  /** Leave is asked for again at the ordinal of the decision: what was allowed a moment ago may be so no more. */
  private async decideAt(
    command: RecordingCommand,
    decide: (facts: Facts) => readonly Decided[],
  ): Promise<{ decided: readonly Decided[]; decidedAt: number }> {
    const { confirm } = metaOf(command);
    const { answer, decidedAt } = await this.context.ask(await this.log.head(), (facts) => {
      confirm?.(facts);
      return decide(facts);
    });
    return { decided: answer, decidedAt };
  }

  /** What is known now; for a command that has to know where it records. What it decides by is asked again then. */
  async ask<T>(question: (facts: Facts) => T): Promise<T> {
    return (await this.context.ask(await this.log.head(), question)).answer;
  }

  private async write(stream: string, command: RecordingCommand, commandId: string, decide: Decide): Promise<Receipt> {
    const body = bodyOf(command);
    const kept = await this.outcomes.find(commandId);
    if (kept && !body.matches(kept.body)) throw new CommandIdReused(commandId);
    if (kept) return replay(kept);
    const attempt = () => this.attempt(stream, command, commandId, body, decide);
    const first = await attempt().catch((error: unknown) => {
      // Whether a silent store has taken the append is seen in the stream: the next round looks for the command id.
      if (error instanceof LogUnavailable) return null;
      throw error;
    });
    if (first) return first;
    // Those of this process that lost the race go one after the other now, so that each has to win against others only.
    return this.turns.take(stream, async () => {
      for (let tries = 2; tries <= ATTEMPTS; tries++) {
        const receipt = await attempt();
        if (receipt) return receipt;
      }
      throw new StreamContended(stream);
    });
  }

  /** Null: another writer was faster. */
  private async attempt(
    stream: string,
    command: RecordingCommand,
    commandId: string,
    body: CommandBody,
    decide: Decide,
  ): Promise<Receipt | null> {
    const events = await this.log.readStream(stream);
    const earlier = events.filter((event) => event.command === commandId);
    if (earlier[0] && !body.matches(earlier[0].body)) throw new CommandIdReused(commandId);
    if (earlier.length > 0) return receiptOf(commandId, earlier);
    // The append is made at the revision that is looked at here, so nothing comes in between.
    if (commandId === metaOf(command).commandId) requireExpected(metaOf(command).expected, stream, events.length);
    const { decided, decidedAt } = await decide(events.map((event) => factOf(event, this.upcasters))).catch(
      async (error: unknown) => {
        throw await this.refusal(error, command, commandId, body.hash);
      },
    );
    if (decided.length === 0) return this.nothing(command, commandId, body.hash);
    const meta = { ...metaOf(command), commandId };
    const envelopes = this.envelopes(stream, events.length, decided, meta, body.hash, decidedAt);
    try {
      const { first } = await this.log.append(stream, envelopes, events.length === 0 ? 'new' : events.length - 1);
      return receiptOf(
        commandId,
        envelopes.map((envelope, i) => ({ ...envelope, ordinal: first + BigInt(i) })),
      );
    } catch (error) {
      if (error instanceof WrongRevision) return null;
      throw error;
    }
  }

  private async refusal(error: unknown, command: RecordingCommand, commandId: string, body: string): Promise<unknown> {
    if (error instanceof RuleViolation && keepsOutcome(command)) {
      await this.outcomes.keep(commandId, { kind: 'refused', body, code: error.code, subject: error.subject });
    }
    return error;
  }

  private async nothing(command: RecordingCommand, commandId: string, body: string): Promise<Receipt> {
    const receipt: Receipt = { commandId, position: null, events: [] };
    const { actor: by } = metaOf(command);
    if (keepsOutcome(command)) await this.outcomes.keep(commandId, { kind: 'nothing', body, receipt, by });
    return receipt;
  }

  private envelopes(
    stream: string,
    first: number,
    decided: readonly Decided[],
    meta: CommandMeta,
    body: string,
    decidedAt: number | null,
  ): Envelope[] {
    const recordedAt = this.now().toISOString();
    return decided.map(({ type, data }, i) => ({
      v: 1,
      origin: this.origin,
      stream,
      revision: first + i,
      id: eventIdOf(meta.commandId, stream, i),
      type,
      schema: versionOf(type, this.upcasters),
      recordedAt,
      actor: meta.actor,
      office: meta.office,
      command: meta.commandId,
      body,
      correlation: meta.correlation,
      causation: meta.causation,
      decidedAt,
      data: data as Json,
      meta: { ...meta.record } as Json,
    }));
  }
}

/** What an event has set off may be allowed at another time: a reaction asks again, a person is told the same again. */
function keepsOutcome(command: RecordingCommand): boolean {
  return metaOf(command).causation === null;
}

/** The event as the domain sees it: in today's version. @throws {UnknownSchemaVersion} */
export function factOf(logged: LoggedEvent, upcasters?: Upcasters): RecordedFact {
  const event = upcast(logged, upcasters);
  const { id, stream, type } = event;
  return { id, ordinal: Number(event.ordinal), stream, type, data: event.data as object };
}

function receiptOf(commandId: string, events: readonly LoggedEvent[]): Receipt {
  return {
    commandId,
    position: Number(events.at(-1)?.ordinal ?? 0),
    events: events.map(({ id, type, stream, revision, ordinal, recordedAt }) => ({
      id,
      type,
      stream,
      revision,
      position: Number(ordinal),
      recordedAt,
    })),
  };
}

function replay(outcome: Outcome): Receipt {
  if (outcome.kind === 'refused') throw new RuleViolation(outcome.code as RuleCode, outcome.subject);
  if (outcome.kind === 'nothing') return outcome.receipt;
  throw new Error('the outcome is not that of a command');
}
