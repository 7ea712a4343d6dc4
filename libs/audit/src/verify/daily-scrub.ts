import type { EventLog } from '#event-log/event-log.js';
import type { LedgerReader } from '../ledger/ledger-reader.js';
import type { LedgerStore } from '../ledger/ledger-store.js';
import { scrub, type Scrubbed, shareOf } from './scrubber.js';

const LOOK_MS = 15 * 60 * 1000;

export interface DailyScrubParts {
  log: EventLog;
  ledger: LedgerReader;
  /** Where an alarm is put down. */
  alarms: Pick<LedgerStore, 'raise'>;
  now?: () => Date;
  onTrouble?: ((text: string) => void) | undefined;
}

/** Hashes a share of the log again each day (UTC), soon after it begins or the process starts; a second time does no harm. */
export class DailyScrub {
  /** What was found last; null: nothing was looked at yet. */
  last: (Scrubbed & { readonly at: string }) | null = null;
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly parts: DailyScrubParts) {}

  start(): void {
    this.timer ??= setInterval(() => {
      this.running = this.running.then(() => this.look());
    }, LOOK_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.abort();
    await this.running;
  }

  /** Looks at the share that is due, if it was not looked at today. A store that does not answer is asked again later. */
  async look(): Promise<void> {
    const { log, ledger, alarms, now = () => new Date(), onTrouble } = this.parts;
    const at = now().toISOString();
    if (this.last?.at.slice(0, 10) === at.slice(0, 10)) return;
    try {
      const found = await scrub({ log, ledger }, shareOf(new Date(at)), { signal: this.stopping.signal });
      const [first] = found.discrepancies;
      if (first) {
        await alarms.raise({ kind: first.kind, detail: first.detail });
        onTrouble?.(`ALARM: the daily check of the log: ${first.detail}`);
      }
      this.last = { ...found, at };
    } catch (error) {
      if (!this.stopping.signal.aborted) onTrouble?.(`the daily check of the log: ${(error as Error).message}`);
    }
  }
}
