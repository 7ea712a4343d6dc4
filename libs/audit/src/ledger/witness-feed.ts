import { parseVkey } from '../tree/note-key.js';
import { feedWitness, type WitnessAddress } from '../witness/witness-client.js';
import type { LedgerReader } from './ledger-reader.js';
import type { LedgerStore } from './ledger-store.js';

/** What a witness last answered. */
export interface WitnessState {
  readonly name: string;
  /** `unasked` until it was asked for the first time. */
  readonly kind: 'unasked' | 'cosigned' | 'away' | 'refused' | 'ahead' | 'conflict';
  readonly detail: string;
  /** Size that it cosigned last, as far as this process knows; 0: none. */
  readonly size: number;
  /** UTC instant since which it answers so. */
  readonly since: string;
}

/**
 * Shows each witness the newest checkpoint, one at a time each: what is signed meanwhile is shown together. A witness that is
 * away delays nothing and is asked again; one that holds another history, or a longer one, is an alarm.
 */
export class WitnessFeed {
  private readonly stopping = new AbortController();
  private readonly states = new Map<string, WitnessState>();
  private readonly asking = new Map<string, Promise<void>>();
  private readonly asked = new Set<string>();

  constructor(
    private readonly store: LedgerStore,
    private readonly reader: LedgerReader,
    private readonly witnesses: readonly WitnessAddress[],
    private readonly onTrouble: (text: string) => void = () => undefined,
  ) {
    for (const { key } of witnesses) this.note(key.name, 'unasked', '', 0);
  }

  get state(): readonly WitnessState[] {
    return [...this.states.values()];
  }

  /** Something was signed. It comes back at once. */
  ring(): void {
    for (const witness of this.witnesses) {
      const { name } = witness.key;
      this.asked.add(name);
      if (!this.asking.has(name))
        this.asking.set(
          name,
          this.ask(witness).finally(() => this.asking.delete(name)),
        );
    }
  }

  /** Resolves when no question is under way; for tests. */
  async settled(): Promise<void> {
    while (this.asking.size > 0) await Promise.all(this.asking.values());
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.settled();
  }

  private async ask(witness: WitnessAddress): Promise<void> {
    const { name } = witness.key;
    while (this.asked.delete(name) && !this.stopping.signal.aborted) {
      try {
        await this.show(witness);
      } catch (error) {
        // The store did not answer; the next signing asks again.
        this.note(name, 'away', error instanceof Error ? error.message : String(error), this.known(name));
      }
    }
  }

  private async show(witness: WitnessAddress): Promise<void> {
    const { name } = witness.key;
    const tree = await this.store.tree();
    const signed = tree && (await this.store.latest(tree.number));
    if (!tree || !signed) return;
    const { size, note } = signed;
    const fed = await feedWitness({
      witness,
      checkpoint: note,
      known: this.known(name),
      consistency: (from, to) => this.reader.consistency(from, to),
      signal: this.stopping.signal,
    });
    if (this.stopping.signal.aborted) return;
    if (fed.kind === 'cosigned') {
      await this.store.cosign(tree.number, size, name, fed.line);
      this.note(name, 'cosigned', '', size);
    } else if (fed.kind === 'ahead') {
      // Another process of ours may have shown it a later checkpoint; if none was signed, the log was put back.
      if (((await this.store.latest(tree.number))?.size ?? 0) >= fed.size) return;
      await this.alarm(name, 'ahead', `it cosigned ${fed.size} records, ${size} are signed here`);
    } else if (fed.kind === 'conflict') {
      await this.alarm(name, 'conflict', `it cosigned another history of ${fed.size} records (${fed.reason})`);
    } else {
      this.note(name, fed.kind, fed.reason, this.known(name));
    }
  }

  private async alarm(name: string, kind: 'ahead' | 'conflict', detail: string): Promise<void> {
    const before = this.states.get(name);
    this.note(name, kind, detail, this.known(name));
    if (before?.kind === kind) return;
    this.onTrouble(`ALARM: witness ${name}: ${detail}`);
    await this.store.raise({ kind: `witness-${kind}`, detail: `${name}: ${detail}` });
  }

  private known(name: string): number {
    return this.states.get(name)?.size ?? 0;
  }

  private note(name: string, kind: WitnessState['kind'], detail: string, size: number): void {
    const before = this.states.get(name);
    if ((kind === 'away' || kind === 'refused') && before?.kind !== kind) {
      this.onTrouble(`ledger: witness ${name} ${kind === 'away' ? 'is away' : 'refuses'}: ${detail}`);
    }
    const since = before?.kind === kind ? before.since : new Date().toISOString();
    this.states.set(name, { name, kind, detail, size, since });
  }
}

/**
 * Reads WITNESSES: `url vkey` for each, separated by commas or line breaks.
 *
 * @throws {Error} one is not of that form
 */
export function witnessesIn(text: string | undefined): WitnessAddress[] {
  const lines = (text ?? '').split(/[,\n]/).map((line) => line.trim());
  return lines.filter(Boolean).map((line) => {
    const [url = '', vkey = '', ...rest] = line.split(/\s+/);
    if (!/^https?:\/\/./.test(url) || !URL.canParse(url) || rest.length > 0) {
      throw new Error(`WITNESSES: not an address and a key: ${line}`);
    }
    const key = parseVkey(vkey);
    if (key.kind !== 'witness') throw new Error(`WITNESSES: ${key.name} is not the key of a witness`);
    return { url, key };
  });
}
