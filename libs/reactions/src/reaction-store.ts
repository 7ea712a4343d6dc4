import type { Lease } from '#database/lease.js';
import type { CivilDate } from '#domain/civil-date.js';
import type { TimerSet } from './reaction.js';

/** What the runner keeps: how far it has come, the timers, and what it has done lately. */
export interface ReactionStore {
  /** Begins at an ordinal, if nothing was begun before: an old log is not reacted to. */
  begin(ordinal: bigint): Promise<void>;
  /**
   * Takes the lead, as long as nobody else has it; null: somebody has. It is a hint: what keeps two leaders from recording
   * twice is the command id.
   *
   * @param lost told if the lead is lost
   */
  lead(lost: () => void): Promise<Lease | null>;
  /** Ordinal of the last event that was reacted to; null: nothing was begun. */
  checkpoint(): Promise<bigint | null>;
  /** Moves the checkpoint with what goes along, all or nothing. False: it is not at `from`, and nothing is kept. */
  move(from: bigint, to: bigint, along: Along): Promise<boolean>;
  /** Timers due on the day that are not over and, unless `again`, have not looked on that day; the first due first. */
  due(today: CivilDate, limit: number, again?: boolean): Promise<Timer[]>;
  /** A timer has looked on the day, and this came of it; `over`: it looks no more. */
  looked(timer: Timer, today: CivilDate, over: boolean, deeds: readonly Deed[]): Promise<void>;
  /** Goes back, to react to what was recorded from there on; what was done before is not done twice. */
  goBack(to: bigint): Promise<void>;
  status(limit: number): Promise<ReactionStatus>;
  close(): Promise<void>;
}

export interface Timer extends TimerSet {
  readonly reaction: string;
  readonly correlation: string;
}

export interface Along {
  timers: readonly Timer[];
  /** Streams that have new events: their timers look again. */
  touched: readonly string[];
  /** Streams in which something was annulled: timers that were over may be due again. */
  revived: readonly string[];
  deeds: readonly Deed[];
}

/** What came of a command that a reaction has sent; or of a reaction that could not be asked. */
export interface Deed {
  readonly commandId: string;
  readonly reaction: string;
  readonly cause: string;
  readonly subject: string;
  /** `recorded`, `refused: CODE`, `failed: WHY`. */
  readonly outcome: string;
}

export interface ReactionStatus {
  checkpoint: bigint | null;
  /** Timers that are not over, and the first day on which one of them is due. */
  timers: number;
  nextDueOn: CivilDate | null;
  /** Deeds that failed, and the last ones, newest first. */
  failed: number;
  last: (Deed & { at: Date })[];
}
