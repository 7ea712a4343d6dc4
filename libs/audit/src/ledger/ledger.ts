import { setTimeout as sleep } from 'node:timers/promises';
import { whileLeading } from '#database/lease.js';
import { isUnavailable } from '#database/availability.js';
import { type EventLog, LogUnavailable } from '#event-log/event-log.js';
import { LedgerRefusal } from './ledger-refusal.js';
import type { LedgerStore } from './ledger-store.js';
import { advance, Fenced, type Place, resume } from './ledger-steps.js';
import type { Keyring } from './signer.js';

export interface LedgerParts {
  log: EventLog;
  store: LedgerStore;
  keyring: Keyring;
}

export interface LedgerOptions {
  /** Origin of the log. If left out: that of the log which was begun, or one that follows from the key. */
  origin?: string | undefined;
  /** How often it looks for new events, in milliseconds; 400 by default. What is there is signed once a look. */
  everyMs?: number;
  /** How often it looks again at what it hashed although nothing came, and at what it refused, in milliseconds; 5,000. */
  recheckMs?: number;
  /** How often one that does not lead tries to, in milliseconds. */
  retryMs?: number;
  /** Told once a change what it waits for, why it does not sign, and that it signs again. */
  onTrouble?: ((text: string) => void) | undefined;
  /** Told after each signing; it is not waited for. */
  onSigned?: (() => void) | undefined;
}

export interface LedgerState {
  leading: boolean;
  /** Events that were hashed. */
  hashed: number;
  /** Events under the last checkpoint that it has signed or found. */
  signed: number;
  /** Why it does not sign; null: it does. */
  refusal: { kind: string; detail: string; since: string } | null;
  /** What it is waiting for, if a store does not answer. */
  trouble: string | null;
}

/** How long a stop waits for the signing under way, in milliseconds; one that is cut off is taken up at the next start. */
const STOP_MS = 2000;

/**
 * Follows the log, hashes each event into the tree, and signs what is there, about twice a second. One leads, by an advisory
 * lock, which is a hint; the chain of runs in the store is the fence. Before it goes on it compares what it hashed last
 * with the log, with its own hashes and with what was signed; where something is not the same it signs nothing.
 */
export class Ledger {
  readonly state: LedgerState = { leading: false, hashed: 0, signed: 0, refusal: null, trouble: null };
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private place: Place | null = null;
  private lookedAt = 0;
  /** The alarm that was put down last. */
  private raised: string | null = null;

  constructor(
    private readonly parts: LedgerParts,
    private readonly options: LedgerOptions = {},
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.race([this.running, sleep(STOP_MS, undefined, { ref: false })]);
  }

  /**
   * Hashes and signs what is in the log now, and returns; for tests and single runs.
   *
   * @throws {LedgerRefusal} @throws what a store throws that does not answer
   */
  async once(): Promise<void> {
    this.lookedAt = 0;
    do {
      try {
        await this.look();
        return;
      } catch (error) {
        this.place = null;
        if (!(error instanceof Fenced)) throw error;
      }
    } while (!this.stopping.signal.aborted);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    let patience = 100;
    while (!signal.aborted) {
      try {
        await this.lead(signal);
        patience = 500;
      } catch (error) {
        this.inTrouble(error);
        patience = Math.min(patience * 2, 2000);
      }
      this.state.leading = false;
      this.place = null;
      if (!signal.aborted) await sleep(this.options.retryMs ?? patience, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Leads until a store does not answer, or the connection that holds the lock ends. */
  private async lead(stopping: AbortSignal): Promise<void> {
    await whileLeading(
      (lost) => this.parts.store.lead(lost),
      stopping,
      async ({ signal }) => {
        this.state.leading = true;
        const { everyMs = 400, recheckMs = 5_000 } = this.options;
        while (!signal.aborted) {
          await this.turn();
          const pause = this.state.refusal ? recheckMs : everyMs;
          await sleep(pause, undefined, { signal }).catch(() => undefined);
        }
      },
    );
  }

  private async turn(): Promise<void> {
    try {
      await this.look();
      this.state.trouble = null;
      if (this.state.refusal) this.options.onTrouble?.('ledger: what was hashed is there again; it signs');
      this.state.refusal = null;
      this.raised = null;
    } catch (error) {
      this.place = null;
      this.lookedAt = 0;
      if (error instanceof Fenced || this.stopping.signal.aborted) return;
      if (isPassing(error)) throw error;
      await this.refuse(error);
    }
  }

  /** Goes on to the head of the log as it is now, in steps that are signed each. */
  private async look(): Promise<void> {
    const { log, store } = this.parts;
    if (this.place && this.place.tree.number !== (await store.tree())?.number) this.place = null;
    this.place ??= await resume(this.parts, this.options.origin);
    const head = Number(await log.head());
    const { recheckMs = 5_000 } = this.options;
    const due = Date.now() - this.lookedAt >= recheckMs;
    if (head === this.place.size && this.place.signed === head && !due) return;
    do {
      const before = this.place.signed;
      this.place = await advance(this.parts, this.place);
      this.state.hashed = this.place.size;
      this.state.signed = this.place.signed;
      this.lookedAt = Date.now();
      if (this.place.signed > before) this.options.onSigned?.();
    } while (this.place.size < head && !this.stopping.signal.aborted);
  }

  private async refuse(error: unknown): Promise<void> {
    const { kind, detail } =
      error instanceof LedgerRefusal
        ? error
        : new LedgerRefusal('log-unreadable', error instanceof Error ? error.message : String(error));
    const text = `ALARM: the ledger does not sign (${kind}): ${detail}`;
    if (this.state.refusal === null || this.raised !== text) {
      this.state.refusal = { kind, detail, since: new Date().toISOString() };
      this.options.onTrouble?.(text);
    }
    if (this.raised === text) return;
    await this.parts.store.raise({ kind, detail });
    this.raised = text;
  }

  private inTrouble(error: unknown): void {
    const trouble = error instanceof Error ? error.message : String(error);
    if (trouble !== this.state.trouble) this.options.onTrouble?.(`ledger: ${trouble}`);
    this.state.trouble = trouble;
  }
}

/** A store that does not answer is no sign of a change: the same is tried again. */
function isPassing(error: unknown): boolean {
  return error instanceof LogUnavailable || isUnavailable(error);
}
