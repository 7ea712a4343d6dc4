import type { BodyOf, CommandName } from '#commands/command-registry.js';
import type { DomainEvents } from '#domain/aggregates.js';
import type { CivilDate } from '#domain/civil-date.js';
import type { Facts } from '#domain/facts.js';

/** An event that may set something off. */
export interface Cause<D = object> {
  readonly id: string;
  readonly ordinal: number;
  readonly stream: string;
  readonly data: D;
}

/** A command that a reaction sends. */
export interface Intent {
  /** Tells the commands of one cause apart; with the reaction and the cause it makes the command id. */
  readonly subject: string;
  readonly command: CommandName;
  /** The body; `id` is the command id, for what the command brings into being. */
  readonly body: (id: string) => object;
}

/** An intent whose body is of its command. */
export function intent<N extends CommandName>(subject: string, command: N, body: (id: string) => BodyOf<N>): Intent {
  return { subject, command, body };
}

/** A day on which a reaction has to look. */
export interface TimerSet {
  /** What it is about: the task. With the cause it is the timer's identity. */
  readonly subject: string;
  /** Id of the event that has set it: the deadline. */
  readonly cause: string;
  /** First day on which it looks; it looks each day from then on until it has acted or is over. */
  readonly dueOn: CivilDate;
  /** Streams whose events make it look again on the same day. */
  readonly streams: readonly string[];
}

/**
 * One reaction: an entry of the table. Its functions are pure: facts in, commands out. They are asked again after a crash
 * and have to give the same then.
 */
export interface Reaction {
  readonly name: string;
  /** Commands that an event sets off, by what is known at its ordinal or later. */
  readonly on?: {
    readonly [T in keyof DomainEvents]?: (cause: Cause<DomainEvents[T]>, facts: Facts) => readonly Intent[];
  };
  /** Timers that an event sets. */
  readonly sets?: {
    readonly [T in keyof DomainEvents]?: (cause: Cause<DomainEvents[T]>, facts: Facts) => readonly TimerSet[];
  };
  /**
   * What a timer does on a day: acts for the last time, acts and looks again on the next day (a list, which may be empty),
   * waits, or is over until an annulment brings its ground back.
   */
  readonly due?: (facts: Facts, timer: Pick<TimerSet, 'subject' | 'cause'>, today: CivilDate) => TimerAnswer;
}

export type TimerAnswer = Intent | readonly Intent[] | 'later' | 'never';

/** What a timer sends. */
export function intentsOf(answer: TimerAnswer): readonly Intent[] {
  if (typeof answer === 'string') return [];
  return isLastAct(answer) ? [answer] : answer;
}

/** True for the one command after which a timer is over. */
export function isLastAct(answer: TimerAnswer): answer is Intent {
  return typeof answer === 'object' && 'command' in answer;
}
