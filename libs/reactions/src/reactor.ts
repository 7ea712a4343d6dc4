import { setTimeout as sleep } from 'node:timers/promises';
import { whileLeading } from '#database/lease.js';
import type { Type } from '@nestjs/common';
import { v5 as uuidv5 } from 'uuid';
import type { RecordingCommand } from '#commands/command.js';
import type { CommandCause, CommandDesk } from '#commands/command-desk.js';
import { COMMANDS, type CommandName } from '#commands/command-registry.js';
import type { Context } from '#commands/context.js';
import { CommandIdReused, StreamContended } from '#commands/recorder.js';
import { isUnavailable } from '#database/availability.js';
import type { CivilDate } from '#domain/civil-date.js';
import type { Facts } from '#domain/facts.js';
import { RuleViolation } from '#domain/rule-violation.js';
import { upcast } from '#event-log/upcast.js';
import { type EventLog, type LoggedEvent, LogUnavailable } from '#event-log/event-log.js';
import {
  type Cause,
  type Intent,
  intentsOf,
  isLastAct,
  type Reaction,
  type TimerAnswer,
  type TimerSet,
} from './reaction.js';
import type { Along, Deed, ReactionStore, Timer } from './reaction-store.js';

export interface ReactorParts {
  log: EventLog;
  context: Context;
  desk: Pick<CommandDesk, 'react'>;
  store: ReactionStore;
  reactions: readonly Reaction[];
}

export interface ReactorOptions {
  /** The one clock of the reactions: the day in Asia/Ho_Chi_Minh on which timers look. */
  now?: () => Date;
  /** How often the timers look, in milliseconds. */
  tickMs?: number;
  /** How often one that does not lead tries to, in milliseconds. */
  retryMs?: number;
  /** Errors of the context after which the same is tried again, beside those of the stores. */
  passes?: (error: unknown) => boolean;
  /** Told what the reactor is waiting for, once a change. */
  onTrouble?: ((trouble: string) => void) | undefined;
}

export interface ReactorState {
  /** Ordinal of the last event that was reacted to. */
  ordinal: number;
  leading: boolean;
  /** What it is waiting for, if something is wrong. */
  trouble: string | null;
}

/** A command that would be sent, for a dry run. */
export interface Planned {
  reaction: string;
  subject: string;
  cause: string;
  command: CommandName;
  body: object;
}

/** Somebody else has moved the checkpoint: begin again from there. */
class Fenced extends Error {}

const TICK_MS = 60_000;
const TIMERS_AT_ONCE = 200;
/** How long a stop waits for the command under way, in milliseconds; one that is cut off is found recorded or sent again. */
const STOP_MS = 2000;

/**
 * Reads the log in order from its checkpoint and sends the commands that its reactions make of the events, and of the days
 * that have come. It records first and moves the checkpoint after; the id of each command follows from reaction and
 * cause, so what is done again after a crash is recorded once.
 *
 * Records that were imported (`historical`) set nothing off, and a rebuild of read models does not come by here.
 */
export class Reactor {
  readonly state: ReactorState = { ordinal: 0, leading: false, trouble: null };
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private readonly now: () => Date;

  constructor(
    private readonly parts: ReactorParts,
    private readonly options: ReactorOptions = {},
  ) {
    this.now = options.now ?? (() => new Date());
  }

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.race([this.running, sleep(STOP_MS, undefined, { ref: false })]);
  }

  /** Reacts to what is in the log now and to the day that it is, and returns; for tests and single runs. */
  async once(): Promise<void> {
    let at = await this.begun();
    for await (const batch of this.parts.log.readAll(at)) at = await this.react(batch, at);
    await this.lookAtTimers();
  }

  /** What would be sent if the reactions ran on that day; nothing is sent or kept. */
  async plan(today: CivilDate): Promise<Planned[]> {
    const { log, store, reactions } = this.parts;
    const planned: Planned[] = [];
    const add = (reaction: Reaction, cause: string, intent: Intent) =>
      planned.push({
        reaction: reaction.name,
        subject: intent.subject,
        cause,
        command: intent.command,
        body: intent.body(commandIdOf(reaction, cause, intent)),
      });
    const timers = await store.due(today, 10_000, true);
    // A dry run begins nothing: where the reactions have never run, they would begin at the end of the log.
    for await (const batch of log.readAll((await store.checkpoint()) ?? (await log.head()))) {
      for (const event of batch) {
        const asked = await this.asked(event);
        for (const { reaction, intents } of asked) for (const intent of intents) add(reaction, event.id, intent);
        timers.push(...asked.flatMap((one) => one.timers).filter((timer) => timer.dueOn <= today));
      }
    }
    for (const timer of timers) {
      const reaction = reactions.find((one) => one.name === timer.reaction);
      if (!reaction) continue;
      for (const intent of intentsOf(await this.askTimer(reaction, timer, today))) add(reaction, timer.cause, intent);
    }
    return planned;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    let patience = 100;
    while (!signal.aborted) {
      try {
        if (await this.lead(signal)) patience = 100;
      } catch (error) {
        if (error instanceof Fenced) patience = 100;
        else {
          this.inTrouble(error);
          patience = Math.min(patience * 2, 2000);
        }
      }
      this.state.leading = false;
      if (!signal.aborted) await sleep(this.options.retryMs ?? patience, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Leads until something happens. False if another one does. */
  private lead(stopping: AbortSignal): Promise<boolean> {
    return whileLeading(
      (lost) => this.parts.store.lead(lost),
      stopping,
      async (session) => {
        const at = await this.begun();
        this.state.leading = true;
        this.moved(at);
        const { signal } = session;
        const both = [this.follow(at, signal), this.keepTime(signal)].map((task) =>
          task.finally(() => session.abort()),
        );
        await Promise.all(both).finally(() => Promise.allSettled(both));
      },
    );
  }

  /** The checkpoint. A log that was there before the reactions is not reacted to: they begin at its end. */
  private async begun(): Promise<bigint> {
    const { store, log } = this.parts;
    const at = await store.checkpoint();
    const head = at === null ? 0n : await log.head();
    // Otherwise what is recorded next, under ordinals that were there before, would be passed over.
    if (at !== null && at > head) {
      throw new Error(
        `the reactions have come to ordinal ${at}, the log ends at ${head}; it was restored from an older copy. When that is right, run: npm run cli -- reactions --from ${head}`,
      );
    }
    if (at !== null) return at;
    await store.begin(await log.head());
    return (await store.checkpoint()) ?? 0n;
  }

  private async follow(from: bigint, signal: AbortSignal): Promise<void> {
    let at = from;
    for await (const batch of this.parts.log.subscribe(at, signal)) {
      at = await this.inTurn(() => this.react(batch, at, signal));
      if (signal.aborted) return;
    }
  }

  private async keepTime(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.inTurn(() => this.lookAtTimers(signal));
      this.state.trouble = null;
      await sleep(this.options.tickMs ?? TICK_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** One after the other: a timer that is told of a new event must not be told before that it has looked. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work);
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private async react(batch: readonly LoggedEvent[], at: bigint, signal?: AbortSignal): Promise<bigint> {
    const last = batch.at(-1)?.ordinal;
    if (last === undefined) return at;
    const along: { [K in keyof Along]: Along[K][number][] } = { timers: [], touched: [], revived: [], deeds: [] };
    for (const event of batch) {
      if (signal?.aborted) return at;
      along.touched.push(event.stream);
      if (event.type === 'RecordAnnulled') along.revived.push(event.stream);
      for (const { reaction, intents, timers, failed } of await this.asked(event)) {
        along.timers.push(...timers);
        if (failed !== null) along.deeds.push(deedOf(reaction, event.id, { subject: event.stream }, failed));
        for (const intent of intents) along.deeds.push(await this.send(reaction, event.id, event.correlation, intent));
      }
    }
    if (!(await this.parts.store.move(at, last, along))) throw new Fenced();
    this.moved(last);
    return last;
  }

  /** What each reaction makes of an event. One that cannot be asked is put down as failed, and the others go on. */
  private async asked(
    event: LoggedEvent,
  ): Promise<{ reaction: Reaction; intents: readonly Intent[]; timers: Timer[]; failed: string | null }[]> {
    if (isHistorical(event)) return [];
    const type = event.type as keyof NonNullable<Reaction['on']>;
    const answers = [];
    for (const reaction of this.parts.reactions) {
      const on = reaction.on?.[type];
      const sets = reaction.sets?.[type];
      if (!on && !sets) continue;
      try {
        const cause: Cause<never> = {
          id: event.id,
          ordinal: Number(event.ordinal),
          stream: event.stream,
          data: upcast(event).data as never,
        };
        const question = (facts: Facts): { intents: readonly Intent[]; set: readonly TimerSet[] } => ({
          intents: on?.(cause, facts) ?? [],
          set: sets?.(cause, facts) ?? [],
        });
        const { answer } = await this.parts.context.ask(event.ordinal, question);
        const timers = answer.set.map((set) => ({ ...set, reaction: reaction.name, correlation: event.correlation }));
        answers.push({ reaction, intents: answer.intents, timers, failed: null });
      } catch (error) {
        answers.push({ reaction, intents: [], timers: [], failed: this.failure(error) });
      }
    }
    return answers;
  }

  private async lookAtTimers(signal?: AbortSignal): Promise<void> {
    const { store, reactions } = this.parts;
    const today = this.today();
    for (;;) {
      const due = await store.due(today, TIMERS_AT_ONCE);
      for (const timer of due) {
        if (signal?.aborted) return;
        const reaction = reactions.find((one) => one.name === timer.reaction);
        if (!reaction) await store.looked(timer, today, false, []);
        else await this.look(reaction, timer, today);
      }
      if (due.length < TIMERS_AT_ONCE) return;
    }
  }

  private async look(reaction: Reaction, timer: Timer, today: CivilDate): Promise<void> {
    const { store } = this.parts;
    let answer: TimerAnswer;
    try {
      answer = await this.askTimer(reaction, timer, today);
    } catch (error) {
      const failed = deedOf(reaction, timer.cause, timer, this.failure(error));
      return store.looked(timer, today, false, [failed]);
    }
    const deeds: Deed[] = [];
    for (const intent of intentsOf(answer)) {
      deeds.push(await this.send(reaction, timer.cause, timer.correlation, intent));
    }
    const acted = isLastAct(answer) && deeds.every((deed) => deed.outcome === RECORDED);
    return store.looked(timer, today, answer === 'never' || acted, deeds);
  }

  private async askTimer(reaction: Reaction, timer: Timer, today: CivilDate): Promise<TimerAnswer> {
    const { log, context } = this.parts;
    const question = (facts: Facts) => reaction.due?.(facts, timer, today) ?? 'never';
    return (await context.ask(await log.head(), question)).answer;
  }

  private async send(reaction: Reaction, causation: string, correlation: string, intent: Intent): Promise<Deed> {
    const commandId = commandIdOf(reaction, causation, intent);
    const cause: CommandCause = { commandId, causation, correlation };
    try {
      const type: Type<RecordingCommand> = COMMANDS[intent.command];
      await this.parts.desk.react(type, intent.body(commandId), cause);
      return deedOf(reaction, causation, intent, RECORDED);
    } catch (error) {
      // Recorded before a crash, on another day and so with another body.
      if (error instanceof CommandIdReused) return deedOf(reaction, causation, intent, RECORDED);
      if (error instanceof RuleViolation) return deedOf(reaction, causation, intent, `refused: ${error.code}`);
      return deedOf(reaction, causation, intent, this.failure(error));
    }
  }

  /** What is put down of an error that would come again. @throws one after which the same is tried again */
  private failure(error: unknown): string {
    const passing =
      error instanceof LogUnavailable ||
      error instanceof StreamContended ||
      isUnavailable(error) ||
      this.options.passes?.(error) === true;
    if (passing) throw error;
    return `failed: ${error instanceof Error ? error.message : String(error)}`.slice(0, 500);
  }

  private today(): CivilDate {
    return new Date(this.now().getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
  }

  private inTrouble(error: unknown): void {
    const trouble = error instanceof Error ? error.message : String(error);
    if (trouble !== this.state.trouble) this.options.onTrouble?.(`reactions: ${trouble}`);
    this.state.trouble = trouble;
  }

  private moved(ordinal: bigint): void {
    this.state.ordinal = Number(ordinal);
  }
}

const RECORDED = 'recorded';

/** UUIDv5 of the reaction and what it is about, in the namespace of its cause. */
export function commandIdOf(reaction: Pick<Reaction, 'name'>, cause: string, about: { subject: string }): string {
  return uuidv5(`${reaction.name} ${about.subject}`, cause);
}

function deedOf(reaction: Reaction, cause: string, about: { subject: string }, outcome: string): Deed {
  const { subject } = about;
  return { commandId: commandIdOf(reaction, cause, about), reaction: reaction.name, cause, subject, outcome };
}

/** An import of what was: it sets nothing off. */
function isHistorical({ meta }: LoggedEvent): boolean {
  return typeof meta === 'object' && meta !== null && 'historical' in meta && meta['historical'] === true;
}
