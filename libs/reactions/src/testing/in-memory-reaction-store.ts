import type { CivilDate } from '#domain/civil-date.js';
import type { Lease } from '#database/lease.js';
import type { Along, Deed, ReactionStatus, ReactionStore, Timer } from '../reaction-store.js';

interface Kept {
  timer: Timer;
  lookedOn: CivilDate | null;
  over: boolean;
}

/** For tests: outlives the runner as the database does. */
export class InMemoryReactionStore implements ReactionStore {
  private ordinal: bigint | null = null;
  private led = false;
  private readonly timers = new Map<string, Kept>();
  private readonly deeds = new Map<string, Deed & { at: Date }>();

  begin(ordinal: bigint): Promise<void> {
    this.ordinal ??= ordinal;
    return Promise.resolve();
  }

  lead(): Promise<Lease | null> {
    if (this.led) return Promise.resolve(null);
    this.led = true;
    const release = () => {
      this.led = false;
      return Promise.resolve();
    };
    return Promise.resolve({ release });
  }

  checkpoint(): Promise<bigint | null> {
    return Promise.resolve(this.ordinal);
  }

  move(from: bigint, to: bigint, { timers, touched, revived, deeds }: Along): Promise<boolean> {
    if (this.ordinal !== from) return Promise.resolve(false);
    this.ordinal = to;
    for (const timer of timers) {
      const key = keyOf(timer);
      if (!this.timers.has(key)) this.timers.set(key, { timer, lookedOn: null, over: false });
    }
    for (const kept of this.timers.values()) {
      if (kept.timer.streams.some((stream) => revived.includes(stream))) kept.over = false;
      if (kept.timer.streams.some((stream) => touched.includes(stream))) kept.lookedOn = null;
    }
    for (const deed of deeds) this.keep(deed);
    return Promise.resolve(true);
  }

  due(today: CivilDate, limit: number, again = false): Promise<Timer[]> {
    const due = [...this.timers.values()]
      .filter((kept) => !kept.over && kept.timer.dueOn <= today && (again || kept.lookedOn !== today))
      .map((kept) => kept.timer)
      .sort((a, b) => (a.dueOn + keyOf(a) < b.dueOn + keyOf(b) ? -1 : 1));
    return Promise.resolve(due.slice(0, limit));
  }

  looked(timer: Timer, today: CivilDate, over: boolean, deeds: readonly Deed[]): Promise<void> {
    const kept = this.timers.get(keyOf(timer));
    if (kept) Object.assign(kept, { lookedOn: today, over });
    for (const deed of deeds) this.keep(deed);
    return Promise.resolve();
  }

  goBack(to: bigint): Promise<void> {
    if (to < (this.ordinal ?? 0n)) this.ordinal = to;
    return Promise.resolve();
  }

  status(limit: number): Promise<ReactionStatus> {
    const running = [...this.timers.values()].filter((kept) => !kept.over).map((kept) => kept.timer.dueOn);
    const deeds = [...this.deeds.values()];
    return Promise.resolve({
      checkpoint: this.ordinal,
      timers: running.length,
      nextDueOn: running.sort()[0] ?? null,
      failed: deeds.filter((deed) => deed.outcome.startsWith('failed')).length,
      last: deeds.reverse().slice(0, limit),
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private keep(deed: Deed): void {
    this.deeds.delete(deed.commandId);
    this.deeds.set(deed.commandId, { ...deed, at: new Date(0) });
  }
}

function keyOf({ reaction, subject, cause }: Timer): string {
  return `${reaction} ${subject} ${cause}`;
}
