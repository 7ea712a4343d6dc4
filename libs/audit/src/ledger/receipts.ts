import type { EventLog, LoggedEvent } from '#event-log/event-log.js';
import { leafBytes } from '../tree/leaf.js';
import { formatTlogProof } from '../tree/tlog-proof.js';
import type { LedgerReader } from './ledger-reader.js';

/** What came of a command: its events, and whether a signed checkpoint covers each. */
export interface CommandReceipt {
  readonly commandId: string;
  /** Who sent it; null: the system, or somebody who is not on record. */
  readonly by: string | null;
  /** Ordinal of the last event; null: nothing had to be recorded. */
  readonly position: number | null;
  /** Origin and size of the last checkpoint; null: nothing was signed yet. */
  readonly checkpoint: { readonly origin: string; readonly size: number } | null;
  readonly events: readonly {
    readonly id: string;
    readonly type: string;
    readonly stream: string;
    readonly revision: number;
    readonly position: number;
    readonly recordedAt: string;
    /** Whether the last checkpoint covers it: then there is a proof. */
    readonly signed: boolean;
  }[];
}

/** Not under a checkpoint yet; some moments later it is. */
export const NOT_SIGNED = Symbol('not signed');

/** So many of the newest events, which are not in the ledger yet, are looked through. */
const NEWEST = 5_000;

/** Leads from the receipt of a command to the proof of its events. */
export class Receipts {
  constructor(
    private readonly log: EventLog,
    private readonly ledger: LedgerReader,
  ) {}

  /** Null: no event of that command is known. */
  async of(commandId: string): Promise<CommandReceipt | null> {
    const events = await this.eventsWhere({ command: commandId });
    if (events.length === 0) return null;
    const latest = await this.ledger.latest();
    return {
      commandId,
      by: events[0]?.actor ?? null,
      position: Number(events.at(-1)?.ordinal ?? 0),
      checkpoint: latest && { origin: latest.origin, size: latest.size },
      events: events.map(({ id, type, stream, revision, ordinal, recordedAt }) => ({
        id,
        type,
        stream,
        revision,
        position: Number(ordinal),
        recordedAt,
        signed: Number(ordinal) <= (latest?.size ?? 0),
      })),
    };
  }

  /** The proof of an event (C2SP tlog-proof), under a checkpoint that a witness has cosigned where there is one. Null: no such event is known. */
  async proof(eventId: string): Promise<string | typeof NOT_SIGNED | null> {
    const [event] = await this.eventsWhere({ event: eventId });
    if (!event) return null;
    const index = Number(event.ordinal) - 1;
    const checkpoint = await this.ledger.covering(index + 1);
    if (!checkpoint) return NOT_SIGNED;
    const proof = await this.ledger.inclusion(index, checkpoint.size);
    return formatTlogProof({ extra: null, index, proof, checkpoint: checkpoint.note });
  }

  /** The bytes that are hashed of an event. Null: no such event is known. */
  async leaf(eventId: string): Promise<Uint8Array | null> {
    const [event] = await this.eventsWhere({ event: eventId });
    return event ? leafBytes(event) : null;
  }

  private async eventsWhere(by: { readonly event: string } | { readonly command: string }): Promise<LoggedEvent[]> {
    const is = (event: LoggedEvent) => ('event' in by ? event.id === by.event : event.command === by.command);
    // Before the look into the ledger: what it hashes meanwhile is seen twice then, and not missed.
    const hashed = (await this.ledger.standing())?.hashed ?? 0;
    const found = new Map<bigint, LoggedEvent>();
    const take = (batch: readonly LoggedEvent[]) => {
      for (const event of batch.filter(is)) found.set(event.ordinal, event);
    };
    for (const index of await this.ledger.find(by)) {
      for await (const batch of this.log.readAll(BigInt(index), { limit: 1 })) take(batch);
    }
    for await (const batch of this.log.readAll(BigInt(hashed), { limit: NEWEST })) take(batch);
    return [...found.values()];
  }
}
